"""What `would` is worth: in reported speech it announces, in the outlet's own voice it mostly supposes."""

import re

from monitor.claims.extract.clauses import Clause, Governor
from monitor.claims.extract.cue import CueHit, CueKind
from monitor.claims.verbs import PARTICIPLES

_OWN_BODY = re.compile(r"^(?:its|his|her|their) \w+", re.IGNORECASE)
_PROVISION_SUBJECT = re.compile(
    r"\b(?:bill|measure|legislation|amendment|proposal|provision|ordinance|law|act|policy|policie|rule|tax plan|conviction"
    r"|acquittal|failure|victory|move|change|ban|wall|such|any|that|this|which|doing so)s?$",
    re.IGNORECASE,
)
#: `cutting benefits would lower the rate`.
DOING_SO = re.compile(
    r"(?!during|king|according|nothing|something|everything|anything)[a-z]{2,}ing (?!to\b)\w", re.IGNORECASE
)
#: `a vote for it would divide them`, `a decision to leave would …`: what if there were one.
_IF_ONE = re.compile(
    r"(?:an?|any|such an?) (?:\w+ )?(?:vote|decision|move|failure|deal|victory|win|loss|attack|war|strike|hike|increase"
    r"|cut|collapse"
    r"|shutdown|default|withdrawal|delay|defeat|split|return|exit|ban|invasion|agreement|conviction|impeachment)\b"
)
_REPORTED_SUBJECT = re.compile(
    r"\b(?:he|she|they|it|we|officials|company|government|administration|team|ministry|office|city|council"
    r"|department|court|police|union|bank|board|committee|agency|[A-Z]\w+)\b"
)
_PROMISED = re.compile(r"\b(?:vow|pledg|promis|guarant|swore|assur)\w*")
#: `The governor would inaugurate the bridge on Thursday`: `would` for `will`, as West Africa and South Asia write.
_CEREMONY_WORDS = """
inaugurate inaugurated hold held present presented address preside chair lay commission commissioned visit meet launch
launched attend begin commence arrive unveil unveiled sworn resume tabled open opened conducted released published
announced depart leave
"""
_CEREMONIES = frozenset(_CEREMONY_WORDS.split())
#: What becomes of a bill, where other verbs tell what it would do.
_STEPS = frozenset(
    ("come", "go", "pass", "return", "reach", "head", "advance", "proceed", "expire", "lapse", "begin", "take")
)
_ON_A_DAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|tomorrow|next (?:week|month)|(?:January|February|March|April|May|June"
    r"|July|August|September|October|November|December) \d|\d\d? (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December))\b"
)
_FIRM_BEFORE = re.compile(r"\b(?:will|expected|due|set|plans?|scheduled|is to|are to)\b")
_COSTS = re.compile(
    r"\S+ (?:also |still )?(?:take(?! (?:over|part|place|effect|office|charge|up|on|off|back|down)\b"
    r"| (?:[\w-]+ ){0,4}?(?:action|measures|steps)\b)"
    r"|cost|need|require|mean|amount|be (?:less|more|worth|about|between|around))\b"
)


def by_report(sentence: str, hit: CueHit, clause: Clause, *, dated: bool) -> list[tuple[str, float]]:
    """Reasons: `would` announces in reported speech; in the outlet's own voice beside a plan, or with a named day."""
    if hit.cue.kind is not CueKind.REPORTED:
        return []
    subject = clause.subject.split(", ")[0]
    said_after = clause.governor is Governor.NONE and clause.said and hit.cue.name != "expected-then"
    if clause.governor is not Governor.SAY and not said_after:
        if not dated or clause.conditional:
            return [("would", -0.5)]
        follows = _FIRM_BEFORE.search(sentence[: hit.start]) is not None
        is_deed = hit.verb in PARTICIPLES or not (_PROVISION_SUBJECT.search(subject) or _IF_ONE.match(subject))
        on_a_day = hit.verb in _CEREMONIES and is_deed and _ON_A_DAY.search(sentence, hit.end, clause.end) is not None
        return [("would", -0.5), *([("follows a plan", 0.2)] if follows else [("on a day", 0.35)] if on_a_day else [])]
    is_step = hit.verb in PARTICIPLES or hit.verb in _STEPS or (hit.verb in _CEREMONIES and hit.verb.endswith("ed"))
    is_provision = bool(_PROVISION_SUBJECT.search(subject)) and not is_step
    is_provision = (
        is_provision
        or DOING_SO.match(re.split(r",? and (?![A-Z])", subject)[-1]) is not None
        or (not dated and _IF_ONE.match(subject) is not None)
    )
    found = [
        (is_provision, ("what a plan would do", -0.35)),
        (bool(_COSTS.match(sentence[hit.start :])), ("an estimate", -0.2)),
        (bool(_PROMISED.search(clause.said)), ("a promise", 0.15)),
        (not is_provision, ("reported promise", 0.15 if _is_reported_actor(clause) else 0.1)),
    ]
    return [("would", -0.15), *(reason for is_so, reason in found if is_so)]


def _is_reported_actor(clause: Clause) -> bool:
    subject = clause.subject
    return not clause.own_subject or bool(_REPORTED_SUBJECT.search(subject) or _OWN_BODY.match(subject))
