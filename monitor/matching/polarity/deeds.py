"""Deeds: what verbs and nouns of news tell one and the same act, in every form of the verb.

`data/deeds.txt` has the verbs and nouns, `data/idioms.txt` what is told without the verb ("goes on sale").
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

_IRREGULAR = {
    "meet": "met", "hold": "held", "send": "sent", "leave": "left", "win": "won", "take": "took taken", "run": "ran run",
    "become": "became become", "begin": "began begun", "build": "built", "go": "went gone", "come": "came come",
    "sit": "sat", "stand": "stood", "bow": "bowed", "give": "gave given", "sell": "sold", "buy": "bought", "pay": "paid",
    "lose": "lost", "strike": "struck", "choose": "chose chosen", "cast": "cast", "cut": "cut", "set": "set",
    "withdraw": "withdrew withdrawn", "speak": "spoke spoken", "quit": "quit", "fly": "flew flown", "swear": "swore sworn",
    "put": "put", "keep": "kept", "seek": "sought", "beat": "beat beaten", "shut": "shut", "rise": "rose risen",
    "lead": "led", "tell": "told", "say": "said", "sink": "sank sunk", "free": "freed", "drop": "dropped",
    "ship": "shipped", "scrap": "scrapped", "ban": "banned", "admit": "admitted", "commit": "committed", "snub": "snubbed",
    "skip": "skipped", "bar": "barred", "trim": "trimmed", "slash": "slashed", "unveil": "unveiled", "tap": "tapped",
    "stop": "stopped", "step": "stepped", "swap": "swapped", "appear": "appeared", "cling": "clung",
    "travel": "travelled traveled", "find": "found", "fight": "fought", "lend": "lent", "hit": "hit", "shoot": "shot",
    "draw": "drew drawn", "throw": "threw thrown", "tear": "tore torn", "drag": "dragged", "let": "let", "hang": "hung",
    "break": "broke broken", "fall": "fell fallen", "blow": "blew blown", "write": "wrote written", "wind": "wound",
    "dig": "dug", "shift": "shifted", "slip": "slipped", "plan": "planned", "bid": "bid", "swim": "swam swum",
    "ride": "rode ridden", "sing": "sang sung", "show": "showed shown", "fix": "fixed", "pray": "prayed", "beg": "begged",
    "slam": "slammed", "get": "got", "feel": "felt", "bet": "bet", "think": "thought", "make": "made", "hide": "hid hidden",
    "flop": "flopped", "rebut": "rebutted", "scrub": "scrubbed", "air": "aired", "lay": "laid", "spew": "spewed",
    "foil": "foiled", "elude": "eluded", "veto": "vetoed", "lash": "lashed", "bring": "brought", "catch": "caught",
    "teach": "taught", "freeze": "froze frozen", "light": "lit", "spin": "spun", "plug": "plugged", "fit": "fitted",
    "shed": "shed", "spend": "spent", "grow": "grew grown", "know": "knew known", "clip": "clipped", "top": "topped",
    "be": "was were been", "have": "had", "jet": "jetted", "steal": "stole stolen", "burst": "burst", "bind": "bound",
    "spread": "spread",
}  # fmt: skip
_THIRD = {"be": "is are", "have": "has have"}
_DOUBLED_WORDS = """
begin get sit run cut set put win quit drop ship scrap ban admit commit snub skip bar tap stop step swap hit drag let
slip plan bid swim beg slam bet flop rebut scrub plug fit top jet shed spin clip
"""
_DOUBLED = frozenset(_DOUBLED_WORDS.split())


class Form(StrEnum):
    """How a verb stands there."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    ING = "ing"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Telling:
    """What a word can tell: the families, its base form and form. `undoes`: it tells the contrary of these families.

    `leads`: as a claim's own verb it means the family; "approve" tells of a vote, but a claim of approval
    is more.
    """

    families: frozenset[str]
    base: str
    form: Form
    undoes: bool = False
    leads: bool = True


def bend_verb(base: str) -> Iterator[tuple[str, Form]]:
    """Every form of an English verb; of a verb with a particle ("step_down") the verb is bent."""
    head, _, rest = base.partition("_")
    tail = f" {rest.replace('_', ' ')}" if rest else ""
    yield head + tail, Form.BASE
    for present in _THIRD.get(head, _third_person(head)).split():
        yield present + tail, Form.PRESENT
    for past in _IRREGULAR.get(head, _past(head)).split():
        yield past + tail, Form.PAST
    yield _ing(head) + tail, Form.ING


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "go")) else "s")


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeou" else verb + "ed"


def _ing(verb: str) -> str:
    if verb in _DOUBLED:
        return verb + verb[-1] + "ing"
    return verb[:-1] + "ing" if verb.endswith("e") and not verb.endswith("ee") else verb + "ing"


def _read_rows(name: str) -> Iterator[tuple[str, str]]:
    text = (files("monitor.matching") / "data" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            left, _, right = line.partition(" = ")
            yield left, right


@lru_cache(maxsize=1)
def read_deeds() -> dict[str, tuple[Telling, ...]]:
    """Word or phrase (lower case) to all that it can tell."""
    found: dict[tuple[str, str, Form, bool, bool], set[str]] = defaultdict(set)
    for family, rest in _read_rows("deeds.txt"):
        verbs, nouns, against = rest.split("/")
        for mark in verbs.split():
            base = mark.removeprefix("+")
            for word, form in bend_verb(base):
                found[word, base, form, False, base == mark].add(family)
        for noun in nouns.split():
            found[noun, noun, Form.NOUN, False, True].add(family)
        for base in against.split():
            for word, form in bend_verb(base):
                found[word, base, form, True, True].add(family)
    for told, idioms in _read_rows("idioms.txt"):
        for idiom in idioms.split():
            for number, family in enumerate(told.split()):
                for word, form in bend_verb(idiom):
                    found[word, idiom, form, False, not number].add(family)
    tellings: dict[str, list[Telling]] = defaultdict(list)
    for (word, base, form, undoes, leads), families in found.items():
        tellings[word].append(Telling(frozenset(families), base, form, undoes, leads))
    return {word: tuple(several) for word, several in tellings.items()}


@lru_cache(maxsize=1)
def _by_family() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Of each family all that tells it, and the first words of all that tells it or its contrary."""
    whole: dict[str, set[str]] = defaultdict(set)
    first: dict[str, set[str]] = defaultdict(set)
    for word, several in read_deeds().items():
        for told in several:
            for family in told.families:
                first[family].add(word.split()[0])
                whole[family] |= set() if told.undoes else {word}
    return whole, first


@lru_cache(maxsize=512)
def words_telling(families: frozenset[str]) -> frozenset[str]:
    """All words and phrases that tell a deed of these families."""
    return frozenset().union(*(_by_family()[0].get(family, ()) for family in families))


@lru_cache(maxsize=512)
def first_words(families: frozenset[str]) -> frozenset[str]:
    """The first words of all that tells a deed of these families or its contrary."""
    return frozenset().union(*(_by_family()[1].get(family, ()) for family in families))


#: So many words are looked at for an idiom.
LONGEST_IDIOM = 8
#: In an idiom they may stand or not: "opens its doors", "gets five years".
_FILLER_WORDS = "the a an its his her their own two three four five six seven eight nine ten twelve twenty thirty forty"
_FILLERS = frozenset(_FILLER_WORDS.split())


@lru_cache(maxsize=1)
def _read_idioms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word to the rests of all that has several words, longest first."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in read_deeds():
        first, *rest = phrase.split()
        if rest:
            found[first].append(tuple(rest))
    return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in found.items()}


def find_idiom(first: str, behind: Callable[[], Iterable[str]]) -> tuple[Telling, ...]:
    """What a deed of several words tells that begins with this word; articles and numbers in it don't count."""
    rests = _read_idioms().get(first)
    if rests is None:
        return ()
    words = tuple(word for word in behind() if word not in _FILLERS and not word[0].isdigit())
    return tuple(
        told for rest in rests if words[: len(rest)] == rest for told in read_deeds()[" ".join((first, *rest))]
    )
