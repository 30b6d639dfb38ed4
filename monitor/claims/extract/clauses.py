"""Where the clause of a cue begins and ends, and what governs it: who says it, or only thinks, asks or supposes it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from monitor.claims.extract.conditions import is_conditional
from monitor.claims.extract.cue import CueHit, CueKind
from monitor.claims.extract.finite import FINITE, find_finite
from monitor.claims.extract.governors import FACT, RELATIVE, SAY_THAT, SUPPOSE, THINK
from monitor.claims.extract.leads import according_to, find_after_once, find_lead_end
from monitor.claims.extract.saying import SAY_FAR, SAY_PLAIN, SAYING, SAYS, TELLING


class Governor(StrEnum):
    """What stands over a clause."""

    NONE = "none"
    SAY = "say"
    THINK = "think"
    SUPPOSE = "suppose"  # if, whether, what, how
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Clause:
    """`start:end` within the sentence; `subject` is what stands before the cue in it.

    `said` are the words of the saying, before or after; `lead` what leads the clause in (`On Friday, …`).
    """

    start: int
    end: int
    subject: str
    governor: Governor
    said: str = ""
    lead: str = ""
    conditional: bool = False
    own_subject: bool = True


CRITICS = re.compile(
    r"\b(?:critics?|opponents?|supporters?|proponents?|analysts?|experts?|observers?|skeptics?|scholars?|advocates?"
    r"|activists?|pundits?|many|some|others|people|detractors) (?:\w+ ){0,6}?(?:say|said|warn|warned|argue|believe"
    r"|think|fear|contend|counter|claim|suggest|predict|maintain)s?\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?:;|:(?= )| [-–—]+ |—|[,.!?][”\"]\s+(?=[a-z])|(?<=[^\s(])\((?=\w)| \()\s*")
_CONJUNCTION = re.compile(
    r",? (?:and that|but that|and|but|while|whereas|though|although|as|after|before|because|since|so(?! (?:many|much"
    r"|few|far|long|often|[a-z]+ing)\b)|then|yet|nor"
    r"|or|saying|adding"
    r"|noting|setting up|paving the way for|clearing the way for|meaning|amid|with(?= (?:the|an?|its|his|their)\b))\s+"
)
_SOURCE = r"(?!which\b|who\b|and\b|but\b|the following)[^,;:“”\"]{1,110}?(?:,[^,;:“”\"]{1,80},)?"
#: `its chief, Ann Orlo, said the talks had failed`: no speaker after the verb.
_DOES = r"(?:(?:the|an?|its|his|her|their) )?(?:[\w’'-]+ ){1,3}(?:has|had|have|was|were|is|are|will|would|could|can)"
_AFTER_TAIL = (
    r"(?=[,.;—–]|[”\"]|$| (?:in|on|at|during|as|while|when|after|by|of|to|about|from|outside"
    r"|before|late|early|earlier|last|soon|shortly|just|hours"
    r"|minutes|moments|amid|following|\w+day)\b)"
)
_TAIL = re.compile(
    rf"(?:,[”\"'’]*|[”\"])\s*(?P<said>according to [^,;]{{2,90}}|{_SOURCE} (?:also |later |then )?(?:{SAYING}\b"
    rf"|{TELLING}(?: [\w’']+){{1,3}})(?! that\b|(?<!wrote) to\b)"
    rf"|{SAYING} (?!{_DOES}\b)[^;“”\"]{{2,130}}?){_AFTER_TAIL}"
)
_END = re.compile(

        r";| [-–—]+ |—|,? (?:although|though|whereas|while) |, (?:which|who|where|whose|but|even though|despite"
        r"|according to|after|because|since|as|so|so that|paving|setting|saying|adding|noting)\b|,? (?:because"
        r"|once(?! (?:more|again|every|an?|in)\b)"
        r"|in case) |[.!?]+[\"”’')]*$"
)  # fmt: skip


def find_clause(sentence: str, hit: CueHit, others: list[CueHit]) -> Clause:
    """The clause that `hit` is the verb of. `others` are the accepted cues of the sentence, `hit` among them."""
    marks = _marks(sentence, hit, others)
    marks = _outside_aside(sentence, hit, marks)
    start, governor, own = _begin(sentence, hit, marks)
    subject = sentence[start : hit.start] if own else _inherited(sentence, hit, marks, others)
    if hit.cue.kind is CueKind.EVENT:
        start, governor, own = hit.start, Governor.NONE, False
    said = _said_before(sentence, start, governor)
    lead_end = find_lead_end(sentence, hit.start)
    if governor is Governor.NONE and lead_end == start and according_to(sentence):
        governor, said = Governor.SAY, according_to(sentence)
    following = min(
        (it.start for it in others if it.start > hit.start and not _is_asked(sentence, hit, it)), default=len(sentence)
    )
    end = _finish(sentence, hit, following)
    tail = _TAIL.search(sentence, hit.end)
    if tail:
        said = said or tail["said"]
        end = min(end, max(tail.start() + 1, hit.end))
    if governor is Governor.RELATIVE and re.search(r", (?:who|which|whose|where) ", sentence[start : hit.start] + " "):
        end = min(end, _comma_after(sentence, hit, end))
    return Clause(
        start=start,
        end=_trim(sentence, start, end),
        subject=_clean_subject(subject) if hit.cue.kind is not CueKind.EVENT else "",
        governor=governor,
        said=said,
        lead=sentence[:lead_end] if lead_end and 0 <= start - lead_end <= 3 else "",
        conditional=is_conditional(sentence[:lead_end] if lead_end else "", sentence[hit.end : end]),
        own_subject=own,
    )


_DASHED = re.compile(r" (?P<dash>[—–]|--?) [^—–]{3,90}? (?P=dash) $")
_ASIDE_BEFORE = re.compile(r", (?!who\b|which\b|that\b|whose\b|where\b)[^,;:“”\"]{3,90}, $")


def _outside_aside(
    sentence: str, hit: CueHit, marks: list[tuple[int, Governor | None]]
) -> list[tuple[int, Governor | None]]:
    """Marks within words between commas right before the verb (`, closed since May, will open`) begin no clause of it."""
    dashed = _DASHED.search(sentence, 0, hit.start)
    begun = max((at for at, _ in marks if dashed and at <= dashed.start()), default=0)
    if dashed and FINITE.search(sentence, begun, dashed.start()) is None:
        return [(at, mark) for at, mark in marks if at <= dashed.start()]
    aside = _ASIDE_BEFORE.search(sentence, 0, hit.start) or _WHO_SAID.search(sentence, 0, hit.start)
    if (
        not aside
        or not (_VERB_INSIDE.search(aside[0]) or SAYS.search(aside[0]))
        or not _PLAIN_START.match(sentence[: aside.start()])
    ):
        return marks
    return [(at, mark) for at, mark in marks if at <= aside.start()]


#: `, who announced his plan to resign, will`
_WHO_SAID = re.compile(
    rf", (?:who|which) [^;:“”\"]{{0,100}}?\b(?:{SAYING}|and|as|until|after|before|since)\b[^;:“”\"]{{3,100}}, $"
)
_VERB_INSIDE = re.compile(r"\b(?:since|as|after|before|because|while|when|and|until)\b")
_PLAIN_START = re.compile(r"[^,;:]{3,80}$")


def _comma_after(sentence: str, hit: CueHit, end: int) -> int:
    """Where an aside between commas ends."""
    at = sentence.find(", ", hit.end, end)
    return at if at > 0 else end


def _inherited(sentence: str, hit: CueHit, marks: list[tuple[int, Governor | None]], others: list[CueHit]) -> str:
    """The subject of a verb that follows `and`: what stands before the first verb of the clause it goes on with."""
    for start in sorted({0, *(at for at, _ in marks)}, reverse=True):
        verbs = [other.start for other in others if start < other.start < hit.start]
        finite = FINITE.search(sentence, start, hit.start)
        first = min(verbs + ([finite.start()] if finite else []), default=start)
        if sentence[start:first].strip() and not SAYS.match(sentence, first):
            return re.sub(r", \d+, *$", "", sentence[start:first])
    return ""


def _marks(sentence: str, hit: CueHit, others: list[CueHit]) -> list[tuple[int, Governor | None]]:
    """(where a clause may begin, what stands over it) before the cue, in order; None keeps what stood before."""
    before = sentence[: hit.start]
    marks: list[tuple[int, Governor | None]] = []
    for pattern, governor in _MARKS:
        marks += [(found.end(), governor) for found in pattern.finditer(before)]
    lead = find_lead_end(sentence, hit.start)
    if lead:
        marks.append((lead, Governor.NONE))
    begins = sorted(at for at, _ in marks)
    for found in _CONJUNCTION.finditer(before):
        if found[0] in (" with ", "with "):
            continue  # `expire with the end of May`: without a comma it begins no clause
        since = max((at for at in begins if at <= found.start()), default=0)
        if _joins_clauses(before, found, since, others):
            marks.append((found.end(), None))
            begins += [found.end()] if found[0].strip(" ,").split()[0] in _BEGINS else []
    once = find_after_once(before)
    if once:
        marks = [(at, mark) for at, mark in marks if not once[0] < at <= once[1]] + [(once[1], None)]
    if hit.cue.kind is CueKind.DATED and any(other.start < hit.start for other in others):
        own = _AFTER_COMMA.search(before)
        marks += [(own.start(1), None)] if own else []
    return sorted(marks, key=lambda mark: (mark[0], mark[1] is not Governor.RELATIVE))


def _joins_clauses(before: str, found: re.Match[str], since: int, others: list[CueHit]) -> bool:
    """`and` between two nouns begins no clause: a verb must come before it within its clause, or right after it."""
    word = found[0].strip(" ,").split()[0]
    if word == "then" and _WILL_THEN.search(before, 0, found.start() + 1):
        return False
    if word == "as" and _AS_A_PART.match(before, found.end()):
        return False
    if word not in ("and", "or", "nor") or found[0].rstrip().endswith("that") or not before[found.end() :].strip():
        return True
    if any(since <= other.start < found.start() for other in others):
        return True
    return find_finite(before, since, found.start()) is not None or _PRONOUN_DOES.match(before, since) is not None


_WILL_THEN = re.compile(r"\b(?:will|would|is|are|was|were|to) $")
#: After these a clause begins; after `before` it may be a noun.
_BEGINS = frozenset({"and", "but", "while", "whereas", "though", "although", "as", "because", "so", "yet", "or"})
#: `, who serve as delegates, will meet`.
_AS_A_PART = re.compile(r"[\w’'-]+(?: [\w’'-]+){0,4}, $")
#: `They understand 24 languages, and ten more will`.
_PRONOUN_DOES = re.compile(r"(?:They|It|He|She|We|I) (?!and |or )[a-z]+ ")


_AFTER_COMMA = re.compile(r"[,;] ((?!who\b|which\b|that\b)(?:[\w’'-]+ ){1,5})$")
_MARKS: tuple[tuple[re.Pattern[str], Governor | None], ...] = (
    (SAY_PLAIN, Governor.SAY),
    (SAY_FAR, Governor.SAY),
    (SAY_THAT, Governor.SAY),
    (FACT, Governor.NONE),
    (THINK, Governor.THINK),
    (SUPPOSE, Governor.SUPPOSE),
    (RELATIVE, Governor.RELATIVE),
    (_BREAK, Governor.NONE),
    (re.compile(r", when (?=(?:[\w’'.-]+ ){1,7}$)| with (?=$)"), Governor.NONE),
)


#: `In addition to plans by`.
_BESIDES = re.compile(r"(?:In addition to|Besides|Along with|As well as|Apart from|Aside from|Amid|Despite|Following) ")


def _begin(sentence: str, hit: CueHit, marks: list[tuple[int, Governor | None]]) -> tuple[int, Governor, bool]:
    """Start of the clause, what governs it, and whether it has a subject of its own."""
    governor, start, own = Governor.NONE, 0, True
    if hit.cue.kind is CueKind.NOUN and _BESIDES.fullmatch(sentence, 0, hit.start):
        return hit.start, governor, own
    for at, mark in marks:
        if mark is Governor.RELATIVE and (
            _has_own_verb(sentence[at : hit.start]) or _WHO_DOES.search(sentence[: hit.start], max(0, at - 5))
        ):
            continue
        has_subject = bool(re.search(r"\w", sentence[at : hit.start]))
        if mark is not None:
            governor = mark
        if has_subject:
            start, own = at, True
        elif mark is Governor.RELATIVE:
            start, own = _antecedent(sentence, hit.start), True
        elif sentence.endswith(" with ", 0, at):
            own = False
        elif mark is None or mark is Governor.SAY:
            own = mark is Governor.SAY and own
    if not own or hit.lead:
        start, own = hit.start, False
    while start < hit.start and sentence[start] in " ,":
        start += 1
    return start, governor, own


#: `who sit on land`: after `who` comes the verb of its clause.
_WHO_DOES = re.compile(
    r"\bwho (?!(?:also|now|still|then|later|soon|already|himself|herself|\w+ly)\b)[a-z’']{2,}[^,;]*$"
)


def _has_own_verb(text: str) -> bool:
    """A relative clause that has its verb before the cue is over by then, and the cue belongs to the main clause."""
    if re.search(rf"\b(?:{SAYING}|fears?|thinks?|believes?|hopes?)\b", text):
        return False
    return bool(FINITE.search(text)) or bool(re.search(r"\w{3,}s\b[^,]*, ", text))


_ANTECEDENT = re.compile(
    r"(?:[A-Z][a-z]+ ){2}of (?:the )?(?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*),? who\s*$|"
    r"(?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*|(?:\b(?:the|an?|its|his|her|their|this|these|those|any|some|new)"
    r" )?(?:\b(?!that )[\w’'-]+ ){0,2}\b[\w’'-]+),? (?:who|which|that|where|whose)\s*$"
)


#: A name of two words or more, or one after a small word: `acquiesce to Goodman, who`.
_NAMED_ANTECEDENT = re.compile(
    r"(?:(?<=\bto )|(?<=\bfor )|(?<=\bwith )|(?<=\bby )|(?<=\bfrom ))(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*,? who\s*$"
)
_DETERMINER = re.compile(
    r"\b(?:the|an?|its|his|her|their|this|these|those|several|some|many|all|two|three|\d+)"
    r" (?!(?:who|which|that|where|whose)\b)"
)


#: `named Ann Orlo, who will`.
_VERB_BEFORE = re.compile(
    r"\b(?:said|says|told|added|named|appointed|picked|chose|hired|elected|met|thanked) (?=[A-Z])"
)


def _antecedent(sentence: str, at: int) -> int:
    """Where the noun begins that a relative pronoun before `at` stands for."""
    found = _NAMED_ANTECEDENT.search(sentence[:at]) or _ANTECEDENT.search(sentence[:at])
    if not found:
        return at
    begins = [it.start() for it in _DETERMINER.finditer(found[0])] + [
        it.end() for it in _VERB_BEFORE.finditer(found[0])
    ]
    return found.start() + max(begins, default=0)


def _said_before(sentence: str, start: int, governor: Governor) -> str:
    if governor is not Governor.SAY:
        return ""
    return sentence[:start].strip()


def _finish(sentence: str, hit: CueHit, following: int) -> int:
    """The clause ends where the next begins: at a break, or before the conjunction that leads to the next cue."""
    end = len(sentence)
    stop = _END.search(sentence, hit.end + 1)
    if stop:
        end = stop.start() if stop.end() < len(sentence) or not re.match(r"[.!?]", stop[0]) else stop.end()
    over = _NEXT_CLAUSE.search(sentence, hit.end, end) or _told_after(sentence, hit, end)
    end = over.start() if over else end
    if following < end:
        joints = [
            found.start()
            for found in re.finditer(
                r",? (?:and|but|or|nor|as|that|which|who|where|after|before|when|while|because)\b|,",
                sentence[:following],
            )
            if found.start() > hit.end
        ]
        breaks = [at for at in joints if _NEW_CLAUSE.match(sentence, at)]
        end = (breaks or joints)[-1] if joints else following
    return end


#: `will decide whether A, B or C would get it`.
_ASKED = re.compile(
    r"\b(?:decide|determine|say|tell|announce|rule|choose|consider) (?:whether|how|which|what|who|if)\b[^;:]*$"
)


def _is_asked(sentence: str, hit: CueHit, other: CueHit) -> bool:
    return _ASKED.match(sentence, hit.end, other.start) is not None


_NEW_CLAUSE = re.compile(r", (?:and|but) (?!(?:also|then|later|not|to|will|would)\b)")
_NEXT_CLAUSE = re.compile(
    r", (?:and|but) (?=(?:(?:the|an?|its|his|her|their|this|that|these|some|many|most) )?(?:[\w.’'-]+ ){1,4}?"
    r"(?:is|are|was|were|has|have|had|will|would|could|may|might|said|says|pledges|plans|expects|looks|wants|hopes"
    r"|continues)\b)"
    r"|, (?:and|but) (?=(?:he|she|it|they) [a-z]{3,}ed\b)"
    r"| and (?=(?:this|last) (?:\w+day|week|month|year) (?:an?|the|its|his|her|their) [\w’'-]+ (?:was|were|has|had)\b)"
)
_TOLD = re.compile(
    r",? (?:and|but) (?:also |later |has |have )?(?:[a-z]{3,}ed|said|told|made|took|gave) "
    r"(?=(?:the|an?|that|his|her|its|their|any|out|no|it|them|[A-Z]\w+)\b)"
)


def _told_after(sentence: str, hit: CueHit, end: int) -> re.Match[str] | None:
    """`would back him and praised the party`: the second verb is of the past, unless the first is a participle too."""
    return None if re.search(r"\bbe $", sentence[hit.start : hit.end]) else _TOLD.search(sentence, hit.end, end)


def _trim(sentence: str, start: int, end: int) -> int:
    while end > start and sentence[end - 1] in " ,;:–—-(":
        end -= 1
    dangling = re.search(
        r",? (?:that|which|who),? (?:if|when|once) \w+$|,? (?:at|of|in|to|by|for|from|with|on|and|but|or|under)$"
        r"|, with (?:some|many|most|all|both)$",
        sentence[start:end],
    )
    return start + dangling.start() if dangling else end


_OPENERS = re.compile(
    r"^(?:(?:and|but|so|then|also|however|meanwhile|additionally|therefore|instead|still|yet|now|or|nor|that|the"
    r" fact that)\b,?\s*)+",
    re.IGNORECASE,
)


def _clean_subject(text: str) -> str:
    plain = _OPENERS.sub("", text.strip(" ,“\"‘'")).strip(' ,“"”‘')
    return re.sub(r"^with (?=(?:the|an?|its|his|her|their) )", "", plain)  # `with the storm expected to`
