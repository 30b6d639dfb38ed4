"""How much of the statement's neighbouring words stand together in the entry too, 0..1.

Each shared pair of neighbours counts by the rarity of its commoner word; two good pairs make about 0.6.
"""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Saturating sum over shared neighbours."""
    rarity = pair.side.rarity
    mass = sum(min(rarity[a], rarity[b]) for a, b in pair.profile.phrases & pair.side.sketch.neighbours)
    return mass / (mass + 0.7)


def words(pair: Pair) -> tuple[str, ...]:
    """The shared neighbours."""
    return tuple(sorted(f"{a} {b}" for a, b in pair.profile.phrases & pair.side.sketch.neighbours))[:5]
