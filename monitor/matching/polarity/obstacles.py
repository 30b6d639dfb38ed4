"""What stands in the way of a plan falls or holds: "loses appeal against", "rejects bid to stop", "wins fight against"."""

import re

_NOUN = (
    r"(?:[\w'-]+ ){0,3}?(?:appeals?|challenges?|bids?|fights?|battles?|efforts?|attempts?|legal action"
    r"|injunctions?|petitions?|pleas?|requests?|objections?|calls?)"
)
_STOP = (
    r"(?:stop|block|halt|prevent|avoid|delay|overturn|cancel|ban|scrap|stall|derail|keep|oppose|fight|quash|postpone|veto"
    r"|suspend|escape|thwart|toss)"
)
_AGAINST = (
    rf"(?:against|over|challenging|seeking to {_STOP}|to {_STOP}"
    r"|to have(?= (?:[\w'-]+ ){0,4}?(?:moved|dismissed|thrown|dropped|quashed|stopped|delayed)))"
)
_AGAINST_IT = rf"(?:{_NOUN} {_AGAINST}|(?:[\w'-]+ ){{0,3}}?(?:challenges?|objections?|opposition) to)"
_SUIT = (
    rf"(?:[\w'-]+ ){{0,3}}?(?:case|lawsuits?|suits?|motions?|complaints?) (?:challenging|seeking to {_STOP}|to {_STOP})"
)
_FALLS = re.compile(
    r"\b(?:(?:los(?:e|es|t|ing)|fail(?:s|ed)? in|drop(?:s|ped)?|abandon(?:s|ed)?|withdraws?|withdrew|reject(?:s|ed)?"
    r"|dismiss(?:es|ed)?|throws? out|threw out|den(?:y|ies|ied)|refuse[sd]?|turn(?:s|ed)? down|rebuff(?:s|ed)?)"
    rf" (?:{_AGAINST_IT}|{_SUIT})"
    rf"|(?:fail(?:s|ed)? to|refuse[sd]? to|decline[sd]? to|will not|won't) {_STOP}"
    r"|(?:lift(?:s|ed)?|drop(?:s|ped)?|remove[sd]?|withdraws?|withdrew|end(?:s|ed)?)(?: \w+){0,2}"
    r" (?:veto|block|injunction|objections?|opposition|hold|stay) (?:on|to|against|of)"
    r"|(?:appeals?|challenges?|bids?|lawsuits?|petitions?|motions?|objections?) "
    rf"{_AGAINST}[^,;:]* (?:fails?|failed|rejected|dismissed|thrown out|dropped|denied))\b"
)
_HOLDS = re.compile(
    rf"\b(?:(?:wins?|won) (?:{_AGAINST_IT}|{_SUIT})"
    rf"|(?:uphold|grant|accept)(?:s|ed)? (?:{_AGAINST_IT}|{_SUIT})"
    rf"|(?:appeals?|challenges?|bids?|lawsuits?|petitions?|motions?) {_AGAINST}[^,;:]* (?:upheld|granted|succeeds?))\b"
)


def read_obstacle(title: str) -> tuple[str, str]:
    """The word "falls" or "holds" with the words of it, up to the plan; both empty when there is none."""
    low = title.lower().replace("’", "'")
    for kind, pattern in (("falls", _FALLS), ("holds", _HOLDS)):
        match = pattern.search(low)
        if match:
            return kind, match.group()
    return "", ""
