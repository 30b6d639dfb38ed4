"""A quick look at a SQLite store: what lists, the status page and completion show, read with the standard library alone.

Loading SQLAlchemy and building the tables takes longer than all of that together. The rows are read through the same
codecs as everywhere; anything unusual about the file is left to `open_store`, which says what is wrong with it.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from monitor.adapters.sql_store.mapping import CLAIM, DELIVERY, DEVELOPMENT, FEED, REVIEW, Shape
from monitor.adapters.sql_store.sqlite_faults import sqlite_fault
from monitor.model.alert import Delivery
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import Development, Review
from monitor.model.feed import UNWELL, Feed, FeedCounts
from monitor.model.match import MatchDecision

T = TypeVar("T")

#: "clmn", as `engine` marks our files.
APPLICATION_ID = 0x636C6D6E

#: Neither sent nor withdrawn, in the very words of the index (`tables`).
OPEN = "state NOT IN ('sent', 'superseded')"

#: Long words of developments, which a list of all would read for nothing.
_LONG = ("sketch", "links", "prints")

_VERSIONS = Path(__file__).parent / "migrations" / "versions"


class GlanceStore:
    """`ports.GlanceStore` on a SQLite file; made by `open_glance`."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @contextmanager
    def read(self) -> "Iterator[Glance]":
        """One moment of the database. Raises StoreError."""
        try:
            with closing(_connect(self._file)) as connection:
                connection.execute("BEGIN")
                yield Glance(connection)
        except sqlite3.Error as error:
            raise sqlite_fault(str(self._file), error) from error

    def close(self) -> None:
        """Nothing is kept open between two looks."""


class Glance:
    """`ports.Glance` on one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def claims(self, status: ClaimStatus | None = None) -> list[Claim]:
        """All, or those in this status, by slug."""
        found = self._all(CLAIM, "WHERE ? IN ('', status)", str(status or ""))
        return sorted(found, key=lambda claim: claim.slug)

    def feeds(self) -> list[Feed]:
        """All feeds, by outlet then url."""
        return sorted(self._all(FEED), key=lambda feed: (feed.outlet, feed.url))

    def feed_counts(self) -> FeedCounts:
        """How the sources are, in numbers, however many there are."""
        marks = ", ".join("?" * len(UNWELL))
        well = f"coalesce(sum(health NOT IN ({marks})), 0)"
        query = f"SELECT count(*), {well}, max(last_polled_at) FROM feeds WHERE NOT paused"  # noqa: S608
        watched, healthy, last = self._connection.execute(query, UNWELL).fetchone()
        return FeedCounts(watched, healthy, _moment(last) if last else None)

    def developments(
        self,
        *,
        claim: str = "",
        since: datetime | None = None,
        decision: MatchDecision | None = None,
        brief: bool = False,
    ) -> list[Development]:
        """Those that fit all given words (`since`: last_at at or after), oldest `opened_at` first.

        `brief`: without sketch, links and prints, which grouping alone needs.
        """
        return self._all(
            DEVELOPMENT,
            "WHERE ? IN ('', claim) AND ? IN ('', decision) AND last_at >= ? ORDER BY opened_at, id",
            claim,
            str(decision or ""),
            _stamp(since) if since else "",
            without=_LONG if brief else (),
        )

    def reviews(self, *, claim: str = "", development: str = "") -> list[Review]:
        """Oldest first; those of one moment as they were added."""
        fit = "WHERE ? IN ('', claim) AND ? IN ('', development) ORDER BY at, seq"
        return self._all(REVIEW, fit, claim, development)

    def deliveries(self, *, alert: str = "", open_only: bool = False) -> list[Delivery]:
        """Oldest first; `open_only`: neither sent nor superseded."""
        some = f"{OPEN} AND" if open_only else ""  # by its index, however much was sent
        rest = f"WHERE {some} ? IN ('', alert) ORDER BY created_at, id"
        return self._all(DELIVERY, rest, alert)

    def count_entries(self, since: datetime | None = None) -> int:
        """How many were first seen since then (None = ever), those that were let go left out."""
        query = "SELECT count(*) FROM entries WHERE gone = 0 AND first_seen >= ?"
        return int(self._connection.execute(query, (_stamp(since) if since else "",)).fetchone()[0])

    def note(self, name: str) -> str | None:
        """The text kept under this name."""
        row = self._connection.execute("SELECT text FROM notes WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def notes(self, prefix: str) -> dict[str, str]:
        """Those whose names begin so, by name."""
        query = "SELECT name, text FROM notes WHERE substr(name, 1, ?) = ?"
        return {str(name): str(text) for name, text in self._connection.execute(query, (len(prefix), prefix))}

    def leases(self, now: datetime) -> dict[str, int]:
        """Daemon -> how many feeds it polls at this moment."""
        query = "SELECT leased_by, count(*) FROM feeds WHERE leased_until > ? GROUP BY leased_by"
        return {str(holder): int(count) for holder, count in self._connection.execute(query, (_stamp(now),))}

    def next_due(self) -> datetime | None:
        """When the next feed that is not paused is due, holds of hosts counted in."""
        due = "max(next_poll_at, coalesce(until, ''))"
        query = f"SELECT min({due}) FROM feeds LEFT JOIN host_holds USING (host) WHERE NOT paused"  # noqa: S608
        text = self._connection.execute(query).fetchone()[0]
        return _moment(text)

    def _all(self, shape: Shape[T], rest: str = "", *values: str, without: Sequence[str] = ()) -> list[T]:
        """`without`: columns of lists of words that are read as empty."""
        columns = (
            ", ".join(f"'[]' AS {name}" if name in without else name for name in shape.columns) if without else "*"
        )
        query = f"SELECT {columns} FROM {shape.name} {rest}"  # noqa: S608 - our own words
        cursor = self._connection.execute(query, values)
        names = tuple(column[0] for column in cursor.description)
        return list(map(shape.reader(names, _readers(shape)), cursor))


def open_glance(url: str) -> GlanceStore | None:
    """A quick look at `url`; None where `open_store` is needed: another database, another version, no file."""
    file = Path(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or not file.is_file():
        return None
    if _has_strange_log(file):
        return None
    try:
        with closing(_connect(file)) as connection:
            ours = connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
            version = connection.execute("SELECT version_num FROM monitor_version").fetchone()
    except sqlite3.Error:
        return None
    return GlanceStore(file) if ours and version == (_newest(),) else None


def _has_strange_log(file: Path) -> bool:
    """A copy with the log of another file beside it (`schema.check_file` says what to do)."""
    log = file.with_name(f"{file.name}-wal")
    try:
        with file.open("rb") as stream:
            return stream.read(19)[18:] == b"\x01" and log.exists() and log.stat().st_size > 0
    except OSError:
        return True


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=15)


def _newest() -> str:
    """The number of the newest migration: `v0001_first.py` is 0001."""
    return max(path.name[1:5] for path in _VERSIONS.glob("v[0-9]*.py"))


def _stamp(moment: datetime) -> str:
    """As the store writes it (`moment`): UTC without saying so."""
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _flag(number: int | None) -> bool | None:
    return None if number is None else bool(number)


_READERS: dict[type, Callable[[Any], Any]] = {datetime: _moment, date: _day, bool: _flag}


@lru_cache
def _readers(shape: Shape[Any]) -> dict[str, Callable[[Any], Any]]:
    """How SQLAlchemy would read those columns that SQLite itself has no type for, by the types of the fields."""
    kinds = {each.name: {each.type, *get_args(each.type)} for each in fields(shape.noun)}
    found = {name: kinds[name] & _READERS.keys() for name in shape.columns}
    return {name: _READERS[kind.pop()] for name, kind in found.items() if kind}
