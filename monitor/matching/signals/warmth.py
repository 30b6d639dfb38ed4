"""How fresh the story is: falls from 1 on the day of the newest strong match by half in a week, 0..1.

News of one story comes in bursts (Kleinberg 2002).
"""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Half-life of seven days."""
    return float(0.5 ** (pair.since_match / 7.0))


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - a time, not words
    """None."""
    return ()
