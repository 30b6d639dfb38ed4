"""How near statement and title are in meaning: cosine of the directions of both, 0..1."""

from monitor.matching.meaning import read_meaning, same_meaning
from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Cosine; 0 when no word is known."""
    return same_meaning(pair.profile.meaning, read_meaning(pair.side.entry.title))


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
