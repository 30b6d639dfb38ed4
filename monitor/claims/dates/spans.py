"""Times counted from another day or told in words: the weekend of a day, the day after a feast, a year of accounts.

They stand first in the table, for each holds a shorter time that would be read alone.
"""

from datetime import date

from monitor.claims.dates.calendar import (
    DAY,
    WEEK,
    Window,
    add_months,
    clip_to,
    day_or_none,
    day_window,
    week_window,
    year_window,
    yearly,
)
from monitor.claims.dates.phrase import Phrase, row
from monitor.claims.dates.readers import Found, read_near_day, read_past, read_within
from monitor.claims.dates.words import (
    DAY_OF_MONTH,
    HOLIDAYS,
    MONTH,
    NUMBER,
    SPELLED_DAYS,
    WEEKDAY,
    YEAR,
    day_of,
    month_of,
)
from monitor.model.claim import Precision

_WEDNESDAY, _SATURDAY, _SUNDAY = 2, 5, 6
_JUNE = 6
_FEASTS = tuple(HOLIDAYS.values())


def _day(found: Found, said: date) -> date | None:
    month, number = month_of(found["month"]), found["day"].lower()
    day = SPELLED_DAYS.get(number) or day_of(number)
    if found["year"]:
        return day_or_none(int(found["year"]), month, day)
    return yearly(said, lambda year: day_or_none(year, month, day))


def _open(window: Window, said: date) -> Window | None:
    return clip_to(window, said) if window.latest is not None and window.latest >= said else None


def read_spelled_day(found: Found, said: date) -> Window | None:
    """`the first of July`, `July the first`."""
    day = _day(found, said)
    return _open(day_window(day), said) if day else None


def read_weekend_of(found: Found, said: date) -> Window | None:
    """`the weekend of June 8`: the Saturday and Sunday it is of, or that come after it."""
    day = _day(found, said)
    if day is None:
        return None
    saturday = day - DAY if day.weekday() == _SUNDAY else day + (_SATURDAY - day.weekday()) * DAY
    return _open(Window(saturday, saturday + DAY, Precision.DAY), said)


def read_the_weekend(_: Found, said: date) -> Window | None:
    """`over the weekend`: the coming one from Wednesday on; before, it may be the last."""
    if not _WEDNESDAY <= said.weekday() <= _SATURDAY:
        return None
    saturday = said + (_SATURDAY - said.weekday()) * DAY
    return Window(saturday, saturday + DAY, Precision.DAY)


def read_beside_feast(found: Found, said: date) -> Window | None:
    """`the day after Thanksgiving`, `the week before Christmas`."""
    at = next(int(name[3:]) for name, words in found.groupdict().items() if words and name[3:].isdigit())
    sign = 1 if found["side"].lower() == "after" else -1
    if found["unit"].lower() == "day":
        day = yearly(said, lambda year: _FEASTS[at](year) + sign * DAY)
        return day_window(day) if day else None
    feast = yearly(said, _FEASTS[at])
    return _open(week_window(feast + sign * WEEK), said) if feast else None


def read_accounts_year(found: Found, said: date) -> Window | None:
    """`fiscal 2025`, `FY26`, `2025 revenue`: read as the calendar's year."""
    year = int(found["year"])
    return _open(year_window(year if year > 99 else 2000 + year), said)


def read_two_years(found: Found, said: date) -> Window | None:
    """`in 2026-27`: to the end of the second."""
    first = int(found["year"])
    if (first + 1) % 100 != int(found["last"]):
        return None
    return _open(Window(date(first, 1, 1), date(first + 1, 12, 31), Precision.YEAR), said)


def read_short_half(found: Found, said: date) -> Window | None:
    """`H2`, `H1 2026`: six months of the year; without one the next to end."""
    first = found["half"] == "1"
    year = int(found["year"]) if found["year"] else said.year + int(first and said.month > _JUNE)
    bounds = (date(year, 1, 1), date(year, 6, 30)) if first else (date(year, 7, 1), date(year, 12, 31))
    return _open(Window(*bounds, Precision.YEAR), said)


def read_next_morning(_: Found, said: date) -> Window:
    """`at dawn`: of the day after."""
    return day_window(said + DAY)


def read_mid_century(_: Found, said: date) -> Window | None:
    """`by mid-century`: its fiftieth year."""
    middle = year_window(said.year // 100 * 100 + 50)
    return _open(middle, said)


def read_new_year(_: Found, said: date) -> Window | None:
    """`in the new year`: early next year; in January the one that has begun, which says nothing."""
    if said.month == 1:
        return None
    return Window(date(said.year + 1, 1, 1), date(said.year + 1, 3, 31), Precision.QUARTER)


def read_year_and_half(_: Found, said: date) -> Window:
    """`in a year and a half`."""
    return day_window(add_months(said, 18))


_OF_DAY = (
    rf"(?:(?:the )?(?P<day>{DAY_OF_MONTH})(?! ?[-–/] ?\d) (?:of )?(?P<month>{MONTH})(?!\w)(?:,? (?P<year>{YEAR})\b)?)"
)
_OF_MONTH_DAY = rf"(?:(?P<month>{MONTH}) (?P<day>{DAY_OF_MONTH})\b(?! ?[-–/] ?\d)(?:,? (?P<year>{YEAR})\b)?)"
_SPELLED = "|".join(sorted(SPELLED_DAYS, key=len, reverse=True))
_FIGURES = (
    r"(?:revenues?|sales|profits?|earnings|growth|output|production|deliver(?:y|ies)|guidance|turnover|income|inflation"
    r"|ebitda|gdp)"
)
_MONTHLY = r"(?:data|figures|numbers|inflation|sales|payrolls|report|results|earnings|accounts|minutes|statistics)"
_FEAST = "|".join(f"(?P<day{at}>{name})" for at, name in enumerate(HOLIDAYS))

_NO_OTHER_DAY = rf"(?! (?:on|of|next|this) |,? (?:{WEEKDAY}|{MONTH}|tomorrow|\d))"

SPANS: tuple[Phrase, ...] = (
    row("weekend of", read_weekend_of, rf"\bweekend of (?:{WEEKDAY},? )?{_OF_DAY}"),
    row("weekend of", read_weekend_of, rf"\bweekend of (?:{WEEKDAY},? )?{_OF_MONTH_DAY}"),
    row("weekend", read_the_weekend, r"\b(?:over|during|at|on) the weekend\b(?! of\b)"),
    row(
        "of", read_spelled_day,
        rf"\b(?P<day>(?i:{_SPELLED})) (?:day )?of (?P<month>{MONTH})(?!\w)(?:,? (?P<year>{YEAR})\b)?",
    ),
    row("the", read_spelled_day, rf"\b(?P<month>{MONTH}) the (?P<day>{_SPELLED})\b(?P<year>)"),
    row("day week", read_beside_feast, rf"\b(?P<unit>day|week) (?P<side>after|before) (?:{_FEAST})(?!\w)"),
    row("fiscal financial", read_accounts_year, rf"\b(?:fiscal|financial)(?: year)? (?P<year>{YEAR})\b(?![-–/]\d)"),
    row("fy", read_accounts_year, rf"\bfy ?(?P<year>{YEAR}|\d\d)\b"),
    # `publishes May inflation data`: the month that the figures are of
    row(
        "publish releas report announc issu unveil", read_past,
        rf"\b(?:publish|releas|report|announc|issu|unveil)(?:e|es|ed|ing|s)? (?:its |the |their )?{MONTH}"
        rf" (?:[a-z-]+ ){{0,2}}{_MONTHLY}\b",
    ),
    row("19 20 21", read_accounts_year, rf"\b(?P<year>{YEAR}) (?:[a-z-]+ )?{_FIGURES}\b"),
    row(
        "19 20 21", read_two_years,
        rf"\b(?:in|by|for|during|until) (?:the )?(?P<year>{YEAR})[-–/](?P<last>\d\d)\b(?![-–/]\d)",
    ),
    row("h1 h2", read_short_half, rf"\bH(?P<half>[12])\b(?: (?:of )?(?P<year>{YEAR})\b)?"),
    row(
        "nightfall dusk sun", read_near_day,
        rf"\b(?:by|before|at|until) (?:nightfall|dusk|sunset|sundown)\b{_NO_OTHER_DAY}",
    ),
    row("dawn light day sun", read_next_morning, rf"\b(?:at|by) (?:dawn|first light|daybreak|sunrise)\b{_NO_OTHER_DAY}"),
    row("century", read_mid_century, r"\b(?:mid[- ]century|(?:the )?middle of (?:the|this) century)\b"),
    row("new year", read_new_year, r"\bin the new year\b"),
    row("year and", read_year_and_half, r"\bin (?:about |around |roughly )?(?:a|one) year and a half\b"),
    # `will be out for six weeks`: a state that ends then
    row(
        "for", read_within,
        r"\b(?:out|closed|shut|sidelined|absent|away|unavailable|suspended|banned|missing)(?: of action)? for"
        rf" (?:about |around |at least |up to )?(?:the next )?(?P<count>{NUMBER}) (?P<unit>day|week|month)s?\b"
        r"(?! (?:from|after|following)\b)",
    ),
)  # fmt: skip
