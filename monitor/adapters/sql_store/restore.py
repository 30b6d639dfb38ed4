"""Put a backup in the place of a SQLite database; what was there is kept under another name."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from monitor.adapters.sql_store.engine import make_engine, read_address, still_uri
from monitor.adapters.sql_store.faults import mapped
from monitor.adapters.sql_store.schema import check_file, read_version
from monitor.adapters.sql_store.upkeep import PART, backup_connection, sync_folder
from monitor.errors import StoreError, StoreTrouble


@dataclass(frozen=True, slots=True)
class Restored:
    """Where the former database lies now (None = there was none), and the schema of the copy."""

    kept: Path | None
    schema: str


def restore_store(url: str, backup: str) -> Restored:
    """Make `backup` the database at `url`. Nobody else may be at work on it: the caller holds the daemon's lock.

    The copy is checked first and never changed; it takes the place in one step. Raises StoreError, before anything was
    touched, when it is damaged, foreign or newer, or when there is no room.
    """
    address = read_address(url)
    if address.file is None:
        raise StoreError(f"{address.name}: only an SQLite file can be restored here; PostgreSQL has pg_restore")
    source = Path(backup).absolute()
    schema = check_backup(source)
    if address.file.exists() and source.samefile(address.file):
        raise StoreError(f"{source}: is the database itself; name the copy that is to take its place")
    made = _copy_of(source, address.file)
    try:
        kept = _set_aside(address.file)
        for suffix in ("-wal", "-shm"):
            address.file.with_name(address.file.name + suffix).unlink(missing_ok=True)
        made.replace(address.file)
        sync_folder(address.file.parent)
    finally:
        made.unlink(missing_ok=True)
    return Restored(kept, schema)


def check_backup(file: Path) -> str:
    """The schema of a copy that can be used. Raises StoreError."""
    check_file(file, str(file))
    if not _is_whole(file):
        raise StoreError(f"{file}: the copy is damaged; take another one", StoreTrouble.DAMAGED)
    engine = make_engine(read_address(f"sqlite:///{file}"), read_only=True)
    try:
        with mapped(str(file)), engine.connect() as connection:
            return read_version(connection, str(file))
    finally:
        engine.dispose()


def _is_whole(file: Path) -> bool:
    try:
        with mapped(str(file)), closing(sqlite3.connect(still_uri(file), uri=True)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except StoreError as error:
        if error.trouble is StoreTrouble.DAMAGED:
            return False
        raise
    return bool(verdict == "ok")


def _copy_of(source: Path, beside: Path) -> Path:
    try:
        handle, made = tempfile.mkstemp(prefix=f".{beside.name}-", suffix=PART, dir=beside.parent)
    except OSError as error:
        raise StoreError(f"{beside}: can't be made ({error.strerror}); make its folder first") from error
    os.close(handle)
    try:
        with mapped(str(source)), closing(sqlite3.connect(still_uri(source), uri=True)) as connection:
            backup_connection(connection, Path(made), replace=True)
        with mapped(made), closing(sqlite3.connect(made)) as connection:
            connection.execute("PRAGMA user_version = 0")  # a copy no more
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
    return Path(made)


def _set_aside(file: Path) -> Path | None:
    """Keep what is there, with its log when that can't be folded in. It stays in its place until the copy takes that."""
    if not file.exists():
        return None
    # A damaged one keeps its log as a file of its own.
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = _free_name(file)
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size:
        shutil.copyfile(log, kept.with_name(f"{kept.name}-wal"))
    try:
        os.link(file, kept)
    except OSError:  # a file system without hard links
        shutil.copyfile(file, kept)
    kept.chmod(0o600)
    return kept


def _free_name(file: Path) -> Path:
    names = (file.with_name(f"{file.name}.replaced{number or ''}") for number in range(10_000))
    return next(name for name in names if not name.exists())
