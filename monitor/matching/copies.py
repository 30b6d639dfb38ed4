"""Who speaks in a report: the outlet, or an agency whose text it prints. Copies of one text are one source.

An outlet that carries a story is counted by its name elsewhere. A *source* is counted when it tells in words of its own:
the report credits no agency that spoke already, and its text is no near copy of a text that was read already.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from monitor.model.feed import Entry

#: Titles of so many words are the same by chance no more; shorter ones need the same lead, or none, beside.
LONG_TITLE = 6
SHORT_TITLE = 3
#: How alike titles are, word by word in order, from which on one is a copy.
SAME_TITLE = 0.85
SOME_TITLE = 0.6
#: Share of the shorter lead's word pairs that the other has too, and the least number of words that can tell.
SAME_LEAD = 0.6
LONG_LEAD = 8
MOST_TITLE, MOST_LEAD = 24, 48
#: Reports kept to hold later ones against.
MOST_PRINTS = 16

_WORD = re.compile(r"\w+")
#: Name -> how it is written. These may stand anywhere a credit does.
_AGENCIES = {
    "Reuters": r"Reuters",
    "AP": r"(?:The )?Associated Press|AP",
    "AFP": r"Agence France[- ]Presse|AFP",
    "dpa": r"Deutsche Presse-Agentur|dpa|DPA",
    "Xinhua": r"Xinhua",
    "TASS": r"I?TAR-TASS|TASS|Tass",
    "Interfax": r"Interfax",
    "RIA": r"RIA Novosti",
    "EFE": r"EFE",
    "ANSA": r"ANSA",
    "Kyodo": r"Kyodo",
    "Yonhap": r"Yonhap",
    "PTI": r"Press Trust of India|PTI",
    "UPI": r"United Press International|UPI",
    "PA": r"PA Media|Press Association",
    "AAP": r"Australian Associated Press|AAP",
    "CP": r"(?:The )?Canadian Press",
    "Anadolu": r"Anadolu",
    "Ukrinform": r"Ukrinform",
}
_MORE = r"(?: News(?: Agency)?| Agency| Staff)?"
_NAMED = "|".join(f"(?P<{name}>{how})" for name, how in _AGENCIES.items())
#: `(Reuters)`, `[AFP]` anywhere: a dateline, or a credit at the end.
_BRACKETED = re.compile(rf"[(\[](?:via )?(?:{_NAMED}){_MORE}[)\]]")
#: `… - Reuters` at the end of a title or of a summary.
_TAIL = re.compile(rf"[-–—|:]\s*(?:via )?(?:{_NAMED}){_MORE}\.?\s*$")
#: `LONDON, Reuters - `, `LONDON (…) – AFP — ` at the beginning of a summary.
_HEAD = re.compile(rf"^.{{0,60}}?\b(?:{_NAMED}){_MORE}\s*[-–—]{{1,2}}\s")
#: An outlet's or an author's name: `AP News: World`, `By Reuters Staff`, `Jane Doe (AFP)`.
_WHOLE = re.compile(rf"(?:By )?(?:[^:]{{,60}}[,/(] ?)?(?:{_NAMED})\b(?::.*|{_MORE}(?: .*)?\)?)$")


class Print(NamedTuple):
    """What a report is known again by: whose word it is, and the first words of title and text, lower case, with spaces."""

    source: str
    title: str
    lead: str


def name_source(entry: Entry) -> str:
    """Whose word the report is: the agency it credits or is, else the outlet; empty when there is no name."""
    found = (
        _WHOLE.match(entry.outlet)
        or _WHOLE.match(entry.author)
        or _BRACKETED.search(entry.title)
        or _TAIL.search(entry.title)
        or _BRACKETED.search(entry.summary[:300])
        or _BRACKETED.search(entry.summary[-60:])
        or _TAIL.search(entry.summary)
        or _HEAD.match(entry.summary)
    )
    return entry.outlet if found is None else next(name for name, how in found.groupdict().items() if how)


def is_agency(source: str) -> bool:
    """Whether this is an agency's name as `name_source` gives it."""
    return source in _AGENCIES


def read_print(entry: Entry) -> Print:
    """The report as it will be known again. Names of who prints it, which each outlet puts in, are left out."""
    lead = _words(_BRACKETED.sub(" ", entry.summary), MOST_LEAD)
    return title_print(entry.title, entry.outlet)._replace(source=name_source(entry), lead=lead)


def title_print(title: str, outlet: str) -> Print:
    """A report of which only the title and who prints it are known."""
    bare = _without_name(_BRACKETED.sub(" ", _TAIL.sub(" ", title)), outlet)
    return Print(outlet, _words(bare, MOST_TITLE), "")


def find_copied(new: Print, known: Sequence[Print]) -> Print | None:
    """The first known report that the new one is a near copy of."""
    return next((old for old in known if _is_copy(old, new)), None)


class _Words(NamedTuple):
    """A text as it is compared: its words in order, each once, and its pairs of neighbours."""

    order: tuple[str, ...]
    once: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@lru_cache(maxsize=1_024)  # the reports of a development are asked of by each that comes after; seven kilobytes each
def _read(text: str) -> _Words:
    order = tuple(text.split())
    return _Words(order, frozenset(order), frozenset(pairwise(order)))


def _is_copy(old: Print, new: Print) -> bool:
    leads = _read(old.lead), _read(new.lead)
    least_lead = min(len(lead.order) for lead in leads)
    if least_lead >= LONG_LEAD and _share(leads[0].pairs, leads[1].pairs) >= SAME_LEAD:
        return True
    titles = _read(old.title), _read(new.title)
    least = min(len(title.order) for title in titles)
    # A short title tells nothing beside two texts that differ.
    if least < SHORT_TITLE or (least < LONG_TITLE and least_lead >= LONG_LEAD):
        return False
    # Word by word is slow, and in vain where most words differ.
    if _share(titles[0].once, titles[1].once) < SOME_TITLE:
        return False
    return SequenceMatcher(None, titles[0].order, titles[1].order, autojunk=False).ratio() >= SAME_TITLE


def _share(first: AbstractSet[object], second: AbstractSet[object]) -> float:
    """Share of the smaller one that the other has too."""
    return len(first & second) / min(len(first), len(second))


def _without_name(title: str, outlet: str) -> str:
    """`Bridge opens - The Example Post` is the title `Bridge opens`."""
    bare = title.rstrip()
    if outlet and bare.casefold().endswith(outlet.casefold()):
        cut = bare[: -len(outlet)].rstrip()
        return cut.rstrip("-–—|:( ") if cut.endswith(("-", "–", "—", "|", ":", "(")) else title
    return title


def _words(text: str, most: int) -> str:
    return " ".join(_WORD.findall(text.casefold())[:most])
