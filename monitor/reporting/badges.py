"""Words with their colour; the word always stands there, so the colour is never all there is."""

from collections.abc import Iterable

from monitor.model.claim import ClaimState, Outcome
from monitor.model.match import Polarity
from monitor.reporting.facts import ClaimFile
from monitor.reporting.markup import Html, join, tag, text

_GOOD = frozenset({Outcome.FULFILLED.value, ClaimState.ADVANCING.value, "supports", "ok", "accepted"})
_BAD = frozenset({Outcome.FAILED.value, ClaimState.OVERDUE.value, ClaimState.STALLED.value, "contradicts", "failing",
                  "dead", "gone", "rejected"})  # fmt: skip
_WARN = frozenset(
    {Outcome.PARTIAL.value, ClaimState.CONTESTED.value, ClaimState.BLIND.value, "due-soon", "late", "quiet"}
)


def tone(word: str) -> str:
    """The class of a word: good, bad, warn, or none."""
    return "good" if word in _GOOD else "bad" if word in _BAD else "warn" if word in _WARN else "none"


def polarity_tone(polarity: Polarity) -> str:
    """The class of what a report says."""
    if polarity is Polarity.POSTPONED:
        return "warn"
    return "good" if polarity.is_good else "bad" if polarity.is_bad else "none"


def badge(word: str, shade: str = "") -> Html:
    """One word in a pill."""
    return tag("span", text(word), class_=f"badge {shade or tone(word)}")


def badges(words: Iterable[str]) -> Html:
    """Several."""
    return join((badge(word) for word in words), " ")


def claim_badges(file: ClaimFile) -> Html:
    """The one word of a claim, and the other states it is in."""
    return badges(dict.fromkeys([file.word, *(state.value for state in file.states)]))
