"""When to ask a source again. The distance adapts to how it publishes; what servers and publishers say only lengthens."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from monitor.model.feed import Feed
from monitor.model.policy import PollPolicy

#: A source is asked thirty times in the span of its present silence: daily after a month, half-hourly after 15 hours.
_ASKS_A_SILENCE = 30
#: Longest Retry-After that is believed.
LONGEST_HOLD = timedelta(days=31)
#: How long a source that carried a match is watched closely.
_WARM = timedelta(days=7)
#: After a time without polls, the feeds of one host follow each other at this distance.
_HOST_GAP = timedelta(minutes=1)
#: A time of asking that lies further ahead was written by a clock that ran ahead.
CLOCK_SLACK = timedelta(minutes=10)
#: Above this share of new entries, the document may turn over whole before we look again.
_TURNOVER = 0.5


def adapt_interval(feed: Feed, now: datetime, policy: PollPolicy, renewal: timedelta | None = None) -> timedelta:
    """The distance of polls that fits this source now, between the policy's floor and ceiling.

    `renewal` is how long its document takes to turn over by half (`renewal_of`); longer than that nobody should wait.
    """
    silence = now - (feed.last_new_at or feed.last_success_at or now)
    interval = max(policy.interval, silence / _ASKS_A_SILENCE)
    if feed.last_match_at and now - feed.last_match_at < _WARM:
        interval = min(interval, policy.interval) / 2
    if renewal is not None:
        interval = min(interval, renewal)
    return _clamp(interval, policy)


def renewal_of(new: int, total: int, since: timedelta) -> timedelta | None:
    """The time in which half of a document's entries are new, when more than half of them came `since` the last one.

    Where all of them are new there may have been as many again between.
    """
    if new <= total * _TURNOVER:
        return None
    return since * total / (2 * new) if new < total else since / 4


def next_poll(
    feed: Feed,
    now: datetime,
    policy: PollPolicy,
    jitter: float,
    fresh_for: timedelta | None = None,
    *,
    interval: timedelta | None = None,
) -> datetime:
    """When to ask again after an answer that came at `now`. All but `interval` (default: the feed's) only lengthens.

    `fresh_for` is RFC 9111's freshness and counts up to the ceiling, as do `ttl` and `sy:updatePeriod`: a source that says
    "a year" is asked daily. `jitter` (0..1) spreads sources by up to `policy.jitter` of the distance. Hours and days that
    the publisher asks to skip are passed over, at most a week of them.
    """
    wish = _clamp(feed.interval if interval is None else interval, policy)
    distance = max(wish, _most(feed.asked_interval, policy), _most(fresh_for, policy))
    return skip_closed_hours(feed, now + distance * (1 + policy.jitter * _unit(jitter)))


def back_off(failures: int, policy: PollPolicy, jitter: float) -> timedelta:
    """The wait after the n-th failure in a row (n ≥ 1): doubling from the usual interval, never beyond the ceiling."""
    doubled = policy.interval * 2 ** min(max(failures - 1, 0), 20)
    return min(_clamp(doubled, policy) * (1 + policy.jitter * _unit(jitter)), max(policy.ceiling, policy.floor))


def skip_closed_hours(feed: Feed, at: datetime) -> datetime:
    """The first moment from `at` on in an hour and on a day (UTC) that the publisher keeps open."""
    for _ in range(7 * 24):
        if at.hour not in feed.skip_hours and at.weekday() not in feed.skip_days:
            return at
        at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at


def spread_out(feeds: Sequence[Feed], now: datetime, random: Callable[[], float] | None = None) -> list[Feed]:
    """A backlog, one a host and minute, the longest due first; only those that have to wait longer than they would.

    The first of a host is due as it was; with `random` (0..1) it waits for a minute and up to another. Feeds that are asked
    more often than every four minutes follow each other faster.
    """
    by_host: dict[str, list[Feed]] = defaultdict(list)
    for feed in sorted(feeds, key=lambda feed: (feed.next_poll_at, feed.id)):
        by_host[host_of(feed.url)].append(feed)
    moved = [(feed, at) for queue in by_host.values() for feed, at in _slots(queue, now, random)]
    return [replace(feed, next_poll_at=at) for feed, at in moved if at > feed.next_poll_at]


def _slots(queue: list[Feed], now: datetime, random: Callable[[], float] | None) -> list[tuple[Feed, datetime]]:
    slots: list[tuple[Feed, datetime]] = []
    free = queue[0].next_poll_at if random is None else now + _gap(queue[0]) * (1 + random())
    for feed in queue:
        at = max(feed.next_poll_at, free)
        slots.append((feed, at))
        free = max(at, now) + _gap(feed)
    return slots


def _gap(feed: Feed) -> timedelta:
    return min(_HOST_GAP, feed.interval / 4)


@lru_cache(maxsize=20_000)  # asked of every feed in every round
def host_of(url: str) -> str:
    """The lower-case host name of an address; '' when it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_backlog(feed: Feed, now: datetime) -> bool:
    """Was polled before, and missed more than one turn since."""
    return not feed.paused and feed.last_polled_at is not None and now - feed.next_poll_at > feed.interval


def is_out_of_reach(feed: Feed, now: datetime, policy: PollPolicy) -> bool:
    """The due time is further away than any plan ever makes it: a clock ran ahead when it was written. Ask at once."""
    return feed.next_poll_at - now > reach(policy)


def is_asked_ahead(feed: Feed, now: datetime) -> bool:
    """Was asked at a time that is still to come: by a clock that ran ahead."""
    return feed.last_polled_at is not None and feed.last_polled_at - now > CLOCK_SLACK


def same_wait(feed: Feed, now: datetime) -> datetime:
    """Due after the wait that was planned when it was asked, counted from now; never later than it is."""
    asked_at = feed.last_polled_at
    if asked_at is None or feed.next_poll_at < asked_at:
        return feed.next_poll_at
    return min(feed.next_poll_at, now + (feed.next_poll_at - asked_at))


def reach(policy: PollPolicy) -> timedelta:
    """Nothing is ever put off for longer."""
    return LONGEST_HOLD + policy.ceiling + timedelta(days=7)


def _clamp(interval: timedelta, policy: PollPolicy) -> timedelta:
    return max(policy.floor, min(interval, policy.ceiling))


def _most(asked: timedelta | None, policy: PollPolicy) -> timedelta:
    return min(asked or timedelta(0), policy.ceiling)


def _unit(jitter: float) -> float:
    return min(max(jitter, 0.0), 1.0)
