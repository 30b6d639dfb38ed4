"""How sharp the claim itself is: mean rarity of its three rarest terms, 0..1. A claim of common words needs more."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """The same for every entry."""
    return pair.profile.sharpness


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the claim, not of the pair
    """None."""
    return ()
