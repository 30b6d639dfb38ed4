"""The daemons that share a store: each leaves a sign every minute, and whoever looks sees who lives and how it does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.ports import Glance, Store

#: One that was silent for so long is gone, or hangs.
GONE_AFTER = timedelta(minutes=3)
#: One that was gone for so long is forgotten.
_FORGOTTEN_AFTER = timedelta(days=1)
_PREFIX = "daemon:"


@dataclass(frozen=True, slots=True)
class Fellow:
    """One daemon: since when it runs, its last sign, polls since it began, how late it is, and feeds it polls just now."""

    name: str
    started_at: datetime
    seen_at: datetime
    polls: int = 0
    late: timedelta = timedelta()
    leases: int = 0

    def is_alive(self, now: datetime) -> bool:
        """Whether it gave a sign lately."""
        return now - self.seen_at < GONE_AFTER

    def takes_place_of(self, other: "Fellow") -> bool:
        """Whether the other one is gone, and this one was started on the same machine after it."""
        machine, theirs = (it.name.rpartition(":")[0] for it in (self, other))
        return machine == theirs != "" and not other.is_alive(self.seen_at) and self.started_at > other.seen_at

    @property
    def polls_an_hour(self) -> float:
        """Over its whole life so far; 0 in its first moments."""
        hours = (self.seen_at - self.started_at) / timedelta(hours=1)
        return self.polls / hours if hours > 0 else 0.0


def sign_in(store: Store, fellow: Fellow) -> list[str]:
    """Leave a sign, forget those replaced or gone for long; the names of those alive, sorted. Raises StoreError."""
    with store.write() as tx:
        kept = {
            "started": fellow.started_at.isoformat(),
            "seen": fellow.seen_at.isoformat(),
            "polls": fellow.polls,
            "late": fellow.late.total_seconds(),
        }
        tx.save_note(_PREFIX + fellow.name, json.dumps(kept))
        known = _read(tx.notes(_PREFIX))
        for other in known:
            if fellow.seen_at - other.seen_at > _FORGOTTEN_AFTER or fellow.takes_place_of(other):
                tx.save_note(_PREFIX + other.name, None)
    return [other.name for other in known if other.is_alive(fellow.seen_at)]


def sign_out(store: Store, name: str) -> int:
    """A daemon that ends gives its leases back, and is forgotten. Returns how many leases it still had."""
    with store.write() as tx:
        tx.save_note(_PREFIX + name, None)
        return tx.give_back_leases(name)


def read_fellows(tx: Glance, now: datetime) -> tuple[Fellow, ...]:
    """Those that are not forgotten yet, by name."""
    leases = tx.leases(now)
    return tuple(replace(fellow, leases=leases.get(fellow.name, 0)) for fellow in _read(tx.notes(_PREFIX)))


def _read(notes: dict[str, str]) -> Sequence[Fellow]:
    return [_fellow(name.removeprefix(_PREFIX), text) for name, text in sorted(notes.items())]


def _fellow(name: str, text: str) -> Fellow:
    kept = json.loads(text)
    started, seen = (datetime.fromisoformat(kept[key]) for key in ("started", "seen"))
    return Fellow(name, started, seen, int(kept["polls"]), timedelta(seconds=kept["late"]))
