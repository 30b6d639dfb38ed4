"""How alike the entry and the three nearest known matches are on average: cosine, 0..1 (k nearest neighbours)."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Mean of the three highest cosines with the claim's newest matches; missing ones count 0."""
    return sum(sorted(pair.like_matches, reverse=True)[:3]) / 3


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - `nearest` shows them
    """Nothing of its own."""
    return ()
