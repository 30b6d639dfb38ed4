"""How alike the entry and the whole of what is known of the claim are: cosine with statement and profile in one, 0..1.

The statement keeps its say, so that the profile can't drift away from it (Rocchio 1971).
"""

from monitor.matching.pair import Pair
from monitor.matching.profile import cosine


def measure(pair: Pair) -> float:
    """Cosine of the joint vector."""
    return cosine(pair.profile.whole, pair.side.vector)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - `likeness` and `grown` show them
    """Nothing of its own."""
    return ()
