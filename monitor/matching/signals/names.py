"""Which share of the statement's names (people, places, institutions, by rarity) the entry has, 0..1."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Share by rarity; 0 when the statement has no name."""
    return pair.found(pair.profile.names)


def words(pair: Pair) -> tuple[str, ...]:
    """The shared names."""
    return tuple(term for term in pair.shared if term in pair.profile.names)[:5]
