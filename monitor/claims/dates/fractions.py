"""Readers of a week, a weekend, a half or a weekday of a named month, and of a month or day of next year."""

from datetime import date

from monitor.claims.dates.calendar import (
    DAY,
    Window,
    clip_to,
    day_or_none,
    day_window,
    end_of_month,
    month_window,
    nth_weekday,
    season_window,
    shift_month,
    week_window,
)
from monitor.claims.dates.readers import Found
from monitor.claims.dates.words import ORDINALS, SEASONS, month_of, weekday_of
from monitor.model.claim import Precision

_SATURDAY = 5


def _month(found: Found, said: date) -> tuple[int, int]:
    """(year, month) of `of May`, `of May 2019`, `of this month`, `of next month`."""
    if found["month"]:
        month = month_of(found["month"])
        year = int(found["year"]) if found["year"] else said.year + int(month < said.month)
        return year, month
    return shift_month(said.year, said.month, int((found["which"] or "").lower() == "next"))


def _open(first: date, last: date, said: date) -> Window | None:
    return clip_to(Window(first, last, Precision.DAY), said) if last >= said else None


def read_week_of_month(found: Found, said: date) -> Window | None:
    """`the first week of May`: the 1st to the 7th; `the last`: its last seven days; a weekend: Saturday and Sunday."""
    year, month = _month(found, said)
    nth = -1 if found["nth"].lower() == "last" else ORDINALS[found["nth"].lower()]
    last = end_of_month(year, month)
    if found["unit"].lower() == "weekend":
        saturday = nth_weekday(year, month, _SATURDAY, nth)
        if nth < 0 and saturday == last:
            saturday -= 7 * DAY
        return _open(saturday, saturday + DAY, said)
    first = last - 6 * DAY if nth < 0 else date(year, month, 7 * nth - 6)
    return _open(first, min(first + 6 * DAY, last), said)


def read_half_of_month(found: Found, said: date) -> Window | None:
    """`the first half of October`: to the 15th; the second: from the 16th."""
    year, month = _month(found, said)
    if found["nth"].lower() == "first":
        return _open(date(year, month, 1), date(year, month, 15), said)
    return _open(date(year, month, 16), end_of_month(year, month), said)


def read_nth_weekday(found: Found, said: date) -> Window | None:
    """`the second Tuesday of November`."""
    year, month = _month(found, said)
    nth = -1 if found["nth"].lower() == "last" else ORDINALS[found["nth"].lower()]
    day = nth_weekday(year, month, weekday_of(found["weekday"]), nth)
    return day_window(day) if day >= said and day.month == month else None


def read_week_of_day(found: Found, said: date) -> Window | None:
    """`the week of December 18`: Monday to Sunday around it."""
    year, month = _month(found, said)
    day = day_or_none(year, month, int(found["day"]))
    return week_window(day) if day is not None and day >= said else None


def read_next_year(found: Found, said: date) -> Window | None:
    """`June next year`, `June 30 next year`, `the autumn of next year`."""
    year = said.year + int(found["which"].lower() == "next")
    if found["season"]:
        window = season_window(year, SEASONS[found["season"].lower()])
        return clip_to(window, said) if window.latest is not None and window.latest >= said else None
    month = month_of(found["month"])
    if not found["day"]:
        window = month_window(year, month)
        return clip_to(window, said) if window.latest is not None and window.latest >= said else None
    day = day_or_none(year, month, int(found["day"]))
    return day_window(day) if day is not None and day >= said else None
