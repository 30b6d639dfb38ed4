"""The way of a claim so far: when it was said, what was reported since, when it is due."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from monitor.alerting.words import count_words, list_words, time_words
from monitor.model.claim import Claim
from monitor.model.development import Development, ReviewState
from monitor.model.match import OCCURRED_EARLY, MatchDecision, Polarity

MOST = 60
"""Marks on one line; of more, the newest are kept."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One event; `is_this`: the one that the message is about. `says`: its polarity as a person reads it, where other."""

    at: datetime
    polarity: Polarity
    is_this: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """`marks` are in the order of time. `due` None = no day is known."""

    said: date
    due: date | None
    now: datetime
    marks: tuple[Mark, ...]


def read_timeline(claim: Claim, history: Iterable[Development], this: str, now: datetime) -> Timeline:
    """What counts of the claim's developments: sure, not rejected, news. `this` is the id of the one to stand out."""
    # An edited article tells two things at one time of publication: the order is that in which we saw them.
    ordered = sorted(filter(_counts, history), key=lambda it: (it.opened_at, it.seen_at, it.polarity))
    marks = tuple(
        Mark(it.opened_at, it.polarity, it.id == this, OCCURRED_EARLY if it.is_early else "") for it in ordered[-MOST:]
    )
    return Timeline(claim.said_on, claim.due.latest if claim.due else None, now, marks)


def timeline_words(timeline: Timeline) -> str:
    """4 events: 2 progress, cancelled, occurred; the first on 3 May 2017, 09:00 UTC. Empty while there is but one."""
    if len(timeline.marks) < 2:
        return ""
    kinds = Counter(mark.says or mark.polarity for mark in timeline.marks)
    parts = [f"{count} {kind}" if count > 1 else str(kind) for kind, count in kinds.items()]
    first = min(timeline.marks[0].at, timeline.now)
    return f"{count_words(len(timeline.marks), 'event')}: {list_words(parts)}; the first on {time_words(first)}"


def spot(timeline: Timeline, moment: datetime | date) -> float:
    """Where a moment lies on the line, 0..1 from the saying to the last of the due day, the newest event and now."""
    start, end = _at(timeline.said), max([timeline.now, *map(_at, _days(timeline)), *(it.at for it in timeline.marks)])
    whole = (end - start).total_seconds()
    part = (_at(moment) - start).total_seconds()
    return min(max(part / whole, 0.0), 1.0) if whole > 0 else 1.0


def _days(timeline: Timeline) -> list[date]:
    return [timeline.due] if timeline.due else []


def _at(moment: datetime | date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day, tzinfo=UTC)


def _counts(development: Development) -> bool:
    is_news = development.decision is MatchDecision.MATCH and development.polarity is not Polarity.ECHO
    return is_news and development.review is not ReviewState.REJECTED
