"""Cuts an article into sentences without losing a character's place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A run of stops is looked at once, from its first, and never given back: a line of a million dots takes no time.
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++[\"”’'»)\]]*+(?=\s|$)|\n\s*+"
    # run together: `Monday.The`, `so.They`, `far."And`
    r"|(?<=[a-z]{4})\.(?=[A-Z][a-z]+,? )"
    r"|(?<=[a-z]{2})[.!?](?=(?:The|It|He|She|They|We|But|And|In|On|This|That|There|If|As|For|At|I) )"
    r"|(?<=[a-z]{2})[.!?][\"”](?=[A-Z][a-z]*,? )"
)
_ASIDE = re.compile(r"(?<=.)\([^()]*\)|~~[^~\n]+~~")
#: What hovers over a name on some sites: `Jane Roe Jane Mary RoeThe harbour needs … MORE`.
_HOVER = re.compile(
    r"\b(?P<last>[A-Z][\w’'-]+)(?P<hover> (?:[A-Z][\w.’'-]* ++){1,4}(?P=last)(?=[A-Z0-9])[^\n]{5,600}? MORE\b)"
)
_SPACE = re.compile(r"\s")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Mx|Dr|Prof|St|Mt|Ft|Sens?|Reps?|Govs?|Gens?|Lt|Col|Capt|Sgt|Maj|Adm|Cmdr|Hon|Rev|Pres"
    r"|Supt|Det|Inc|Corp|Cos?|Ltd|Bros|No|Nos|vs|v|Jr|Sr|Esq|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Ave|Blvd"
    r"|Dept|Univ|Assn|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb"
    r"|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|approx|est|al|etc|p|pp)|[A-Za-z]\.[A-Za-z])\.$"
)
_PLAIN_NO = re.compile(r"\bNo$")
_AFTER_HOUR = re.compile(
    r"\s+(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|East|Pacif|Centr|Mount"
    r"|[A-Z]{2,4}\b)"
    r"|[^A-Z\s“\"])"
)
_SENTENCE_AFTER_INITIALS = re.compile(r"\s+(?:The|A|An|It|He|She|They|We|But|And|In|On|This|That|These|For|At|As)\b")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is the article's text from `start` to `end`, with blanks for (asides), ~~struck words~~ and white space.

    `paragraph` counts from 0; `quoted`: it began inside a quotation.
    """

    text: str
    start: int
    end: int
    paragraph: int
    quoted: bool = False


def split_sentences(text: str) -> list[Sentence]:
    """Every sentence in order; a line break always ends one."""
    found: list[Sentence] = []
    paragraph, inside = 0, False
    for start, end, breaks in _spans(text):
        piece = _ASIDE.sub(_blank, _SPACE.sub(" ", text[start:end]))
        piece = _HOVER.sub(_without_hover, piece) if " MORE" in piece else piece
        if piece:
            found.append(Sentence(piece, start, end, paragraph, inside))
            inside = _ends_inside(piece, inside)
        if breaks:
            paragraph, inside = paragraph + 1, False
    return found


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _without_hover(found: re.Match[str]) -> str:
    return found["last"] + " " * len(found["hover"])


def _spans(text: str) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for stop in _STOP.finditer(text):
        breaks = stop[0][0] == "\n"
        if not breaks and not _ends_sentence(text, stop):
            continue
        yield (*_stripped(text, start, stop.start() if breaks else stop.end()), breaks)
        start = stop.end()
    yield (*_stripped(text, start, len(text)), True)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    rest = text[stop.end() : stop.end() + 12]
    following = rest.lstrip()[:1]
    if following.islower():
        return False
    if stop[0][0] != "." or not _ABBREVIATED.search(text[max(0, stop.start() - 12) : stop.start() + 1]):
        return True
    if _PLAIN_NO.search(text, max(0, stop.start() - 3), stop.start()) and not following.isdigit():
        return True  # `No. I am not`
    if re.search(r"\b[ap]\.m\.$", text[max(0, stop.start() - 5) : stop.start() + 1]):
        return not _AFTER_HOUR.match(rest)
    is_initials = text[stop.start() - 2 : stop.start() - 1] == "."
    return is_initials and bool(_SENTENCE_AFTER_INITIALS.match(rest))


_BULLET = re.compile(r"(?:[-*•·>‣▪»#]{1,6}+|\d{1,2}[.)])[ \t]++(?:\[[ xX]\][ \t]++)?(?=\S)")


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space around it, nor a list's mark before it."""
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    if start == 0 or text[start - 1] in "\n\t ":
        bullet = _BULLET.match(text, start, end)
        start = bullet.end() if bullet else start
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends_inside(piece: str, inside: bool) -> bool:
    """Whether a quotation is still open after this piece."""
    for sign in re.findall(r"[“”\"]", piece):
        inside = {"“": True, "”": False}.get(sign, not inside)
    return inside
