"""How rare the rarest shared term is, 0..1: one word of few texts tells a story apart from all others."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Rarity of the rarest shared term; 0 without any."""
    return pair.side.rarity[pair.shared[0]] if pair.shared else 0.0


def words(pair: Pair) -> tuple[str, ...]:
    """That term."""
    return tuple(pair.shared[:1])
