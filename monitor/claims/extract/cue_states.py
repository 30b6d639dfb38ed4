"""More cues: what is due, ordered, awaited, put off, or has a deadline, said with a noun, an adjective or a participle."""

from monitor.claims.extract.cue import Cue, CueKind
from monitor.claims.extract.cue_words import ADVERB, BE, DAY_NAME, EVENTS, MONTH, NOW, TIME_AHEAD
from monitor.claims.verbs import EVENT_VERBS
from monitor.model.claim import Modality

_DEED = "(?:" + "|".join(sorted(EVENT_VERBS | {"be", "have", "pass", "receive", "lift", "do", "apply", "comply"})) + ")"
_DAY = (
    rf"(?:at least |at the earliest |as late as |the end of |the (?:spring|summer|autumn|fall|winter)|early |mid-?|late )?"
    rf"(?:{DAY_NAME}|{MONTH}\b|\d\d? {MONTH}|next|later|tomorrow|20\d\d|Easter|Christmas|further notice|no earlier than)"
)
_BOUND = (
    r"(?=[^,;.]{0,120}\b(?:by|within|before|until|no later than|next|starting"
    r"|from (?=\w+day|[JFMASOND][a-z]{2}|\d|next)|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|on (?=[JFMASOND][a-z]{2})) ?)"
)
_PUT_OFF = (
    r"(?:push(?:es|ed|ing)? back|postpon(?:es?|ed|ing)|delay(?:s|ed|ing)?|put(?:s|ting)? off|adjourn(?:s|ed|ing)?"
    r"|defer(?:s|red|ring)?|reschedul(?:es?|ed|ing)|brought forward|mov(?:es?|ed|ing)|shift(?:s|ed|ing)?"
    r"|extend(?:s|ed|ing)?|suspend(?:s|ed|ing)?|set back|slipp?(?:s|ed|ing)?|remand(?:s|ed)|reset|clos(?:es|ed)|shut)"
)
_MEETING = r"(?:meetings?|talks|visits?|trips?|votes?|hearings?|events?|calls?)"
_ON_AGENDA = (
    r"(?:re-?election|renewal|debate|discussion|review|approval|parole|sale|auction|a (?:second |third |final )?vote)"
)

#: Changes told in the present tense before they happen: `He is leaving the board`, `The firm is shutting its plant`.
_LEAVES = (
    r"(?:stepping (?:down|aside)|bowing out|pulling out|dropping out|retiring|resigning|quitting"
    r"|(?:leaving|joining|withdrawing from|returning to|moving to) (?=(?:the|his|her|its|their) |[A-Z])"
    r"|(?:buying|acquiring|suing|replacing) (?=[A-Z])|(?:shutting|closing|ending|scrapping|discontinuing|selling(?!"
    r" (?:\w+ ){1,4}as\b)|buying"
    r"|releasing|publishing|acquiring|opening(?! the (?:possibility|door|way))|launching|deploying|sending"
    r"|replacing|suing|cutting|recalling|merging|banning|dropping|hiring) (?:down |off )?(?=(?:an?|the|its|his|her|their"
    r"|all|both|more|new|another|about|nearly|up|with|some|two|three|four|hundreds|thousands|\d[\d,.]*)\b))"
)
#: Asked before all others, for what they hold.
FIRST: tuple[Cue, ...] = (
    Cue("agreed-day", rf"\b(?:agreed|decided|opted|elected|resolved"
        rf"|consented) (?:on )?{DAY_NAME} (?:not )?to (?!the\b|an?\b)"
        rf"|\b(?:on )?{DAY_NAME} (?:unanimously )?(?:agreed|decided|voted) (?:not )?to (?!the\b|an?\b)",
        Modality.PLANS, 0.52),
    Cue("leaves",
        rf"(?:\b(?:is|are|am)|['’](?:s|re|m)) (?:also |now |not |finally |reportedly |officially )*(?={_LEAVES})",
        Modality.PLANS, 0.47),
    Cue("gives-word",
        r"\b(?:has|have) (?:also )?(?:pledged|promised|committed) (?=(?:up to |about |nearly |another )?[$€£]?\d)",
        Modality.PROMISES, 0.55),
)  # fmt: skip
STATES: tuple[Cue, ...] = (
    Cue("supposed-to", r"\b(?:is|are) (?:now |also |still )?supposed to (?:be )?(?=[a-z])", Modality.SCHEDULED, 0.25,
        CueKind.DATED),
    Cue("planned-at",
        rf"\b{NOW} {ADVERB}(?:planned|scheduled|expected|due) (?=(?:outside|at|near|across|along|through|inside|between|in"
        rf" [A-Z]) ?[^,.;:]{{3,60}}? (?:on|for|next|this|later|tomorrow|in|from) )",
        Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("set", rf"\b(?:{BE} {ADVERB})?on (?:pace|schedule|target|the way|its way|their way) to (?:be )?",
        Modality.SCHEDULED, 0.6),
    Cue("on-track-for", rf"\b{BE} {ADVERB}(?:on (?:pace|schedule|target|track|course)|in line) for (?=\w)",
        Modality.EXPECTS, 0.45),
    Cue("due-somewhere",
        rf"\b{BE} {ADVERB}(?:due|expected) (?:back|out|home|up|in|at|before|to arrive|to land|to appear) (?=\w)",
        Modality.SCHEDULED, 0.3, CueKind.DATED),
    Cue("brace", r"\b(?:braces?|bracing|braced) (?:\w+ )?for (?=\w)", Modality.EXPECTS, 0.25, CueKind.DATED),
    Cue("up-for", rf"\b{BE} {ADVERB}up for {_ON_AGENDA}", Modality.SCHEDULED, 0.3, CueKind.DATED),
    Cue("faces-event",
        rf"\b(?:faces?|(?:{NOW}) facing|awaits?|(?:{NOW}) awaiting) (?:(?:an?|the|his|her|its|their|another|possible"
        rf"|likely) )?(?:[\w’'-]+ ){{0,3}}?(?:{EVENTS}|re-?election|sentence)\b",
        Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("heads-to-event",
        r"\b(?:heads?|(?:is|are) (?:headed|heading|going)|goes|(?<!to )go|advances?|moves?) (?:in)?to (?:an?|the)"
        r" (?:[\w.’'-]+ )"
        r"{0,4}?(?:runoff|run-off|trial|retrial|vote|referendum|final|semi-?finals?|playoffs?|recount|second round"
        r"|polls)\b",
        Modality.SCHEDULED, 0.46),
    Cue("ordered", rf"\b(?:has|have|is|are|was|were) (?:been )?(?:ordered|required|obliged|directed|instructed|sentenced"
        rf"|told) to (?:be )?(?={_DEED}\b){_BOUND}", Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("ordered",
        r"\b(?:(?:has|have) )?(?:ordered|orders|directed|instructed|requires?"
        r"|obliges?|compels?|told(?! [^,;.]{1,40} to (?:leave|get|stay|evacuate|flee|move|go|wait|prepare)))"
        rf" (?:[\w’'-]+ ){{1,5}}?to (?:be )?(?={_DEED}\b){_BOUND}", Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("decision-to", rf"\bdecision (?:not )?to (?=(?:{_DEED[3:-1]}|cancel|scrap|suspend|postpone)\b)",
        Modality.PLANS, 0.25, CueKind.DATED),
    Cue("none-planned",
        rf"\b[Tt]here (?:is|are) (?:also |currently |so far )?no (?:(?:[\w-]+ ){{0,2}}{_MEETING} (?:scheduled|planned)"
        rf"|(?:scheduled|planned) (?:[\w-]+ ){{0,2}}{_MEETING})\b", Modality.SCHEDULED, 0.55),
    Cue("expect", r"^[“\"]?(?:Expect|Look for) (?=(?:[\w’'-]+ ){1,9}?to (?:be )?[a-z])", Modality.EXPECTS, 0.5),
    Cue("said-doing",
        rf"\bsaid (?:(?:on )?{DAY_NAME} )?(?:that )?(?:it|he|she|they) (?:was|were) (?:also |now )?"
        rf"(?={_LEAVES}|(?:calling|starting|stopping|holding|raising|lowering) )",
        Modality.PLANS, 0.25, CueKind.DATED),
    Cue("out-on", rf"\b(?:is|are) (?:back )?out (?=(?:on |in )?(?:{DAY_NAME}|{MONTH}|next|tomorrow|this [fs]))",
        Modality.SCHEDULED, 0.3, CueKind.DATED),
    Cue("hits-shelves",
        r"\b(?:hits?|reach(?:es)?|arrives? in|lands? in|opens? in|comes? to) (?:theat(?:er|re)s|cinemas|stores|shelves"
        r"|bookstores|newsstands|screens)\b", Modality.SCHEDULED, 0.3, CueKind.DATED),
    Cue("deadline",
        r"\b(?:ha(?:s|ve|d)|faces?|sets?|set|setting|gave|gives?|given|under|with|imposed|agreed) (?:an?|the|its|their)? ?"
        rf"(?:[\w’'-]+ ){{0,2}}?deadline (?=(?:of|for|on|by|to|at) |{DAY_NAME}|{MONTH})",
        Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("deadline",
        rf"\b{MONTH}\.? \d\d? deadline (?=(?:for|to)\b)|\b(?:midnight|{DAY_NAME}|year-end) deadline (?=(?:for|to)\b)",
        Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("plan-noun", r"\b[Pp]lans? for (?:[\w’'-]+ ){1,5}?to (?:be )?(?=[a-z])(?!the\b|a\b|an\b)",
        Modality.PLANS, 0.5, CueKind.NOUN),
    Cue("confident-of", rf"\b{BE} {ADVERB}(?:confident|certain|sure|hopeful) (?:of|about) (?=\w+ing\b)",
        Modality.EXPECTS, 0.25, CueKind.DATED),
    Cue("targeting", rf"\b{NOW} {ADVERB}(?:targeting|eyeing|looking at|working towards?|pencilled in|angling for) (?=\w)",
        Modality.PLANS, 0.25, CueKind.DATED),
    Cue("put-off",
        rf"\b(?:(?:ha[sd]|have|is|are|was|were) )?(?:been |now |also |again |since )*{_PUT_OFF} (?:by (?:a|one|two"
        rf"|\d+) \w+ )?"
        rf"(?:until|till|to|through|from) {_DAY}", Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("stays", rf"\b(?:stays?|remains?|(?:is|are) (?:to )?(?:stay|remain)) (?:[\w’'-]+ ){{1,5}}?(?:until|till"
        rf"|through) {_DAY}",
        Modality.SCHEDULED, 0.3, CueKind.DATED),
    Cue("seen-doing", r"\b(?:is|are) (?:now |widely |still )?seen (?:as )?(?=\w+ing\b|at [\d$€£]|by )",
        Modality.EXPECTS, 0.3, CueKind.DATED),
    Cue("sees-doing", r"\b(?:sees?|seeing|foresees?) (?:[\w’'-]+ ){0,4}?(?=(?:slow|fall|ris|grow|shrink|expand|eas"
        r"|drop|climb|peak"
        r"|reach|return|rebound|recover|cool|hold|remain|end|start)(?:t?ing|ing)\b|at [\d$€£]|return)",
        Modality.EXPECTS, 0.3, CueKind.DATED),
    Cue("chance-of", r"\b\d+(?:\.\d+)? ?(?:%|per ?cent) (?:chance|probability|likelihood|odds) (?:of |that )",
        Modality.EXPECTS, 0.3, CueKind.DATED),
    Cue("price-in", r"\b(?:(?:is|are) )?pric(?:e|es|ing) in (?:an?|the|another|more|two|three) (?=\w)",
        Modality.EXPECTS, 0.3, CueKind.DATED),
    Cue("ruled-out", r"\b(?:has|have) (?:also |already |again )?ruled out (?=(?!being"
        r"|having)\w+ing\b)", Modality.PROMISES, 0.5),
    Cue("rules-out", r"\b(?:(?:has|have) )?(?:rul(?:ed|es|ing) out|forsw(?:ore|orn)) (?=\w+ing\b|an?\b"
        r"|any\b)(?!\w+ing out\b)",
        Modality.PROMISES, 0.25, CueKind.DATED),
    Cue("then-due",
        rf"(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bas )(?<!\bthan )(?<!\bwas )(?<!\bwere )\b(?:expected|anticipated|due"
        rf"|scheduled"
        rf"|slated|pencilled in) (?=(?:on |by |in |for |before |during |early |late |mid-?)?"
        rf"(?:{DAY_NAME}|{MONTH}\b|\d\d? {MONTH}|next (?:week|month|year|\w+day)|tomorrow|later this|20\d\d"
        rf"|the (?:end|first"
        rf"|second|third|fourth|coming|summer|autumn|spring)))", Modality.EXPECTS, 0.22, CueKind.DATED),
    Cue("likely-aside", rf"(?<=, )(?:most |very |quite )?(?:likely|probably) {TIME_AHEAD}",
        Modality.EXPECTS, 0.3, CueKind.DATED),
    Cue("rumoured", rf"\b(?:rumou?red|reported|said|believed|understood|thought) to (?!have\b)(?=(?:be )?{_DEED}\b)",
        Modality.EXPECTS, 0.25, CueKind.DATED),
    Cue("to-face", r"\bto (?:challenge|face|take on|run against|oppose) (?=(?:\w+ )?[A-Z])",
        Modality.SCHEDULED, 0.22, CueKind.DATED),
    Cue("gets-to", rf"\bgets? to (?={_DEED}\b)", Modality.SCHEDULED, 0.25, CueKind.DATED),
    Cue("owned-event",
        rf"\b(?:the|an?) {MONTH}\.? \d\d? (?:start|end|completion|expiration|expiry|implementation|departure) (?:of|for)\b"
        rf"|\b(?:his|her|its|their|\w+['’]s) {MONTH}(?:\.? \d\d?)? (?:[\w-]+ )?(?:visit|trip|summit|meeting|tour|talks"
        rf"|launch"
        rf"|release|wedding|trial|hearing|inauguration|opening|premiere|debut|retirement|departure)\b"
        rf"|\b(?:his|her|its|their|\w+['’]s) 20\d\d (?:launch|release|opening|premiere|debut|retirement|departure"
        rf"|completion)\b",
        Modality.SCHEDULED, 0.22, CueKind.EVENT),
    Cue("somebodys-upcoming",
        r"(?:['’]s?|\b(?:his|her|its|their|the)) (?:upcoming|forthcoming) (?:[\w’'-]+ ){0,3}?"
        r"(?:visits?|trip|summit|talks|meetings?|tour|hearing|trial|wedding|ceremony|retirement|departure|merger)\b",
        Modality.SCHEDULED, 0.5),
    Cue("likely-then",
        rf"\b{BE} {ADVERB}(?:likely|possible|probable) {TIME_AHEAD}", Modality.EXPECTS, 0.3, CueKind.DATED),
)  # fmt: skip

STATE_HINTS: dict[str, tuple[str, ...]] = {
    "leaves": (
        "stepping ",
        "bowing out",
        "pulling out",
        "dropping ",
        "retiring",
        "resigning",
        "quitting",
        "leaving ",
        "joining ",
        "withdrawing ",
        "returning to",
        "moving to",
        "shutting ",
        "closing ",
        "ending ",
        "scrapping ",
        "discontinuing ",
        "selling ",
        "buying ",
        "acquiring ",
        "releasing ",
        "publishing ",
        "opening ",
        "launching ",
        "deploying ",
        "sending ",
        "replacing ",
        "suing ",
        "cutting ",
        "recalling ",
        "merging ",
        "banning ",
        "hiring ",
    ),
    "on-track-for": (" for ",),
    "due-somewhere": ("due ", "expected "),
    "brace": ("brac",),
    "up-for": (" up for ",),
    "faces-event": ("face", "facing", "await"),
    "heads-to-event": ("to a", "to the"),
    "decision-to": ("decision ",),
    "none-planned": ("there is ", "there are "),
    "expect": ("expect ", "look for "),
    "said-doing": ("said ",),
    "out-on": (" out ",),
    "hits-shelves": ("theat", "cinema", "stores", "shelves", "newsstands", "screens"),
    "gives-word": ("pledged ", "promised ", "committed "),
    "ordered": ("order", "requir", "oblig", "direct", "instruct", "sentenced", "told", "compel"),
    "deadline": ("deadline",),
    "confident-of": ("confident", "certain", "sure", "hopeful"),
    "targeting": ("targeting", "eyeing", "looking at", "working toward", "pencilled", "angling"),
    "stays": ("stay", "remain"),
    "seen-doing": ("seen",),
    "sees-doing": ("see",),
    "chance-of": ("chance", "probability", "likelihood", "odds"),
    "price-in": ("pric",),
    "agreed-day": ("day ",),
    "ruled-out": ("ruled out",),
    "rules-out": ("ruled out", "rules out", "ruling out", "forsw"),
    "then-due": ("expected ", "anticipated ", "due ", "scheduled ", "slated ", "pencilled "),
    "likely-aside": ("likely ", "probably "),
    "gets-to": ("get to", "gets to"),
    "owned-event": (
        "visit",
        "trip",
        "summit",
        "meeting",
        "tour",
        "talks",
        "launch",
        "release",
        "wedding",
        "trial",
        "hearing",
        "inauguration",
        "opening",
        "premiere",
        "debut",
        "retirement",
        "departure",
        "completion",
        "start of",
        "end of",
        "start for",
        "expiration",
        "expiry",
        "implementation",
    ),
    "rumoured": ("rumored to", "rumoured to", "reported to", "said to", "believed to", "understood to", "thought to"),
    "to-face": ("to challenge", "to face", "to take on", "to run ", "to oppose", "to succeed", "to replace"),
    "somebodys-upcoming": ("upcoming", "forthcoming"),
    "supposed-to": ("supposed to",),
    "planned-at": ("planned", "scheduled", "expected", "due"),
    "likely-then": ("likely ", "possible ", "probable "),
}
