"""Times told by their distance from another: `ten days after 1 March`, `within six weeks of Easter`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from monitor.claims.dates.calendar import DAY, WEEK, Window, add_months, end_of_month
from monitor.claims.dates.words import NUMBER, number_of
from monitor.model.claim import Precision

_WITHIN = r"within|in the|during the|no (?:later|more) than|not (?:later|more) than|less than|fewer than|at most|up to"
_DISTANCE = re.compile(
    rf"\b(?:(?:(?P<within>{_WITHIN})|(?P<least>at least|more than|no less than)|(?P<lasting>for|over|lasts?|lasting)"
    r"|in|about|around|some) )?"
    rf"(?P<count>{NUMBER}) (?P<unit>day|week|fortnight|month|year)s?"
    r" (?P<side>after|from|of|following|before|prior to|ahead of) (?:the )?$",
    re.IGNORECASE,
)
_DAYS = {"day": DAY, "week": WEEK, "fortnight": 2 * WEEK}
_MONTHS = {"month": 1, "year": 12}
_EARLIER = frozenset({"before", "prior to", "ahead of"})


@dataclass(frozen=True, slots=True)
class Distance:
    """Words that move a time: where they start, and what they make of it (None when the calendar ends first)."""

    start: int
    move: Callable[[Window], Window | None]


def distance_before(before: str) -> Distance | None:
    """The distance that `before`, the words in front of a time, ends with.

    `for six weeks from` is how long a thing lasts, and `two weeks of July` counts nothing from it.
    """
    found = _DISTANCE.search(before)
    if found is None or found["lasting"] or (found["side"].lower() == "of" and not found["within"]):
        return None
    return Distance(found.start(), lambda window: _moved(found, window))


def _moved(found: re.Match[str], window: Window) -> Window | None:
    if window.earliest is None or window.latest is None:
        return None
    sign = -1 if found["side"].lower() in _EARLIER else 1
    count, unit = sign * number_of(found["count"]), found["unit"].lower()
    try:
        first, last = _shifted(window.earliest, count, unit), _shifted(window.latest, count, unit)
    except (OverflowError, ValueError):  # past the last year of the calendar
        return None
    if unit in _MONTHS and window.precision is not Precision.DAY:
        last = end_of_month(last.year, last.month)
    there = Window(first, last, window.precision)
    if found["within"]:
        span = (first, window.earliest - DAY) if sign < 0 else (window.earliest, last)
        return Window(*span, Precision.DAY)
    if found["least"]:
        return replace(there, earliest=None) if sign < 0 else replace(there, latest=None)
    return there


def _shifted(day: date, count: int, unit: str) -> date:
    return add_months(day, count * _MONTHS[unit]) if unit in _MONTHS else day + count * _DAYS[unit]
