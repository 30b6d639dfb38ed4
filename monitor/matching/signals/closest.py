"""How near the entry and the nearest of the last matches are in meaning: highest cosine, 0..1."""

from monitor.matching.meaning import hold_against
from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """The highest cosine; 0 before the first strong match."""
    known = pair.profile.meanings
    return min(1.0, max(0.0, float(hold_against(known, pair.side.meaning).max()))) if len(known) else 0.0


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
