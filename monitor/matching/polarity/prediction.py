"""What a claim foretells: its verb, the families of deeds it belongs to, the words it is about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.matching.background import TermCounts
from monitor.matching.lexicon import STOP_WORDS
from monitor.matching.polarity.clauses import names_in
from monitor.matching.polarity.deeds import Form, Telling, find_idiom, read_deeds, words_telling
from monitor.matching.polarity.opposites import read_opposite
from monitor.matching.text import Token, fold, read_tokens, stem

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FORETELLS = re.compile(
    r"\b(?:will|shall|would|(?:is|are) (?:to|going to|due to|set to|expected to|likely to|scheduled to)|plans? to"
    r"|intends? to|expects? to|promises? to|aims? to|wants? to|can|may)\s+"
)
_BETWEEN = re.compile(r"(?:(?:not|never|soon|also|again|fully|formally|finally|have|to|be|been|\w+ly)\s+)*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Verbs that say little by themselves: the noun beside them names the deed.
_LIGHT = _words(
    "hold have take make be go carry reach conclude produce happen give start begin get see host organise organize do cast"
    " stage seek set face"
)
CALENDAR = frozenset(
    stem(word)
    for word in _words(
        "january february march april may june july august september october november december monday tuesday wednesday"
        " thursday friday saturday sunday spring summer autumn winter christmas"
    )
)
ROMAN = {
    "I": "1",
    "II": "2",
    "III": "3",
    "IV": "4",
    "V": "5",
    "VI": "6",
    "VII": "7",
    "VIII": "8",
    "IX": "9",
    "X": "10",
}
#: Verbs that end a plan: the plan is named by the nouns beside them.
_ENDS = _words("cancel cancelled canceled postpone postponed delay delayed scrap scrapped abandon reject say")


@dataclass(frozen=True, slots=True)
class Prediction:
    """`verbs`: base or stem of what is to be done; `about`: stems of all its other words; `is_opposite`: it will not be.

    `names_end`: for the claim is that something will be ended; `is_delay`: that it will be put off;
    `is_staying`: that something goes on as it is; `is_blocking`: that what others decide is turned down or lost;
    `is_passive`: who it is done to stands before the verb; `said`: its own words, that are no cue in news of it.
    `actors`: the terms of the names before the verb, who is to do it; empty where nobody is named there.
    """

    verbs: frozenset[str]
    families: frozenset[str]
    about: frozenset[str]
    names: frozenset[str]
    is_opposite: bool
    names_end: bool
    is_delay: bool
    is_staying: bool
    is_blocking: bool
    is_passive: bool
    said: frozenset[str]
    actors: frozenset[str]


@lru_cache(maxsize=20_000)
def read_prediction(statement: str) -> Prediction:
    """What the statement foretells. A statement without "will" and such foretells what its nouns name."""
    text = statement.lower().replace("’", "'")
    words = _WORD.findall(text)
    rests = _find_rests(text)
    opposite = read_opposite(text, rests)
    heads, tails = _read_heads(rests, opposite.skips)
    families: set[str] = set(opposite.families)
    # "Will scrap the tax" foretells the end of the tax: news of scrapping is a cue, not the deed.
    ends = frozenset(heads) & (_ENDS | {"withdraw", "withdrawn", "drop", "dropped"} if opposite.names_end else _ENDS)
    light = not heads or bool(ends) or opposite.names_end
    for head, tail in zip(heads, tails, strict=True) if not families else ():
        # "Will face trial" foretells the trial.
        families |= set() if head == "face" and any(map(_named_by, words)) else _families_of(head, tail)
        light = light or head in _LIGHT
    if ends or opposite.names_end:
        families = {"hold", "extend"}
    if light or not families:
        families |= {name for word in words if word not in ends for name in _named_by(word)}
    if "deal" in families and not families.isdisjoint(("meet", "hold")) and not set(heads) & {"hold", "host", "attend"}:
        families -= {"meet", "hold", "host"}
    stems = {stem(fold(word)) for word in words} - {""}
    weak = _LIGHT | frozenset(heads) if opposite.families or opposite.names_end else _LIGHT
    verbs = frozenset(stem(fold(head)) or head for head in heads if head not in weak)
    return Prediction(
        verbs,
        frozenset(families),
        frozenset(stems) - verbs,
        _names_of(statement),
        opposite.is_opposite,
        opposite.is_opposite and opposite.names_end,
        opposite.is_delay,
        opposite.is_opposite and opposite.is_staying,
        opposite.is_opposite and opposite.is_blocking,
        find_verb(statement).is_passive,
        frozenset() if opposite.is_opposite or opposite.names_end else _said(words),
        _actors_of(statement),
    )


def _said(words: Iterable[str]) -> frozenset[str]:
    """The words, and the parts of those with a hyphen."""
    return frozenset(part for word in words for part in (word, *word.split("-")))


_NUMBERED = re.compile(r"\b([A-Z][\w-]+) (\d{1,2}|[IVX]{1,4})\b")


def read_numbers(text: str) -> dict[str, set[str]]:
    """Names with the small numbers that stand behind them: "Corvid 2", "Line 4", "Artemis I"; no dates."""
    found: dict[str, set[str]] = {}
    for name, number in _NUMBERED.findall(text):
        if stem(fold(name)) not in CALENDAR:
            found.setdefault(name.lower(), set()).add(ROMAN.get(number, number))
    return found


def _names_of(statement: str) -> frozenset[str]:
    first, _, rest = statement.partition(" ")
    is_common = first.lower() in STOP_WORDS or not any(map(_is_known_name, names_in(first)))
    opening = names_in(first) if is_common and names_in(rest) else frozenset()
    return frozenset(name for name in names_in(statement) - opening - {""} if name not in CALENDAR)


def _is_known_name(term: str) -> bool:
    """News writes it with a capital, or does not know it; "Tech firm", "Ferry operator" open with no name."""
    return TermCounts.shipped().is_name(term, written_so=True)


def _actors_of(statement: str) -> frozenset[str]:
    verb = _FORETELLS.search(statement.lower())
    tokens = read_tokens(statement[: verb.start()]) if verb else ()
    return frozenset(
        token.term
        for at, token in enumerate(tokens)
        if token.term and token.is_capital and (not token.opens or _is_name(token, tokens[at + 1 : at + 2]))
    )


def _is_name(token: Token, after: Sequence[Token]) -> bool:
    """A first word has a capital anyway; it is a name when a name follows it, or when news writes it as one."""
    return any(follower.is_capital for follower in after) or TermCounts.shipped().is_name(token.term, written_so=True)


def _find_rests(text: str) -> list[str]:
    """The text from each foretold verb on."""
    rests = []
    for match in _FORETELLS.finditer(text):
        between = _BETWEEN.match(text, match.end())
        rests.append(text[between.end() if between else match.end() :])
    return rests


def _read_heads(rests: Iterable[str], skips: int) -> tuple[list[str], list[list[str]]]:
    """The verbs and the words behind each."""
    found = [words for rest in rests if (words := _WORD.findall(_VOTE_TO.sub("", rest))[skips:])]
    return [words[0] for words in found], [words[1:] for words in found]


#: "Will vote to leave" foretells the leaving.
_VOTE_TO = re.compile(r"^vote to ")


def _families_of(head: str, tail: Sequence[str]) -> set[str]:
    return (
        _led_by(find_idiom(head, lambda: tail)) or _led_by_object((head, *tail)) or _led_by(read_deeds().get(head, ()))
    )


#: Verbs that say what is done by the words behind their object: "put a ferry into service".
_BY_OBJECT = tuple(
    (re.compile(rf"(?:{verbs}) .*\b(?:{words})\b"), frozenset(families.split()))
    for verbs, words, families in (
        ("put|bring|take|place", "(?:in|into) (?:service|operation|use)", "open launch restart"),
        ("put|bring|place", "on sale|on the market|to market|up for (?:sale|auction)", "sell launch"),
        ("put|send|take|bring", "into (?:space|orbit)", "launch"),
        ("put|bring", "on trial|to trial|to justice|before (?:a|the) court", "try"),
        ("take", "to court", "sue"),
        ("put|bring|write", "into (?:force|effect|law)", "impose pass setup"),
        (
            "take|pull|remove",
            "out of (?:service|operation|use)|off the (?:air|grid|market|road|shelves)",
            "end close stop withdraw",
        ),
        ("put|bring", "to (?:a|the) vote|on the ballot|before voters", "vote"),
        ("set|let", "free|go", "release"),
        ("bring", "home|back", "hand rescue withdraw"),
        ("turn|switch", "on|off", "switch_on switch_off"),
    )
)


def _led_by_object(rest: Sequence[str]) -> set[str]:
    text = " ".join(rest)
    return {name for pattern, families in _BY_OBJECT if pattern.match(text) for name in families}


def _led_by(told: Iterable[Telling]) -> set[str]:
    leading = (one for one in told if one.leads and not one.undoes and one.form is not Form.NOUN)
    return {name for one in leading for name in one.families}


def _named_by(word: str) -> set[str]:
    told = read_deeds().get(word, ())
    return {name for one in told if one.form is Form.NOUN and not one.undoes for name in one.families}


@dataclass(frozen=True, slots=True)
class VerbSpan:
    """Where a foretelling verb ("will") begins and its own verb ends; both 0 where nothing foretells."""

    begin: int
    end: int
    is_passive: bool


_PASSIVE = re.compile(r"\b(?:be|been)\s+(?:\w+ly\s+)?\w+(?:ed|en|own|ut|old|aid|eld|ent|et|ought|ade|un)\b")


def find_verb(statement: str) -> VerbSpan:
    """The verb of what is foretold."""
    text = statement.lower().replace("’", "'")
    match = _FORETELLS.search(text)
    if match is None:
        return VerbSpan(0, 0, is_passive=False)
    between = _BETWEEN.match(text, match.end())
    start = between.end() if between else match.end()
    verb = _WORD.match(text, start)
    return VerbSpan(match.start(), verb.end() if verb else start, _PASSIVE.match(text, match.end()) is not None)


def tells(prediction: Prediction, word: str) -> bool:
    """The word can tell the deed that is foretold."""
    return word in words_telling(prediction.families)
