"""How like the entry is, in meaning, to the nearest of the last entries of the stream, 0..1. Speaks against a match."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Mean cosine with the thirty nearest."""
    return min(1.0, pair.crowd.meaning)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
