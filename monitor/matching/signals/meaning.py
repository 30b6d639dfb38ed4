"""How near statement and entry are in meaning: cosine of the directions of both texts, 0..1."""

from monitor.matching.meaning import same_meaning
from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Cosine; 0 when no word is known."""
    return same_meaning(pair.profile.meaning, pair.side.meaning)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
