"""How alike the entry and the nearest match that a person rejected are: cosine, 0..1. Speaks against a match."""

from monitor.matching.pair import Pair
from monitor.matching.profile import cosine


def measure(pair: Pair) -> float:
    """The highest cosine with a rejected entry; 0 without any."""
    vector = pair.side.vector
    return max((cosine(example, vector) for example in pair.profile.refused), default=0.0)


def words(pair: Pair) -> tuple[str, ...]:
    """The rarest terms shared with the nearest rejected entry."""
    vector, rarity = pair.side.vector, pair.side.rarity
    best = max(pair.profile.refused, key=lambda example: cosine(example, vector), default={})
    return tuple(sorted((term for term in best if term in rarity), key=lambda term: (-rarity[term], term))[:5])
