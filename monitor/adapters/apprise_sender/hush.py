"""Foreign log lines stay out of our log: apprise, urllib3 and requests write tokens, addresses and bodies into them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_FOREIGN = ("apprise", "urllib3", "urllib3.connectionpool", "urllib3.util.retry", "requests")
_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)


class _Ear(logging.Filter):
    """Lets no line through to any handler; those of a call that is heard in this context are kept for `verdict`."""

    def filter(self, record: logging.LogRecord) -> bool:
        lines = _heard.get()
        if lines is not None:
            lines.append(record.getMessage())
        return False


def hush() -> None:
    """From now on these loggers write nothing anywhere; safe to call again."""
    for name in _FOREIGN:
        logger = logging.getLogger(name)
        if not any(isinstance(known, _Ear) for known in logger.filters):
            logger.addFilter(_Ear())
    # DEBUG is where the server's answer is; TRACE, below it, would be the whole address.
    logging.getLogger("apprise").setLevel(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.WARNING)


def note(line: str) -> None:
    """Add a line of ours to what is heard of the call that runs in this thread, if one is."""
    lines = _heard.get()
    if lines is not None:
        lines.append(line)


@contextmanager
def hear() -> Iterator[list[str]]:
    """The foreign lines of what runs inside, in this thread."""
    lines: list[str] = []
    token = _heard.set(lines)
    try:
        yield lines
    finally:
        _heard.reset(token)
