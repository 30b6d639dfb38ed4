"""Poll the feeds that are due: fetch, read, plan, judge, store. One transaction a feed; no network inside it."""

import asyncio
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never
from urllib.parse import urlsplit

from monitor.alerting.rules import network_alert, source_alert
from monitor.errors import NETWORK_REASONS, FetchError, ParseError
from monitor.feeds.identity import key_entries
from monitor.feeds.plan import (
    body_hash,
    plan_failure,
    plan_not_modified,
    plan_same_body,
    plan_update,
)
from monitor.log import log_event
from monitor.model.feed import Feed, FeedHealth, FeedPlan, Fetched, NotModified, ParsedFeed
from monitor.model.policy import PollPolicy
from monitor.model.safe import mask_url
from monitor.ports import Fetcher, Now, Parser, Store, Transaction
from monitor.usecases.match_entries import ClaimWatch, Desk, Verdict, match_entries, publish_alert

_log = logging.getLogger(__name__)

NETWORK_NOTE = "network-down-since"
#: While nothing can be reached, each feed is tried this often; no feed is charged for it.
NETWORK_RETRY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Read:
    """A new body, and the feed in it."""

    answer: Fetched
    parsed: ParsedFeed


@dataclass(frozen=True, slots=True)
class Polled:
    """What came back from one feed: 304, the body of last time, a new one, or an error."""

    feed: Feed
    outcome: NotModified | Fetched | Read | FetchError | ParseError

    @property
    def has_failed(self) -> bool:
        """No answer, or none that is a feed."""
        return isinstance(self.outcome, FetchError | ParseError)

    @property
    def is_network_trouble(self) -> bool:
        """The failure may be our own network's."""
        return isinstance(self.outcome, FetchError) and self.outcome.reason in NETWORK_REASONS


@dataclass(frozen=True, slots=True)
class PollReport:
    """What one round did, in counts; `failed` are feeds whose poll failed, `network_down` that none could be reached."""

    polled: int = 0
    not_modified: int = 0
    failed: int = 0
    new_entries: int = 0
    matches: int = 0
    alerts: int = 0
    network_down: bool = False


@dataclass(slots=True)
class Poller:
    """All that polling needs. `random` gives numbers in 0..1. One Poller serves a process: it holds the host locks."""

    store: Store
    fetcher: Fetcher
    parser: Parser
    watch: ClaimWatch
    now: Now
    random: Callable[[], float]
    policy: PollPolicy = field(default_factory=PollPolicy)
    desk: Desk = field(default_factory=Desk)
    judge_lock: threading.Lock = field(default_factory=threading.Lock)
    host_locks: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    held_hosts: dict[str, datetime] = field(default_factory=dict)


async def poll_feeds(poller: Poller, count: int | None = None) -> PollReport:
    """Lease up to `count` due feeds (default: the policy's concurrency), poll them, store what came of it.

    Hosts are polled side by side, the feeds of one host one after another. Raises StoreError; a full disk is told and
    pauses the round (leases run out by themselves, and no validator is stored without its entries).
    """
    wanted = poller.policy.concurrency if count is None else count
    leased = await asyncio.to_thread(_lease, poller, wanted)
    if not leased:
        return PollReport()
    by_host: dict[str, list[Feed]] = defaultdict(list)
    for feed in leased:
        by_host[host_of(feed.url)].append(feed)
    results = await asyncio.gather(*(_poll_host(poller, host, feeds) for host, feeds in by_host.items()))
    troubled = [polled for _, waiting in results for polled in waiting]
    reports = [report for done, _ in results for report in done]
    return await asyncio.to_thread(_settle_network, poller, troubled, reports)


def host_of(url: str) -> str:
    """The lower-case host name of an address; '' when it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _lease(poller: Poller, count: int) -> list[Feed]:
    now = poller.now()
    with poller.store.read() as tx:
        due = tx.next_due()
    if due is None or due > now:
        return []
    with poller.store.write() as tx:
        return tx.lease_due_feeds(now, count, poller.policy.lease)


async def _poll_host(poller: Poller, host: str, feeds: Sequence[Feed]) -> tuple[list[PollReport], list[Polled]]:
    """Poll the feeds of one host in turn; give what was stored, and the network troubles that wait for a judgement."""
    done: list[PollReport] = []
    troubled: list[Polled] = []
    async with poller.host_locks[host]:
        for feed in feeds:
            held = poller.held_hosts.get(host)
            if held is not None and held > poller.now():
                await asyncio.to_thread(_give_back, poller, feed, held)
                continue
            polled = await poll_feed(poller, feed)
            if polled.is_network_trouble:
                troubled.append(polled)
            else:
                done.append(await asyncio.to_thread(record_poll, poller, polled))
    return done, troubled


async def poll_feed(poller: Poller, feed: Feed) -> Polled:
    """Fetch and read one feed; store nothing."""
    try:
        answer = await poller.fetcher.fetch(feed.url, feed.validators)
        if isinstance(answer, NotModified) or body_hash(answer.body) == feed.body_hash:
            return Polled(feed, answer)
        return Polled(feed, Read(answer, await poller.parser.parse(answer.body, answer.content_type, answer.url)))
    except (FetchError, ParseError) as error:
        return Polled(feed, error)


def record_poll(poller: Poller, polled: Polled) -> PollReport:
    """Store what one poll means, in one transaction: feed, entries, matches, developments, alerts and deliveries."""
    with poller.judge_lock:
        try:
            with poller.store.write() as tx:
                current = tx.find_feed(polled.feed.id)
                if current is None:
                    return PollReport()
                plan = _plan(poller, tx, replace(polled, feed=current))
                verdicts = _apply(poller, tx, current, plan)
                _hold_host(poller, tx, polled)
        except BaseException:
            poller.watch.forget()
            raise
    _log_poll(polled, plan, verdicts)
    return PollReport(
        polled=1,
        not_modified=int(isinstance(polled.outcome, NotModified)),
        failed=int(polled.has_failed),
        new_entries=len(plan.new),
        matches=len(verdicts),
        alerts=sum(verdict.alert is not None for verdict in verdicts),
    )


def _plan(poller: Poller, tx: Transaction, polled: Polled) -> FeedPlan:
    feed, now, policy, jitter = polled.feed, poller.now(), poller.policy, poller.random()
    match polled.outcome:
        case FetchError() | ParseError() as error:
            return plan_failure(feed, error, now, policy, jitter)
        case NotModified() as answer:
            return plan_not_modified(feed, answer, now, policy, jitter)
        case Fetched() as answer:
            return plan_same_body(feed, answer, now, policy, jitter)
        case Read(answer, parsed):
            keys = {key for _, found in key_entries(parsed, feed.url) for key in found.keys}
            return plan_update(feed, answer, parsed, tx.known_entries(feed.id, keys), now, policy, jitter)
        case _ as never:
            assert_never(never)


def _apply(poller: Poller, tx: Transaction, before: Feed, plan: FeedPlan) -> list[Verdict]:
    now = poller.now()
    feed = plan.feed
    if alert := source_alert(before, feed, now, poller.policy):
        publish_alert(tx, alert, None, poller.desk.targets, now)
        feed = replace(feed, failure_told=feed.failing_since is not None or feed.health is FeedHealth.GONE)
    stored = [*plan.new, *plan.changed, *plan.relinked]
    if stored:
        tx.save_entries(stored)
    judged = [*plan.new, *plan.changed]
    verdicts = match_entries(tx, poller.watch, judged, poller.desk, now) if judged else []
    if verdicts:
        feed = replace(feed, last_match_at=now)
    tx.save_feed(feed)
    return verdicts


def _hold_host(poller: Poller, tx: Transaction, polled: Polled) -> None:
    """A server's own word (Retry-After on 429 or 503, RFC 9110 10.2.3) holds for all feeds of its host."""
    error = polled.outcome
    if isinstance(error, FetchError) and error.retry_at is not None:
        host = host_of(polled.feed.url)
        poller.held_hosts[host] = error.retry_at
        tx.hold_host(host, error.retry_at)


def _give_back(poller: Poller, feed: Feed, until: datetime) -> None:
    with poller.store.write() as tx:
        current = tx.find_feed(feed.id)
        if current is not None:
            tx.save_feed(replace(current, next_poll_at=max(until, current.next_poll_at)))


def _settle_network(poller: Poller, troubled: list[Polled], reports: list[PollReport]) -> PollReport:
    """Charge network troubles to their feeds, unless nothing at all could be reached: that is one incident of our own."""
    if not _is_network_down(poller, troubled, reports):
        reports += [record_poll(poller, polled) for polled in troubled]
        _end_network_incident(poller, reports)
        return _sum(reports)
    now = poller.now()
    with poller.store.write() as tx:
        for polled in troubled:
            current = tx.find_feed(polled.feed.id)
            if current is not None:
                wait = NETWORK_RETRY * (1 + poller.random())
                tx.save_feed(replace(current, last_polled_at=now, next_poll_at=now + wait))
        if tx.note(NETWORK_NOTE) is None:
            tx.save_note(NETWORK_NOTE, now.isoformat())
            _tell_network(poller, tx, None, now)
            log_event(_log, logging.WARNING, "network-down", feeds=len(troubled), retry="every 5 to 10 min")
    total = _sum(reports)
    return replace(total, failed=total.failed + len(troubled), network_down=True)


def _is_network_down(poller: Poller, troubled: list[Polled], reports: list[PollReport]) -> bool:
    if not troubled or any(report.polled for report in reports):
        return False
    if len({host_of(polled.feed.url) for polled in troubled}) > 1:
        return True
    with poller.store.read() as tx:
        return tx.note(NETWORK_NOTE) is not None


def _end_network_incident(poller: Poller, reports: list[PollReport]) -> None:
    if not any(report.polled for report in reports):
        return
    with poller.store.read() as tx:
        since = tx.note(NETWORK_NOTE)
    if since is None:
        return
    with poller.store.write() as tx:
        tx.save_note(NETWORK_NOTE, None)
        _tell_network(poller, tx, datetime.fromisoformat(since), None)
    log_event(_log, logging.INFO, "network-up", down_since=since)


def _tell_network(poller: Poller, tx: Transaction, told: datetime | None, down_since: datetime | None) -> None:
    now = poller.now()
    if alert := network_alert(told, down_since, len(tx.feeds()), now):
        publish_alert(tx, alert, None, poller.desk.targets, now)


def _sum(reports: Sequence[PollReport]) -> PollReport:
    return PollReport(
        polled=sum(report.polled for report in reports),
        not_modified=sum(report.not_modified for report in reports),
        failed=sum(report.failed for report in reports),
        new_entries=sum(report.new_entries for report in reports),
        matches=sum(report.matches for report in reports),
        alerts=sum(report.alerts for report in reports),
    )


def _log_poll(polled: Polled, plan: FeedPlan, verdicts: Sequence[Verdict]) -> None:
    feed = plan.feed
    failed = polled.has_failed
    # The first failure of a run is worth a line; the rest, and the daily round of a healthy source, only on request.
    level = logging.WARNING if failed and polled.feed.failures == 0 else logging.DEBUG
    log_event(
        _log,
        level,
        "poll-failed" if failed else "polled",
        feed=feed.id,
        url=mask_url(feed.url),
        reason=plan.reason,
        new=len(plan.new) or None,
        changed=len(plan.changed) or None,
        matches=len(verdicts) or None,
        next=feed.next_poll_at.isoformat(timespec="seconds"),
    )
    for verdict in verdicts:
        if verdict.opened:
            match = verdict.match
            log_event(
                _log,
                logging.INFO,
                "development",
                claim=match.claim,
                development=match.development,
                decision=match.decision.value,
                polarity=match.polarity.value,
                score=f"{match.score:.2f}",
                because=verdict.grouping.because,
            )
    for warning in plan.warnings:
        log_event(_log, logging.INFO, "feed-mended", feed=feed.id, warning=warning)
