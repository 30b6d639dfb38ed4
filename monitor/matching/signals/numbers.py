"""Which share of the statement's numbers (of two and more digits) the entry has, 0..1; flights, sums, dates."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Plain share; 0 when the statement has none."""
    wanted = pair.profile.numbers
    return sum(number in pair.side.sketch.weights for number in wanted) / len(wanted) if wanted else 0.0


def words(pair: Pair) -> tuple[str, ...]:
    """The shared numbers."""
    return tuple(sorted(pair.profile.numbers & pair.side.sketch.weights.keys()))[:5]
