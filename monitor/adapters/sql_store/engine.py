"""Connections: the address, what every connection is told first, and how a transaction begins."""

import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from monitor.errors import StoreError

#: How long a writer waits for another program's transaction.
BUSY_SECONDS = 15

#: To PostgreSQL a process never has more (the one that listens for changes comes on top): who needs another waits.
MOST_CONNECTIONS = 15
#: How long a thread waits for those before it in this process.
TURN_SECONDS = 60

#: To so many bytes the write-ahead log is cut back after it was folded into the file.
LONGEST_LOG = 16_000_000

#: Marks our files (https://sqlite.org/pragma.html#pragma_application_id): "clmn".
APPLICATION_ID = 0x636C6D6E

_READ_ONLY = {"monitor_read_only": True}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is. `file` is set for SQLite on disk; `name` is how people are told of it, without secrets."""

    url: URL
    name: str
    file: Path | None = None

    @property
    def is_memory(self) -> bool:
        """SQLite that lives in this process only."""
        return self.url.get_backend_name() == "sqlite" and self.file is None


def read_address(url: str) -> Address:
    """Understand `sqlite:///file`, `sqlite://` (memory) and `postgresql+psycopg://…`. Raises StoreError."""
    try:
        parts = make_url(url)
        backend = parts.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise _bad_address() from error
    if backend == "sqlite":
        return _sqlite_address(parts)
    if backend == "postgresql":
        name = f"postgresql database {parts.database or '?'} on {parts.host or 'this machine'}"
        return Address(parts.set(drivername="postgresql+psycopg"), name)
    raise _bad_address()


def _bad_address() -> StoreError:
    return StoreError("--store: no address of a store; say sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE")


def _sqlite_address(parts: URL) -> Address:
    if parts.query or parts.host or (parts.database or "").startswith("file:"):
        raise _bad_address()
    if parts.database in (None, "", ":memory:"):
        return Address(URL.create("sqlite"), "store in memory")
    file = Path(os.path.abspath(os.path.expanduser(str(parts.database))))  # noqa: PTH100, PTH111 (keeps symlinks)
    return Address(URL.create("sqlite", database=str(file)), str(file), file)


def make_engine(address: Address, *, read_only: bool = False) -> Engine:
    """An engine for this address; nothing is opened yet. Raises StoreError when the driver is not installed.

    `read_only` is for SQLite files that must not change in any way, not even their journal.
    """
    if address.url.get_backend_name() == "sqlite":
        return _read_only_engine(address) if read_only and address.file else _sqlite_engine(address)
    try:
        return create_engine(
            address.url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=MOST_CONNECTIONS // 3,
            max_overflow=MOST_CONNECTIONS - MOST_CONNECTIONS // 3,
            pool_timeout=TURN_SECONDS,
            connect_args=_postgres_arguments(address.url.query),
        )
    except ModuleNotFoundError as error:
        raise StoreError(f"{address.name}: the driver is missing; install claim-monitor[postgres]") from error


def _postgres_arguments(said: Mapping[str, str | tuple[str, ...]]) -> dict[str, str | int]:
    """What libpq is told (its parameter key words), unless the address says it. `options` of the address come after ours.

    A machine that vanishes closes no connection: without a sign of life for a minute it counts as gone.
    """
    ours: dict[str, str | int] = {
        "connect_timeout": BUSY_SECONDS,
        "application_name": "claim-monitor",
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 60_000,
    }
    theirs = said.get("options", "")
    options = (
        f"-c timezone=UTC -c lock_timeout={BUSY_SECONDS}s {theirs if isinstance(theirs, str) else ' '.join(theirs)}"
    )
    unsaid = {name: value for name, value in ours.items() if name not in said}
    return unsaid | {"options": options.strip()}


def _sqlite_engine(address: Address) -> Engine:
    arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    pool: dict[str, Any] = {"poolclass": StaticPool} if address.is_memory else {"max_overflow": 30}
    engine = create_engine(address.url, hide_parameters=True, connect_args=arguments, **pool)
    event.listen(engine, "connect", _greet)
    event.listen(engine, "begin", _begin)
    return engine


def _read_only_engine(address: Address) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(still_uri(address.file or Path()), uri=True, check_same_thread=False)

    return create_engine("sqlite://", creator=connect, poolclass=StaticPool, hide_parameters=True)


def still_uri(file: Path) -> str:
    """How to open a file that nobody works on, without leaving a trace beside it."""
    log = file.with_name(f"{file.name}-wal")
    return f"{file.as_uri()}?mode=ro" + ("" if log.exists() and log.stat().st_size else "&immutable=1")


def _greet(connection: sqlite3.Connection, _record: object) -> None:
    """FULL: a commit outlives a power cut, which the outbox stands on. The driver is to begin nothing by itself."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA journal_size_limit = {LONGEST_LOG}")
    if connection.execute("PRAGMA journal_mode").fetchone() == ("delete",):
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # counts for a fresh file only
        connection.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: one that finds out later that it must write would fail, not wait."""
    reads = connection.get_execution_options().get("monitor_read_only", False)
    driver = connection.connection.driver_connection  # by the driver's own hand: each transaction passes here
    if driver is None:
        raise RuntimeError("a transaction begins on a connection that was closed")
    driver.execute(f"PRAGMA query_only = {'ON' if reads else 'OFF'}")
    driver.execute("BEGIN" if reads else "BEGIN IMMEDIATE")


def for_reading(connection: Connection) -> Connection:
    """The connection, told before its transaction begins that it reads only, and sees one moment."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection.execution_options(**_READ_ONLY)
