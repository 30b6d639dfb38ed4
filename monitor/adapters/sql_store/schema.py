"""The version of a database: made fresh, found right, brought up to date, or refused.

The version is read with plain SQL; alembic is loaded only when there is something to do. All steps of an upgrade are one
transaction, so that a program killed in the middle leaves what was there, and the next one begins again.
"""

import os
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, inspect, select
from sqlalchemy.exc import DBAPIError

from monitor.adapters.sql_store.engine import APPLICATION_ID, Address, make_engine, read_address
from monitor.adapters.sql_store.faults import is_not_allowed
from monitor.adapters.sql_store.statements import lock_here
from monitor.adapters.sql_store.tables import METADATA
from monitor.adapters.sql_store.upkeep import backup_file, publish
from monitor.errors import StoreError, StoreTrouble


@dataclass(frozen=True, slots=True)
class History:
    """Every version there ever was, oldest first, and the folder that tells how to get from one to the next."""

    revisions: tuple[str, ...]
    scripts: Path

    @property
    def head(self) -> str:
        """The newest."""
        return self.revisions[-1]


#: Ours: one module a version in `migrations/versions`.
HISTORY = History(
    ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008"), Path(__file__).parent / "migrations"
)

#: Not alembic's own name, so that a database can be shared with a program that uses it.
VERSION_TABLE = "monitor_version"

_VERSIONS = Table(VERSION_TABLE, MetaData(), Column("version_num", String(32), nullable=False))

#: Alembic keeps what it works on in its modules, so two threads of one process must not upgrade at once.
_ONE_UPGRADE = threading.Lock()

_MAGIC = b"SQLite format 3\x00"
_UPGRADE_LOCK = 0x736368656D61


def check_file(file: Path, name: str) -> None:
    """Refuse, before SQLite touches it, a file that is none of ours. Raises StoreError that tells the next step."""
    advice = "restore a backup (`monitor restore FILE`), or name another file with --store"
    try:
        with file.open("rb") as stream:
            head = stream.read(100)
    except FileNotFoundError as error:
        raise StoreError(f"{name}: there is no such file; name another one", StoreTrouble.LOST) from error
    except IsADirectoryError as error:
        raise StoreError(
            f"{name}: a folder, not a database; name the file with --store", StoreTrouble.FOREIGN
        ) from error
    except OSError as error:
        words = f"{name}: can't be read ({error.strerror}); look at its rights, or name another --store"
        raise StoreError(words, StoreTrouble.RIGHTS) from error
    if not head.strip(b"\x00"):
        words = f"{name}: the file is there but empty, so what it held is lost; {advice}"
        raise StoreError(words, StoreTrouble.DAMAGED)
    if not head.startswith(_MAGIC):
        raise StoreError(f"{name}: not a database; {advice}", StoreTrouble.DAMAGED)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise StoreError(f"{name}: a database of another program; {advice}", StoreTrouble.FOREIGN)
    _refuse_strange_log(head, file, name)


def _refuse_strange_log(head: bytes, file: Path, name: str) -> None:
    """A copy that a hand put here while the log of what was there stayed: SQLite would mix the two.

    Bytes 18 and 19 say who wrote the file last: one that keeps a log (2) or not (1); only the former leaves one behind.
    """
    log = file.with_name(f"{file.name}-wal")
    if head[18] == 1 and log.exists() and log.stat().st_size:
        words = f"{name}: a copy, but {log.name} beside it is the log of another file and would damage it"
        raise StoreError(
            f"{words}; move that away (mv {log} {log}.old), or name another --store", StoreTrouble.STRANGE_LOG
        )


def create_file(file: Path, name: str) -> None:
    """Make a fresh database with mode 0600. It appears under its name when it is whole, or not at all.

    When another program was faster, its file stays.
    """
    try:
        handle, made = tempfile.mkstemp(prefix=f".{file.name}-", suffix=".new", dir=file.parent)
    except OSError as error:
        words = f"{name}: can't be made ({error.strerror}); make its folder, or name another --store"
        raise StoreError(words, StoreTrouble.RIGHTS) from error
    os.close(handle)
    try:
        _fill(Path(made))
        publish(Path(made), file)
    except FileExistsError:
        pass
    finally:
        Path(made).unlink(missing_ok=True)


def _fill(file: Path) -> None:
    engine = make_engine(read_address(f"sqlite:///{file}"))
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            upgrade(connection)
    finally:
        engine.dispose()


def create_in_memory(engine: Engine) -> None:
    """The same tables without the history: a test keeps the two the same."""
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        METADATA.create_all(connection, checkfirst=False)
        _VERSIONS.create(connection)
        connection.execute(_VERSIONS.insert().values(version_num=HISTORY.head))


def bring_up_to_date(engine: Engine, address: Address, *, migrate: bool, history: History = HISTORY) -> None:
    """Leave at the newest version, or raise StoreError: a newer or foreign schema; an older one when `migrate` is off.

    A SQLite file is copied first, to `FILE.before-VERSION` beside it; the copy of an upgrade that failed is kept.
    """
    with engine.connect() as connection:
        version = read_version(connection, address.name, history)
    if version == history.head:
        return
    if not migrate:
        words = f"{address.name}: not made for this version of the program yet; run `monitor migrate`"
        raise StoreError(words, StoreTrouble.OLDER)
    if address.file is not None:
        _keep_copy(address.file, history)
    try:
        with engine.begin() as connection:
            lock_here(connection, _UPGRADE_LOCK)
            if read_version(connection, address.name, history) != history.head:  # another program may have been faster
                upgrade(connection, history)
    except DBAPIError as error:
        if not is_not_allowed(error):
            raise
        what = f"its tables are of version {version or 'none'}, not {history.head}, and this role may not change them"
        raise StoreError(f"{address.name}: {what}; run `monitor migrate` as their owner, then grant again") from error


def _keep_copy(file: Path, history: History) -> None:
    """The copy of a last try is older than what is there now, and makes way."""
    backup_file(file, file.with_name(f"{file.name}.before-{history.head}"), replace=True)


def read_version(connection: Connection, name: str, history: History = HISTORY) -> str:
    """One of the history, or empty for a PostgreSQL without any table of ours. Raises StoreError for any other."""
    there = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in there:
        if connection.dialect.name == "sqlite" or there & set(METADATA.tables):
            words = f"{name}: has tables, but none says its version; name another database with --store"
            raise StoreError(words, StoreTrouble.FOREIGN)
        return ""
    version = str(connection.execute(select(_VERSIONS.c.version_num)).scalar())
    if version not in history.revisions:
        is_newer = version > history.head
        word = "a newer version of this program" if is_newer else "another program"
        raise StoreError(
            f"{name}: made by {word} (schema {version}, here {history.head}); upgrade, or name another --store",
            StoreTrouble.NEWER if is_newer else StoreTrouble.FOREIGN,
        )
    return version


def upgrade(connection: Connection, history: History = HISTORY, to: str = "head") -> None:
    """Run what is missing up to version `to`, inside the transaction that `connection` has open."""
    from alembic import command  # noqa: PLC0415 (0.1 s and more that an up-to-date store does not need)
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection, "version_table": VERSION_TABLE, "metadata": METADATA})
    config.set_main_option("script_location", str(history.scripts).replace("%", "%%"))
    with _ONE_UPGRADE:
        command.upgrade(config, to)
