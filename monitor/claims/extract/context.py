"""What the words around a clause take from it: an `if` over the saying, a noun where a verb seems to be, a past told."""

import re

from monitor.claims.extract.clauses import Clause
from monitor.claims.extract.cue import CueHit, CueKind
from monitor.claims.extract.finite import FINITE
from monitor.claims.extract.saying import SAYING
from monitor.claims.extract.subjects import is_body, is_person
from monitor.model.claim import Modality

#: `if the mayor says he will …`: supposed, though somebody says it.
_SAID_IF = re.compile(
    r"\b(?:[Ii]f|[Ww]hether|[Uu]nless) (?:[\w’'.-]+ ){1,4}(?:says?|said|tells?|promis\w+)(?: that)?(?: [\w’'.-]+){0,3}$"
)
_MODAL_END = re.compile(r"\b(?:should|must|could|might|may|cannot|ought)(?: not| also)?$")
#: `the city's plan to`, `details of plans to`: nouns, of which no clause says that they are carried out.
_NOUN_BEFORE = re.compile(r"\b(?:of|about|over|for|by|against|under|from|any|no|legislative)$", re.IGNORECASE)
_DETERMINED = re.compile(
    r"(?:['’]s?|\b(?:its|his|her|their|our|this|own|the|an?|new|future|current|original|previous|controversial))$",
    re.IGNORECASE,
)
#: `on a party plan to`: one noun after another; a plural before `plan` is its subject.
_ONE_PLAN = re.compile(
    r"(?:\b(?:its|his|her|their|our|this|own|the|an?|new)|['’]s?) (?:[\w’'.-]+ ){0,2}"
    r"(?!\w*s\b|police\b|people\b|women\b|men\b|children\b|both\b|all\b|also\b|now\b|still\b|\w+ly\b)[\w’'-]+$"
)
_ONE_PLEDGE = re.compile(r"\b(?:to|on|with|by|the|an?|his|her|its|their)(?: (?!\w*s\b)[a-z-]+)?$")
_PARTICIPLE = re.compile(r"(?:pledged|promised|committed|sworn|vowed)\b", re.IGNORECASE)
_FELL_THROUGH = re.compile(
    r"plans? (?:for [\w ]+)?to (?:[\w’'%$-]+ ){1,12}?(?:didn['’]t|did not|had|failed|ran into|drew|fell"
    r"|(?:was|were|has been|have been) (?:dropped|rejected|shelved|abandoned|blocked|defeated|thrown out|scrapped|withdrawn"
    r"|halted|struck down|voted down|ditched|cancell?ed))\b"
)
#: `which were due to start on Monday, were cancelled`.
_CALLED_OFF = re.compile(
    r",? (?:was|were|has been|have been|is|are) (?:then |later |since |abruptly |now )?(?:cancell?ed|called off"
    r"|postponed|scrapped"
    r"|abandoned|dropped|delayed|suspended|shelved)\b"
    r"|[^.;]{0,40}\bbut\b[^.;]{1,60}\b(?:cancell?ed|called off|postponed|scrapped|scuttled|abandoned|never did|did not)\b"
)
#: `efforts intended to undermine it`, `the law is not intended to`: what a thing is for.
_MEANT_FOR = re.compile(
    r"\b(?:efforts?|measures?|steps?|moves?|bills?|laws?|rules?|programs?|policy|policies|actions?|changes?|provisions?"
    r"|remarks?"
    r"|comments?|words?|messages?|ads?|legislation|regulations?|system|and|but|is|are|was|were|be|been)(?: not)?$"
)
#: What a speaker says of himself and his own without a thing or a day: `We will continue to use every tool`.
_SOFT = frozenset(("continue", "remain", "keep", "try", "stand", "work", "fight", "respond", "have"))
_FIGURE = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|million)\b")
_GOING_ON = _SOFT | {"get", "gain", "face", "help", "find", "feel", "suffer", "struggle", "thrive", "benefit"}
_WE = re.compile(r"(?:^|[,“\"] ?)(?:we|they|I)(?: all| both)?$", re.IGNORECASE)
_WHAT_IT_IS = re.compile(r"(?:it|this|that|these|those)$", re.IGNORECASE)
_IS_ONE = re.compile(
    r"(?:will|would|['’]ll|won['’]t|is going to|['’]s going to) (?:also |not |only |still |never )?be (?:an?|the|one"
    r"|more|less|very)\b"
)
_IDIOM = re.compile(
    r"\b(?:take no for an answer|go a long way|get(?:ting)? back to work|pay the price|speak for itself"
    r"|come to a head|stop at nothing"
    r"|stand (?:with|by|up for) (?!for\b)\w|come through for|let (?:you|them|us|him|her|the people) down|be there for"
    r"|have (?:your|their|his|her) backs?|fight for"
    r"|fall on deaf ears|be held accountable|hold [\w ]{1,30}? accountable|have (?:their|his|her|its|your|our) say"
    r"|cast (?:an?|its|his|her) (?:long )?shadow|raise eyebrows|turn heads|make waves|set the (?:tone|agenda)|be in touch"
    r"|be in (?:an?|the) (?:\w+ )?position to|stand idly|sit idly|go away|take (?:whatever|every|any|all|appropriate"
    r"|the necessary) (?:necessary )?(?:steps"
    r"|measures|action)"
    r"|take action|use every tool|move forward|double down|get the job done|do (?:it|both|that|so|what)|devote (?:our"
    r"|my|them|him|her)sel\w+|be out in force|fight back|find a way|see what happens)\b"
)
#: Answers to a poll: `58 percent of voters say it will be worse`.
_POLLED = re.compile(
    r"(?:(?:\bper ?cent\b|%)(?: (?:of|in|among) [^,;]{1,40}?)?|\b(?:voters|respondents|independents|Americans|majority"
    r"|those polled|those surveyed)\b[^,;]{0,59}) (?:also |now |still )?"
    r"(?:says?|said|thinks?|believes?|expects?|predicts?)\b"
)
_NO_EFFECT = re.compile(
    r"\bhave (?:no|little|an?|any|some|a big|a real) (?:\w+ )?(?:impact|effect|influence|consequences)\b"
)
_PLAN_WORD = re.compile(r"(?:plan|promise|pledge|vow|commitment|intention)s?\b")
_BY_THEN = re.compile(r"will have (?:come|gone|been|seen|had|noticed|read|heard|learned|\w+ed)\b")
_UNKNOWN = re.compile(
    r"\b(?:n[o’']t|never) (?:know|think|believe|expect)(?: that)? [^,;]*$|\bin the event (?:that )?[^,;]*$"
)
#: `In 2019 he promised`, `Last year the firm said`: a word given long ago.
_THEN_FIRST = re.compile(
    r"(?:(?:But|And|Then|Yet|Back) )?(?:[Ii]n (?:19|20)\d\d|[Ii]n (?:early |late |mid-?)?(?:January|February|March"
    r"|April|May|June|July|August|September|October"
    r"|November"
    r"|December)|(?:[Ll]ast|[Ee]arlier this(?! month)|In the) (?:year|month|spring|summer|fall|autumn|winter|campaign)),? "
)
_PAST_WORD = re.compile(
    rf"\b(?:{SAYING}(?<=ed)|said|told|swore|(?:vow|pledg|promis|announc|plann|intend|hop|want)ed)\b"
)
_WAS_SO = re.compile(r"[^,;]{0,60}?\b(?:was|were|had|did|ended|began|failed|drew|saw|went|took place)\b")
_HELD = re.compile(r"\b(?:held|began|attended|won|lost|hosted|ended|followed)(?: \w+){0,2}$")
_SAME_AGAIN = re.compile(r"\b(\w{4,}) (?:will|shall) be \1\b", re.IGNORECASE)
_PROOF = re.compile(r"\b(?:evidence|facts?|truth|history|time|records?|results?|trial)$", re.IGNORECASE)
_TOO_EARLY = re.compile(
    r"\b(?:wrong|premature|too early|too soon|unfair|hard|impossible|difficult|absurd|naive|foolish|tempting"
    r"|easy) to (?:say|predict"
    r"|claim|argue|suggest|think|believe|imagine|tell)\b"
)
#: `The minister should resign by Friday` urges; `the work should be done by Friday` expects.
_URGED = re.compile(
    r"(?:^(?:(?:this|next|in) \w+ )?(?:he|she|they|we|you|I|everyone|people)|\b(?:government|congress|police|voters"
    r"|lawmakers|politicians|leaders))$",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:refus|declin|reject|fail|block|resist|retreat|back(?:s|ed|ing) (?:off|away|down|out)|"
    r"rule[ds]? out|unwilling|reluctant|against|oppos|object)\w*",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    rf"\b{SAYING} (?:\w+ ){{0,4}}?(?:earlier this year|last (?:year|spring|summer|fall|autumn|winter)"
    r"|in (?:19|20)\d\d|in (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|(?:during|in) (?:the|his|her|their) (?:\w+ )?campaign|at the time|years ago)\b"
)
_THEN = re.compile(r"\b(?:said|told|wrote|tweeted|added)\b[^.;]{0,60} at the time\b")
_PAST_SPAN = re.compile(
    r"\b(?:years?|months?) ago\b|\bwhen (?:he|she|they|it) (?:was|were|came|took|ran)\b|\b(?:last"
    r"|earlier this) (?:year|month|week|spring|summer|fall|autumn|winter|\w+day)\b"
)
_GIVEN_WORD = re.compile(r"(?:has |have |had )?(?:also )?(?:pledged|promised|committed|vowed|swore|agreed|decided)\b")
_ONCE = re.compile(r"\b(?:originally|initially|once|previously|at first)$", re.IGNORECASE)
_CLAIMED = re.compile(r"\b(?:claims?|allegations?|accusations?|suggestions?)\b[^.;]{0,60}\bthat [\w’'. ]{1,40}$")
_OWN_NOUN = re.compile(
    r"\b(?:[Oo]ur|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Yy]our|[Tt]he|[Aa]n?|[Tt]his|[Ee]ach|[Aa]ny|\w+['’]s)$"
)
_KEEPS_QUIET = re.compile(
    r"(?:won['’]t|will not|will never|would not|wouldn['’]t|would never"
    r"|(?:\w+['’](?:m|s|re)|is|am|are|was|were) not going to)"
    r" (?:\w+ly )?(?:reveal|disclose|confirm|deny"
    r"|elaborate|hesitate"
    r"|comment|discuss|speculate|rule out|tell|apologi[sz]e|address (?:the|any|specific|individual|these|those)|go into"
    r"|provide (?:any |further |more )?details|identify"
    r"|name)\b"
)
_OPENING = re.compile(
    r"(?:opening|starting|ending|closing|beginning|trading)(?: \w+ly)? (?:higher|lower|flat|up|down|mixed)\b"
)
_BEST_WAY = re.compile(r"\b(?:best|only|easiest|right|surest|quickest) (?:way|bet|course|option|thing)\b")
_IN_A_STORY = re.compile(
    r"[“\"]?In (?:the|his|her|their|its|this|one) (?:\w+ )?(?:film|movie|novel|book|show|series|episode|play|sequel|drama"
    r"|comedy|thriller|game|scene|trailer)\b"
)
_EVERY_TIME = re.compile(
    r"(?:When|If|Once|After|Whenever|Each time|Every time|Before) (?:an?|someone|somebody|anyone|you|people|users) [^,]*, "
)
_NO_SIGN = re.compile(
    r"\b(?:little|no|scant|few) (?:\w+ )?(?:indications?|signs?|evidence|guarantees?|assurances?|reason|doubt)\b"
)
_APPOSED = re.compile(r", (?:an?|something) (?:(?!ha[sd]\b|said\b|says\b)[\w’'-]+ ){1,3}(?:we|they|he|she|I|it|you) $")
_NAME = re.compile(r"[A-Z]")
_ONE_NAME = re.compile(r"(?!It|He|She|They|We|You|That|This|There|Who|Everyone|Nobody)[A-Z][\w’'.-]*[^s]")
_SLOGAN = re.compile(
    r"\b(?:work (?:very |really )?hard|do (?:everything|all|our best|my best|whatever)|keep (?:working|fighting)"
    r"|continue (?:to (?:work|fight)|working|fighting)|work (?:tirelessly|day and night)|never (?:stop|give up))\b"
)
_STATE = re.compile(
    r"(?:no doubt be )?(?:disappointed|pleased|delighted|glad|happy|relieved|upset|overshadowed|interested|affected"
    r"|tempted|inclined|reminded|cowed|deterred|fooled|pressured)\b"
)


def by_context(sentence: str, hit: CueHit, clause: Clause, *, dated: bool) -> list[tuple[str, float]]:
    """Reasons, each with what it takes away."""
    said, subject = clause.said[-90:], clause.subject
    cue, rest = sentence[hit.start : hit.end], sentence[hit.start : clause.end]
    before = sentence[clause.start : hit.start]
    found = [
        (bool(_SAID_IF.search(sentence[: hit.start].rstrip())), ("supposed by who says it", -0.35)),
        (bool(_MODAL_END.search(subject)) and hit.cue.kind is not CueKind.REPORTED, ("not meant so", -0.5)),
        (bool(re.search(r"\bcan$", subject)) and "expected" not in cue, ("not meant so", -0.4)),
        (hit.cue.name in ("plans", "set") and bool(_ONCE.search(before.rstrip())), ("a plan given up", -0.5)),
        (hit.cue.name == "expects" and bool(_OWN_NOUN.search(before.rstrip())), ("a noun", -0.4)),
        (bool(_GIVEN_WORD.match(cue) and _PAST_SPAN.search(rest)), ("said some time ago", -0.25)),
        (bool(_CLAIMED.search(sentence[: hit.start].rstrip())), ("what is claimed", -0.3)),
        (bool(_KEEPS_QUIET.match(rest)), ("nothing to check", -0.4)),
        (bool(_OPENING.search(rest[:40])), ("going on", -0.4)),
        (_is_noun(hit, cue, before), ("a plan by name", -0.21)),
        (hit.cue.name == "is-to" and bool(_BEST_WAY.search(sentence[: hit.start])), ("a purpose", -0.3)),
        (bool(_CALLED_OFF.match(sentence[clause.end :])), ("called off", -0.5)),
        (_is_old_word(sentence, hit, dated=dated), ("said some time ago", -0.35)),
        (hit.verb in ("show", "prove", "tell", "reveal") and bool(_PROOF.search(subject)), ("nothing to check", -0.3)),
        (bool(_TOO_EARLY.search(said)), ("not said", -0.4)),
        (cue.startswith("should") and (bool(_URGED.search(subject)) or is_person(subject, ())), ("urged", -0.4)),
        (bool(_IN_A_STORY.match(sentence)) and hit.cue.kind is not CueKind.DATED, ("a story", -0.45)),
        (bool(_EVERY_TIME.match(sentence[: hit.start])) and not _NAME.search(subject), ("how it always goes", -0.45)),
        (bool(_FELL_THROUGH.match(rest)), ("how a plan fared", -0.36)),
        (_is_participle(cue, before), ("who had pledged it", -0.4)),
        (hit.cue.name == "plans" and "intend" in cue and bool(_MEANT_FOR.search(before.rstrip())), ("a purpose", -0.4)),
        (_is_pledge_noun(hit, cue, before), ("a plan by name", -0.25)),
        (cue.startswith(("has ", "have ", "had ")) and bool(re.search(r"\bhad$", subject)), ("over by now", -0.4)),
        (
            not dated and hit.verb in _SOFT and bool(_WE.search(subject)) and not _is_told_to_go_on(hit, clause, rest),
            ("nothing to check", -0.25),
        ),
        (not dated and bool(_IDIOM.search(rest[:50])), ("nothing to check", -0.25)),
        (not dated and bool(_WHAT_IT_IS.search(subject)) and bool(_IS_ONE.match(rest)), ("what it is like", -0.3)),
        (bool(_UNKNOWN.search(sentence[: hit.start].rstrip())), ("not said", -0.35)),
        (
            hit.cue.name == "likely"
            and (not dated or "were" in cue)
            and bool(re.search(r"\b(?:more|less) likely", cue)),
            ("compared", -0.3),
        ),
        (bool(_POLLED.search(said)), ("what people think", -0.45)),
        (not dated and bool(_NO_EFFECT.search(rest[:40])), ("an effect", -0.3)),
        (not dated and " shall " in f" {cue}" and not _WE.search(subject), ("a rule", -0.25)),
        (bool(_BY_THEN.match(rest)) and " by " not in rest, ("over by now", -0.4)),
        (_is_only_going_on(hit, clause, dated=dated) and not _FIGURE.search(rest[:60]), ("nothing to check", -0.25)),
        (is_plan_noun(sentence, hit, clause) and bool(_REFUSED.search(cue + before)), ("refused", -0.3)),
        (hit.cue.kind is CueKind.EVENT and _is_past_event(sentence, hit), ("over by now", -0.4)),
        (bool(_SAME_AGAIN.search(f"{subject} {rest[:40]}")), ("how it always goes", -0.45)),
        (
            hit.cue.name == "set-for" and " due " in f" {cue}" and rest[len(cue) :].startswith("for ") and not dated,
            ("a need", -0.36),
        ),
        (not dated and bool(_LONG_AGO.search(said) or _THEN.search(sentence)), ("said some time ago", -0.25)),
        (bool(_NO_SIGN.search(sentence[max(0, clause.start - 60) : hit.start])), ("no sign of it", -0.35)),
        (bool(_APPOSED.search(sentence[: hit.start])), ("aside", -0.22)),
        (bool(_SLOGAN.search(sentence, hit.start, min(clause.end, hit.start + 60))), ("nothing to check", -0.25)),
        (hit.verb != "" and bool(_STATE.match(hit.verb)) and not dated, ("a state of mind", -0.36)),
    ]
    return [reason for is_so, reason in found if is_so]


def _is_told_to_go_on(hit: CueHit, clause: Clause, rest: str) -> bool:
    """`they said they would continue their talks`, `keep them there until then`: told by others of them."""
    if hit.verb == "keep" and " until " in rest:
        return True
    return hit.cue.kind is CueKind.REPORTED and hit.verb == "continue" and clause.said != ""


def is_plan_noun(sentence: str, hit: CueHit, clause: Clause) -> bool:
    """`a plan to`: no verb, but what another verb is about."""
    if hit.cue.kind is CueKind.NOUN:
        return True
    return (
        hit.cue.name == "plans"
        and sentence.startswith("plan", hit.start)
        and _DETERMINED.search(sentence[clause.start : hit.start].rstrip()) is not None
    )


def _is_past_event(sentence: str, hit: CueHit) -> bool:
    """`held talks in October`, `the vote on May 3 was lost`."""
    return bool(_WAS_SO.match(sentence, hit.end) or _HELD.search(sentence[: hit.start].rstrip()))


def _is_only_going_on(hit: CueHit, clause: Clause, *, dated: bool) -> bool:
    """`Employers will continue to offer it`, in nobody's words and of nobody who is named: how things are."""
    is_somebody = (
        _NAME.search(clause.subject[1:])
        or _ONE_NAME.fullmatch(clause.subject)
        or is_body(clause.subject)
        or is_person(clause.subject, ())
    )
    is_will = hit.cue.modality is Modality.WILL
    return is_will and not dated and not clause.said and not is_somebody and hit.verb in _GOING_ON


def is_named_plan(sentence: str, hit: CueHit) -> bool:
    """Whether an owner or an article stands right before the word: `its pledge to`."""
    words = sentence[hit.start : hit.end]
    return _PLAN_WORD.match(words) is not None and _DETERMINED.search(sentence[: hit.start].rstrip()) is not None


def _is_old_word(sentence: str, hit: CueHit, *, dated: bool) -> bool:
    """Whether a sentence that opens with a past time tells of a word given then."""
    led = _THEN_FIRST.match(sentence)
    if not led or (dated and not re.search(r"\d", led[0])):
        return False
    return _PAST_WORD.search(sentence, led.end(), hit.end) is not None


def _is_pledge_noun(hit: CueHit, cue: str, before: str) -> bool:
    """`campaigned on a promise to`, `the party's pledge to`."""
    return (
        hit.cue.name == "vows"
        and re.match(r"(?:promise|pledge|vow|commitment)s?\b(?!d)", cue) is not None
        and bool(
            _NOUN_BEFORE.search(before.rstrip())
            or _DETERMINED.search(before.rstrip())
            or _ONE_PLEDGE.search(before.rstrip())
        )
    )


def _is_noun(hit: CueHit, cue: str, before: str) -> bool:
    if hit.cue.name != "plans" or not cue.startswith("plan"):
        return False
    before = re.split(rf"\b{SAYING}\b", before.rstrip())[-1]
    if re.match(r"plan\b", cue) and _ONE_PLAN.search(before):
        return True
    return bool(_NOUN_BEFORE.search(before) or (_DETERMINED.search(before) and not FINITE.search(before)))


def _is_participle(cue: str, before: str) -> bool:
    """`appealed to electors pledged to vote`: the clause has its verb already."""
    return (
        _PARTICIPLE.match(cue) is not None
        and FINITE.search(before) is not None
        and re.search(r"(?:,|\band|\bbut)(?: \w+ly| also| then)? ?$", before) is None
    )
