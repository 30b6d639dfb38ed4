"""A whole store as records, and back into an empty one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor import __version__
from monitor.errors import ConflictError, UsageError
from monitor.model.archive import KINDS, Kept
from monitor.model.safe import safe
from monitor.ports import ArchiveTable, Store
from monitor.reporting.codec import decode, encode

FORMAT = 1
"""Grows when a reader of the former format would misunderstand."""
HEAD, END = "claim-monitor", "end"
_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class StoreImport:
    """How many things came in, and of which kinds."""

    things: int
    kinds: tuple[tuple[str, int], ...]


def export_store(store: Store, now: datetime) -> Iterator[dict[str, Any]]:
    """A head, a record a thing, and an end that says how many; streamed out of one moment of the store.

    Each record has one key, its kind, before what it is. Addresses of feeds are whole, with what is secret in them.
    """
    yield {HEAD: {"format": FORMAT, "version": __version__, "exported_at": now.isoformat()}}
    count = 0
    with store.read() as tx:
        for thing in tx.everything():
            yield {_NAMES[type(thing)]: encode(thing)}
            count += 1
    yield {END: {"things": count}}


def import_store(store: Store, records: Iterable[tuple[str, Mapping[str, Any]]]) -> StoreImport:
    """Store what an export holds, all or nothing. `records`: (place for messages, record).

    Raises UsageError for what is no whole export, ConflictError when the store is not empty.
    """
    counts: Counter[str] = Counter()
    with store.write() as tx:
        check_empty(tx)
        total = tx.take_in(_things(records, counts))
    return StoreImport(total, tuple((name, counts[name]) for name in KINDS if counts[name]))


def check_empty(tx: ArchiveTable) -> None:
    """Raise ConflictError, naming a table, unless the store is empty."""
    if table := tx.find_content():
        raise ConflictError(f"the store is not empty ({table}); name a new one")


def _things(records: Iterable[tuple[str, Mapping[str, Any]]], counts: Counter[str]) -> Iterator[Kept]:
    rest = iter(records)
    _check_head(next(rest, None))
    for place, record in rest:
        if END in record:
            _check_end(place, record[END], counts.total())
            if (more := next(rest, None)) is not None:
                raise UsageError(f"{more[0]}: there is more after the end; import the file as it was exported")
            return
        thing = _thing(place, record)
        counts[_NAMES[type(thing)]] += 1
        yield thing
    raise UsageError("the export has no end, so a part of it is missing; export again")


def _check_head(first: tuple[str, Mapping[str, Any]] | None) -> None:
    head = first[1].get(HEAD) if first else None
    if first is None or not isinstance(head, dict):
        raise UsageError("this is no export of a store; `monitor export json` makes one")
    if head.get("format") != FORMAT:
        raise UsageError(f"{first[0]}: format {head.get('format')!r}, this version reads {FORMAT}; upgrade the program")


def _check_end(place: str, end: Any, count: int) -> None:
    things = end.get("things") if isinstance(end, dict) else None
    if things != count:
        raise UsageError(f"{place}: {things!r} things were exported, {count} are here; export again")


def _thing(place: str, record: Mapping[str, Any]) -> Kept:
    name, value = next(iter(record.items()), ("", None))
    kind = KINDS.get(name)
    if kind is None or len(record) != 1:
        raise UsageError(f"{place}: there is no kind {safe(name, 40)!r}; it may need a newer version of the program")
    try:
        return decode(kind, value)
    except UsageError as error:
        raise UsageError(f"{place}: {name}: {error}") from None
