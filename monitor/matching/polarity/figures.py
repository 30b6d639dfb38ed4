"""Figures that a claim sets and an entry tells: "below 3 percent" against "falls to 2.8 percent"."""

import re
from dataclasses import dataclass
from functools import lru_cache

_NUMBER = r"(\d+(?:[.,]\d+)*)\s*(?:-\s*)?(percent|per cent|pct|%)"
_BELOW = re.compile(rf"\b(?:below|under|less than|lower than)\s+{_NUMBER}")
_ABOVE = re.compile(rf"\b(?:above|over|more than|higher than|exceeds?|tops?|surpass(?:es)?|past)\s+{_NUMBER}")
_EXACT = re.compile(rf"\b(?:to|at)\s+{_NUMBER}")
_ANY = re.compile(_NUMBER)
#: What is only looked for, or told of a part or of a change.
_FORESEEN = re.compile(
    r"\b(?:forecasts?|expect\w*|predict\w*|could|may|might|would|should|will|likely|economists?|analysts?|sees?|seen|bets?|target\w*"
    r"|aims?|hopes?|calls?|urges?|wants?|by \d{4}|set to|due to|poised to|risks?|warns?|warned)\b"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """`side`: "below", "above" or "exact"."""

    side: str
    value: float

    def holds(self, value: float) -> bool:
        """The value is on the right side; an exact one has to be the same."""
        if self.side == "exact":
            return abs(value - self.value) < 1e-9
        return value < self.value if self.side == "below" else value > self.value


@lru_cache(maxsize=20_000)
def read_limit(text: str) -> Limit | None:
    """The one figure in percent that a text sets; None without."""
    low = text.lower()
    for side, pattern in (("below", _BELOW), ("above", _ABOVE), ("exact", _EXACT)):
        match = pattern.search(low)
        if match:
            return Limit(side, _value(match.group(1)))
    return None


def _value(digits: str) -> float:
    return float(digits.replace(",", ".") if digits.count(",") == 1 and "." not in digits else digits.replace(",", ""))


def keeps_limit(limit: Limit, title: str) -> bool | None:
    """Whether the figure that a title tells is as the claim has it; None when it tells none, or only what may come."""
    low = title.lower()
    if _FORESEEN.search(low):
        return None
    told = read_limit(low)
    if told is not None and told.side != "exact":
        return _implies(told, limit)
    values = [_value(told) for told, _ in _ANY.findall(low)]
    if told is None and len(values) != 1:
        return None
    return limit.holds(told.value if told else values[0])


def _implies(told: Limit, limit: Limit) -> bool | None:
    if limit.side == "exact" or told.side != limit.side:
        return None if limit.side == "exact" else False
    is_as_far = told.value <= limit.value if limit.side == "below" else told.value >= limit.value
    return True if is_as_far else None
