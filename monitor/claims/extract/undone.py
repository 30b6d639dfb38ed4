"""What was to be and is not: called off, put to others, gone by already; and what an outlet says of its own page."""

import re

from monitor.claims.extract.clauses import Clause, Governor
from monitor.claims.extract.cue import CueHit, CueKind
from monitor.claims.extract.subjects import is_body, is_person

_OFF = r"(?:cancell?ed|called off|scrapped|scuttled|shelved|abandoned|postponed|disrupted)"
#: `cancelled the rally before it was due to begin`, `postponed a hearing on the bill that was scheduled for`.
_CANCELLED = re.compile(
    r"\b(?:cancel(?:s|l?ed|ling)|call(?:s|ed|ing) off|scrap(?:s|ped)|postpon(?:es|ed|ing)|abandon(?:s|ed)|shelve[sd])\b"
    r"[^.;]{0,80}$"
)
_WAS_OFF = re.compile(
    rf"\b(?:was|were|has been|have been|had been|is|are)(?: also| since| later| then|,)* {_OFF}\b"
    rf"|\b(?:also|later|then) (?:was|were) {_OFF}\b"
)
_WAS = re.compile(
    r"(?:(?:is|are|was|were|been) )?(?:\w+ly )?(?:set|slated|scheduled|due|planned|supposed|expected|to be)\b"
)
_HAD = re.compile(r"\bhad(?: \w+ly| long| once)? $")
_BEEN = re.compile(r"been (?:\w+ly )?(?:projected|expected|predicted|forecast|tipped)\b")
#: `can be expected to`, `would be expected to`, `may be planning to`.
_MODAL = re.compile(r"\b(?:can|could|may|might|would|should|must|cannot)(?: \w+ly| well| also| still)? $")
#: `Smaller quakes can be expected`: news.
_CAN_BE = re.compile(r"\bcan be expected\b")
#: `the directive requiring the army to prepare to`.
_REQUIRED = re.compile(r"\brequir(?:es?|ed|ing) (?:[\w’'-]+ ){1,5}to $")
#: `the first leader to be impeached`.
_FIRST_TO = re.compile(
    r"\b(?:first|second|third|fourth|fifth|only|last|latest|youngest|oldest|next)\b"
    r"(?! (?:reading|half|phase|round|stage|leg|session|edition|test|match|vote|summit|hearing|trial|debate|meeting)\b)"
    r"[^,;]{0,60} $"
)
_OWN_PAGE = re.compile(
    r"\b(?:update|add to|correct|revise) (?:this|the|our) (?:article|story|post|page|report|piece)\b"
    r"|\b(?:more|further|additional|all) (?:\w+ )?(?:information|details|updates)\b[^.;]{0,40}"
    r"\b(?:available|arrive|emerge|come in|leading up|hear back)\b"
)
_US = re.compile(r"(?:^|[,“\"] ?)(?:we|I)$", re.IGNORECASE)
_ANY = re.compile(r"(?:many|some|others|most|few|several)$", re.IGNORECASE)
_TAKES = re.compile(
    r"(?:will|['’]ll|would) (?:probably |likely |also |only |still )?take (?:almost|nearly|about|more|at least|around"
    r"|roughly|another|an? (?:long|lot|while|few)|some|many|several|weeks|months|years|decades|time|\d)"
)
_IT = re.compile(r"(?:it|that|this)$", re.IGNORECASE)
_WATCHING = re.compile(r"(?:would|will) (?:wait|watch|listen|stay tuned)\b")


#: `a package intended to help`: what a thing is for; `the firm intended to` is a plan.
_INTENDED = re.compile(r"(?:intended|meant|designed) to ")
_A_NAME = re.compile(r"(?<!^)[A-Z]|^[A-Z][a-z]+$")
_PLAN = re.compile(r"(?:plan|pledge|promise|intention)s?\b")
_IN_A_PAST_YEAR = re.compile(r"\b(?:in|since|of) (?:early |late |mid-?)?(?:19|20)\d\d\b")
_SHOWN = re.compile(r"^[A-Z][a-z]+ (?:wait|stand|walk|sit|gather|line up)\b|\b(?:AP|Getty|Reuters|AFP)\b[^.]{0,30}$")
_PRESENT = frozenset({"present", "bare"})
_AS_THEY = re.compile(r"^(?:But |And )?(?:As|While|When) [^,;]*$")
#: `but if nobody pays, the number will fall`.
_IF_THEN = re.compile(r"(?:^|[ “\"])(?:[Ii]f|[Uu]nless) [^,;:]{4,90},[”\"]? (?:then )?$")


#: `the band’s set Monday night`: its set.
_HIS_SET = re.compile(r"['’]s set (?!for\b|to\b)")
_ITS = re.compile(r"\b(?:it|he|she|that|there|who|what|here|everything)$", re.IGNORECASE)
#: `decided to reopen it in May after he was removed`.
_AFTER_IT_WAS = re.compile(
    r"\b(?:after|when|once) (?:he|she|it|they|the [\w’'-]+|[A-Z][\w’'-]+) (?:was|were|had|[a-z]{3,}ed)\b"
)
_A_SHARE = re.compile(r"(?:predict|project|forecast)ed [^;]*\b(?:a|per) share\b")
#: `I would've expected`.
_WOULD_HAVE = re.compile(r"\b(?:would|should|could|might)(?:['’]ve| have) $")
#: `One of the men in line to register`: they queue. `The record was set today`.
_QUEUES = re.compile(r"in line to ")
_RECORD = re.compile(r"\b(?:high|low|record|mark|bar|tone|precedent|example)$")
_IS_SET = re.compile(r"(?:is|are|was|were|['’]s) (?:\w+ )?set ")
#: `after its May meeting`.
_AFTER = re.compile(r"\b(?:after|since|following|from) $")
#: `aims to halve it by 2030`.
_TARGET = re.compile(r"(?:aims?|seeks?) to ")
_BY = re.compile(r"\b(?:by|before) (?:the (?:end|middle|start) of |early |late |mid-?)?(?:the )?(?:\d{4}|next|[A-Z])")
#: `After learning that she would advance, Rona left`.
_NEWS_OF = re.compile(
    r"^(?:(?:Up)?[Oo]n|After|When) (?:[\w’'-]+ )?(?:hearing|learning|learn(?:ed|t)|heard"
    r"|finding out|found out|realizing|realising)\b"
    r"[^,;:]{0,60}$"
)
_DID_NOT = re.compile(r"\b(?:did not|didn['’]t|never) (?:\w+ )?$|\b(?:did|didn['’]t) not $")
#: `The plan appears consistent with`.
_SEEMS = re.compile(
    r"(?:appears?|seems?|looks?) (?!in\b|at\b|on\b|before\b|with\b|for\b|alongside\b|as\b|next\b|this\b"
    r"|again\b)[a-z]"
)
_LAST = re.compile(r"\blast (?:week|month|year|\w+day)\b[^,;]*$")
#: `purchases, promises of access and pledges to protect the land are enough`.
_AND_WORDS = re.compile(r",? and $")
_ARE = re.compile(r"^(?:pledges|promises|vows) to [^,;]* (?:is|are|was|were) ")
#: `They were not told that the firm would`.
_NOT_TOLD = re.compile(
    r"\b(?:not|never|n['’]t) (?:been )?(?:notified|told|informed|warned|aware|know|known)\b[^,;:]{0,60}$"
)
#: `On the day the town is due to run out of money, it`.
_ON_THE_DAY = re.compile(
    r"^(?:[A-Z][A-Z.,’' -]+[—–-]+ )?(?:On|By) the (?:day|morning|eve|night|evening)(?: that| when)? "
    r"(?!of\b|after\b|before\b)[^,;:]{0,60}$"
)
_TODAY = re.compile(r"\b(?:today|now|immediately|at once)\b")
#: `a final vote could come next week`.
_MAY = re.compile(r"^[^,;]{0,60} (?:could|may|might) (?:be |come |take |happen |start |begin |follow )")
_LIABLE = re.compile(r"(?:will|shall) not be (?:held )?(?:liable|responsible)\b")
#: `when he announced plans to`.
_WHEN_HE = re.compile(
    r"\bwhen (?:he|she|it|they|the \w+|[A-Z][\w’'-]+) (?:announced|unveiled|revealed|made|outlined)"
    r" (?:(?:his|her|its|their) )?$"
)
#: `when he'll return is still a question`.
_WHEN = re.compile(r"(?:when|how|whether|what|where|who)\b", re.IGNORECASE)
_IS_OPEN = re.compile(
    r"\b(?:is|are|remains?) (?:still |yet |also )?(?:an? (?:\w+ )?question|unclear|unknown|uncertain"
    r"|anyone['’]s guess|to be seen)\b"
)


def _is_meant_for(hit: CueHit, clause: Clause, cue: str, before: str) -> bool:
    if hit.cue.name != "plans" or not _INTENDED.match(cue) or clause.governor is Governor.SAY:
        return False
    return before.endswith(", ") or not (
        is_person(clause.subject, ()) or is_body(clause.subject) or _A_NAME.search(clause.subject)
    )


def _hangs_on_if(sentence: str, clause: Clause) -> bool:
    return _IF_THEN.search(sentence, 0, clause.start) is not None


def by_undoing(sentence: str, hit: CueHit, clause: Clause, *, dated: bool) -> list[tuple[str, float]]:
    """Reasons, each with what it takes away."""
    before, cue, rest = sentence[: hit.start], sentence[hit.start : hit.end], sentence[hit.start : clause.end]
    is_set = _WAS.match(cue) is not None
    found = [
        (cue.startswith(("was ", "were ")) and bool(_CANCELLED.search(before)), ("called off", -0.5)),
        (is_set and bool(_WAS_OFF.search(rest)), ("called off", -0.5)),
        (bool(_HAD.search(before) and _BEEN.match(cue)), ("over by now", -0.5)),
        (
            hit.cue.kind is not CueKind.REPORTED
            and cue.startswith("be")
            and bool(_MODAL.search(before))
            and not _CAN_BE.search(sentence[: hit.end]),
            ("maybe", -0.35),
        ),
        (_is_meant_for(hit, clause, cue, before), ("what it is for", -0.4)),
        (bool(_PLAN.match(cue) and _IN_A_PAST_YEAR.search(rest)) and not dated, ("told afterwards", -0.4)),
        (hit.cue.name == "to-be" and bool(_SHOWN.search(sentence)), ("a caption", -0.5)),
        (hit.cue.name in _PRESENT and bool(_AS_THEY.search(before)), ("going on", -0.4)),
        (_hangs_on_if(sentence, clause) and not clause.conditional, ("conditional", -0.25)),
        (bool(_REQUIRED.search(before)), ("what is required", -0.4)),
        (hit.cue.name == "to-be" and bool(_FIRST_TO.search(before)), ("told how it went", -0.4)),
        (bool(_US.search(clause.subject) and _OWN_PAGE.search(rest)), ("an advertisement", -0.5)),
        (hit.cue.name == "plans" and not dated and bool(_ANY.match(clause.subject)), ("anyone", -0.36)),
        (bool(_IT.match(clause.subject) and _TAKES.match(rest)), ("an estimate", -0.35)),
        (hit.cue.name == "expects" and not clause.subject, ("advice", -0.3)),
        (bool(_HIS_SET.match(rest)) and not _ITS.search(before), ("a noun", -0.5)),
        (bool(_QUEUES.match(cue)) and not before.rstrip().endswith(","), ("waiting", -0.5)),
        (bool(_IS_SET.match(cue) and _RECORD.search(clause.subject)), ("over by now", -0.5)),
        (hit.cue.name == "wants" and dated and bool(_TARGET.match(cue) and _BY.search(rest)), ("a target", 0.15)),
        (bool(_NEWS_OF.search(sentence, 0, hit.start)), ("told how it went", -0.5)),
        (hit.cue.name == "plans" and bool(_DID_NOT.search(sentence[: hit.start + 4])), ("over by now", -0.5)),
        (hit.cue.name == "present" and bool(_SEEMS.match(sentence, hit.start)), ("how a thing is", -0.5)),
        (hit.cue.name == "somebodys-upcoming" and bool(_LAST.search(before)), ("over by now", -0.3)),
        (hit.cue.name == "vows" and bool(_AND_WORDS.search(before) and _ARE.search(rest)), ("its name", -0.5)),
        (hit.cue.name == "owned-event" and bool(_AFTER.search(before)), ("over by now", -0.4)),
        (bool(_LIABLE.match(rest)), ("a rule", -0.5)),
        (hit.cue.kind is CueKind.EVENT and bool(_MAY.search(rest)), ("maybe", -0.5)),
        (
            (hit.cue.kind is CueKind.EVENT or hit.cue.name == "then-due") and bool(_CANCELLED.search(before[-30:])),
            ("called off", -0.5),
        ),
        (hit.cue.kind is CueKind.REPORTED and bool(_NOT_TOLD.search(before)), ("told how it went", -0.5)),
        (bool(_ON_THE_DAY.search(before)), ("told how it went", -0.5)),
        (hit.cue.name == "should" and bool(_TODAY.search(rest)), ("urged", -0.5)),
        (
            bool(_WHEN_HE.search(before) or _WHEN_HE.search(before + rest.partition(" ")[0] + " ")),
            ("told how it went", -0.6),
        ),
        (hit.cue.name == "agreed-past" and bool(_AFTER_IT_WAS.search(rest)), ("told how it went", -0.5)),
        (not dated and bool(_A_SHARE.match(rest)), ("over by now", -0.4)),
        (bool(_WOULD_HAVE.search(before)), ("over by now", -0.5)),
        (bool(_WHEN.match(clause.subject) and _IS_OPEN.search(sentence, hit.end)), ("not said", -0.5)),
        (not dated and bool(_WATCHING.match(rest)), ("nothing to check", -0.25)),
    ]
    return [reason for is_so, reason in found if is_so]
