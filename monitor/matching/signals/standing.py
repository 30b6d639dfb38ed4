"""How much is known of the claim already: strong matches so far with decay, 0..1 (0.5 at four)."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Mass / (mass + 4)."""
    mass = pair.profile.learning.mass
    return mass / (mass + 4.0)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - a count, not words
    """None."""
    return ()
