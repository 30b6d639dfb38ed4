"""Log lines: one a record, `event key=value …`, text of strangers escaped, no secret.

error = a person must act; warning = we will try again; info = found or sent; debug = why skipped.
"""

import json
import logging
import re

from monitor.model.safe import safe

_BARE = re.compile(r"[\w.:/@+\-…?]+")


def log_event(logger: logging.Logger, level: int, event: str, **fields: object) -> None:
    """Write `event key=value …`; a value that is not one plain word is quoted as JSON, control characters gone."""
    if logger.isEnabledFor(level):
        logger.log(level, "%s", format_event(event, fields))


def format_event(event: str, fields: dict[str, object]) -> str:
    """The line itself; fields that are None or empty are left out."""
    words = [event]
    words += [f"{key}={_value(value)}" for key, value in fields.items() if value not in (None, "")]
    return " ".join(words)


def _value(value: object) -> str:
    text = safe(str(value), 300)
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)
