"""Which share of the statement's kinds of event (data/kin.txt: "dies" and "death toll" are one) the entry has, 0..1."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Plain share; 0 when the statement has none."""
    wanted = pair.profile.families
    return len(wanted & pair.side.families) / len(wanted) if wanted else 0.0


def words(pair: Pair) -> tuple[str, ...]:
    """The shared kinds."""
    return tuple(sorted(pair.profile.families & pair.side.families))[:5]
