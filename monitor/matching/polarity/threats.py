"""What others only mean to do against a plan: "the opposition vows to block it"; and what waits: "not before May"."""

import re

#: Stop what others do.
_STOP = (
    r"(?:block|veto|stop|fight|oppose|derail|sink|scupper|halt|torpedo|defeat|vote (?:against|down)|reject|boycott"
    r"|challenge|resist|thwart|prevent|overturn|sue|bring down|undo|disrupt|obstruct|frustrate|keep out|strike down"
    r"|throw out)"
)
#: End what is one's own too.
_END = (
    r"(?:scrap|cancel|end|delay|drop|abandon|tear up|reverse|repeal|shut down|walk out|quit|leave|withdraw|pull out"
    r"|kill)"
)
_VOWS = r"(?:vow|threaten|pledg|promis|swear|swore|warn)\w*"
_MEANS = (
    r"(?:prepar|plan|plott|want|aim|hop|seek|sought|tries|try|mov|battl|fight|fought|campaign|call|push|press|urg|mull|weigh"
    r"|consider|lobb|petition|demand|work|unit|rall|join|band|gear|mobilis|mobiliz)\w*"
)
_THREAT = re.compile(
    rf"\b(?:{_VOWS} (?:[\w-]+ ){{0,3}}?to (?:\w+ly )?(?:{_STOP}|{_END})"
    rf"|{_MEANS} (?:[\w-]+ ){{0,3}}?(?:to|for|on) (?:\w+ly )?{_STOP}"
    rf"|(?:ready|set|poised|determined|bid|fight|battle|campaign|court challenge|effort|push|attempt) to {_STOP}"
    rf"|(?:{_VOWS}(?: of)?|threats? of|prepar\w+ for) (?:an? |the )?(?:[\w-]+ )?"
    r"(?:veto|boycott|block|blockade|lawsuit|legal action|court action|challenge|appeal|strike|revolt|rebellion))\b"
)
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?"
)
_TIME = (
    rf"(?:(?:at least|at the earliest|early|mid|late|the|end of|start of|beginning of|next|this|later|in|\d{{1,2}})[ -])*"
    rf"(?:{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|spring|summer|autumn|fall|winter|years?|months?|weeks?"
    r"|weekend|christmas|easter|new year|the holidays|tomorrow|\d{4}|later|further notice|after)\b"
)
_NOT_BEFORE = re.compile(
    rf"\b(?:(?:not|no|never|n't|cannot|won't)\b[^,;:]{{0,60}}?|no (?:earlier|sooner) )"
    rf"\b(?:before|until|till|earlier than|sooner than|than) {_TIME}"
    rf"|\b(?:stay|remain|keep|kept|leave|left|extend|prolong|renew|hold|held|last|go|continue|wait(?! and)|stuck|idle"
    rf"|grounded|shut|closed|docked|out of (?:action|use|service))"
    rf"\w*\b[^,;:]{{0,60}}?"
    rf"\b(?:(?:until|till|into|through|over) {_TIME}|for (?:another|at least|\w+ more) (?:[\w-]+ )?"
    r"(?:days?|weeks?|months?|years?|season)|(?:days?|weeks?|months?|years?) longer)"
    rf"|\b(?:extend(?:ed|s)?|prolong(?:ed|s)?|renew(?:ed|s)?) (?:to|by|past) {_TIME}"
    rf"|\bforc(?:es|ed)\b[^,;:]{{0,50}}? (?:into|to) {_TIME}"
    rf"|\bonly (?:in|from|after|next) {_TIME}"
    r"|\b(?:must|have to|has to) \w+ for another (?:day|week|month|year)"
)
_DROPS = re.compile(
    r"\b(?:(?:plans?|planning|set|about|decid\w+|agree[sd]?|opt(?:s|ed)?|chooses?|chose|intends?|intending"
    r"|mov(?:es|ed|ing)) to"
    r"|will|to) (?:drop|scrap|abandon|axe|ditch|withdraw|pull out of|pull out|walk away|shelve|call off|give up on"
    r"|cancel)\b"
)
_NOW_LATER = re.compile(
    rf"\b(?:now|instead|only) (?:not |be |to |set |due |expected |wants? |plans? |hopes? )*\w+\b[^.;:]{{0,50}}?"
    rf"\b(?:in|on|from|until|at the end of|by) {_TIME}"
)
_AGAIN = re.compile(
    rf"\b(?:will|to) (?:be )?(?:try|tried|meet|vote|be back|sit|resume|return|taken up|attempt(?:ed)?)\b[^.;:]{{0,40}}?"
    rf" (?:again|instead) (?:on|in|next|at) {_TIME}"
)
_AS_PLANNED = re.compile(
    r"\b(?:as (?:planned|announced|scheduled|agreed|promised)|on (?:schedule|track|course|time)|according to plan"
    r"|confirmed (?:[\w'-]+ ){0,4}(?:visit|date|trip|plans?|launch|opening|meeting|summit|appearance|schedule|timetable))\b"
)


def read_later(text: str) -> str:
    """The words by which a text in lower case gives a later time: "will now open in May"; empty without."""
    match = _NOW_LATER.search(text) or _AGAIN.search(text) or _NOT_BEFORE.search(text)
    return match.group() if match else ""


def read_confirmation(text: str) -> str:
    """The words by which a text in lower case says that all goes as planned; empty without."""
    match = _AS_PLANNED.search(text)
    return match.group() if match else ""


_OFF = re.compile(
    r"\b([a-z]+) (?:is |are |was |now )?off"
    r"(?=\s*(?:$|[:,;.–—?!]| - | as | after | over | amid | because | for good))"
)


def read_off(title: str) -> tuple[str, str]:
    """What is off, in a title in lower case, and the words: "wedding off: ..."; both empty without."""
    match = _OFF.search(title)
    return (match.group(1), match.group()) if match else ("", "")


_MOVED = re.compile(
    r"\b(?:[Mm]ov(?:es|ed)|[Ss]witch(?:es|ed)|[Rr]elocat(?:es|ed)|[Ss]hift(?:s|ed)) (?:[\w'-]+ ){0,4}?to ([A-Z][\w-]+)"
)


def read_new_place(title: str) -> str:
    """The name to which a title moves something; empty without."""
    match = _MOVED.search(title)
    return match.group(1) if match else ""


_FORECAST = re.compile(
    r",\s*(?:[\w'-]+ ){0,5}(?:predicts?|forecasts?|expects?|reckons?|estimates?|fears|warns?|hopes|believes?)\W*$"
    r"|,\s*(?:say|says|according to) (?:[\w'-]+ ){0,3}(?:analysts?|economists?|experts?|critics|study|survey|poll)\W*$"
)


def read_forecast(title: str) -> str:
    """Who only foresees it, at the end of a title in lower case: ", bank predicts"; empty without."""
    match = _FORECAST.search(title)
    return match.group().strip(", ") if match else ""


def read_drop(title: str) -> re.Match[str] | None:
    """Where a title in lower case tells that something is to be dropped."""
    return _DROPS.search(title)


def read_threat(title: str) -> re.Match[str] | None:
    """Where a title in lower case tells what somebody means to do against a plan."""
    return _THREAT.search(title)


def read_wait(title: str) -> str:
    """The words by which a title in lower case puts something to a later time; empty without."""
    match = _NOT_BEFORE.search(title)
    return match.group() if match else ""
