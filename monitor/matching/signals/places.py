"""Which share of the statement's places and institutions (under any of their names) the entry has, 0..1."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Share by rarity; 0 when the statement names none."""
    return pair.found(pair.profile.places)


def words(pair: Pair) -> tuple[str, ...]:
    """The shared ones."""
    return tuple(term for term in pair.shared if term in pair.profile.places)[:5]
