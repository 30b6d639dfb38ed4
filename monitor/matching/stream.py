"""How crowded the stream is around an entry: news that is like everything is like a claim too, and that tells nothing.

The last entries of the stream are the yardstick (impostor normalisation, as speaker recognition does: Auckenthaler et al.
2000): what an entry shares with a claim counts by how far it goes beyond what the entry shares with the stream.
"""

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from monitor.matching.examples import Vector
from monitor.matching.meaning import Direction, hold_against, nothing

#: Entries that are kept.
WINDOW = 2_000
#: Mean over so many of the nearest.
NEAREST = 30
#: With few entries behind it the measure leans on what is usual; so many entries weigh as much as that.
USUAL_COUNT = 200.0
#: Only terms at least this rare are compared: common ones tell little and are in half of all entries.
LOOKED_UP = 0.35


class Crowd(NamedTuple):
    """Mean likeness to the nearest entries of the stream, in words and in meaning, 0..1 both."""

    words: float
    meaning: float


#: What is usual in news.
USUAL = Crowd(0.13, 0.35)
#: Of a hundred entries one is in a smaller crowd.
LEAST = Crowd(0.05, 0.2)


class Stream:
    """The last entries that went by: their rare terms and their meanings. Constant memory."""

    def __init__(self, size: int = WINDOW) -> None:
        self._size = size
        self._count = 0
        self._terms: list[dict[str, float]] = [{} for _ in range(size)]
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        self._meanings = np.zeros((size, len(nothing())), dtype=np.float32)

    def add(self, vector: Vector, rarity: Vector, meaning: Direction) -> None:
        """One more entry; the oldest goes."""
        place = self._count % self._size
        for term in self._terms[place]:
            postings = self._postings[term]
            del postings[place]
            if not postings:
                del self._postings[term]
        kept = {term: weight for term, weight in vector.items() if rarity[term] >= LOOKED_UP}
        for term, weight in kept.items():
            self._postings[term][place] = weight
        self._terms[place] = kept
        self._meanings[place] = meaning
        self._count += 1

    def crowd(self, vector: Vector, meaning: Direction) -> Crowd:
        """How crowded it is around an entry that is not in the stream yet."""
        held = min(self._count, self._size)
        if not held:
            return USUAL
        found: dict[int, float] = {}
        for term, weight in vector.items():
            for place, other in self._postings.get(term, {}).items():
                found[place] = found.get(place, 0.0) + weight * other
        near = sorted(found.values(), reverse=True)[:NEAREST]
        nearest = min(NEAREST, held)
        alike = hold_against(self._meanings[:held], meaning)
        alike = np.partition(alike, held - nearest)[held - nearest :]
        share = held / (held + USUAL_COUNT)
        return Crowd(
            share * sum(near) / nearest + (1.0 - share) * USUAL.words,
            share * max(0.0, float(alike.mean())) + (1.0 - share) * USUAL.meaning,
        )
