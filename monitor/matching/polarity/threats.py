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
    rf"|\b(?:stay|remain|keep|kept|leave|left|extend|prolong|renew|hold|held|last|go|continue|wait(?! and))"
    rf"\w*\b[^,;:]{{0,60}}?"
    rf"\b(?:(?:until|till|into|through) {_TIME}|for (?:another|at least|\w+ more) (?:[\w-]+ )?"
    r"(?:days?|weeks?|months?|years?|season))"
)
_DROPS = re.compile(
    r"\b(?:(?:plans?|planning|set|about|decid\w+|agree[sd]?|opt(?:s|ed)?|chooses?|chose|intends?|intending"
    r"|mov(?:es|ed|ing)) to"
    r"|will|to) (?:drop|scrap|abandon|axe|ditch|withdraw|pull out of|pull out|walk away|shelve|call off|give up on"
    r"|cancel)\b"
)


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
