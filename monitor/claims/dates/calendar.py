"""Windows of days: the arithmetic under the grammar. All days are inclusive."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.model.claim import Precision

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day; None where the words set no bound."""

    earliest: date | None
    latest: date | None
    precision: Precision


NO_DATE = Window(None, None, Precision.OPEN)


def day_window(day: date) -> Window:
    """One day."""
    return Window(day, day, Precision.DAY)


def month_window(year: int, month: int) -> Window:
    """One whole month."""
    return Window(date(year, month, 1), end_of_month(year, month), Precision.MONTH)


def quarter_window(year: int, quarter: int) -> Window:
    """One whole quarter, 1 to 4."""
    first = 3 * quarter - 2
    return Window(date(year, first, 1), end_of_month(year, first + 2), Precision.QUARTER)


def year_window(year: int) -> Window:
    """One whole year."""
    return Window(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def season_window(year: int, first_month: int) -> Window:
    """Three whole months from the first of `first_month`; winter runs into the next year."""
    last_year, last_month = shift_month(year, first_month, 2)
    return Window(date(year, first_month, 1), end_of_month(last_year, last_month), Precision.QUARTER)


def week_window(day: date) -> Window:
    """Monday to Sunday around `day`."""
    monday = day - day.weekday() * DAY
    return Window(monday, monday + 6 * DAY, Precision.DAY)


def clip_to(window: Window, said: date) -> Window:
    """The part of a window that was still to come when it was said."""
    if window.earliest is None or window.earliest >= said:
        return window
    return Window(said, window.latest, window.precision)


def end_of_month(year: int, month: int) -> date:
    """Its last day."""
    return date(year, month, monthrange(year, month)[1])


def shift_month(year: int, month: int, count: int) -> tuple[int, int]:
    """(year, month) `count` months later."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def add_months(day: date, count: int) -> date:
    """The same day `count` months later, or the month's last day when it has none."""
    year, month = shift_month(day.year, day.month, count)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def next_weekday(said: date, weekday: int) -> date:
    """The next such day on or after `said`; 0 = Monday."""
    return said + (weekday - said.weekday()) % 7 * DAY


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; -1 = the last."""
    if nth < 0:
        last = end_of_month(year, month)
        return last - (last.weekday() - weekday) % 7 * DAY
    return next_weekday(date(year, month, 1), weekday) + (nth - 1) * 7 * DAY


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher's algorithm)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + week - 7 * ((golden + 11 * moon + 22 * week) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


def yearly(said: date, day_in: Callable[[int], date | None]) -> date | None:
    """The next day on or after `said` of one that `day_in(year)` gives each year; None when there is none in 8 years."""
    days = (day_in(year) for year in range(said.year, min(said.year + 9, 10_000)))
    return next((day for day in days if day is not None and day >= said), None)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
