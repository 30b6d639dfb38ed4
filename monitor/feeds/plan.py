"""What one poll means: facts and the moment in, the feed as it is to be stored out. Nothing here asks a clock or a die."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from monitor.errors import FailureReason, FetchError, ParseError
from monitor.feeds.entries import Sorting, sort_entries
from monitor.feeds.health import explain_health, health_of
from monitor.feeds.identity import identity_warnings, key_entries
from monitor.feeds.schedule import (
    LONGEST_HOLD,
    adapt_interval,
    back_off,
    host_of,
    next_poll,
    renewal_of,
    skip_closed_hours,
)
from monitor.model.feed import Entry, Feed, FeedPlan, Fetched, NotModified, ParsedFeed, Validators
from monitor.model.policy import PollPolicy
from monitor.model.safe import mask_url

__all__ = [
    "body_hash",
    "explain_health",
    "health_of",
    "next_poll",
    "plan_closer",
    "plan_failure",
    "plan_not_modified",
    "plan_same_body",
    "plan_update",
]

#: A page that was not found this often in a row is asked for daily.
_NOT_FOUND_PATIENCE = 3


def body_hash(body: bytes) -> str:
    """SHA-256 of a body, in hex: the same bytes need no second reading."""
    return sha256(body).hexdigest()


def plan_update(  # noqa: PLR0917  two answers, one memory, one moment: each its own kind of fact
    feed: Feed,
    fetched: Fetched,
    parsed: ParsedFeed,
    known: Mapping[str, Entry],
    now: datetime,
    policy: PollPolicy,
    jitter: float,
) -> FeedPlan:
    """A document came and was read. `known`: the stored entries of this feed by those keys of `key_entries` that it has.

    A document that was cut off leaves validators and body hash as they were, so that the next answer is whole again. One
    that comes from a foreign host with no entry that is known is a failure (a portal, a sold name) until it lasts.
    """
    sorting = sort_entries(feed, key_entries(parsed, feed.url), known, now, policy)
    if not sorting.known and _is_led_astray(feed, fetched.url, now, policy):
        words = f"{mask_url(feed.url)} leads to another site, which has nothing of this feed"
        return plan_failure(feed, ParseError(words, FailureReason.MOVED), now, policy, jitter)
    total = sorting.known + len(sorting.new)
    gap = feed.baseline_done and not sorting.known and total > 1
    well = _well(
        feed,
        now,
        _next_move(feed, fetched.permanent_url, is_same=sorting.known > 0, policy=policy),
        title=parsed.title or feed.title,
        validators=fetched.validators if parsed.complete else feed.validators,
        body_hash=body_hash(fetched.body) if parsed.complete else "",
        baseline_done=True,
        last_new_at=_last_new(feed, sorting, now),
        gaps=feed.gaps + gap,
        asked_interval=max(parsed.ttl or timedelta(0), parsed.update_period or timedelta(0)),
        skip_hours=parsed.skip_hours,
        skip_days=parsed.skip_days,
    )
    renewal = renewal_of(len(sorting.new), total, now - feed.last_success_at) if feed.last_success_at else None
    planned = _schedule(well, now, policy, jitter, fetched.fresh_for, renewal)
    warnings = parsed.warnings + identity_warnings(parsed) + sorting.warnings + _move_warnings(feed, planned)
    if not parsed.entries and feed.last_new_at is not None:
        warnings += ("it came without a single entry",)
    if gap:
        warnings += ("no entry of the last poll is left; some may have come and gone between (possible gap)",)
    return FeedPlan(planned, _say(feed, sorting), sorting.new, sorting.changed, sorting.relinked, warnings)


def plan_closer(feed: Feed, fresh_for: timedelta | None, now: datetime, policy: PollPolicy, jitter: float) -> Feed:
    """A planned feed whose document carried a match: asked again sooner if it may be, never later than planned."""
    warm = replace(feed, last_match_at=now)
    sooner = _schedule(warm, now, policy, jitter, fresh_for)
    return sooner if sooner.next_poll_at < feed.next_poll_at else warm


def plan_not_modified(feed: Feed, answer: NotModified, now: datetime, policy: PollPolicy, jitter: float) -> FeedPlan:
    """304: all is as it was. The headers of the answer count as on a 200 (RFC 9111 section 4.3.4)."""
    kept, told = feed.validators, answer.validators
    validators = Validators(told.etag or kept.etag, told.last_modified or kept.last_modified, told.url or kept.url)
    move = _next_move(feed, answer.permanent_url, is_same=True, policy=policy)
    well = _well(feed, now, move, validators=validators, not_modified=feed.not_modified + 1)
    planned = _schedule(well, now, policy, jitter, answer.fresh_for)
    return FeedPlan(planned, "not modified", warnings=_move_warnings(feed, planned))


def plan_same_body(feed: Feed, fetched: Fetched, now: datetime, policy: PollPolicy, jitter: float) -> FeedPlan:
    """The same bytes as last time, sent in full: nothing to read."""
    move = _next_move(feed, fetched.permanent_url, is_same=True, policy=policy)
    well = _well(feed, now, move, validators=fetched.validators)
    planned = _schedule(well, now, policy, jitter, fetched.fresh_for)
    return FeedPlan(planned, "the same bytes as last time", warnings=_move_warnings(feed, planned))


def plan_failure(
    feed: Feed, error: FetchError | ParseError, now: datetime, policy: PollPolicy, jitter: float
) -> FeedPlan:
    """The poll failed: ask again later and later, at most a ceiling apart, for ever; 410 alone ends it.

    Validators, entries and body hash stay as they were. A server's own word on when to come again is kept.
    """
    failures = feed.failures + 1
    failed = replace(
        feed,
        reason=error.reason,
        error=str(error),
        failures=failures,
        failing_since=feed.failing_since or now,
        last_polled_at=now,
        polls=feed.polls + 1,
        moved_to="",
        moved_seen=0,
    )
    if error.reason is FailureReason.GONE:
        gone = replace(failed, paused=True, next_poll_at=now + policy.ceiling)
        return FeedPlan(replace(gone, health=health_of(gone, now, policy)), "gone for good (410); never asked again")
    wait = back_off(failures, policy, jitter)
    if error.reason is FailureReason.NOT_FOUND and failures >= _NOT_FOUND_PATIENCE:
        wait = max(policy.ceiling, policy.floor)
    at = skip_closed_hours(failed, max(now + wait, min(error.retry_at or now, now + LONGEST_HOLD)))
    failed = replace(failed, next_poll_at=at)
    return FeedPlan(
        replace(failed, health=health_of(failed, now, policy)), f"{error.reason.value}, failure {failures} in a row"
    )


def _well(feed: Feed, now: datetime, move: Mapping[str, Any], **changes: Any) -> Feed:
    """The feed after an answer that was sound, with what else it changed: one copy, for a feed has many fields."""
    return replace(
        feed,
        reason=None,
        error="",
        failures=0,
        failing_since=None,
        last_polled_at=now,
        last_success_at=now,
        polls=feed.polls + 1,
        **move,
        **changes,
    )


def _schedule(
    feed: Feed,
    now: datetime,
    policy: PollPolicy,
    jitter: float,
    fresh_for: timedelta | None,
    renewal: timedelta | None = None,
) -> Feed:
    interval = adapt_interval(feed, now, policy, renewal)
    at = next_poll(feed, now, policy, jitter, fresh_for, interval=interval)
    timed = replace(feed, interval=interval, next_poll_at=at)
    health = health_of(timed, now, policy)
    return timed if health is timed.health else replace(timed, health=health)


def _last_new(feed: Feed, sorting: Sorting, now: datetime) -> datetime | None:
    """When this source last had news: now, or on the first poll when its newest entry was published."""
    if not sorting.new:
        return feed.last_new_at
    return now if feed.baseline_done else max(entry.published for entry in sorting.new)


def _next_move(feed: Feed, permanent_url: str, *, is_same: bool, policy: PollPolicy) -> dict[str, Any]:
    """Count permanent redirects to one place; take the new address after enough of them in a row with this feed's content.

    A step from https to http is never taken. Returns the fields of the feed that say so.
    """
    if not permanent_url or permanent_url == feed.url or not is_same or _is_downgrade(feed.url, permanent_url):
        return {"moved_to": "", "moved_seen": 0}
    seen = feed.moved_seen + 1 if permanent_url == feed.moved_to else 1
    if seen >= policy.moved_after:
        return {"url": permanent_url, "moved_to": "", "moved_seen": 0}
    return {"moved_to": permanent_url, "moved_seen": seen}


def _is_led_astray(feed: Feed, came_from: str, now: datetime, policy: PollPolicy) -> bool:
    """A known feed ends at a host where it never was. Believed when it goes on for as long as makes a source failing."""
    if not feed.baseline_done or host_of(came_from) in (host_of(feed.url), host_of(feed.validators.url)):
        return False
    since = feed.failing_since or now
    return feed.failures < policy.failing_tries or now - since < policy.failing_after


def _is_downgrade(old: str, new: str) -> bool:
    return urlsplit(old).scheme == "https" and urlsplit(new).scheme != "https"


def _move_warnings(before: Feed, after: Feed) -> tuple[str, ...]:
    return (f"the feed moved for good; it is now polled at {after.url}",) if after.url != before.url else ()


def _say(feed: Feed, sorting: Sorting) -> str:
    counts = ((len(sorting.new), "new"), (len(sorting.changed), "changed"), (len(sorting.relinked), "relinked"))
    words = ", ".join(f"{count} {word}" for count, word in counts if count) or "nothing new"
    return words if feed.baseline_done else f"first poll: {words}"
