"""The table of phrases: each pattern with the function that reads it into a window, first match wins.

A reader gets the match and the day it was said; it answers None for a time that is past or no day at all, and the words
count as read all the same.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

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
    DAY_OF_MONTH,
    HOLIDAYS,
    MONTH,
    NUMBER,
    ORDINALS,
    SEASONS,
    UNIT,
    WEEKDAY,
    YEAR,
    day_of,
    month_of,
    number_of,
    weekday_of,
)
from monitor.model.claim import Precision

Found = re.Match[str]
Reader = Callable[[Found, date], Window | None]


def _past(_: Found, __: date) -> None:
    return None


def _no_date(_: Found, __: date) -> Window:
    return NO_DATE


def _dated(year: str | None, month: int, day: int, said: date) -> date | None:
    """A day of the calendar; without a year the next one."""
    if year:
        return day_or_none(int(year), month, day)
    return yearly(said, lambda that_year: day_or_none(that_year, month, day))


def _one_day(day: date | None, said: date) -> Window | None:
    return day_window(day) if day is not None and day >= said else None


def _iso(found: Found, said: date) -> Window | None:
    return _one_day(day_or_none(*(int(found[part]) for part in ("year", "month", "day"))), said)


def _calendar_day(found: Found, said: date) -> Window | None:
    return _one_day(_dated(found["year"], month_of(found["month"]), day_of(found["day"]), said), said)


def _day_range(found: Found, said: date) -> Window | None:
    month = month_of(found["month"])
    last = _dated(found["year"], month, day_of(found["last"]), said)
    first = last and day_or_none(last.year, month, day_of(found["day"]))
    if not last or not first or last < said or first > last:
        return None
    return clip_to(Window(first, last, Precision.DAY), said)


def _day_of_this_month(found: Found, said: date) -> Window | None:
    day = day_of(found["day"])
    year, month = (said.year, said.month) if day >= said.day else shift_month(said.year, said.month, 1)
    return _one_day(day_or_none(year, month, day), said)


def _weekday(found: Found, said: date) -> Window:
    day = next_weekday(said, weekday_of(found["weekday"]))
    if (found["which"] or "").lower() == "next":
        day = week_window(said).earliest + 7 * DAY + weekday_of(found["weekday"]) * DAY  # type: ignore[operator]
    return day_window(day)


def _weekday_of_next_week(found: Found, said: date) -> Window:
    return day_window(said + (7 - said.weekday() + weekday_of(found["weekday"])) * DAY)


def _near_day(found: Found, said: date) -> Window:
    text = found[0].lower()
    ahead = 2 if text.startswith("the day after") or text.startswith("day after") else int(text.startswith("tomorrow"))
    return day_window(said + ahead * DAY)


def _named_month(found: Found, said: date) -> Window | None:
    month = month_of(found["month"])
    which = (found["which"] or "").lower()
    year = int(found["year"]) if found["year"] else said.year + int(which == "next" or month < said.month)
    return _still_open(month_window(year, month), said)


def _year(found: Found, said: date) -> Window | None:
    return _still_open(year_window(int(found["year"])), said)


def _still_open(window: Window, said: date) -> Window | None:
    if window.latest is not None and window.latest < said:
        return None
    return clip_to(window, said)


def _quarter(found: Found, said: date) -> Window | None:
    quarter = ORDINALS[found["nth"].lower()] if found["nth"] else int(found["digit"])
    year = _year_of_part(found, said, 3 * quarter)
    return _still_open(quarter_window(year, quarter), said)


def _year_of_part(found: Found, said: date, last_month: int) -> int:
    """The year a part of the year belongs to: said outright, next, this, or the next time that part ends."""
    parts = found.groupdict()
    if parts.get("year"):
        return int(parts["year"])
    if "next year" in found[0].lower():
        return said.year + 1
    if re.search(r"\b(?:this|the) year", found[0], re.IGNORECASE):
        return said.year
    return said.year + int(last_month < said.month)


def _half(found: Found, said: date) -> Window | None:
    first = found["nth"].lower() in ("first", "1st")
    year = _year_of_part(found, said, 6 if first else 12)
    bounds = (date(year, 1, 1), date(year, 6, 30)) if first else (date(year, 7, 1), date(year, 12, 31))
    return _still_open(Window(*bounds, Precision.YEAR), said)


def _first_months(found: Found, said: date) -> Window | None:
    count = number_of(found["count"])
    year = _year_of_part(found, said, 12)
    if not 1 <= count <= 12:
        return None
    last_part = found["nth"].lower() in ("last", "final")
    first, last = (13 - count, 12) if last_part else (1, count)
    return _still_open(Window(date(year, first, 1), end_of_month(year, last), Precision.YEAR), said)


def _season(found: Found, said: date) -> Window | None:
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
    return _still_open(season_window(year, month), said)


def _holiday(day_in: Callable[[int], date]) -> Reader:
    def read(found: Found, said: date) -> Window | None:
        if found["year"]:
            return _one_day(day_in(int(found["year"])), said)
        return _one_day(yearly(said, day_in), said)

    return read


def _whole(unit: str, next_one: bool, said: date) -> Window:
    """This or the next whole week, month, quarter, year, decade."""
    step = int(next_one)
    match unit:
        case "week":
            return week_window(said + 7 * step * DAY)
        case "month":
            return month_window(*shift_month(said.year, said.month, step))
        case "quarter":
            year, month = shift_month(said.year, said.month, 3 * step)
            return quarter_window(year, (month + 2) // 3)
        case "decade":
            first = said.year // 10 * 10 + 10 * step
            return Window(date(first, 1, 1), date(first + 9, 12, 31), Precision.YEAR)
        case "century":
            first = said.year // 100 * 100 + 100 * step
            return Window(date(first, 1, 1), date(first + 99, 12, 31), Precision.YEAR)
        case "day":
            return day_window(said + step * DAY)
        case _:
            return year_window(said.year + step)


def _this_or_next(found: Found, said: date) -> Window | None:
    unit, which = found["unit"].lower(), found["which"].lower()
    if unit == "weekend":
        monday = said - said.weekday() * DAY + 7 * int(which == "next") * DAY
        return clip_to(Window(monday + 5 * DAY, monday + 6 * DAY, Precision.DAY), said)
    return _narrow(clip_to(_whole(unit, which == "next", said), said), found["part"], said)


def _narrow(window: Window, part: str | None, said: date) -> Window | None:
    """The early, middle or late part of a window; `later` is the rest from the day after it was said."""
    word = (part or "").lower().strip(" -")
    first, last = window.earliest, window.latest
    if not word or word in ("some time", "sometime", "again", "late this") or first is None or last is None:
        return window
    if word in ("later", "elsewhere"):
        return clip_to(window, said)
    begin, end = _part_of(word, first, last, window.precision)
    return _still_open(Window(max(begin, first), end, window.precision), said)


def _part_of(word: str, first: date, last: date, precision: Precision) -> tuple[date, date]:
    """Early, mid, late: of a month halves and its middle decade, of a year quarters and its middle, of a week its days."""
    early, late = word.startswith(("early", "begin", "start")), word.startswith(("late", "end", "close", "turn"))
    if precision is Precision.YEAR and (last - first).days > 100:
        year = last.year
        if early:
            return date(year, 1, 1), date(year, 3, 31)
        return (date(year, 10, 1), last) if late else (date(year, 6, 1), date(year, 7, 31))
    if precision is Precision.DAY:
        monday = last - 6 * DAY
        if early:
            return monday, monday + 2 * DAY
        return (monday + 3 * DAY, last) if late else (monday + 2 * DAY, monday + 3 * DAY)
    middle = date(last.year, last.month, 15)
    start = date(first.year, first.month, 1)
    if early:
        return start, date(first.year, first.month, 15)
    return (date(last.year, last.month, 16), last) if late else (middle - 5 * DAY, middle + 5 * DAY)


def _part_of_month(found: Found, said: date) -> Window | None:
    window = _named_month(found, said)
    return window and _narrow(window, found["part"], said)


def _part_of_year(found: Found, said: date) -> Window | None:
    window = _year(found, said)
    return window and _narrow(window, found["part"], said)


def _edge(found: Found, said: date) -> Window | None:
    """The beginning, middle or end of a day, week, month, quarter, year, of a named month or a numbered year."""
    whole = _edge_whole(found, said)
    if whole is None or whole.latest is None or whole.earliest is None:
        return whole
    word = found["edge"].lower()
    if word.startswith(("end", "close", "conclu")):
        span = {Precision.MONTH: 9, Precision.QUARTER: 30, Precision.YEAR: 30}.get(whole.precision, 0)
        first = max(whole.earliest, whole.latest - span * DAY)
        return clip_to(Window(first, whole.latest, Precision.DAY), said)
    if word.startswith(("begin", "start", "turn")):
        first = whole.earliest
        span = {Precision.MONTH: 9, Precision.QUARTER: 30, Precision.YEAR: 30}.get(whole.precision, 0)
        return _still_open(Window(first, first + span * DAY, Precision.DAY), said)
    return _narrow(whole, "mid", said)


def _edge_whole(found: Found, said: date) -> Window | None:
    if found["unit"]:
        which = (found["which"] or "").lower()
        return _whole(found["unit"].lower(), which in ("next", "the next", "the following"), said)
    if found["month"]:
        month = month_of(found["month"])
        year = int(found["year"]) if found["year"] else said.year + int(month < said.month)
        return _still_open(month_window(year, month), said)
    return _still_open(year_window(int(found["bare_year"])), said)


def _year_end(found: Found, said: date) -> Window:
    unit = found["unit"].lower()
    whole = _whole(unit, (found["which"] or "").lower() == "next", said)
    return Window(None, whole.latest, Precision.DAY)


def _ahead(said: date, count: int, unit: str) -> date | None:
    """The day so many units later; None beyond the calendar."""
    try:
        match unit.lower().rstrip("s"):
            case "hour":
                return said + timedelta(days=-(-count // 24))
            case "day":
                return said + count * DAY
            case "week":
                return said + 7 * count * DAY
            case "month":
                return add_months(said, count)
            case "decade":
                return add_months(said, 120 * count)
            case "centurie" | "century":
                return add_months(said, 1200 * count)
            case _:
                return add_months(said, 12 * count)
    except (ValueError, OverflowError):
        return None


def _within(found: Found, said: date) -> Window | None:
    day = _ahead(said, number_of(found["count"]) if found["count"] else 1, found["unit"])
    return day and Window(said, day, Precision.DAY)


def _from_now(found: Found, said: date) -> Window | None:
    last = _ahead(said, number_of(found["last"] or found["count"]), found["unit"])
    first = _ahead(said, number_of(found["count"]), found["unit"])
    return last and Window(first, last, Precision.DAY)


_COUNT = rf"(?P<count>{NUMBER})"
_SOME = r"(?:a few|several|some|many|a couple(?: of)?|a number of|a matter of|the|couple(?: of)?|few)"
_WHICH = r"(?P<which>this|next|coming|the coming|this coming|this past|the next)"
_PART = r"(?P<part>early|earlier|mid(?:dle)?|late|later|sometime|some time)"
_ON = r"(?:(?P<lead>[Oo]n|[Tt]his) )?"

_TABLE: tuple[tuple[str, Reader], ...] = (
    # past: read, and no due date
    (r"\b(?:yesterday|last night)\b", _past),
    (rf"\b(?:last|this past|(?:the )?past|the previous|the last) (?:{WEEKDAY}|{MONTH}|(?:few |several |couple of |{NUMBER} )?"
     rf"(?:{UNIT}s?|spring|summer|fall|autumn|winter|weekend|quarter))\b", _past),
    (r"\bearlier (?:this|on|in|today|[A-Z])\s?(?:\w+)?", _past),
    (rf"\b(?:{NUMBER}|{_SOME}) {UNIT}s? (?:ago|earlier|before|later|after)\b", _past),
    (rf"\b(?:first|only|second|third|time|times|\w+est|record|worst|best)(?: \w+)? (?:in|for|of) (?:more than |over |nearly |almost |about "
     rf"|at least )?(?:the )?(?:{NUMBER}|{_SOME}|last|past)(?: {NUMBER})? {UNIT}s?\b", _past),
    # exact days
    (r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b", _iso),
    (r"\b(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})\b", _iso),
    (rf"\b(?P<month>{MONTH}) (?P<day>{DAY_OF_MONTH}) ?(?:-|–|—|to|through|until|and) ?(?P<last>{DAY_OF_MONTH})\b(?! {MONTH})"
     rf"(?:,? (?P<year>{YEAR})\b)?", _day_range),
    (rf"\b(?P<day>{DAY_OF_MONTH}) ?(?:-|–|—|to|through|until|and) ?(?P<last>{DAY_OF_MONTH}) (?:of )?(?P<month>{MONTH})"
     rf"(?!\w)(?:,? (?P<year>{YEAR})\b)?", _day_range),
    (rf"\b(?:(?:{WEEKDAY}|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.?),? )?(?P<month>{MONTH}) (?:the )?(?P<day>{DAY_OF_MONTH})\b"
     rf"(?!,\d|\.\d| ?%| percent| (?:million|billion|people|states))(?:,? (?P<year>{YEAR})\b)?", _calendar_day),
    (rf"\b(?:{WEEKDAY},? (?:the )?)?(?P<day>{DAY_OF_MONTH}) (?:of )?(?P<month>{MONTH})(?!\w)(?:,? (?P<year>{YEAR})\b)?", _calendar_day),
    (rf"\b(?:on )?(?:{WEEKDAY},? )?the (?P<day>(?:[12]?\d|3[01])(?:st|nd|rd|th)) of (?:this|the) month\b", _day_of_this_month),
    (r"\b(?:on|by|until|before|after) the (?P<day>(?:[12]?\d|3[01])(?:st|nd|rd|th))\b(?! [a-z]+(?<! at)(?<! in)(?<! and))", _day_of_this_month),
    *((rf"\b(?:{name})(?!\w)(?:,? (?P<year>{YEAR})\b)?", _holiday(day_in)) for name, day_in in HOLIDAYS.items()),
    # parts of a year
    (r"\b(?P<edge>end|close|beginning|start|middle|turn|conclusion) of (?:(?P<which>this|next|the next|the following|the current|the)"
     r" (?:calendar )?(?P<unit>day|week|month|quarter|year|decade|century)(?! \d)\b"
     rf"|(?P<month>{MONTH})(?!\w)(?:,? (?:of )?(?P<year>{YEAR})\b)?|(?P<bare_year>{YEAR})\b)", _edge),
    (r"\b(?:(?P<which>this|next) )?(?P<unit>year|month|week|day|decade|century)(?:['’]s|[- ])[- ]?end\b", _year_end),
    (rf"\b(?P<nth>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[- ]quarter(?:,? (?:of )?(?:(?P<year>{YEAR})\b|next year\b|"
     r"this year\b|the year\b))?(?P<digit>)", _quarter),
    (rf"\bQ(?P<digit>[1-4])(?P<nth>)\b(?:,? (?:of )?(?:(?P<year>{YEAR})\b|next year\b|this year\b))?", _quarter),
    (rf"\b(?P<nth>first|second|1st|2nd|last) half(?: of (?:(?P<year>{YEAR})\b|next year\b|this year\b|the year\b)|,? (?P<year_too>{YEAR})\b)",
     _half),
    (rf"\b(?P<nth>first|last|final) (?P<count>{NUMBER}) months of (?:(?P<year>{YEAR})\b|next year\b|this year\b|the year\b)", _first_months),
    (rf"\b(?:(?P<which>this|next|the coming|the) )(?P<season>spring|summer|fall|autumn|winter)\b(?! of (?!20)| for\b)"
     rf"(?:,? (?:of )?(?P<year>{YEAR})\b)?", _season),
    (rf"\b(?P<season>spring|summer|fall|autumn|winter),? (?:of )?(?P<year>{YEAR})\b(?P<which>)", _season),
    (r"\b(?:in|by|before|until|this|next) (?P<season>spring|summer|autumn|winter)\b(?P<which>)(?P<year>)", _season),
    # weeks and months by name
    (r"\b(?:over|during|within|in) the (?:next|coming) (?P<unit>year|decade|century)\b(?P<count>)", _within),
    (rf"\b(?P<weekday>{WEEKDAY}) (?:of )?next week\b|\bnext week(?: on)? (?P<weekday_too>{WEEKDAY})\b", _weekday_of_next_week),
    (rf"\b(?:{_PART}[- ])?(?:the )?{_WHICH} (?:calendar )?(?P<unit>weekend|week|month|quarter|year|decade|century)\b(?!['’]s end)", _this_or_next),
    (rf"\b(?:(?:late|later|early) )?(?:(?P<which>this|next|this coming) )?(?P<weekday>{WEEKDAY})\b", _weekday),
    (r"\b(?:later today|today(?! programme| program| show)|tonight|tomorrow|(?:the )?day after tomorrow|this (?:morning|afternoon|evening))\b", _near_day),
    # months
    (rf"\b(?P<part>early|mid|middle|late)(?:[- ]|[- ]to[- ](?:mid|late)[- ])(?P<which>)(?P<month>{MONTH})(?!\w)(?:,? (?:of )?(?P<year>{YEAR})\b)?",
     _part_of_month),
    (rf"\b(?:(?P<which>this|next|this coming) )(?P<month>{MONTH})(?!\w)(?P<year>)", _named_month),
    (rf"\b(?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR})\b)(?P<which>)", _named_month),
    (rf"\b(?:[Ii]n|[Bb]y|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Ss]ince|[Ff]rom|[Tt]hrough|[Tt]hroughout|[Dd]uring|[Ss]tarting|[Bb]eginning|this"
     rf"|[Bb]etween|[Tt]o|and)(?: late| early)? (?P<month>{MONTH})(?!\w)(?! [A-Z][a-z]+ (?:said|will|has))(?P<which>)(?P<year>)", _named_month),
    (rf"\b(?!May\b|March\b|Mar\b)(?P<month>{MONTH})(?![\w])(?P<which>)(?P<year>)", _named_month),
    # spans from now
    (rf"\b(?:with)?in (?:between |about |around |roughly |approximately )?{_COUNT} ?(?:to|-|–|or) ?(?P<last>{NUMBER}) (?P<unit>{UNIT})s?\b", _from_now),
    (rf"\bwithin (?:about |around |the (?:next|coming) )?(?:{_COUNT}[ -])?(?P<unit>{UNIT}|centurie)s?\b(?! of\b)", _within),
    (rf"\b(?:in|over|during|for|inside)? ?(?:less than |under |no more than |up to )?(?:the )?(?:next|coming|following) {_COUNT}(?: \w+)? (?P<unit>{UNIT}|centurie)s?\b",
     _within),
    (rf"\bin (?:less|fewer|no more) than {_COUNT} (?P<unit>{UNIT})s?\b", _within),
    (rf"\bin (?:about |around |roughly |just |another |exactly |approximately |only )?{_COUNT}(?: more)? (?P<unit>{UNIT})s?\b['’]?(?: time| from now)?(?P<last>)"
     r"(?! of (?!this|next))", _from_now),
    (rf"\b{_COUNT} (?P<unit>{UNIT})s? from (?:now|today)\b(?P<last>)", _from_now),
    # no date, words kept
    (rf"\b(?:in|within|over|during|for)? ?(?:the )?(?:near future|(?:next|coming|following|upcoming)(?: {_SOME})? {UNIT}s(?: or so)?|(?:next|coming) {UNIT} or so"
     rf"|{_SOME} (?:hour|day|week|month|year)s(?: from now)?)\b", _no_date),
    (r"\b(?:as soon as possible|soon|shortly|imminently|eventually|sooner or later|in due course|upcoming|forthcoming|at a later date"
     r"|before long|one day|some day|someday|in the future|in (?:days|weeks|months|years) to come)\b", _no_date),
    # years
    (rf"\b(?P<part>early|mid|middle|late)[- ](?:in )?(?P<year>{YEAR})\b(?!s)", _part_of_year),
    (rf"\b(?:[Ii]n|[Bb]y|[Uu]ntil|[Bb]efore|[Aa]fter|[Ss]ince|[Ff]rom|[Tt]hrough|[Dd]uring|[Ff]or|[Oo]f|[Tt]hroughout|[Tt]o|and|[Bb]eyond)(?: the| his| her| its| their)?"
     rf" (?P<year>{YEAR})\b(?!s|[-–]\d|,\d|%| (?:people|members|jobs|seats|points|percent))", _year),
    (rf"\b(?:the|a|an|its|his|her|their) (?P<year>{YEAR})\b(?= [a-z])(?! (?:people|members|jobs|seats|points|percent))", _year),
)  # fmt: skip


def _compile(pattern: str) -> re.Pattern[str]:
    """Months, weekdays and holidays need their capital; other words may start a sentence."""
    return re.compile(pattern if re.search(r"[A-Z][a-z]{2}", pattern) else f"(?i:{pattern})")


PHRASES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple((_compile(pattern), reader) for pattern, reader in _TABLE)
