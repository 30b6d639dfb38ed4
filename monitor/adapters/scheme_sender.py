"""Chooses the sender by the scheme of a target's address."""

from collections.abc import Mapping

from monitor.model.alert import Message, Target
from monitor.ports import Sender


class SchemeSender:
    """A Sender over others: `senders` by lower-case scheme, `default` for any other."""

    def __init__(self, senders: Mapping[str, Sender], default: Sender) -> None:
        self._senders = dict(senders)
        self._default = default

    async def send(self, target: Target, message: Message) -> None:
        """Hand on. Raises SendError."""
        scheme = target.url.partition("://")[0].strip().lower()
        await self._senders.get(scheme, self._default).send(target, message)
