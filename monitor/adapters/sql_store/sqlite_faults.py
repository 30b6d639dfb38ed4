"""What SQLite's own errors mean to a person; no text of theirs is passed on, for it may hold values."""

import sqlite3

from monitor.errors import StoreError, StoreFullError, StoreTrouble

_PRIMARY_CODE = 0xFF
#: What to do about a damaged file.
RESTORE = (
    "restore the last good copy: stop the daemon, then `monitor restore FILE` (one of each day is in FILE.backups)"
)


def sqlite_fault(name: str, error: sqlite3.Error) -> StoreError:
    """What SQLite's result code says of the database `name` (https://sqlite.org/rescode.html)."""
    match getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE:
        case sqlite3.SQLITE_FULL:
            return disk_full(name)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            words = f"{name}: another program has held the database for too long; try again when it is done"
            return StoreError(words, StoreTrouble.BUSY)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreError(f"{name}: the file is damaged; {RESTORE}", StoreTrouble.DAMAGED)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            words = f"{name}: the file can't be opened or written; look at the rights of the file and its folder"
            return StoreError(words, StoreTrouble.RIGHTS)
        case sqlite3.SQLITE_IOERR:
            words = f"{name}: the disk fails to read or write; look at the disk, then `monitor doctor`"
            return StoreError(words, StoreTrouble.DISK)
        case code:
            return StoreError(f"{name}: the database refused (SQLite code {code}); see `monitor doctor`")


def disk_full(name: str) -> StoreFullError:
    """The disk of the database `name` is full."""
    return StoreFullError(f"{name}: the disk is full; make room, nothing is lost and work goes on by itself")
