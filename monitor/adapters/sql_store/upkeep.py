"""Copies and check-ups."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, func, select

from monitor.adapters.sql_store.faults import mapped
from monitor.adapters.sql_store.mapping import SHAPES
from monitor.adapters.sql_store.tables import ENTRIES, ENTRY_KEYS, MATCHES
from monitor.errors import StoreError


def backup_file(source: Path, target: Path) -> None:
    """Copy a SQLite file while others use it. Raises StoreError."""
    with mapped(str(source)), closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as connection:
        backup_connection(connection, target)


def backup_connection(source: sqlite3.Connection, target: Path) -> None:
    """Copy what this connection sees, check the copy, and only then give it its name, with mode 0600.

    Raises StoreError, also when `target` exists: a backup is never written over.
    """
    if target.exists():
        raise StoreError(f"{target}: is there already; name another file")
    try:
        handle, made = tempfile.mkstemp(prefix=f".{target.name}-", suffix=".part", dir=target.parent)
    except OSError as error:
        raise StoreError(
            f"{target}: can't be made ({error.strerror}); name a file in a folder you may write"
        ) from error
    os.close(handle)
    try:
        with mapped(str(target)):
            _copy(source, made)
        _publish(Path(made), target)
    finally:
        Path(made).unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, made: str) -> None:
    with closing(sqlite3.connect(made)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if (verdict := copy.execute("PRAGMA quick_check(1)").fetchone()) != ("ok",):
            raise StoreError(f"the copy is not sound ({verdict[0]}); run `monitor doctor` on the store")
    with Path(made).open("rb+") as stream:
        os.fsync(stream.fileno())


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
