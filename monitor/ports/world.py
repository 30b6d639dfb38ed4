"""What is outside: the clock, the web, documents of strangers, ways to tell people."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from monitor.model.alert import Message, Target
from monitor.model.feed import Fetched, NotModified, ParsedFeed, Validators

Now = Callable[[], datetime]
"""The clock: aware UTC."""


class Fetcher(Protocol):
    """Gets bytes by HTTP, as politely and guarded as the policy says."""

    async def fetch(self, url: str, validators: Validators) -> Fetched | NotModified:
        """GET `url`, conditionally when `validators` are known for it.

        Raises FetchError, for anything that is not a whole 200 or a 304.
        """
        ...

    async def close(self) -> None:
        """Let the connections go."""
        ...


class Parser(Protocol):
    """Turns bytes into a feed where a hostile document can do no harm."""

    async def parse(self, body: bytes, content_type: str, url: str) -> ParsedFeed:
        """Read one document. Raises ParseError."""
        ...

    async def close(self) -> None:
        """End the children."""
        ...


class Sender(Protocol):
    """Delivers one message to one target."""

    async def send(self, target: Target, message: Message) -> None:
        """Return when the target took it. Raises SendError (`recoverable`, reason `unknown-outcome` = it may have it)."""
        ...
