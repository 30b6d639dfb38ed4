"""Runs of up to three words of an entry, with the claim's own words masked: "WHO DEED |", "to DEED", "DEED as".

What no list of turns foresees ("braces for DEED", "DEED row: what next") is learnt from labelled pairs. The table,
`data/polarity_phrases.txt.gz`, is written by `python -m bench.polarity train`: a line holds how rare the run is, one
weight a label in the order of the first line, and the run. Runs are weighed as in tf-idf: by rarity, an entry has length 1.
"""

import gzip
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from operator import mul

from monitor.matching.polarity.turns import MarkedClause

#: Ends of a clause, a name that is not of the claim, a number.
END, NAME, NUMBER = "|", "NAME", "0"
LONGEST = 3
#: How runs of the summary begin.
_SUMMARY = "s:"


def read_phrases(marked: Mapping[str, Iterable[MarkedClause]]) -> tuple[str, ...]:
    """All runs of title (`t`) and summary (`s`), each once."""
    title = _runs(token for clause in marked["t"] for token in _tokens(clause))
    summary = _runs(token for clause in marked["s"] for token in _tokens(clause))
    return tuple(dict.fromkeys((*title, *(_SUMMARY + run for run in summary))))


def _tokens(marked: MarkedClause) -> Iterator[str]:
    before = ""
    for at, (word, mark) in enumerate(zip(marked.clause.words, marked.marks, strict=True)):
        is_masked = bool(mark) or (word.is_capital and at > 0)
        token = mark.upper() or (NAME if is_masked else NUMBER if word.low[0].isdigit() else word.low)
        if not is_masked or token != before:
            yield token
        before = token
    yield END


def _runs(tokens: Iterable[str]) -> Iterator[str]:
    row = tuple(tokens)
    for length in range(1, LONGEST + 1):
        for at in range(len(row) - length + 1):
            yield " ".join(row[at : at + length])


@dataclass(frozen=True, slots=True)
class PhraseWeights:
    """`base`: one number a label; `table`: for each run its rarity and one weight a label."""

    labels: tuple[str, ...]
    base: tuple[float, ...]
    table: Mapping[str, tuple[float, ...]]

    def shares(self, phrases: Iterable[str]) -> dict[str, float]:
        """Likelihood of each label by the runs that are known; they add up to 1."""
        found = [row for phrase in phrases if (row := self.table.get(phrase))]
        length = math.sqrt(sum(row[0] * row[0] for row in found)) or 1.0
        rarities, *columns = zip(*found, strict=True) if found else ((), *((),) * len(self.base))
        sums = (sum(map(mul, rarities, column)) for column in columns)
        totals = [base + whole / length for base, whole in zip(self.base, sums, strict=True)]
        top = max(totals)
        raised = [math.exp(total - top) for total in totals]
        return {label: value / sum(raised) for label, value in zip(self.labels, raised, strict=True)}


@lru_cache(maxsize=1)
def shipped_phrases() -> PhraseWeights:
    """The table that ships with the program."""
    packed = (files("monitor.matching") / "data" / "polarity_phrases.txt.gz").read_bytes()
    lines = iter(gzip.decompress(packed).decode("utf-8").splitlines())
    labels = tuple(next(lines).split())
    base = tuple(map(float, next(lines).split()))
    split = (line.split(" ", len(labels) + 1) for line in lines)
    return PhraseWeights(labels, base, {row[-1]: tuple(map(float, row[:-1])) for row in split})
