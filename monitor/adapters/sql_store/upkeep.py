"""Copies and check-ups."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, func, select

from monitor.adapters.sql_store.faults import mapped
from monitor.adapters.sql_store.mapping import SHAPES
from monitor.adapters.sql_store.tables import ENTRIES, ENTRY_KEYS, MATCHES
from monitor.errors import StoreError, StoreFullError, StoreTrouble

#: The end of the name of a copy that is not finished.
PART = ".part"
#: Marks a file as a copy (SQLite's user_version): commands that look into it add nothing to it.
COPY = 1
#: What a copy leaves free, in bytes.
ROOM = 20_000_000
_STALE_SECONDS = 3_600
#: Pages given back at a time (4 KB each), so that nobody waits long for the lock.
_VACUUM_PAGES = 500
#: How often at one time.
VACUUMS = 10


def backup_file(source: Path, target: Path, *, replace: bool = False) -> None:
    """Copy a SQLite file while others use it. Raises StoreError, StoreFullError."""
    with mapped(str(source)), closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as connection:
        backup_connection(connection, target, replace=replace)


def backup_connection(source: sqlite3.Connection, target: Path, *, replace: bool = False) -> None:
    """Copy what this connection sees, check the copy, and only then give it its name, with mode 0600.

    Raises StoreError, also when `target` exists: unless `replace`, a backup is never written over.
    """
    try:
        if target.exists() and not replace:
            raise StoreError(f"{target}: is there already; name another file")
        _refuse_little_room(source, target)
        handle, made = tempfile.mkstemp(prefix=f".{target.name}-", suffix=PART, dir=target.parent)
    except OSError as error:
        words = f"{target}: can't be made ({error.strerror}); name a file in a folder you may write"
        raise StoreError(words, StoreTrouble.RIGHTS) from error
    os.close(handle)
    sweep_parts(Path(made))
    try:
        with mapped(str(target)):
            _copy(source, made)
        if replace:
            Path(made).replace(target)
        else:
            _publish(Path(made), target)
        sync_folder(target.parent)
    finally:
        Path(made).unlink(missing_ok=True)


def _refuse_little_room(source: sqlite3.Connection, target: Path) -> None:
    """A copy must not fill the disk that the store lives on. Raises StoreFullError."""
    (pages,), (size,) = (source.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    try:
        free = shutil.disk_usage(target.parent).free
    except OSError:
        return  # the folder is not there: told when the file is made
    if free < pages * size + ROOM:
        raise StoreFullError(
            f"{target}: no room for a copy of {pages * size:,} bytes; make room or name another folder"
        )


def sweep_parts(new: Path) -> None:
    """Remove what killed programs left unfinished beside this fresh file: copies that nobody wrote to for an hour."""
    for part in new.parent.glob(f".*{PART}"):
        try:
            if new.stat().st_mtime - part.stat().st_mtime > _STALE_SECONDS:
                part.unlink(missing_ok=True)
        except FileNotFoundError:
            continue


def sync_folder(folder: Path) -> None:
    """Make a name that was just given outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy(source: sqlite3.Connection, made: str) -> None:
    with closing(sqlite3.connect(made)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute(f"PRAGMA user_version = {COPY}")
        if (verdict := copy.execute("PRAGMA quick_check(1)").fetchone()) != ("ok",):
            words = f"the copy is not sound ({verdict[0]}); run `monitor doctor` on the store"
            raise StoreError(words, StoreTrouble.DAMAGED)
    with Path(made).open("rb+") as stream:
        os.fsync(stream.fileno())


def tidy(connection: sqlite3.Connection) -> None:
    """Fresh figures for the planner, the log folded into the file."""
    connection.execute("PRAGMA analysis_limit = 400")
    connection.execute("PRAGMA optimize")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def vacuum(connection: sqlite3.Connection) -> None:
    """A part of the free pages given back."""
    # `execute` would stop after the first page.
    connection.executescript(f"PRAGMA incremental_vacuum({_VACUUM_PAGES})")


def compact(connection: sqlite3.Connection) -> None:
    """Write the file anew without its free pages, able to give pages back from now on."""
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _publish(made: Path, target: Path) -> None:
    try:
        publish(made, target)
    except FileExistsError as error:
        raise StoreError(f"{target}: is there already; name another file") from error


def publish(made: Path, file: Path) -> None:
    """Give a finished file its name. Raises FileExistsError when the name is taken."""
    try:
        os.link(made, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if file.exists():
            raise FileExistsError(file) from None
        made.rename(file)


def find_problems(connection: Connection) -> list[str]:
    """What is wrong, in plain words: the file's structure first, then rows that point nowhere or can't be understood."""
    broken = list(_structure(connection)) if connection.dialect.name == "sqlite" else []
    return broken or [*_dangling(connection), *_odd_words(connection)]


def _structure(connection: Connection) -> Iterator[str]:
    for (line,) in connection.exec_driver_sql("PRAGMA quick_check(20)"):
        if line != "ok":
            yield f"the file is damaged: {line}"
    lost: dict[tuple[str, str], int] = {}
    for table, _row, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        lost[table, parent] = lost.get((table, parent), 0) + 1
    for (table, parent), count in lost.items():
        yield f"{table}: {count} rows point to {parent} that are not there"


def _dangling(connection: Connection) -> Iterator[str]:
    for table, column in ((ENTRY_KEYS, ENTRY_KEYS.c.entry_id), (MATCHES, MATCHES.c.entry)):
        query = select(func.count()).select_from(table.outerjoin(ENTRIES, ENTRIES.c.id == column))
        if count := connection.execute(query.where(ENTRIES.c.id.is_(None))).scalar():
            yield f"{table.name}: {count} rows point to entries that are not there"


def _odd_words(connection: Connection) -> Iterator[str]:
    for shape in SHAPES:
        for name, codec in shape.codecs.items():
            if codec.words:
                column = shape.table.c[name]
                odd = column.not_in(sorted(codec.words))
                count = connection.execute(select(func.count()).select_from(shape.table).where(odd)).scalar()
                if count:
                    yield f"{shape.table.name}.{name}: {count} rows hold a word that this version does not know"
