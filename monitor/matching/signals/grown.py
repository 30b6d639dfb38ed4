"""How alike the entry and the claim's learned profile are: cosine, 0..1.

Adaptive tracking by relevance feedback (Rocchio 1971; the tracking task of Topic Detection and Tracking, Allan 2002):
every strong match pulls the profile a little, older ones fade.
"""

from monitor.matching.pair import Pair
from monitor.matching.profile import cosine


def measure(pair: Pair) -> float:
    """Cosine of profile and entry; 0 before the first strong match."""
    return cosine(pair.profile.grown, pair.side.vector)


def words(pair: Pair) -> tuple[str, ...]:
    """The heaviest shared terms of the profile."""
    grown = pair.profile.grown
    found = [term for term in grown if term in pair.side.rarity]
    return tuple(sorted(found, key=lambda term: (-grown[term], term))[:5])
