"""How much of the claim is in the entry: names, events, acts. All values are 0..1."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

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
    acts, there = acts_of(statement), acts_of(title)
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


def _nearness(statement: str, title: str, summary: str) -> Iterator[tuple[str, float]]:
    """How much of the claim is there."""
    terms = _background()
    claim, head, all_of_it = read_sketch(statement, ""), read_sketch(title, ""), read_sketch(title, summary)
    rarity = {term: terms.rarity(term) for term in claim.weights}
    names = {term for term in rarity if _is_name(term, claim, terms)}
    for label, sketch in (("", all_of_it), ("title-", head)):
        yield label + "names", _share(names, rarity, sketch)
        yield label + "events", _share(rarity.keys() - names, rarity, sketch)
        yield label + "all", _share(rarity.keys(), rarity, sketch)
    yield "two", float(len(names & head.weights.keys()) >= 2)
    rarest = sorted(rarity, key=lambda term: -rarity[term])[:2]
    yield "rarest", sum(term in all_of_it.weights for term in rarest) / 2


def _is_name(term: str, claim: Sketch, terms: TermCounts) -> bool:
    written = any(token.term == term and token.is_capital and not token.opens for token in claim.title)
    return terms.is_name(term, written_so=written)


def _share(wanted: Collection[str], rarity: dict[str, float], sketch: Sketch) -> float:
    whole = sum(rarity[term] for term in wanted)
    return sum(rarity[term] for term in wanted if term in sketch.weights) / whole if whole else 0.0
