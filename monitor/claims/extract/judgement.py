"""How surely a clause is an open prediction: the cue's weight and what speaks for or against it, with reasons."""

import re
from dataclasses import dataclass

from monitor.claims.dates import FoundTime
from monitor.claims.extract.clauses import CRITICS as _CRITICS
from monitor.claims.extract.clauses import Clause, Governor
from monitor.claims.extract.context import by_context
from monitor.claims.extract.cue import CueHit, CueKind
from monitor.claims.extract.finite import FINITE, find_finite
from monitor.claims.extract.outlook import by_outlook
from monitor.claims.extract.reported import DOING_SO, by_report
from monitor.claims.extract.rhetoric import by_rhetoric
from monitor.claims.extract.saying import SAYING
from monitor.claims.extract.subjects import is_body, is_person
from monitor.claims.extract.timing import by_time, is_dated
from monitor.claims.extract.undone import by_undoing
from monitor.claims.extract.voice import RUMOUR as _RUMOUR
from monitor.model.claim import Article, Modality


@dataclass(frozen=True, slots=True)
class Judgement:
    """The `total` of all reasons, and the reasons, greatest first."""

    total: float
    reasons: tuple[tuple[str, float], ...]

    @property
    def gravest(self) -> float:
        """The greatest of what speaks against it, without its sign; 0 when nothing does."""
        return max((-value for _, value in self.reasons if value < 0), default=0.0)


_MEANT = (Modality.PLANS, Modality.PROMISES)
_DATED = (CueKind.DATED, CueKind.EVENT)
_UNSAID = re.compile(
    r"\b(?:avoid\w*|without|refus\w+|declin\w+|stopp\w+ short of|den(?:y|ies|ied)|no one|nobody|not) (?:\w+"
    r" ){0,2}?(?:say|saying|said|confirm|confirming|announce\w*|commit\w*)\b|\bdenied\b"
)
_OTHER_SAYING = re.compile(r",? (?:but|and|while|though|although) (?=[^,]+$)")
_SAID_ONCE = re.compile(rf"\bhad (?:\w+ )?{SAYING}\b")
#: `has a deadline of April 1`, `is eyeing a June launch`: the day of the object is that of the event.
_DATED_OBJECT = frozenset(
    {"deadline", "targeting", "faces-event", "heads-to-event", "up-for", "has-until", "owned-event"}
)
_ME = re.compile(
    r"^(?:I|you|one|who|nobody|no one|anyone|everyone|everybody|people|most people|God|history|time)$", re.IGNORECASE
)
_ITSELF = re.compile(r"(?:it|he|she|they)$", re.IGNORECASE)
_VAGUE_WORDS = """
see find say admit know think feel look seem mean depend matter reverberate understand remember notice agree recognize
realise realize forgive believe hear love enjoy want need like hate forget regret sound wonder turn argue note recall
guess suffer
judge laugh cry listen tolerate thank view regard consider learn
"""
_VAGUE_VERBS = frozenset(_VAGUE_WORDS.split())
_EFFECT_WORDS = """
help hurt undermine cause lead affect embolden strengthen weaken exacerbate worsen improve benefit serve allow enable shape
define influence speed disappoint please anger delight upset worry frustrate infuriate reassure alarm encourage
discourage force prove inspire haunt make require determine dominate ensure impact change
result transform
shatter devastate prompt cure inflict solve pose spark trigger complicate ease curb doom galvanize
ruin harm damage hinder hamper fuel drive
spell signal mark test shed represent cost prevent deserve threaten
"""
_EFFECT_VERBS = frozenset(_EFFECT_WORDS.split())
#: `is forecast to strengthen into a storm`: it does so itself.
_OF_ITSELF = frozenset(("strengthen", "weaken"))
_ALONE = re.compile(
    r"\b(?:strengthen|weaken)(?: \w+ly| further)?(?:[.,;]|$| (?:into|to|on|in|by|over|as|from|later|next)\b)"
)
#: What a government or a minister does when it is about them: `the council will not require a permit`.
_DEEDS = frozenset(("require", "allow", "determine", "force", "change", "test", "transform", "help", "mark", "serve"))
_MUSING = re.compile(
    r"\b(?:[Pp]erhaps|[Mm]aybe|[Pp]resumably|[Ss]urely|[Nn]o doubt|[Oo]f course|[Ii]nevitably|[Oo]ne day"
    r"|[Hh]opefully|[Ii]magine|seems?|appears? to)\b"
)
_NEED = re.compile(
    r"\b(?:have|need)s? to\b|\bnot be the same\b|\bcome as\b|\bdefining\b|\b(?:a|the) (?:year|time|day|moment) (?:of"
    r"|for|when)\b"
)
_PURPOSE = re.compile(
    r"\b(?:objectives?|priorit\w+|ambition|dream|strategy|focus|message|roles?|responsibilit\w+|way|ways|reason|aim"
    r"|goal|purpose|dut(?:y|ies)|job|task|answer|solution|trick"
    r"|challenge"
    r"|mission|only|idea|points|preference|part|parts|proposals?|point|plan|key|hope|question|thing|temptation|risk"
    r"|danger)\b(?: (?:of"
    r"|for|in|at|here"
    r"|now) [^,]*|[ ,].{0,60})?$"
)
_CORRECTION = re.compile(
    r"^(?:Correction|Editor['’]s note|Clarification|Update)\b|previous version|This (?:story|article) (?:has|was)"
)
_GENERIC = re.compile(
    r"\b(?:(?:hours|times|minutes|days) (?:a|per|each) (?:day|night|week|month|year)|every (?:\w+ ){0,2}(?:hours|days"
    r"|weeks|months"
    r"|years)|at \d+ degrees|go down (?:as|in)|always|often|usually|typically|generally|sometimes|forever"
    r"|for years to come|for many"
    r" years to come|for generations|whenever)\b",
    re.IGNORECASE,
)
_EVALUATION = re.compile(
    r"\bbe (?:far |way |much )?(?:too|so)\b|\b(?:be|become|get|prove) (?:(?:an?|the|one|of|most|so|very|too|more|less"
    r"|even|much|really|pretty|particularly|a lot"
    r"|extremely|heavy|steep|major|serious|severe|devastating) )*(?:hard\w*|difficult\w*|easy|easier|tough\w*|great\w*"
    r"|huge|big\w*|swift|quick|slow|loud|clear|judged|deemed|heard by the world|unacceptable|waste|disgrace"
    r"|embarrassment|nightmare|boon|good|better|best|bad|worse"
    r"|worst|important|interesting|fine|ok|okay|amazing|tremendous|disaster|terrible|wonderful|beautiful|fun|happy"
    r"|proud|sad|skeptical|sceptical|angry|shocked|surprised|critical|crucial|key|hero|problem|test|challenge"
    r"|challenging|mistake|shame|setback|blow|wrong|right|true|false|willing|careful|safe\w*|strong\w*|rich\w*"
    r"|poor\w*|unfair|fair|close|enough|life-threatening|dangerous|historic|unprecedented|like"
    r"|seen(?! (?:by|in|on|at|again)\b)|remembered|felt"
    r"|considered|viewed|regarded|missed)\b"
    r"|\bmake (?:an?|the) (?:great|fantastic|terrific|good|fine|excellent|wonderful|perfect|strong|big|huge)\b"
    r"|\bbe (?:very |so |more |less |too )?(?!available|eligible|visible|accessible|possible|responsible|liable|able|active"
    r"|effective|exclusive|alive|live|legal|public|academic|domestic)\w+(?:ous|ful|able|ible|ive|less|ic|[lst]ly)(?=[:,.;]"
    r"| for\b| to\b| if\b| in\b|$)"
    r"|^will have (?:been|come|gone|seen|had|made|done|\w+ed|\w+en)\b"
)
_ADVERTISED = re.compile(r"\b(?:your|yours|subscribe|newsletter|cookies|privacy)\b", re.IGNORECASE)
_YOU = re.compile(r"^you\b", re.IGNORECASE)
_NOBODY = re.compile(r"^(?:nobody|no one|none|neither|few)\b", re.IGNORECASE)
_TOLD_AFTERWARDS = re.compile(r"\b(?:years?|months|decades?) (?:later|earlier|ago)\b", re.IGNORECASE)
_PAST_CUE = re.compile(r"^(?:\w+ed|was|were|had|swore)\b", re.IGNORECASE)
#: `planned to be an engineer and would have left`.
_WOULD_HAVE = re.compile(r"\b(?:but|and) (?:would|could|might) have (?:been|gone|come|left|[a-z]{3,}(?:ed|en))\b")
_DROPPED = re.compile(
    r"\b(?:scrap|drop|shelv|abandon|cancel|halt|oppos|criticis|criticiz|attack|condemn|denounc|withdr|reneg|broke"
    r"|break)\w*"
    r" (?:[\w’'-]+ ){0,3}(?:plan|pledge|promise|intention)s?\b|\b(?:went|going|goes|gone) back on\b"
)
_UNMOVED = re.compile(
    r"\bbe (?:easily |ever )?[\"“]?(?:diverted|distracted|deflected|forgiven|swayed|intimidated|bullied|rushed|pushed"
    r"|silenced|part of|a one-off|about|around)\b"
)
_ANYONE = re.compile(r"^(?:anyone|anybody|those|people|someone|whoever|everyone)(?: who| that)?$", re.IGNORECASE)
_HAVE_DONE = re.compile(r"\bto have (?:been |(?:begun|gone|done|made|met|held|won|left|paid|\w+(?:ed|en))\b)")
_HAD_PLANNED = re.compile(
    r"had (?:previously|earlier|already|once) |had (?:\w+ )?been \w+(?:ed|et|ue|ly) |had (?:\w+ )?(?:hoped|planned"
    r"|intended|expected|meant) "
)
_PURPOSE_WILL = re.compile(
    r"\b(?:aim|goal|purpose|point|idea|question|challenge|task|key|trick|priority|hope|problem|answer)\b.{0,40}"
    r" (?:will|is going to) be\b"
)
_LOOKS_INTO = re.compile(
    r"\bhear (?:an?|the|oral|arguments?|two|three|cases?|testimony|appeals?|evidence)\b|\blook"
    r" (?:at|into)\b|\brecall (?:\d|all|its|some|more|up to|\w+ (?:cars|vehicles|trucks))"
)
_PRONOUN = re.compile(r"(?:he|she|they|we|I)", re.IGNORECASE)
_LOSS = re.compile(r"(?:\w+ ){1,3}?suffer (?:an? )?(?:\w+ )?(?:loss|losses|cuts?|drop|fall|defeat)\b")
#: `The accord will see the agency cover nine tenths`: somebody does something.
_SEES_DO = re.compile(r"(?:\w+ ){1,3}?see (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)* (?!\w+ing\b)[a-z]{3,}")
_OWN = re.compile(r"(?:they|we|it)$", re.IGNORECASE)
_NO_PLAN = re.compile(r"\bno (?:immediate |current )?plans?\b")
_PAST_PLAN = re.compile(r"^(?:had |was |were |has been |been )", re.IGNORECASE)
_TRIVIAL = re.compile(
    r"\b(?:make sure|tell you|be clear|point out|be honest|draw attention|see how|(?<!not )be able|stress|thank"
    r"|be (?:more )?(?:closely |carefully )?watch(?:ed|ing)|be looking to see|be paying attention|come when"
    r"|come to (?:reflect|see|regret|know)|emphasi[sz]e|note)\b"
)
_WISHED_DEED = re.compile(
    r"\bto (?:kill|execute|attack|strike|sue|impose|veto|shut|withdraw|pull|quit|resign|block|expel|post|publish|fire"
    r"|release|use|run|introduce|sign|hold|build|open|close|visit|sell|buy|appeal|file|bring|launch|repeal|replace"
    r"|end|ban|spend|play|leave|return|create|raise|cut)\b"
)


def is_debunking(article: Article) -> bool:
    """Whether the article is about a rumour: its title says so, or its text again and again."""
    return _RUMOUR.search(article.title) is not None or len(_RUMOUR.findall(article.text)) >= 3


def judge(sentence: str, hit: CueHit, clause: Clause, time: FoundTime | None, *, speech: bool) -> Judgement:
    """Weigh one clause. `time` is the one to come in it, `speech`: it is words of a quotation."""
    text = sentence[hit.start : clause.end]
    due, aside = (time.window, time.aside and hit.cue.name not in _DATED_OBJECT) if time else (None, False)
    dated = due is not None and is_dated(due, hit)
    reasons = [("cue", hit.cue.weight)]
    reasons += by_time(hit, due, dated=dated, aside=aside)
    reasons += _by_governor(hit, clause, dated)
    reasons += _by_words(hit, clause, text, dated)
    reasons += _by_speaker(hit, clause, speech, dated)
    reasons += by_report(sentence, hit, clause, dated=dated)
    reasons += _by_sentence(sentence, hit, clause)
    reasons += by_context(sentence, hit, clause, dated=dated)
    reasons += by_undoing(sentence, hit, clause, dated=dated)
    reasons += by_rhetoric(sentence, hit, clause, dated=dated)
    reasons += by_outlook(sentence, hit, clause, dated=dated)
    ranked = sorted(reasons, key=lambda reason: -abs(reason[1]))
    return Judgement(round(sum(value for _, value in reasons), 3), tuple(ranked))


def _by_sentence(sentence: str, hit: CueHit, clause: Clause) -> list[tuple[str, float]]:
    found = [
        (sentence.rstrip("”\"’') ").endswith("?"), ("question", -0.6)),
        (bool(_CORRECTION.search(sentence)), ("a correction", -0.5)),
        (bool(_RUMOUR.search(sentence)), ("a rumour", -0.4)),
        (bool(_MUSING.search(sentence[clause.start : min(clause.end, hit.end + 12)])), ("musing", -0.25)),
        (bool(_CRITICS.search(clause.said)) and not _OWN.match(clause.subject), ("what critics or friends say", -0.2)),
        (bool(_UNSAID.search(_OTHER_SAYING.split(clause.said)[-1][-60:])), ("not said", -0.3)),
        (_is_told_afterwards(sentence, hit), ("told afterwards", -0.4)),
        (_is_what_a_thing_is_for(sentence, hit, clause), ("a purpose", -0.4)),
        (
            bool(_PAST_CUE.match(sentence[hit.start : hit.end]) and _WOULD_HAVE.search(sentence, hit.end)),
            ("over by now", -0.5),
        ),
        (bool(_SAID_ONCE.search(clause.said[-60:])), ("said some time ago", -0.25)),
    ]
    return [reason for is_so, reason in found if is_so]


def _is_what_a_thing_is_for(sentence: str, hit: CueHit, clause: Clause) -> bool:
    """`She began a strike intended to urge`: the clause has its verb already."""
    return sentence.startswith("intended", hit.start) and find_finite(sentence, clause.start, hit.start) is not None


def _is_told_afterwards(sentence: str, hit: CueHit) -> bool:
    """`two years later he promised to`: a story of the past, not news of a promise."""
    return bool(_PAST_CUE.match(sentence[hit.start : hit.end]) and _TOLD_AFTERWARDS.search(sentence[: hit.start]))


def _by_governor(hit: CueHit, clause: Clause, dated: bool) -> list[tuple[str, float]]:
    reasons: list[tuple[str, float]] = []
    match clause.governor:
        case Governor.THINK:
            reasons.append(("only thought", -0.25))
        case Governor.SUPPOSE:
            reasons.append(("only supposed", -0.4))
        case Governor.RELATIVE if not (dated and hit.cue.kind in _DATED):
            reasons.append(("aside", -0.1 if dated or hit.cue.modality is not Modality.WILL else -0.22))
        case Governor.SAY:
            reasons.append(("said", 0.06))
        case _:
            pass
    if clause.conditional and (not dated or hit.cue.kind is CueKind.REPORTED):
        named = re.search(r"[A-Z]", clause.subject[1:])
        reasons.append(("conditional", -0.12 if named and clause.said else -0.25))
    return reasons


def _by_words(hit: CueHit, clause: Clause, text: str, dated: bool) -> list[tuple[str, float]]:
    verb = hit.verb
    found = [
        (
            verb in _VAGUE_VERBS
            and not _LOOKS_INTO.search(text[:40])
            and not _LOSS.match(text)
            and not _SEES_DO.match(text),
            ("nothing to check", -0.25),
        ),
        (_is_effect(hit, clause, text) and not dated, ("an effect", -0.25)),
        (bool(_GENERIC.search(text[:70])), ("generic", -0.45 if dated else -0.36)),
        (bool(_EVALUATION.search(_plain(text[:70]))) and not dated, ("a judgement", -0.25)),
        (bool(_NEED.search(text[:40])), ("a need", -0.25)),
        (
            hit.cue.name == "is-to" and bool(_PURPOSE.search(clause.subject) or re.match(r"[Tt]o \w", clause.subject)),
            ("a purpose", -0.3),
        ),
        (
            hit.cue.modality is Modality.WILL and not dated and bool(DOING_SO.match(clause.subject)),
            ("what it would do", -0.25),
        ),
        (bool(_TRIVIAL.search(text[:50])), ("a manner of speaking", -0.25)),
        (hit.cue.kind is CueKind.WISH and bool(_WISHED_DEED.search(text[:40])), ("a deed", 0.1)),
        (hit.cue.name != "no-intention", ("a past plan", _past_plan(hit, text, clause, dated))),
        (hit.cue.name == "forecast-of" and bool(FINITE.search(clause.subject)), ("a noun", -0.4)),
        (bool(_DROPPED.search(f"{clause.subject} {text[:12]}")), ("a plan given up", -0.3)),
        (bool(_HAVE_DONE.search(text[:40])), ("over by now", -0.5)),
        (bool(_HAD_PLANNED.match(text)) and clause.governor is not Governor.SAY, ("over by now", -0.45)),
        (bool(_UNMOVED.search(text[:40])), ("nothing to check", -0.25)),
        (bool(_ANYONE.match(clause.subject)), ("anyone", -0.3)),
        (bool(_PURPOSE_WILL.search(f"{clause.subject} {text[:14]}")), ("a purpose", -0.3)),
        (hit.cue.name != "no-intention" and bool(_NO_PLAN.search(f"{clause.subject} {text[:24]}")), ("no plan", -0.25)),
        (
            bool(_ADVERTISED.search(text)) and not dated and not re.match(r"[A-Z]\w+$", clause.subject),
            ("an advertisement", -0.25),
        ),
    ]
    return [reason for is_so, reason in found if is_so and reason[1]]


def _plain(text: str) -> str:
    """Without quotation marks and adverbs of degree: `be “absolutely unacceptable.”`."""
    return re.sub(
        r"[\"“”]|\b(?:absolutely|totally|completely|truly|really|quite|extremely|certainly) ", "", text.lower()
    )


def _is_effect(hit: CueHit, clause: Clause, text: str) -> bool:
    is_meant = hit.cue.modality in _MEANT and hit.cue.kind is not CueKind.REPORTED
    is_deed = hit.verb in _DEEDS and (
        _PRONOUN.fullmatch(clause.subject) or is_body(clause.subject) or is_person(clause.subject, ())
    )
    if hit.verb == "lead" and "lead to " not in text:
        return False
    if hit.verb in _OF_ITSELF and _ALONE.search(text[:60]):
        return False
    return hit.verb in _EFFECT_VERBS and not is_meant and not is_deed


def _past_plan(hit: CueHit, text: str, clause: Clause, dated: bool) -> float:
    """`had planned to` is over, `was set to` most often; in reported speech it may be to come."""
    found = _PAST_PLAN.match(text)
    if clause.subject.endswith(" had") or (found and found[0].lower() == "had "):
        if clause.governor is Governor.SAY:
            return 0.0 if hit.cue.name == "agreed" else -0.35
        return -0.5
    if not found or hit.cue.modality is Modality.WILL:
        return 0.0
    if dated:  # `the tax, which was expected to raise a billion over the next decade`
        return -0.4 if clause.governor is Governor.RELATIVE and hit.cue.name == "expected" else 0.0
    if clause.governor is Governor.SAY:
        return -0.05
    return -0.12 if hit.cue.modality is Modality.PLANS else -0.36


def _by_speaker(hit: CueHit, clause: Clause, speech: bool, dated: bool) -> list[tuple[str, float]]:
    subject = clause.subject
    found = [
        (bool(_ME.match(subject)), ("speaker's own or anyone", -0.3 if _YOU.match(subject) else -0.15)),
        (bool(_YOU.match(subject)) and " " in subject, ("advice", -0.3)),
        (hit.cue.name == "expects" and bool(_NOBODY.match(subject)), ("nobody expects it", -0.35)),
        (bool(re.search(r"[A-Z]", subject[1:] if subject[:2] == "I " else subject)), ("named", 0.04)),
        (speech and not dated, ("spoken", -0.05)),
        (_is_its_own_plan(hit, clause), ("its own plan", 0.12)),
    ]
    return [reason for is_so, reason in found if is_so]


def _is_its_own_plan(hit: CueHit, clause: Clause) -> bool:
    """`The council said it plans to`: who says it has the say."""
    is_plan = hit.cue.modality is Modality.PLANS and hit.cue.kind is CueKind.PLAIN
    return is_plan and clause.said != "" and _ITSELF.match(clause.subject) is not None
