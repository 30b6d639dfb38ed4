"""Turns: what verbs and nouns of news do to the plan beside them: end it, delay it, back it, ask for it.

Attachment decides: "suspends the talks" is about the talks, "suspends a member after the talks" is not. The words behind an
active verb, before a passive one, and on both sides of a noun are what it is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.matching.polarity import grammar
from monitor.matching.polarity.clauses import Clause, Part, Word, split_clauses
from monitor.matching.polarity.deeds import Form, words_telling
from monitor.matching.polarity.frame import Frame
from monitor.matching.polarity.moods import find_deeds
from monitor.matching.polarity.prediction import Prediction
from monitor.matching.polarity.turn_words import read_openers, read_turn_words

#: The words of one deed stand within so many characters.
_NEAR_DEED = 40
#: So many words on one side are looked at.
SPAN = 8
TURNS = (
    "kill", "turn_away", "deny", "stay", "delay", "block", "fail", "back", "name", "tell", "ready", "revive", "demand",
    "weigh", "hedge", "oppose", "happen", "bystander",
)  # fmt: skip
SIDES = ("on", "far", "by", "off")
MOODS_OF_TURNS = ("weighed", "not", "to")
#: Turns whose subject is what they happen to: "the talks collapse".
_HAPPENING = frozenset(("fail", "happen", "stay", "ready"))
_PARTICLES = frozenset(("off", "back", "down", "up"))
#: Who ends what has been, as "ends the visit", kills nothing.
_FINISHES = frozenset(("end", "ends", "ended", "closes", "closed", "winds", "wound"))
_NO = frozenset(("no", "never", "without", "neither", "nor"))
_OTHER_SENSES = {"close": ("to", "in"), "loss": ("of",), "closes": ("in",), "closing": ("in",), "may": ()}
_OF_MONTH = frozenset(
    ("in", "by", "of", "until", "till", "from", "since", "for", "this", "next", "early", "late", "mid", "before")
)
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "gets", "got", "get", "has", "have", "had"))
_BEHIND_PASSIVE = frozenset(
    (
        "by",
        "until",
        "for",
        "to",
        "in",
        "on",
        "at",
        "after",
        "due",
        "again",
        "from",
        "over",
        "amid",
        "as",
        "because",
        "till",
    )
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn in a clause: `side` is what it is about, `mood` empty when it stands free."""

    kind: str
    side: str
    mood: str
    words: str


@dataclass(frozen=True, slots=True)
class MarkedClause:
    """A clause with what of the claim each word is ("deed", "what", "where", "who" or empty), and how its deed is told.

    `deeds`: place, mood and word of each mention, as `find_deeds` gives them; `said`: the claim's own words.
    """

    clause: Clause
    marks: tuple[str, ...]
    deeds: tuple[tuple[int, str, str], ...]
    said: frozenset[str] = frozenset()

    @property
    def own(self) -> frozenset[int]:
        """Where the words of the deed itself stand; of a deed of several words, all of them."""
        places = {at for at, mood, _ in self.deeds if mood != "undone"}
        for at, mood, told in self.deeds:
            if mood != "undone" and " " in told:
                rest = told.split()[1:]
                places |= {word.at for word in self.clause.words if at < word.at < at + _NEAR_DEED and word.low in rest}
        return frozenset(places)


def mark_text(prediction: Prediction, frame: Frame, text: str) -> list[MarkedClause]:
    """The clauses of a text, marked."""
    clauses = split_clauses(text, prediction.about | prediction.verbs, prediction.names)
    telling = words_telling(prediction.families)
    return [
        MarkedClause(
            clause,
            tuple(
                "deed" if word.low in telling or word.term in prediction.verbs else _mark(frame, word)
                for word in clause.words
            ),
            tuple(find_deeds(prediction, clause)),
            prediction.said,
        )
        for clause in clauses
    ]


def find_turns(marked: MarkedClause) -> Iterator[Turn]:
    """Every turn of a clause, and "no" before a word of the claim."""
    words, marks = marked.clause.words, marked.marks
    own = marked.own
    for at, word in enumerate(words):
        is_told = word.low in _NO and word.low in marked.said  # "the summit without oxygen"
        if word.at in own or is_told or _is_other_sense(words, at):
            continue
        if word.low in _NO and not {"deed", "what"}.isdisjoint(marks[at + 1 : at + 4]):
            yield Turn("no", "on", "", word.low)
        kinds, length = _kinds(words, at)
        if not kinds or (marks[at] == "deed" and length == 1):
            continue
        # "Delay the vote, say critics" orders, it does not tell.
        is_order = at == 0 and any(form is Form.BASE for _, form in kinds)
        mood = "weighed" if is_order else _mood(marked.clause, word)
        is_over = word.low in _FINISHES and any(
            told == "happens" and place > word.at for place, told, _ in marked.deeds
        )
        for kind, form in (("happen", form) if is_over and kind == "kill" else (kind, form) for kind, form in kinds):
            yield Turn(kind, _side(marked, _Spot(at, length), kind, form), mood, word.low)


def _is_other_sense(words: tuple[Word, ...], at: int) -> bool:
    """Who is "close to a deal" or "closes in" closes nothing; "with the loss of jobs" loses no vote; the month May."""
    after = _OTHER_SENSES.get(words[at].low)
    if after is None:
        return False
    if words[at].low == "may":
        return words[at].is_capital and at > 0 and words[at - 1].low in _OF_MONTH
    return at + 1 < len(words) and words[at + 1].low in after


def _kinds(words: tuple[Word, ...], at: int) -> tuple[tuple[tuple[str, Form], ...], int]:
    low = words[at].low
    several = _kinds_of_phrase(words, at) if low in read_openers() else None
    return several or (read_turn_words().get(low.removesuffix("'s"), ()), 1)


def _kinds_of_phrase(words: tuple[Word, ...], at: int) -> tuple[tuple[tuple[str, Form], ...], int] | None:
    lexicon = read_turn_words()
    for length in (3, 2):
        if at + length <= len(words):
            phrase = " ".join(word.low for word in words[at : at + length])
            if phrase in lexicon:
                return lexicon[phrase], length
    for length in (2, 3, 4):  # "puts the visit off"
        last = at + length
        if last < len(words) and words[last].low in _PARTICLES and f"{words[at].low} {words[last].low}" in lexicon:
            return lexicon[f"{words[at].low} {words[last].low}"], length + 1
    return None


def _mark(frame: Frame, word: Word) -> str:
    if not word.is_capital:
        term = word.term
        return "what" if term in frame.what else "where" if term in frame.where else "who" if term in frame.who else ""
    parts = (("what", frame.what), ("where", frame.where), ("who", frame.who))
    terms = (word.term, *word.names)
    return next((name for name, part in parts if any(term in part for term in terms)), "")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the words of a turn are."""

    at: int
    length: int


def _side(marked: MarkedClause, spot: _Spot, kind: str, form: Form) -> str:
    marks, end = marked.marks, spot.at + spot.length
    behind, before = marks[spot.at + 1 : end + SPAN], marks[max(0, spot.at - SPAN) : spot.at]
    if form is Form.NOUN or kind in _HAPPENING:
        mine = before + behind
    elif form is Form.PAST and _is_passive(marked.clause.words, end - 1):
        mine = before
    else:
        mine = behind
    if "deed" in mine or "what" in mine:
        return "on"
    if "deed" in before + behind or "what" in before + behind or "where" in mine:
        return "far"
    return "by" if "who" in before + behind else "off"


def _is_passive(words: tuple[Word, ...], at: int) -> bool:
    after = words[at + 1].low if at + 1 < len(words) else "by"
    return (at > 0 and words[at - 1].low in _BE) or after in _BEHIND_PASSIVE


def _mood(clause: Clause, word: Word) -> str:
    before = clause.low[: word.at]
    if clause.part is Part.CASE or grammar.WEIGHED.search(before):
        return "weighed"
    if grammar.NEGATED.search(before):
        return "not"
    return "to" if grammar.PLANNED.search(before) else ""
