"""How near the entry and the last matches of the claim are in meaning: cosine with their fading mean, 0..1."""

from monitor.matching.meaning import same_meaning
from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Cosine; 0 before the first strong match."""
    return same_meaning(pair.profile.course, pair.side.meaning)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
