"""How rare the second and third shared terms are, 0..1: actor, event and place must meet, not one word alone."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Mean rarity of the second and third rarest shared terms; missing ones count 0."""
    return sum(pair.side.rarity[term] for term in pair.shared[1:3]) / 2


def words(pair: Pair) -> tuple[str, ...]:
    """Those terms."""
    return tuple(pair.shared[1:3])
