"""Percolator: claims wait under their terms, an entry meets only those it could match."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from monitor.matching.examples import Vector

#: A term that more claims wait for tells nothing apart and is passed over.
MOST_WAITING = 128

_Row = tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]


class ClaimIndex:
    """Posting lists from term to the claims that wait for it. Cost of a look-up grows with the postings it touches."""

    def __init__(self) -> None:
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        self._rows: dict[str, _Row] = {}
        self._terms: dict[str, tuple[str, ...]] = {}
        self._places: dict[str, int] = {}
        self._slugs: list[str] = []

    def put(self, slug: str, vector: Vector) -> None:
        """Insert or replace one claim."""
        self.drop(slug)
        self._terms[slug] = tuple(vector)
        place = self._places.setdefault(slug, len(self._slugs))
        if place == len(self._slugs):
            self._slugs.append(slug)
        for term, weight in vector.items():
            self._postings[term][place] = weight
            self._rows.pop(term, None)

    def drop(self, slug: str) -> None:
        """Forget one claim."""
        for term in self._terms.pop(slug, ()):
            postings = self._postings[term]
            del postings[self._places[slug]]
            self._rows.pop(term, None)
            if not postings:
                del self._postings[term]

    def look_up(self, vector: Mapping[str, float], least: float = 0.0) -> dict[str, float]:
        """Claims whose cosine with this unit vector, over the indexed terms, is above 0 and at least `least`."""
        places, values = [], []
        for term, weight in vector.items():
            if (row := self._rows.get(term) or self._row_of(term)) is not None:
                places.append(row[0])
                values.append(row[1] * weight)
        if not places:
            return {}
        alike = np.bincount(np.concatenate(places), np.concatenate(values))
        found = np.flatnonzero((alike >= least) & (alike > 0.0))
        return {self._slugs[place]: value for place, value in zip(found, alike[found].tolist(), strict=True)}

    def _row_of(self, term: str) -> _Row | None:
        """The postings of a term as arrays, made when they are first wanted."""
        waiting = self._postings.get(term)
        if not waiting or len(waiting) > MOST_WAITING:
            return None
        row = np.array(list(waiting), dtype=np.intp), np.array(list(waiting.values()))
        self._rows[term] = row
        return row
