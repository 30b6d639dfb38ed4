"""A verdict in words: what spoke for it, what was missing."""

from collections.abc import Iterable, Mapping

from monitor.matching.pair import Pair
from monitor.matching.signals import SIGNALS
from monitor.matching.text import Token, read_tokens
from monitor.model.claim import undated
from monitor.model.match import Signal
from monitor.model.safe import safe

#: A part smaller than this (log-odds) is not worth a word.
WORTH_SAYING = 0.15
#: Below this value a part is not given as a weight for one unit of the value.
SMALLEST = 0.01
#: More of them tell nobody anything, and would be half of what a match takes in the store.
SHOWN_DIGITS = 5


def show_signals(pair: Pair, values: list[float], parts: list[float]) -> tuple[Signal, ...]:
    """Every signal with its value, its part in log-odds and its words. `weight` is the part for one unit of value."""
    written = words_of(pair.side.sketch.tokens())
    return tuple(
        Signal(
            rule.name,
            round(value, SHOWN_DIGITS),
            round(part / value, SHOWN_DIGITS) if value >= SMALLEST else 0.0,
            round(part, SHOWN_DIGITS),
            tuple(dict.fromkeys(show_term(term, written) for term in rule.words(pair))),
        )
        for rule, value, part in zip(SIGNALS, values, parts, strict=True)
    )


def words_of(tokens: Iterable[Token]) -> dict[str, str]:
    """For each term the first word that stands for it, as it is written."""
    written: dict[str, str] = {}
    for token in tokens:
        for term in (token.term, token.implied):
            if term:
                written.setdefault(term, token.word)
    return written


def show_term(term: str, written: Mapping[str, str]) -> str:
    """A term (or several, with spaces between) as a person may see it: as the word that was written, not as its stem."""
    return safe(" ".join(written.get(part, part.replace("=", "").replace("_", " ")) for part in term.split(" ")), 60)


def say_why(signals: tuple[Signal, ...]) -> tuple[str, ...]:
    """Plain words for the signals that spoke for the match, strongest first."""
    says = {rule.name: rule.says for rule in SIGNALS}
    strong = sorted((signal for signal in signals if signal.part > WORTH_SAYING), key=lambda signal: -signal.part)
    return tuple(says[signal.name] + (f": {', '.join(signal.words)}" if signal.words else "") for signal in strong[:6])


def unwanted_in(pair: Pair) -> list[frozenset[str]]:
    """Those of the claim's `not_terms` of which the entry has every word."""
    return [phrase for phrase in pair.profile.forbidden if phrase <= pair.side.sketch.weights.keys()]


def say_missing(pair: Pair) -> tuple[str, ...]:
    """The claim's rarest names and other words that the entry does not have, and what forbids a match."""
    weights = pair.side.sketch.weights
    here, wished = words_of(pair.side.sketch.tokens()), words_of(read_tokens(undated(pair.profile.claim.statement)))
    lines = [f"has the unwanted words {show_term(' '.join(sorted(phrase)), here)}" for phrase in unwanted_in(pair)]
    for label, wanted in (("names", pair.profile.names), ("words", pair.profile.events)):
        # Short forms and places that were read out of the statement stand in no word of it.
        named = (term for term in wanted if term not in weights and wished.keys() & term.split(" "))
        absent = sorted(named, key=lambda term: (-wanted[term], term))
        if absent:
            lines.append(f"{label} not there: {', '.join(show_term(term, wished) for term in absent[:5])}")
    return tuple(lines)
