"""Bring what the config file names into the store: feeds by address, claims once by slug. The store is the truth after."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.claims.lifecycle import plan_add
from monitor.log import log_event
from monitor.model.claim import Claim
from monitor.model.feed import Feed, FeedDraft
from monitor.model.ids import make_id
from monitor.model.safe import mask_url, without_login
from monitor.ports import Store, Transaction
from monitor.usecases.add_feed import find_removed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Which feeds (by address) and claims (by slug) are new in the store."""

    feeds: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Missing:
    """What the config has and the store has not; `freed` are feeds that lose the password in their address."""

    freed: list[Feed]
    feeds: list[FeedDraft]
    claims: list[Claim]

    @property
    def is_nothing(self) -> bool:
        return not (self.freed or self.feeds or self.claims)


def sync_config(
    store: Store, sources: Sequence[FeedDraft], claims: Sequence[Claim], interval: timedelta, now: datetime
) -> SyncReport:
    """Add feeds whose address and claims whose slug the store has never seen; change and remove nothing.

    A claim that was resolved or dropped stays so; a feed that moved for good is not asked at its old address again, and one
    that a person removed does not come back. A password in the address of one that is there goes, for the config has it.
    """
    with store.read() as tx:
        missing = _find_missing(tx, sources, claims)
    if missing.is_nothing:
        return SyncReport()
    with store.write() as tx:
        for work in ("add feeds", "add claims"):
            tx.take_turn(work)
        missing = _find_missing(tx, sources, claims)  # another daemon may have been faster
        tx.save_feeds([*missing.freed, *(new_feed(source, interval, now) for source in missing.feeds)])
        for claim in missing.claims:
            stored, decision = plan_add(claim, by="config.toml", at=now)
            tx.save_claim(stored)
            tx.add_decision(decision)
    for source in missing.feeds:
        log_event(_log, logging.INFO, "feed-added", url=mask_url(source.url), outlet=source.outlet)
    for claim in missing.claims:
        log_event(_log, logging.INFO, "claim-added", claim=claim.slug)
    return SyncReport(tuple(source.url for source in missing.feeds), tuple(claim.slug for claim in missing.claims))


def _find_missing(tx: Transaction, sources: Sequence[FeedDraft], claims: Sequence[Claim]) -> _Missing:
    stored = tx.feeds()
    known = {feed.url for feed in stored} | {feed.id for feed in stored}
    slugs = {claim.slug for claim in tx.claims()}
    fresh = [source for source in sources if not {source.url, feed_id(source.url)} & known]
    removed = find_removed(tx, fresh)
    bare = {without_login(feed.url): feed for feed in stored if without_login(feed.url) != feed.url}
    return _Missing(
        freed=[replace(bare[source.url], url=source.url) for source in fresh if source.url in bare],
        feeds=[source for source in fresh if source not in removed and source.url not in bare],
        claims=[claim for claim in claims if claim.slug not in slugs],
    )


def feed_id(url: str) -> str:
    """The id of a feed is that of the address it was added by, also after it moved."""
    return make_id("feed", url)


def new_feed(source: FeedDraft, interval: timedelta, now: datetime) -> Feed:
    """A feed that is due at once and has its baseline before it."""
    outlet = source.outlet or urlsplit(source.url).hostname or source.url
    return Feed(
        id=feed_id(source.url),
        url=source.url,
        outlet=outlet,
        added_at=now,
        next_poll_at=now,
        tags=source.tags,
        interval=interval,
    )
