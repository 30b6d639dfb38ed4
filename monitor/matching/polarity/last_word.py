"""What overrules the weights: obstacles that fall or hold, rivals, open doors, first stages, figures."""

import re
from collections.abc import Mapping

from monitor.matching.polarity.features import Reading
from monitor.matching.polarity.figures import keeps_limit, read_limit
from monitor.matching.polarity.obstacles import read_obstacle
from monitor.matching.polarity.prediction import tells
from monitor.matching.polarity.reading import ONE_ALONE
from monitor.matching.polarity.rules import BAD, GOOD, LEAST
from monitor.matching.polarity.second_look import SECOND_LOOKS
from monitor.matching.text import stem

#: So much of the claim's thing in the title is the thing itself.
_WHOLE = 0.8
#: There it stops: the figure is the last one.
_AT_LAST = re.compile(
    r"\b(?:peak(?:s|ed)|crest(?:s|ed)|tops out|topped out|final|falls? short|fell short|in the end|ends? at)\b"
)
#: With less of the claim in its title, a figure is one of something else.
_FEW_WORDS = 0.2
#: What only one can have.
_ONE_HAS_IT = ONE_ALONE | {"buy"}
_JUSTICE = frozenset(("charge", "convict", "sentence", "try", "arrest", "impeach", "extradite"))
_DENIES = re.compile(
    r"\bden(?:y|ies|ied|ying)\b(?!.*\b(?:reports?|claims?|plans?|rumou?rs?|will|bail|requests?|bids?|motions?|appeals?)\b)"
)
_LEAVES_OPEN = re.compile(
    r"\b(?:(?:refus|declin)\w+ to|not|never|yet to|stops? short of)(?: \w+)? rul(?:e|es|ed|ing) (?:\w+ )?out\b"
    r"|n't rul(?:e|ed|ing) (?:\w+ )?out\b"
    r"|\b(?:leaves?|keeps?) (?:the |his |her |its )?(?:doors?|options?) open\b"
)
_FIRST_STAGE = re.compile(
    r"\b(?:first|initial|early|key|preliminary|procedural|committee) (?:reading|vote|hurdle|stage|test|step)\b"
    r"|\b(?:committee|panel) (?:passes|approves|backs|clears|endorses|advances)\b"
    r"|\b(?:pass(?:es|ed)?|clear(?:s|ed)?|gets? through|out of|leaves?|survives?) (?:the |its |a |key )*"
    r"(?:\w+ )?(?:committee|panel)\b"
)
_BANNED = frozenset(("ban", "close", "stop"))
_GO_AHEAD = re.compile(r"\b(?:go-ahead|green light|green-lit|allowed|permitted|licen[cs]ed|permission)\b")
_ONE_HOUSE = re.compile(r"\b(?:House|Senate|Senators|Representatives)\b")
_LAST_HOUSE = re.compile(r"\b(?:both|final|into law|sends?|sent|to (?:the )?president)\b")
_PASSED = frozenset(("pass", "confirm_post", "repeal", "abolish", "legalise", "ban"))
_WORD = re.compile(r"[a-z]+")


def overrule(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str]:
    """The label of the plan, and why it is another one than the weights found; no reason where it stays."""
    for rule in _RULES:
        overruled = rule(label, pair, found)
        if overruled:
            return overruled
    return label, ""


def _read_obstacle(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    kind, words = read_obstacle(pair.title)
    if not kind or not _is_about_plan(pair, words):
        return None
    if kind == "falls":
        return None if label in GOOD else ("progress", f"an obstacle falls ({words!r})")
    return ("failed", f"an obstacle holds ({words!r})") if label in ("failed", "echo", "unrelated", *GOOD) else None


def _read_rival(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    """The title tells the whole deed of another one, and only one can do it."""
    prediction = pair.prediction
    is_told = found["plain.failed"] and found["t.other"] >= LEAST and found["frame.t-what"] >= _WHOLE
    if label not in ("echo", "unrelated") or not is_told or prediction.families.isdisjoint(_ONE_HAS_IT):
        return None
    is_rival = prediction.actors and prediction.actors.isdisjoint(map(stem, _WORD.findall(pair.title.lower())))
    return ("failed", "another one did it") if is_rival else None


def _read_open_door(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    is_open = label in ("denied", "cancelled") and _LEAVES_OPEN.search(pair.title.lower().replace("’", "'"))
    return ("echo", "it is neither ruled out nor decided") if is_open else None


def _read_guilt(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    """What the accused deny is what they are said to have done: "denies bribery"."""
    low = pair.title.lower()
    match = None if label != "denied" or _JUSTICE.isdisjoint(pair.prediction.families) else _DENIES.search(low)
    if match is None or any(tells(pair.prediction, word) for word in _WORD.findall(low[match.end() :])):
        return None
    return "echo", "the guilt is denied, not what is foretold"


def _read_go_ahead(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    """What is to be banned is allowed."""
    is_to_be_banned = label in GOOD and not _BANNED.isdisjoint(pair.prediction.families)
    match = _GO_AHEAD.search(pair.title.lower()) if is_to_be_banned and found["no-deed-title"] else None
    return ("failed", f"it may go on ({match.group()!r})") if match else None


def _read_stage(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    """A bill passes its first reading, or one house where the whole congress is to pass it."""
    if _PASSED.isdisjoint(pair.prediction.families):
        return None
    is_first = _FIRST_STAGE.search(pair.title.lower()) and not _FIRST_STAGE.search(pair.statement.lower())
    if label == "occurred" and is_first:
        return "progress", "a first stage of it"
    is_one_house = "Congress" in pair.statement and _ONE_HOUSE.search(pair.title)
    if (
        not is_one_house
        or label in BAD
        or max(found["t.done"], found["t.other"]) < LEAST
        or found["frame.t-what"] < _WHOLE
    ):
        return None
    return ("occurred", "the last house did it") if _LAST_HOUSE.search(pair.title) else ("progress", "one house did it")


def _read_figures(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    limit = None if pair.prediction.is_opposite else read_limit(pair.statement)
    if limit is None or found["near.title-all"] < _FEW_WORDS:
        return None
    kept = keeps_limit(limit, pair.title)
    if kept is None or (limit.unit == "count" and not found["near.title-events"]):
        return None  # no figure, or one of other things
    if not kept and limit.unit == "rank" and label not in BAD:
        return "failed", "not the rank that was foretold"
    if not kept and label == "occurred":
        # A rate is set once; what falls or rises by itself may still come to the figure.
        is_set = limit.side == "exact" and not pair.prediction.families.isdisjoint(("raise", "cut"))
        return "failed" if is_set or _AT_LAST.search(
            pair.title.lower()
        ) else "progress", "not the figure that was foretold"
    is_news = kept and limit.side != "exact" and label in ("echo", "unrelated", "progress")
    return ("occurred", "the figure is as foretold") if is_news else None


def _is_about_plan(pair: Reading, words: str) -> bool:
    """These words of the title are not the claim's own, but words of the claim stand behind them."""
    rest = pair.title.lower().replace("’", "'").partition(words)[2]
    mine = pair.prediction.verbs | pair.prediction.about
    is_plan = any(stem(word) in mine or tells(pair.prediction, word) for word in _WORD.findall(rest))
    own = mine - pair.prediction.actors  # "rejects Holm's bid to stop the trial"
    return is_plan and not any(stem(word) in own for word in _WORD.findall(words))


_RULES = (
    _read_obstacle, _read_rival, _read_open_door, _read_guilt, _read_go_ahead, _read_stage, *SECOND_LOOKS, _read_figures,
)  # fmt: skip
