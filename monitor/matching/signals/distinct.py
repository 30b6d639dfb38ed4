"""How far likeness in words goes beyond what the entry shares with the stream, 0..1 (0.5: as much).

News in a crowd (many reports of a like thing) shares its words with any claim about such things.
"""

from monitor.matching.pair import Pair
from monitor.matching.signals import nearest, track


def measure(pair: Pair) -> float:
    """Half of the difference, from 0.5."""
    shared = max(track.measure(pair), nearest.measure(pair))
    return min(1.0, max(0.0, 0.5 + (shared - pair.side.crowd.words) / 2))


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
