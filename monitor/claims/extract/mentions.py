"""The names of an article: where they stand, who is a person and what is a body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.claims.extract.given_names import is_given
from monitor.claims.extract.leads import DATELINE
from monitor.claims.extract.saying import SAYING
from monitor.claims.extract.sentences import Sentence
from monitor.claims.extract.subjects import PERSON_NOUN


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence; `full` is the longest form the article gives it. `is_whose`: `her husband, Ben Sand`."""

    sentence: int
    start: int
    full: str
    is_person: bool
    is_whose: bool = False


_NAME = re.compile(
    r"(?P<the>\b[Tt]he )?(?P<title>\b(?:President|Prime Minister|Chancellor|Senator|Sen\.|Rep\.|Representative|Gov\."
    r"|Governor|Mayor|Minister|Secretary|Mr\.|Mrs\.|Ms\.|Dr\.|Chairman|Justice|Judge|Gen\.|King|Queen|Prince"
    r"|Pope)\s+)?(?P<name>[A-Z][\w’'-]+(?:(?: (?:of|de|la|van|von|bin|al) (?=[A-Z])| )(?:[A-Z]\.? )?[A-Z][\w’-]+)*)"
)
_NO_NAMES_TEXT = """
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October
November December The A An It He She They We I In On At By This That These Those But And For If As When While There His Her
Its Their One Two After Before With From To Of Or So Not No Yes What Who How Why Where Mr Mrs Ms Dr Republican Republicans
Democrat Democrats Democratic American Americans You Our My Also Still Then Now Both Some Many Most All Under According
Meanwhile However None Three Four Five Six Seven Eight Nine Ten Last Next Since Despite During Over Instead Earlier Later
Are Is Do Does Did Will Would Can Could Should Has Have Had Let Here Even Only Just Once Although Though Because Until
"""
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())
_BODY = re.compile(
    r"\b(?:House|Senate|Congress|Court|Department|Ministry|Committee|Council|Party|Bank|Inc|Corp|Company|University"
    r"|Union|Agency|Administration|Association|Commission|Group|Board|Office|Times|Post|News|Bureau|School|District"
    r"|States|Kingdom|Republic|Nations|Government|Parliament|Network|Street|Press|Embassy|Service|Center|Institute"
    r"|Force|Army|City|County|United|Rovers|Athletic|Wanderers|Rangers|Rail|Foods|Motors|Airlines|Airways|Energy|Bio|Systems"
    r"|Holdings|Media|Steel|Oil|Gas|Capital|Partners|Securities|Pharma|Pharmaceuticals|Labs|Electric|Shipping|Telecom"
    r"|Insurance|Railways|Semiconductor|Semiconductors|Technologies|Industries|Brothers|Bancorp)\b"
)
_SPEAKS = re.compile(rf"^(?:,[^,]{{1,60}},|,)? (?:{SAYING}|told|himself|herself|who)\b")


def read_mentions(sentences: list[Sentence]) -> list[Mention]:
    """Every name of the article, in order.

    A person is whoever speaks, has a title, or is called by the last of two or three names somewhere else.
    """
    found = [(number, match, _bare(match)) for number, match in _names(sentences)]
    alone = {name for _, _, name in found if " " not in name}
    people = {name for number, match, name in found if _is_person(sentences[number].text, match, name, alone)}
    people |= {name for number, match, name in found if _is_called_so(sentences, number, match, name)}
    people -= {name for number, match, name in found if _OF_THEIRS.match(sentences[number].text, match.end())}
    last = {name.split()[0]: name for name in people if not is_given(name.split()[0])}  # `Park` of Park Min-ji
    last |= {name.split()[-1]: name for name in sorted(people, key=len)}
    mentions = []
    for number, match, name in found:
        full = last.get(name, name)
        body = f"the {name}" if match["the"] and full not in people else full
        whose = _WHOSE.search(sentences[number].text, 0, match.start()) is not None
        mentions.append(Mention(number, match.start(), body, full in people, whose))
    return mentions


#: `Her predecessor, Ben Sand`: `she` afterwards is not him.
_WHOSE = re.compile(
    r"\b(?:[Hh]er|[Hh]is) (?:[a-z-]+ ){0,2}(?:predecessor|successor|husband|wife|father|mother|son|daughter|brother|sister"
    r"|rival"
    r"|opponent|counterpart|deputy|boss|lawyer|aide|opposite number),? $"
)


_COUNTED = re.compile(r"(?:Twen|Thir|For|Fif|Six|Seven|Eigh|Nine)ty\b")


def _names(sentences: list[Sentence]) -> Iterator[tuple[int, re.Match[str]]]:
    for number, sentence in enumerate(sentences):
        dateline = DATELINE.match(sentence.text)
        for match in _NAME.finditer(sentence.text, dateline.end() if dateline else 0):
            if _COUNTED.match(match["name"]):
                continue
            if not set(_bare(match).split()) <= _NO_NAMES:
                yield number, match


_TITLES = frozenset(
    (
        "Minister",
        "Secretary",
        "President",
        "Chancellor",
        "Chief",
        "Commissioner",
        "Director",
        "Ambassador",
        "Senator",
        "Representative",
        "Congressman",
        "Congresswoman",
        "Governor",
        "Mayor",
        "Judge",
        "Justice",
        "General",
    )
)


def _bare(match: re.Match[str]) -> str:
    words = re.sub(r"['’]s?$", "", match["name"]).split()
    titles = [at for at, word in enumerate(words[:-2]) if word in _TITLES]
    words = words[titles[-1] + 1 :] if titles else words
    return " ".join(words[1:] if len(words) > 1 and words[0] in _NO_NAMES else words)


def _is_person(text: str, match: re.Match[str], name: str, alone: set[str]) -> bool:
    words = name.split()
    if match["the"] or _BODY.search(name) or len(words) > 3:
        return False
    if match["title"]:
        return True
    return len(words) > 1 and (
        is_given(words[0])
        or words[-1] in alone
        or _SPEAKS.match(text[match.end() :]) is not None
        or _AGED.match(text, match.end()) is not None
        or PERSON_NOUN.search(text[: match.start()].rstrip(" ,")) is not None
    )


#: `Milltown Rovers captain`: a team or a firm.
_OF_THEIRS = re.compile(
    r" (?:captain|manager|coach|striker|midfielder|defender|goalkeeper|chief executive|chairman|chairwoman|boss|spokes\w+"
    r"|director|founder|owner|shares|fans|players|president)\b"
)
_AGED = re.compile(r", (?:aged )?\d\d,")


def _is_called_so(sentences: list[Sentence], number: int, match: re.Match[str], name: str) -> bool:
    """Two names that open a sentence, and `he` or `she` in one of the next two."""
    if match.start() > 2 or match["the"] or len(name.split()) != 2 or _BODY.search(name):
        return False
    return any(re.search(r"\b(?:[Hh]e|[Ss]he)\b", it.text) for it in sentences[number + 1 : number + 3])


def is_body(mention: Mention) -> bool:
    """`the Palace`, `City Council`, `NATO`: what `it` may well stand for."""
    name = mention.full
    return not mention.is_person and (name.startswith("the ") or name.isupper() or _BODY.search(name) is not None)
