"""Readers of one value each: they return it in its type or raise `BadValueError`, whose words never repeat the value."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from ipaddress import ip_network
from typing import TypeVar
from urllib.parse import urlsplit

from monitor.model.claim import DueWindow, Precision

E = TypeVar("E", bound=StrEnum)

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)")
_UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_LONGEST = timedelta(days=36_500)
_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class BadValueError(ValueError):
    """What is wrong with a value, in words that go after its path; the value itself is never in them."""


def read_text(value: object) -> str:
    """One or more lines of text, without control characters."""
    if not isinstance(value, str):
        raise BadValueError("is to be text in quotes")
    if _CONTROL.search(value):
        raise BadValueError("holds a control character")
    return value.strip()


def read_words(value: object) -> str:
    """Text that says something."""
    text = read_text(value)
    if not text:
        raise BadValueError("is empty")
    if len(text) > 2_000:
        raise BadValueError("is longer than 2,000 characters")
    return text


def read_flag(value: object) -> bool:
    """One of `true` and `false`."""
    if not isinstance(value, bool):
        raise BadValueError("is to be true or false, without quotes")
    return value


def read_texts(value: object) -> tuple[str, ...]:
    """A list of texts, none empty."""
    if not isinstance(value, list):
        raise BadValueError('is to be a list: ["one", "two"]')
    return tuple(read_words(item) for item in value)


def read_name(value: object) -> str:
    """A name in a command: lower-case letters, digits, hyphens."""
    text = read_text(value)
    if not _NAME.fullmatch(text) or len(text) > 60:
        raise BadValueError("is to be a short name of lower-case letters, digits and hyphens, like desk-mail")
    return text


def read_names(value: object) -> tuple[str, ...]:
    """A list of names."""
    if not isinstance(value, list):
        raise BadValueError('is to be a list of names: ["desk", "world"]')
    return tuple(read_name(item) for item in value)


def read_length(value: object) -> timedelta:
    """A length of time with its unit: "90s", "30m", "1.5h", "7d", "2w"."""
    if not isinstance(value, str):
        raise BadValueError('is to be a length of time in quotes, with its unit, like "30m" or "1d"')
    found = _LENGTH.fullmatch(value.strip())
    if not found:
        raise BadValueError('is no length of time; write it like "90s", "30m", "12h", "7d" or "2w"')
    number = float(found[1])
    if number * _UNITS[found[2]].total_seconds() > _LONGEST.total_seconds():
        raise BadValueError("is longer than a hundred years")
    return number * _UNITS[found[2]]


def read_day(value: object) -> date:
    """A day, as a TOML date (2017-07-31) or the same in quotes."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise BadValueError("is to be a day: 2017-07-31") from None


def read_due(value: object) -> DueWindow:
    """When a claim is due: a last day, or a table of earliest, latest, text, precision."""
    if not isinstance(value, dict):
        try:
            return DueWindow(latest=read_day(value), precision=Precision.DAY)
        except BadValueError as bad:
            raise BadValueError(f"{bad}; `monitor claim import` reads words of a time too, like 'in July'") from None
    unknown = set(value) - {"earliest", "latest", "text", "precision"}
    if unknown:
        raise BadValueError("has an unknown key; known here: earliest, latest, text, precision")
    earliest, latest = (read_day(value[key]) if key in value else None for key in ("earliest", "latest"))
    if earliest and latest and earliest > latest:
        raise BadValueError("is a window that ends before it starts")
    precision = choice(Precision)(value.get("precision", "day" if latest else "open"))
    return DueWindow(earliest, latest, read_text(value.get("text", "")), precision)


def choice(kind: type[E]) -> Callable[[object], E]:
    """A reader of one word of a closed set; a near miss is told with the word that was meant."""
    words = [member.value for member in kind]

    def read(value: object) -> E:
        text = read_text(value)
        if text in words:
            return kind(text)
        near = get_close_matches(text, words, 1, 0.6)
        meant = f"did you mean {near[0]}?" if near else f"write one of: {', '.join(words)}"
        raise BadValueError(f"is not a word known here; {meant}")

    return read


class LogLevel(StrEnum):
    """How much is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def read_log_level(value: object) -> int:
    """debug, info, warning or error, as the number of `logging`."""
    return logging.getLevelNamesMapping()[choice(LogLevel)(value).upper()]


@dataclass(frozen=True, slots=True)
class Between:
    """The least and the most a number or a length of time may be, both allowed."""

    least: float | timedelta
    most: float | timedelta

    def check(self, value: float | timedelta, shown: Callable[[float | timedelta], str]) -> None:
        """Raise BadValueError when `value` is outside. Bounds are of the kind of the value."""
        if not self.least <= value <= self.most:  # type: ignore[operator]
            raise BadValueError(f"is to be between {shown(self.least)} and {shown(self.most)}")


def read_feed_url(value: object) -> str:
    """The http(s) address of a feed."""
    url = read_words(value)
    try:
        parts = urlsplit(url)
        port_known = parts.port is None or parts.port > 0
    except ValueError:
        raise BadValueError("is no readable address") from None
    if parts.scheme not in ("http", "https"):
        raise BadValueError("is to start with https:// or http://")
    if not parts.hostname or not port_known or re.search(r"\s", url):
        raise BadValueError("is no address of a feed: https://HOST/PATH")
    return url


def read_private_host(value: object) -> str:
    """A host name or a network that may be polled although it is not public."""
    text = read_words(value)
    if "/" in text:
        try:
            return str(ip_network(text))
        except ValueError:
            raise BadValueError("is no network; write it like 192.168.0.0/24") from None
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", text):
        raise BadValueError("is no host name or network")
    return text.lower()


def read_private_hosts(value: object) -> tuple[str, ...]:
    """A list of them."""
    if not isinstance(value, list):
        raise BadValueError('is to be a list: ["192.168.0.0/24", "feeds.lan"]')
    return tuple(read_private_host(item) for item in value)
