"""What an entry says of a claim, judged by title and summary as read on that day; the label is about the claim as written.

Cues (`cues.py`) are weighed by a small multinomial regression, `data/polarity.json`, trained by `python -m bench.polarity
train`. Two rules stand above it: a negated action is never good news, and a cue that is only urged or weighed is an echo.
"""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import assert_never

from monitor.matching.cues import is_opposite, read_cues
from monitor.model.match import Polarity

#: How `judge_polarity` begins its reason when the same names are in another event.
ANOTHER_EVENT = "another event"
_GOOD = ("occurred", "progress")
_BAD = ("cancelled", "denied", "postponed", "failed")
#: Bad news read as good is the dear mistake: good news must be likelier than all bad news together times this.
CAREFUL = 2.5
#: From this share of the claim's words in the title, its act told as done is the act itself.
DONE_SHARE = 0.5
_SAYS = {
    "cancel": "withdrawn or called off", "notwill": "will not", "deny": "denied or refused", "postpone": "put off",
    "fail": "failed or rejected", "occur": "a finished act", "progress": "a step towards it", "modal": "may, might, could",
    "urge": "urged or called for", "preview": "a preview or opinion piece", "protest": "protest or reactions",
    "done": "the claim's own act as done", "plan": "the claim's own act as planned", "not": "the claim's own act denied",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PolarityWeights:
    """One row of weights a label, in the order of `features`."""

    labels: tuple[str, ...]
    features: tuple[str, ...]
    base: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]

    def shares(self, cues: dict[str, float]) -> dict[str, float]:
        """Likelihood of each label; they add up to 1."""
        values = [cues[name] for name in self.features]
        totals = [
            b + sum(w * v for w, v in zip(row, values, strict=True))
            for b, row in zip(self.base, self.weights, strict=True)
        ]
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
    """What the entry says of the claim, and why in plain words."""
    cues = read_cues(statement, title, summary)
    label = choose_label(shipped_polarity().shares(cues), cues)
    if label == "unrelated":
        return Polarity.ECHO, f"{ANOTHER_EVENT}: the names are there, the act is not"
    if is_opposite(statement):
        turned = turn_label(Polarity(label))
        return turned, _because(turned, cues) + "; the claim is that it will not be"
    return Polarity(label), _because(label, cues)


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


def choose_label(shares: dict[str, float], cues: dict[str, float]) -> str:
    """The likeliest label that the rules allow: a negated act is never good news."""
    ranked = sorted(shares, key=lambda label: (-shares[label], label))
    if ranked[0] in _GOOD and _is_negated(cues):
        return next(label for label in ranked if label not in (*_GOOD, "unrelated"))
    if ranked[0] in ("echo", "unrelated", "progress") and _is_told_as_done(cues):
        return "occurred"
    bad = sum(share for label, share in shares.items() if label in _BAD)
    if ranked[0] in _GOOD and bad > CAREFUL * shares[ranked[0]]:
        return next(label for label in ranked if label in _BAD)
    return ranked[0]


def _is_told_as_done(cues: dict[str, float]) -> bool:
    """The title tells the claim's own act as done, by the claim's own people, and nothing speaks against it."""
    against = ("cancel", "notwill", "deny", "postpone", "fail", "modal", "urge", "not", "plan", "other")
    own = cues["t-done"] > 0.0 and cues["title-names"] >= 0.5 and cues["title-all"] >= DONE_SHARE
    return own and not any(cues[f"t-{kind}"] for kind in against)


def _is_negated(cues: dict[str, float]) -> bool:
    """The title denies the claim's own act and does not tell it as done or planned anywhere."""
    return cues["t-not"] > 0.0 and cues["t-done"] == 0.0


def _because(label: str, cues: dict[str, float]) -> str:
    seen = [
        says for kind, says in _SAYS.items() if cues.get(f"t-{kind}", 0.0) >= 0.7 or cues.get(f"s-{kind}", 0.0) >= 0.7
    ]
    if label == Polarity.ECHO:
        return "nothing new is said" + (f" ({', '.join(seen[:3])})" if seen else "")
    return f"{label}: {', '.join(seen[:3])}" if seen else label
