"""How common a term is: shipped counts of a news background, merged with what the store has counted.

`data/background.txt.gz` has one line a term, `term<TAB>documents<TAB>capitals`, after a first line with the number of
documents. `python -m bench.background` counted it over news feeds and headline collections of 2009 to 2022: in how many
texts (title and summary) a term is, and in which share of its places inside sentences it is capitalised (0..9, `-` when
seen too seldom inside a sentence). Stems and counts only; terms of fewer than three documents are left out.
"""

import gzip
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files


@dataclass(slots=True)
class TermCounts:
    """Document frequencies. `documents` texts were counted, `counts` says in how many a term is.

    `capitals` says 0..1 how often a term is written as a name (absent: not known).
    """

    documents: int
    counts: dict[str, int]
    capitals: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def shipped(cls) -> "TermCounts":
        """A fresh copy of the background that ships with the program."""
        documents, counts, capitals = _shipped()
        return cls(documents, dict(counts), capitals)

    def plus(self, documents: int, counts: Mapping[str, int]) -> "TermCounts":
        """These and the stored counts together."""
        merged = dict(self.counts)
        for term, count in counts.items():
            merged[term] = merged.get(term, 0) + count
        return TermCounts(self.documents + documents, merged, self.capitals)

    def add(self, terms: Iterable[str]) -> None:
        """Count one more text."""
        self.documents += 1
        for term in terms:
            self.counts[term] = self.counts.get(term, 0) + 1

    def rarity(self, term: str) -> float:
        """Inverse document frequency in 0..1: 0 for a term of every text, 1 for a term never seen in 200,000 texts.

        Spärck Jones 1972, smoothed, so that a small store can't make a term look rarer than it may be.
        """
        return self.rarities((term,))[term]

    def rarities(self, terms: Iterable[str]) -> dict[str, float]:
        """The rarity of each of these terms."""
        count, log, whole = self.counts.get, math.log, math.log(self.documents + 1.0)
        found = {term: (whole - log(count(term, 0) + 0.5)) / _LOG_RAREST for term in terms}
        return {term: 0.0 if rarity < 0.0 else min(rarity, 1.0) for term, rarity in found.items()}

    def is_name(self, term: str, *, written_so: bool) -> bool:
        """Whether a term is a name: by the background when it knows, else by how it is written here."""
        if term.startswith("="):
            return True
        known = self.capitals.get(term)
        return written_so if known is None else known >= 0.5


_LOG_RAREST = math.log(200_000)


@lru_cache(maxsize=1)
def _shipped() -> tuple[int, dict[str, int], dict[str, float]]:
    raw = gzip.decompress((files("monitor.matching") / "data" / "background.txt.gz").read_bytes()).decode("utf-8")
    first, *lines = raw.splitlines()
    counts: dict[str, int] = {}
    capitals: dict[str, float] = {}
    for line in lines:
        term, count, share = line.split("\t")
        counts[term] = int(count)
        if share != "-":
            capitals[term] = int(share) / 9
    return int(first), counts, capitals
