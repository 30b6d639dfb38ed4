"""Entries, the keys they are known by, and how common words are."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, delete, exists, func, not_, select, update

from monitor.adapters.sql_store.mapping import ENTRY, storable
from monitor.adapters.sql_store.statements import Verbs, append, chunks, find_one, insert_into, key_digest, put
from monitor.adapters.sql_store.tables import COUNTERS, ENTRIES, ENTRY_KEYS, EVIDENCE, MATCHES, TERM_COUNTS
from monitor.model.feed import Entry

DOCUMENTS = "documents"

#: What is left of the texts of an entry that was let go.
_NO_TEXT = {"title": "", "summary": "", "link": "", "canonical_link": "", "author": "", "tags": "[]"}
#: What a stored entry is that has its text.
_WHOLE = {"gone": False, "listed_at": None}


@cache
def _known() -> Select[Any]:
    """Asked for each document; an entry comes once for each of its keys."""
    both = ENTRY_KEYS.join(ENTRIES, ENTRIES.c.id == ENTRY_KEYS.c.entry_id)
    named = and_(
        ENTRY_KEYS.c.feed_id == bindparam("feed"), ENTRY_KEYS.c.digest.in_(bindparam("digests", expanding=True))
    )
    return select(ENTRY_KEYS.c.digest, ENTRIES).select_from(both).where(named)


class EntryVerbs(Verbs):
    """`ports.EntryTable` on SQL. An entry that was let go leaves its keys and hash, with empty texts (`gone`)."""

    def known_entries(self, feed_id: str, keys: Iterable[str]) -> dict[str, Entry]:
        """Which of these keys are known in this feed, and the entry behind each (texts empty when it was let go)."""
        by_digest = {key_digest(key): key for key in keys}
        named: dict[str, str] = {}
        whole: dict[str, Row[Any]] = {}
        for some in chunks(by_digest):
            for row in self.connection.execute(_known(), {"feed": storable(feed_id), "digests": some}):
                named[by_digest[bytes(row.digest)]] = row.id
                whole[row.id] = row
        entries = {entry.id: entry for entry in ENTRY.nouns_of(list(whole.values()))}
        return {key: entries[entry_id] for key, entry_id in named.items()}

    def save_entries(self, entries: Sequence[Entry]) -> None:
        """Insert or update by id, with all their keys, in bulk.

        A known key keeps its entry. An entry that was let go comes back only with a text.
        """
        put(self.connection, ENTRIES, [ENTRY.values(entry) | _WHOLE for entry in entries])
        keys = [
            {"feed_id": storable(entry.feed_id), "digest": key_digest(key), "entry_id": entry.id}
            for entry in entries
            for key in entry.keys.keys
        ]
        append(self.connection, ENTRY_KEYS, keys)

    def entry(self, entry_id: str) -> Entry | None:
        """By exact id or unique prefix (4 digits and more)."""
        here = select(ENTRIES).where(not_(ENTRIES.c.gone))
        row = find_one(self.connection, here, ENTRIES.c.id, storable(entry_id))
        return None if row is None else ENTRY.noun_of(row)

    def entries_since(self, since: datetime, limit: int = 100_000) -> list[Entry]:
        """Those with `published` at or after `since`, oldest first, the newest `limit` of them."""
        query = (
            select(ENTRIES)
            .where(ENTRIES.c.published >= since, not_(ENTRIES.c.gone))
            .order_by(ENTRIES.c.published.desc(), ENTRIES.c.id.desc())
            .limit(max(limit, 0))
        )
        return [ENTRY.noun_of(row) for row in reversed(self.connection.execute(query).all())]

    def count_entries(self, since: datetime | None = None) -> int:
        """How many of the stored ones were first seen since then (None = ever)."""
        query = select(func.count()).select_from(ENTRIES).where(not_(ENTRIES.c.gone))
        if since is not None:
            query = query.where(ENTRIES.c.first_seen >= since)
        return self.connection.execute(query).scalar_one()

    def entry_floor(self, count: int) -> datetime | None:
        """When the oldest of the newest `count` stored entries was first seen; None when there are not more."""
        newest = select(ENTRIES.c.first_seen).where(not_(ENTRIES.c.gone)).order_by(ENTRIES.c.first_seen.desc())
        seen = self.connection.execute(newest.offset(max(count, 1) - 1).limit(2)).scalars().all()
        return seen[0] if len(seen) == 2 else None

    def delete_entries(self, before: datetime, now: datetime, most: int) -> int:
        """Forget the texts of up to `most` entries first seen before then that no match or evidence names.

        The oldest go first; their keys stay, and they count as listed by their feed `now`. Returns how many.
        """
        matched = exists().where(MATCHES.c.entry == ENTRIES.c.id)
        named = exists().where(EVIDENCE.c.entry == ENTRIES.c.id)
        old = and_(ENTRIES.c.first_seen < before, not_(ENTRIES.c.gone), not_(matched), not_(named))
        query = select(ENTRIES.c.id).where(old).order_by(ENTRIES.c.first_seen).limit(most)
        ids = self.connection.execute(query).scalars().all()
        empty = _NO_TEXT | {"gone": True, "listed_at": now}
        for some in chunks(ids):
            these = ENTRIES.c.id.in_(some)
            if self.connection.dialect.name == "sqlite":
                self._write_anew(these, empty)
            else:
                self.connection.execute(update(ENTRIES).where(these).values(empty))
        return len(ids)

    def _write_anew(self, these: ColumnElement[bool], changes: dict[str, Any]) -> None:
        """SQLite leaves a row that shrinks on its page, half empty for ever; one that is written anew is put close."""
        rows = self.connection.execute(select(ENTRIES).where(these)).mappings().all()
        self.connection.execute(delete(ENTRIES).where(these))
        self.connection.execute(ENTRIES.insert(), [dict(row) | changes for row in rows])

    def term_counts(self) -> tuple[int, dict[str, int]]:
        """(number of documents counted, stem -> number of documents it is in)."""
        total = self.connection.execute(select(COUNTERS.c.value).where(COUNTERS.c.name == DOCUMENTS)).scalar()
        rows = self.connection.execute(select(TERM_COUNTS.c.stem, TERM_COUNTS.c.documents))
        return total or 0, {row.stem: row.documents for row in rows}

    def add_term_counts(self, documents: int, counts: dict[str, int]) -> None:
        """Add to both. Stems go in order, so that two writers wait for one another and never lock up."""
        insert = insert_into(self.connection, TERM_COUNTS)
        more = TERM_COUNTS.c.documents + insert.excluded.documents
        statement = insert.on_conflict_do_update(index_elements=["stem"], set_={"documents": more})
        for some in chunks(sorted(_storable_counts(counts).items()), 1_000):
            self.connection.execute(statement, [{"stem": stem, "documents": count} for stem, count in some])
        grow_counter(self, DOCUMENTS, documents)


def grow_counter(verbs: Verbs, name: str, more: int) -> None:
    """Add to a counter that may not be there yet."""
    insert = insert_into(verbs.connection, COUNTERS).values(name=name, value=more)
    grown = COUNTERS.c.value + insert.excluded.value
    verbs.connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_={"value": grown}))


def _storable_counts(counts: dict[str, int]) -> dict[str, int]:
    clean: dict[str, int] = {}
    for stem, count in counts.items():
        clean[storable(stem)] = clean.get(storable(stem), 0) + count
    return clean
