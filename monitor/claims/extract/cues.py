"""The words that announce something to come, each with how firmly it does.

A cue's `weight` is how surely a clause with it, and nothing for or against it, is an open prediction.
"""

import re
from collections.abc import Iterator

from monitor.claims.extract.cue import Cue, CueHit, CueKind
from monitor.claims.extract.cue_hints import HINTS
from monitor.claims.extract.cue_states import FIRST, STATES
from monitor.claims.extract.cue_words import (
    ADVERB,
    ASIDE,
    BE,
    DAY_NAME,
    EVENTS,
    LEAVING,
    MONTH,
    NOT_SO,
    NOW,
    TIME_AHEAD,
    TO_COME,
)
from monitor.claims.extract.headlines import find_headline
from monitor.claims.extract.present import find_present
from monitor.claims.verbs import EVENT_VERBS
from monitor.model.claim import Modality

_MORE_VERBS = frozenset(
    (
        "be",
        "blast",
        "chair",
        "dive",
        "do",
        "elect",
        "have",
        "inherit",
        "lift",
        "pass",
        "receive",
        "rejoin",
        "rest",
        "work",
    )
)
VERB = "(?:" + "|".join(sorted(EVENT_VERBS | _MORE_VERBS)) + ")"

CUES: tuple[Cue, ...] = (
    Cue("set",
        rf"\b(?:{BE} |{BE} {ADVERB}|)(?:all )?(?:set|slated|poised|scheduled|timetabled|booked|on track"
        rf"|on course"
        rf"|(?<!waiting )(?<!standing )(?<!wait )(?<!stand )in line"
        rf"|gearing up|lined up|tipped) to (?:be )?|\b{BE} {ADVERB}planned to (?:be )?", Modality.SCHEDULED, 0.75),
    Cue("due", rf"\b(?:{BE} {ADVERB})?due to (?:be |(?={VERB}\b))", Modality.SCHEDULED, 0.75),
    Cue("set-for",
        rf"\b{BE} {ADVERB}(?:set{NOT_SO}|slated|scheduled|due|planned|timetabled|booked|earmarked|penciled in"
        rf"|pencilled in|arranged|listed) {TIME_AHEAD}",
        Modality.SCHEDULED, 0.7),
    Cue("scheduled-for",
        r"(?<!heart )(?<!hearts )(?<!mind )(?<!minds )(?<!sights )(?<!eyes )(?<!stage )\b(?:scheduled|slated|planned"
        r"|set|due) (?:for|on|to begin|to start) (?=[A-Z]|next|this|later|early|late"
        r"|the)", Modality.SCHEDULED, 0.55),
    Cue("expected",
        rf"(?:\b{BE} {ADVERB}(?:forecast|projected|predicted|anticipated|tipped|believed likely|thought likely)"
        rf"|(?:\b{BE} {ADVERB}|\b)(?<!\bthan )(?<!\bas )expected) to (?:be )?",
        Modality.EXPECTS, 0.72),
    Cue("expected-on", rf"\b{BE} {ADVERB}(?:expected|anticipated|forecast|predicted|likely) {TIME_AHEAD}",
        Modality.EXPECTS, 0.65),
    Cue("expected",
        rf"\b{BE} {ADVERB}(?:expected|planned|scheduled|forecast|anticipated)(?= (?:over|across|there|here|among"
        rf"|from|when|as"
        r" well|between)\b|[.,;]|$)(?<! as expected)(?<! than expected)", Modality.EXPECTS, 0.57),
    Cue("likely",
        rf"\b{BE} {ADVERB}(?:most |very |more |less |highly )?(?:likely|unlikely) to ",
        Modality.EXPECTS, 0.5),
    Cue("sure-to", rf"\b{BE} {ADVERB}(?:certain|sure|bound|almost certain) to ", Modality.EXPECTS, 0.46),
    Cue("about-to", rf"\b{BE} {ADVERB}(?:(?:about|getting ready) to |on the (?:verge|brink|cusp) of "
        r"|(?:just |only |mere )?(?:days|weeks|hours|months|minutes|an? (?:day|week|month|vote|step)) away from"
        r" (?=\w+ing\b))",
        Modality.EXPECTS, 0.5),
    Cue("ready-to", rf"\b{BE} {ADVERB}ready to ", Modality.EXPECTS, 0.35),
    Cue("soon-to-be", r"\bsoon[ -]to[ -]be[ -](?=\w+(?:ed|en|ld|nt)\b)", Modality.SCHEDULED, 0.5),
    Cue("will",
        rf"(?<!\bthe )(?<!\ba )(?<!\bfree )(?<!\bher )(?<!\bhis )(?<!\bits )(?<!\btheir )"
        r"(?<!\bour )(?<!\bmy )(?<!\bgood )(?<!\bill )(?<!s['’] )"
        r"(?<!\bat )(?<!\bpolitical )(?<!\bown"
        rf" )(?<!['’]s )\b(?:will|shall){ASIDE} (?!of\b|it\b|he\b|she\b|they\b|we\b|you\b|there\b|to\b(?! \w+ly)|and"
        rf" testament){ADVERB}(?:be )?",
        Modality.WILL, 0.7),
    Cue("will", r"(?:^|(?<=[.!?:–—-] ))Will (?:also |soon |now )?be (?=\w+ing\b)", Modality.WILL, 0.6),
    Cue("wont", rf"\b(?:won['’]t|will not|cannot and will not)\b {ADVERB}(?:be )?", Modality.WILL, 0.7),
    Cue("ll", rf"(?<=\w)['’]ll {ADVERB}(?:be )?", Modality.WILL, 0.6),
    Cue("going-to",
        rf"\b(?:{NOW}|\w+['’](?:s|re|m)) {ADVERB}(?:going to|gonna) (?!the\b|a\b|an\b|[A-Z])(?:be )?",
        Modality.WILL, 0.5),
    Cue("no-intention", r"\b(?:has|have|had|[Tt]here (?:is|are|were)|with) (?:absolutely |currently |still )?no"
        r" (?:immediate |current |further |such )?"
        r"(?:(?:intentions?|plans) of (?=\w+ing\b)|(?:plans?|intentions?) (?:to (?:be )?(?=[a-z])|for (?=an?\b|another|any"
        r"|further|more)))",
        Modality.PLANS, 0.55),
    Cue("vows",
        r"\b(?:has |have |had |is |are )?(?:also )?(?:vow(?:s|ed|ing)?|pledg(?:es?|ed|ing)|promis(?:es?|ed|ing)"
        r"|commit(?:s|ted)?(?: itself| themselves| himself| herself)?|undert(?:akes?|ook)|swears?|swore) "
        rf"(?:(?:once )?again |repeatedly |publicly |privately |in an? (?:\w+ )?(?:speech|statement|interview|letter"
        rf"|tweet) )?"
        rf"(?:(?:on )?(?:{DAY_NAME}|(?:last|this) \w+) )?(?:not |never )?to (?!the\b|an?\b|its\b|their\b|his\b|her\b|[A-Z]"
        r"|(?!bring)\w+ing\b)",
        Modality.PROMISES, 0.6),
    Cue("has-threatened", r"\b(?:(?:has|have) (?:also |again |repeatedly )?threatened|is threatening|are threatening)"
        r" to (?=[a-z])",
        Modality.PLANS, 0.42, CueKind.WISH),
    Cue("threatens", r"\b(?:has |have )?(?:also )?threaten(?:s|ed|ing) to (?=[a-z])", Modality.PLANS, 0.3, CueKind.WISH),
    Cue("plans",
        rf"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bnever )(?<!\bbeen )\b(?:(?:{BE} (?:also |still |now "
        rf"|already |reportedly |not )*(?=\w+ing ))|had |has |have |)(?:also |still |now |already |reportedly |not"
        rf" )*(?:plann?(?:s|ed|ing)|plan(?!\w)|intend(?:s|ed|ing)?|aim(?:s|ed|ing)? (?=to)|prepar(?:es?|ing)"
        rf"|propos(?:es|ing) (?=to)|arrang(?:es|ing))"
        rf" (?:not |on {DAY_NAME} |on (?!{DAY_NAME})|for \w+ing )?(?:to |(?<=on ))(?:be )?(?![A-Z]|the\b"
        rf"|a\b)", Modality.PLANS, 0.65),
    Cue("looking-to", rf"\b{NOW} {ADVERB}looking to (?!the\b|an?\b|its\b|their\b|his\b|her\b|see\b|do\b|be\b|me\b"
        rf"|us\b)(?=[a-z])",
        Modality.PLANS, 0.48),
    Cue("planning",
        r"\b(?:is|are|['’]s|['’]re|be) (?:also |now |already |reportedly )?planning (?!to\b|on\b|for\b|ahead\b"
        r"|around\b|and\b|commission|board|department|process|office|permission)(?=\w)",
        Modality.PLANS, 0.6),
    Cue("preparing",
        rf"\b{BE} {ADVERB}(?:preparing|drafting|drawing up|readying) (?:an?|its|their|his|her|similar|new|more|further"
        r"|another|fresh|additional|legal|military|economic|criminal) ", Modality.PLANS, 0.55),
    Cue("aiming-for", rf"\b(?:(?:{NOW}|was|were) {ADVERB}(?:aiming|pushing|shooting|pressing)|aims?) for ",
        Modality.PLANS, 0.25, CueKind.DATED),
    Cue("put-off",
        r"\b(?:(?:push|move)(?:es|ed|d|ing)? back|postpon(?:es?|ed|ing)|delay(?:s|ed|ing)?|put(?:s|ting)? off"
        r"|adjourn(?:s|ed|ing)?|cancel+(?:s|ed|ing)|call(?:s|ed|ing) off|halt(?:s|ed|ing)|suspend(?:s|ed|ing)|ban(?:s"
        r"|ned|ning)"
        r"|clos(?:es|ed|ing)|block(?:s|ed|ing)) (?=(?:[\w’'$-]+ ){1,14}?(?:until|till|to|through)"
        rf" (?:at least )?(?:{DAY_NAME}|{MONTH}|next|later|early|mid|late|the (?:end|fall|autumn|spring|summer"
        rf"|winter)|\d))",
        Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("plans-made",
        r"\b(?:has|have|announc\w+|unveil\w+|confirm\w+|outlin\w+|reveal\w+|express\w+|made|repeat\w+|renew\w+)"
        rf" (?:\w+ ){{0,3}}?(?:plans?|intentions?|promises?|pledges?|vows?|commitments?) (?:on {DAY_NAME} )?(?:to |of |for"
        r" )(?=[a-z]+)(?!the\b|a\b|an\b|which\b|how\b|action\b|their\b|his\b|her\b|its\b|our\b|my\b|your\b|each\b"
        r"|this\b)", Modality.PLANS, 0.56, CueKind.NOUN),
    Cue("plan-noun",
        r"\b[Pp]lans? (?:by (?:[\w’'-]+ ){1,7}?)?to (?=[a-z]+)(?!the\b|a\b|an\b)", Modality.PLANS, 0.5, CueKind.NOUN),
    Cue("pledge-noun",
        r"\b(?:intentions?|promises?|pledges?|vows?|commitments?) (?:to |of )(?=[a-z]+)(?!the\b|a\b|an\b)",
        Modality.PLANS, 0.38, CueKind.NOUN),
    Cue("expects",
        r"(?<!\bthe )(?<!\ba )(?<!\bnew )(?<!\bthis )(?<!\bits )(?<!\btheir )(?<!\bto )(?<!-)"
        r"(?<!\bhad )(?<!\bhave )(?<!\bhas )(?<!didn['’]t )(?<!did not )(?<!never )\b(?:do(?:es)? not "
        r"|do(?:es)?n['’]t |now |still |also |should )?(?:(?:(?:is|are) (?:also |now |still )?(?:expect|anticipat"
        r"|forecast|project)ing)"
        r"|expects?|anticipates?|predicts?|forecasts?|projects(?! to\b))(?! (?:that|shows?|says|calls|suggests|including"
        r"|such|are|is|was|were|have|has|will|would|can|could|and"
        r"|or|in|of)\b)(?="
        r" (?:to|the|a|an|its?|his|her|their|that|more|some|about|[A-Z]\w*|\w+ing|\d+|two|three|four|five|six|another"
        r"|further|no (?:change|decision|further|more|new))\b"
        r"|(?: [\w’'][\w,.’'-]*){1,6} (?:to \w|(?:of|at|by) [$€£]?\d))",
        Modality.EXPECTS, 0.58),
    Cue("expected-then",
        r"(?<!\bhad )(?<!\bhave )(?<!\bhas )(?<!\bwas )(?<!\bwere )(?<!\bis )(?<!\bare )(?<!\bthan )(?<!\bas )(?<!\bbe )"
        r"\b(?:expected|anticipated) (?=(?:the |an? |its |his |her |their )?(?!to\b)(?:[\w’'%.-]+ ){1,6}?"
        r"(?:to (?:be )?\w|(?:of|at) [$€£]?\d))",
        Modality.EXPECTS, 0.6, CueKind.REPORTED),
    Cue("going-ahead",
        rf"\b{NOW} {ADVERB}(?:going ahead|going forward|moving ahead|moving forward|pressing ahead|pushing ahead"
        rf"|proceeding|getting ready|gearing up|preparing) (?:with|for|to) ",
        Modality.PLANS, 0.6),
    Cue("agreed",
        r"\b(?:has|have|had) (?:also )?(?:agreed|decided|opted|chosen|elected|resolved) (?:not )?to ",
        Modality.PLANS, 0.5),
    Cue("agreed",
        r"\b(?:has |have )?accept(?:s|ed) (?:an?|the|his|her|its|their|[A-Z][\w’'-]+['’]s) (?:[\w’'-]+ ){0,3}?(?:invitation"
        r"|invite)s?(?: (?:from|of|for) [^,;]{2,70}?)? to (?=[a-z])",
        Modality.PLANS, 0.5),
    Cue("agreed-past", r"\b(?:agreed|decided|opted) (?:not )?to "
        rf"|\bagreed (?:in {MONTH}|last \w+|earlier this \w+) (?:not )?to "
        r"|\bvoted to (?=(?:go on strike|strike|walk out|begin"
        r"|start|end|close|leave)\b)", Modality.PLANS, 0.3, CueKind.DATED),
    Cue("is-to",
        r"(?<!goal )(?<!aim )(?<!idea )(?<!point )(?<!purpose )(?<!way )(?<!job )(?<!thing )(?<!hope )(?<!task"
        r" )(?<!plan )(?<!question )"
        r"\b(?:is|are) to (?:be )?(?!say\b|see\b|applauded\b|commended\b|feared\b|noted\b|remembered\b|suggest\b"
        r"|imply\b|deny\b|argue\b|avoid\b|prevent\b|blame\b|ensure\b"
        r"|help\b|try\b|do\b|use\b|know\b"
        r"|the\b|be\b)(?=[a-z])",
        Modality.SCHEDULED, 0.5),
    Cue("must", rf"\b(?:must|ha(?:s|ve) to|needs? to) (?=(?:be )?{VERB}\b|tell\b"
    "|hand\b)", Modality.SCHEDULED, 0.2, CueKind.DATED),
    Cue("was-to", r"\b(?:was|were) to (?:be )?(?!blame\b|say\b"
    "|see\b)(?=[a-z])", Modality.SCHEDULED, 0.2, CueKind.DATED),
    Cue("to-be", r"\bto be (?=\w+(?:ed|en|ld|nt|de)\b)", Modality.SCHEDULED, 0.2, CueKind.DATED),
    Cue("not-doing",
        r"\b(?:is|are|['’]s|['’]re) (?:not|no longer) (?:running|seeking|standing|attending|taking part|making the"
        r"|returning"
        r"|going to [A-Z]|stepping|resigning|leaving|planning|quitting|participating|contesting|competing|coming"
        r"|travel+ing"
        r"|selling|closing) ?", Modality.PLANS, 0.52),
    Cue("called-for",
        r"\b(?:(?:has|have|had) )?(?:called|scheduled|announced|listed|set|declared|threatened|organi[sz]ed|arranged"
        r"|convened|ordered|fixed|booked) (?:an?|the|another|two|three|its|their|\d+-\w+|more|new|fresh) "
        r"(?:[\w’'-]+ ){1,6}?"
        rf"(?=(?:for|from|starting|beginning) (?:{DAY_NAME}|next|tomorrow)|(?:for|on|from) (?:{MONTH}\.? \d"
        rf"|\d\d? {MONTH}))",
        Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("forecast-of",
        r"(?<!\bthe )(?<!\ba )(?<!\bthan )(?<!\bits )(?<!\btheir )(?<!\bhis )(?<!\bour )\b(?:forecasts?|predict(?:s|ed)"
        r"|project(?:s(?! to\b)|ed)|sees?|look(?:s|ing)? for|guided (?:for|to)|pencil(?:s"
        r"|led) in|pric(?:es|ed|ing) in)"
        r"(?! (?:on|in|for) | [^,;.]{0,30}(?:chance|probability|odds|risk|likelihood))"
        r" (?=(?:[\w’'-]+ ){0,6}?(?:of |at |to |by |between |up |about |around |rising |falling "
        r"|growing )*[$€£¥]?\d[\d,.]*)",
        Modality.EXPECTS, 0.5),
    Cue("to-be",
        r"\bto be (?:held|announced|released|published|unveiled|launched|completed|voted|decided|signed|introduced"
        r"|issued|named|played|opened)\b(?: )?", Modality.SCHEDULED, 0.3, CueKind.DATED),
    Cue("wants",
        r"\b(?:wants?|wanted|hop(?:es?|ed|ing)|aims?|seeks?|would like) (?:to )(?!the\b)",
        Modality.PLANS, 0.35, CueKind.WISH),
    Cue("should", r"\bshould (?:be )?(?:largely |be able to )?", Modality.EXPECTS, 0.25, CueKind.DATED),
    Cue("would",
        rf"(?:\b(?:would{ASIDE}|wouldn['’]t)(?= )|['’]d\b(?! \w+ed\b| (?:\w+ly |already |also )\w+ed\b)) (?!\w+ly have \w+"
        rf"|have"
        rf" [“\"]?(?:been|had|\w+ed|\w+en|gone|come|done|made|won|lost|got)\b"
        rf"|been\b|had\b|like\b|rather\b|love\b|prefer\b){ADVERB}(?:be )?",
        Modality.PROMISES, 0.5, CueKind.REPORTED),
    Cue("leaving",
        rf"\b(?:is|are|am|[Hh]e['’]s|[Ss]he['’]s|[Ii]t['’]s|['’]re|['’]m) {ADVERB}(?={LEAVING}\b)",
        Modality.PLANS, 0.3, CueKind.DATED),
    Cue("event",
        rf"\b(?:an?|the|his|her|its|their|\w+['’]s|final|second|first|for)? ?(?:[\w-]+"
        rf" )?(?<![-\w])(?<!could )(?<!may )(?<!might )(?<!would )(?<!to )(?<!will"
        rf" )(?:{EVENTS})\b(?={TO_COME})", Modality.SCHEDULED, 0.25, CueKind.EVENT),
    Cue("event-on",
        rf"\b(?:an?|the|his|her|its|their)? ?(?:[\w-]+ )?(?:{EVENTS})(?= (?:in [A-Z]\w+ )?(?:on|in|for) {MONTH}\b)"
        rf"|\b{MONTH}\.? \d\d? (?:[\w-]+ )?(?:{EVENTS})\b",
        Modality.SCHEDULED, 0.22, CueKind.EVENT),
    Cue("plans-a",
        r"\bplans (?:an?|another|more|further|new|first|second|third|fresh|major|two|three|\d+) |(?<=[a-z]s|ey"
        r"|we) (?:also |now |already )?plan (?:an?|another|more"
        r"|further|new) |\b(?:also|now|already) plan (?:an?|another|more|further|new) ", Modality.PLANS, 0.5),
    Cue("was-going", r"\b(?:was|were) (?:not )?going to ", Modality.WILL, 0.5, CueKind.REPORTED),
    Cue("promised-a",
        r"\b(?:has |have )?(?:promis|pledg)(?:es|ed) (?:(?:an?|the|its|their|his|her|more|new) |(?=[$€£]?\d))(?=[$€£\w])",
        Modality.PROMISES, 0.25, CueKind.DATED),
    Cue("event-dated",
        rf"\b(?:an?|the|its|his|her|their) (?:scheduled|planned) (?:{MONTH}\.? \d\d?|\d\d? {MONTH}|{DAY_NAME}) [a-z-]+"
        rf"(?: [a-z-]+){{0,2}}?\b(?= (?:of|in|on|at|with|between|for|to|by|and)\b|[,.;]|$)",
        Modality.SCHEDULED, 0.35, CueKind.EVENT),
    Cue("is-day",
        rf"\b(?:is|are) (?=(?:(?:in|at) [A-Z]\w+ |at \d[\d:.]* ?(?:[ap]\.?m\.?,? )?)?"
        rf"(?:on |this |next |set for |in )?(?:{DAY_NAME}\b|{MONTH}\.? \d"
        rf"|\d\d? {MONTH}|the (?:first|last) \w+ (?:in|of) (?:the month|{MONTH})|tomorrow|next (?:week|month)))",
        Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("summoned",
        r"\b(?:has |have )?(?:summoned|called|convened|recalled) (?:[\w’'-]+ ){1,5}(?:to|for|back for) (?:an?|the"
        r"|more|fresh|new)? ?"
        rf"(?:[\w-]+ ){{0,2}}?(?:{EVENTS})\b", Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("committed-to", rf"\b(?:{BE} {ADVERB}|has |have )(?<!\bnot )committed to (?=\w+ing\b)",
        Modality.PROMISES, 0.3, CueKind.DATED),
    Cue("has-until",
        r"\b(?:has|have|had|(?:gave|gives|given|giving|granted)\b(?: [\w'’-]+){0,5}) "
        r"(?:until |(?=(?:\d+|\w+) (?:day|week|month)s to [a-z]))",
        Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("heads-to",
        r"\b(?:now|next|then) (?:heads|goes|moves|returns|passes) (?:back )?to ", Modality.SCHEDULED, 0.55),
    Cue("event-ahead",
        rf"(?:ahead of|setting up|clearing the way for|in advance of|the lead-up to|the run-up to|planned|upcoming"
        rf"|scheduled|gear\w+ up for) (?:an?|the|his|her|its|their|\w+['’]s)? ?(?:[\w’'-]+"
        rf" ++(?:['’]s )?){{0,5}}?(?=(?i:{EVENTS})\b)"
        r"(?=[^,;]{0,60}\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|weekend)\b)",
        Modality.SCHEDULED, 0.25, CueKind.EVENT),
)  # fmt: skip

_COMPILED = tuple((cue, re.compile(cue.pattern), HINTS.get(cue.name, ())) for cue in (*FIRST, *CUES, *STATES))
#: `will “further` heighten`: how, before what.
_HOW = re.compile(
    r"[“\"‘]?(?:(?!apply|supply|reply|rely|comply|imply|multiply|fly|rally|tally|bully|ally|only)(?:[a-z]{3,}ly|further|rather|otherwise|also|soon"
    r"|again|even|just) (?=[a-z]))*[“\"‘]?"
)
_VERB = re.compile(r"[a-z’'-]+")


#: An event verb in the present tense announces only with a day to come.
_PRESENT = {
    kind: Cue(kind, "", Modality.SCHEDULED, 0.2, CueKind.DATED) for kind in ("present", "bare", "passive", "continuous")
}


def find_cues(sentence: str, *, dated: bool = False) -> list[CueHit]:
    """Every cue of one sentence, in order; where two overlap, the one higher in the table, the present tense last.

    `dated`: the sentence stands under a heading that names its day.
    """
    hits: list[CueHit] = []
    found = list(_all_cues(sentence))
    events = [hit for hit in found if hit.cue.kind is CueKind.EVENT]
    verbs = [hit for hit in found if hit.cue.kind is not CueKind.EVENT]
    for hit in (*verbs, *find_headline(sentence), *_present_cues(sentence, dated), *events):
        if not any(hit.start < other.end and other.start < hit.end for other in hits):
            hits.append(hit)
    return sorted(hits, key=lambda hit: hit.start)


def _present_cues(sentence: str, dated: bool) -> Iterator[CueHit]:
    for found in find_present(sentence, dated=dated):
        yield CueHit(_PRESENT[found.kind], found.start, found.start + 1, found.verb)


def _all_cues(sentence: str) -> Iterator[CueHit]:
    lowered = sentence.lower()
    for cue, pattern, hints in _COMPILED:
        for hint in hints:  # written out, as it is asked for every cue of every sentence
            if hint in lowered:
                break
        else:
            if hints:
                continue
        for found in pattern.finditer(sentence):
            start, end = found.span()
            start += len(found[0]) - len(found[0].lstrip())
            verb = _VERB.match(sentence, _HOW.match(sentence, end).end())  # type: ignore[union-attr]
            yield CueHit(cue, start, max(end, start + 1), verb[0] if verb else "")
