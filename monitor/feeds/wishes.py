"""What a publisher asks of those who poll: RSS 2.0 `ttl`, `skipHours`, `skipDays`; the syndication module's period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_LONGEST = timedelta(days=365)
_HOURS = frozenset(f"{hour:0{width}}" for hour in range(25) for width in (1, 2))


@dataclass(frozen=True, slots=True)
class Wishes:
    """None and empty where nothing readable was said. Hours are 0..23 UTC, days 0 = Monday."""

    ttl: timedelta | None = None
    hours: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()
    period: timedelta | None = None


def read_wishes(pairs: Iterable[tuple[str, str]]) -> Wishes:
    """From (local name in lower case, text) of the elements `ttl`, `hour`, `day`, `updateperiod`, `updatefrequency`.

    Hour 24 is hour 0 (RSS 0.91 counted 1 to 24). A feed that skips every hour or every day skips none.
    """
    texts = [(name, text.strip().lower()) for name, text in pairs]
    last = dict(texts)
    hours = {int(text) % 24 for name, text in texts if name == "hour" and text in _HOURS}
    days = {_DAYS.index(text) for name, text in texts if name == "day" and text in _DAYS}
    minutes = _number(last.get("ttl", ""))
    return Wishes(
        ttl=timedelta(minutes=minutes) if minutes else None,
        hours=frozenset(hours) if len(hours) < 24 else frozenset(),
        days=frozenset(days) if len(days) < 7 else frozenset(),
        period=_period(last.get("updateperiod", ""), last.get("updatefrequency", "")),
    )


def _period(period: str, frequency: str) -> timedelta | None:
    whole = _PERIODS.get(period)
    return min(whole / (_number(frequency) or 1), _LONGEST) if whole else None


def _number(text: str) -> int:
    return min(int(text), 525_600) if text.isascii() and text.isdigit() and len(text) < 10 else 0
