"""The parts of a claim: who acts, on what, in which circumstances; and how much of each an entry has."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from monitor.matching.background import TermCounts
from monitor.matching.polarity.prediction import CALENDAR, ROMAN, find_verb
from monitor.matching.text import Sketch, Token, read_sketch, read_tokens

_WORDS = """
in on at before by over for from to with after during as when this next until within into against through around between
because instead
"""
#: Where the object of a verb ends and circumstances begin.
_ENDS = frozenset(_WORDS.split())
#: So many names that the claim has not are as many as count.
_MANY = 4
#: From this share of capitals on, a title writes every word so.
_ALL_CAPITALS = 0.7


@dataclass(frozen=True, slots=True)
class Frame:
    """Terms of each part with their rarity. `places`: known places outside of who acts; `names`: all its names."""

    who: Mapping[str, float]
    what: Mapping[str, float]
    where: Mapping[str, float]
    places: frozenset[str]
    names: frozenset[str]

    @property
    def terms(self) -> frozenset[str]:
        """All of its terms."""
        return frozenset((*self.who, *self.what, *self.where))


@lru_cache(maxsize=1)
def _background() -> TermCounts:
    return TermCounts.shipped()


@lru_cache(maxsize=20_000)
def read_frame(statement: str) -> Frame:
    """The parts of a statement, cut at its verb and at the first preposition behind; a passive's subject is its object."""
    verb = find_verb(statement)
    before, after = read_tokens(statement[: verb.begin]), read_tokens(statement[verb.end :])
    cut = next((at for at, token in enumerate(after) if token.word.lower() in _ENDS), len(after))
    who, what, where = _terms(before), _terms(after[:cut]), _terms(after[cut:])
    if verb.is_passive or not verb.begin:
        who, what = {}, {**who, **what}
    if not what:  # "will travel to Peru", "will reopen"
        what, where = (where, {}) if where else (who, {})
    names = {token.term for token in (*before, *after) if token.term and token.is_capital and not token.opens}
    places = frozenset(term for term in (*what, *where) if term.startswith("="))
    return Frame(who, what, where, places, frozenset(names - CALENDAR))


def _terms(tokens: Iterable[Token]) -> dict[str, float]:
    terms = _background()
    return {
        token.term: terms.rarity(token.term)
        for token in tokens
        if token.term and token.term not in CALENDAR and not token.term[0].isdigit() and token.word not in ROMAN
    }


def share_of(part: Mapping[str, float], there: Collection[str]) -> float:
    """How much of a part is there, 0..1; a half when the part is empty."""
    whole = sum(part.values())
    return sum(rarity for term, rarity in part.items() if term in there) / whole if whole else 0.5


def measure_frame(frame: Frame, title: str, summary: str) -> dict[str, float]:
    """Shares of each part in title and entry, other names in their place, and what the title opens with."""
    head, whole = read_sketch(title, ""), read_sketch(title, summary)
    found: dict[str, float] = {}
    for name, part in (("who", frame.who), ("what", frame.what), ("where", frame.where)):
        found["frame.t-" + name] = share_of(part, head.weights)
        found["frame.a-" + name] = share_of(part, whole.weights)
    return found | _other_names(frame, head, whole) | _opening(frame, head)


def _other_names(frame: Frame, head: Sketch, whole: Sketch) -> dict[str, float]:
    mine = frame.places | frozenset(term for term in frame.who if term.startswith("="))
    others = {token.term for token in head.title if token.term.startswith("=")} - mine
    named = [token for token in head.title if token.is_capital and token.term and not token.opens]
    own = frame.names | frame.terms
    strange = sum(token.term not in own for token in named)
    is_titled = len(named) > _ALL_CAPITALS * sum(len(token.word) > 3 for token in head.title)
    lost = sum(name not in whole.weights for name in frame.names)
    return {
        "frame.other-place": float(bool(others)),
        "frame.swapped-place": float(bool(others and frame.places) and frame.places.isdisjoint(whole.weights)),
        "frame.strangers": 0.0 if is_titled else min(1.0, strange / _MANY),
        "frame.lost-names": lost / len(frame.names) if frame.names else 0.5,
    }


def _opening(frame: Frame, head: Sketch) -> dict[str, float]:
    first = next((token.term for token in head.title if token.term), "")
    return {
        "frame.opens-who": float(first in frame.who),
        "frame.opens-what": float(first in frame.what),
        "frame.opens-strange": float(bool(first) and first not in frame.names | frame.terms),
    }
