"""How rare the third and fourth shared concepts are, 0..1: actor, event and place meet."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Mean rarity of the third and fourth rarest shared concepts; missing ones count 0."""
    return sum(rarity for rarity, _ in pair.concepts[2:4]) / 2


def words(pair: Pair) -> tuple[str, ...]:
    """Those concepts."""
    return tuple(word for _, word in pair.concepts[2:4])
