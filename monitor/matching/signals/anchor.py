"""How rare the rarest shared concept is, 0..1: one word of few texts tells a story apart from all others."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Rarity of the rarest shared concept; 0 without any."""
    return pair.concepts[0][0] if pair.concepts else 0.0


def words(pair: Pair) -> tuple[str, ...]:
    """That concept."""
    return tuple(word for _, word in pair.concepts[:1])
