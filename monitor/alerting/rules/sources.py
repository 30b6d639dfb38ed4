"""Sources that fail and come back, and claims that nobody watches meanwhile. An incident is told once, and its end once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from monitor.alerting.words import count_words, span_words, time_words
from monitor.model.alert import Alert, AlertKind, AlertLevel
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.feed import Feed, FeedHealth
from monitor.model.ids import make_id
from monitor.model.policy import AlertPolicy, PollPolicy
from monitor.model.safe import mask_url, safe

_FAILING = AlertKind.SOURCE_FAILING
_RECOVERED = AlertKind.SOURCE_RECOVERED


def source_alert(before: Feed, after: Feed, now: datetime, policy: PollPolicy) -> Alert | None:
    """What one poll says about the source itself; None when there is nothing new to tell.

    The caller sets `failure_told` with a failing alert and clears it with a recovered one. A source is failing after
    `failing_after` and `failing_tries`; one that is gone for good (410) is told at once.
    """
    if before.failure_told and after.failing_since is None and after.health is not FeedHealth.GONE:
        return _recovered(before, after, now)
    if after.health is FeedHealth.GONE:
        told = before.failure_told and before.health is FeedHealth.GONE
        return None if told else _gone(after, now)
    return _failing(after, after.failing_since, now, policy)


def network_alert(told: datetime | None, down_since: datetime | None, sources: int, now: datetime) -> Alert | None:
    """All sources unreachable at once is one incident, of our network, and none of theirs.

    `told` is the start of the incident that was told (None = none is), `down_since` since when no source answers (None =
    one does), `sources` how many there are. One alert when it begins and one when it ends.
    """
    if told is None and down_since is not None:
        subject = f"no source can be reached since {time_words(down_since)}"
        line = f"Of {count_words(sources, 'source')} none answers. The network of this machine is the likely cause."
        return _alert(f"network:{_stamp(down_since)}", _FAILING, now, (subject, line), down_since)
    if told is not None and down_since is None:
        subject = f"sources can be reached again, after {span_words(now - told)}"
        line = "What was published meanwhile is read now."
        return _alert(f"network-recovered:{_stamp(told)}", _RECOVERED, now, (subject, line), now)
    return None


def blind_alert(claim: Claim, feeds: Sequence[Feed], now: datetime, policy: AlertPolicy) -> Alert | None:
    """Every feed that watches this claim has been failing for `blind_after`: news of it would be missed.

    Paused feeds are a person's wish and do not count; without any other feed there is nothing to tell.
    """
    watching = [feed for feed in feeds if not feed.paused]
    starts = [since for feed in watching if (since := _down_since(feed)) is not None]
    if claim.status is not ClaimStatus.OPEN or not watching or len(starts) < len(watching):
        return None
    began = max(starts)
    if now - began < policy.blind_after:
        return None
    words = f"unwatched since {time_words(began)}: no source works"
    who = f"All {len(watching)} sources fail" if len(watching) > 1 else "The only source fails"
    line = f"{who}, so news of this claim would be missed."
    alert = _alert(f"blind:{claim.slug}:{_day(began)}", AlertKind.CLAIM_BLIND, now, (words, line), began)
    return replace(alert, claim=claim.slug)


def _failing(feed: Feed, since: datetime | None, now: datetime, policy: PollPolicy) -> Alert | None:
    if since is None or feed.failure_told or feed.paused:
        return None
    if now - since < policy.failing_after or feed.failures < policy.failing_tries:
        return None
    why = f": {feed.reason.words}" if feed.reason else ""
    subject = f"{_name(feed)} fails since {time_words(since)}{why}"
    tries = count_words(feed.failures, "try", "tries")
    line = f"{tries} failed in {span_words(now - since)}. It is still tried, less often."
    key = f"source-failing:{feed.id}:{_stamp(since)}"
    return _about(feed, _alert(key, _FAILING, now, (subject, line), since))


def _gone(feed: Feed, now: datetime) -> Alert:
    since = feed.failing_since or feed.last_polled_at or now
    key = f"source-gone:{feed.id}:{_stamp(since)}"
    line = "The server says that this feed is gone for good (410). Look for its new address, or remove it."
    return _about(feed, _alert(key, _FAILING, now, (f"{_name(feed)} is gone for good", line), since))


def _recovered(before: Feed, after: Feed, now: datetime) -> Alert:
    since = before.failing_since or before.last_polled_at or now
    key = f"source-recovered:{after.id}:{_stamp(since)}"
    subject = f"{_name(after)} works again, after {span_words(now - since)}"
    line = "News that left the feed meanwhile may have been missed."
    return _about(after, _alert(key, _RECOVERED, now, (subject, line), now))


def _alert(key: str, kind: AlertKind, now: datetime, words: tuple[str, str], event_at: datetime) -> Alert:
    subject, line = words
    return Alert(
        id=make_id("alert", key),
        key=key,
        kind=kind,
        level=AlertLevel.DIGEST,
        created_at=now,
        event_at=event_at,
        reason=subject,
        subject=subject,
        lines=(line,),
    )


def _about(feed: Feed, alert: Alert) -> Alert:
    facts = (("source", mask_url(feed.url)), ("error", safe(feed.error, 300)))
    return replace(alert, feed=feed.id, facts=tuple((label, value) for label, value in facts if value))


def _down_since(feed: Feed) -> datetime | None:
    if feed.health in (FeedHealth.GONE, FeedHealth.DEAD):
        return feed.failing_since or feed.last_polled_at or feed.added_at
    return feed.failing_since


def _name(feed: Feed) -> str:
    return safe(feed.outlet or feed.title, 80) or mask_url(feed.url)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()
