"""Feeds, their leases, and the hosts that asked for rest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Update,
    and_,
    bindparam,
    case,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from monitor.adapters.sql_store.mapping import FEED, storable
from monitor.adapters.sql_store.statements import Verbs, chunks, find_one, insert_into, lock_here, put, rows_of
from monitor.adapters.sql_store.tables import FEEDS, HOST_HOLDS
from monitor.model.feed import UNWELL, Feed, FeedCounts, FeedHealth

#: Any number does, if it is always the same: who holds it gives out feeds.
_LEASE_LOCK = 0x6665656473
_Moment = datetime | BindParameter[Any]
#: What a poll without news changes, more or less of it: written together, so that such polls are one statement.
_QUIET = ("next_poll_at", "health", "interval", "last_polled_at", "last_success_at", "polls", "not_modified")
_QUIET_SET = frozenset(_QUIET)
#: Nobody polls it.
_FREE = {"leased_until": None, "leased_by": ""}


class FeedVerbs(Verbs):
    """`ports.FeedTable` on SQL."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._as_read: dict[str, Feed] = {}

    def save_feed(self, feed: Feed) -> None:
        """Insert or replace by id, and give the lease back."""
        self.save_feeds([feed])

    def save_feeds(self, feeds: Sequence[Feed]) -> None:
        """`save_feed` for each, at once. Of a feed that this transaction has read, what differs is written alone."""
        last = {feed.id: feed for feed in feeds}
        put(
            self.connection,
            FEEDS,
            [FEED.values(feed) | _FREE for key, feed in last.items() if key not in self._as_read],
        )
        alike: dict[tuple[str, ...], list[Feed]] = defaultdict(list)
        for key, feed in last.items():
            if before := self._as_read.get(key):
                alike[_differing(before, feed)].append(feed)
        for names, some in alike.items():
            rows = [FEED.some_values(feed, names) | {"this": storable(feed.id)} for feed in some]
            self.connection.execute(_change(), rows)
        self._as_read |= last

    def _read(self, rows: Sequence[Row[Any]]) -> list[Feed]:
        found = FEED.nouns_of(rows)
        self._as_read |= {feed.id: feed for feed in found}
        return found

    def feeds(self) -> list[Feed]:
        """All feeds, by outlet then url (by code points, whatever the database's collation)."""
        found = self._read(rows_of(self.connection, FEEDS))
        return sorted(found, key=lambda feed: (feed.outlet, feed.url, feed.id))

    def feed_counts(self) -> FeedCounts:
        """How the sources are, in numbers, however many there are."""
        well = func.coalesce(func.sum(case((FEEDS.c.health.in_(UNWELL), 0), else_=1)), 0)
        query = select(func.count(), well, func.max(FEEDS.c.last_polled_at)).where(not_(FEEDS.c.paused))
        return FeedCounts(*self.connection.execute(query).one())

    def find_feeds(self, ids: Iterable[str]) -> list[Feed]:
        """Those of these exact ids that there are."""
        found: list[Feed] = []
        for some in chunks(map(storable, ids)):
            found += self._read(self.connection.execute(_named(), {"ids": some}).all())
        return found

    def find_feed(self, id_or_url: str) -> Feed | None:
        """By exact id, unique id prefix (4 digits and more) or exact url."""
        word = storable(id_or_url)
        row = self.connection.execute(_named(), {"ids": [word]}).first()
        if row is None:
            row = find_one(self.connection, select(FEEDS), FEEDS.c.id, word)
        if row is None:
            row = self.connection.execute(select(FEEDS).where(FEEDS.c.url == word).order_by(FEEDS.c.id)).first()
        return None if row is None else self._read([row])[0]

    def delete_feed(self, feed_id: str) -> None:
        """Forget a feed; its entries stay."""
        self._as_read.pop(feed_id, None)
        self.connection.execute(FEEDS.delete().where(FEEDS.c.id == storable(feed_id)))

    def idle_feeds(self, now: datetime) -> list[Feed]:
        """Those that nobody polls at this moment, held to the end of the transaction."""
        query = select(FEEDS).where(_is_free(now)).order_by(FEEDS.c.id).with_for_update(skip_locked=True)
        return self._read(self.connection.execute(query).all())

    def lease_due_feeds(self, now: datetime, count: int, lease: timedelta, holder: str = "") -> list[Feed]:
        """Take up to `count` feeds that are due, oldest first, until now + lease; none of a host that is being asked.

        The choice stands in a CTE: with FOR UPDATE it is worked out once, so the limit holds on PostgreSQL too. There one
        daemon chooses at a time, and sees what the one before it chose.
        """
        lock_here(self.connection, _LEASE_LOCK)
        words = {"now": now, "most": max(count, 0), "until": now + lease, "holder": storable(holder)}
        leased = self._read(self.connection.execute(_lease(), words).all())
        return sorted(leased, key=lambda feed: (feed.next_poll_at, feed.id))

    def put_off(self, until: Mapping[str, datetime]) -> None:
        """Feed id -> when it is due again should who leased it not say so; ids that are not there are passed over."""
        if until:
            self._as_read.clear()
            times = [{"feed": storable(feed), "at": at} for feed, at in until.items()]
            self.connection.execute(_put_off(), times)

    def keep_leases(self, feed_ids: Iterable[str], holder: str, until: datetime) -> int:
        """Let this daemon have those of these feeds that it still holds until then. Returns how many there were."""
        theirs = and_(FEEDS.c.leased_by == storable(holder), FEEDS.c.leased_until.is_not(None))
        return sum(
            self.connection.execute(
                update(FEEDS).where(FEEDS.c.id.in_(some), theirs).values(leased_until=until)
            ).rowcount
            for some in chunks(sorted(map(storable, feed_ids)))
        )

    def give_back_leases(self, holder: str) -> int:
        """End all leases of this daemon. Returns how many there were."""
        theirs = and_(FEEDS.c.leased_by == storable(holder), FEEDS.c.leased_until.is_not(None))
        return self.connection.execute(update(FEEDS).where(theirs).values(leased_until=None, leased_by="")).rowcount

    def leases(self, now: datetime) -> dict[str, int]:
        """Daemon -> how many feeds it polls at this moment."""
        query = select(FEEDS.c.leased_by, func.count()).where(FEEDS.c.leased_until > now).group_by(FEEDS.c.leased_by)
        return {str(holder): int(count) for holder, count in self.connection.execute(query)}

    def hold_host(self, host: str, until: datetime) -> None:
        """Poll no feed of this host before `until`; an earlier hold is never shortened."""
        insert = insert_into(self.connection, HOST_HOLDS).values(host=storable(host), until=until)
        longer = insert.excluded.until > HOST_HOLDS.c.until
        self.connection.execute(
            insert.on_conflict_do_update(index_elements=["host"], set_={"until": insert.excluded.until}, where=longer)
        )
        self._as_read.clear()
        early = and_(FEEDS.c.host == storable(host), FEEDS.c.next_poll_at < until)
        self.connection.execute(update(FEEDS).where(early).values(next_poll_at=until))

    def held_hosts(self, now: datetime) -> frozenset[str]:
        """The hosts that are not to be polled at this moment."""
        return frozenset(self.connection.execute(select(HOST_HOLDS.c.host).where(HOST_HOLDS.c.until > now)).scalars())

    def prune_holds(self, now: datetime, latest: datetime) -> None:
        """Forget holds that have run out, and holds and leases that end after `latest`: a clock ran ahead."""
        outside = or_(HOST_HOLDS.c.until <= now, HOST_HOLDS.c.until > latest)
        self.connection.execute(HOST_HOLDS.delete().where(outside))
        self.connection.execute(update(FEEDS).where(FEEDS.c.leased_until > latest).values(leased_until=None))

    def is_any_feed_well(self) -> bool:
        """Whether a feed that is not paused is neither failing nor given up."""
        given_up = FEEDS.c.health.in_([FeedHealth.GONE, FeedHealth.DEAD])
        well = exists().where(not_(FEEDS.c.paused), FEEDS.c.failing_since.is_(None), not_(given_up))
        return bool(self.connection.execute(select(well)).scalar())

    def next_due(self) -> datetime | None:
        """When the next feed that is not paused is due, holds of hosts counted in."""
        row = self.connection.execute(_next_due()).one()
        return min((at for at in row if at is not None), default=None)


# These are asked in every round; to build one costs more than to run it.


def _differing(before: Feed, after: Feed) -> tuple[str, ...]:
    """The fields of one feed to be written: those whose values differ, or all that a quiet poll touches."""
    names = tuple(name for name in FEED.fields if getattr(before, name) != getattr(after, name))
    return _QUIET if _QUIET_SET.issuperset(names) else names


@cache
def _change() -> Update:
    """Sets those columns of the feed `this` that the parameters name, and gives its lease back."""
    return update(FEEDS).where(FEEDS.c.id == bindparam("this")).values(_FREE)


@cache
def _named() -> Select[Any]:
    return select(FEEDS).where(FEEDS.c.id.in_(bindparam("ids", expanding=True)))


@cache
def _lease() -> ReturningUpdate[Any]:
    """`now`, `most`, `until`, `holder`."""
    now = bindparam("now", type_=FEEDS.c.next_poll_at.type)
    chosen = (
        select(FEEDS.c.id)
        .where(FEEDS.c.next_poll_at <= now, not_(FEEDS.c.paused), _is_free(now))
        .where(not_(_is_held(now)), not_(_is_asked(now)))
        .order_by(FEEDS.c.next_poll_at, FEEDS.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
        .cte("chosen")
    )
    return (
        update(FEEDS)
        .where(FEEDS.c.id.in_(select(chosen.c.id)))
        .values(leased_until=bindparam("until"), leased_by=bindparam("holder"))
        .returning(*FEEDS.columns)
    )


@cache
def _put_off() -> Update:
    """`feed`, `at`."""
    return update(FEEDS).where(FEEDS.c.id == bindparam("feed")).values(next_poll_at=bindparam("at"))


@cache
def _next_due() -> Select[Any]:
    """Of hosts without a hold the first of an index, of the few others the earliest."""
    free = not_(FEEDS.c.paused), FEEDS.c.host.not_in(select(HOST_HOLDS.c.host))
    first = select(FEEDS.c.next_poll_at).where(*free).order_by(FEEDS.c.next_poll_at).limit(1)
    due: ColumnElement[Any] = case(
        (HOST_HOLDS.c.until > FEEDS.c.next_poll_at, HOST_HOLDS.c.until), else_=FEEDS.c.next_poll_at
    )
    held = HOST_HOLDS.join(FEEDS, HOST_HOLDS.c.host == FEEDS.c.host)
    later = select(func.min(due)).select_from(held).where(not_(FEEDS.c.paused))
    return select(first.scalar_subquery(), later.scalar_subquery())


def _is_free(now: _Moment) -> ColumnElement[bool]:
    return or_(FEEDS.c.leased_until.is_(None), FEEDS.c.leased_until <= now)


def _is_held(now: _Moment) -> ColumnElement[bool]:
    return exists().where(HOST_HOLDS.c.host == FEEDS.c.host, HOST_HOLDS.c.until > now)


def _is_asked(now: _Moment) -> ColumnElement[bool]:
    """A feed of the same host is being polled, by whomever: hosts get one request at a time."""
    other = FEEDS.alias("other")
    return FEEDS.c.host.in_(select(other.c.host).where(other.c.leased_until > now, other.c.host != ""))
