"""How much of the claim is in the entry: names, events, acts. All values are 0..1."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from monitor.matching.background import TermCounts
from monitor.matching.lexicon import ACTS
from monitor.matching.text import Sketch, read_sketch

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TALK = frozenset(("say", "says", "said", "tells", "told", "announces", "announced", "confirms", "confirmed"))


@lru_cache(maxsize=1)
def _background() -> TermCounts:
    return TermCounts.shipped()


def measure_nearness(statement: str, title: str, summary: str) -> dict[str, float]:
    """Every feature of nearness by name."""
    acts, there = _acts_of_claim(statement), acts_of(title)
    everywhere = there | acts_of(summary)
    found = dict(_nearness(statement, title, summary))
    found["acts"] = len(acts & everywhere) / len(acts) if acts else 0.5
    found["title-acts"] = len(acts & there) / len(acts) if acts else 0.5
    found["no-act"] = float(bool(acts) and acts.isdisjoint(everywhere))
    found["question"] = float("?" in title)
    found["quoted"] = float(title.startswith(("'", '"', "‘", "“")))
    found["long"] = min(1.0, len(title) / 160)
    found["talk"] = float(not _TALK.isdisjoint(_WORD.findall(title.lower())))
    return found


def acts_of(text: str) -> frozenset[str]:
    """Families of acts that the words of a text can tell."""
    return frozenset(family for word in _WORD.findall(text.lower()) for family in ACTS.get(word, ()))


_acts_of_claim = lru_cache(maxsize=4_096)(acts_of)


class _Wanted(NamedTuple):
    """The terms of a claim with their rarity; which of them are names, which are not, and the two rarest."""

    rarity: dict[str, float]
    names: frozenset[str]
    events: frozenset[str]
    rarest: tuple[str, ...]


@lru_cache(maxsize=4_096)  # a claim is held against many entries
def _wanted(statement: str) -> _Wanted:
    terms, claim = _background(), read_sketch(statement, "")
    written = {token.term for token in claim.title if token.is_capital and not token.opens}
    rarity = {term: terms.rarity(term) for term in claim.weights}
    names = frozenset(term for term in rarity if terms.is_name(term, written_so=term in written))
    rarest = sorted(rarity, key=lambda term: -rarity[term])[:2]
    return _Wanted(rarity, names, frozenset(rarity) - names, tuple(rarest))


def _nearness(statement: str, title: str, summary: str) -> Iterator[tuple[str, float]]:
    """How much of the claim is there."""
    rarity, names, events, rarest = _wanted(statement)
    head, all_of_it = read_sketch(title, ""), read_sketch(title, summary)
    for label, sketch in (("", all_of_it), ("title-", head)):
        yield label + "names", _share(names, rarity, sketch)
        yield label + "events", _share(events, rarity, sketch)
        yield label + "all", _share(rarity.keys(), rarity, sketch)
    yield "two", float(len(names & head.weights.keys()) >= 2)
    yield "rarest", sum(term in all_of_it.weights for term in rarest) / 2


def _share(wanted: Collection[str], rarity: dict[str, float], sketch: Sketch) -> float:
    whole = sum(rarity[term] for term in wanted)
    return sum(rarity[term] for term in wanted if term in sketch.weights) / whole if whole else 0.0
