"""Figures that a claim sets and an entry tells: "below 3 percent" and "falls to 2.8 percent", "in the top three".

Shares, amounts of money, degrees, counts and ranks; each is held against its own kind only. A bare count needs a word of
comparison in the claim ("more than 500", "reach 2 million").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = r"\d+(?:[.,]\d+)*"
_SIZES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_UNITS = (
    ("percent", r"percent(?! of)|per cent|pct|%"),
    ("money", r"dollars?|euros?|pounds?|yen|yuan|rupees?|francs?|crowns?|kron[aeor]+|kroner|roubles?|usd|eur|gbp"),
    ("degrees", r"°\s?[cf]?|degrees?|c\b|f\b"),
    ("length", r"met(?:re|er)s?\b|feet\b|foot\b|inch(?:es)?\b"),
    ("weight", r"tonn?es?\b|tons?\b|kilos?\b|kg\b"),
    # Times, ages, days and measures are no counts.
    ("", r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|km|kilomet\w+|miles?|points?|[ap]\.?m)\b|year-old"),
    ("", r"(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"),
)
_AFTER = "|".join(f"(?P<u{at}>{words})" for at, (_, words) in enumerate(_UNITS))
_FIGURE = re.compile(
    rf"(?P<sign>[$€£¥]\s?)?(?<![\d.,:/-])(?P<digits>{_DIGITS})(?:[\s-]?(?P<size>{'|'.join(_SIZES)})\b)?(?P<nth>(?:st|nd|rd|th)\b)?(?:[\s-]*(?:{_AFTER}))?"
)
#: What stands before a figure and says on which side it is.
_SIDES = tuple(
    (side, re.compile(rf"\b(?:{words})\s+(?:about |around |some )?$"))
    for side, words in (
        ("least", r"at least|no (?:fewer|less) than|reach(?:es|ed)?|hits?|a minimum of"),
        ("most", r"at most|no more than|a maximum of"),
        ("below", r"below|under|less than|fewer than|lower than"),
        ("above", (r"above|over|more than|higher than|exceed(?:s|ed)?|tops?|topped|surpass(?:es|ed)?|past|beyond"
                   r"|pass(?:es|ed)?|breaks?|broke|cross(?:es|ed)?")),
        ("exact", r"to|at"),
    )
)  # fmt: skip
#: A figure of before, or of the change.
_OTHER_TIME = re.compile(
    r"\b(?:from|by|compared (?:with|to)|versus|against|line|route|flight|article|no\.?|number)\s+$"
)
_MONTH_BEFORE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+$|\b(?:in|of|by|since|until) $"
)
#: What is only looked for, or told of a part or of a change.
_FORESEEN = re.compile(
    r"\b(?:forecasts?|expect\w*|predict\w*|could|may|might|would|should|will|likely|economists?|analysts?|sees?|seen|bets?|target\w*"
    r"|aims?|hopes?|calls?|urges?|wants?|by \d{4}|set to|due to|poised to|risks?|warns?|warned)\b"
)
_RANKS = {
    word: number
    for number, words in enumerate(
        ("first 1st wins won gold victory champion", "second 2nd silver runner-up", "third 3rd bronze", "fourth 4th",
         "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th", "ninth 9th", "tenth 10th", "eleventh 11th", "twelfth 12th"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_TO_TEN = "two three four five six seven eight nine ten"
_NUMBER_WORDS = {word: at for at, word in enumerate(_TO_TEN.split(), start=2)}
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(_NUMBER_WORDS)})\b(?= )")
_TOP = re.compile(rf"\b(?:in|into|among|make|reach|crack) (?:the )?top[ -]({'|'.join(_NUMBER_WORDS)}|\d{{1,2}})\b")
_RANK = re.compile(
    rf"\b(?:finish\w*|plac(?:es|ed)|com(?:es)|came|end(?:s|ed)|rank(?:s|ed)|takes|took|only|in) (?:up |in |the |a ){{0,2}}"
    rf"({'|'.join(_RANKS)})\b|\b({'|'.join(_RANKS)}) (?:place|in |at )|\b(wins|won)\b"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """`side`: "below", "above", "least", "most" or "exact"; `unit`: a name of `_UNITS`, "count" or "rank"."""

    side: str
    value: float
    unit: str = "percent"

    def holds(self, value: float) -> bool:
        """The value is on the right side; an exact one has to be the same."""
        match self.side:
            case "exact":
                return abs(value - self.value) < 1e-9
            case "below" | "most":
                return value < self.value or (self.side == "most" and value == self.value)
            case _:
                return value > self.value or (self.side == "least" and value == self.value)

    @property
    def is_upper(self) -> bool:
        """It bounds from above."""
        return self.side in ("below", "most")


@lru_cache(maxsize=20_000)
def read_limit(text: str) -> Limit | None:
    """The first figure that a text sets with a word for its side; None without."""
    low = text.lower()
    top = _TOP.search(low)
    if top:
        return Limit("most", float(_NUMBER_WORDS.get(top.group(1)) or int(top.group(1))), "rank")
    return next((limit for limit in _figures(low) if limit.side and not _is_bare(limit)), None)


def _is_bare(limit: Limit) -> bool:
    """A count "to" or "at" which something is: a place, an hour, a part of a name."""
    return limit.unit == "count" and limit.side == "exact"


def _figures(low: str) -> Iterator[Limit]:
    """All figures with their kind; the side is empty where no word tells it."""
    low = _IN_WORDS.sub(lambda word: str(_NUMBER_WORDS[word.group()]), low)
    for match in _FIGURE.finditer(low):
        before = low[: match.start()]
        unit = "money" if match["sign"] else _unit_of(match)
        if not unit or match["nth"] or _OTHER_TIME.search(before) or (unit == "count" and _is_date(match, before)):
            continue
        side = next((side for side, pattern in _SIDES if pattern.search(before)), "")
        yield Limit(side, _value(match["digits"]) * _SIZES.get(match["size"] or "", 1.0), unit)


def _unit_of(match: re.Match[str]) -> str:
    told = next((unit for at, (unit, _) in enumerate(_UNITS) if match[f"u{at}"]), None)
    return "count" if told is None else told


def _is_date(match: re.Match[str], before: str) -> bool:
    is_year = len(match["digits"]) == 4 and match["digits"][:2] in ("19", "20") and not match["size"]
    return is_year or _MONTH_BEFORE.search(before) is not None


def _value(digits: str) -> float:
    is_decimal = digits.count(",") == 1 and "." not in digits and len(digits.partition(",")[2]) != 3
    return float(digits.replace(",", ".") if is_decimal else digits.replace(",", ""))


def keeps_limit(limit: Limit, title: str) -> bool | None:
    """Whether the figure that a title tells is as the claim has it; None when it tells none, or only what may come."""
    low = title.lower()
    if _FORESEEN.search(low):
        return None
    if limit.unit == "rank":
        rank = _RANK.search(low)
        return limit.holds(_RANKS[next(filter(None, rank.groups()))]) if rank else None
    told = [figure for figure in _figures(low) if figure.unit == limit.unit]
    sided = [figure for figure in told if figure.side not in ("", "exact")]
    if sided and sided[0].side != "least":
        return _implies(sided[0], limit)
    if len({figure.value for figure in told}) != 1 or (limit.unit == "count" and not _is_like(told[0], limit)):
        return None
    return limit.holds(told[0].value)


def _is_like(told: Limit, limit: Limit) -> bool:
    """A count so far away counts something else."""
    return limit.value / 8 <= told.value <= limit.value * 8


def _implies(told: Limit, limit: Limit) -> bool | None:
    if limit.side == "exact" or told.is_upper != limit.is_upper:
        return None if limit.side == "exact" else False
    is_as_far = told.value <= limit.value if limit.is_upper else told.value >= limit.value
    return True if is_as_far else None
