"""What the headers of an answer say on when to come again."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

_SECONDS = re.compile(r"\d+", re.ASCII)
_MOST = timedelta(days=365)
_LONGEST_RETRY = timedelta(days=31)


def fresh_for(headers: httpx.Headers, now: datetime) -> timedelta | None:
    """How long the answer stays fresh (RFC 9111 section 4.2); None when the server does not say, zero when stale at once.

    `max-age` wins over `Expires`; `s-maxage` is for shared caches, and we are none. `no-cache` and `no-store` ask to come
    back for each use: zero. An unreadable value counts as stale (section 4.2.1, 5.3). At most a year.
    """
    directives = _directives(", ".join(headers.get_list("cache-control")))
    age = _seconds(headers.get("age", "0")) or timedelta(0)
    if "no-cache" in directives or "no-store" in directives:
        return timedelta(0)
    if "max-age" in directives:
        return _least(_seconds(directives["max-age"]), age)
    if "expires" in headers:
        expires = _date(headers["expires"])
        date = _date(headers.get("date", "")) or now
        return _least(expires - date if expires else None, age)
    return None


def retry_at(headers: httpx.Headers, now: datetime) -> datetime | None:
    """When the server allows the next request (RFC 9110 section 10.2.3: seconds or a date); None when it does not say.

    A moment in the past is now; at most 31 days are believed.
    """
    word = headers.get("retry-after", "").strip()
    seconds = _seconds(word)
    at = _date(word) if seconds is None else now + seconds
    return None if at is None else min(max(at, now), now + _LONGEST_RETRY)


def _least(lifetime: timedelta | None, age: timedelta) -> timedelta:
    return min(max((lifetime or timedelta(0)) - age, timedelta(0)), _MOST)


def _directives(value: str) -> dict[str, str]:
    """Name -> argument without quotes; of a directive that comes twice the first counts (RFC 9111 section 4.2.1)."""
    found: dict[str, str] = {}
    for part in value.split(","):
        name, _, argument = part.partition("=")
        found.setdefault(name.strip().lower(), argument.strip().strip('"'))
    return found


def _seconds(text: str) -> timedelta | None:
    """More digits than can be a time in seconds are the longest there is (RFC 9111 section 1.2.2)."""
    text = text.strip()
    if not _SECONDS.fullmatch(text):
        return None
    digits = text.lstrip("0")
    return timedelta(seconds=10**9 if len(digits) > 9 else int(digits or "0"))


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
