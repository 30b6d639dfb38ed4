"""Dates of feeds, read by rule: RFC 822 with the zones people really write, RFC 3339 and its kin, seconds since 1970."""

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
#: Hours east of Greenwich (RFC 822 5.1 names the American ones; the rest are met in the wild).
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "ist": 5.5, "wat": 1, "west": 1, "cet": 1, "cest": 2, "met": 1,
    "mest": 2, "eet": 2, "eest": 3, "sast": 2, "cat": 2, "msk": 3, "eat": 3, "trt": 3, "sgt": 8, "hkt": 8, "awst": 8,
    "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "est": -5, "edt": -4, "cst": -6,
    "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "brt": -3, "art": -3,
}  # fmt: skip
_RFC_822 = re.compile(
    r"(?:[a-z]{2,9}\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{4}|\d{2})"
    r"(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?\s*([+-]\d{1,2}:?\d{2}|[a-z]{1,5})?(?:\s*\([^)]{0,40}\))?",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"(?:[a-z]{3,9},?\s+)?([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
    r"(?:,?\s+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?)?\s*([+-]\d{1,2}:?\d{2}|[a-z]{1,5})?",
    re.IGNORECASE,
)
_RFC_3339 = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?\s*([Zz]|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_SECONDS = re.compile(r"\d{9,10}|\d{12,13}")
_LONGEST = 100


def read_date(text: str) -> datetime | None:
    """The moment in aware UTC; None when the text is none that we trust (no exception, whatever the text).

    No zone is read as UTC. `24:00:00` is the next day's start; a leap second is the second before.
    """
    words = text.strip()[:_LONGEST]
    for pattern, reader in _READERS:
        if found := pattern.fullmatch(words):
            return reader(found)
    return None


def runs_forward(first: str, last: str) -> bool:
    """Whether a list whose first and last dates these are runs from old to new; False when one can't be read."""
    begin, end = read_date(first), read_date(last)
    return begin is not None and end is not None and begin < end


def _read_rfc_822(found: re.Match[str]) -> datetime | None:
    day, month, year, hour, minute, second, zone = found.groups()
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 90 else 2000)
    return _moment((full, _MONTHS.get(month.lower(), 0), int(day)), (hour, minute, second), zone)


def _read_american(found: re.Match[str]) -> datetime | None:
    month, day, year, hour, minute, second, half, zone = found.groups()
    if half:
        hour = str(int(hour) % 12 + (12 if half.lower() == "pm" else 0))
    return _moment((int(year), _MONTHS.get(month.lower(), 0), int(day)), (hour, minute, second), zone)


def _read_rfc_3339(found: re.Match[str]) -> datetime | None:
    year, month, day, hour, minute, second, zone = found.groups()
    return _moment((int(year), int(month), int(day)), (hour, minute, second), zone)


def _read_seconds(found: re.Match[str]) -> datetime | None:
    value = int(found[0])
    return datetime.fromtimestamp(value // 1000 if len(found[0]) > 10 else value, UTC)


def _moment(day: tuple[int, int, int], clock: tuple[str | None, ...], zone: str | None) -> datetime | None:
    hour, minute, second = (int(part or 0) for part in clock)
    offset = _offset(zone or "Z")
    if offset is None:
        return None
    days, hour = (1, 0) if (hour, minute, second) == (24, 0, 0) else (0, hour)
    try:
        local = datetime(*day, hour, minute, min(second, 59) if second <= 60 else second, tzinfo=timezone(offset))
        return (local + timedelta(days=days)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta | None:
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").zfill(4)
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return None if offset >= timedelta(hours=24) else offset * (-1 if zone[0] == "-" else 1)
    hours = _ZONES.get(zone.lower())
    return None if hours is None else timedelta(hours=hours)


_READERS = (
    (_RFC_822, _read_rfc_822),
    (_RFC_3339, _read_rfc_3339),
    (_AMERICAN, _read_american),
    (_SECONDS, _read_seconds),
)
