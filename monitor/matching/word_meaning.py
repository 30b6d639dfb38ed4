"""Meaning of words as directions: `data/vectors.bin.gz`, made out of GloVe, 50 dimensions (public domain).

The first lines say how many dimensions and terms follow, then the terms, then one signed byte a dimension and term. A
direction has a length of about 180.
"""

import gzip
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

DIMENSIONS = 50


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], npt.NDArray[np.int8]]:
    raw = gzip.decompress((files("monitor.matching") / "data" / "vectors.bin.gz").read_bytes())
    size, count, rest = raw.split(b"\n", 2)
    dimensions, rows = int(size), int(count)
    body = len(rest) - dimensions * rows
    terms = rest[:body].decode("utf-8").splitlines()
    return (
        {term: row for row, term in enumerate(terms)},
        np.frombuffer(rest, dtype=np.int8, offset=body).reshape(rows, dimensions),
    )


def mean_direction(weights: Iterable[tuple[str, float]]) -> list[float]:
    """The mean over the known terms of (term, weight), each direction times its weight; all 0 where none is known."""
    number, rows = _table()
    found = [(row, weight) for term, weight in weights if (row := number.get(term)) is not None]
    if not found:
        return [0.0] * DIMENSIONS
    places, factors = zip(*found, strict=True)
    total: npt.NDArray[np.float64] = np.array(factors) @ rows[list(places)].astype(np.float64)
    return [float(value) for value in total / len(found)]
