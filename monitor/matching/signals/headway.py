"""How near in meaning the entry and the whole of what is known of the claim are: cosine of directions, 0..1."""

from monitor.matching.meaning import same_meaning
from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Cosine of the joint direction."""
    return same_meaning(pair.profile.bearing, pair.side.meaning)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
