"""How far likeness in words goes beyond what the entry shares with the stream, 0..1 (0.5: as much).

News in a crowd (many reports of a like thing) shares its words with any claim about such things.
"""

from monitor.matching.pair import Pair
from monitor.matching.profile import cosine
from monitor.matching.signals import nearest


def measure(pair: Pair) -> float:
    """Half of the difference, from 0.5. Likeness is to statement and profile in one, or to one earlier match.

    The statement keeps its say in it, so that the profile can't drift away from it (Rocchio 1971).
    """
    shared = max(cosine(pair.profile.whole, pair.side.vector), nearest.measure(pair))
    return min(1.0, max(0.0, 0.5 + (shared - pair.crowd.words) / 2))


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
