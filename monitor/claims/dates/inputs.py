"""What a person types for a day or a length of time on a command line."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from monitor.claims.dates.calendar import DAY, add_months, end_of_month, next_weekday
from monitor.claims.dates.reading import read_due
from monitor.claims.dates.words import WEEKDAYS
from monitor.model.claim import DueWindow, Precision

_AHEAD = re.compile(r"\+?(\d{1,4})\s*(d|w|m|y|days?|weeks?|months?|years?)", re.IGNORECASE)
_LENGTH = re.compile(r"(\d{1,4})\s*(minutes?|mins?|m|hours?|h|days?|d|weeks?|w)\s*", re.IGNORECASE)
_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?")
_BETWEEN_DAYS = re.compile(r"(?<=-\d\d)\s*(?:\.\.\.?|/)\s*(?=\d{4}-)")
_SECONDS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def read_day(text: str, today: date) -> date | None:
    """One day: `2017-06-30`, `today`, `tomorrow`, `fri`, `7d`, `2w`, `eow` (Sunday), `eom`, `eoy`, `30 June`; else None.

    A longer time (`in July`) gives its last day.
    """
    word = text.strip().lower()
    fixed = _NAMED.get(word)
    if fixed is not None:
        return fixed(today)
    if word in WEEKDAYS:
        return next_weekday(today, WEEKDAYS[word])
    ahead = _AHEAD.fullmatch(word)
    if ahead:
        return _later(today, int(ahead[1]), ahead[2][0])
    try:
        return date.fromisoformat(word)
    except ValueError:
        due = read_due(text.strip(), today)
        return due.latest if due else None


def read_window(text: str, said_on: date) -> DueWindow | None:
    """The words of a time as an article has them, and as people type one: `2017`, `2017-06`, `2017-06-01..2017-06-30`."""
    word = text.strip()
    short = _YEAR_OR_MONTH.fullmatch(word)
    if short:
        return _whole(int(short[1]), int(short[2] or 0), word, said_on)
    window = read_due(_BETWEEN_DAYS.sub(" to ", word), said_on)
    return replace(window, text=word) if window and _BETWEEN_DAYS.search(word) else window


def read_duration(text: str) -> timedelta | None:
    """A length of time in minutes, hours, days, weeks (`30m`, `12h`, `7d`, `2w`, `1d12h`); None when it is none, or 0."""
    word = text.strip()
    if not re.fullmatch(rf"(?:{_LENGTH.pattern})+", word, re.IGNORECASE):
        return None
    total = timedelta(seconds=sum(int(count) * _SECONDS[unit[0].lower()] for count, unit in _LENGTH.findall(word)))
    return total or None


_NAMED: dict[str, Callable[[date], date]] = {
    "today": lambda today: today,
    "tomorrow": lambda today: today + DAY,
    "yesterday": lambda today: today - DAY,
    "eow": lambda today: next_weekday(today, 6),
    "eom": lambda today: end_of_month(today.year, today.month),
    "eoy": lambda today: date(today.year, 12, 31),
    "end of week": lambda today: next_weekday(today, 6),
    "end of month": lambda today: end_of_month(today.year, today.month),
    "end of year": lambda today: date(today.year, 12, 31),
}


def _whole(year: int, month: int, word: str, said_on: date) -> DueWindow | None:
    """What is to come of the month, or of the year for no month; the whole of one that is over; None for none such."""
    try:
        first, last = date(year, month or 1, 1), end_of_month(year, month or 12)
    except ValueError:
        return None
    precision = Precision.MONTH if month else Precision.YEAR
    return DueWindow(max(first, said_on) if last >= said_on else first, last, word, precision)


def _later(today: date, count: int, unit: str) -> date | None:
    try:
        match unit:
            case "d":
                return today + count * DAY
            case "w":
                return today + 7 * count * DAY
            case "m":
                return add_months(today, count)
            case _:
                return add_months(today, 12 * count)
    except (ValueError, OverflowError):
        return None
