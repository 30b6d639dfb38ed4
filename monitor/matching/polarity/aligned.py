"""Deeds and turns clause by clause against the parts of the claim: each counts for what stands with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from monitor.matching.polarity.clauses import Clause, Part
from monitor.matching.polarity.frame import Frame, share_of
from monitor.matching.polarity.moods import MOODS
from monitor.matching.polarity.turns import MOODS_OF_TURNS, SIDES, TURNS, MarkedClause, find_turns

_PART_WEIGHT = {Part.MAIN: 1.0, Part.PAST: 0.6, Part.SIDE: 0.6, Part.AHEAD: 0.4, Part.CASE: 0.3}
#: How much the thing counts beside who acts.
_THING = 0.7
NAMES = tuple(
    f"{place}+{name}"
    for place in "ts"
    for name in (
        "no.on",
        *(f"{kind}.{side}" for kind in TURNS for side in SIDES),
        *(f"{mood}-{kind}" for kind in TURNS for mood in MOODS_OF_TURNS),
        *(f"{mood}*{fit}" for mood in MOODS for fit in ("fit", "misfit", "side")),
    )
)


@dataclass(frozen=True, slots=True)
class Alignment:
    """`strengths`: every name of `NAMES`, 0..1; `words`: the entry's word for each turn that was found."""

    strengths: Mapping[str, float]
    words: Mapping[str, str]


def align(frame: Frame, marked: Mapping[str, Iterable[MarkedClause]]) -> Alignment:
    """What stands with what, of the clauses of title (`t`) and summary (`s`).

    `fit` and `misfit` share a deed by how much of the claim is in its clause.
    """
    strengths, words = dict.fromkeys(NAMES, 0.0), {}
    for place, clauses in marked.items():
        for clause in clauses:
            for name, strength, word in _read_clause(frame, clause):
                key = f"{place}+{name}"
                if strength > strengths[key]:
                    strengths[key], words[key] = strength, word
    return Alignment(strengths, words)


def _read_clause(frame: Frame, marked: MarkedClause) -> Iterator[tuple[str, float, str]]:
    clause = marked.clause
    weight = clause.weight * _PART_WEIGHT[clause.part]
    for turn in find_turns(marked):
        yield (f"{turn.mood}-{turn.kind}" if turn.mood else f"{turn.kind}.{turn.side}"), weight, turn.words
    fit = _fit(frame, clause) if marked.deeds else 0.0
    for _, mood, said in marked.deeds:
        yield f"{mood}*fit", weight * fit, said
        yield f"{mood}*misfit", weight * (1.0 - fit), said
        if clause.part is not Part.MAIN:
            yield f"{mood}*side", clause.weight, said


def _fit(frame: Frame, clause: Clause) -> float:
    """How much of the claim stands in the clause, 0..1."""
    terms = frozenset(term for word in clause.words for term in (word.term, *word.names))
    thing: Mapping[str, float] = {**frame.what, **frame.where} or frame.who
    return _THING * share_of(thing, terms) + (1.0 - _THING) * share_of(frame.who, terms)
