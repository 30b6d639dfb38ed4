"""How unusual a likeness is for one claim in this stream: the claim's own yardstick; the lines mean the same for all.

A claim of common words is a little like everything; a claim of rare ones like nothing. Each claim keeps a histogram of how
alike the entries of the stream were, whether they matched or not.
"""

import math
from array import array
from collections.abc import Mapping

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
        self._bins: dict[str, array[int]] = {}
        self._statements: dict[str, str] = {}

    def follow(self, slug: str, statement: str) -> None:
        """Begin to keep a claim's histogram; anew when the claim says something else now."""
        if self._statements.get(slug) != statement:
            self._statements[slug] = statement
            self._bins[slug] = array("l", bytes(array("l").itemsize * BINS))
            self._since[slug] = self._seen

    def forget(self, slug: str) -> None:
        """Keep a claim's histogram no more."""
        for kept in (self._statements, self._bins, self._since):
            kept.pop(slug, None)

    def pass_by(self, alike: Mapping[str, float]) -> None:
        """One more entry went by: claim to how much (0..1) it is like it; those that share nothing need no note."""
        self._seen += 1
        for slug, likeness in alike.items():
            self._bins[slug][bin_of(likeness)] += 1

    def unusual(self, slug: str, likeness: float) -> float:
        """How seldom something so alike goes by: 0 = always, 1 = once in ten thousand entries or not yet."""
        seen = self._seen - self._since[slug]
        above = sum(self._bins[slug][bin_of(likeness) :])
        share = (above + 1.0) / (seen + 2.0)
        return min(1.0, max(0.0, -math.log(share) / math.log(FINEST)))


def bin_of(likeness: float) -> int:
    """Finer for the small values, where most entries are."""
    return min(BINS - 1, int(math.sqrt(max(0.0, likeness)) * BINS))
