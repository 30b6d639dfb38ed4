"""Meaning of words as directions: `data/vectors.bin.gz`, made by `python -m bench.vectors` out of GloVe (public domain).

The first lines say how many dimensions and terms follow, then the terms, then one signed byte a dimension and term.
"""

import gzip
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from operator import mul

Direction = tuple[float, ...]
"""A unit vector, or empty when nothing is known of the words."""


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], memoryview, int]:
    raw = gzip.decompress((files("monitor.matching") / "data" / "vectors.bin.gz").read_bytes())
    size, count, rest = raw.split(b"\n", 2)
    dimensions, rows = int(size), int(count)
    body = len(rest) - dimensions * rows
    terms = rest[:body].decode("utf-8").splitlines()
    return {term: row for row, term in enumerate(terms)}, memoryview(rest)[body:].cast("b"), dimensions


@lru_cache(maxsize=20_000)
def direction_of(term: str) -> tuple[int, ...]:
    """The direction of one term (length about 180); empty when it is not known."""
    rows, raw, size = _table()
    row = rows.get(term)
    return () if row is None else tuple(raw[row * size : (row + 1) * size])


def mean_direction(weights: Mapping[str, float]) -> Direction:
    """The weighted mean of the terms that are known, as a unit vector."""
    found = [
        (direction, weight) for term, weight in weights.items() if weight > 0.0 and (direction := direction_of(term))
    ]
    if not found:
        return ()
    directions, shares = zip(*found, strict=True)
    total = [sum(map(mul, column, shares)) for column in zip(*directions, strict=True)]
    length = math.sqrt(sum(map(mul, total, total)))
    return tuple(value / length for value in total) if length else ()


def same_meaning(first: Direction, second: Direction) -> float:
    """Cosine, cut at 0: 0..1; 0 when nothing is known of one side."""
    return min(1.0, max(0.0, sum(map(mul, first, second)))) if first and second else 0.0
