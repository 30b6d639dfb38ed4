"""Forget old entries that no claim needs; claims, matches, evidence and the keys of what a feed may list still stay."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.log import log_event
from monitor.ports import Store
from monitor.usecases.keep_listed import unlisted_before
from monitor.usecases.notes import UPKEEP_NOTE

_log = logging.getLogger(__name__)

#: So many rows go in one transaction, so that nobody waits long for the lock.
STEP = 250


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
    deleted = _drop_texts(store, max(before, floor) if floor else before, now)
    shells = _drop_shells(store, now)
    with store.write() as tx:
        tx.save_note(UPKEEP_NOTE, now.isoformat())
    if deleted or shells:
        log_event(
            _log,
            logging.INFO,
            "entries-pruned",
            count=deleted,
            older_than_days=keep.days,
            most=most or None,
            unlisted=shells or None,
        )
    return PruneReport(deleted)


def _drop_texts(store: Store, before: datetime, now: datetime) -> int:
    total = 0
    while True:
        with store.write() as tx:
            tx.take_turn("prune")
            gone = tx.delete_entries(before, now, STEP)
        total += gone
        if gone < STEP:
            return total


def _drop_shells(store: Store, now: datetime) -> int:
    """Let go for good of what no feed lists any more."""
    with store.read() as tx:
        oldest = tx.oldest_shells()
        feeds = {feed.id: feed for feed in tx.feeds()} if oldest else {}
    total = 0
    for feed_id, listed_at in oldest.items():
        limit = unlisted_before(feeds.get(feed_id), now)
        if listed_at is None:
            with store.write() as tx:
                tx.keep_feed_shells(feed_id, now)
        elif limit is not None and listed_at < limit:
            total += _drop_feed_shells(store, feed_id, limit)
    return total


def _drop_feed_shells(store: Store, feed_id: str, limit: datetime) -> int:
    total = 0
    while True:
        with store.write() as tx:
            gone = tx.delete_shells(feed_id, limit, STEP)
        total += gone
        if gone < STEP:
            return total
