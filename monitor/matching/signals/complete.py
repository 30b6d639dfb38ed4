"""Which share of the statement's concepts (a whole name is one), by rarity, the entry has, 0..1."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Share by rarity of the found concepts; short claims and long ones on one scale."""
    whole = sum(pair.profile.concept_rarities)
    return min(1.0, sum(rarity for rarity, _ in pair.concepts) / whole) if whole else 0.0


def words(pair: Pair) -> tuple[str, ...]:
    """The found concepts."""
    return tuple(word for _, word in pair.concepts[:5])
