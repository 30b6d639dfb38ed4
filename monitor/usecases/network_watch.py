"""Is it them, or is it us? One incident when nothing answers, and a return without a rush.

Polls that fail for reasons of a network, or end at a foreign host with nothing of their feed (a portal that asks to log
in), are suspects as long as no source gives a sound answer. When enough different hosts are suspects the network is down:
one incident is told, what was charged to the suspects is taken back, and only a few sources are tried now and then.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.alerting.rules import network_alert
from monitor.feeds.schedule import host_of, spread_out
from monitor.log import log_event
from monitor.model.alert import Target
from monitor.model.feed import Feed
from monitor.ports import Store, Transaction
from monitor.usecases.notes import NETWORK_NOTE
from monitor.usecases.publish_alert import publish_alert

_log = logging.getLogger(__name__)

#: While nothing can be reached, so often are sources tried, and so many of them; no feed is charged for it.
NETWORK_RETRY = timedelta(minutes=5)
PROBES = 3
#: So many different hosts (or all there are) in a row without a sound answer between: the network is down.
_ENOUGH_HOSTS = 3


@dataclass(slots=True)
class NetworkWatch:
    """What a process remembers of its network: the suspects as they were before their poll, and the last try.

    `is_down`: there was an incident when the last round began, or one has begun since.
    """

    random: Callable[[], float]
    suspects: dict[str, Feed] = field(default_factory=dict)
    probed_at: datetime | None = None
    is_down: bool = False

    def may_probe(self, now: datetime) -> bool:
        """While the network is down: is it time for another try? A clock that was set back does not forbid it."""
        if self.probed_at is not None and timedelta(0) <= now - self.probed_at < NETWORK_RETRY:
            return False
        self.probed_at = now
        return True

    def suspect(self, feeds: Iterable[Feed]) -> None:
        """These got no sound answer. Of a feed that fails again the first state counts."""
        for feed in feeds:
            self.suspects.setdefault(feed.id, feed)

    def clear(self) -> None:
        """Somebody answered: it was them."""
        self.suspects.clear()


def is_network_down(store: Store, watch: NetworkWatch) -> bool:
    """Enough suspects of different hosts; or the network was down already and nobody has answered since."""
    hosts = {host_of(feed.url) for feed in watch.suspects.values()}
    with store.read() as tx:
        if tx.note(NETWORK_NOTE) is not None:
            return True
        if len(hosts) < 2:
            return False
        all_hosts = {host_of(feed.url) for feed in tx.feeds() if not feed.paused}
    return len(hosts) >= min(_ENOUGH_HOSTS, len(all_hosts))


def keep_incident(store: Store, watch: NetworkWatch, targets: Sequence[Target], now: datetime) -> None:
    """Take back what suspects were charged with, ask them again soon, and tell the incident when it is new."""
    with store.write() as tx:
        for before in watch.suspects.values():
            current = tx.find_feed(before.id)
            if current is not None:
                tx.save_feed(_uncharged(current, before, now + NETWORK_RETRY * (1 + watch.random())))
        is_new = tx.note(NETWORK_NOTE) is None
        if is_new:
            tx.save_note(NETWORK_NOTE, now.isoformat())
            _tell(tx, targets, None, now, now)
    watch.is_down = True
    if is_new:
        log_event(_log, logging.WARNING, "network-down", feeds=len(watch.suspects), retry="every 5 to 10 min")
    watch.clear()


def end_incident(store: Store, watch: NetworkWatch, targets: Sequence[Target], now: datetime) -> None:
    """Somebody answered. When the network was down, tell its end, and let the others follow one a host and minute."""
    if not watch.is_down:
        return
    watch.is_down = False
    with store.write() as tx:
        since = tx.note(NETWORK_NOTE)
        if since is None:
            return
        tx.save_note(NETWORK_NOTE, None)
        _tell(tx, targets, datetime.fromisoformat(since), None, now)
        waiting = [
            feed for feed in tx.idle_feeds(now) if not feed.paused and feed.next_poll_at <= now + 2 * NETWORK_RETRY
        ]
        later = spread_out(waiting, now, watch.random)
        for feed in later:
            tx.save_feed(feed)
    log_event(_log, logging.INFO, "network-up", down_since=since, waiting=len(later))


def _uncharged(current: Feed, before: Feed, at: datetime) -> Feed:
    return replace(
        current,
        failures=before.failures,
        failing_since=before.failing_since,
        reason=before.reason,
        error=before.error,
        health=before.health,
        polls=before.polls,
        next_poll_at=at,
    )


def _tell(
    tx: Transaction, targets: Sequence[Target], told: datetime | None, down_since: datetime | None, now: datetime
) -> None:
    asked = sum(not feed.paused for feed in tx.feeds())
    if alert := network_alert(told, down_since, asked, now):
        publish_alert(tx, alert, None, targets, now)
