"""What the clauses of an entry do to the deed that a claim foretells. All strengths are 0..1."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from monitor.matching.polarity import grammar
from monitor.matching.polarity.clauses import Clause, Part
from monitor.matching.polarity.moods import has_other_name, has_own_object, is_with_stranger
from monitor.matching.polarity.prediction import Prediction
from monitor.matching.polarity.turns import MarkedClause

#: No more of a summary is read.
MAX_SUMMARY = 420
#: What a cue says of a plan. The first ten change a state: it matters whether they are only weighed, urged or denied.
KINDS = (
    "cancel", "decline", "notwill", "deny", "postpone", "fail", "reject", "effect", "confirm", "advance", "hyp", "urge",
    "preview", "protest",
)  # fmt: skip
_SCOPED = frozenset(KINDS[:10])
#: Cues that hold a negation in themselves.
_DENIALS = frozenset(("notwill", "deny"))
#: Cues that may be the claim's own deed: "withdraw", "boycott".
_OWN_WORDS = frozenset(("cancel", "decline", "deny", "postpone", "fail", "reject"))
_PART_WEIGHT = {Part.MAIN: 1.0, Part.PAST: 0.7, Part.SIDE: 0.7, Part.AHEAD: 0.4, Part.CASE: 0.2}
#: "Port at standstill as workers strike": what is told behind "as" is news too.
_BEHIND_AS = 0.85
#: A cue is about words of the claim that stand within so many characters.
_REACH = 45
#: What is done to something else counts this much: "launches countdown".
OTHER_OBJECT = 0.55
#: Deeds done to somebody or some place: another name there is another deed ("visits Peru").
_NAMED_OBJECT = frozenset(("attend", "meet", "oust", "buy", "send", "join"))
#: Only one can have it: when another has it, the claim has failed.
ONE_ALONE = frozenset(("become", "nominate", "win"))


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing seen: a kind of cue or a mood of the deed, how strong, and the words."""

    kind: str
    strength: float
    words: str


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    text = (files("monitor.matching") / "data" / "polarity_cues.txt").read_text(encoding="utf-8")
    rows = (line.partition(" = ") for line in text.splitlines() if line and not line.startswith("#"))
    return {
        kind: re.compile(rf"\b(?:{'|'.join(part.strip() for part in row.split(' | '))})(?!\w)") for kind, _, row in rows
    }


def read_clauses(prediction: Prediction, marked: Iterable[MarkedClause]) -> list[Seen]:
    """All that is seen in these clauses."""
    return [seen for clause in marked for seen in _read_clause(prediction, clause)]


def _read_clause(prediction: Prediction, marked: MarkedClause) -> Iterator[Seen]:
    clause, deeds = marked.clause, marked.deeds
    for at, mood, said in deeds:
        yield _place_deed(prediction, clause, at, mood, said)
    spots = [at for at, _, _ in deeds] + [word.at for word in clause.words if word.term in prediction.about]
    where = _Spots(tuple(spots), marked.own, prediction.said)
    for kind, pattern in _patterns().items():
        if pattern.search(clause.low):  # in most clauses there is none
            yield from _read_cues(clause, kind, pattern, where)


def _place_deed(prediction: Prediction, clause: Clause, at: int, mood: str, said: str) -> Seen:
    """The mood that the clause leaves to the deed, and its weight."""
    is_news = mood in ("done", "happens") and clause.low.startswith("as ")
    place = clause.weight * (_BEHIND_AS if is_news else _PART_WEIGHT[clause.part])
    match clause.part, mood:
        case Part.CASE, "done" | "planned" | "going" | "weighed":
            mood, place = "weighed", clause.weight
        case Part.AHEAD, "named" | "past" | "happens" | "going":
            mood, place = "ahead", clause.weight
        case Part.PAST, "named" | "going":
            mood = "past"
        case _, "done" | "happens" if is_with_stranger(prediction, clause):
            mood = "other"
        case _, "done" if prediction.families & _NAMED_OBJECT and has_other_name(prediction, clause, at):
            mood = "other"
        case _, "done" if not has_own_object(prediction, clause, at, said):
            is_won = prediction.families & ONE_ALONE and any(word.is_capital for word in clause.words if word.at > at)
            mood, place = ("other", place) if is_won else (mood, place * OTHER_OBJECT)
        case _:
            pass
    return Seen(mood, place * clause.near, said)


@dataclass(frozen=True, slots=True)
class _Spots:
    """Where in a clause the claim's words stand, which of them are the deed itself, and the words of the claim."""

    all: tuple[int, ...]
    own: frozenset[int]
    said: frozenset[str]

    def reach(self, match: re.Match[str]) -> bool:
        """Words of the claim stand near a cue, or within a cue of several words, but not as the cue itself."""
        is_phrase = " " in match.group()
        return any(
            abs(at - match.end()) <= _REACH for at in self.all if is_phrase or not match.start() <= at < match.end()
        )

    def is_said(self, match: re.Match[str]) -> bool:
        """The claim itself has the word: "the summit without oxygen"."""
        return self.said.issuperset(match.group().split())

    def is_own(self, match: re.Match[str]) -> bool:
        """The cue begins or ends with the deed itself; "called the vote off" does not."""
        return match.start() in self.own or match.start() + match.group().rfind(" ") + 1 in self.own


def _read_cues(clause: Clause, kind: str, pattern: re.Pattern[str], spots: _Spots) -> Iterator[Seen]:
    """The strongest cue of a kind, and those that are only weighed or denied themselves."""
    full = clause.weight * _PART_WEIGHT[clause.part] * clause.near
    best: Seen | None = None
    for match in pattern.finditer(clause.low):
        if kind in _OWN_WORDS and (spots.is_own(match) or spots.is_said(match)):
            continue
        under = _governed(clause, kind, match)
        seen = Seen(under + kind, full * (1.0 if under or spots.reach(match) else 0.5), match.group())
        if under:
            yield seen
        elif best is None or seen.strength > best.strength:
            best = seen
    if best is not None:
        yield best


def _governed(clause: Clause, kind: str, match: re.Match[str]) -> str:
    """`weighed-` under "may", "urges" or as an order, `negated-` under "not", empty when the cue stands free."""
    if kind not in _SCOPED:
        return ""
    before = clause.low[: match.start()]
    is_order = not before.strip(" '\"") and match.group().split()[0] in grammar.ORDERS
    if is_order or clause.part is Part.CASE or grammar.WEIGHED.search(before):
        return "weighed-"
    return "negated-" if kind not in _DENIALS and grammar.NEGATED.search(before) else ""
