"""What SQLite's own errors mean to a person; no text of theirs is passed on, for it may hold values."""

import shutil
import sqlite3
from pathlib import Path

from monitor.errors import StoreError, StoreFullError, StoreTrouble

_PRIMARY_CODE = 0xFF
#: With fewer bytes free nothing can be written.
_LEAST_ROOM = 100_000
#: What to do about a damaged file.
RESTORE = (
    "restore the last good copy: stop the daemon, then `monitor restore FILE` (one of each day is in FILE.backups)"
)


def sqlite_fault(name: str, error: sqlite3.Error) -> StoreError:
    """What SQLite's result code says of the database `name` (https://sqlite.org/rescode.html)."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _has_no_room(name)):
        return disk_full(name)  # the latter when the file that readers share can't be made
    trouble, words = _FAULTS.get(
        code, (StoreTrouble.OTHER, f"the database refused (SQLite code {code}); see `monitor doctor`")
    )
    return StoreError(f"{name}: {words}", trouble)


_BUSY = (StoreTrouble.BUSY, "another program has held the database for too long; try again when it is done")
_DAMAGED = (StoreTrouble.DAMAGED, f"the file is damaged; {RESTORE}")
_SHUT = (StoreTrouble.RIGHTS, "the file can't be opened or written; look at the rights of the file and its folder")
_FAULTS = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _SHUT,
    sqlite3.SQLITE_CANTOPEN: _SHUT,
    sqlite3.SQLITE_PERM: _SHUT,
    sqlite3.SQLITE_AUTH: _SHUT,
    sqlite3.SQLITE_IOERR: (
        StoreTrouble.DISK,
        "the disk fails to read or write; look at the disk, then `monitor doctor`",
    ),
}


def _has_no_room(name: str) -> bool:
    try:
        return shutil.disk_usage(Path(name).parent).free < _LEAST_ROOM
    except OSError:
        return False


def disk_full(name: str) -> StoreFullError:
    """The disk of the database `name` is full."""
    return StoreFullError(f"{name}: the disk is full; make room, nothing is lost and work goes on by itself")
