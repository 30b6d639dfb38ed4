"""How near statement and entry are in meaning: cosine of mean word directions, 0..1 (GloVe, Pennington et al. 2014)."""

from monitor.matching.meaning import same_meaning
from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """Cosine of the rarity-weighted means; 0 when no word is known."""
    return same_meaning(pair.profile.meaning, pair.side.meaning)


def words(pair: Pair) -> tuple[str, ...]:  # noqa: ARG001 - of the whole text
    """None."""
    return ()
