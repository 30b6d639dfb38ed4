"""Words that govern a deed: what weighs it, denies it, plans it, tells it as held or as past."""

import re


def _any_of(*words: str) -> str:
    return f"(?:{'|'.join(part for line in words for part in line.split(' | '))})"


#: "may", "urges ... to", "threat to": what stands behind is not done.
WEIGHED = re.compile(
    r"\b"
    + _any_of(
        r"(?<!\bin )(?<!\bby )(?<!\bof )(?<!\buntil )(?<!\d )may(?! \d) | might | could | would | should | must",
        r"can | if | whether | mull\w* | consider\w* | ponder\w* | weigh\w*",
        r"possib\w+ | potential\w* | risk\w* | fear\w*",
        r"concern\w* | worr\w+ | oppos(?:e|es|ed|ing) | threat\w* | warn\w*",
        r"forecast\w* | predict\w* | tipped | (?:economists?|analysts?|traders|investors) (?:expect|see)",
        r"chance | open'? to | calls? | called | calling",
        r"urg\w+ | demand\w* | wants? | wanted | ask(?:s|ed)? | petition",
        r"push(?:es|ed)?(?: for)? | plea\w* | pressure\w* | propos\w+",
        r"suggest\w* | allow\w* | rumou?rs? | likely | unlikely",
    )
    + r"\b[^,;:]{0,38}$"
)
NEGATED = re.compile(
    r"(?:\b"
    + _any_of(
        r"not | never | no longer | cannot | without | rather than | refus\w+ to | declin\w+ to | rul\w+ out",
        r"den(?:y|ies|ied|ying) | no plans?(?: to| for| of)? | no intention of | dismiss\w* | reject\w* | fail\w* to",
        r"unable to | nowhere near | far from | no(?!\s+\d) | none | (?:vot|decid|rul|advis)\w+ against",
    )
    + r"|n't)(?:\s+\S+){0,3}\s*$|\bnothing\b(?:\s+\S+){0,7}\s*$"
)
#: Of a deal: "without a deal", "fail to reach a deal".
FAILED = re.compile(r"\b(?:without|no|fail\w* to \w+|unable to \w+)(?:\s+\S+){0,3}\s*$")
#: "Begs her not to go": it is asked for, not said.
ASKED_NOT = re.compile(
    r"\b(?:urg|plead|beg|ask|call|tell|told|warn|implor|appeal|press|lobb|want|advis)\w*\b[^,;:]{1,40}"
    r"\bnot to\s+(?:\w+\s+)?$"
)
PLANNED = re.compile(
    r"\b(?:to|will|'ll|shall|going to|plans?|set|due|scheduled|planned|intends?|agree[sd]? to)"
    r"\s+(?:\w+ly\s+|be\s+|also\s+|soon\s+)*$"
)
#: "Agrees to pay", but not "agrees to a truce".
TO_DO = re.compile(r" to (?!an? |the |its |his |her |their |terms\b|\w+(?:ion|ment|fire|al|ce|ty|ship|deal|truce)\b)")
#: "Protests forced him to resign": it was done.
FORCED = re.compile(
    r"(?<!\bto )(?<!could have )(?<!would have )\b"
    r"(?:forced|forces|drove|compelled|prompted|led|made)\s+(?:\S+\s+){1,4}?to\s+$"
)
PASSIVE_AFTER = re.compile(r"\s*(?:$|[^\w\s]|(?:by|in|at|for|to|after|on|again|over)\b)")
VOWS = re.compile(r"\b(?:will|vow\w*|pledg\w*|insist\w*|promis\w*)\b[^,]{0,20}$")
#: "Fights to stay": it is tried or wanted, not said.
STRIVES = re.compile(
    r"\b(?:(?:plans?|wants?|needs?|fight\w*|battl\w+|bid|hop\w+|struggl\w+|tr(?:y|ies|ying)|cling\w*|seek\w*|scrambl\w+"
    r"|efforts?|right|way|position|order|chance|able|free|power|reason|time|forced|likely|ready)\s+to"
    r"|(?:urg|ask|tell|told|want|order|forc|help|allow|let|warn|advis|persuad|call)\w*\s+[^,;:]{1,40}\bto)\s+$"
)
#: "To stay on until May": it is not for good.
FOR_NOW = re.compile(r"[^,;:]*\b(?:until|till|for (?:now|another)|caretaker|interim|while)\b")
VOTES_TO = re.compile(r"\bvot(?:es?|ed|ing)\b.{0,30}\bto\s+(?:\w+ly\s+)?$")
GOING = re.compile(r"\b(?:is|are|was|were|begins?|began|starts?|started|seen?)\s+$")
HAPPENS_AFTER = re.compile(
    r"^\W*(?:\S+\s+){0,8}?"
    + _any_of(
        r"begins? | began | starts? | started | opens?",
        r"opened | gets? under | got under | is under | held(?! (?:over|back|up|off)\b) | took place",
        r"takes place | takes? effect",
        r"took effect | (?:comes?|goes?|came|went|enters?|entered) (?:in)?to | conclude[sd]?",
        r"ends? | ended | closes? | finish\w* | wraps? up | stretch\w* | yields? | lasts? | lasted | runs long",
        r"collapse[sd]? | produces? | breaks? up | continues? | under way",
        r"underway | comes? to light | raises | was | were",
    )
    + r"\b"
)
HAPPENS_BEFORE = re.compile(
    r"\b"
    + _any_of(
        r"holds? | held | begins? | began | begun | starts?",
        r"started | opens? | opened | attends? | attended | joins?",
        r"joined | finish\w* | concludes? | concluded | reach(?:es|ed)? | sign(?:s|ed)? | seals? | sealed | strikes?",
        r"struck | agrees?(?: on)? | agreed(?: on)? | completes? | completed",
        r"wins? | won | had | have | has | casts?",
        r"hosts? | hosted | announces? | announced | publishes | delivers | makes? | made | sits? (?:in on|down)",
        r"sat (?:in on|down) | into | heads? to | meets? for",
    )
    + r"(?:\s+[\w'-]+){0,4}\s+$"
)
#: "Ends a visit", "home from the talks": what lasts has been.
OVER_BEFORE = re.compile(
    r"\b(?:ends?|ended|wraps? up|wrapped up|winds? up|wound up|closes?|closed|cuts? short|cut short|concludes?|concluded"
    r"|leaves?|left|returns? from|returned from|(?:back|home|away) from|on (?:day|the \w+ day) \w* ?of)"
    r"\s+(?:(?!(?:plans?|bid|talk|hopes?|dreams?|chances?|speculation|rumou?rs?|doubts?|fears?)\b)[\w'-]+\s+){0,4}$"
)
#: A whole title that looks ahead, whatever its verbs say.
FORETOLD = re.compile(
    r"\b(?:what to (?:expect|watch|look)|things to (?:watch|know)|how to watch|curtain[- ]raiser|when will|will .{3,60}\?)"
    r"|^previews?\b|\bpreview:"
)
#: "Court bans strike", "saved from closure": what the noun names is kept from being.
STOPPED_BEFORE = re.compile(
    r"\b(?:bans?|banned|blocks?|blocked|halts?|halted|stops?|stopped|averts?|averted|prevents?|prevented|outlaws?|outlawed|scuppers?"
    r"|(?:saved|spared|protected|safe|escapes?|avoids?|wins? \w+ (?:against|over))(?: from)?)\s+(?:[\w'-]+\s+){0,3}$"
)
STOPPED_AFTER = re.compile(
    r"\s+(?:is |was |are |were |has been |have been )?(?:dropped|averted|quashed|thrown out|blocked|halted)\b"
)
#: "Protest over closure": the noun names what the talk is about.
DISPUTED_BEFORE = re.compile(
    r"\b(?:protest|march|rall|demonstrat|campaign|anger|angry|fury|row|outrage|backlash|concern|fear|worr|criticism|criticis|debate"
    r"|clash|strik|speculation|brace|warn|petition|unite|object|speak|fight)\w*\b[^,;:]{0,24}?\b(?:over|at|against|about|for|of"
    r"|(?<=ject )to|(?<=posed )to|(?<=jects )to)\s+"
    r"(?:[\w'-]+\s+){0,4}$|\b(?:fights?|fighting|opposes?|opposing|resists?|resisting)\s+(?:[\w'-]+\s+){0,3}$"
)
PAST_BEFORE = re.compile(
    r"\b(?:after|following|during|since|post|in \w+day's|first|latest|last)\s+(?:[\w'-]+\s+){0,4}$"
)
AHEAD_BEFORE = re.compile(
    r"\b"
    + _any_of(
        r"ahead of | before | upcoming | planned | scheduled",
        r"faces? | facing | proposed | possible | potential | expected | next | coming",
        r"signal(?:s|l?ed) | hint(?:s|ed) at | flag(?:s|ged) | herald(?:s|ed)",
        r"future | for | to attend | prepar\w+ | will | to hold | hopes?",
    )
    + r"\s+(?:[\w'-]+\s+){0,3}$"
)
AHEAD_AFTER = re.compile(
    r"\s+(?:nears|looms|approaches|draws? near|is near|in sight)\b"
    r"|\W*(?:\S+\s+){0,12}?(?:will|won't|to be|set for|to take|to go|due|would|could|might|may)\b"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: After these a word that can be both is a noun.
NOUN_BEFORE = _words(
    "the a an this that of on in for at new first second its his her their our with from by no after over into during"
    " until further early final peace full any some planned against following"
)
OVER = _words("over at against about for of amid from with despite")
VERB_BEFORE = _words("to will would not may could")
PRONOUNS = _words("he she they it who which we i both sides")
#: "Johnson's aides quit", "another minister resigns".
ANOTHER = _words("another second third fourth fifth former fellow rival aides aide deputy adviser advisers ministers")
FINITE = _words("will won't would is are was were has have")
#: Orders at the head of a sentence: "Delay the vote, say critics".
ORDERS = _words("delay postpone cancel scrap reject abandon drop withdraw ditch block suspend pause")
SMALL = _words(
    "has have had is are was were be been being also just finally formally officially now then and will would"
)
