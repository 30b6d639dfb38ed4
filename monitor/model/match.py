"""The verdict on one pair of claim and entry, with its evidence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

EARLY = "before the time it is due"
"""What `polarity_because` ends with when news that it happened counts as progress only, for it is not its time yet."""

OCCURRED_EARLY = "occurred early"
"""What is said of such news, in place of its polarity."""


class Polarity(StrEnum):
    """What an entry says of a claim. `echo` is nothing new; it never alerts."""

    OCCURRED = "occurred"
    PROGRESS = "progress"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DENIED = "denied"
    FAILED = "failed"
    ECHO = "echo"

    @property
    def is_good(self) -> bool:
        """The predicted thing happened or came nearer."""
        return self in (Polarity.OCCURRED, Polarity.PROGRESS)

    @property
    def is_bad(self) -> bool:
        """The predicted thing went away or was put off."""
        return not self.is_good and self is not Polarity.ECHO


class MatchDecision(StrEnum):
    """On which side of the two lines a score fell."""

    MATCH = "match"
    SUGGEST = "suggest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Signal:
    """One measure of likeness: `value` in 0..1, its `weight`, the `part` it gave the score, the `words` it saw."""

    name: str
    value: float
    weight: float
    part: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One claim met one entry. `why` is the explanation in plain words, best reason first; `missing` what was not there.

    `said_at` is the effective time of the entry.
    """

    claim: str
    entry: str
    score: float
    decision: MatchDecision
    polarity: Polarity
    said_at: datetime
    polarity_because: str = ""
    signals: tuple[Signal, ...] = ()
    why: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    development: str = ""

    @property
    def is_early(self) -> bool:
        """Said to have happened, but before the first day on which the claim is due."""
        return self.polarity is Polarity.PROGRESS and self.polarity_because.endswith(EARLY)


@dataclass(frozen=True, slots=True)
class Learning:
    """What reviews and strong matches taught about one claim; all of it bounded, and empty at the start.

    `term_weights` multiplies the weight of a stem, `profile` adds stems of strong matches with their decayed weight,
    `line_shift` moves this claim's match line. Counts are shown to the user. `mass` is the decayed number of strong
    matches behind `profile`, `matched` their plain number and `last_matched` the day of the newest (ISO, empty = none).
    `examples` are sketches of the newest strong matches, newest last: kind (`match`, `accepted`, `rejected`), day, then
    the meaning of the text (`~` and base64, may be absent) and the terms. All of it can be stored as JSON.
    """

    claim: str
    accepted: int = 0
    rejected: int = 0
    line_shift: float = 0.0
    term_weights: tuple[tuple[str, float], ...] = ()
    profile: tuple[tuple[str, float], ...] = ()
    mass: float = 0.0
    matched: int = 0
    last_matched: str = ""
    examples: tuple[tuple[str, ...], ...] = ()
