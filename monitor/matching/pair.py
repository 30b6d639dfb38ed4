"""One claim met by one entry: what both sides are, made once, for all signals to look at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from monitor.matching.background import TermCounts
from monitor.matching.examples import Vector
from monitor.matching.meaning import Direction, read_meaning
from monitor.matching.profile import ClaimProfile, families_of, unit
from monitor.matching.stream import USUAL, Crowd
from monitor.matching.text import Sketch, read_sketch
from monitor.model.feed import Entry


@dataclass(frozen=True)
class EntrySide:
    """An entry made ready: its sketch, the rarity of its terms, a unit vector of all of it, its meaning.

    What few entries need is made when it is asked for.
    """

    entry: Entry
    sketch: Sketch
    rarity: Vector
    vector: Vector
    meaning: Direction

    @cached_property
    def title(self) -> tuple[str, ...]:
        """The terms of the title, each once."""
        return tuple(dict.fromkeys(token.term for token in self.sketch.title if token.term))

    @cached_property
    def families(self) -> frozenset[str]:
        """The kinds of event that it speaks of."""
        return families_of(self.sketch.tokens())


def build_side(entry: Entry, terms: TermCounts) -> EntrySide:
    """Make one entry ready."""
    sketch = read_sketch(entry.title, entry.summary)
    rarity = terms.rarities(sketch.weights)
    vector = unit({term: weight * rarity[term] for term, weight in sketch.weights.items()})
    return EntrySide(entry, sketch, rarity, vector, read_meaning(entry.title, entry.summary))


@dataclass(slots=True)
class Pair:
    """What signals measure.

    `shared` are the terms of statement and entry, `concepts` the shared concepts with their rarity, both rarest first;
    `unusual` 0..1 says how seldom the stream has something so like this claim. `like_matches` and `like_refused` are the
    cosines (0..1) with each known match and each rejected entry of the claim. `crowd` says how crowded the stream is
    around the entry.
    """

    profile: ClaimProfile
    side: EntrySide
    shared: list[str]
    concepts: list[tuple[float, str]]
    unusual: float
    like_matches: list[float]
    like_refused: list[float]
    crowd: Crowd = USUAL

    @property
    def age(self) -> float:
        """Days from the claim to the entry."""
        return _days(self.side.entry.published, self.profile.claim.said_on)

    @property
    def since_match(self) -> float:
        """Days from the newest strong match to the entry; a thousand when there is none."""
        last = self.profile.learning.last_matched
        return _days(self.side.entry.published, date.fromisoformat(last)) if last else 1_000.0

    def found(self, wanted: Vector) -> float:
        """Which share of these terms, by rarity, the entry has; 0 when nothing is wanted."""
        whole = sum(wanted.values())
        weights = self.side.sketch.weights
        return sum(value for term, value in wanted.items() if term in weights) / whole if whole else 0.0


def meet(profile: ClaimProfile, side: EntrySide, unusual: float) -> Pair:
    """Bring both sides together."""
    rarity = side.rarity
    shared = [term for term in profile.seed if term in rarity]
    shared.sort(key=lambda term: (-rarity[term], term))
    best: dict[int, tuple[float, str]] = {}
    for term in shared:
        best.setdefault(profile.concepts.get(term, -1), (rarity[term], term))
    concepts = sorted(best.values(), key=lambda row: (-row[0], row[1]))
    like_matches, like_refused = profile.examples.alike(side.vector), profile.refused.alike(side.vector)
    return Pair(profile, side, shared, concepts, unusual, like_matches, like_refused)


def _days(at: datetime, day: date) -> float:
    return max(0.0, (at - datetime.combine(day, time(), UTC)) / timedelta(days=1))
