"""How seldom something so like this claim goes by in the stream, 0..1 on a logarithmic scale (1: once in ten thousand)."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Out of the claim's own histogram."""
    return pair.unusual


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - a rank, not words
    """None."""
    return ()
