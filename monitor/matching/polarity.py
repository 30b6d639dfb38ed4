"""What an entry says of a claim, judged by title and summary as read on that day; the label is about the claim as written.

Cues (`cues.py`) are weighed by a small multinomial regression, `data/polarity.json`, trained by `python -m bench.polarity
train`. Two rules stand above it: a negated action is never good news, and a cue that is only urged or weighed is an echo.
"""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from monitor.matching.cues import is_opposite, read_cues
from monitor.model.match import Polarity

#: How `judge_polarity` begins its reason when the same names are in another event.
ANOTHER_EVENT = "another event"
_BAD_KINDS = ("cancel", "notwill", "deny", "postpone", "fail")
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
        totals = [b + sum(w * v for w, v in zip(row, values, strict=True)) for b, row in zip(self.base, self.weights, strict=True)]
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
    shares = shipped_polarity().shares(cues)
    label = choose_label(shares, cues, opposite=is_opposite(statement))
    if label == "unrelated":
        return Polarity.ECHO, f"{ANOTHER_EVENT}: the names are there, the act is not"
    return Polarity(label), _because(label, cues)


def choose_label(shares: dict[str, float], cues: dict[str, float], *, opposite: bool) -> str:
    """The likeliest label that the rules allow."""
    ranked = sorted(shares, key=lambda label: (-shares[label], label))
    best = ranked[0]
    if best in ("occurred", "progress") and not opposite and _is_negated(cues):
        return next(label for label in ranked if label not in ("occurred", "progress", "unrelated"))
    return best


def _is_negated(cues: dict[str, float]) -> bool:
    """The title denies the claim's own act and does not tell it as done or planned anywhere."""
    return cues["t-not"] > 0.0 and cues["t-done"] == 0.0


def _because(label: str, cues: dict[str, float]) -> str:
    seen = [says for kind, says in _SAYS.items() if cues.get(f"t-{kind}", 0.0) >= 0.7 or cues.get(f"s-{kind}", 0.0) >= 0.7]
    if label == Polarity.ECHO:
        return "nothing new is said" + (f" ({', '.join(seen[:3])})" if seen else "")
    return f"{label}: {', '.join(seen[:3])}" if seen else label
