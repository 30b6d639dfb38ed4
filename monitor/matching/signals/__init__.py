"""The signals: each module measures one thing on a pair and shows the words it saw. `SIGNALS` is all of them, in order.

A signal gives 0..1. `rises`: more of it is never less reason to match (+1), never more (-1), or it only sets the scene (0).
"""

from collections.abc import Callable
from dataclasses import dataclass

from monitor.matching.pair import Pair
from monitor.matching.signals import (
    anchor,
    apart,
    breadth,
    bulk,
    closest,
    complete,
    course,
    crowd,
    distinct,
    events,
    family,
    focus,
    grown,
    headway,
    lead,
    meaning,
    names,
    nearest,
    places,
    refused,
    sharpness,
    standing,
    titled,
    token,
    tokens,
    unusual,
    warmth,
    youth,
)


@dataclass(frozen=True, slots=True)
class SignalRule:
    """One line of the table.

    `says` is true of a value from `least` on, `lacks` of a lower one: reasons that a person reads where the signal counted
    for or against. What only sets the scene is no reason.
    """

    name: str
    measure: Callable[[Pair], float]
    words: Callable[[Pair], tuple[str, ...]]
    rises: int
    says: str
    least: float = 0.0
    lacks: str = ""


_NO_TELLING_WORD = "has no telling word of earlier matches"
_NOT_CLOSE = "not close to an earlier match"
_FAR_FROM_NEWS = "far in meaning from earlier news of the claim"

SIGNALS: tuple[SignalRule, ...] = (
    SignalRule(
        "grown",
        grown.measure,
        grown.words,
        1,
        "like earlier news of the claim",
        0.2,
        "unlike earlier news of the claim",
    ),
    SignalRule("token", token.measure, token.words, 1, "has a telling word of earlier matches", 0.3, _NO_TELLING_WORD),
    SignalRule(
        "tokens", tokens.measure, tokens.words, 1, "has several telling words of earlier matches", 0.2, _NO_TELLING_WORD
    ),
    SignalRule(
        "headway",
        headway.measure,
        headway.words,
        1,
        "near in meaning to all that is known of the claim",
        0.5,
        "far in meaning from what is known of the claim",
    ),
    SignalRule(
        "unusual",
        unusual.measure,
        unusual.words,
        1,
        "few entries are so like this claim",
        0.3,
        "many entries are as like this claim",
    ),
    SignalRule(
        "complete",
        complete.measure,
        complete.words,
        1,
        "much of the claim is there",
        0.4,
        "little of the claim is there",
    ),
    SignalRule("nearest", nearest.measure, nearest.words, 1, "close to one earlier match", 0.3, _NOT_CLOSE),
    SignalRule("crowd", crowd.measure, crowd.words, 1, "close to several earlier matches", 0.3, _NOT_CLOSE),
    SignalRule("refused", refused.measure, refused.words, -1, "like a match that was rejected", 0.3, ""),
    SignalRule("meaning", meaning.measure, meaning.words, 1, "near in meaning", 0.5, "far in meaning"),
    SignalRule(
        "course", course.measure, course.words, 1, "near in meaning to earlier news of the claim", 0.5, _FAR_FROM_NEWS
    ),
    SignalRule(
        "titled", titled.measure, titled.words, 1, "its title is near in meaning", 0.5, "its title is far in meaning"
    ),
    SignalRule(
        "closest", closest.measure, closest.words, 1, "near in meaning to one earlier match", 0.5, _FAR_FROM_NEWS
    ),
    SignalRule(
        "distinct",
        distinct.measure,
        distinct.words,
        1,
        "more like the claim than like other news",
        0.5,
        "no more like the claim than like other news",
    ),
    SignalRule(
        "apart",
        apart.measure,
        apart.words,
        1,
        "nearer in meaning to the claim than to other news",
        0.5,
        "no nearer in meaning to the claim than to other news",
    ),
    SignalRule("lead", lead.measure, lead.words, 1, "a rare name is there", 0.5, "no rare name of the claim is there"),
    SignalRule("names", names.measure, names.words, 1, "the names are there", 0.4, "most of the names are not there"),
    SignalRule(
        "events",
        events.measure,
        events.words,
        1,
        "what is to happen is spoken of",
        0.3,
        "what is to happen is hardly spoken of",
    ),
    SignalRule(
        "places", places.measure, places.words, 1, "the places are there", 0.4, "few places of the claim, or none"
    ),
    SignalRule("anchor", anchor.measure, anchor.words, 1, "shares a rare word", 0.5, "shares no rare word"),
    SignalRule(
        "focus", focus.measure, focus.words, 1, "its title is about this", 0.3, "its title is of something else"
    ),
    SignalRule("family", family.measure, family.words, 1, "the same kind of event", 0.5, "no kind of event in common"),
    SignalRule("warmth", warmth.measure, warmth.words, 0, "the story moved lately"),
    SignalRule("youth", youth.measure, youth.words, 0, "the claim is young"),
    SignalRule("standing", standing.measure, standing.words, 0, "much is known of the claim"),
    SignalRule("sharpness", sharpness.measure, sharpness.words, 0, "the words of the claim are rare"),
    SignalRule("breadth", breadth.measure, breadth.words, 0, "there is enough text to tell"),
    SignalRule("bulk", bulk.measure, bulk.words, 0, "the entry is long"),
)

OF_EARLIER = frozenset({"grown", "token", "tokens", "nearest", "crowd", "course", "closest"})
"""Signals that hold an entry against earlier matches of its claim."""


def measure_all(pair: Pair) -> list[float]:
    """Every signal's value, in the order of the table."""
    return [rule.measure(pair) for rule in SIGNALS]


#: The signals that ask the pair's crowd.
IN_CROWD = ("distinct", "apart")
_IN_CROWD = tuple((place, rule.measure) for place, rule in enumerate(SIGNALS) if rule.name in IN_CROWD)


def measure_crowd(pair: Pair, values: list[float]) -> list[float]:
    """The same values with those measured anew that ask the pair's crowd, which has changed."""
    anew = values.copy()
    for place, measure in _IN_CROWD:
        anew[place] = measure(pair)
    return anew
