"""How far nearness in meaning goes beyond what the entry shares with the stream, 0..1 (0.5: as much)."""

from monitor.matching.pair import Pair
from monitor.matching.signals import headway


def measure(pair: Pair) -> float:
    """Half of the difference, from 0.5."""
    return min(1.0, max(0.0, 0.5 + (headway.measure(pair) - pair.crowd.meaning) / 2))


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
