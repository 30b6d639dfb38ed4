"""Reads one matched phrase into a window: each function takes the match and the day it was said.

The answer is None for a time that is past or no day at all. Named groups of the match carry the parts.
"""

import re
from collections.abc import Callable
from datetime import date

from monitor.claims.dates.calendar import (
    DAY,
    NO_DATE,
    Window,
    add_months,
    clip_to,
    day_or_none,
    day_window,
    end_of_month,
    month_window,
    next_weekday,
    quarter_window,
    season_window,
    shift_month,
    week_window,
    year_window,
    yearly,
)
from monitor.claims.dates.words import (
    HOLIDAYS,
    ORDINALS,
    SEASONS,
    day_of,
    month_of,
    number_of,
    weekday_of,
)
from monitor.model.claim import Precision

Found = re.Match[str]
Reader = Callable[[Found, date], Window | None]


def read_past(_: Found, __: date) -> None:
    """A time that is over."""
    return


def read_no_date(_: Found, __: date) -> Window:
    """Words that promise no day."""
    return NO_DATE


def _dated(year: str | None, month: int, day: int, said: date) -> date | None:
    """A day of the calendar; without a year the next one."""
    if year:
        return day_or_none(int(year), month, day)
    return yearly(said, lambda that_year: day_or_none(that_year, month, day))


def _one_day(day: date | None, said: date) -> Window | None:
    return day_window(day) if day is not None and day >= said else None


def read_iso(found: Found, said: date) -> Window | None:
    """Year, month and day in digits."""
    return _one_day(day_or_none(*(int(found[part]) for part in ("year", "month", "day"))), said)


def read_slashed(found: Found, said: date) -> Window | None:
    """`12/31/2015`, `31/12/15`: no day where it could be either of two."""
    first, second, year = (int(found[part]) for part in ("first", "second", "year"))
    if first <= 12 and second <= 12 and first != second:
        return None
    month, day = (second, first) if first > 12 else (first, second)
    return _one_day(day_or_none(year if year > 99 else 2000 + year, month, day), said)


def read_calendar_day(found: Found, said: date) -> Window | None:
    """`June 16`, `16 June 2018`."""
    return _one_day(_dated(found["year"], month_of(found["month"]), day_of(found["day"]), said), said)


def read_day_range(found: Found, said: date) -> Window | None:
    """`June 16-18`."""
    month = month_of(found["month"])
    last = _dated(found["year"], month, day_of(found["last"]), said)
    first = last and day_or_none(last.year, month, day_of(found["day"]))
    if not last or not first or last < said or first > last:
        return None
    return clip_to(Window(first, last, Precision.DAY), said)


def read_day_of_this_month(found: Found, said: date) -> Window | None:
    """`on the 16th`: of this month, or of the next once it is past."""
    day = day_of(found["day"])
    year, month = (said.year, said.month) if day >= said.day else shift_month(said.year, said.month, 1)
    return _one_day(day_or_none(year, month, day), said)


def read_weekday(found: Found, said: date) -> Window:
    """`Friday` is the next one, `next Friday` that of next week."""
    if (found["which"] or "").lower() == "next":
        return read_weekday_of_next_week(found, said)
    return day_window(next_weekday(said, weekday_of(found["weekday"])))


def read_weekday_of_next_week(found: Found, said: date) -> Window:
    """`Friday next week`."""
    return day_window(said + (7 - said.weekday() + weekday_of(found["weekday"])) * DAY)


def read_from_weekday(found: Found, said: date) -> Window | None:
    """`two weeks from Friday`, `a week on Friday`, `Friday week`: so long after the next such day."""
    count = number_of(found["count"]) if found["count"] else 1
    day = _ahead(next_weekday(said, weekday_of(found["weekday"])), count, found["unit"])
    return day_window(day) if day else None


def read_near_day(found: Found, said: date) -> Window:
    """`today`, `tomorrow` and the like."""
    text = found[0].lower()
    ahead = 2 if text.startswith(("the day after", "day after")) else int(text.startswith("tomorrow"))
    return day_window(said + ahead * DAY)


def read_named_month(found: Found, said: date) -> Window | None:
    """`in June`: the next one, the rest of it when it is running."""
    month = month_of(found["month"])
    which = (found["which"] or "").lower()
    year = int(found["year"]) if found["year"] else said.year + int(which == "next" or month < said.month)
    return _still_open(month_window(year, month), said)


def read_year(found: Found, said: date) -> Window | None:
    """A year in digits."""
    return _still_open(year_window(int(found["year"])), said)


def _still_open(window: Window, said: date) -> Window | None:
    if window.latest is not None and window.latest < said:
        return None
    return clip_to(window, said)


def read_quarter(found: Found, said: date) -> Window | None:
    """`the third quarter`, `Q3 2017`."""
    quarter = ORDINALS[found["nth"].lower()] if found["nth"] else int(found["digit"])
    year = _year_of_part(found, said, 3 * quarter)
    return _still_open(quarter_window(year, quarter), said)


def _year_of_part(found: Found, said: date, last_month: int) -> int:
    """The year a part of the year belongs to: said outright, next, this, or the next time that part ends."""
    if found["year"]:
        return int(found["year"])
    if "next year" in found[0].lower():
        return said.year + 1
    if re.search(r"\b(?:this|the) year", found[0], re.IGNORECASE):
        return said.year
    return said.year + int(last_month < said.month)


def read_half(found: Found, said: date) -> Window | None:
    """`the first half of 2018`."""
    first = found["nth"].lower() in ("first", "1st")
    year = _year_of_part(found, said, 6 if first else 12)
    bounds = (date(year, 1, 1), date(year, 6, 30)) if first else (date(year, 7, 1), date(year, 12, 31))
    return _still_open(Window(*bounds, Precision.YEAR), said)


def read_first_months(found: Found, said: date) -> Window | None:
    """`the first five months of 2019`."""
    count = number_of(found["count"])
    year = _year_of_part(found, said, 12)
    if not 1 <= count <= 12:
        return None
    last_part = found["nth"].lower() in ("last", "final")
    first, last = (13 - count, 12) if last_part else (1, count)
    return _still_open(Window(date(year, first, 1), end_of_month(year, last), Precision.YEAR), said)


_SEASON_OVER = 250


def read_season(found: Found, said: date) -> Window | None:
    """`this summer`, `next spring`, `winter 2018`: three whole months."""
    month = SEASONS[found["season"].lower()]
    which = (found["which"] or "").lower()
    if found["year"]:
        year = int(found["year"])
    elif which == "next":
        year = said.year + 1 - int(said.month <= 2 and month == 12)
    else:
        year = next(
            at
            for at in (said.year - 1, said.year, said.year + 1)
            if season_window(at, month).latest >= said  # type: ignore[operator]
        )
    window = season_window(year, month)
    if which == "this" and window.earliest and (window.earliest - said).days > _SEASON_OVER:
        return None  # `this summer`, said in September
    return _still_open(window, said)


_HOLIDAYS = tuple(HOLIDAYS.values())


def read_holiday(found: Found, said: date) -> Window | None:
    """A feast by name (`dayN`: the Nth of the vocabulary)."""
    named = next(name for name, words in found.groupdict().items() if words and name != "year")
    day_in = _HOLIDAYS[int(named.removeprefix("day"))]
    if found["year"]:
        return _one_day(day_in(int(found["year"])), said)
    return _one_day(yearly(said, day_in), said)


def _whole(unit: str, next_one: bool, said: date) -> Window:
    """This or the next whole day, week, month, quarter, year, decade or century."""
    step = int(next_one)
    if unit in _YEARS_IN:
        size = _YEARS_IN[unit]
        first = said.year // size * size + size * step
        return Window(date(first, 1, 1), date(first + size - 1, 12, 31), Precision.YEAR)
    if unit == "month":
        return month_window(*shift_month(said.year, said.month, step))
    if unit == "quarter":
        year, month = shift_month(said.year, said.month, 3 * step)
        return quarter_window(year, (month + 2) // 3)
    if unit == "week" and said.weekday() == _SUNDAY:
        step = 1  # on a Sunday `this week` is the one that begins
    return week_window(said + 7 * step * DAY) if unit == "week" else day_window(said + step * DAY)


_SUNDAY = 6
_YEARS_IN = {"year": 1, "decade": 10, "century": 100}


def read_this_or_next(found: Found, said: date) -> Window | None:
    """`this week`, `next month`, `late next year`."""
    unit, which = found["unit"].lower(), found["which"].lower()
    if unit == "weekend":
        monday = said - said.weekday() * DAY + 7 * int(which == "next") * DAY
        return clip_to(Window(monday + 5 * DAY, monday + 6 * DAY, Precision.DAY), said)
    return _narrow(clip_to(_whole(unit, which == "next", said), said), found["part"], said)


def _narrow(window: Window, part: str | None, said: date) -> Window | None:
    """The early, middle or late part of a window; `later` and `sometime` are the rest of it."""
    word = (part or "").lower()
    if window.earliest is None or window.latest is None or (not word.startswith(("early", "mid")) and word != "late"):
        return window
    begin, end = _part_of(word[:3], window.earliest, window.latest, window.precision)
    return _still_open(Window(begin, end, window.precision), said)


def _part_of(part: str, first: date, last: date, precision: Precision) -> tuple[date, date]:
    """`ear`, `mid`, `lat`: of a year its quarters and high summer, of a month halves and middle days, of a week days."""
    middle = date(last.year, last.month, 15)
    if precision is Precision.YEAR:
        year = last.year
        parts = (
            (date(year, 1, 1), date(year, 3, 31)),
            (date(year, 6, 1), date(year, 7, 31)),
            (date(year, 10, 1), last),
        )
    elif precision is Precision.DAY:
        monday = last - 6 * DAY
        parts = ((monday, monday + 2 * DAY), (monday + 2 * DAY, monday + 3 * DAY), (monday + 3 * DAY, last))
    else:
        parts = ((date(first.year, first.month, 1), middle), (middle - 5 * DAY, middle + 5 * DAY), (middle + DAY, last))
    return parts[("ear", "mid", "lat").index(part)]


def read_part_of_month(found: Found, said: date) -> Window | None:
    """`early June`."""
    window = read_named_month(found, said)
    return window and _narrow(window, found["part"], said)


def read_part_of_year(found: Found, said: date) -> Window | None:
    """`mid-2018`."""
    window = read_year(found, said)
    return window and _narrow(window, found["part"], said)


def read_edge(found: Found, said: date) -> Window | None:
    """The beginning, middle or end of a day, week, month, quarter, year, of a named month or a numbered year."""
    whole = _edge_whole(found, said)
    if whole.latest is None or whole.earliest is None or found["edge"].lower() == "middle":
        return _still_open(_narrow(whole, "mid", said) or whole, said)
    span = _EDGE_DAYS.get(whole.precision, 0) * DAY
    if found["edge"].lower() in ("beginning", "start"):
        return _still_open(Window(whole.earliest, whole.earliest + span, Precision.DAY), said)
    return _still_open(Window(max(whole.earliest, whole.latest - span), whole.latest, Precision.DAY), said)


_EDGE_DAYS = {Precision.MONTH: 9, Precision.QUARTER: 30, Precision.YEAR: 30}


def _edge_whole(found: Found, said: date) -> Window:
    if found["unit"]:
        which = (found["which"] or "").lower()
        return _whole(found["unit"].lower(), which in ("next", "the next", "the following"), said)
    if found["month"]:
        month = month_of(found["month"])
        return month_window(int(found["year"]) if found["year"] else said.year + int(month < said.month), month)
    return year_window(int(found["bare_year"]))


def read_year_end(found: Found, said: date) -> Window:
    """`year-end`, `the month's end`: by its last day."""
    unit = found["unit"].lower()
    whole = _whole(unit, (found["which"] or "").lower() == "next", said)
    return Window(None, whole.latest, Precision.DAY)


def _ahead(said: date, count: int, unit: str) -> date | None:
    """The day so many units later, a part of a day as a whole one; None beyond the calendar."""
    name = unit.lower()
    try:
        if name in _HOURS_IN:
            return said + -(-count * _HOURS_IN[name] // 24) * DAY
        return add_months(said, count * _MONTHS_IN[name])
    except (ValueError, OverflowError):
        return None


_HOURS_IN = {"hour": 1, "day": 24, "week": 168, "fortnight": 336}
_MONTHS_IN = {"month": 1, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}


def read_within(found: Found, said: date) -> Window | None:
    """`within 30 days`, `in the next two years`: from now to then."""
    unit = found["unit"] or found["one"]
    day = _ahead(said, number_of(found["count"]) if found["count"] else 1, unit)
    return Window(said, day, Precision.DAY) if day else None


def read_from_now(found: Found, said: date) -> Window | None:
    """`in two weeks`, `in four to six weeks`: then."""
    last = _ahead(said, number_of(found["last"] or found["count"]), found["unit"])
    first = _ahead(said, number_of(found["count"]), found["unit"])
    return Window(first, last, Precision.DAY) if last else None
