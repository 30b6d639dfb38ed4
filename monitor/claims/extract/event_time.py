"""Which of the times of a sentence is that of the event: not that of a deed gone by, of the telling, of a thing."""

import re
from datetime import date

from monitor.claims.dates import FoundTime
from monitor.claims.extract.clauses import Clause
from monitor.claims.extract.context import is_plan_noun
from monitor.claims.extract.coordination import is_verbal
from monitor.claims.extract.cue import CueHit, CueKind
from monitor.claims.extract.finite import FINITE
from monitor.model.claim import Modality

_OTHER_CLAUSE = re.compile(r", (?!who\b|which\b)(?:[\w’'-]+ ){1,6}(?:was|were|had|said|did|put|set|cut|[a-z]{3,}ed)\b")
#: `when he became chief in October`: that October was.
_WHEN_PAST = re.compile(
    r"\b(?:when|after|since|before) (?:[\w’'-]+ ){1,5}?(?:was|were|had|became|took|came|went|began|won|lost|left|met|fell"
    r"|died|[a-z]{3,}ed) [^,;]*$"
)
#: `the ferries launched in May`.
_DONE_THEN = re.compile(
    r"\b(?:[a-z]+s|the [\w’'-]+) (?:launched|opened|built|founded|signed|begun|started|made|adopted|created|imposed"
    r"|elected) (?:back )?$"
)
#: `about a lunch he had with her in March`.
_HE_HAD = re.compile(r"\b(?:he|she|it|they) had (?!to\b)[^,;]*$")
#: `At the end of the day, it will …`: a manner of speaking.
_IN_THE_END = re.compile(r"at the end of the day", re.IGNORECASE)
_THAT_HAS = re.compile(r"\b(?:that|which|who) (?:has|had|have|was|were|[a-z]{3,}ed) [^,;]*$")
#: `the lander that the firm unveiled in May`.
_THEY_DID = re.compile(
    r"\b(?:that|which) (?:(?:the|its|an?|his|her|their|this) [\w’'-]+|[A-Z][\w’'-]*|he|she|it|they) "
    r"(?!planned|expected|scheduled|intended|hoped|needed|wanted|agreed|promised|vowed)(?:[a-z]{3,}ed|made|took"
    r"|held|won|lost)"
    r" (?!to\b)[^,;]*$"
)
#: `plans announced by the ministry on Wednesday`: the day of the announcement.
_MADE_KNOWN = re.compile(
    r"\b(?:announced|unveiled|published|released|revealed|outlined|presented|disclosed|reported|signed|passed|approved"
    r"|proposed|requested|sought|raised|launched|imposed|introduced|filed|issued|posted|obtained|seen|made public|set"
    r" out|agreed"
    r"|reached)(?! (?:in|by) (?:20"
    r"|the end))(?: [\w’'.-]+){0,6}"
    r" ?$"
)
_HALF_A_YEAR = 200
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|this (?:morning|afternoon|evening)")
_BARE_DAY = re.compile(r"(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today")
#: `will join the service, which is new, next year`.
_ASIDE_CLOSED = re.compile(r", (?:which|who|where|whose) [^,;]{3,90}, ?")
_PAST_VERB = re.compile(r"\b(?:[a-z]{3,}ed|was|were|had|said|told|met|held|took|made|gave|won|lost)\b")
#: `On Friday he vowed to`: that Friday is the day of the vow.
_GAVE_WORD = re.compile(
    r"(?:also )?(?:ordered|directed|instructed|vowed|pledged|promised|committed|swore|agreed"
    r"|decided|threatened|announced)\b"
)
#: Cues that may hold the day of the telling: `agreed on Monday to hear`.
_TOLD_ON = frozenset(
    {"agreed", "agreed-day", "agreed-past", "vows", "plans-made", "promised-a", "ordered", "said-doing"}
)
#: `Beginning in May, tenants were told to prepare`.
_WERE_TOLD = re.compile(r"\b(?:was|were) (?:told|asked|ordered|urged|warned|instructed)\b")
_REACH = 100
_OFTEN_PAST = frozenset({"agreed-past", "to-be", "event", "event-on", "event-ahead", "owned-event"})


def is_its_subject(sentence: str, hit: CueHit, clause: Clause, time: FoundTime) -> bool:
    """`Halloween meets`: the feast is who does it. `Thursday brings the figures` is news."""
    alone = clause.start >= time.start and hit.start - time.end <= 1
    return alone and is_verbal(hit) and _WEEKDAY.fullmatch(sentence, time.start, time.end) is None


def must_be_near(hit: CueHit) -> bool:
    """Whether a cue tells as often of what is over, so that only a time close by is one to come."""
    return hit.cue.name in _OFTEN_PAST or hit.cue.name == "passive"


def is_near(time: FoundTime, said_on: date) -> bool:
    """`in March`, said in May of something without a verb of the future, was two months ago."""
    if time.window is None or time.window.earliest is None or re.search(r"\d{4}|\bnext\b", time.window.text):
        return True
    return (time.window.earliest - said_on).days <= _HALF_A_YEAR


#: `the July 25 call`, `his March letter`.
_MONTH_OF = re.compile(
    r"(?:the |an? |his |her |its |their )?(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo"
    r"|Novem|Decem)ber"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)(?: \d\d?)?"
)
_MONTH_DAY = re.compile(
    r"(?:on |(?:on )?[A-Z][a-z]+day,? )?(?:[A-Z][a-z]{2,8}\.? \d\d?(?:st|nd|rd|th)?"
    r"|\d\d?(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8}\.?)"
)
#: Days to the next of its kind when the last one was less than a fortnight ago.
_LAST_MONTH = 351
_OF_WHAT = re.compile(
    r" (?:phone )?(?:calls?|letters?|e-?mails?|speech|interviews?|memo|statement|decision|ruling|report|attacks?"
    r"|shooting|crash|raid)\b"
)


_WAS_DUE = re.compile(
    r"\b(?:was|were) (?:\w+ly )?(?:due|set|scheduled|expected|supposed|meant|planned|slated) [^,;]{0,80}$"
)
_IN_A_MONTH = re.compile(r"(?:in |on )?[A-Z][a-z]{2,8}\.?(?: \d\d?)?")


def is_of_last_year(sentence: str, time: FoundTime, said_on: date) -> bool:
    """Whether a day or month is that of a thing gone by: a day of last week, or, before a noun, of the last half year."""
    ahead = (time.window.earliest - said_on).days if time.window and time.window.earliest else 0
    if ahead > _LAST_MONTH and _MONTH_DAY.fullmatch(sentence, time.start, time.end):
        return True
    if ahead > _HALF_A_YEAR and _WAS_DUE.search(sentence, 0, time.start):  # `was due to leave in May`, said in July
        return _IN_A_MONTH.fullmatch(sentence, time.start, time.end) is not None
    return ahead >= _HALF_A_YEAR - 20 and (
        _MONTH_OF.fullmatch(sentence, time.start, time.end) is not None
        and _OF_WHAT.match(sentence, time.end) is not None
    )


def time_of(sentence: str, clause: Clause, hit: CueHit, times: tuple[FoundTime, ...]) -> FoundTime | None:
    """The time of the event: the first after the cue that dates it, else the one that leads the clause in."""
    coming = [time for time in times if time.window is not None]
    reach = hit.start + _REACH if is_verbal(hit) else clause.end
    after = [time for time in coming if hit.start <= time.start < min(clause.end, reach)]
    after = [time for time in after if not _WHEN_PAST.search(sentence, hit.end, time.start)]
    after = [time for time in after if not _DONE_THEN.search(sentence, hit.end, time.start)]
    after = [time for time in after if not _is_of_what_was(sentence, hit, time)]
    after = [time for time in after if not _THEY_DID.search(sentence, hit.end, time.start)]
    after = [time for time in after if not _HE_HAD.search(sentence, hit.end, time.start)]
    after = [time for time in after if not _is_made_known(sentence, hit, time)]
    after += [time for time in coming if _ASIDE_CLOSED.fullmatch(sentence, clause.end, max(clause.end, time.start))]
    after += [time for time in coming if _stands_before(sentence, clause, hit, time)]
    if hit.cue.name in _TOLD_ON:
        after = [time for time in after if time.end > hit.end]
    told = is_plan_noun(sentence, hit, clause) and FINITE.search(sentence, clause.start, hit.start) is not None
    if hit.cue.name == "plans" and FINITE.search(sentence, clause.start, hit.start):  # `announced plans on Friday to`
        after = [time for time in after if time.start >= hit.end]
    if told:  # `unveiled plans to close it on Friday`: that day is most often the day of the telling
        after = [time for time in after if not _BARE_DAY.fullmatch(sentence, time.start, time.end)]
    if is_verbal(hit):
        after = [time for time in after if not _OTHER_CLAUSE.search(sentence, hit.end, time.start)]
        after = [time for time in after if not _THAT_HAS.search(sentence, hit.end, time.start)]
    lead_end = len(clause.lead) + 1
    within = clause.start + (2 if is_verbal(hit) else 8)
    leading = [time for time in coming if _leads_in(sentence, time, lead_end) or clause.start <= time.start <= within]
    leading = [
        time for time in leading if time.end <= hit.start and not told and not _GAVE_WORD.match(sentence, hit.start)
    ]
    leading = [time for time in leading if not _WERE_TOLD.search(sentence, time.end, hit.start)]
    leading = [time for time in leading if not _IN_THE_END.fullmatch(sentence, time.start, time.end)]
    if hit.cue.kind in (CueKind.DATED, CueKind.EVENT):
        leading = [time for time in leading if not _is_of_past_verb(sentence, hit, time)]
    ranked = sorted(after, key=lambda time: (_is_unbounded(time), time.aside or _is_of_noun(sentence, time))) + leading
    return ranked[0] if ranked else None


#: `to end Saturday deliveries by May`.
_ITS_NOUN = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (?!morning|afternoon|evening|night|for|when|with|over|after"
    r"|before|that|and|or|as|at|in|on|by|to|if|in|against|from|into|amid|about|because|until|while|during)[a-z]{4,}"
)


def _is_of_noun(sentence: str, time: FoundTime) -> bool:
    return _ITS_NOUN.match(sentence, time.start) is not None


#: `will study a leak sighted on Monday`.
_SIGHTED = re.compile(
    r"\b(?:an?|the|its|his|her|their|\d+|two|three|some|any|all) (?:[\w’'-]+ ){0,3}?"
    r"(?!unchanged|closed)[a-z]{3,}ed (?:by [^,;]{2,40} )?$"
)
#: `will look into reports of a blast on Sunday`.
_LOOKS_BACK = re.compile(r"(?:investigate|probe|examine|review|mourn|study|(?:look|inquire) into)\b")
_INTO_A_BLAST = re.compile(
    r"\b(?:crash|blast|explosion|attack|shooting|killing|death|fire|blaze|spill|leak|accident|collision|incident|clash(?:es)?"
    r"|violence|protests?|outage|derailment|capsizing|sinking|arrest|raid)s? $"
)
#: `will press charges for the war during the summer`.
_WAR_IN = re.compile(
    r"\b(?:for|over|about) (?:an?|the|its|his|her|their|last) [^,;]{0,40}"
    r"\b(?:war|conflict|fighting|crackdown|bombing|invasion|massacre)s? $"
)
_A_DAY = re.compile(r"(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:night|morning|afternoon|evening))?")
#: `hotter than today's`.
_MORE_THAN = re.compile(r"\b(?:than|exceeds?|match(?:es)?|compared (?:to|with)|above|below|beyond) $")


def _is_of_what_was(sentence: str, hit: CueHit, time: FoundTime) -> bool:
    """Whether a day is that of a deed or a mishap that the event is about, or of what it is compared with."""
    if _MORE_THAN.search(sentence, hit.end, time.start) or _WAR_IN.search(sentence, hit.end, time.start):
        return True
    if _A_DAY.fullmatch(sentence, time.start, time.end) is None:
        return False
    if _LOOKS_BACK.match(sentence, hit.end) and _INTO_A_BLAST.search(sentence, hit.end, time.start):
        return True
    return (
        hit.verb not in _SEES
        and not _PASSIVE.search(sentence, hit.start, hit.end)
        and (_SIGHTED.search(sentence, hit.end, time.start) is not None)
    )


_SEES = frozenset(("see", "have", "get", "keep", "be"))
_PASSIVE = re.compile(r"\bbe $")


def _is_of_past_verb(sentence: str, hit: CueHit, time: FoundTime) -> bool:
    """`On Sunday the army threatened strikes`: the day a sentence opens with is that of its verb, which is past."""
    return _BARE_DAY.fullmatch(sentence, time.start, time.end) is not None and (
        _PAST_VERB.search(sentence, time.end, hit.start) is not None
    )


def _is_made_known(sentence: str, hit: CueHit, time: FoundTime) -> bool:
    """Whether the time is that of a participle of telling after the cue, not of what is to come."""
    found = _MADE_KNOWN.search(sentence, hit.end, time.start)
    return (
        found is not None
        and (sentence[: found.start()].endswith(", ") or _WEEKDAY.search(sentence, time.start, time.end) is not None)
        and not (re.search(r"\bbe $", sentence[: found.start()]) or sentence[found.start() - 1 : found.start()] == "-")
    )


def _leads_in(sentence: str, time: FoundTime, lead_end: int) -> bool:
    """`On Friday, …`; a time after a verb of its own (`If he knows what comes tonight, …`) is of that verb."""
    return time.end <= lead_end and FINITE.search(sentence, 0, time.start) is None


_NIGHT = re.compile(r" ?(?:(?:night|morning|afternoon|evening) )?")


def _stands_before(sentence: str, clause: Clause, hit: CueHit, time: FoundTime) -> bool:
    """`Envoys of both sides on Thursday will discuss`: right before the verb, with no other verb before it."""
    return (
        _NIGHT.fullmatch(sentence, min(time.end, hit.start), hit.start) is not None
        and time.end <= hit.start
        and (hit.cue.modality is not Modality.PLANS or sentence.startswith("plans to ", hit.start))
        and time.start > clause.start
        and not _GAVE_WORD.match(sentence, hit.start)
        and FINITE.search(sentence, clause.start, time.start) is None
    )


def _is_unbounded(time: FoundTime) -> bool:
    return time.window is None or time.window.latest is None
