"""Which share of the entry's title (by rarity) the statement and the learned profile explain, 0..1.

An entry that lists many headlines, or tells of something else and only mentions the claim's names, has a low focus.
"""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Explained share of the title."""
    rarity, seed, grown = pair.side.rarity, pair.profile.seed, pair.profile.grown
    whole = sum(rarity[term] for term in pair.side.title)
    known = sum(rarity[term] for term in pair.side.title if term in seed or term in grown)
    return known / whole if whole else 0.0


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - others show them
    """Nothing of its own."""
    return ()
