"""One event about one claim, however many entries and outlets tell it; and the human word on it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.match import EARLY, OCCURRED_EARLY, MatchDecision, Polarity


class ReviewState(StrEnum):
    """What a person said of a development."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SKIPPED = "skipped"


class RejectReason(StrEnum):
    """Why a suggested match is none; each teaches the matcher something else."""

    WRONG_EVENT = "wrong-event"
    WRONG_PERSON = "wrong-person"
    OLD_NEWS = "old-news"
    OPINION = "opinion"
    OTHER = "other"


class Stance(StrEnum):
    """What an accepted match does to its claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    MENTIONS = "mentions"


def stance_of(polarity: Polarity) -> Stance:
    """What a report of this polarity does to its claim when a person does not say otherwise."""
    if polarity.is_good:
        return Stance.SUPPORTS
    return Stance.CONTRADICTS if polarity.is_bad else Stance.MENTIONS


class Strength(StrEnum):
    """How much one row of evidence weighs: seen by the way, matched, or told by several independent outlets."""

    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Development:
    """One event about one claim. `headline` is the title of the entry that opened it.

    `opened_at` is the effective time of its first entry, `last_at` of its newest, `seen_at` when we first met it.
    `outlets` carry it, `entries` is how many entries tell it. `sources` are the independent ones among those who tell it:
    outlets with words of their own, or the agencies whose words are printed; who only prints a copy is none. Made without
    them (by an older program), it takes all outlets for sources. `sketch` is the sorted stems it is recognised by, with
    `links` (canonical); `prints` are its reports in rows of source, title, lead, to know copies by. `grouped_because` says
    why it was opened. `baseline`: met on a feed's first poll, so never alerted by itself.
    """

    id: str
    claim: str
    polarity: Polarity
    decision: MatchDecision
    headline: str
    link: str
    first_entry: str
    opened_at: datetime
    last_at: datetime
    seen_at: datetime
    score: float
    entries: int = 1
    outlets: tuple[str, ...] = ()
    sketch: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    grouped_because: str = ""
    baseline: bool = False
    review: ReviewState = ReviewState.UNREVIEWED
    sources: tuple[str, ...] = ()
    prints: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        """Who carries it is who tells it, where nobody told them apart."""
        if not self.sources:
            object.__setattr__(self, "sources", self.outlets)

    @property
    def is_early(self) -> bool:
        """Opened by a report that it happened, but before the first day on which the claim is due."""
        return self.polarity is Polarity.PROGRESS and self.grouped_because.endswith(EARLY)

    @property
    def says(self) -> str:
        """Its polarity in a word or two, as a person reads it."""
        return OCCURRED_EARLY if self.is_early else self.polarity.value

    @property
    def is_reviewable(self) -> bool:
        """Whether a person's word is asked for: not for what only repeats the claim."""
        return self.polarity is not Polarity.ECHO

    @property
    def awaits_review(self) -> bool:
        """Whether a person's word on it is asked for and was not given."""
        return self.review is ReviewState.UNREVIEWED and self.is_reviewable


@dataclass(frozen=True, slots=True)
class Grouping:
    """Where a match belongs: the development as it is to be stored, whether it is new, and why."""

    development: Development
    is_new: bool
    because: str


@dataclass(frozen=True, slots=True)
class Review:
    """A person's word on one development, append-only."""

    id: str
    development: str
    claim: str
    state: ReviewState
    at: datetime
    by: str
    stance: Stance | None = None
    reject_reason: RejectReason | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One append-only row of a claim's ledger: what was read, where, when, and what it says of the claim.

    `sha256` is of the `text` that was judged (title, newline, summary), so that a later edit can be told. Such an edit is a
    row of its own: `amends` is the id of the row whose text was changed, `diff` what was changed (unified, by words).
    """

    id: str
    claim: str
    entry: str
    development: str
    stance: Stance
    polarity: Polarity
    outlet: str
    url: str
    canonical_url: str
    excerpt: str
    published: datetime
    fetched: datetime
    sha256: str
    at: datetime
    by: str
    because: str = ""
    strength: Strength = Strength.MODERATE
    text: str = ""
    amends: str = ""
    diff: str = ""
