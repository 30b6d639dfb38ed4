"""How rare the second shared concept is, 0..1: actor and event must meet, and a name of two words is one actor only."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Rarity of the second rarest shared concept; 0 without."""
    return pair.concepts[1][0] if len(pair.concepts) > 1 else 0.0


def words(pair: Pair) -> tuple[str, ...]:
    """That concept."""
    return tuple(word for _, word in pair.concepts[1:2])
