"""The numbers that the weights weigh: how strongly each thing is seen in title and summary, and how near the entry is."""

from monitor.matching.polarity import grammar
from monitor.matching.polarity.moods import MOODS
from monitor.matching.polarity.nearness import measure_nearness
from monitor.matching.polarity.prediction import Prediction, read_numbers
from monitor.matching.polarity.reading import KINDS, Seen
from monitor.matching.polarity.rules import gather, read_plainly
from monitor.matching.text import read_sketch

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
PLAIN = ("occurred", "progress", "cancelled", "denied", "postponed", "failed", "echo", "unrelated", "silent")


def measure(
    prediction: Prediction, statement: str, title: str, summary: str, seen: tuple[list[Seen], list[Seen]]
) -> dict[str, float]:
    """Every feature by name, 0..1."""
    head, rest = gather(seen[0]), gather(seen[1])
    found: dict[str, float] = {}
    for name in (*KINDS, *MOODS, *_WEIGHED):
        found["t." + name] = head.get(name, 0.0)
        found["s." + name] = rest.get(name, 0.0)
    plain = read_plainly(prediction, head, rest)
    for label in PLAIN:
        found["plain." + label] = float(plain == label)
    no_deed = not any(head.get(mood) or rest.get(mood) for mood in MOODS)
    found["no-deed"] = float(no_deed)
    found["no-deed-title"] = float(not any(head.get(mood) for mood in MOODS))
    near = measure_nearness(statement, title, summary)
    found["other-number"] = float(_has_other_number(statement, title))
    found["stranger"] = float(
        bool(prediction.actors) and prediction.actors.isdisjoint(read_sketch(title, summary).weights)
    )
    found["foretold"] = float(grammar.FORETOLD.search(title.lower()) is not None)
    no = max(head.get("notwill", 0.0), head.get("negated", 0.0), head.get("deny", 0.0))
    fail = max(place.get(kind, 0.0) for place in (head, rest) for kind in ("fail", "reject", "undone"))
    found["no-bad"] = float(
        not any(
            head.get(kind) for kind in ("cancel", "decline", "notwill", "deny", "postpone", "fail", "reject", "negated")
        )
    )
    for name, families in KINDS_OF_CLAIM.items():
        is_it = not prediction.families.isdisjoint(families)
        found["claim." + name] = float(is_it)
        found[f"claim.{name}-no"] = no if is_it else 0.0
        found[f"claim.{name}-fail"] = fail if is_it else 0.0
    return found | {"near." + name: value for name, value in near.items()}


def _has_other_number(statement: str, title: str) -> bool:
    """The title has a name of the claim with another number only: "Corvid 1" where the claim has "Corvid 2"."""
    mine, theirs = read_numbers(statement), read_numbers(title)
    return any(name in theirs and not numbers & theirs[name] for name, numbers in mine.items())
