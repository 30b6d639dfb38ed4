"""What overrules the weights: an obstacle that falls or holds, and a figure that is not the one foretold."""

import re
from collections.abc import Mapping

from monitor.matching.polarity.deeds import read_deeds
from monitor.matching.polarity.features import Reading
from monitor.matching.polarity.figures import keeps_limit, read_limit
from monitor.matching.polarity.obstacles import read_obstacle
from monitor.matching.polarity.prediction import Prediction
from monitor.matching.polarity.reading import ONE_ALONE
from monitor.matching.polarity.rules import LEAST
from monitor.matching.text import stem

GOOD = ("occurred", "progress")
BAD = ("cancelled", "denied", "postponed", "failed")
#: So much of the claim's thing in the title is the thing itself.
_WHOLE = 0.8
#: What only one can have.
_ONE_HAS_IT = ONE_ALONE | {"buy"}
_JUSTICE = frozenset(("charge", "convict", "sentence", "try", "arrest", "impeach", "extradite"))
_DENIES = re.compile(
    r"\bden(?:y|ies|ied|ying)\b(?!.*\b(?:reports?|claims?|plans?|rumou?rs?|will|bail|requests?|bids?|motions?|appeals?)\b)"
)
_WORD = re.compile(r"[a-z]+")


def overrule(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str]:
    """The label of the plan, and why it is another one than the weights found; no reason where it stays."""
    kind, words = read_obstacle(pair.title)
    if kind and _is_about_plan(pair, words):
        if kind == "falls" and label not in GOOD:
            return "progress", f"an obstacle falls ({words!r})"
        if kind == "holds" and label not in ("cancelled", "denied", "postponed"):
            return "failed", f"an obstacle holds ({words!r})"
    if label in ("echo", "unrelated") and _has_another_won(pair, found):
        return "failed", "another one did it"
    if label == "denied" and _denies_guilt(pair):
        return "echo", "the guilt is denied, not what is foretold"
    return _hold_figures(label, pair)


def _denies_guilt(pair: Reading) -> bool:
    """What the accused deny is what they are said to have done: "denies bribery"."""
    match = None if _JUSTICE.isdisjoint(pair.prediction.families) else _DENIES.search(pair.title.lower())
    return match is not None and not any(
        _tells(pair.prediction, word) for word in _WORD.findall(pair.title.lower()[match.end() :])
    )


def _has_another_won(pair: Reading, found: Mapping[str, float]) -> bool:
    """The title tells the whole deed of another one, and only one can do it."""
    prediction = pair.prediction
    is_told = found["plain.failed"] and found["t.other"] >= LEAST and found["frame.t-what"] >= _WHOLE
    if not is_told or prediction.families.isdisjoint(_ONE_HAS_IT):
        return False
    return bool(prediction.actors) and prediction.actors.isdisjoint(map(stem, _WORD.findall(pair.title.lower())))


def _hold_figures(label: str, pair: Reading) -> tuple[str, str]:
    limit = None if pair.prediction.is_opposite else read_limit(pair.statement)
    kept = keeps_limit(limit, pair.title) if limit else None
    if limit is None or kept is None:
        return label, ""
    if not kept and label == "occurred":
        return "failed" if limit.side == "exact" else "progress", "not the figure that was foretold"
    if kept and limit.side != "exact" and label in ("echo", "unrelated", "progress"):
        return "occurred", "the figure is as foretold"
    return label, ""


def _is_about_plan(pair: Reading, words: str) -> bool:
    """These words of the title are not the claim's own, but words of the claim stand behind them."""
    rest = pair.title.lower().replace("’", "'").partition(words)[2]
    return _has_words_of(pair.prediction, rest) and not _has_words_of(pair.prediction, words)


def _has_words_of(prediction: Prediction, text: str) -> bool:
    mine = prediction.verbs | prediction.about
    return any(stem(word) in mine or _tells(prediction, word) for word in _WORD.findall(text))


def _tells(prediction: Prediction, word: str) -> bool:
    return any(told.families & prediction.families for told in read_deeds().get(word, ()) if not told.undoes)
