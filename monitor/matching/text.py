"""From words to a sketch: stems with weights by place, names, numbers. Bounded caches, no corpus.

A term is a stem in lower case without accents ("Kīlauea" = "kilauea"), a whole number of two and more digits ("370"), or
the canonical name of a place or institution out of `data/places.txt` ("U.S.", "American" = "=usa"). A word that points
to a place ("Kremlin") stays a term of its own and adds the place with half weight.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from monitor.matching.lexicon import PLACES, STOP_WORDS, Place
from monitor.matching.remember import Remembered

TITLE_WEIGHT = 1.0
SUMMARY_WEIGHT = 0.6
IMPLIED_WEIGHT = 0.5
MAX_SUMMARY = 1_200
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d,.]*\d|\d")
_SENTENCE_END = re.compile(r"[.!?:;|•–—]|\s-\s")
_STEMMER = Stemmer.Stemmer("english", 0)  # `stem` keeps what was asked before


class Token(NamedTuple):
    """One word: its `term` (empty for a stop word), whether it is written as a name, `opens` = first of its sentence."""

    word: str
    term: str
    is_capital: bool
    opens: bool
    implied: str = ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What matching keeps of a text. `weights`: term to weight by place (title 1, summary less, both more, at most 1.5).

    The words in order are read when they are asked for: of most entries nobody asks more than the weights.
    """

    weights: dict[str, float]
    title_text: str
    summary_text: str

    @property
    def title(self) -> tuple[Token, ...]:
        """The words of the title."""
        return read_tokens(self.title_text)

    @property
    def summary(self) -> tuple[Token, ...]:
        """The words of as much of the summary as is looked at."""
        return read_tokens(self.summary_text)

    def tokens(self) -> Iterator[Token]:
        """Title, then summary."""
        yield from self.title
        yield from self.summary


@lru_cache(maxsize=5_000)
def fold(word: str) -> str:
    """Lower case, no accents, no possessive, straight quotes, no dots in acronyms."""
    plain = word.replace("’", "'").lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = plain.removesuffix("'s").replace("ʻ", "").replace("'", "")
    return plain.replace(".", "") if plain[:1].isalpha() else plain.replace(",", "").strip(".")


@lru_cache(maxsize=5_000)
def stem(folded: str) -> str:
    """The term of a folded word: its English stem (Porter 2), a number as it is, empty for a stop word."""
    if folded in STOP_WORDS or (len(folded) < 2):
        return ""
    return folded if folded[0].isdigit() else str(_STEMMER.stemWord(folded))


class _Spelling(NamedTuple):
    """What can be told of a word without its neighbours; `places` are the names that begin with it (few words do)."""

    folded: str
    term: str
    is_capital: bool
    places: tuple[Place, ...]


def _spell(word: str) -> _Spelling:
    folded = fold(word)
    return _Spelling(folded, stem(folded), word[0].isupper(), PLACES.get(folded, ()))


_SPELLINGS = Remembered(_spell, 30_000)


@lru_cache(maxsize=256)
def read_tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order; several words that name one place are one token."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    words = [text[start:end] for start, end in spans]
    spelled = _SPELLINGS.of(words)
    tokens: list[Token] = []
    at, end = 0, 0
    while at < len(words):
        start = spans[at][0]
        opens = at == 0 or (text[end:start] != " " and _SENTENCE_END.search(text, end, start) is not None)
        place = _place_at(spelled, words, at) if spelled[at].places else None
        if place is None:
            tokens.append(Token(words[at], spelled[at].term, spelled[at].is_capital, opens))
            at += 1
        else:
            tokens.append(_place_token(place, spelled, words, at, opens=opens))
            at += len(place.words)
        end = spans[at - 1][1]
    return tuple(tokens)


def _read_terms(text: str) -> tuple[list[str], list[str]]:
    """The terms of `read_tokens` in order, and what they only point to, without making tokens of them."""
    words = _TOKEN.findall(text)
    spelled = _SPELLINGS.of(words)
    terms: list[str] = []
    implied: list[str] = []
    past = 0
    for first in [at for at, spelling in enumerate(spelled) if spelling.places]:
        place = _place_at(spelled, words, first) if first >= past else None
        if place is not None:
            token = _place_token(place, spelled, words, first, opens=False)
            terms += [spelling.term for spelling in spelled[past:first]]
            terms.append(token.term)
            implied.append(token.implied)
            past = first + len(place.words)
    terms += [spelling.term for spelling in spelled[past:]]
    return terms, implied


def _place_at(spelled: list[_Spelling], words: list[str], at: int) -> Place | None:
    """The first of the places that begin with this word (longest first) that is written here."""
    for place in spelled[at].places:
        written = tuple(spelling.folded for spelling in spelled[at : at + len(place.words)])
        if written == place.words and (words[at].isupper() or not place.needs_capitals):
            return place
    return None


def _place_token(place: Place, spelled: list[_Spelling], words: list[str], at: int, *, opens: bool) -> Token:
    size = len(place.words)
    word = " ".join(words[at : at + size])
    if not place.is_hint:
        return Token(word, place.canonical, word[:1].isupper(), opens)
    term = spelled[at].term if size == 1 else "_".join(place.words)
    return Token(word, term, word[:1].isupper(), opens, place.canonical)


@lru_cache(maxsize=512)  # an entry is sketched by everybody who looks at it
def read_sketch(title: str, summary: str) -> Sketch:
    """Sketch one entry (or a claim, with an empty summary). Not to be changed: it is shared."""
    looked_at = summary[:MAX_SUMMARY]
    weights: dict[str, float] = {}
    if looked_at:
        _add(weights, looked_at, SUMMARY_WEIGHT)
    _add(weights, title, TITLE_WEIGHT)
    return Sketch(weights, title, looked_at)


def _add(weights: dict[str, float], text: str, weight: float) -> None:
    terms, implied = _read_terms(text)
    seen = dict.fromkeys(terms, weight)
    for term in implied:
        seen.setdefault(term, weight * IMPLIED_WEIGHT)
    seen.pop("", None)
    for term, value in seen.items():
        weights[term] = min(1.5, weights.get(term, 0.0) + value)


def terms_of(title: str, summary: str) -> frozenset[str]:
    """The set of terms of a text, for counting in how many texts a term is."""
    return frozenset(read_sketch(title, summary).weights)
