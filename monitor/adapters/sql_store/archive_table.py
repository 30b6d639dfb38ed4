"""Everything out of a store, and into an empty one: row by row, as values that do not know of tables."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Table, select

from monitor.adapters.sql_store.mapping import ENTRY, FEED, SHAPES, Shape
from monitor.adapters.sql_store.statements import Verbs, chunks
from monitor.adapters.sql_store.tables import METADATA
from monitor.model.archive import (
    KINDS,
    ClaimVersion,
    Counter,
    EntryKey,
    HostHold,
    Kept,
    Note,
    StoredEntry,
    StoredFeed,
    TermCount,
)

_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where one kind is kept, and how it becomes a row and a value."""

    table: Table
    row: Callable[[Any], dict[str, Any]]
    thing: Callable[[Row[Any]], Kept]


def _plain(shape: Shape[Any]) -> _Shelf:
    return _Shelf(shape.table, shape.values, shape.noun_of)


def _feed_row(thing: StoredFeed) -> dict[str, Any]:
    return FEED.values(thing.feed) | {"leased_until": thing.leased_until, "leased_by": ""}


def _entry_row(thing: StoredEntry) -> dict[str, Any]:
    return ENTRY.values(thing.entry) | {"gone": thing.gone, "listed_at": thing.listed_at}


_PLAIN = (
    *SHAPES,
    Shape(EntryKey, "entry_keys"),
    Shape(HostHold, "host_holds"),
    Shape(TermCount, "term_counts"),
    Shape(Counter, "counters"),
    Shape(ClaimVersion, "claim_changes"),
    Shape(Note, "notes"),
)
_SHELVES: dict[type[Any], _Shelf] = {shape.noun: _plain(shape) for shape in _PLAIN} | {
    StoredFeed: _Shelf(FEED.table, _feed_row, lambda row: StoredFeed(FEED.noun_of(row), row.leased_until)),
    StoredEntry: _Shelf(ENTRY.table, _entry_row, lambda row: StoredEntry(ENTRY.noun_of(row), row.gone, row.listed_at)),
}


class ArchiveVerbs(Verbs):
    """`ports.ArchiveTable` on SQL."""

    def everything(self) -> Iterator[Kept]:
        """Every row of every table, streamed, in the order of `KINDS`; within a kind by primary key."""
        for kind in KINDS.values():
            shelf = _SHELVES[kind]
            query = select(shelf.table).order_by(*shelf.table.primary_key)
            for row in self.connection.execute(query, execution_options={"yield_per": _BATCH}):
                yield shelf.thing(row)

    def find_content(self) -> str:
        """The name of a table that has a row; empty when none has."""
        filled = (
            table.name
            for table in METADATA.sorted_tables
            if self.connection.execute(select(1).select_from(table).limit(1)).first() is not None
        )
        return next(filled, "")

    def take_in(self, things: Iterable[Kept]) -> int:
        """Store them all as they are, and return how many."""
        count = 0
        for kind, group in groupby(things, type):
            shelf = _SHELVES[kind]
            for some in chunks(map(shelf.row, group), _BATCH):
                self.connection.execute(shelf.table.insert(), some)
                count += len(some)
        return count
