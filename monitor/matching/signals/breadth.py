"""How many terms statement and entry have to share at all: the smaller count, 0..1 (0.5 at eight)."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Count, n / (n + 8) for the shorter side."""
    shorter = min(len(pair.profile.seed), len(pair.side.vector))
    return shorter / (shorter + 8.0)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - a length, not words
    """None."""
    return ()
