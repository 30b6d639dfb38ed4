"""How a target wants to be told: the keys of [[targets]] on digests, quiet hours and caps."""

import re
from collections.abc import Callable
from datetime import time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from monitor.config.section import Section
from monitor.config.values import BadValueError, read_length, read_text
from monitor.model.pace import DigestTime, Pace, QuietHours

T = TypeVar("T")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DIGEST = re.compile(r"(?:daily|weekly\s+([a-z]{3})[a-z]*)\s+(\S+)", re.IGNORECASE)


def read_pace(section: Section) -> Pace:
    """digest, quiet, timezone, group_wait, group_interval, repeat, max_per_hour, max_per_minute."""
    ships = Pace()
    return Pace(
        digest=section.read("digest", _maybe(read_digest), None),
        quiet=section.read("quiet", _maybe(read_quiet), None),
        timezone=section.read("timezone", read_zone, ships.timezone),
        group_wait=section.read("group_wait", _read_wait, ships.group_wait),
        group_interval=section.read("group_interval", _read_wait, ships.group_interval),
        repeat=section.read("repeat", _read_wait, ships.repeat),
        max_per_hour=section.read("max_per_hour", _read_cap, ships.max_per_hour),
        max_per_minute=section.read("max_per_minute", _read_cap, ships.max_per_minute),
    )


def read_digest(value: object) -> DigestTime:
    """Every day, `daily 08:00`, or once a week, `weekly mon 08:00`; local time."""
    found = _DIGEST.fullmatch(read_text(value))
    if not found or (found[1] and found[1].lower() not in _WEEKDAYS):
        raise BadValueError('is to be like "daily 08:00" or "weekly mon 08:00"')
    return DigestTime(_read_clock(found[2]), _WEEKDAYS.index(found[1].lower()) if found[1] else None)


def read_quiet(value: object) -> QuietHours:
    """From and to: `22:00-07:00`, local time."""
    start, separator, end = read_text(value).partition("-")
    if not separator:
        raise BadValueError('is to be like "22:00-07:00"')
    quiet = QuietHours(_read_clock(start.strip()), _read_clock(end.strip()))
    if quiet.start == quiet.end:
        raise BadValueError("begins and ends at the same time")
    return quiet


def read_zone(value: object) -> str:
    """The IANA name of a time zone."""
    name = read_text(value)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise BadValueError("is no time zone known here; write it like Europe/Berlin") from None
    return name


def _maybe(read: Callable[[object], T]) -> Callable[[object], T | None]:
    return read


def _read_clock(text: str) -> time:
    found = _CLOCK.fullmatch(text)
    if not found:
        raise BadValueError("holds no time of day; write it like 08:00")
    return time(int(found[1]), int(found[2]))


def _read_wait(value: object) -> timedelta:
    wait = read_length(value)
    if wait > timedelta(days=1):
        raise BadValueError("is to be at most 1d")
    return wait


def _read_cap(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10_000:
        raise BadValueError("is to be a whole number between 0 (no cap) and 10000")
    return value
