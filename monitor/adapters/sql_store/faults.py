"""Foreign exceptions of the database, as our own; no text of theirs is passed on, for it may hold values or secrets."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from monitor.errors import ConflictError, MonitorError, StoreError, StoreFullError

_DISK_FULL = "53100"
_PRIMARY_CODE = 0xFF
_RESTORE = "restore the last good copy (stop the daemon, put the file of `monitor backup` in its place)"


@contextmanager
def mapped(name: str) -> Iterator[None]:
    """Run the block; what the database `name` raises in it comes out as StoreError, StoreFullError or ConflictError."""
    try:
        yield
    except exc.TimeoutError as error:
        raise StoreError(f"{name}: no connection came free in time; try again") from error
    except exc.DBAPIError as error:
        ours = _translated(name, error)
        if ours is None:
            raise
        raise ours from error
    except sqlite3.Error as error:
        raise sqlite_fault(name, error) from error


def _translated(name: str, error: exc.DBAPIError) -> MonitorError | None:
    if isinstance(error, exc.IntegrityError):
        return ConflictError(f"{name}: the change contradicts what is stored; look at both and try again")
    if isinstance(error.orig, sqlite3.Error):
        return sqlite_fault(name, error.orig)
    if getattr(error.orig, "sqlstate", None) == _DISK_FULL:
        return _full(name)
    if isinstance(error, exc.OperationalError | exc.InterfaceError | exc.InternalError) or error.connection_invalidated:
        return StoreError(f"{name}: the database does not answer or holds a lock; see that it runs, then try again")
    return None


def sqlite_fault(name: str, error: sqlite3.Error) -> StoreError:
    """What SQLite's result code means to a person (https://sqlite.org/rescode.html)."""
    match getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE:
        case sqlite3.SQLITE_FULL:
            return _full(name)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreError(f"{name}: another program has held the database for too long; try again when it is done")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreError(f"{name}: the file is damaged; {_RESTORE}")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return StoreError(
                f"{name}: the file can't be opened or written; look at the rights of the file and its folder"
            )
        case sqlite3.SQLITE_IOERR:
            return StoreError(f"{name}: the disk fails to read or write; look at the disk, then `monitor doctor`")
        case code:
            return StoreError(f"{name}: the database refused (SQLite code {code}); see `monitor doctor`")


def _full(name: str) -> StoreFullError:
    return StoreFullError(f"{name}: the disk is full; make room, nothing is lost and work goes on by itself")
