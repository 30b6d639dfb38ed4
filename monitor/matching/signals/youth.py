"""How young the claim is: 1 on its day, half after a month, 0..1. Most follow-ups come early."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """30 / (30 + days)."""
    return 30.0 / (30.0 + pair.age)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - a time, not words
    """None."""
    return ()
