"""How telling the best word of earlier matches is that the entry has too, 0..1: often in matches, rare elsewhere."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """The highest product of profile weight (share of earlier matches) and rarity; 0 before the first strong match."""
    rarity = pair.side.rarity
    return min(1.0, max((w * rarity[t] for t, w in pair.profile.learning.profile if t in rarity), default=0.0))


def words(pair: Pair) -> tuple[str, ...]:
    """That word."""
    rarity = pair.side.rarity
    found = [(w * rarity[t], t) for t, w in pair.profile.learning.profile if t in rarity]
    return (max(found)[1],) if found else ()
