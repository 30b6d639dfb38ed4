"""How long the entry is: distinct terms, 0..1 (0.5 at sixteen). Long ones share more by chance."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Count, n / (n + 16)."""
    size = len(pair.side.vector)
    return size / (size + 16.0)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - a length, not words
    """None."""
    return ()
