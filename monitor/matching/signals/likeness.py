"""How alike the statement and the entry are: cosine of rarity-weighted terms, 0..1 (Salton and Buckley 1988)."""

from monitor.matching.pair import Pair
from monitor.matching.profile import cosine


def measure(pair: Pair) -> float:
    """Cosine of both unit vectors."""
    return cosine(pair.profile.seed, pair.side.vector)


def words(pair: Pair) -> tuple[str, ...]:
    """The rarest shared terms."""
    return tuple(pair.shared[:5])
