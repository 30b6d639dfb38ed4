"""What leads a clause in: `On Friday, …`, `If it rains, …`, `According to the mayor, …`, `Once it rains we …`."""

import re

from monitor.claims.extract.saying import SAY_PLAIN

#: `PORT ELLERY, Norland (Wire) — The ferry`: where a report was written.
DATELINE = re.compile(
    r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}(?:, [A-Z][A-Za-z. ]{1,25})?(?:,? [A-Z][a-z]{2,8}\.? \d\d?)?"
    r"(?: \([^)]{2,20}\))?"
    r" ?(?:--|[-–—]) ?"
)
_LEAD_WORD = re.compile(
    r"[“\"]?(?:If|When|While|Although|Though|As|After|Before|Since|Because|In|On|By|With|Without|Like|Unlike"
    r"|Starting|During|Despite|Under|To|For|At|According|Later|Earlier|Next|This|Also|However|Meanwhile|Additionally"
    r"|Instead|Still|But|And|Then|Beginning|Once|Until|Over|Within|Right|Currently|Today|Tomorrow|Asked|Speaking"
    r"|Regardless|Among|From|Unless|Even|Following|Barring|Through|Upon|Given|Rather|Therefore|Finally|Now|First"
    r"|Directed|Starring|Based|Written|Led|Backed|Citing|Facing|Using|Seeking|Hoping|Second|Third|Separately"
    r"|Moreover|Besides|Besides,|Earlier,|So|Yet|Not|Critics|Some|[A-Z][a-z]+ly(?=,)"
    r"|(?!King|Boeing|Beijing|During|Sterling)[A-Z][a-z]{2,}ing"
    r"(?= [^,]{2,60}, (?:the|an?|its|his|her|their|he|she|it|they|[A-Z])))\b"
)
_SUBJECT_START = re.compile(
    r"\s*[“\"‘']?(?:(?:the|a|an|this|that|these|those|his|her|its|their|our|my|he|she|it|they|we|I|you|there|both|each"
    r"|all|some|many|most|several|no|two|three|four|five|six|seven|eight|nine|ten)(?![a-z])|[A-Z]|[a-z]+s\b"
    r"|\$?\d+ [a-z]|[a-z]+(?:ing|er|al) [a-z]+s [A-Z])"
)


def find_lead_end(sentence: str, verb: int) -> int:
    """Where the words that lead in (`On Friday, …`, `If it rains, …`) end; 0 when none stand before `verb`."""
    dateline = DATELINE.match(sentence)
    if not _LEAD_WORD.match(sentence, dateline.end() if dateline else 0):
        return 0
    commas = [found.end() for found in re.finditer(r",[”\"]? ", sentence[:verb])]
    if commas and not sentence.startswith(("If ", "As ", "While ", "When ", "“If ", '"If ')):
        said = SAY_PLAIN.search(sentence, commas[0], verb)  # `In a note, he said that A, the chief of B, would`
        commas = [at for at in commas if said is None or at <= said.start()]
    commas = [at for at in commas if not _ends_list(sentence[:at], sentence[at:verb])]
    return next(
        (at for at in reversed(commas) if _SUBJECT_START.match(sentence[at:verb]) and sentence[at:verb].strip()),
        0,
    )


#: `To mark the day, founders Ann Orlo, Ben Sand and Cy Vell will`: the last names of a list begin no clause.
_NAME_LAST = re.compile(r", (?:[a-z]+ ){0,3}[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}, $")
_MORE_NAMES = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}(?:,? and |, )[A-Z]")


def _ends_list(before: str, after: str) -> bool:
    return _MORE_NAMES.match(after) is not None and _NAME_LAST.search(before) is not None


_ACCORDING = re.compile(r"According to [^,;:“”\"]{2,90}(?=, )")
#: `Once we have our congress we will join`: the second clause is what is said.
_ONCE = re.compile(
    r"\b(?:[Oo]nce|[Ww]hen|[Aa]s soon as) (?:(?!asked\b|if\b|whether\b|that\b|and\b|or\b|what\b|how\b|as\b"
    r"|because\b|than\b)[\w’'-]+ ){2,9}"
    r"(?=(?:we|I|he|she|it|they|there) $)"
    r"|\b(?:after|once|when|as soon as) (?!asked\b)[^,;:“”\"]{6,90}, (?=(?:we|I|he|she|it|they|there) $)"
)


def according_to(lead: str) -> str:
    """The words that name whose account it is, where `lead` opens with them; else an empty text."""
    dateline = DATELINE.match(lead)
    found = _ACCORDING.match(lead, dateline.end() if dateline else 0)
    return found[0] if found else ""


def find_after_once(before: str) -> tuple[int, int] | None:
    """Where a clause of time begins that stands right before the pronoun `before` ends with, and where that stands."""
    found = _ONCE.search(before)
    return (found.start(), found.end()) if found else None
