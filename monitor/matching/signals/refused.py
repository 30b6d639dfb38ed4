"""How alike the entry and the nearest match that a person rejected are: cosine, 0..1. Speaks against a match."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """The highest cosine with a rejected entry; 0 without any."""
    return max(pair.like_refused, default=0.0)


def words(pair: Pair) -> tuple[str, ...]:
    """The rarest terms shared with the nearest rejected entry."""
    rarity = pair.side.rarity
    best = pair.profile.refused.nearest(pair.side.vector)
    return tuple(sorted((term for term in best if term in rarity), key=lambda term: (-rarity[term], term))[:5])
