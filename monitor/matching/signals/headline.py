"""How alike the statement and the entry's title alone are: cosine, 0..1. Summaries mention much; titles tell the news."""

from monitor.matching.pair import Pair
from monitor.matching.profile import cosine


def measure(pair: Pair) -> float:
    """Cosine of statement and title."""
    return cosine(pair.profile.seed, pair.side.title)


def words(pair: Pair) -> tuple[str, ...]:
    """The rarest terms of the title that the statement has too."""
    return tuple(term for term in pair.shared if term in pair.side.title)[:5]
