"""Words that several messages share: polarities, days, times, lists."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from monitor.model.match import Polarity


def polarity_meaning(polarity: Polarity) -> str:
    """What a report of this polarity means for the claim, in one plain sentence."""
    return _MEANINGS[polarity]


def day_words(day: date) -> str:
    """3 May 2017: the same in every locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def time_words(moment: datetime) -> str:
    """3 May 2017, 14:02 UTC."""
    utc = moment.astimezone(UTC)
    return f"{day_words(utc.date())}, {utc:%H:%M} UTC"


def count_words(count: int, one: str, many: str = "") -> str:
    """1 day, 2 days."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def span_words(span: timedelta) -> str:
    """Roughly how long, in the largest fitting unit: 40 minutes, 26 hours, 3 days."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 120:
        return count_words(minutes, "minute")
    if minutes < 48 * 60:
        return count_words(minutes // 60, "hour")
    return count_words(minutes // (24 * 60), "day")


def due_words(due: date, today: date) -> str:
    """30 June 2017 (in 3 days | today | 2 days ago)."""
    left = (due - today).days
    if left > 0:
        return f"{day_words(due)} (in {count_words(left, 'day')})"
    when = f"{count_words(-left, 'day')} ago" if left else "today"
    return f"{day_words(due)} ({when})"


def list_words(names: Sequence[str], shown: int = 5) -> str:
    """A, B, C and 3 more."""
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {more} more" if more > 0 else "")


EARLY_MEANING = "It is reported to have happened, but before its time: the same event come early, or another one?"
"""Of a report that the matcher takes for progress only because the claim is not due to happen yet."""

_MEANINGS: Mapping[Polarity, str] = {
    Polarity.OCCURRED: "What the claim predicts is reported to have happened.",
    Polarity.PROGRESS: "A step towards what the claim predicts; it has not happened yet.",
    Polarity.POSTPONED: "What the claim predicts is put off; it may still happen, later.",
    Polarity.CANCELLED: "What the claim predicts is called off.",
    Polarity.DENIED: "Someone concerned denies that it will happen, or that it was planned.",
    Polarity.FAILED: "What the claim predicts is reported not to have come about.",
    Polarity.ECHO: "The claim is repeated; nothing new.",
}
_MONTHS = ["January", "February", "March", "April", "May", "June"]
_MONTHS += ["July", "August", "September", "October", "November", "December"]
