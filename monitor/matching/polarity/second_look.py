"""A second look at a title: half acts, threats of others, what waits, the first and the last of many, idioms."""

import re
from collections.abc import Mapping

from monitor.matching.polarity import grammar
from monitor.matching.polarity.clauses import names_in
from monitor.matching.polarity.features import Reading
from monitor.matching.polarity.half_acts import read_first_or_last, read_half_act
from monitor.matching.polarity.prediction import CALENDAR, tells
from monitor.matching.polarity.rules import BAD, GOOD, LEAST
from monitor.matching.polarity.states import read_after, read_choice, read_state, read_talk
from monitor.matching.polarity.threats import (
    read_confirmation,
    read_drop,
    read_forecast,
    read_later,
    read_new_place,
    read_off,
    read_threat,
    read_wait,
)
from monitor.matching.polarity.turn_words import read_turn_words
from monitor.matching.text import stem

_QUIET = ("echo", "unrelated")
_WORD = re.compile(r"[a-z]+")
_TRIED = re.compile(r"\b(?:trials?|tests?|dry)\b")
_CUT = re.compile(r"[,;:–—]| - ")
#: What tells the deed as done.
_DONE = frozenset(("done", "happens", "past"))
#: What tells bad news; the contrary of a deed that somebody means to stop is told by the threat itself.
_BAD_CUES = frozenset(("cancel", "decline", "notwill", "deny", "postpone", "fail", "reject"))
_BYSTANDERS = frozenset(stem(word) for word, kinds in read_turn_words().items() if "bystander" in dict(kinds))
#: What is tried before it is begun, and comes one by one.
_BEGINNINGS = frozenset(
    ("launch", "open", "start", "restart", "restore", "resume", "setup", "flow", "deliver", "produce", "build")
)
_AGREEMENTS = frozenset(("sign", "join", "move", "buy", "sell", "deal", "merge"))
_STEPS_OF = {
    "only the terms": _AGREEMENTS,
    "a last examination": frozenset(("sign", "join", "move")),
    "only offered": frozenset(("sell", "auction")),
}
_ENDINGS = frozenset(
    ("withdraw", "leave", "close", "end", "stop", "evacuate", "phase_out", "demolish", "release", "rescue")
)
_PRESENCE = frozenset(("attend", "compete", "play", "perform", "speak", "visit", "meet"))
_THERE = re.compile(r"\b(?:in|at|through) (?:the )?(?:[a-z]+-[a-z]+ )?([A-Z][\w-]+)")
_OUT = re.compile(
    r"\b([A-Z][\w-]+) (?:is |are |ruled |now |also )*out of (?:the )?"
    r"(?:[A-Z][\w-]+|squad|tournament|race|games|finals?)"
)
_BEGINS = re.compile(r"\b(?:begins?|began|starts?|started) (?:to )?((\w+)(?: \w+)?)\b(?: ([a-z]+))?")
_AHEAD = re.compile(
    r"\b(?:to|will|would|may|could|should|must|ahead|before|wait\w*|prepar\w+|await\w*|expect\w*|due|set|if|why|what|how|not"
    r"|no|for|until|next|doubts?|without|off|skips?|cancel\w*|plans?|ready|hopes?|after)\b|\?"
)
#: What is only looked for: no state yet.
_FORESEEN = re.compile(
    r"\b(?:to|will|would|may|could|should|must|might|if|before|until|expect\w*|hopes?|fears?|warn\w*|calls?|urges?|wants?|plans?"
    r"|forecast\w*|ahead of|why|how)\b|\?"
)
_DEPARTURES = frozenset(("resign", "oust", "leave", "abdicate", "retire", "withdraw"))
_HELD_AT = frozenset(("play", "hold", "host", "perform", "compete", "meet", "try", "fight"))
#: So many characters of a summary are its beginning.
_LONG = 240
#: So much of the claim's thing, or of its names, is there at least.
_SOME, _MOST = 0.5, 0.8
_LITTLE = 0.2
#: A deed told this strongly, of the claim's own names, is no other event.
_TOLD = 0.8


def _low(pair: Reading) -> str:
    return pair.title.lower().replace("’", "'")


def _is_near(found: Mapping[str, float]) -> bool:
    """The title has names or thing of the claim, and no other place or actor."""
    is_other = found["stranger"] or found["strange-thing"] or found["frame.other-place"] or found["other-number"]
    return (
        not is_other
        and max(found["near.title-names"], found["frame.t-what"]) >= _SOME
        and found["near.title-all"] > _LITTLE
    )


def _is_on_thing(found: Mapping[str, float]) -> bool:
    """The thing or the deed of the claim is in the title, whoever acts: "probe sends first pictures from space"."""
    is_other = found["strange-thing"] or found["frame.other-place"] or found["other-number"]
    is_there = found["frame.t-what"] >= _SOME or not found["no-deed-title"]
    return not is_other and is_there and found["near.title-all"] > _LITTLE


def _read_half_act(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    """What is told as done is only a beginning of it, in words that the claim has not."""
    is_quiet = label in _QUIET and _is_near(found)
    kind, words = read_half_act(_low(pair)) if label == "occurred" or is_quiet else ("", "")
    steps = _STEPS_OF.get(kind, _BEGINNINGS)
    if not kind or (is_quiet and steps.isdisjoint(pair.prediction.families)):
        return None
    if not _TRIED.search(words) and _is_of_claim(pair, words.split()[-1]):
        return None
    done = {one.words.split()[0] for one in pair.seen[0] if one.kind in _DONE and one.strength >= LEAST}
    return ("progress", f"{kind} ({words!r})") if done <= set(words.split()) else None


def _is_of_claim(pair: Reading, word: str) -> bool:
    return word in pair.prediction.said or tells(pair.prediction, word)


def _read_threat(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    """Somebody who is not of the claim means to stop it, and nothing else in the title does."""
    low = _low(pair)
    threat = read_threat(low) if label in BAD else None
    if threat is None or not _is_of_stranger(pair, low[: threat.start()]):
        return None
    rest = low[: threat.start()] + " ".join(_CUT.split(low[threat.end() :])[1:])
    others = [one for one in pair.seen[0] if one.kind in _BAD_CUES and one.strength >= LEAST and one.words in rest]
    return None if others else ("echo", f"only meant to be stopped ({threat.group()!r})")


def _is_of_stranger(pair: Reading, before: str) -> bool:
    """Who stands there is not who is to do it."""
    doer = [stem(word) for word in _WORD.findall(_CUT.split(before)[-1])]
    return bool(doer) and (_actors(pair).isdisjoint(doer) or doer[-1] in _BYSTANDERS)


def _actors(pair: Reading) -> frozenset[str]:
    return frozenset(term.removeprefix("=") for term in pair.frame.who) | pair.prediction.actors


def _read_drop(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    """Who is to do it means to drop it."""
    is_open = label not in BAD and not pair.prediction.is_opposite
    low = _low(pair)
    drop = read_drop(low) if is_open else None
    if drop is None or grammar.WEIGHED.search(low[: drop.start()]) or pair.prediction.said & set(drop.group().split()):
        return None
    doer = map(stem, _WORD.findall(_CUT.split(low[: drop.start()])[-1]))
    object_of_it = _WORD.findall(_CUT.split(low[drop.end() :])[0])[:6]
    is_plan = any(stem(word) in pair.prediction.about or tells(pair.prediction, word) for word in object_of_it)
    return (
        ("cancelled", f"to be dropped ({drop.group()!r})") if is_plan and not _actors(pair).isdisjoint(doer) else None
    )


def _read_off(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    """What is foretold is off."""
    thing, words = read_off(_low(pair)) if label not in BAD and not pair.prediction.is_opposite else ("", "")
    is_plan = tells(pair.prediction, thing) or stem(thing) in pair.prediction.about - pair.prediction.actors
    return ("cancelled", f"it is off ({words!r})") if thing and is_plan else None


def _read_begun(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    """What is to end has begun to: "starts pulling out"."""
    begun = _BEGINS.search(_low(pair)) if label in ("cancelled", "occurred") else None
    is_end = begun and not _ENDINGS.isdisjoint(pair.prediction.families) and not pair.prediction.is_opposite
    is_own = is_end and begun and any(tells(pair.prediction, words) for words in begun.groups() if words)
    return ("progress", f"it has begun ({begun.group()!r})") if is_own and begun else None


def _read_absence(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    """Who is to be somewhere is out: "Renn out of Cartagena"."""
    out = _OUT.search(pair.title) if label not in BAD and not _PRESENCE.isdisjoint(pair.prediction.families) else None
    if out is None or pair.prediction.is_opposite or stem(out.group(1).lower()) not in pair.prediction.actors:
        return None
    return "cancelled", f"out of it ({out.group()!r})"


def _read_wait(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    """It stays as it is until then."""
    is_there = _is_near(found) or _is_on_thing(found)
    is_open = label in BAD or label == "progress" or (label in _QUIET and is_there)
    words = read_wait(_low(pair)) if is_open and not pair.prediction.is_opposite else ""
    is_late = words and (label != "progress" or words.startswith("only "))
    return ("postponed", f"not before then ({words!r})") if is_late else None


def _read_first_or_last(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    """The first of what is to begin has come, or the last of what is to end has gone."""
    is_there = found["frame.t-what"] > _MOST or _is_near(found)
    if label not in (*_QUIET, "progress") or pair.prediction.is_opposite or not is_there:
        return None
    kind, words = read_first_or_last(_low(pair))
    families = {"first": _BEGINNINGS, "last": _ENDINGS}.get(kind, frozenset())
    return None if families.isdisjoint(pair.prediction.families) else ("occurred", f"the {kind} of it ({words!r})")


def _read_told(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    """An idiom tells the deed, of the claim's own names: "goes on sale"."""
    if label not in _QUIET or not found["plain.occurred"] or not _is_near(found):
        return None
    said = (one.words for one in pair.seen[0] if one.kind == "done" and one.strength >= _TOLD and " " in one.words)
    words = next(said, "")
    return ("occurred", f"told as done ({words!r})") if words else None


def _read_summary(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    """The title has the names but not the deed, and the summary says when it will be, or that all goes as planned."""
    if label not in _QUIET or pair.prediction.is_opposite or not found["no-deed-title"] or not _is_near(found):
        return None
    low = pair.summary[:_LONG].lower().replace("’", "'")
    later, planned = read_later(low), read_confirmation(low)
    if later:
        return "postponed", f"only later ({later!r})"
    return ("progress", f"as planned ({planned!r})") if planned else None


def _read_presence(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    """Who is to be somewhere is there: "Odeh in Lima: 'We are drowning'", "Renn fourth in Cartagena"."""
    if label not in _QUIET or pair.prediction.is_opposite or _PRESENCE.isdisjoint(pair.prediction.families):
        return None
    there = _THERE.search(pair.title)
    if there is None or _AHEAD.search(_low(pair)):
        return None
    place, before = {stem(there.group(1).lower())}, set(map(stem, _WORD.findall(pair.title[: there.start()].lower())))
    wanted = {term.removeprefix("=") for term in (*pair.frame.where, *pair.frame.what)}
    is_there = not place.isdisjoint(wanted) and not before.isdisjoint(pair.prediction.actors)
    return ("occurred", f"is there ({there.group()!r})") if is_there else None


def _read_new_place(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    """What was to be in one place is moved to another."""
    if label in BAD or pair.prediction.is_opposite or _HELD_AT.isdisjoint(pair.prediction.families):
        return None
    place = read_new_place(pair.title)
    is_new = place and stem(place.lower()) not in pair.prediction.about | CALENDAR and pair.frame.where
    return (
        ("cancelled", f"moved to another place ({place!r})")
        if is_new and not names_in(place) & pair.frame.places
        else None
    )


def _read_state(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    """The title tells it as a state, of the claim's own thing: "the old town is car-free"."""
    told = None if pair.prediction.is_opposite else read_state(pair.prediction.families, _low(pair))
    if told is None:
        return None
    state, words = told
    is_open = label in _QUIET or (state.is_bold and label in BAD) or (state.label in BAD and label in GOOD)
    is_foreseen = state.label == "occurred" and _FORESEEN.search(_low(pair).replace(words, ""))
    is_there = _is_near(found) or _is_on_thing(found) or (state.label == "denied" and not found["stranger"])
    if not is_open or is_foreseen or not is_there or label == state.label:
        return None
    return state.label, f"{state.name} ({words!r})"


def _read_after(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    """Who is to go is spoken of as gone."""
    if label not in _QUIET or pair.prediction.is_opposite or _DEPARTURES.isdisjoint(pair.prediction.families):
        return None
    name = read_after(pair.title)
    is_gone = name and not pair.prediction.actors.isdisjoint(map(stem, _WORD.findall(name.lower())))
    return ("occurred", f"spoken of as gone ('After {name}')") if is_gone else None


def _read_choice(label: str, pair: Reading, _: Mapping[str, float]) -> tuple[str, str] | None:
    """Another one was chosen: "picks Aldova over Gallin"."""
    if label in ("failed", "denied", "postponed") or pair.prediction.is_opposite:
        return None
    taken, left = read_choice(pair.title)
    mine = pair.prediction.about | pair.prediction.names
    is_left = taken and not mine.isdisjoint(map(stem, _WORD.findall(left.lower())))
    is_taken = not mine.isdisjoint(map(stem, _WORD.findall(taken.lower())))
    return ("failed", f"another one was chosen ({taken!r})") if is_left and not is_taken else None


def _read_talk(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    """Both of those who are to meet speak with one another."""
    is_open = label in _QUIET and "meet" in pair.prediction.families and not pair.prediction.is_opposite
    talk = read_talk(_low(pair)) if is_open else None
    is_weighed = talk and (_AHEAD.search(_low(pair)) or grammar.WEIGHED.search(_low(pair)[: talk.start()]))
    if talk is None or is_weighed or not _is_near(found):
        return None
    mine = pair.prediction.names | pair.prediction.actors
    sides = names_in(pair.title) & mine
    return ("occurred", f"they speak with one another ({talk.group()!r})") if len(sides) > 1 else None


def _read_forecast(label: str, pair: Reading, found: Mapping[str, float]) -> tuple[str, str] | None:
    """A bystander only foresees it."""
    words = read_forecast(_low(pair)) if label in GOOD and found["t.done"] < LEAST else ""
    return ("echo", f"only foreseen ({words!r})") if words else None


SECOND_LOOKS = (
    _read_half_act, _read_threat, _read_drop, _read_off, _read_begun, _read_absence, _read_wait, _read_first_or_last,
    _read_told, _read_presence, _read_summary, _read_new_place, _read_forecast, _read_state, _read_after, _read_choice,
    _read_talk,
)  # fmt: skip
