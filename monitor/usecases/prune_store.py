"""Forget old entries that no claim needs; claims, matches, evidence and the keys that tell a known entry stay."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.log import log_event
from monitor.ports import Store
from monitor.usecases.notes import UPKEEP_NOTE

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PruneReport:
    """How many entries went."""

    entries: int = 0


def is_leap(store: Store, keep: timedelta, now: datetime) -> bool:
    """Whether so much time passed since entries were last let go that a clock which ran ahead is more likely."""
    with store.read() as tx:
        note = tx.note(UPKEEP_NOTE)
    return note is not None and now - datetime.fromisoformat(note) > max(keep / 4, timedelta(days=7))


def prune_store(store: Store, keep: timedelta, now: datetime, most: int = 0) -> PruneReport:
    """Delete entries that no match or evidence names: those first seen longer than `keep` ago, the oldest beyond `most`.

    `most` 0 is no bound. Entries that are named count, but stay.
    """
    before = now - keep
    with store.read() as tx:
        floor = tx.entry_floor(most) if most else None
    with store.write() as tx:
        tx.take_turn("prune")
        deleted = tx.delete_entries(max(before, floor) if floor else before)
        tx.save_note(UPKEEP_NOTE, now.isoformat())
    if deleted:
        log_event(_log, logging.INFO, "entries-pruned", count=deleted, older_than_days=keep.days, most=most or None)
    return PruneReport(deleted)
