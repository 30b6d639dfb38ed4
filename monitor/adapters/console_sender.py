"""Prints messages: the target `console://`, so that a newcomer sees alerts without any account."""

import asyncio
import re
from typing import TextIO

from monitor.errors import FailureReason, SendError
from monitor.model.alert import Message, Target
from monitor.model.safe import safe

_RULE = "─" * 72
_GAPS = re.compile(r"( {2,})")


class ConsoleSender:
    """A Sender that writes plain text to `stream`, one message at a time, each under a rule."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._turn = asyncio.Lock()

    async def send(self, target: Target, message: Message) -> None:
        """Print it. Raises SendError when nobody reads the stream any more."""
        async with self._turn:
            try:
                await asyncio.to_thread(self._print, message)
            except (OSError, ValueError) as error:
                raise SendError(
                    f"target {target.name}: the console is closed; run in a terminal, or add another target",
                    FailureReason.CONNECT,
                ) from error

    def check_target(self, target: Target) -> str | None:
        """None: there is nothing in a console's address that could be wrong; else what to change."""
        if target.url.strip().lower() == "console://":
            return None
        return "a console has no address; write console:// and nothing behind it"

    def _print(self, message: Message) -> None:
        lines = [_RULE, safe(message.title), "", *(_line(line) for line in message.body.splitlines()), ""]
        encoding = self._stream.encoding or "utf-8"
        self._stream.write("\n".join(lines).encode(encoding, "replace").decode(encoding))
        self._stream.flush()


def _line(line: str) -> str:
    """A safe line that keeps its indents and columns: what is between runs of spaces is cleaned."""
    return "".join(part if part.isspace() else safe(part) for part in _GAPS.split(line)).rstrip()
