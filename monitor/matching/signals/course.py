"""How near the entry and the claim's learned profile are in meaning: cosine of mean word directions, 0..1."""

from monitor.matching.meaning import same_meaning
from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Cosine; 0 before the first strong match."""
    return same_meaning(pair.profile.course, pair.side.meaning)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
