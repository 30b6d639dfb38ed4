"""A verdict in words: what spoke for it and against it, what ruled it out, what was missing."""

from collections.abc import Iterable, Mapping

from monitor.matching.pair import Pair
from monitor.matching.signals import OF_EARLIER, SIGNALS, SignalRule
from monitor.matching.text import Token, read_tokens
from monitor.model.claim import undated
from monitor.model.match import Signal
from monitor.model.safe import safe

#: A part smaller than this (log-odds) is not worth a word.
WORTH_SAYING = 0.15
#: Of so many reasons one side gets a word.
MOST_REASONS = 6
#: Said once for all signals that would hold the entry against earlier matches.
NOTHING_EARLIER = "no earlier match of the claim to go by"
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


def say_why(signals: Iterable[Signal]) -> tuple[str, ...]:
    """Plain words for what of the entry spoke for the match, strongest first."""
    return _say((signal for signal in signals if signal.part > WORTH_SAYING), has_matches=True)


def say_against(signals: Iterable[Signal], *, has_matches: bool) -> tuple[str, ...]:
    """Plain words for what of the entry spoke against it, strongest first. `has_matches`: earlier ones are known."""
    return _say((signal for signal in signals if signal.part < -WORTH_SAYING), has_matches=has_matches)


def _say(signals: Iterable[Signal], *, has_matches: bool) -> tuple[str, ...]:
    rules = {rule.name: rule for rule in SIGNALS}
    strongest = sorted(signals, key=lambda signal: -abs(signal.part))
    reasons = (_reason(rules[signal.name], signal, has_matches=has_matches) for signal in strongest)
    return tuple(dict.fromkeys(reason for reason in reasons if reason))[:MOST_REASONS]


def _reason(rule: SignalRule, signal: Signal, *, has_matches: bool) -> str:
    """What is true of the value, if that is why the part has its sign.

    Nothing of what only sets the scene, or of a part that the trees gave one signal to take it from another.
    """
    is_high, speaks_for = signal.value >= rule.least, signal.part > 0
    if not rule.rises or (is_high == (rule.rises > 0)) is not speaks_for:
        return ""
    if is_high:
        return rule.says + (f": {', '.join(signal.words)}" if signal.words else "")
    return NOTHING_EARLIER if rule.name in OF_EARLIER and not has_matches else rule.lacks


def unwanted_in(pair: Pair) -> list[frozenset[str]]:
    """Those of the claim's `not_terms` of which the entry has every word."""
    return [phrase for phrase in pair.profile.forbidden if phrase <= pair.side.sketch.weights.keys()]


def say_ruled_out(pair: Pair, *, shares: bool) -> tuple[str, ...]:
    """What makes a pair no match whatever its signals say. `shares`: something of what is known of the claim is there."""
    claim, day = pair.profile.claim, pair.side.entry.published.date()
    lines = []
    if day < claim.said_on:
        lines.append(f"published on {day}, before the claim was made on {claim.said_on}")
    if claim.watched_until is not None and day > claim.watched_until:
        lines.append(f"published on {day}, after the watch of the claim ended on {claim.watched_until}")
    here = words_of(pair.side.sketch.tokens())
    lines += [f"has the unwanted words {show_term(' '.join(sorted(phrase)), here)}" for phrase in unwanted_in(pair)]
    return tuple(lines if shares else [*lines, "shares no telling word with the claim"])


def say_missing(pair: Pair) -> tuple[str, ...]:
    """The claim's rarest names and other words that the entry does not have."""
    weights = pair.side.sketch.weights
    wished = words_of(read_tokens(undated(pair.profile.claim.statement)))
    lines = []
    for label, wanted in (("names", pair.profile.names), ("words", pair.profile.events)):
        # Short forms and places that were read out of the statement stand in no word of it.
        named = (term for term in wanted if term not in weights and wished.keys() & term.split(" "))
        absent = sorted(named, key=lambda term: (-wanted[term], term))
        if absent:
            lines.append(f"{label} not there: {', '.join(show_term(term, wished) for term in absent[:5])}")
    return tuple(lines)
