"""Known entries of a claim, held ready so that one look at an entry's terms gives its likeness to all of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Examples:
    """`vectors` are unit vectors; `postings` says for a term which of them have it, and with what weight."""

    vectors: tuple[Vector, ...]
    postings: Mapping[str, tuple[tuple[int, float], ...]]

    def alike(self, vector: Vector) -> list[float]:
        """The cosine (0..1) of this unit vector with each example, in their order."""
        found = [0.0] * len(self.vectors)
        if not found:
            return found
        get = self.postings.get
        for term, weight in vector.items():
            for place, value in get(term, ()):
                found[place] += weight * value
        return [min(1.0, value) for value in found]

    def nearest(self, vector: Vector) -> Vector:
        """The example that is most alike; empty without any."""
        found = self.alike(vector)
        return self.vectors[max(range(len(found)), key=found.__getitem__)] if found else {}


def build_examples(vectors: Iterable[Vector]) -> Examples:
    """Hold these unit vectors ready."""
    rows = tuple(vectors)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, row in enumerate(rows):
        for term, value in row.items():
            postings[term].append((place, value))
    return Examples(rows, {term: tuple(found) for term, found in postings.items()})
