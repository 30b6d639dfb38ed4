"""What a poll brought, and how it is stored: with its entries, matches, alerts and the next due time, all or nothing."""

import asyncio
import logging
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, assert_never
from weakref import WeakValueDictionary

from monitor.alerting.rules import source_alert
from monitor.errors import NETWORK_REASONS, FailureReason, FetchError, ParseError
from monitor.feeds.identity import key_entries
from monitor.feeds.plan import plan_closer, plan_failure, plan_not_modified, plan_same_body, plan_update
from monitor.feeds.schedule import host_of
from monitor.log import log_event
from monitor.model.feed import Entry, Feed, FeedHealth, FeedPlan, Fetched, NotModified, ParsedFeed
from monitor.model.ids import short_id
from monitor.model.policy import PollPolicy
from monitor.model.safe import mask_url
from monitor.ports import Fetcher, Now, Parser, Store, Transaction
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.keep_ledger import record_edits
from monitor.usecases.keep_listed import keep_listed
from monitor.usecases.network_watch import NetworkWatch
from monitor.usecases.publish_alert import Desk, publish_alert

if TYPE_CHECKING:
    from monitor.usecases.match_entries import Verdict

_log = logging.getLogger(__name__)

#: Failures that a network in between can cause; a portal that asks to log in breaks TLS, and so does a wrong clock.
_SUSPICIOUS = NETWORK_REASONS | {FailureReason.TLS}
_FIGURES = re.compile(r"\d+")
#: So many documents for each parser are read, or wait for their turn to be judged.
_WAITING_FOR_A_PARSER = 4
#: So many flaws of feeds are remembered as told.
_MOST_FLAWS = 10_000


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
    def has_news(self) -> bool:
        """A document came that was not read before."""
        return isinstance(self.outcome, Read)

    @property
    def has_failed(self) -> bool:
        """No answer, or none that is a feed."""
        return isinstance(self.outcome, FetchError | ParseError)

    @property
    def asks_for_rest(self) -> bool:
        """The server named a time to stay away (Retry-After), or asks for less (429)."""
        error = self.outcome
        return isinstance(error, FetchError) and (
            error.retry_at is not None or error.reason is FailureReason.RATE_LIMITED
        )

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
    """What one round did, in counts; `failed` are feeds whose poll failed, `network_down` that none could be reached.

    `late` is how long the one that waited longest had been due.
    """

    polled: int = 0
    not_modified: int = 0
    failed: int = 0
    new_entries: int = 0
    matches: int = 0
    alerts: int = 0
    network_down: bool = False
    late: timedelta = timedelta()


@dataclass(slots=True, eq=False)
class Place:
    """A poll that waits to be stored with others; `report` when it was."""

    polled: Polled
    report: PollReport | None = None


@dataclass(slots=True)
class Poller:
    """All that polling needs. `random` gives numbers in 0..1. One Poller serves a process: it holds the host locks.

    `has_more`: the last round took all it could, so that there is probably more that is due. `under_way`: since when this
    process holds which feeds.
    """

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
    reading: asyncio.Semaphore = field(init=False)
    settle_lock: threading.Lock = field(default_factory=threading.Lock)
    last_round: datetime | None = None
    name: str = ""
    closing: bool = False
    look_again_at: datetime | None = None
    has_more: bool = False
    under_way: dict[str, datetime] = field(default_factory=dict)
    told_flaws: set[tuple[str, str]] = field(default_factory=set)
    tray: list[Place] = field(default_factory=list)
    tray_turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.network = NetworkWatch(self.random)
        self.reading = asyncio.Semaphore(_WAITING_FOR_A_PARSER * max(self.policy.parsers, 1))


def record_poll(poller: Poller, polled: Polled) -> PollReport:
    """Store what one poll means, in one transaction: feed, entries, matches, developments, alerts and deliveries."""
    if not isinstance(polled.outcome, Read):
        return record_quiet_polls(poller, [polled])[0]
    with poller.judge_lock:
        try:
            with poller.store.write() as tx:
                current = tx.find_feed(polled.feed.id)
                if current is None:
                    return PollReport()
                plan = _keep_apart(tx, current, _plan(poller, tx, replace(polled, feed=current)))
                verdicts = _apply(poller, tx, current, plan, polled.outcome.answer.fresh_for)
        except BaseException:
            poller.watch.forget()
            raise
    return _report(poller, polled, plan, verdicts)


def record_quiet_polls(poller: Poller, polls: Sequence[Polled]) -> list[PollReport]:
    """Store polls that brought no document to read, all in one transaction; a report for each, in their order."""
    asked = {polled.feed.id: polled for polled in polls}
    plans: dict[str, FeedPlan] = {}
    with poller.store.write() as tx:
        for current in tx.find_feeds(asked):
            polled = asked[current.id]
            plan = _keep_apart(tx, current, _plan(poller, tx, Polled(current, polled.outcome, polled.came_from)))
            told = _tell_health(poller, tx, current, plan.feed)
            plans[current.id] = plan if told is plan.feed else replace(plan, feed=told)
        tx.save_feeds([plan.feed for plan in plans.values()])
        for polled in polls:
            _hold_host(poller, tx, polled)
    found = ((polled, plans.get(polled.feed.id)) for polled in polls)
    return [_report(poller, polled, plan, []) if plan else PollReport() for polled, plan in found]


def catch_up(poller: Poller) -> None:
    """Bring the matcher to what the store knows of claims, before the next document asks for it."""
    with poller.judge_lock:
        try:
            with poller.store.read() as tx:
                poller.watch.catch_up(tx)
        except BaseException:
            poller.watch.forget()
            raise


def store_counts(poller: Poller) -> None:
    """Store how common the terms of the last entries are, before the process ends or a while has passed."""
    with poller.judge_lock, poller.store.write() as tx:
        poller.watch.store_counts(tx)


def _report(poller: Poller, polled: Polled, plan: FeedPlan, verdicts: "Sequence[Verdict]") -> PollReport:
    _log_poll(polled, plan, verdicts, poller.told_flaws)
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
            known = tx.known_entries(feed.id, keys)
            plan = plan_update(feed, answer, parsed, known, now, policy, jitter)
            keep_listed(tx, feed, known, has_news=bool(plan.new), now=now)
            return plan
        case _ as never:
            assert_never(never)


def _keep_apart(tx: Transaction, before: Feed, plan: FeedPlan) -> FeedPlan:
    """A feed does not move to an address that is watched already: two would ask it and tell everything twice."""
    other = tx.find_feed(plan.feed.url) if plan.feed.url != before.url else None
    if other is None or other.id == before.id:
        return plan
    words = (
        f"it leads for good to {mask_url(other.url)}, which is watched too; monitor feed remove {short_id(before.id)}"
    )
    feed = replace(plan.feed, url=before.url, moved_to=before.moved_to, moved_seen=before.moved_seen)
    return replace(plan, feed=feed, warnings=(*plan.warnings[:-1], words))


def _apply(
    poller: Poller, tx: Transaction, before: Feed, plan: FeedPlan, fresh_for: timedelta | None
) -> "list[Verdict]":
    now = poller.now()
    feed = _tell_health(poller, tx, before, plan.feed)
    stored = [*plan.new, *plan.changed, *plan.relinked]
    if stored:
        tx.save_entries(stored)
    judged = [*plan.new, *plan.changed]
    verdicts = _match(poller, tx, judged, now) if judged else []
    record_edits(tx, plan.changed, now)
    if verdicts:
        feed = plan_closer(feed, fresh_for, now, poller.policy, poller.random())
    tx.save_feeds([feed])
    return verdicts


def _match(poller: Poller, tx: Transaction, judged: Sequence[Entry], now: datetime) -> "list[Verdict]":
    from monitor.usecases.match_entries import match_entries  # noqa: PLC0415  (many a round brings nothing to judge)

    return match_entries(tx, poller.watch, judged, poller.desk, now)


def _tell_health(poller: Poller, tx: Transaction, before: Feed, feed: Feed) -> Feed:
    """Publish the alert on the source itself, when there is one; the feed as it is after that."""
    now = poller.now()
    alert = source_alert(before, feed, now, poller.policy)
    if alert is None:
        return feed
    publish_alert(tx, alert, None, poller.desk.targets, now)
    return replace(feed, failure_told=feed.failing_since is not None or feed.health is FeedHealth.GONE)


def _hold_host(poller: Poller, tx: Transaction, polled: Polled) -> None:
    """A server's own word (Retry-After on 429 or 503, RFC 9110 10.2.3) holds for all feeds of its host.

    One that asks for less (429) without saying when gets the usual distance of polls.
    """
    error, now = polled.outcome, poller.now()
    if not isinstance(error, FetchError):
        return
    at = error.retry_at or (now + poller.policy.interval if error.reason is FailureReason.RATE_LIMITED else None)
    if at is None:
        return
    for name in [name for name, until in poller.held_hosts.items() if until <= now]:
        del poller.held_hosts[name]
    for host in _who_asked(host_of(polled.feed.url), error.host):
        poller.held_hosts[host] = at
        tx.hold_host(host, at)


def _who_asked(asked: str, answered: str) -> set[str]:
    """The host that answered, and the one that led there when both are one site; others have said nothing."""
    one_site = asked.removeprefix("www.") == answered.removeprefix("www.")
    return {asked, answered} if one_site else {answered or asked}


def _log_poll(polled: Polled, plan: FeedPlan, verdicts: "Sequence[Verdict]", told_flaws: set[tuple[str, str]]) -> None:
    feed = plan.feed
    failed = feed.failing_since is not None
    # The first failure of a run is worth a line; the rest, and the daily round of a healthy source, only on request.
    level = logging.WARNING if failed and polled.feed.failures == 0 else logging.DEBUG
    if _log.isEnabledFor(level):
        _log_outcome(plan, verdicts, level)
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
        level = logging.INFO if _is_first(told_flaws, feed.id, warning) else logging.DEBUG
        log_event(_log, level, "feed-mended", feed=feed.id, warning=warning)


def _log_outcome(plan: FeedPlan, verdicts: "Sequence[Verdict]", level: int) -> None:
    feed = plan.feed
    log_event(
        _log,
        level,
        "poll-failed" if feed.failing_since is not None else "polled",
        feed=feed.id,
        url=mask_url(feed.url),
        reason=plan.reason,
        new=len(plan.new) or None,
        changed=len(plan.changed) or None,
        matches=len(verdicts) or None,
        next=feed.next_poll_at.isoformat(timespec="seconds"),
    )


def _is_first(told: set[tuple[str, str]], feed_id: str, warning: str) -> bool:
    """A feed's flaws come again with each poll, often in other figures; the first time is worth a line."""
    flaw = (feed_id, _FIGURES.sub("#", warning))
    if flaw in told:
        return False
    if len(told) >= _MOST_FLAWS:
        told.clear()
    told.add(flaw)
    return True
