"""Shells: entries whose text was let go, with the keys by which their feed's next document is known again."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from monitor.adapters.sql_store.mapping import storable
from monitor.adapters.sql_store.statements import Verbs, chunks, key_digest
from monitor.adapters.sql_store.tables import ENTRIES, ENTRY_KEYS

#: How fine the time of the last listing is: a feed that lists its whole archive writes each shell once a day.
_DAY = timedelta(days=1)


class ShellVerbs(Verbs):
    """`ports.ShellTable` on SQL."""

    def keep_shells(self, entry_ids: Iterable[str], now: datetime) -> None:
        """Their feed lists them still; those of them that are no shells are passed over."""
        for some in chunks(entry_ids):
            self._list(ENTRIES.c.id.in_(some), now)

    def keep_feed_shells(self, feed_id: str, now: datetime) -> None:
        """All shells of this feed count as listed."""
        self._list(ENTRIES.c.feed_id == storable(feed_id), now)

    def _list(self, these: ColumnElement[bool], now: datetime) -> None:
        stale = or_(ENTRIES.c.listed_at.is_(None), ENTRIES.c.listed_at < now - _DAY)
        self.connection.execute(update(ENTRIES).where(these, ENTRIES.c.gone, stale).values(listed_at=now))

    def oldest_shells(self) -> dict[str, datetime | None]:
        """Feed id -> when the shell that was not listed for longest was listed; None when one has no time."""
        timed = func.count(ENTRIES.c.listed_at)
        query = select(
            ENTRIES.c.feed_id, func.min(ENTRIES.c.listed_at).label("oldest"), (func.count() - timed).label("none")
        )
        rows = self.connection.execute(query.where(ENTRIES.c.gone).group_by(ENTRIES.c.feed_id))
        return {row.feed_id: None if row.none else row.oldest for row in rows}

    def delete_shells(self, feed_id: str, before: datetime, most: int) -> int:
        """Forget up to `most` shells of this feed last listed before then, with their keys. Returns how many."""
        old = and_(ENTRIES.c.feed_id == storable(feed_id), ENTRIES.c.gone, ENTRIES.c.listed_at < before)
        query = select(ENTRIES.c.id, ENTRIES.c["keys"]).where(old).order_by(ENTRIES.c.listed_at).limit(most)
        rows = self.connection.execute(query).all()
        ids = {row.id for row in rows}
        digests = [
            key_digest(key)
            for row in rows
            for key in json.loads(row._mapping["keys"])  # noqa: SLF001 (`keys` is a method of rows)
        ]
        named = and_(ENTRY_KEYS.c.feed_id == storable(feed_id), ENTRY_KEYS.c.entry_id.in_(ids))
        for some in chunks(digests):
            self.connection.execute(delete(ENTRY_KEYS).where(named, ENTRY_KEYS.c.digest.in_(some)))
        for few in chunks(ids):
            self.connection.execute(delete(ENTRIES).where(ENTRIES.c.id.in_(few)))
        return len(ids)
