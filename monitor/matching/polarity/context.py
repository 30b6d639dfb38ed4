"""What the words around the claim's own words mean, as directions: other words for what no list of words has."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from monitor.matching.background import TermCounts
from monitor.matching.polarity.turns import MarkedClause
from monitor.matching.word_meaning import DIMENSIONS, mean_direction

#: Of title and summary: all words that are not the claim's; before, behind the thing or deed; behind who acts.
PLACES = ("title", "before", "behind", "actor", "summary")
#: So many words tell what a text is about.
MOST = 30
_THING = frozenset(("deed", "what"))
#: Words stand beside the claim's when not more than this many apart.
_BESIDE = 2
#: Rarities and the bytes of a direction are about this large; a mean stays near -1..1.
_RARITY, _BYTES = 8.0, 180.0
NAMES = tuple(f"context.{place}.{number:02}" for place in PLACES for number in range(DIMENSIONS))


@lru_cache(maxsize=1)
def _background() -> TermCounts:
    return TermCounts.shipped()


@lru_cache(maxsize=20_000)
def _weight(term: str) -> float:
    return _background().rarity(term) / (_RARITY * _BYTES)


def measure_context(title: Iterable[MarkedClause], summary: Iterable[MarkedClause]) -> dict[str, float]:
    """Every name of `NAMES`: for each place the mean direction of its words, rare ones more; 0 where there are none."""
    terms: dict[str, list[str]] = {place: [] for place in PLACES}
    for marked in title:
        for place, term in _places(marked):
            terms[place].append(term)
    for marked in summary:
        terms["summary"] += (term for place, term in _places(marked) if place == "title")
    values = [value for place in PLACES for value in _mean(terms[place][:MOST])]
    return dict(zip(NAMES, values, strict=True))


def _places(marked: MarkedClause) -> Iterator[tuple[str, str]]:
    marks = marked.marks
    for at, word in enumerate(marked.clause.words):
        if marks[at] or (word.is_capital and at > 0):
            continue
        term = word.term or word.low
        yield "title", term
        if not _THING.isdisjoint(marks[at + 1 : at + 1 + _BESIDE]):
            yield "before", term
        if not _THING.isdisjoint(marks[max(0, at - _BESIDE) : at]):
            yield "behind", term
        if at and marks[at - 1] == "who":
            yield "actor", term


def _mean(terms: Iterable[str]) -> list[float]:
    return mean_direction((term, _weight(term)) for term in terms)
