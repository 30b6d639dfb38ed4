"""Meaning of words as directions: `data/vectors.bin.gz`, made out of GloVe, 50 dimensions (public domain).

The first lines say how many dimensions and terms follow, then the terms, then one signed byte a dimension and term.
"""

import gzip
from functools import lru_cache
from importlib.resources import files


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
