"""What is seen of a candidate, as numbers of about 0..1: what `weighing` weighs."""

import re

from monitor.claims.extract.candidate import Candidate, Setting
from monitor.claims.extract.clauses import CRITICS
from monitor.claims.extract.finite import FINITE
from monitor.claims.extract.subjects import is_body
from monitor.claims.extract.timing import is_dated
from monitor.claims.verbs import EVENT_VERBS, PARTICIPLES
from monitor.model.claim import Modality

_WORD = re.compile(r"[a-z]{4,}")
_DULL_WORDS = """
that will with this from have they their about after before over into more than would said says
"""
_DULL = frozenset(_DULL_WORDS.split())
_CAPITAL = re.compile(r"(?<= )[A-Z][a-z]")
_DIGIT = re.compile(r"\d")
_MONEY = re.compile(r"[$€£%]|percent|million|billion")
_COMPARED = re.compile(
    r"\b(?:more|less|better|worse|fewer|higher|lower|stronger|weaker|easier|harder|most|least|too|so|very|really|enough)\b"
)
_BODY_SAYS = re.compile(
    r"\b(?:official|spokes\w+|statement|company|ministry|department|government|White House|office|announced)\w*"
)
_GIVES_WORD = re.compile(r"\b(?:vow|pledg|promis|announc|confirm|decid)\w*")
_FEELING = re.compile(r"\b(?:fear|worr|hope|risk|doubt|concern|question|idea|belief|chance|prospect)\w*\b")
_SMALL_START = re.compile(r"(?!the\b|an?\b|his\b|her\b|its\b|their\b)[a-z]")
_PRONOUN = re.compile(r"(?:it|he|she|they|we|you|that|this|there|i|who|which|these|those)$", re.IGNORECASE)
_NAMED = re.compile(r"(?<=.)[A-Z]|[A-Z]\w+$")
#: `There will be no talks` can be checked, what else there will be most often not.
_NONE = re.compile(r"[“\"]?no\b")
_SOMEWHAT, _RATHER, _VERY = 0.5, 0.7, 0.85
_SHORT, _LONG_SUBJECT, _NEAR_THE_FEELING = 4, 12, 60
_WEEK = range(2, 11)


def telling_words(text: str) -> frozenset[str]:
    """The words of four letters and more, in lower case."""
    return frozenset(_WORD.findall(text.lower())) - _DULL


def read_evidence(it: Candidate, setting: Setting) -> dict[str, float]:
    """Every number by its name; a name that is missing is 0."""
    return {
        **_of_rules(it),
        **_of_time(it),
        **_of_saying(it),
        **_of_subject(it),
        **_of_deed(it),
        **_of_place(it, setting),
    }


def words_of(it: Candidate) -> str:
    """The words of its clause."""
    return it.sentence.text[it.clause.start : it.clause.end]


def _of_rules(it: Candidate) -> dict[str, float]:
    return {
        "judged": max(-0.2, min(1.2, it.judged)),
        "judged somewhat": float(it.judged >= _SOMEWHAT),
        "judged rather": float(it.judged >= _RATHER),
        "judged very": float(it.judged >= _VERY),
        f"kind {it.hit.cue.kind.value}": 1.0,
        f"modality {it.hit.cue.modality.value}": 1.0,
        f"under {it.clause.governor.value}": 1.0,
    }


def _of_time(it: Candidate) -> dict[str, float]:
    due = it.due
    dated = due is not None and is_dated(due, it.hit)
    span = (due.latest - due.earliest).days if due and due.latest and due.earliest else 0
    return {
        "dated": float(dated),
        "time undated": float(due is not None and not dated),
        "a week": float(span in _WEEK),
    }


def _of_saying(it: Candidate) -> dict[str, float]:
    said, text = it.clause.said, it.sentence.text
    before = text[: it.clause.start]
    spoken = before.count("“") > before.count("”") or before.count('"') % 2 == 1 or it.sentence.quoted
    return {
        "said": float(bool(said)),
        "said by a body": float(bool(_BODY_SAYS.search(said))),
        "word given": float(bool(_GIVES_WORD.search(said))),
        "said by critics": float(bool(CRITICS.search(said))),
        "spoken will": float(spoken and it.hit.cue.modality is Modality.WILL),
        "all quotation": float(text[:1] in '“"'),
        "a feeling": float(bool(_FEELING.search(text, max(0, it.hit.start - _NEAR_THE_FEELING), it.hit.start))),
    }


def _of_subject(it: Candidate) -> dict[str, float]:
    subject = it.clause.subject.split(", ")[0].strip(' "“')
    lowered = subject.lower()
    found = {"subject's length": min(len(subject.split()), _LONG_SUBJECT) / 6}
    if _PRONOUN.match(lowered):
        return found | {
            "he or she": float(lowered in ("he", "she")),
            "there": float(lowered == "there" and not _NONE.match(it.sentence.text, it.hit.end)),
        }
    return found | {
        "named": float(bool(_NAMED.search(subject))),
        "a body": float(is_body(subject)),
        "small start": float(bool(_SMALL_START.match(subject))),
        "some one": float(bool(re.match(r"[Aa]n?\b", subject))),
    }


def _of_deed(it: Candidate) -> dict[str, float]:
    text, verb = it.sentence.text, it.hit.verb
    cue, rest = text[it.hit.start : it.hit.end], text[it.hit.end : it.clause.end]
    is_being = cue.endswith(" be ") or cue == "be "
    is_done = verb in PARTICIPLES or (verb.endswith("ed") and len(verb) > _SHORT)
    is_noun = re.match(r"(?:be )?(?:an?|the|one|our|his|its) ", rest) is not None
    return {
        "event verb": float(verb in EVENT_VERBS),
        "is done": float(is_being and is_done),
        "is so": float(is_being and not is_done and not verb.endswith("ing") and not is_noun),
        "capitals": float(bool(_CAPITAL.search(rest))),
        "digits": float(bool(_DIGIT.search(rest))),
        "money": float(bool(_MONEY.search(rest))),
        "short": float(len(rest.split()) <= _SHORT),
        "compared": float(bool(_COMPARED.search(rest[:60]))),
    }


def _of_place(it: Candidate, setting: Setting) -> dict[str, float]:
    shared = telling_words(words_of(it)) & setting.title
    return {
        "in the title": min(len(shared), 4) / 4,
        "place": it.number / max(1, setting.sentences),
        "first clause": float(FINITE.search(it.sentence.text, 0, it.clause.start) is None),
    }
