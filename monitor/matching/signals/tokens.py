"""How telling the next best two words of earlier matches are that the entry has too, 0..1."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Mean of the second and third highest product of profile weight and rarity; missing ones count 0."""
    rarity = pair.side.rarity
    found = sorted((w * rarity[t] for t, w in pair.profile.learning.profile if t in rarity), reverse=True)
    return min(1.0, sum(found[1:3]) / 2)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - `grown` shows them
    """Nothing of its own."""
    return ()
