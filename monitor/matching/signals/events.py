"""Which share of the statement's other words (what is to happen, by rarity) the entry has, 0..1."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Share by rarity; 0 when the statement has names only."""
    return pair.found(pair.profile.events)


def words(pair: Pair) -> tuple[str, ...]:
    """The shared words."""
    return tuple(term for term in pair.shared if term in pair.profile.events)[:5]
