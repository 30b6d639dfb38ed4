"""The verdict: the plain reading and what else is seen, weighed; the label is about the claim as written.

The weights, `data/polarity.json`, are a small multinomial regression trained by `python -m bench.polarity train`; the
runs of words of `phrases` have a say beside it.
Rules stand above it: a negated deed is never good news, and good news must be likelier than all bad news.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import assert_never

import numpy as np
import numpy.typing as npt

from monitor.matching.polarity.features import Reading, measure, read_pair
from monitor.matching.polarity.last_word import overrule
from monitor.matching.polarity.phrases import read_phrases, shipped_phrases
from monitor.matching.polarity.prediction import Prediction
from monitor.matching.polarity.rules import BAD, GOOD
from monitor.matching.polarity.turn_words import read_turn_words
from monitor.model.match import Polarity

#: How `judge_polarity` begins its reason when the same names are in another event.
ANOTHER_EVENT = "another event"
#: How much the runs of words weigh beside the features.
SHARE_OF_PHRASES = 0.35
#: Bad news read as good is the dear mistake: all bad news together must not be likelier than good news times this.
CAREFUL = 0.6
#: News stands on a thing seen at least this strongly; bad news without counts this much.
LEAST_GROUND = 0.6
LEAST_BAD_GROUND = 0.35
UNGROUNDED = 0.15
#: What is spoken of as past stands in a side clause, and so is less strong: "hours after the launch".
LEAST_PAST = 0.5
#: So likely, and with the claim's names in the title, good news needs no word that is known to tell it.
CLEAR = {"occurred": 0.35, "progress": 0.4}
#: Without the deed, and with less than these shares of the claim's names and words, an entry tells no good news of it.
FEW_NAMES = 0.5
FEW_WORDS = 0.35


@dataclass(frozen=True)
class PolarityWeights:
    """One row of weights a label, in the order of `features`."""

    labels: tuple[str, ...]
    features: tuple[str, ...]
    base: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]

    @cached_property
    def _matrix(self) -> npt.NDArray[np.float64]:
        return np.array(self.weights)

    def shares(self, found: Mapping[str, float]) -> dict[str, float]:
        """Likelihood of each label; they add up to 1."""
        values = np.fromiter(map(found.__getitem__, self.features), np.float64, len(self.features))
        totals = [base + total for base, total in zip(self.base, (self._matrix @ values).tolist(), strict=True)]
        top = max(totals)
        raised = [math.exp(total - top) for total in totals]
        return {label: value / sum(raised) for label, value in zip(self.labels, raised, strict=True)}


@lru_cache(maxsize=1)
def shipped_polarity() -> PolarityWeights:
    """The weights that ship with the program."""
    raw = json.loads((files("monitor.matching") / "data" / "polarity.json").read_text(encoding="utf-8"))
    rows = tuple(tuple(row) for row in raw["weights"])
    return PolarityWeights(tuple(raw["labels"]), tuple(raw["features"]), tuple(raw["base"]), rows)


@lru_cache(maxsize=256)  # a pair is met again when something was learned of its claim
def judge_polarity(statement: str, title: str, summary: str) -> tuple[Polarity, str]:
    """What the entry says of the claim, judged by title and summary alone, and why in plain words."""
    pair = read_pair(statement, title, summary)
    found = measure(pair)
    shares = mix_shares(shipped_polarity().shares(found), shipped_phrases().shares(read_phrases(pair.marked)))
    label, overruled = overrule(choose_label(shares, found), pair, found)
    if label == "unrelated":
        return Polarity.ECHO, f"{ANOTHER_EVENT}: the names are there, the act is not"
    because = f"{label}: {overruled}" if overruled else say_because(label, pair)
    polarity = read_for_claim(label, pair)
    if not pair.prediction.is_opposite or polarity == label:
        return polarity, because
    if label in BAD and polarity is Polarity.DENIED:
        return polarity, f"denied: {_GOES_ON}"
    return polarity, f"{polarity}: {because}; {_say_claim(pair.prediction)}"


def _say_claim(prediction: Prediction) -> str:
    if prediction.is_staying:
        return "the claim is that it stays as it is"
    return f"the claim is that it {'is turned down or lost' if prediction.is_blocking else 'will not be'}"


def read_for_claim(label: str, pair: Reading) -> Polarity:
    """What a label of the plan means for the claim as written, which may be that nothing will come of the plan."""
    prediction = pair.prediction
    if not prediction.is_opposite:
        return Polarity(label)
    if label in BAD and _denies_the_end(pair, pair.title):
        return Polarity.DENIED
    if prediction.is_staying and label in BAD and not _names_deed(pair) and not _stays(pair):
        return Polarity(label)
    if prediction.is_blocking and label == "postponed":
        return Polarity.POSTPONED
    return turn_label(Polarity(label), is_delay=prediction.is_delay)


def mix_shares(features: Mapping[str, float], phrases: Mapping[str, float]) -> dict[str, float]:
    """Likelihood of each label by both, multiplied by their say; they add up to 1."""
    mixed = {
        label: share ** (1.0 - SHARE_OF_PHRASES) * phrases[label] ** SHARE_OF_PHRASES
        for label, share in features.items()
    }
    whole = sum(mixed.values())
    return {label: value / whole for label, value in mixed.items()}


def _denies_the_end(pair: Reading, title: str) -> bool:
    """The title denies that the plan is off, "denies that the vote is cancelled", or tells that all stays as it is."""
    off = {one.words for one in pair.seen[0] if one.kind.rpartition("-")[2] in _ENDS}
    denials = _DENIES.findall(title.lower().replace("’", "'"))
    is_of_end = pair.prediction.names_end and any(map(_names_end, denials))
    if is_of_end or any(words in denied for words in off for denied in denials):
        return True
    if any(map(_ABSTAINS.search, denials)):
        return True
    return pair.prediction.names_end and not off and _stays(pair)


def _names_end(text: str) -> bool:
    """There is "off" or a word that ends or delays a plan, and is no word for holding it too ("on hold", "to hold")."""
    if "off" in text.split():
        return True
    found = [{kind for kind, _ in read_turn_words().get(word, ())} for word in text.split()]
    return any(kinds & {"kill", "delay"} and "happen" not in kinds for kinds in found)


def _stays(pair: Reading) -> bool:
    """The title tells that it stays as it is."""
    return any(f"t+stay.{side}" in pair.alignment.words for side in _SIDES)


def _names_deed(pair: Reading) -> bool:
    """The deed is in the title, in whatever mood."""
    return any(clause.deeds for clause in pair.marked["t"])


def turn_label(label: Polarity, *, is_delay: bool) -> Polarity:
    """What news of a plan means for the claim that nothing will come of it, or (`is_delay`) that it will be put off."""
    match label:
        case Polarity.CANCELLED | Polarity.DENIED | Polarity.FAILED:
            return Polarity.OCCURRED
        case Polarity.POSTPONED:
            # What is put off may come yet, and before the day by which the claim says that it will not.
            return Polarity.OCCURRED if is_delay else Polarity.PROGRESS
        case Polarity.OCCURRED:
            return Polarity.FAILED
        case Polarity.PROGRESS:
            return Polarity.DENIED
        case Polarity.ECHO:
            return Polarity.ECHO
        case _:
            assert_never(label)


def choose_label(shares: Mapping[str, float], found: Mapping[str, float]) -> str:
    """The likeliest label that the rules allow: news needs something seen, a negated deed is never good news."""
    if found["near.all"] == 0.0 or found["other-number"]:
        return "unrelated"
    likely = {
        label: share * (UNGROUNDED if label in BAD and not _has_bad_grounds(label, found) else 1.0)
        for label, share in shares.items()
    }
    ranked = sorted(likely, key=lambda label: (-likely[label], label))
    plain = next((label for label in (*GOOD, *BAD) if found["plain." + label]), "")
    if ranked[0] == "failed" and plain in ("cancelled", "denied") and not _has_failed(found):
        return plain
    if ranked[0] not in GOOD:
        return ranked[0]
    if found["strange-thing"]:
        return "unrelated"
    return _check_good(ranked, plain, likely, found)


def _check_good(ranked: list[str], plain: str, likely: Mapping[str, float], found: Mapping[str, float]) -> str:
    """What is left of a label of good news; between the two of them the plain reading decides."""
    if plain in BAD:
        return plain
    bad = sum(likely[label] for label in BAD)
    if _is_negated(found) or bad > CAREFUL * likely[ranked[0]]:
        return max(BAD, key=lambda label: likely[label])
    if not _has_grounds(ranked[0], likely, found):
        return next(label for label in ranked if label not in GOOD)
    is_far = found["no-deed"] and found["near.names"] < FEW_NAMES and found["near.title-all"] < FEW_WORDS
    if is_far or (ranked[0] == "occurred" and found["foretold"]):
        return "echo"
    # A step is a step of somebody who is to take it; others' preparations move nothing.
    if found["stranger"] and "progress" in (ranked[0], plain):
        return "echo"
    return plain if plain in GOOD else ranked[0]


def _has_grounds(label: str, likely: Mapping[str, float], found: Mapping[str, float]) -> bool:
    """Good news needs something seen near the claim's words, or to be clear, of its names, with nothing bad beside it."""
    is_there = min(found["near.title-names"], max(found["frame.t-who"], found["frame.t-what"])) >= FEW_NAMES
    is_near = is_there and not found["frame.other-place"]
    if is_near and likely[label] >= CLEAR[label] and not any(_has_bad_grounds(bad, found) for bad in BAD):
        return True
    return found["t.past"] >= LEAST_PAST or any(
        found[f"{place}.{kind}"] >= LEAST_GROUND for place in "ts" for kind in _GROUNDS[label]
    )


def _has_failed(found: Mapping[str, float]) -> bool:
    """Something was tried and lost; what is only refused is denied or turned down."""
    return any(found[f"{place}.{cue}"] >= LEAST_BAD_GROUND for place in "ts" for cue in ("fail", "undone"))


def _has_bad_grounds(label: str, found: Mapping[str, float]) -> bool:
    """A cue or a turn of this kind of bad news, in title or summary."""
    cues, turns = _BAD_GROUNDS[label]
    return any(found[f"{place}.{cue}"] >= LEAST_BAD_GROUND for place in "ts" for cue in cues) or any(
        found[f"{place}+{turn}"] >= LEAST_BAD_GROUND for place in "ts" for turn in turns
    )


def _is_negated(found: Mapping[str, float]) -> bool:
    """The title denies the claim's own deed and does not tell it as done."""
    return max(found["t.negated"], found["t.notwill"]) >= 0.7 and found["t.done"] == 0.0


_GROUNDS = {
    "occurred": ("done", "happens", "past", "going", "named", "effect"),
    "progress": ("done", "planned", "ahead", "going", "confirm", "advance", "happens", "named"),
}


def _sides(*turns: str) -> tuple[str, ...]:
    """These turns, near the claim's words."""
    return ("no.on", *(f"{turn}.{side}" for turn in turns for side in ("on", "far", "by")))


_BAD_GROUNDS = {
    "cancelled": (
        ("cancel", "decline", "notwill", "negated", "undone", "reject"),
        _sides("kill", "turn_away", "block"),
    ),
    "denied": (
        ("deny", "negated", "notwill", "undone", "decline", "reject"),
        _sides("deny", "stay", "turn_away"),
    ),
    "postponed": (("postpone",), _sides("delay")),
    "failed": (
        ("fail", "undone", "reject", "negated", "notwill", "other", "cancel"),
        _sides("fail", "block", "stay", "turn_away"),
    ),
}
#: Cues that a plan is off or put off, and what is said of a denial of them.
_ENDS = frozenset(("cancel", "postpone", "reject"))
_GOES_ON = "it is not off, or stays as it is"
_SIDES = ("on", "far", "by")
#: Words for keeping out of what others do.
_ABSTAINS = re.compile(r"\b(?:boycott|withdraw|pull-?out|exit|retreat|snub|abstain|abstention|stay\w* away|quit)\w*")
#: A denial, with what it denies.
_DENIES = re.compile(
    r"(?:\b(?:den(?:y|ies|ied|ying)|rul(?:es?|ed|ing) out|reject\w* (?:calls|demands|pressure)|dismiss\w*|refus\w+"
    r"|not|never|no longer)|n't)\b([^,;:]*)"
)
_SAYS = {
    "occurred": ("done", "happens", "past", "going", "effect"),
    "progress": ("planned", "ahead", "confirm", "advance"),
    "cancelled": ("cancel", "decline", "notwill", "negated"),
    "denied": ("deny", "negated", "notwill"),
    "postponed": ("postpone",),
    "failed": ("fail", "undone"),
    "echo": ("weighed", "urge", "hyp", "preview", "protest"),
}
_IN_WORDS = {
    "done": "told as done", "happens": "under way or held", "past": "spoken of as past", "going": "going on",
    "effect": "a finished act", "planned": "told as planned", "ahead": "still ahead", "confirm": "confirmed or announced",
    "advance": "a step towards it", "cancel": "withdrawn or called off", "decline": "turned down", "notwill": "will not",
    "negated": "the act itself denied", "deny": "denied or refused", "postpone": "put off", "fail": "failed or lost",
    "undone": "the contrary was done", "weighed": "only weighed or urged", "urge": "urged or called for",
    "hyp": "may, might, could", "preview": "a preview or opinion piece", "protest": "protest or reactions",
}  # fmt: skip


#: When no cue or deed speaks for the label, these turns do.
_TURN_SAYS = {
    "occurred": (("happen", "it takes place"), ("back", "agreed")),
    "progress": (
        ("ready", "it is prepared"),
        ("back", "backed"),
        ("name", "somebody is chosen"),
        ("tell", "announced"),
    ),
    "cancelled": (("kill", "ended"), ("turn_away", "turned down"), ("no", "there is none")),
    "denied": (("deny", "denied"), ("stay", "it stays as it is"), ("no", "there is none")),
    "postponed": (("delay", "put off"),),
    "failed": (("fail", "it fails"), ("block", "stopped"), ("stay", "it stays as it is"), ("no", "there is none")),
    "echo": (
        ("demand", "only demanded"),
        ("oppose", "protest or reactions"),
        ("weigh", "only weighed"),
        ("hedge", "may, might"),
    ),
}


def say_because(label: str, pair: Reading) -> str:
    """The strongest things seen that speak for the label, with the entry's words."""
    seen = [one for place in pair.seen for one in place if one.kind in _SAYS[label]]
    mine = sorted(seen, key=lambda one: -one.strength)
    parts = list(dict.fromkeys(f"{_IN_WORDS[one.kind]} ({one.words!r})" for one in mine))[:2] or _say_turns(label, pair)
    if label == Polarity.ECHO:
        return "nothing new is said" + (f": {', '.join(parts)}" if parts else "")
    return f"{label}: {', '.join(parts)}" if parts else f"{label}: {_AS_A_WHOLE}"


#: What is said when no single word decided.
_AS_A_WHOLE = "by the words as a whole"


def _say_turns(label: str, pair: Reading) -> list[str]:
    words = pair.alignment.words
    found = [
        f"{said} ({words[f'{place}+{turn}.{side}']!r})"
        for place in "ts"
        for turn, said in _TURN_SAYS[label]
        for side in ("on", "far", "by")
        if f"{place}+{turn}.{side}" in words
    ]
    return list(dict.fromkeys(found))[:2]
