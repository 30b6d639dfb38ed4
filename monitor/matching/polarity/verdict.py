"""The verdict: the plain reading and what else is seen, weighed; the label is about the claim as written.

The weights, `data/polarity.json`, are a small multinomial regression trained by `python -m bench.polarity train`.
Rules stand above it: a negated deed is never good news, and good news must be likelier than all bad news.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import assert_never

from monitor.matching.polarity.features import measure
from monitor.matching.polarity.prediction import read_prediction
from monitor.matching.polarity.reading import Seen, read_entry
from monitor.model.match import Polarity

#: How `judge_polarity` begins its reason when the same names are in another event.
ANOTHER_EVENT = "another event"
GOOD = ("occurred", "progress")
BAD = ("cancelled", "denied", "postponed", "failed")
#: Where the plain reading decides between two that the weights tell apart badly.
MIXED_UP = (("cancelled", "denied"), ("denied", "failed"))
#: Bad news read as good is the dear mistake: good news must be likelier than all bad news together divided by this.
CAREFUL = 2.5
#: Good news stands on a thing seen at least this strongly.
LEAST_GROUND = 0.4
#: Without the deed, and with less than these shares of the claim's names and words, an entry tells no good news of it.
FEW_NAMES = 0.5
FEW_WORDS = 0.35


@dataclass(frozen=True, slots=True)
class PolarityWeights:
    """One row of weights a label, in the order of `features`."""

    labels: tuple[str, ...]
    features: tuple[str, ...]
    base: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]

    def shares(self, found: Mapping[str, float]) -> dict[str, float]:
        """Likelihood of each label; they add up to 1."""
        values = [(at, found[name]) for at, name in enumerate(self.features) if found[name]]
        totals = [b + sum(row[at] * v for at, v in values) for b, row in zip(self.base, self.weights, strict=True)]
        top = max(totals)
        raised = [math.exp(total - top) for total in totals]
        return {label: value / sum(raised) for label, value in zip(self.labels, raised, strict=True)}


@lru_cache(maxsize=1)
def shipped_polarity() -> PolarityWeights:
    """The weights that ship with the program."""
    raw = json.loads((files("monitor.matching") / "data" / "polarity.json").read_text(encoding="utf-8"))
    rows = tuple(tuple(row) for row in raw["weights"])
    return PolarityWeights(tuple(raw["labels"]), tuple(raw["features"]), tuple(raw["base"]), rows)


def judge_polarity(statement: str, title: str, summary: str) -> tuple[Polarity, str]:
    """What the entry says of the claim, judged by title and summary alone, and why in plain words."""
    prediction = read_prediction(statement)
    seen = read_entry(prediction, title, summary)
    found = measure(prediction, statement, title, summary, seen)
    label = choose_label(shipped_polarity().shares(found), found)
    if label == "unrelated":
        return Polarity.ECHO, f"{ANOTHER_EVENT}: the names are there, the act is not"
    because = say_because(label, [*seen[0], *seen[1]])
    if prediction.is_opposite:
        turned = turn_label(Polarity(label))
        return turned, f"{turned}: {because}; the claim is that it will not be"
    return Polarity(label), because


def turn_label(label: Polarity) -> Polarity:
    """What news of a plan means for the claim that nothing will come of it."""
    match label:
        case Polarity.CANCELLED | Polarity.DENIED | Polarity.POSTPONED | Polarity.FAILED:
            return Polarity.OCCURRED
        case Polarity.OCCURRED:
            return Polarity.FAILED
        case Polarity.PROGRESS:
            return Polarity.DENIED
        case Polarity.ECHO:
            return Polarity.ECHO
        case _:
            assert_never(label)


def choose_label(shares: Mapping[str, float], found: Mapping[str, float]) -> str:
    """The likeliest label that the rules allow: a negated deed is never good news."""
    if found["near.all"] == 0.0 or found["other-number"]:
        return "unrelated"
    plain = next((label for label in (*GOOD, *BAD) if found["plain." + label]), "")
    likely = {label: share for label, share in shares.items() if not plain or label != "unrelated"}
    ranked = sorted(likely, key=lambda label: (-likely[label], label))
    if ranked[0] in GOOD:
        return _check_good(ranked, plain, shares, found)
    return plain if any(plain in pair and ranked[0] in pair for pair in MIXED_UP) else ranked[0]


def _check_good(ranked: list[str], plain: str, shares: Mapping[str, float], found: Mapping[str, float]) -> str:
    """What is left of a label of good news; between the two of them the plain reading decides."""
    if plain in BAD:
        return plain
    bad = sum(shares[label] for label in BAD)
    if _is_negated(found) or bad > CAREFUL * shares[ranked[0]]:
        return max(BAD, key=lambda label: shares[label])
    if not _has_grounds(ranked[0], found):
        return next(label for label in ranked if label not in GOOD)
    is_far = found["no-deed"] and found["near.names"] < FEW_NAMES and found["near.title-all"] < FEW_WORDS
    if is_far or (ranked[0] == "occurred" and found["foretold"]):
        return "echo"
    # A step is a step of somebody who is to take it; others' preparations move nothing.
    if found["stranger"] and "progress" in (ranked[0], plain):
        return "echo"
    return plain if plain in GOOD else ranked[0]


def _has_grounds(label: str, found: Mapping[str, float]) -> bool:
    """Good news needs something seen near the claim's words."""
    return any(found[f"{place}.{kind}"] >= LEAST_GROUND for place in "ts" for kind in _GROUNDS[label])


def _is_negated(found: Mapping[str, float]) -> bool:
    """The title denies the claim's own deed and does not tell it as done."""
    return max(found["t.negated"], found["t.notwill"]) >= 0.7 and found["t.done"] == 0.0


_GROUNDS = {
    "occurred": ("done", "happens", "past", "going", "named", "effect"),
    "progress": ("done", "planned", "ahead", "going", "confirm", "advance", "happens", "named"),
}
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


def say_because(label: str, seen: list[Seen]) -> str:
    """The strongest things seen that speak for the label, with the entry's words."""
    mine = sorted((one for one in seen if one.kind in _SAYS[label]), key=lambda one: -one.strength)
    parts = list(dict.fromkeys(f"{_IN_WORDS[one.kind]} ({one.words!r})" for one in mine))[:2]
    if label == Polarity.ECHO:
        return "nothing new is said" + (f": {', '.join(parts)}" if parts else "")
    return f"{label}: {', '.join(parts)}" if parts else label
