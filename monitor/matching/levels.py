"""How unusual a likeness is for one claim in this stream: the claim's own yardstick; the lines mean the same for all.

A claim of common words is a little like everything; a claim of rare ones like nothing. Each claim keeps a histogram of how
alike the entries of the stream were, whether they matched or not.
"""

import math
from collections.abc import Mapping

import numpy as np

BINS = 50
#: Rarer than one in this many entries is not told apart.
FINEST = 10_000.0


class Levels:
    """Histograms by claim over all entries seen since the claim came; constant memory a claim.

    They outlive the matcher that fills them: the next one over the same stream goes on with them.
    """

    def __init__(self) -> None:
        self._seen = 0
        self._since: dict[str, int] = {}
        self._statements: dict[str, str] = {}
        self._bins = np.zeros((0, BINS), dtype=np.int32)
        self._rows: dict[str, int] = {}
        self._free: list[int] = []

    def follow(self, slug: str, statement: str) -> None:
        """Begin to keep a claim's histogram; anew when the claim says something else now."""
        if self._statements.get(slug) == statement:
            return
        if slug not in self._rows:
            self._rows[slug] = self._free.pop() if self._free else len(self._rows)
            if len(self._rows) > len(self._bins):
                self._bins = np.concatenate((self._bins, np.zeros((max(64, len(self._bins)), BINS), dtype=np.int32)))
        self._bins[self._rows[slug]] = 0
        self._statements[slug] = statement
        self._since[slug] = self._seen

    def forget(self, slug: str) -> None:
        """Keep a claim's histogram no more."""
        if self._statements.pop(slug, None) is not None:
            del self._since[slug]
            self._free.append(self._rows.pop(slug))

    def pass_by(self, alike: Mapping[str, float]) -> None:
        """One more entry went by: claim to how much (0..1) it is like it; those that share nothing need no note."""
        self._seen += 1
        rows = np.fromiter(map(self._rows.__getitem__, alike), dtype=np.intp, count=len(alike))
        likeness = np.fromiter(alike.values(), dtype=np.float64, count=len(alike))
        bins = (np.sqrt(np.maximum(likeness, 0.0)) * BINS).astype(np.intp)
        self._bins[rows, np.minimum(bins, BINS - 1)] += 1

    def unusual(self, slug: str, likeness: float) -> float:
        """How seldom something so alike goes by: 0 = always, 1 = once in ten thousand entries or not yet."""
        seen = self._seen - self._since[slug]
        above = int(self._bins[self._rows[slug], bin_of(likeness) :].sum())
        share = (above + 1.0) / (seen + 2.0)
        return min(1.0, max(0.0, -math.log(share) / math.log(FINEST)))


def bin_of(likeness: float) -> int:
    """Finer for the small values, where most entries are."""
    return min(BINS - 1, int(math.sqrt(max(0.0, likeness)) * BINS))
