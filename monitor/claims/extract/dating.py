"""Puts the days of the calendar behind times that only mean something on the day they were said."""

import re
from datetime import date

from monitor.claims.dates.calendar import end_of_month
from monitor.claims.dates.words import MONTH, WEEKDAY
from monitor.model.claim import DueWindow

_HAS_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
_MONTH_END = re.compile(rf"(?:{MONTH}|{MONTH} (?:the )?\d\d?(?:st|nd|rd|th)?|\d)$")
#: What goes on with the time: `on Monday | at 9 p.m.`.
_GOES_ON = re.compile(
    r",? (?:weekend|morning|afternoon|evening|night|noon|midday|(?:at |around |by )?(?:noon|midnight|\d\d?(?:[:.]\d\d)?"
    r"(?: ?[ap]\.?m\.?|(?= local| GMT))))(?![\w-])"
)
_NAMES_DAY = re.compile(rf"\b{MONTH}\b|\b{WEEKDAY}\b|\b(?:next|this|coming) (?:week|month|year)\b|\btomorrow\b")
_NO_PLACE = re.compile(r"['’-]|[ ]?[–—/]|\w| (?:and|or|to) \d")


def date_statement(statement: str, due: DueWindow | None) -> str:
    """`… on Monday` as `… on Monday (24 February 2025)`: behind the time, or at its end where it holds none.

    As it is where the year is told or no day is known.
    """
    if due is None or due.latest is None or not due.text:
        return statement
    at = statement.find(due.text)
    if at < 0:
        return _dated_at_end(statement, due, due.latest)
    if _HAS_YEAR.search(due.text):
        return statement
    end = at + len(due.text)
    goes_on = _GOES_ON.match(statement, end)
    end = goes_on.end() if goes_on else end
    if _NO_PLACE.match(statement, end) or _HAS_YEAR.match(statement, end + 1) or statement[:at].count('"') % 2:
        return statement
    told = str(due.latest.year) if _MONTH_END.search(due.text) else _in_words(due, due.latest)
    return f"{statement[:end]} ({told}){statement[end:] or '.'}"


def _dated_at_end(statement: str, due: DueWindow, last: date) -> str:
    """Of an item under the heading of its day, or of a clause whose day stands before it."""
    if _HAS_YEAR.search(statement) or not statement.endswith(".") or _NAMES_DAY.search(statement):
        return statement
    return f"{statement.removesuffix('.')} ({_in_words(due, last)})."


def _in_words(due: DueWindow, last: date) -> str:
    """The days of a window: `24 February 2025`, `24 to 28 February 2025`, `March 2025`, `by 3 May 2025`, `2026`."""
    first, day = due.earliest, f"{last.day} {last:%B %Y}"
    if first == last or (first is None and not _BEFORE.search(due.text)):
        return day
    if first is None or _WITHIN.search(due.text):
        return f"by {day}"
    if first.day != 1 or last != end_of_month(last.year, last.month):
        return f"{_shortened(first, last)} to {day}"
    if (first.month, last.month) == (_JANUARY, _DECEMBER):
        return str(last.year) if first.year == last.year else f"{first.year} to {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{last:%B %Y}"
    return f"{first:%B} to {last:%B %Y}" if first.year == last.year else f"{first:%B %Y} to {last:%B %Y}"


def _shortened(first: date, last: date) -> str:
    """A day without the month and year that follow anyway."""
    if first.year != last.year:
        return f"{first.day} {first:%B %Y}"
    return f"{first.day} {first:%B}" if first.month != last.month else str(first.day)


_JANUARY, _DECEMBER = 1, 12
_BEFORE = re.compile(r"\b(?:before|ahead of|prior to)\b")
_WITHIN = re.compile(r"\b(?:within|coming|this|later|for|the next)\b")
