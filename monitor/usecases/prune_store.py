"""Forget old entries that no claim needs; claims, matches, evidence and the keys that tell a known entry stay."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.log import log_event
from monitor.ports import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PruneReport:
    """How many entries went."""

    entries: int = 0


def prune_store(store: Store, keep: timedelta, now: datetime) -> PruneReport:
    """Delete entries first seen longer than `keep` ago that no match or evidence names."""
    with store.write() as tx:
        deleted = tx.delete_entries(now - keep)
    if deleted:
        log_event(_log, logging.INFO, "entries-pruned", count=deleted, older_than_days=keep.days)
    return PruneReport(deleted)
