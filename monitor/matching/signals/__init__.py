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
    """One line of the table. `says` is what a person reads when it spoke for the match."""

    name: str
    measure: Callable[[Pair], float]
    words: Callable[[Pair], tuple[str, ...]]
    rises: int
    says: str


SIGNALS: tuple[SignalRule, ...] = (
    SignalRule("grown", grown.measure, grown.words, 1, "like earlier news of the claim"),
    SignalRule("token", token.measure, token.words, 1, "has a telling word of earlier matches"),
    SignalRule("tokens", tokens.measure, tokens.words, 1, "has several telling words of earlier matches"),
    SignalRule("headway", headway.measure, headway.words, 1, "near in meaning to all that is known of the claim"),
    SignalRule("unusual", unusual.measure, unusual.words, 1, "few entries are so like this claim"),
    SignalRule("complete", complete.measure, complete.words, 1, "much of the claim is there"),
    SignalRule("nearest", nearest.measure, nearest.words, 1, "close to one earlier match"),
    SignalRule("crowd", crowd.measure, crowd.words, 1, "close to several earlier matches"),
    SignalRule("refused", refused.measure, refused.words, -1, "like a match that was rejected"),
    SignalRule("meaning", meaning.measure, meaning.words, 1, "near in meaning"),
    SignalRule("course", course.measure, course.words, 1, "near in meaning to earlier news of the claim"),
    SignalRule("titled", titled.measure, titled.words, 1, "its title is near in meaning"),
    SignalRule("closest", closest.measure, closest.words, 1, "near in meaning to one earlier match"),
    SignalRule("distinct", distinct.measure, distinct.words, 1, "more like the claim than like other news"),
    SignalRule("apart", apart.measure, apart.words, 1, "nearer in meaning to the claim than to other news"),
    SignalRule("lead", lead.measure, lead.words, 1, "the rarest name is there"),
    SignalRule("names", names.measure, names.words, 1, "the names are there"),
    SignalRule("events", events.measure, events.words, 1, "what is to happen is spoken of"),
    SignalRule("places", places.measure, places.words, 1, "the places are there"),
    SignalRule("anchor", anchor.measure, anchor.words, 1, "shares a rare word"),
    SignalRule("focus", focus.measure, focus.words, 1, "its title is about this"),
    SignalRule("family", family.measure, family.words, 1, "the same kind of event"),
    SignalRule("warmth", warmth.measure, warmth.words, 0, "the story moved lately"),
    SignalRule("youth", youth.measure, youth.words, 0, "the claim is young"),
    SignalRule("standing", standing.measure, standing.words, 0, "much is known of the claim"),
    SignalRule("sharpness", sharpness.measure, sharpness.words, 0, "the claim is distinct"),
    SignalRule("breadth", breadth.measure, breadth.words, 0, "there is enough text to tell"),
    SignalRule("bulk", bulk.measure, bulk.words, 0, "the length of the entry"),
)


def measure_all(pair: Pair) -> list[float]:
    """Every signal's value, in the order of the table."""
    return [rule.measure(pair) for rule in SIGNALS]
