"""The numbers that the weights weigh: what is seen in title and summary, what stands with what, how near the entry is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from monitor.matching.polarity import grammar
from monitor.matching.polarity.aligned import Alignment, align
from monitor.matching.polarity.clauses import join_names
from monitor.matching.polarity.context import measure_context
from monitor.matching.polarity.deeds import words_telling
from monitor.matching.polarity.frame import Frame, measure_frame, read_frame
from monitor.matching.polarity.moods import MOODS
from monitor.matching.polarity.nearness import measure_nearness
from monitor.matching.polarity.prediction import Prediction, read_numbers, read_prediction
from monitor.matching.polarity.reading import KINDS, MAX_SUMMARY, Seen, read_clauses
from monitor.matching.polarity.rules import SUMMARY, gather, read_plainly
from monitor.matching.polarity.turns import MarkedClause, mark_text
from monitor.matching.text import read_sketch, stem

_WEIGHED = (
    "weighed-cancel",
    "weighed-postpone",
    "weighed-confirm",
    "weighed-fail",
    "negated-cancel",
    "negated-postpone",
    "negated-confirm",
)
#: A leaver denies, a guest declines, a vote fails.
KINDS_OF_CLAIM = {
    "leaves": frozenset(("resign", "withdraw", "leave", "impose")),
    "goes": frozenset(("attend", "join", "run", "send", "host", "hold")),
    "votes": frozenset(("vote", "pass", "win", "form", "become", "deal", "oust", "land", "nominate")),
}
#: What is decided by vote or signature is told by its object: without it, it is another decision of the same people.
_DECISIONS = frozenset(("vote", "pass", "sign", "ban"))
#: Words that any object of a decision has.
_ANY_OBJECT = frozenset(
    map(stem, ("bill", "law", "legislation", "motion", "plan", "deal", "measure", "proposal", "agreement"))
)
PLAIN = ("occurred", "progress", "cancelled", "denied", "postponed", "failed", "echo", "unrelated", "silent")
_CUES = (*KINDS, *MOODS, *_WEIGHED)
_BAD_CUES = ("cancel", "decline", "notwill", "deny", "postpone", "fail", "reject", "negated")
#: Moods that are told apart by whether the thing of the claim is in the entry too.
_WITH_THING = ("done", "happens", "past", "named", "planned", "ahead")


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim and an entry, read."""

    statement: str
    title: str
    summary: str
    prediction: Prediction
    frame: Frame
    seen: tuple[list[Seen], list[Seen]]
    marked: Mapping[str, list[MarkedClause]]
    alignment: Alignment


def read_pair(statement: str, title: str, summary: str) -> Reading:
    """Read an entry for a claim."""
    prediction, frame = read_prediction(statement), read_frame(statement)
    title = join_names(title, prediction.names)
    texts = {"t": title, "s": summary[:MAX_SUMMARY]}
    marked = {place: mark_text(prediction, frame, text) for place, text in texts.items()}
    seen = read_clauses(prediction, marked["t"]), read_clauses(prediction, marked["s"])
    return Reading(statement, title, summary, prediction, frame, seen, marked, align(frame, marked))


def measure(pair: Reading) -> dict[str, float]:
    """Every feature by name: 0..1, but -1..1 for the directions of `context`."""
    head, rest = gather(pair.seen[0]), gather(pair.seen[1])
    found = {f"{place}.{name}": seen.get(name, 0.0) for place, seen in (("t", head), ("s", rest)) for name in _CUES}
    found |= _plain(pair, head, rest)
    found |= _of_claim(pair.prediction, head, rest)
    found |= pair.alignment.strengths
    found |= measure_frame(pair.frame, pair.title, pair.summary)
    found |= _with_thing(found)
    found |= measure_context(pair.marked["t"], pair.marked["s"])
    near = measure_nearness(pair.statement, pair.title, pair.summary)
    return found | {"near." + name: value for name, value in near.items()}


def _plain(pair: Reading, head: Mapping[str, float], rest: Mapping[str, float]) -> dict[str, float]:
    plain = read_plainly(pair.prediction, head, rest)
    found = {"plain." + label: float(plain == label) for label in PLAIN}
    found["no-deed"] = float(not any(head.get(mood) or rest.get(mood) for mood in MOODS))
    found["no-deed-title"] = float(not any(head.get(mood) for mood in MOODS))
    found["other-number"] = float(_has_other_number(pair.statement, pair.title))
    there = read_sketch(pair.title, pair.summary).weights
    found["stranger"] = float(bool(pair.prediction.actors) and pair.prediction.actors.isdisjoint(there))
    found["strange-thing"] = float(_is_on_another_thing(pair, there))
    found["foretold"] = float(grammar.FORETOLD.search(pair.title.lower()) is not None)
    found["no-bad"] = float(not any(head.get(kind) for kind in _BAD_CUES))
    return found


def _of_claim(prediction: Prediction, head: Mapping[str, float], rest: Mapping[str, float]) -> dict[str, float]:
    """What the same cue means for a leaver, a guest, a vote."""
    cues = {
        "": 1.0,
        "-no": max(head.get(kind, 0.0) for kind in ("notwill", "negated", "deny")),
        "-planned": max(head.get(kind, 0.0) for kind in ("planned", "ahead")),
        "-named": max(head.get(kind, 0.0) for kind in ("named", "past")),
        "-fail": max(place.get(kind, 0.0) for place in (head, rest) for kind in ("fail", "reject", "undone")),
    }
    return {
        f"claim.{name}{cue}": strength if not prediction.families.isdisjoint(families) else 0.0
        for name, families in KINDS_OF_CLAIM.items()
        for cue, strength in cues.items()
    }


def _with_thing(found: Mapping[str, float]) -> dict[str, float]:
    """A deed is the claim's own as far as its thing is in the entry."""
    thing = found["frame.a-what"]
    strengths = {mood: max(found["t." + mood], SUMMARY * found["s." + mood]) for mood in _WITH_THING}
    return {f"on.{mood}": strength * thing for mood, strength in strengths.items()} | {
        f"off.{mood}": strength * (1.0 - thing) for mood, strength in strengths.items()
    }


def _is_on_another_thing(pair: Reading, there: Collection[str]) -> bool:
    """A decision is foretold, and no word of what is to be decided is there: "votes to ban plastic bags"."""
    prediction, frame = pair.prediction, pair.frame
    wanted = {*frame.what, *frame.where} - prediction.verbs - _ANY_OBJECT - frame.who.keys()
    telling = _terms_telling(prediction.families) if "vote" in prediction.families else frozenset()
    if not telling.isdisjoint(wanted) and not telling.isdisjoint(there):
        return False  # "hold an election": they go to the polls
    return bool(wanted) and not prediction.families.isdisjoint(_DECISIONS) and wanted.isdisjoint(there)


@lru_cache(maxsize=512)
def _terms_telling(families: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, words_telling(families)))


def _has_other_number(statement: str, title: str) -> bool:
    """The title has a name of the claim with another number only: "Corvid 1" where the claim has "Corvid 2"."""
    mine, theirs = read_numbers(statement), read_numbers(title)
    return any(name in theirs and not numbers & theirs[name] for name, numbers in mine.items())
