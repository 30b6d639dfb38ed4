"""The store: transactions on SQLite or PostgreSQL, and what opening one takes."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from monitor.adapters.sql_store.changes import SqlChanges, listen
from monitor.adapters.sql_store.engine import TURN_SECONDS, Address, for_reading, make_engine, read_address
from monitor.adapters.sql_store.faults import mapped
from monitor.adapters.sql_store.schema import HISTORY, bring_up_to_date, check_file, create_file, create_in_memory
from monitor.adapters.sql_store.shelf import daily_copies, keep_daily_copy, shelf_of, spare_copies
from monitor.adapters.sql_store.sqlite_faults import RESTORE
from monitor.adapters.sql_store.transaction import SqlTransaction
from monitor.adapters.sql_store.upkeep import (
    COPY,
    VACUUMS,
    backup_connection,
    backup_file,
    compact,
    find_problems,
    tidy,
    vacuum,
)
from monitor.errors import StoreError, StoreTrouble


class SqlStore:
    """`ports.Store` on SQLite or PostgreSQL; made by `open_store`.

    SQLite has one writer at a time: the writers of this process line up at a lock here, those of other processes at
    SQLite's own. A store in memory is one connection, so there its readers line up too.
    """

    def __init__(self, engine: Engine, address: Address) -> None:
        self._engine = engine
        self._address = address
        self._turn = threading.Lock()
        self._here = threading.local()

    @contextmanager
    def write(self) -> Iterator[SqlTransaction]:
        """A transaction that may write: all or nothing. Raises StoreError, StoreFullError, ConflictError."""
        with mapped(self._address.name), self._alone(), self._in_turn(writes=True), self._engine.begin() as connection:
            yield SqlTransaction(connection)

    @contextmanager
    def read(self) -> Iterator[SqlTransaction]:
        """A transaction that only reads, one moment of the database."""
        with mapped(self._address.name), self._alone(), self._in_turn(writes=False), self._reading() as connection:
            yield SqlTransaction(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection, for_reading(connection).begin():
            yield connection

    @contextmanager
    def _in_turn(self, *, writes: bool) -> Iterator[None]:
        needed = self._address.is_memory or (writes and self._address.file is not None)
        if needed and not self._turn.acquire(timeout=TURN_SECONDS):
            raise StoreError(f"{self._address.name}: a transaction of this process takes too long; try again")
        try:
            yield
        finally:
            if needed:
                self._turn.release()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if getattr(self._here, "busy", False):
            raise RuntimeError("a transaction of this store is open in this thread already")
        self._here.busy = True
        try:
            yield
        finally:
            self._here.busy = False

    def backup(self, file: str) -> None:
        """Write a verified copy with mode 0600 while others go on. Raises StoreError (also when `file` exists)."""
        target = Path(file).absolute()
        if self._address.file is not None:
            backup_file(self._address.file, target)
        elif self._address.is_memory:
            self._backup_memory(target)
        else:
            raise StoreError(f"{self._address.name}: PostgreSQL has its own tool for copies; run pg_dump")

    def _backup_memory(self, target: Path) -> None:
        with mapped(self._address.name), self._in_turn(writes=True), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            if driver is not None:
                backup_connection(driver, target)

    def keep_backups(self, keep: int, now: datetime) -> str | None:
        """Make this day's verified copy beside the file unless it is there, and keep the newest `keep`.

        Returns where it is; None when there was nothing to do (also for PostgreSQL and in memory). Raises StoreError.
        """
        if self._address.file is None:
            return None
        copy = keep_daily_copy(self._address.file, keep, now)
        return None if copy is None else str(copy)

    def tidy(self) -> None:
        """Give free pages back, a part at a time, and keep the planner's figures fresh. PostgreSQL does so by itself."""
        for _ in range(VACUUMS):
            self._by_hand(vacuum)
        self._by_hand(tidy)

    def compact(self) -> None:
        """Write an SQLite file anew without its free pages; takes as much room again while it lasts."""
        self._by_hand(compact)

    def _by_hand(self, act: Callable[[sqlite3.Connection], object]) -> None:
        """Outside any transaction of ours, with no other writer of this process."""
        if self._address.file is None:
            return
        with mapped(self._address.name), self._alone(), self._in_turn(writes=True):
            connection = self._engine.raw_connection()
            try:
                driver = connection.driver_connection
                if driver is not None:
                    driver.execute("PRAGMA query_only = OFF")
                    act(driver)
            finally:
                connection.close()

    def verify(self) -> None:
        """Raise StoreError, with the next step, when the file is damaged (SQLite's quick check)."""
        if self._address.file is None:
            return
        with self.read() as tx:
            verdict = tx.connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if verdict != "ok":
            words = " ".join(str(verdict).split())
            raise StoreError(f"{self._address.name}: the file is damaged ({words}); {RESTORE}", StoreTrouble.DAMAGED)

    @property
    def is_copy(self) -> bool:
        """Whether this is a copy that was made as a backup and is only looked into."""
        if self._address.file is None:
            return False
        with self.read() as tx:
            return tx.connection.exec_driver_sql("PRAGMA user_version").scalar() == COPY

    def adopt(self) -> None:
        """A copy that is worked on from now on is a copy no more."""
        self._by_hand(lambda connection: connection.execute("PRAGMA user_version = 0"))

    @property
    def schema(self) -> str:
        """The version of its tables."""
        return HISTORY.head

    def listen(self) -> SqlChanges | None:
        """Hear of changes from now on; None on SQLite. Raises StoreError."""
        return listen(self._engine, self._address.name)

    def clock_offset(self, now: datetime) -> timedelta:
        """How far the database's clock is ahead of `now`; zero for SQLite, which has none of its own."""
        if self._address.url.get_backend_name() == "sqlite":
            return timedelta()
        with self.read() as tx:
            theirs: datetime = tx.connection.execute(select(func.clock_timestamp())).scalar_one()
        return theirs - now

    def check(self) -> list[str]:
        """What is wrong with the database, in plain words; empty = nothing."""
        try:
            with self.read() as tx:
                return find_problems(tx.connection)
        except StoreError as error:
            return [str(error)]

    def close(self) -> None:
        """Let the connections go."""
        self._engine.dispose()


def open_store(url: str, *, migrate: bool = True) -> SqlStore:
    """Open the store at `url`: `sqlite:///FILE`, `sqlite://` (in memory) or `postgresql+psycopg://…`.

    A missing file is made, an older schema brought up to date, unless `migrate` is off. Raises StoreError for what can't be
    used, naming it and the next step: damaged, empty, foreign or newer files, a database that does not answer.
    """
    address = read_address(url)
    engine = make_engine(address)
    try:
        with mapped(address.name):
            _make_ready(engine, address, migrate=migrate)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, address)


def _make_ready(engine: Engine, address: Address, *, migrate: bool) -> None:
    if address.is_memory:
        create_in_memory(engine)
    else:
        _find_or_make(address, migrate=migrate)
        bring_up_to_date(engine, address, migrate=migrate)


def _find_or_make(address: Address, *, migrate: bool) -> None:
    if address.file is None:
        return
    if not is_there(address.file):
        if not migrate:
            raise StoreError(f"{address.name}: there is no such file; name another --store, or run `monitor migrate`")
        _refuse_lost(address.file, address.name)
        create_file(address.file, address.name)
    check_file(address.file, address.name)


def is_there(file: Path) -> bool:
    """Whether there is something of this name. Raises StoreError where nobody may look."""
    try:
        return file.exists()
    except OSError as error:
        words = (
            f"{file}: can't be looked for ({error.strerror}); look at the rights of its folder, or name another --store"
        )
        raise StoreError(words, StoreTrouble.RIGHTS) from error


def _refuse_lost(file: Path, name: str) -> None:
    """Nothing is begun anew where a database was: an empty one in its place would look as if all were well."""
    log, daily, spare = file.with_name(f"{file.name}-wal"), daily_copies(file), spare_copies(file)
    copies = daily or spare
    if not copies and not (log.exists() and log.stat().st_size):
        return
    left = (shelf_of(file) if daily else spare[-1]) if copies else log
    restore = f"or `monitor restore {copies[-1]}`; " if copies else ""
    words = (
        f"{name}: is gone, but {left.name} of it is still there; put it back, {restore}to begin anew, move {left} away"
    )
    raise StoreError(words, StoreTrouble.LOST)
