"""The claim: one open prediction of an article, and the decisions taken on it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

#: ` (24 February 2025)`, ` (July 2025)`, ` (2025)`.
_DAY_ADDED = re.compile(r" \((?:[A-Za-z0-9]+ ){0,7}(?:19|20|21)\d\d\)")


def undated(statement: str) -> str:
    """A statement without the days in brackets that drafts put behind `on Monday`: words that no news of it repeats."""
    return _DAY_ADDED.sub("", statement)


class Precision(StrEnum):
    """How exactly a text names a time."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class DueWindow:
    """When the predicted thing is to happen: first and last day (both inclusive; None = not said) and the words."""

    earliest: date | None = None
    latest: date | None = None
    text: str = ""
    precision: Precision = Precision.OPEN


class Modality(StrEnum):
    """How firmly the source puts it."""

    WILL = "will"
    SCHEDULED = "scheduled"
    PLANS = "plans"
    PROMISES = "promises"
    EXPECTS = "expects"
    MAY = "may"
    URGES = "urges"


class ClaimStatus(StrEnum):
    """What is stored. All that depends on time or evidence is a computed `ClaimState`."""

    OPEN = "open"
    RESOLVED = "resolved"
    DROPPED = "dropped"


class Outcome(StrEnum):
    """The verdict on a resolved claim."""

    FULFILLED = "fulfilled"
    PARTIAL = "partial"
    FAILED = "failed"
    AMBIGUOUS = "ambiguous"
    ANNULLED = "annulled"


class ClaimState(StrEnum):
    """Computed from evidence and clock, never stored; a claim can be in several at once."""

    OVERDUE = "overdue"
    BLIND = "blind"
    DUE_SOON = "due-soon"
    CONTESTED = "contested"
    ADVANCING = "advancing"
    STALLED = "stalled"
    UNREVIEWED = "unreviewed"
    QUIET = "quiet"
    SNOOZED = "snoozed"


@dataclass(frozen=True, slots=True)
class Article:
    """A text with predictions in it. Offsets of quotes count characters of `text`."""

    text: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class ClaimSource:
    """Where a claim was read."""

    outlet: str = ""
    title: str = ""
    url: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A proposed claim: `quote` is `text[start:end]` of its article; `score` 0..1 is how surely it is a prediction."""

    statement: str
    quote: str
    start: int
    end: int
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    modality: Modality = Modality.WILL
    due: DueWindow | None = None
    score: float = 0.0
    lint: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A tracked claim. `slug` is its name for ever; `terms` and `not_terms` steer the matcher, `targets` the alerts.

    `said_on` is the day the claim was made; nothing published before can be news of it. `watched_until` ends the watch
    (None = until resolved). `criteria` says in words what would count. `quote_context` is a passage of the
    article with the quote in it, for the article itself is not kept. `acked_at` mutes reminders until the next development;
    `snoozed_until` holds its alerts. `auto_after`: settled by rule once so many independent sources agree (0 = never).
    """

    slug: str
    statement: str
    said_on: date
    created_at: datetime
    status: ClaimStatus = ClaimStatus.OPEN
    outcome: Outcome | None = None
    quote: str = ""
    quote_start: int | None = None
    quote_end: int | None = None
    quote_context: str = ""
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    modality: Modality = Modality.WILL
    due: DueWindow | None = None
    criteria: str = ""
    source: ClaimSource = field(default_factory=ClaimSource)
    terms: tuple[str, ...] = ()
    not_terms: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    confidence: float | None = None
    watched_until: date | None = None
    snoozed_until: datetime | None = None
    acked_at: datetime | None = None
    auto_after: int = 0


class DecisionAction(StrEnum):
    """What a person did to a claim."""

    ADDED = "added"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    DROPPED = "dropped"
    EDITED = "edited"
    SNOOZED = "snoozed"
    ACKED = "acked"


@dataclass(frozen=True, slots=True)
class Decision:
    """One append-only row of a claim's record: what was done, why, on which evidence, by whom, by which rules."""

    id: str
    claim: str
    action: DecisionAction
    status_before: ClaimStatus | None
    status_after: ClaimStatus
    at: datetime
    by: str
    outcome: Outcome | None = None
    evidence: tuple[str, ...] = ()
    because: str = ""
    due_before: DueWindow | None = None
    due_after: DueWindow | None = None
    rules: str = "1"


CORRECTION = "correction"
"""What the reason of an edit begins with that sets a mistake of ours right, where nobody put anything off."""


def earlier_dues(decisions: Iterable[Decision]) -> list[DueWindow]:
    """The due windows that were given up since, the first promise first. `decisions`: oldest first.

    A day that was a mistake was never promised; a correction back to the one before it leaves that one in force.
    """
    given_up: list[DueWindow] = []
    for it in decisions:
        if it.due_before is None or it.due_before == it.due_after:
            continue
        if not is_correction(it):
            given_up.append(it.due_before)
        elif given_up and _days(given_up[-1]) == _days(it.due_after):
            given_up.pop()
    return given_up


def _days(due: DueWindow | None) -> tuple[date | None, date | None]:
    return (due.earliest, due.latest) if due else (None, None)


def is_correction(decision: Decision) -> bool:
    """Whether an edit says of itself that it sets a mistake right."""
    return decision.because == CORRECTION or decision.because.startswith(f"{CORRECTION}: ")
