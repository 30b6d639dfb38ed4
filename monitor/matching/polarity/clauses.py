"""Sentences and clauses of an entry, each with its part: the news itself, what went before, what is ahead, a mere case."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from monitor.matching.text import fold, read_tokens, stem

_SENTENCE = re.compile(r"(?<=[a-z0-9)\"'”’%][.!?])\s+(?=[\"'“‘A-Z0-9])|(?<=[a-z][.!?][\"'”’])\s+(?=[A-Z])|\s\|\s")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['-][^\W\d_]+)*|\d[\d,.]*")
_CUT = re.compile(
    r"(?P<past>\b(?:after|following|since|once)\b)|(?P<ahead>\b(?:ahead of|before|in the run-up to|until)\b)"
    r"|(?P<case>\b(?:if|unless|whether|in case|in the event)\b)"
    r"|(?P<side>\b(?:amid|despite|(?<!starts )(?<!started )(?<!begins )(?<!took over )(?<!takes over )as|while"
    r"|because|although|though|due to|who|which|where|when"
    r"|(?<!take )(?<!takes )(?<!took )(?<!taking )(?<!hand )(?<!hands )(?<!handed )(?<!handing )(?<!held )"
    r"(?<!carried )over)\b)"
    r"|(?P<main>[;:|•–—]|\s-\s|,\s(?=[A-Z\"']|(?:and|but|says?|said|with|citing|in|according|who|which|after|as|despite|amid|then|while|so|or|plans?|\w+ing)\b)|\bbut\b)"
)
_MAY = re.compile(r"\bMay\b")
#: A headline that writes every long word with a capital has none of these.
_SENTENCE_CASE = re.compile(r"\b[a-z]{5,}\b")


class Part(StrEnum):
    """What a clause is to its sentence."""

    MAIN = "main"
    PAST = "past"
    AHEAD = "ahead"
    CASE = "case"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class Word:
    """`low`: lower case with straight quotes; `term`: its stem, empty for a stop word."""

    low: str
    term: str
    is_capital: bool
    at: int

    @property
    def names(self) -> frozenset[str]:
        """Names that the word can stand for: "Kremlin" and "Moscow" for Russia; empty for a common word."""
        return names_in(self.low.removesuffix("'s").title()) if self.is_capital else frozenset()


@dataclass(frozen=True, slots=True)
class Clause:
    """`near`: 0..1, how much the whole sentence is about the claim; `weight`: 0..1, by its place."""

    part: Part
    words: tuple[Word, ...]
    low: str
    weight: float
    near: float


@lru_cache(maxsize=20_000)
def names_in(text: str) -> frozenset[str]:
    """Terms of the words that are written as names, places under their one name, and the places that they point to."""
    tokens = [token for token in read_tokens(text) if token.is_capital]
    return frozenset(token.term for token in tokens) | frozenset(token.implied for token in tokens) - {""}


_TWO_NAMES = re.compile(r"^([A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,2}), ([A-Z][\w’.-]*(?: [A-Z][\w’.-]*)?)(?!\S)")


def join_names(title: str, names: frozenset[str]) -> str:
    """With "and" for the comma by which a headline joins two of these names: "Odra, Lume meet"."""
    match = _TWO_NAMES.match(title)
    if match is None or "," in title[match.end() :].partition(" ")[0]:
        return title
    first, second = (names_in(part) & names for part in match.groups())
    is_pair = first and second and first.isdisjoint(second)
    return f"{match.group(1)} and {title[match.start(2) :]}" if is_pair else title


@lru_cache(maxsize=64)
def split_clauses(text: str, about: frozenset[str], names: frozenset[str]) -> tuple[Clause, ...]:
    """The clauses of a text; sentences after the first, and clauses that are not the news itself, weigh less."""
    return tuple(_split(text, about, names))


def _split(text: str, about: frozenset[str], names: frozenset[str]) -> Iterator[Clause]:
    for number, sentence in enumerate(part for part in _SENTENCE.split(text) if part and part.strip()):
        plain = (
            sentence.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("%", " percent")
        )
        shared = about & {stem(fold(match.group())) for match in _WORD.finditer(plain)}
        who = names & names_in(plain)
        near = 1.0 if len(shared | who) >= 2 else 0.75 if shared or who else 0.35
        if len(names) >= 2 and len(who) < 2:
            near *= 0.85 if who else 0.55
        for part, piece in _cut(plain):
            words = tuple(_read_words(piece))
            if words:
                yield Clause(part, words, _lower(piece, plain), 1.0 if number == 0 else 0.6, near)


def _lower(piece: str, sentence: str) -> str:
    """In lower case, of the same length; "May" the month or the name, written "mai" here, is no "may"."""
    if "May" not in piece or not _SENTENCE_CASE.search(sentence):
        return piece.lower()
    return _MAY.sub("mai", piece).lower()


def _cut(sentence: str) -> Iterator[tuple[Part, str]]:
    part, start = Part.MAIN, 0
    for match in _CUT.finditer(sentence):
        if match.start() > start:
            yield part, sentence[start : match.start()]
        part, start = Part(str(match.lastgroup)), match.start() if match.lastgroup != "main" else match.end()
    yield part, sentence[start:]


def _read_words(piece: str) -> Iterator[Word]:
    for match in _WORD.finditer(piece):
        word = match.group()
        yield Word(word.lower(), stem(fold(word)), word[0].isupper(), match.start())
