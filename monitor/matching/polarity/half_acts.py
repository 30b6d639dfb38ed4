"""What is less than the deed: its rehearsal, the way to its place, the sale of tickets for it; and the first of many."""

import re

_PLACE = (
    r"(?:launch ?pad|pad|launch site|spaceport|cosmodrome|test stand|hangar|start(?:ing)? (?:line|grid|blocks?)|quay"
    r"|(?:departure|boarding) (?:gate|lounge)|site|docks?|(?:assembly|building) (?:hall|site))"
)
_BROUGHT = (
    r"(?:roll\w*|mov\w+|wheel\w*|haul\w*|tak\w+|took|carr\w+|ship\w*|tow\w*|truck\w*|transport\w*|hoist\w*|brought"
    r"|arriv\w+|deliver\w*|head\w*)"
)
_TO_ITS_PLACE = rf"{_BROUGHT} (?:\w+ ){{0,3}}?(?:to|onto|on|at|towards?) (?:the |its |their )?(?:[\w-]+ )?{_PLACE}"
_BEGUN = (
    r"(?:beg[aiu]n|begins|starts?|started|launch(?:es|ed)?|opens?|opened|kick(?:s|ed)? off|holds?|held|conducts?|conducted"
    r"|runs?|ran|completes?|completed|finish(?:es|ed)?|pass(?:es|ed)?|enters?|entered|stages?|staged|makes?|made|undergo\w*)"
)
_REHEARSAL = (
    r"(?:test[- ](?:runs?|flights?|drives?|phase|operations?)|trial runs?|test(?:s|ing)?|trials?|pilots?"
    r"|rehearsals?|dry[- ]runs?|practice|training|drills?|simulations?|preparations?|groundwork"
    r"|planning|feasibility stud(?:y|ies)|sea trials"
    r"|consultations?|ticket sales|bookings?|pre-?(?:orders?|sales?|registration)|registration|applications"
    r"|recruit(?:ing|ment)|hiring|search|tenders?|bidding|countdown|drafting|roadshow|due diligence|public comment"
    r"|works?|construction|assembly|fuelling|fueling|loading|boarding|formal process|procedure)"
)
_FIRST_STEPS = (
    rf"{_BEGUN} (?:(?:for|on|its|the|a|an|first|final|last|early|formal|public|new|[\w-]+) ){{0,3}}?{_REHEARSAL}"
)
_GROUND = (
    r"(?:break|breaks|broke|breaking) ground|(?:foundation stone|cornerstone) (?:is |was )?laid"
    r"|la(?:ys?|id) (?:the |its )?(?:foundation stone|cornerstone)|first (?:sod|spade)|topping[- ]out"
)
_TICKETS = (
    r"(?:tickets?|bookings?|pre-?orders?|registration|reservations|seats)\b[^,;:]{0,50}?"
    r" (?:go(?:es)? on sale|opens?|starts?|begins?)"
)
_NEARER = (
    r"(?:(?:steps?|inch(?:es|ed)?|edg(?:es|ed)|mov(?:es|ed)|draws?|drew|gets?|comes|goes) (?:\w+ )?(?:closer|nearer)"
    r"|(?:one|a|another) (?:\w+ )?step (?:closer|nearer|towards?|away)|on the (?:brink|verge|cusp|eve|threshold) of"
    r"|(?:paves?|paved|clear(?:s|ed)?) (?:the )?way|within reach|on course (?:for|to)"
    r"|(?:inches|hours|days) away from|nears|nearing|close to"
    r"|all but certain)"
)
_OPENING = r"^(?:the |and |now |at last, |[\w'-]+'s |[\w'-]+s' )*"
_NAME = r"(?:[\w'’.-]+ ){1,5}?"
_FIRST_ONE = re.compile(
    rf"{_OPENING}(?:first|maiden|inaugural) (?!\d|of|look|glimpse|image|detail|reaction|step|time|round|stage){_NAME}"
    r"(?:departs?|departed|leaves?|left|rolls?|rolled|arriv(?:es|ed?)|runs?|ran|takes?|took|fl(?:y|ies|ew|ows?|owed)|lands?"
    r"|landed|sails?|sailed|sets? off|boards?|cross(?:es|ed)?|enters?|entered|reach(?:es|ed)?|goes|go|went|opens?|opened"
    r"|begins?|began|starts?|started|hits?|serve[ds]?|rides?|rode|moves? in|shipped|ships?|delivered|sold|spins?)\b"
)
_LAST_ONE = re.compile(
    rf"{_OPENING}(?:last|final) {_NAME}"
    r"(?:departs?|departed|leaves?|left|rolls?|rolled|runs?|ran|sails?|sailed|go(?:es)?|went|closes?|closed|shuts?|ends?"
    r"|comes? down|falls?|fell|burned?|fl(?:y|ies|ew)|lands?|landed|withdraw[ns]?|out|gone|home|borrowed|sold|served"
    r"|walks? out|cross(?:es|ed)|freed|released|rescued|evacuated)\b"
)
_TERMS = (
    r"(?:(?:shak\w+ hands|shook hands|agree[sd]?|settle[sd]?|handshake)(?: \w+){0,2} terms"
    r"|in (?:final|advanced|late-stage|exclusive) (?:\w+ )?talks)"
)
_OFFERED = (
    r"(?:on the (?:market|block)|up for (?:sale|auction)|for sale"
    r"|(?:seeks?|looks? for|invites?) (?:buyers?|bids|bidders?))"
)
_CHOSEN = (
    r"(?:picks?|picked|chooses?|chose|chosen|select(?:s|ed)|shortlist(?:s|ed)|earmark(?:s|ed))"
    r" (?:[\w'-]+ ){0,4}(?:as|for|to)"
)
_PERMITTED = (
    r"(?:gets?|got|wins?|won|secures?|secured|receives?|received|obtains?|granted|given|gives?|grants?|approves?|clears?)"
    r" (?:[\w'-]+ ){0,3}?"
    r"(?:planning permission|permission|permits?|planning consent|consent|clearance|funding|financing|licen[cs]e)"
)
_EXAMINED = r"(?:medicals?|fitness test)\b(?! (?:care|aid|help|supplies|staff|team|records?|advice|cent))"
_ALMOST_BUILT = (
    r"(?:final|last) (?:[\w'-]+ ){1,2}?"
    r"(?:installed|laid|poured|fitted|in place|lifted into place|welded|bolted|delivered)"
)
_WAYS = (
    ("brought to its place", re.compile(rf"\b{_TO_ITS_PLACE}\b")),
    ("only begun or rehearsed", re.compile(rf"\b{_FIRST_STEPS}\b")),
    ("only its ground", re.compile(rf"\b(?:{_GROUND})\b")),
    ("tickets for it", re.compile(rf"\b{_TICKETS}\b")),
    ("only the terms", re.compile(rf"\b{_TERMS}\b")),
    ("only offered", re.compile(rf"\b{_OFFERED}\b")),
    ("permitted", re.compile(rf"\b(?:{_PERMITTED})\b")),
    ("a last examination", re.compile(rf"\b(?:{_EXAMINED})")),
    ("all but built", re.compile(rf"\b(?:{_ALMOST_BUILT})\b")),
    ("chosen for it", re.compile(rf"\b{_CHOSEN}\b")),
    ("a step nearer", re.compile(rf"\b{_NEARER}\b")),
)


def read_half_act(title: str) -> tuple[str, str]:
    """What kind of half act a title in lower case tells, with its words; both empty when it tells none."""
    for kind, pattern in _WAYS:
        match = pattern.search(title)
        if match:
            return kind, match.group()
    return "", ""


def read_first_or_last(title: str) -> tuple[str, str]:
    """The word "first" or "last" with the words, where a title in lower case tells what the first or last of many did."""
    for kind, pattern in (("first", _FIRST_ONE), ("last", _LAST_ONE)):
        match = pattern.search(title)
        if match:
            return kind, match.group()
    return "", ""
