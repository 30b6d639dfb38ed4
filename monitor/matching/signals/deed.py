"""How near statement and entry are in meaning when names are left out: what happens, not to whom; cosine, 0..1."""

from monitor.matching.meaning import same_meaning
from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Cosine of the means over words that are no names."""
    return same_meaning(pair.profile.deed, pair.side.deed)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
