"""What a store needs from time to time: a daily copy, fewer old entries, its free room given back."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.errors import StoreError, StoreTrouble
from monitor.log import log_event
from monitor.model.policy import PollPolicy, UpkeepPolicy
from monitor.ports import Store
from monitor.usecases.notes import UPKEEP_NOTE
from monitor.usecases.prune_store import is_leap, prune_store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UpkeepReport:
    """Where this day's copy was put (empty = it was there, or none is kept), and how many entries went."""

    backup: str = ""
    entries: int = 0


def keep_store(store: Store, poll: PollPolicy, upkeep: UpkeepPolicy, now: datetime) -> UpkeepReport:
    """Copy first, forget then. No room or no right for a copy is told and holds up nothing. Raises StoreError."""
    copy = _copy(store, upkeep, now)
    forgotten = _forget(store, poll, upkeep, now)
    store.tidy()
    return UpkeepReport(copy, forgotten)


def _forget(store: Store, poll: PollPolicy, upkeep: UpkeepPolicy, now: datetime) -> int:
    """Nobody is asked, so nothing is forgotten on the word of a clock that may be wrong."""
    if is_leap(store, poll.keep_entries, now):
        what = "if the clock is right, run: monitor prune"
        log_event(
            _log,
            logging.WARNING,
            "prune-refused",
            because="the last time was too long ago for a clock that is right",
            next=what,
        )
        return 0
    return prune_store(store, poll.keep_entries, now, upkeep.max_entries).entries


def is_upkeep_due(store: Store, every: timedelta, now: datetime) -> bool:
    """Whether the last upkeep was at least `every` ago, or lies in the future of a clock that was set back."""
    with store.read() as tx:
        note = tx.note(UPKEEP_NOTE)
    return note is None or not timedelta() <= now - datetime.fromisoformat(note) < every


def _copy(store: Store, upkeep: UpkeepPolicy, now: datetime) -> str:
    try:
        copy = store.keep_backups(upkeep.backups, now)
    except StoreError as error:
        if error.trouble not in (StoreTrouble.FULL, StoreTrouble.RIGHTS):
            raise
        log_event(_log, logging.WARNING, "backup-skipped", problem=error)
        return ""
    if copy:
        log_event(_log, logging.INFO, "backup-made", file=copy, kept=upkeep.backups)
    return copy or ""
