"""Does the watch go on? What a check from outside, a dashboard and a dead-man's switch need to know."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model.alert import Delivery, DeliveryState
from monitor.model.feed import FeedCounts
from monitor.model.safe import safe
from monitor.ports import Glance, GlanceStore, Store
from monitor.usecases.fellow_daemons import Fellow, read_fellows
from monitor.usecases.notes import DAEMON_NOTE, NETWORK_NOTE
from monitor.usecases.target_health import target_health

#: A daemon gives a sign every minute; one that was silent for so long is gone, or hangs.
SILENT_AFTER = timedelta(minutes=15)
#: Rounds by a timer or by hand: at least one a day, with some room.
ROUND_AFTER = timedelta(hours=26)
#: A feed that is due for so long waits for somebody who does not come.
LATE_AFTER = timedelta(hours=1)
#: A clock that is so far behind what the store has seen was set back, or is wrong.
BEHIND_AFTER = timedelta(minutes=10)
#: A target that failed for so long is broken, not busy.
BROKEN_AFTER = timedelta(hours=1)


class Mode(StrEnum):
    """How the watch is kept: by a daemon, or in rounds."""

    DAEMON = "daemon"
    ROUNDS = "rounds"


@dataclass(frozen=True, slots=True)
class Sign:
    """The last sign of life."""

    mode: Mode
    at: datetime


@dataclass(frozen=True, slots=True)
class Vitals:
    """The watch at `at`.

    `late`: how long the feed that waits longest has been due. `behind`: how far `at` lies before what the store has seen.
    `waiting_since`: the age of the outbox's head.
    `broken`: targets that took nothing for an hour, of `targets` in all. `sign`: None = nobody ever worked here. `fellows`:
    each daemon that gave a sign lately.
    """

    at: datetime
    feeds: int = 0
    healthy: int = 0
    late: timedelta = timedelta()
    behind: timedelta = timedelta()
    waiting: int = 0
    waiting_since: datetime | None = None
    dead: int = 0
    targets: int = 0
    broken: tuple[str, ...] = ()
    network_down_since: datetime | None = None
    last_polled_at: datetime | None = None
    sign: Sign | None = None
    fellows: tuple[Fellow, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether whoever kept the watch has stopped to."""
        if self.sign is None:
            return False
        patience = SILENT_AFTER if self.sign.mode is Mode.DAEMON else ROUND_AFTER
        return self.at - self.sign.at > patience

    @property
    def is_late(self) -> bool:
        """Whether a daemon is there, but does not keep up."""
        return self.sign is not None and self.sign.mode is Mode.DAEMON and self.late > LATE_AFTER

    @property
    def is_behind(self) -> bool:
        """Whether the clock can't be right: much of what is stored would lie in the future."""
        return self.behind > BEHIND_AFTER

    @property
    def is_mute(self) -> bool:
        """Whether there are targets, and none of them takes anything."""
        return 0 < self.targets == len(self.broken)

    @property
    def is_well(self) -> bool:
        """Whether news would be seen and told: what the heartbeat says to whoever listens to it."""
        return not (self.is_silent or self.is_late or self.is_mute or self.network_down_since)


def give_sign(store: Store, mode: Mode, now: datetime) -> None:
    """Leave a sign of life. Raises StoreError."""
    with store.write() as tx:
        tx.save_note(DAEMON_NOTE, json.dumps({"mode": mode.value, "at": now.isoformat()}))


def read_vitals(store: GlanceStore, targets: Sequence[str], now: datetime) -> Vitals:
    """Read them in one moment of the database. `targets`: the names in the config."""
    with store.read() as tx:
        feeds = tx.feed_counts()
        waiting, dead = _outbox(tx.deliveries(open_only=True))
        down, sign = tx.note(NETWORK_NOTE), _sign(tx.note(DAEMON_NOTE))
        return Vitals(
            at=now,
            feeds=feeds.watched,
            healthy=feeds.well,
            late=_lateness(tx, feeds, now),
            behind=_behind(feeds, sign, now),
            waiting=len(waiting),
            waiting_since=min((delivery.created_at for delivery in waiting), default=None),
            dead=dead,
            targets=len(targets),
            broken=tuple(name for name in targets if _is_broken(tx, name, now)),
            network_down_since=datetime.fromisoformat(down) if down else None,
            last_polled_at=feeds.last_polled_at,
            sign=sign,
            fellows=read_fellows(tx, now),
        )


def _outbox(deliveries: Sequence[Delivery]) -> tuple[list[Delivery], int]:
    dead = sum(delivery.state is DeliveryState.DEAD for delivery in deliveries)
    calm = (DeliveryState.DEAD, DeliveryState.HELD)
    return [delivery for delivery in deliveries if delivery.state not in calm], dead


def _lateness(tx: Glance, feeds: FeedCounts, now: datetime) -> timedelta:
    """While nothing can be reached, nobody is to blame for being late."""
    due = tx.next_due()
    if due is None or not feeds.watched or tx.note(NETWORK_NOTE) is not None:
        return timedelta()
    return max(now - due, timedelta())


def _behind(feeds: FeedCounts, sign: Sign | None, now: datetime) -> timedelta:
    return max(feeds.last_polled_at or now, sign.at if sign else now, now) - now


def _is_broken(tx: Glance, target: str, now: datetime) -> bool:
    since = target_health(tx, target).since
    return since is not None and now - since >= BROKEN_AFTER


def _sign(note: str | None) -> Sign | None:
    if note is None:
        return None
    kept = json.loads(note)
    return Sign(Mode(kept["mode"]), datetime.fromisoformat(kept["at"]))


def fellow_words(fellow: Fellow, now: datetime) -> str:
    """One daemon on one line."""
    name = safe(fellow.name, 60)
    if not fellow.is_alive(now):
        lost = f"; {fellow.leases} feeds wait for its leases to run out" if fellow.leases else ""
        return f"{name} is gone since {round((now - fellow.seen_at) / timedelta(minutes=1))} min{lost}"
    late = f", {round(fellow.late / timedelta(minutes=1))} min late" if fellow.late >= timedelta(minutes=1) else ""
    return f"{name} is alive: {fellow.polls_an_hour:.0f} polls an hour, {fellow.leases} under way{late}"
