"""Poll the feeds that are due: fetch, read, plan, judge, store. One transaction a feed; no network inside it."""

import asyncio
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never
from weakref import WeakValueDictionary

from monitor.alerting.rules import source_alert
from monitor.errors import NETWORK_REASONS, FailureReason, FetchError, ParseError
from monitor.feeds.identity import key_entries
from monitor.feeds.plan import (
    body_hash,
    plan_failure,
    plan_not_modified,
    plan_same_body,
    plan_update,
)
from monitor.feeds.schedule import host_of, is_backlog, spread_out
from monitor.log import log_event
from monitor.model.feed import Feed, FeedHealth, FeedPlan, Fetched, NotModified, ParsedFeed
from monitor.model.policy import PollPolicy
from monitor.model.safe import mask_url
from monitor.ports import Fetcher, Now, Parser, Store, Transaction
from monitor.usecases.match_entries import ClaimWatch, Desk, Verdict, match_entries, publish_alert
from monitor.usecases.network_watch import (
    NETWORK_NOTE,
    PROBES,
    NetworkWatch,
    end_incident,
    is_network_down,
    keep_incident,
)

__all__ = [
    "NETWORK_NOTE",
    "PollReport",
    "Polled",
    "Poller",
    "Read",
    "host_of",
    "poll_feed",
    "poll_feeds",
    "record_poll",
]

_log = logging.getLogger(__name__)

#: A process that did not poll for so long was asleep, and what fell due meanwhile is no reason to rush.
_SLEEP = timedelta(minutes=10)
#: Failures that a network in between can cause; a portal that asks to log in breaks TLS, and so does a wrong clock.
_SUSPICIOUS = NETWORK_REASONS | {FailureReason.TLS}


@dataclass(frozen=True, slots=True)
class Read:
    """A new body, and the feed in it."""

    answer: Fetched
    parsed: ParsedFeed


@dataclass(frozen=True, slots=True)
class Polled:
    """What came back from one feed: 304, the body of last time, a new one, or an error.

    `came_from` is the address that answered, when one did.
    """

    feed: Feed
    outcome: NotModified | Fetched | Read | FetchError | ParseError
    came_from: str = ""

    @property
    def has_failed(self) -> bool:
        """No answer, or none that is a feed."""
        return isinstance(self.outcome, FetchError | ParseError)

    @property
    def is_network_trouble(self) -> bool:
        """The failure may be our own network's: no way there, or led off to a foreign page that is no feed."""
        match self.outcome:
            case FetchError() as error:
                return error.reason in _SUSPICIOUS
            case ParseError():
                return host_of(self.came_from) not in (host_of(self.feed.url), host_of(self.feed.validators.url))
            case _:
                return False


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
    host_locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    held_hosts: dict[str, datetime] = field(default_factory=dict)
    network: NetworkWatch = field(init=False)
    settle_lock: threading.Lock = field(default_factory=threading.Lock)
    last_round: datetime | None = None

    def __post_init__(self) -> None:
        self.network = NetworkWatch(self.random)


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


def _lease(poller: Poller, count: int) -> list[Feed]:
    now = poller.now()
    asleep = poller.last_round is not None and now - poller.last_round > _SLEEP
    poller.last_round = now
    with poller.store.read() as tx:
        due, is_down = tx.next_due(), tx.note(NETWORK_NOTE) is not None
    if due is None or due > now or (is_down and not poller.network.may_probe(now)):
        return []
    with poller.store.write() as tx:
        if asleep:
            for feed in spread_out([feed for feed in tx.feeds() if is_backlog(feed, now)], now):
                tx.save_feed(feed)
        return tx.lease_due_feeds(now, min(count, PROBES) if is_down else count, poller.policy.lease)


async def _poll_host(poller: Poller, host: str, feeds: Sequence[Feed]) -> tuple[list[PollReport], list[Polled]]:
    """Poll the feeds of one host in turn; give what was stored, and the network troubles that wait for a judgement.

    Only the first half of a lease is used to begin a poll: what a slow host keeps waiting for longer is given back, so that
    nobody else takes it while we still hold it.
    """
    done: list[PollReport] = []
    troubled: list[Polled] = []
    lock = poller.host_locks.setdefault(host, asyncio.Lock())
    until = poller.now() + poller.policy.lease / 2
    async with lock:
        for at, feed in enumerate(feeds):
            held = poller.held_hosts.get(host)
            now = poller.now()
            if now > until or (held is not None and held > now):
                await asyncio.to_thread(_give_back, poller, feeds[at:], held)
                break
            polled = await poll_feed(poller, feed)
            if polled.is_network_trouble:
                troubled.append(polled)
            else:
                done.append(await asyncio.to_thread(record_poll, poller, polled))
    return done, troubled


async def poll_feed(poller: Poller, feed: Feed) -> Polled:
    """Fetch and read one feed; store nothing."""
    came_from = feed.url
    try:
        answer = await poller.fetcher.fetch(feed.url, feed.validators)
        came_from = answer.url
        if isinstance(answer, NotModified) or body_hash(answer.body) == feed.body_hash:
            return Polled(feed, answer, came_from)
        parsed = await poller.parser.parse(answer.body, answer.content_type, answer.url)
        return Polled(feed, Read(answer, parsed), came_from)
    except (FetchError, ParseError) as error:
        return Polled(feed, error, came_from)


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
        failed=int(plan.feed.failing_since is not None),
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
        host, now = host_of(polled.feed.url), poller.now()
        for name in [name for name, until in poller.held_hosts.items() if until <= now]:
            del poller.held_hosts[name]
        poller.held_hosts[host] = error.retry_at
        tx.hold_host(host, error.retry_at)


def _give_back(poller: Poller, feeds: Sequence[Feed], until: datetime | None) -> None:
    """End the leases of feeds that were not asked; they are due as before, or when their host is free again."""
    with poller.store.write() as tx:
        for feed in feeds:
            current = tx.find_feed(feed.id)
            if current is not None:
                tx.save_feed(replace(current, next_poll_at=max(until or current.next_poll_at, current.next_poll_at)))


def _settle_network(poller: Poller, troubled: list[Polled], reports: list[PollReport]) -> PollReport:
    """Charge network troubles to their feeds, unless nothing at all could be reached: that is one incident of our own."""
    with poller.settle_lock:
        targets, network = poller.desk.targets, poller.network
        if any(report.polled for report in reports):
            network.clear()
            end_incident(poller.store, network, targets, poller.now())
        elif troubled:
            network.suspect(polled.feed for polled in troubled)
            if is_network_down(poller.store, network):
                keep_incident(poller.store, network, targets, poller.now())
                return replace(_sum(reports), failed=len(troubled), network_down=True)
        reports += [record_poll(poller, polled) for polled in troubled]
        return _sum(reports)


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
    failed = feed.failing_since is not None
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
