"""What the rules leave out by themselves, however likely the rest of it looks."""

import re

from monitor.claims.extract.candidate import Candidate, Setting
from monitor.claims.extract.clauses import Governor
from monitor.claims.extract.sentences import Sentence
from monitor.model.claim import Modality

#: From the line on a clause would be a prediction by the rules alone; below the floor they rule it out, between the two
#: when what they hold against it is grave.
FLOOR, LINE, GRAVE = 0.35, 0.5, 0.35
_SURE = 0.7
_NEGATED = re.compile(r"\b(?:not|no|nor|never|won['’]t)\b", re.IGNORECASE)
_HAD_BEEN = re.compile(r"(?:was|were|had)\b")
_TURN = re.compile(r"[“\"]?(?:But|However|Instead|Then)\b")
_PUT_OFF = re.compile(
    r"\b(?:was|were|has been|have been) (?:\w+ly )?(?:delayed|postponed|cancell?ed|called off|put off|scrapped)\b"
)
_MEANT = (Modality.PLANS, Modality.SCHEDULED, Modality.PROMISES)
#: `You`, and what a list counts: of whom advice speaks.
_YOU = re.compile(r"(?:you|first|second|third)\b", re.IGNORECASE)
_NEAR_DAY = re.compile(r"\b(?:today|tomorrow|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
#: A name inside the subject, or a subject that is one.
_NAMED = re.compile(
    r"(?<=.)[A-Z]|^(?!It$|He$|She$|They$|We$|You$|That$|This$|There$|Some$|Many$|Both$"
    r"|Nobody$)[A-Z][\w’'.-]*[^s]$"
)


def is_ruled_out(it: Candidate, setting: Setting) -> bool:
    """Whether the rules alone are sure enough that it is no prediction.

    In an article that debunks a rumour only what it says will not happen is its own word.
    """
    if it.judged < FLOOR or (it.judged < LINE and it.against >= GRAVE):
        return True
    if setting.doubted and (it.judged < LINE or not _NEGATED.search(it.sentence.text, it.clause.start, it.hit.end)):
        return True
    return setting.aloud and not _stands_without_author(it)


def is_turned(it: Candidate, sentences: list[Sentence]) -> bool:
    """`was expected to stand again. But he said …`: what had been expected is over."""
    following = sentences[it.number + 1 : it.number + 2]
    return bool(
        it.clause.governor is Governor.NONE
        and _HAD_BEEN.match(it.sentence.text[it.hit.start : it.hit.end])
        and following
        and _TURN.match(following[0].text)
        and (following[0].paragraph == it.sentence.paragraph or _PUT_OFF.search(following[0].text))
    )


def _stands_without_author(it: Candidate) -> bool:
    """In a column or a guide: somebody says it, a calendar day is named, or it is sure enough and about a name."""
    due = it.due
    if it.hit.cue.modality in _MEANT and it.clause.subject and not _YOU.match(it.clause.subject):
        return True
    if it.clause.said or (due is not None and due.latest is not None and not _NEAR_DAY.search(due.text)):
        return True
    return it.judged >= _SURE and _NAMED.search(it.clause.subject) is not None
