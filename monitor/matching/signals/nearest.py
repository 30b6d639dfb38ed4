"""How alike the entry and the nearest known match of the claim are: highest cosine, 0..1.

Nearest neighbour tracking (Yang et al. 1999): one good example can be enough where the mean profile is blurred.
"""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """The highest cosine with one of the claim's newest matches; 0 without any."""
    return max(pair.like_matches, default=0.0)


def words(pair: Pair) -> tuple[str, ...]:
    """The rarest terms shared with the nearest match."""
    rarity = pair.side.rarity
    best = pair.profile.examples.nearest(pair.side.vector)
    return tuple(sorted((term for term in best if term in rarity), key=lambda term: (-rarity[term], term))[:5])
