"""What is arranged, said in the present tense: `the court rules on Friday`, `is released in May`.

A third person, a plural, a passive or a continuous form of an event verb counts; the day to come is asked for by the
judgement.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.claims.extract.cue_words import TIMEISH
from monitor.claims.extract.finite import FINITE
from monitor.claims.verbs import EVENT_VERBS, GERUNDS, PARTICIPLES, THIRD_PERSONS, is_also_noun


@dataclass(frozen=True, slots=True)
class PresentVerb:
    """A verb at `start:end`, and its form in lower case; `kind` names what form it is."""

    start: int
    end: int
    verb: str
    kind: str


_WORD = re.compile(r"[A-Za-z’'][\w’'-]*|\d[\d,.]*")
_TIME = re.compile(TIMEISH)
_NO_SUBJECT_END_WORDS = """
the a an his her its their our my your this that these those of to for in on at by with from into about as than over
under between after before during without within against among through near and or nor but not no if when while
because every each any some all more most many several few two three four five six will would can could may might must
should do does did don't didn't doesn't won't has have had is are was were be been being very so such new old own
further other various additional first second third last next let lets help helps make makes
"""
_NO_SUBJECT_END = frozenset(_NO_SUBJECT_END_WORDS.split())
_STRONG_NEXT_WORDS = """
the a an his her its their our my your this these those him them it us two three four five six seven eight nine ten
"""
_STRONG_NEXT = frozenset(_STRONG_NEXT_WORDS.split())
_PLACE_NEXT_WORDS = """
on in at to for with from by into off out up down over under back against before after between through around across
away home here there ahead again next tomorrow tonight today later early late until till about
"""
_PLACE_NEXT = frozenset(_PLACE_NEXT_WORDS.split())
_PLURAL = re.compile(
    r"(?:[a-z-]{2,}(?<!s)s|people|police|women|men|children|couple|they|we|pair|both|families|team|fans|sides)$",
    re.IGNORECASE,
)
_SAME_IN_THE_PAST = frozenset(
    {"put", "cut", "hit", "set", "shut", "split", "quit", "cast", "shed", "broadcast", "read", "last"}
)
_PLURAL_PRONOUN = frozenset({"they", "we", "who", "which", "that"})
_ADVERB = re.compile(r"(?!(?:supply|family|assembly|ally|rally|monopoly|reply|anomaly)$)[a-z]+ly")
#: `India's positive returns`: a noun with what it is like.
_QUALITY = re.compile(
    r"(?!executive|representative|initiative|detective|relative|native)[a-z]+(?:ive|ous|ful|ible|able|less)"
    r"|annual|final|strong|weak|solid|record|recent|latest|total|net|gross|daily|weekly|monthly|quarterly|early|late"
)
_OF = frozenset({"in", "of", "from", "at", "for", "on", "with"})
_BETWEEN = frozenset({"and", "then", "but", "also", "now", "next", "later", "first", "there", "here"})
_PRONOUN = frozenset({"he", "she", "it", "who", "which", "they", "we"})
_TEAM_VERBS = frozenset(
    ("play", "face", "host", "fly", "meet", "visit", "travel", "welcome", "take", "entertain", "tour")
)
_BE = frozenset(("is", "are", "'s", "’s", "'re", "’re"))
#: `comes as`, `comes after`: no arrangement, but the newsman's way to say when something happened.
_NO_EVENT = re.compile(
    r"(?:comes? (?:as|after|amid|days|weeks|months|hours|just|at a|on the heels|a (?:day|week|month)|shortly)"
    r"|remains? (?!in office|in place|until|closed until|open until)|appears? (?:Mon|Tues|Wednes|Thurs|Fri|Satur"
    r"|Sun)day[-–—]"
    r"|report(?:s|ing) (?:that|on)\b|goes? on to\b|continues? to\b|faces? today\b"
    r"|faces? (?:charges|criticism)|gives? (?:up|way)|turns? out|(?:calls?|asks?|asking|calling|pushing) (?:for|on|it"
    r"|him|her|the)\b"
    r"|get(?:s)? (?:to|a)\b"
    r"|takes? (?:aim|a dim|issue|into)|follow(?:s|ed)? (?!on\b|in\b|next\b|later\b|at\b|tomorrow\b|(?:Mon|Tues|Wednes"
    r"|Thurs|Fri|Satur|Sun)day)\w|leads? to"
    r"|(?:reduce|raise|increase|boost|lower)s? the (?:chance|risk|likelihood|prospect|odds|possibility)"
    r"|makes? (?:it|the|sense))"
)
_BOUNDARY = re.compile(
    r"[,;:—]|\b(?:and|but|as|when|while|after|before|because|that|who|which|where|if|once|until|since|said|says)\b"
)
_MODAL = frozenset(
    ("did", "do", "does", "could", "can", "cannot", "may", "might", "must", "should", "would", "will", "n't")
)
#: `reports second-quarter results`.
_OF_ACCOUNTS = re.compile(
    r"(?:first|second|third|fourth|full|half)-(?:quarter|half|year)|quarterly|annual|interim|full"
)
_AUXILIARY = frozenset(
    ("is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might")
)
_PAST = re.compile(r"is|was|are|were|has|had|will|[a-z]{3,}ed")
_NOT_FINITE_AFTER = re.compile(
    r"\b(?:said|says|told|was|were|had|did|fell|rose|went|came|ended|began|collapsed|failed)\b"
)


def find_present(sentence: str, *, dated: bool = False) -> Iterator[PresentVerb]:
    """Every such verb of a sentence that names a time, or that stands under one (`dated`)."""
    if not dated and not _TIME.search(sentence):
        return
    words = list(_WORD.finditer(sentence))
    for at, word in enumerate(words):
        verb = word[0].lower()
        kind = _kind_of(sentence, words, at, verb)
        if kind and not _NO_EVENT.match(sentence, word.start()):
            start = words[at - 1].start() if kind in ("passive", "continuous") else word.start()
            yield PresentVerb(start, word.end(), verb, kind)


def _kind_of(sentence: str, words: list[re.Match[str]], at: int, verb: str) -> str:
    """The form's name, or nothing when it is no finite verb here."""
    if at == 0 or not word_is_lower(words[at][0]):
        return ""
    before, after = words[at - 1], words[at + 1] if at + 1 < len(words) else None
    if before[0].lower() in _BE:
        return "passive" if verb in PARTICIPLES else "continuous" if verb in GERUNDS else ""
    also_noun = is_also_noun(verb) and before[0].lower() not in _PRONOUN
    if _has_modal(words[:at]) or (also_noun and _is_noun_here(sentence, words, at)):
        return ""
    if verb in THIRD_PERSONS and _can_end_subject(sentence, words, at):
        return "present" if _is_followed(sentence, words[at], after, also_noun) else ""
    if verb in EVENT_VERBS and verb not in _SAME_IN_THE_PAST and _is_plural_subject(sentence, before, verb, words[:at]):
        return "bare" if _is_followed(sentence, words[at], after, also_noun) else ""
    return ""


def _has_modal(earlier: list[re.Match[str]]) -> bool:
    """`did grant a request`, `could not immediately provide`."""
    return any(word[0].lower() in _MODAL for word in earlier[-4:])


def _is_noun_here(sentence: str, words: list[re.Match[str]], at: int) -> bool:
    if at > 1 and _QUALITY.fullmatch(words[at - 1][0]) and words[at - 2][0].endswith(("'s", "’s")):
        return True
    if re.fullmatch(r"[a-z]{2,}ing", words[at - 1][0]) and words[at - 1][0] not in ("meeting", "hearing", "building"):
        return True  # `receiving calls`
    before = _BOUNDARY.split(sentence[: words[at].start()])[-1]
    if any(found[0].islower() for found in FINITE.finditer(before)):
        return True  # `announced criminal charges against`: the clause has its verb already
    return _has_past_verb(sentence, words[max(0, at - 3) : at])


def _has_past_verb(sentence: str, before: list[re.Match[str]]) -> bool:
    """`sparked more protests on Sunday`: a form that can be a noun is the object of the past verb before it."""
    verbs = [
        word
        for word in before[1:]
        if re.fullmatch(r"[a-z]{3,}ed|held|led|made|gave|took|saw|sent|drew|won|lost|had|was|were|been", word[0])
        and word[0] not in ("need", "speed")
    ]
    return bool(verbs) and "," not in sentence[verbs[-1].end() : before[-1].end()]


def word_is_lower(word: str) -> bool:
    """Whether a word begins with a small letter."""
    return word[:1].islower()


def _can_end_subject(sentence: str, words: list[re.Match[str]], at: int) -> bool:
    """A noun, a name, a pronoun or an aside stands before; after `and` another such verb must have come."""
    before = words[at - 1]
    between = sentence[before.end() : words[at].start()]
    if re.search(r"[;:–—]", between) or before[0].lower().endswith(("'s", "’s", "s'", "s’")):
        return False
    word = before[0]
    if word in _BETWEEN and at > 1:
        return (word != "and" and _can_end_subject(sentence, words, at - 1)) or _follows_one(words[: at - 1])
    if _ADVERB.fullmatch(word) and at > 1:
        return _can_end_subject(sentence, words, at - 1)
    return word in ("who", "which", "that") or (word not in _NO_SUBJECT_END and not _ADVERB.fullmatch(word))


def _follows_one(earlier: list[re.Match[str]]) -> bool:
    return any(other[0].lower() in THIRD_PERSONS or _PAST.fullmatch(other[0]) for other in earlier)


def _is_plural_subject(sentence: str, before: re.Match[str], verb: str, earlier: list[re.Match[str]]) -> bool:
    """`teams`, `they`, `Rome and Paris`, `dockers in Felixstowe`; a team's name before what teams do."""
    word = before[0]
    if word.lower() in _BETWEEN and len(earlier) > 1:
        return _is_plural_subject(sentence, earlier[-2], verb, earlier[:-1])
    if sentence[before.end() : before.end() + 1] not in (" ", '"', "”"):
        return False
    if word.lower() in _PLURAL_PRONOUN:
        return True
    if word.lower() in _NO_SUBJECT_END:
        return False
    return _is_plural_noun(word, verb, earlier) or _is_plural_before(earlier)


def _is_plural_before(earlier: list[re.Match[str]]) -> bool:
    """`dockers in the north`: the word before the last preposition."""
    back = next((at for at in range(len(earlier) - 2, max(0, len(earlier) - 6), -1) if earlier[at][0] in _OF), 0)
    return back > 0 and _PLURAL.fullmatch(earlier[back - 1][0]) is not None


def _is_plural_noun(word: str, verb: str, earlier: list[re.Match[str]]) -> bool:
    if verb in _TEAM_VERBS and word[:1].isupper():
        return True
    if word[:1].isupper() and len(earlier) > 1:
        if earlier[-2][0].lower() == "the" and re.fullmatch(r"[A-Z][a-z]+[^su]s", word):
            return True  # `the Greens hold a congress`
        return len(earlier) > 2 and earlier[-2][0].lower() == "and" and earlier[-3][0][:1].isupper()
    return _PLURAL.fullmatch(word) is not None and not word.endswith(("ss", "'s", "’s", "us"))


def _is_followed(sentence: str, word: re.Match[str], after: re.Match[str] | None, also_noun: bool) -> bool:
    """What comes next shows a verb: its object, a place or a time; a form that is a noun as well needs more."""
    if after is None or sentence[word.end() : after.start()].strip():
        return False
    following = after[0].lower()
    if following in _AUXILIARY:
        return False
    if following in _STRONG_NEXT or after[0][:1].isdigit():
        return True
    comma = re.compile(r"[,;]|$").search(sentence, word.end())
    if also_noun and comma and _NOT_FINITE_AFTER.search(sentence, word.end(), comma.start()):
        return False
    if _OF_ACCOUNTS.fullmatch(following):
        return True
    return following in _PLACE_NEXT or after[0][:1].isupper() or following.endswith("ly") or not also_noun
