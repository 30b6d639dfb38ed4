"""Times, days and counts as people say them in a narrow column."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from monitor.claims.verdict import Suggestion
from monitor.errors import UsageError
from monitor.model.claim import DueWindow
from monitor.model.development import Development
from monitor.model.ids import short_id
from monitor.model.spans import short_span

#: None is a dot: runs of spaces are folded on their way to the screen.
_BARS = "·▁▂▃▄▅▆▇█"
#: `1/2/2027`: a day to some, a month to others.
_TWO_WAYS = re.compile(r"(0?[1-9]|1[0-2])[/.-](0?[1-9]|1[0-2])[/.-](\d{4})")


def ago(moment: datetime | None, now: datetime) -> str:
    """`2 h ago`, `in 20 min`, `never`."""
    if moment is None:
        return "never"
    span = now - moment
    if span < timedelta(0):
        return f"in {span_words(-span)}"
    return "just now" if span < timedelta(minutes=1) else f"{span_words(span)} ago"


def span_words(span: timedelta) -> str:
    """`40 s`, `20 min`, `5 h`, `12 d`, `14 mo`."""
    return short_span(span)


def due_words(due: DueWindow | None) -> str:
    """The last day, or the first with a plus, or a dash."""
    if due is None or (due.latest is None and due.earliest is None):
        return "-"
    return due.latest.isoformat() if due.latest else f"{due.earliest}+"


def left_words(days: int | None) -> str:
    """`58d`, `today`, `-12d`, `-9y`."""
    if days is None:
        return ""
    if abs(days) >= 1_000:
        return f"{round(days / 365.25)}y"
    return "today" if days == 0 else f"{days}d"


def moment_words(moment: datetime) -> str:
    """2017-05-04 14:02, in UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


def spark(counts: Sequence[int]) -> str:
    """One bar a count."""
    top = max(counts, default=0)
    return "".join(_BARS[0 if not count else max(1, round(count / top * 8))] for count in counts) if top else ""


def count(number: int, one: str, many: str = "") -> str:
    """`1 match`, `2 matches`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def joined(words: Sequence[str], shown: int = 4) -> str:
    """`A, B, C, D, +3`."""
    more = len(words) - shown
    return ", ".join(words[:shown]) + (f", +{more}" if more > 0 else "")


def day_of(text: str, today: date, flag: str, examples: str = "2017-06-30, today, fri, 7d, 2w, eom") -> date:
    """A day that a person typed. Raises UsageError."""
    from monitor.claims.dates import read_day  # noqa: PLC0415  (its grammar takes a while to build)

    found = read_day(text, today)
    if found is None:
        raise UsageError(f"{flag}: {_why_no_day(text, examples)}")
    return found


def _why_no_day(text: str, examples: str) -> str:
    found = _TWO_WAYS.fullmatch(text.strip())
    if found is None:
        return f"that is no day; write {examples}"
    one, two, year = (int(part) for part in found.groups())
    return f"which is the day and which the month? write {date(year, two, one)} or {date(year, one, two)}"


def length_of(text: str, flag: str) -> timedelta:
    """A length of time that a person typed. Raises UsageError."""
    from monitor.claims.dates import read_duration  # noqa: PLC0415

    found = read_duration(text)
    if found is None:
        raise UsageError(f"{flag}: that is no length of time; write 30m, 12h, 7d, 2w")
    return found


def carriers(development: Development) -> str:
    """Who carries it: `Post, Wire +2 repeats`; whose words they are where not each has its own."""
    repeats = development.entries - max(len(development.outlets), 1)
    words = joined(development.outlets) + (f" +{count(repeats, 'repeat')}" if repeats > 0 else "")
    return f"{words}; {count(len(development.sources), 'independent source')}" if has_copies(development) else words


def has_copies(development: Development) -> bool:
    """Whether some who carry it only print what another wrote."""
    return set(development.sources) != set(development.outlets)


def resolve_command(slug: str, suggestion: Suggestion) -> str:
    """To be pasted into a shell: nothing of a stranger is in it."""
    ids = ",".join(short_id(it) for it in suggestion.developments[:4])
    because = f"{len(suggestion.outlets)} outlets: {', '.join(suggestion.polarities)}"
    return f"monitor resolve {slug} --as {suggestion.outcome.value} --evidence {ids} --because '{because}'"


def end_of(day: date) -> datetime:
    """The last moment of a day, UTC."""
    return datetime.combine(day, time.max, UTC)
