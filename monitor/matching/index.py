"""Percolator: claims wait under their terms, an entry meets only those it could match."""

from collections import defaultdict
from collections.abc import Mapping

from monitor.matching.profile import Vector

#: A term that more claims wait for tells nothing apart and is passed over.
MOST_WAITING = 128


class ClaimIndex:
    """Posting lists from term to the claims that wait for it. Cost of a look-up grows with the postings it touches."""

    def __init__(self) -> None:
        self._postings: dict[str, dict[str, float]] = defaultdict(dict)
        self._terms: dict[str, tuple[str, ...]] = {}

    def put(self, slug: str, vector: Vector) -> None:
        """Insert or replace one claim."""
        self.drop(slug)
        self._terms[slug] = tuple(vector)
        for term, weight in vector.items():
            self._postings[term][slug] = weight

    def drop(self, slug: str) -> None:
        """Forget one claim."""
        for term in self._terms.pop(slug, ()):
            postings = self._postings[term]
            del postings[slug]
            if not postings:
                del self._postings[term]

    def look_up(self, vector: Mapping[str, float]) -> dict[str, float]:
        """Claims that share a term with this unit vector, and the cosine over the indexed terms."""
        found: dict[str, float] = {}
        postings = self._postings
        for term, weight in vector.items():
            waiting = postings.get(term)
            if waiting and len(waiting) <= MOST_WAITING:
                for slug, value in waiting.items():
                    found[slug] = found.get(slug, 0.0) + value * weight
        return found
