"""Words of what is to come that nobody can check later, or that tell of something else: outlooks, names, rules, links."""

import re

from monitor.claims.extract.clauses import Clause
from monitor.claims.extract.cue import CueHit, CueKind
from monitor.claims.extract.finite import FINITE, find_finite

_IDLE = re.compile(
    r"\b(?:heighten|eas|rais|fuel|stok|inflam|deepen|spark|increas)(?:e|es|en|ens|ed)? (?:\w+ ){0,2}?(?:tensions?|concerns?"
    r"|fears?|doubts?|questions?|skepticism|scepticism|anger|outrage)\b"
    r"|\bunder (?:\w+ ){0,2}(?:microscope|scrutiny|pressure|fire)\b"
    r"|\bcast (?:an? )?(?:\w+ )?shadow\b|\b(?:wield|exert) (?:\w+ ){0,2}(?:power|influence|sway|clout)\b"
    r"|\bset (?:the |[\w’']+['’]s? )?(?:agenda|tone|stage)\b|\bcolou?r (?:the|its|his|her|their)\b"
    r"|\bhave (?:its|his|her|their) (?:say|way|day|moment)\b|\bheld accountable\b|\bup for grabs\b"
    r"|\bbe (?:very |so |more |quite )?(?:significant|open to|ready to|up to|all about|about more)\b|\bend up \w+ing\b"
    r"|\bstand up (?:to|for)\b|\btake (?:an? )(?:\w+ ){0,3}(?:stance|approach|line|view|toll|turn)\b"
    r"|\bbring (?:\w+ ){1,4}back to\b|\bcome close\b|\ba back seat\b|\b(?:second|third|last) place\b"
    r"|\b(?:get|find) (?:much|any|some|no|little) (?:relief|comfort|rest|help)\b|\bdeaf ears\b"
    r"|\bhave (?:an? )?(?:\w+ )?(?:argument|case|point|chance|right|trouble|difficulty|reason)\b"
    r"|\bbe (?:an?|the) (?:\w+ )?(?:celebration|extension|battleground|reminder|symbol|sign|lesson|success|failure|blow"
    r"|victory|mistake|priority|focus|debate|fight)\b"
    r"|\bcontinue to be (?:an?|the|one)\b"
)
#: `The visit will deepen the friendly ties of both states`.
_DEEPENS = re.compile(r"promote|enhance|strengthen|deepen|boost|foster|consolidate|cement|bolster|improve")
_TIES = re.compile(
    r"\b(?:cooperation|relations|relationships?|ties|friendship|understanding|partnership|stability|trust"
    r"|confidence|unity)\b"
)
#: What a plan goes through that nobody has yet.
_WEIGHED = re.compile(
    r"\b(?:first report|consider|weigh|mull|explor|float|debat|retreat\w* from|back\w* (?:off|away) from|walk\w* back"
    r"|abandon|shelv|drop|reject|revers|promot|tout)(?:e|s|es|ed|d|ing|ped|ping|ied)?(?: on)? (?:[\w’']+ ){1,4}?$"
)
_PLAN = re.compile(r"plans? ")
_BROKEN = re.compile(r"\b(?:sign|t[ao]k|ma[dk]|br[eo]k|violat|kept|keep|hono)\w* (?:an?|the|his|her|its|their|that) ?$")
_WORD = re.compile(r"(?:pledge|promise|vow)s? (?!(?:on )?\w+day\b)")
_SIGNED = re.compile(r"\bsign(?:s|ed) (?:an?|the) (?:joint )?$")
_ON_A_DAY = re.compile(r"(?:pledge|promise|vow)s? (?:on )?\w+day\b")
_JUDGED = re.compile(r"(?:would|will|['’]d|['’]ll) be [“\"]?[a-z]+[”\"]? (?:for [^,;.]{2,60} to|if|that)\b")
_IT = re.compile(r"(?:it|that|this)$", re.IGNORECASE)
_LAW_SAYS = re.compile(r"\b(?:[Cc]onstitution|[Aa]mendment|[Ss]tatute|[Ss]cripture|Bible|proverb|motto)\b[^,;]{0,20}$")
_TITLED = re.compile(r"\b(?:titled|entitled|headlined|captioned|called|dubbed|named|reading|reads),? [“\"][^”\"]*$")
_HOPES_DOWN = re.compile(
    r"\b(?:squash|quash|dampen|dash|temper|lower|dismiss|reject|brush\w* off|pour\w* cold water on)\w* (?:[\w’']+ ){0,3}?"
    r"(?:expectations?|hopes?|speculation|notions?|ideas?|suggestions?|talk|fears?)(?: that)? ?$"
)
_NO_DATE_FOR = re.compile(
    r"\bno [“\"]?(?:[\w’'-]+ ){0,2}(?:timeline|timetable|date|deadline|schedule|word|decision|details?|indication|clarity)"
    r"[”\"]? (?:for|on|of|about|as to) (?:when|how|what|whether|who|where)\b[^,;]*$"
)
_STILL_ON = re.compile(
    r"(?:holding (?:back|off|on|up|out)|taking (?:on|back)|getting (?:ready|along|away|\w+ed)|making (?:up|out))\b"
)
_COPES = re.compile(r"(?:dealing|grappling|coping|struggling|wrestling|reeling|living|battling|recovering)\b")
_FACING = re.compile(
    r"facing (?:an? )?(?:\w+ )?(?:tough|busy|growing|uphill|stiff|serious|mounting|challeng\w+|daunting|packed|more"
    r"|increas\w+|intense|pressure|questions|criticism|scrutiny|backlash|difficult|hard|strong)\b"
)
#: `held on arson and net theft charges`.
_OBJECTS = re.compile(r"\b(?:on|of|with|for|from|over|against|under) (?:[\w’'-]+ ){1,3}and (?:[\w’'-]+ ){1,3}$")
_NOUNS = frozenset({"charges", "claims", "reports", "rules", "counts"})
#: `guests who are arriving on Friday are led`.
_WHO_ARE = re.compile(r"\b(?:who|that) $")
_ARE_TOO = re.compile(r" (?:is|are|were|was|have|has|must|can|will) ")
_MEANS = re.compile(r"\bmeans?(?: that)?\s*$")
_YET_TO = re.compile(r"\byet to (?:\w+ )?(?:say|confirm|announce|decide|commit|promise|indicate)\b[^,;]{0,12}$")
_SPECULATED = re.compile(r"\b(?:speculation|rumou?rs?|gossip)(?: is| was)? that\s*$")
#: `The council must pay, or the pool will close`.
_OR_ELSE = re.compile(r"\b(?:must|should|need|needs|has to|have to|better)\b.*,? or(?: else)?,?\s*$")
#: `the goals that the mayor set for Friday`.
_HAS_SET = re.compile(r"\b(?:that|which) (?:[\w’'-]+ ){1,4}$")
_SET = re.compile(r"set for ")
_TO_BE_SO = re.compile(r"promis(?:es|ed|ing) to be (?:an?|as|more|very|\w+(?:ous|ful|able|ible|ive|less|ic|ing|y))\b")
_WHEN_HE_SAID = re.compile(r"\bwhen (?:he|she|they|it|the \w+|[A-Z][\w’'-]+) (?:said|announced|vowed|promised|told)\b")
_PREVIOUSLY = re.compile(
    r"\b(?:previously|in the past|once) (?:said|declared|promised|stated|vowed|pledged|announced|told)\b"
)
_SPAN = re.compile(
    r"\b(?:(?:fiscal|financial|calendar|school|tax) year|month|quarter|season|summer|winter|spring|autumn|week)$"
)
_ENDS = re.compile(r"(?:ends?|begins?|starts?|runs|closes)\b")
_LINK = re.compile(
    r"^(?:(?:[Ss]ee|[Rr]ead|[Ww]atch|[Ll]isten)(?: also| more)?|[Aa]lso(?: [Ss]ee| [Rr]ead)?|[Rr]elated|[Mm]ore|[Dd]on['’]t"
    r" [Mm]iss)\s*: ?[A-Z“\"]"
)
_NEWSLETTER = re.compile(
    r"\b[Yy]ou (?:will|['’]ll) (?:receive|get|be sent)\b[^.]*\b(?:e-?mails?|newsletters?|promotions)\b"
)
#: `keeps out sailors planning to train here`: which ones, after a verb.
_WHO_MEAN = re.compile(r"(?:planning|intending|hoping|preparing|promising|vowing|seeking|wanting) ")
_OF_A_NOUN = re.compile(
    r"\b(?:is|are|was|were|am|be|been|not|also|still|now|['’](?:s|re|m)) $|[,;:–—] ?$|\bwith [^,]* $"
)
#: `the berths they will lose`, `the sum the mayor plans to lend`: which ones.
_WHICH = re.compile(
    r"\b(?:[Tt]he|any|all|every|[Tt]hose|[Tt]hese|what) (?!day|week|month|year|time|moment|night|first|next|last|same)"
    r"(?:[a-z’'-]+ )?(?!(?:and|but|or|nor|that|as|if|when|while|because|where|which|who|before|after|until|since|so|than"
    r"|though|says?|said)\b)[a-z’'-]+ (?:he|she|it|they|we|you|I|[A-Z][\w’'-]+) $"
)
_TOLD = re.compile(r"\b(?:t[eo]ld?|assur|inform|warn|remind|promis|notif|say|said|tell)\w* (?:\w+ ){0,5}$")
_LEFT_VERB = re.compile(r"\b(?:could|would|will|might|may|is|are|was|were|has|have|had)\b")
_BILL = re.compile(r"\b(?:bill|proposal|version|draft|legislation|measure|amendment)s?\b")


_FIRST_SAID = re.compile(r"\bfirst (?:announced|said|revealed|vowed|pledged|promised|proposed|planned)\b")
_SHALL = re.compile(r"shall ")
_OPENED = re.compile(r"[“\"]$")
#: `read the letters before they were due to be burned`.
_BEFORE_THEY = re.compile(r"\b(?:before|after|until|when) (?:he|she|it|they|the [\w’'-]+) $")
_WAS = re.compile(r"(?:was|were) ")
_PLEDGES = re.compile(r"(?:pledge|promise|vow)s to ")
_OWNED = re.compile(r"(?:['’]s?|\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Tt]he|[Tt]hose|[Tt]hese)) (?:[\w’'-]+ )?$")
_WHETHER = re.compile(r"(?:show|tell|reveal|know) (?:us |them )?(?:whether|if|how|what|why|who)\b")


_GOES_ON = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|leaves|comes|came|follows|followed|means|meant|marks|marked|drew|sparked"
    r"|led)\b"
)


def by_outlook(sentence: str, hit: CueHit, clause: Clause, *, dated: bool) -> list[tuple[str, float]]:
    """Reasons, each with what it takes away, or gives."""
    before, rest = sentence[: hit.start], sentence[hit.start : clause.end]
    found = [
        (not dated and bool(_IDLE.search(rest[:80])), ("an outlook", -0.3)),
        (not dated and bool(_DEEPENS.fullmatch(hit.verb) and _TIES.search(rest[:100])), ("an outlook", -0.36)),
        (bool(_PLAN.match(rest) and _WEIGHED.search(before)), ("a plan not made yet", -0.5)),
        (bool(_WORD.match(rest) and _BROKEN.search(before)), ("a word given before", -0.4)),
        (bool(_SIGNED.search(before) and _ON_A_DAY.match(rest)), ("a word given now", 0.2)),
        (bool(_IT.search(clause.subject) and _JUDGED.match(rest)), ("a judgement", -0.5)),
        (not dated and bool(_LAW_SAYS.search(clause.said)), ("a rule", -0.4)),
        (bool(_TITLED.search(before)), ("words quoted as a name", -0.5)),
        (bool(_HOPES_DOWN.search(sentence[: clause.start])), ("not said", -0.5)),
        (bool(_NO_DATE_FOR.search(before)), ("not said", -0.5)),
        (hit.cue.name == "leaving" and bool(_STILL_ON.match(sentence, hit.end)), ("going on", -0.5)),
        (hit.cue.name in ("leaving", "continuous") and bool(_FACING.search(rest)), ("going on", -0.5)),
        (hit.cue.name == "continuous" and bool(_COPES.match(hit.verb)), ("going on", -0.5)),
        (
            hit.cue.name == "scheduled-for" and bool(_HAS_SET.search(before) and _SET.match(rest)),
            ("tells which ones", -0.5),
        ),
        (bool(_TO_BE_SO.match(rest)), ("a judgement", -0.4)),
        (not dated and bool(_WHEN_HE_SAID.search(clause.said)), ("said some time ago", -0.35)),
        (bool(_PREVIOUSLY.search(clause.said)), ("said some time ago", -0.35)),
        (not dated and bool(_MEANS.search(clause.said)), ("what follows", -0.3)),
        (bool(_YET_TO.search(sentence[: clause.start])), ("not said", -0.5)),
        (bool(_SPECULATED.search(sentence[: clause.start])), ("only supposed", -0.4)),
        (not dated and bool(_OR_ELSE.search(sentence[: clause.start])), ("conditional", -0.36)),
        (hit.cue.name == "present" and hit.verb in _NOUNS and bool(_OBJECTS.search(before)), ("a noun", -0.5)),
        (
            hit.cue.name == "continuous" and bool(_WHO_ARE.search(before) and _ARE_TOO.search(rest)),
            ("tells which ones", -0.5),
        ),
        (bool(_LINK.match(sentence)), ("a link", -0.6)),
        (bool(_NEWSLETTER.search(sentence)), ("an advertisement", -0.6)),
        (_is_of_a_span(sentence, hit, clause), ("a date everyone knows", -0.5)),
        (_tells_which(sentence, hit, clause), ("tells which ones", -0.4)),
        (bool(_FIRST_SAID.search(before[-60:] + rest[:40])), ("said some time ago", -0.5)),
        (bool(_SHALL.match(rest)) and bool(_OPENED.search(before)), ("a rule", -0.4)),
        (not dated and bool(_BEFORE_THEY.search(before) and _WAS.match(rest)), ("over by now", -0.5)),
        (bool(_PLEDGES.match(rest) and _OWNED.search(before)) and _has_verb_behind(sentence, hit), ("its name", -0.4)),
        (hit.cue.name == "decision-to" and bool(_GOES_ON.search(sentence, hit.end)), ("its name", -0.4)),
        (not dated and bool(_WHETHER.match(sentence, hit.end)), ("nothing to check", -0.4)),
        (hit.cue.name == "was-to" and bool(_BILL.search(clause.subject)), ("what a plan would do", -0.4)),
    ]
    return [reason for is_so, reason in found if is_so]


def _is_of_a_span(sentence: str, hit: CueHit, clause: Clause) -> bool:
    """`the fiscal year, which ends on Sept. 30`."""
    subject = re.sub(r",? which ?$", "", clause.subject.strip())
    return hit.cue.kind is CueKind.DATED and bool(_SPAN.search(subject) and _ENDS.match(sentence, hit.start))


def _tells_which(sentence: str, hit: CueHit, clause: Clause) -> bool:
    """Whether the clause only says which ones are meant, of whom another verb tells."""
    before = sentence[clause.start : hit.start]
    if _WHO_MEAN.match(sentence, hit.start):
        return FINITE.search(before) is not None and _OF_A_NOUN.search(before) is None
    which = _WHICH.search(sentence[: hit.start])
    if which is None or _TOLD.search(sentence[: which.start()]) or clause.lead:
        return False
    return FINITE.search(sentence, 0, which.start()) is not None or _LEFT_VERB.search(sentence, hit.end) is not None


def _has_verb_behind(sentence: str, hit: CueHit) -> bool:
    """`promises to open the books were forgotten`: the pledge is what the sentence is about."""
    return find_finite(sentence, hit.end, len(sentence)) is not None
