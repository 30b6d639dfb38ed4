"""Log lines: one a record, `event key=value …`, text of strangers escaped, no secret.

error = a person must act; warning = we will try again; info = found or sent; debug = why skipped.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import TextIO

from monitor.model.safe import safe

_BARE = re.compile(r"[\w.:/@+\-…?]+")


def log_event(logger: logging.Logger, level: int, event: str, **fields: object) -> None:
    """Write `event key=value …`; a value that is not one plain word is quoted as JSON, control characters gone."""
    if logger.isEnabledFor(level):
        logger.log(level, "%s", format_event(event, fields), extra={"event": event, "facts": fields})


def format_event(event: str, fields: dict[str, object]) -> str:
    """The line itself; fields that are None or empty are left out."""
    words = [event]
    words += [f"{key}={_value(value)}" for key, value in fields.items() if value not in (None, "")]
    return " ".join(words)


def _value(value: object) -> str:
    text = safe(str(value), 300)
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


#: Loggers of libraries that are noisy, or show addresses with their secrets, below this level.
_QUIET = ("httpx", "httpcore", "apprise", "urllib3", "requests", "apscheduler", "alembic", "asyncio")
#: syslog(3) priorities; journald reads them from a `<N>` before the line (sd-daemon(3)).
_PRIORITIES = ((logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6), (logging.NOTSET, 7))


def configure_logging(level: int, *, as_json: bool, journald: bool, stream: TextIO) -> None:
    """Send one line a record to `stream`: text, or JSON, or with journald's priorities before it."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine(as_json=as_json, journald=journald))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class OneLine(logging.Formatter):
    """One record, one line, whatever is in it; a traceback is folded into the same line."""

    def __init__(self, *, as_json: bool, journald: bool) -> None:
        super().__init__()
        self._as_json = as_json
        self._journald = journald

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its newline."""
        text = record.getMessage()
        if record.exc_info:
            text += " traceback=" + json.dumps(self.formatException(record.exc_info))
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        if self._as_json:
            head = {"time": moment, "level": record.levelname.lower(), "logger": record.name, "message": safe(text)}
            return json.dumps(head | _facts(record), ensure_ascii=False)
        line = safe(f"{record.levelname.lower()} {text}")
        if self._journald:
            return f"<{next(number for floor, number in _PRIORITIES if record.levelno >= floor)}>{line}"
        return f"{moment} {line}"


def _facts(record: logging.LogRecord) -> dict[str, object]:
    """`event`, and its fields as a program wants them: numbers stay numbers, the rest is safe text."""
    facts = getattr(record, "facts", None)
    if not isinstance(facts, dict):
        return {}
    told = {key: _plain(value) for key, value in facts.items() if value not in (None, "")}
    return {"event": getattr(record, "event", ""), "fields": told}


def _plain(value: object) -> object:
    return value if isinstance(value, bool | int | float) else safe(str(value), 300)
