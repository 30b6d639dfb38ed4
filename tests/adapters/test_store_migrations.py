"""The history of the schema: the same tables as the classes say, one transaction, killed in the middle and run again."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from build import a_claim
from sqlalchemy import Connection, create_engine, inspect
from store_rows import an_evidence

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.adapters.sql_store.engine import APPLICATION_ID, make_engine, read_address
from monitor.adapters.sql_store.mapping import CLAIM, EVIDENCE
from monitor.adapters.sql_store.schema import HISTORY, VERSION_TABLE, History, bring_up_to_date, upgrade
from monitor.adapters.sql_store.tables import METADATA
from monitor.errors import StoreError


def differences(connection: Connection) -> list[object]:
    options = {"version_table": VERSION_TABLE, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


class TestHistory:
    @pytest.fixture
    def fresh(self, store: SqlStore) -> SqlStore:
        return store

    def test_gives_the_tables_that_the_classes_say(self, fresh: SqlStore) -> None:
        with fresh.read() as tx:
            assert differences(tx.connection) == []

    def test_a_difference_would_be_seen(self, fresh: SqlStore) -> None:
        def see() -> list[object]:
            with fresh.write() as tx:
                tx.connection.exec_driver_sql("DROP INDEX ix_entries_published")
                tx.connection.exec_driver_sql("ALTER TABLE notes ADD COLUMN more TEXT")
                found = differences(tx.connection)
                raise _UndoError(found)

        with pytest.raises(_UndoError) as caught:
            see()
        assert len(caught.value.found) == 2

    def test_knows_every_version(self) -> None:
        scripts = ScriptDirectory(str(HISTORY.scripts))
        assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == HISTORY.revisions

    def test_made_in_memory_or_by_the_history_is_the_same(self, tmp_path: Path) -> None:
        def shape(store: SqlStore) -> dict[str, object]:
            with store.read() as tx:
                seen = inspect(tx.connection)
                return {
                    name: (
                        [
                            (column["name"], str(column["type"]), column["nullable"])
                            for column in seen.get_columns(name)
                        ],
                        sorted(str(index["name"]) for index in seen.get_indexes(name)),
                        seen.get_pk_constraint(name),
                        seen.get_foreign_keys(name),
                    )
                    for name in METADATA.tables
                }

        memory, file = open_store("sqlite://"), open_store(f"sqlite:///{tmp_path}/monitor.db")
        assert shape(memory) == shape(file)
        memory.close()
        file.close()


class _UndoError(Exception):
    def __init__(self, found: list[object]) -> None:
        self.found = found


@pytest.mark.slow
class TestPostgres:
    def test_made_once_by_many(self, empty_postgres: str) -> None:
        stores = [open_store(empty_postgres) for _ in range(2)]
        with stores[0].write() as tx:
            tx.save_claim(a_claim())
        with stores[1].read() as tx:
            assert tx.claims() == [a_claim()]
        for store in stores:
            store.close()

    def test_not_made_unless_asked_to(self, empty_postgres: str) -> None:
        with pytest.raises(StoreError, match="monitor migrate"):
            open_store(empty_postgres, migrate=False)

    def test_tables_of_others_with_our_names_are_left_alone(self, empty_postgres: str) -> None:
        with psycopg.connect(empty_postgres) as connection:
            connection.execute("CREATE TABLE alerts (mine INT)")
        with pytest.raises(StoreError, match="none says its version"):
            open_store(empty_postgres)

    def test_a_newer_schema_is_refused(self, empty_postgres: str) -> None:
        open_store(empty_postgres).close()
        with psycopg.connect(empty_postgres) as connection:
            connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
        with pytest.raises(StoreError, match="a newer version of this program"):
            open_store(empty_postgres)


_KILLED_STEP = """
import os, signal
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "HEAD"

def upgrade():
    step = int(os.environ.get("DIE_AT", "-1"))
    for number, act in enumerate([
        lambda: op.add_column("claims", sa.Column("mood", sa.String(), nullable=True)),
        lambda: op.execute("UPDATE claims SET mood = 'calm'"),
        lambda: op.create_index("ix_claims_mood", "claims", ["mood"]),
        lambda: None,
    ]):
        if number == step:
            os.kill(os.getpid(), signal.SIGKILL)
        act()
"""

_RUNNER = """
import sys
from pathlib import Path
from monitor.adapters.sql_store.engine import APPLICATION_ID, make_engine, read_address
from monitor.adapters.sql_store.mapping import CLAIM, EVIDENCE
from monitor.adapters.sql_store.schema import HISTORY, History, upgrade
engine = make_engine(read_address(sys.argv[1]))
with engine.begin() as connection:
    upgrade(connection, History((*HISTORY.revisions, "9001"), Path(sys.argv[2])))
engine.dispose()
"""


@pytest.fixture
def longer_history(tmp_path: Path) -> Path:
    """Our scripts, and one more version that can die at each of its steps."""
    scripts = tmp_path / "migrations"
    (scripts / "versions").mkdir(parents=True)
    (scripts / "env.py").write_text((HISTORY.scripts / "env.py").read_text())
    for version in (HISTORY.scripts / "versions").glob("v*.py"):
        (scripts / "versions" / version.name).write_text(version.read_text())
    (scripts / "versions" / "v9001_mood.py").write_text(_KILLED_STEP.replace("HEAD", HISTORY.head))
    return scripts


@pytest.fixture(params=["file", pytest.param("postgres", marks=pytest.mark.slow)])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("empty_postgres"))
    return f"sqlite:///{tmp_path}/monitor.db"


@pytest.mark.slow
def test_killed_at_any_step_it_runs_again(old_url: str, longer_history: Path) -> None:
    store = open_store(old_url)
    with store.write() as tx:
        tx.save_claim(a_claim())
    store.close()

    def run(die_at: int) -> int:
        command = [sys.executable, "-c", _RUNNER, old_url, str(longer_history)]
        return subprocess.run(command, env=os.environ | {"DIE_AT": str(die_at)}, check=False).returncode

    assert [run(step) for step in range(4)] == [-signal.SIGKILL] * 4
    store = open_store(old_url)  # still the old version, whole
    assert store.check() == []
    with store.read() as tx:
        assert tx.claims() == [a_claim()]
        assert differences(tx.connection) == []
    store.close()
    assert run(-1) == 0
    with pytest.raises(StoreError, match="newer version"):
        open_store(old_url)
    engine = create_engine(read_address(old_url).url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT mood FROM claims").all() == [("calm",)]
    engine.dispose()


class TestOlderFile:
    """A history with one version more stands for the next upgrade."""

    def test_a_copy_is_kept_before(self, tmp_path: Path, longer_history: Path) -> None:
        file = tmp_path / "monitor.db"
        open_store(f"sqlite:///{file}").close()
        address = read_address(f"sqlite:///{file}")
        engine = make_engine(address)
        longer = History((*HISTORY.revisions, "9001"), longer_history)
        with pytest.raises(StoreError, match="monitor migrate"):
            bring_up_to_date(engine, address, migrate=False, history=longer)
        assert not list(file.parent.glob("*.before-*"))
        bring_up_to_date(engine, address, migrate=True, history=longer)
        bring_up_to_date(engine, address, migrate=True, history=longer)
        engine.dispose()
        (copy,) = file.parent.glob("*.before-9001*")
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone() == (HISTORY.head,)
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone() == ("9001",)


@pytest.mark.slow
def test_an_up_to_date_store_never_loads_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/monitor.db"
    open_store(url).close()
    code = "import sys; from monitor.adapters.sql_store import open_store; open_store(sys.argv[1]).close();"
    code += "open_store('sqlite://').close(); print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_store_of_the_first_version_is_brought_up_with_nothing_lost(tmp_path: Path) -> None:
    """The rows as the first version wrote them; the fields that came later have their plain values."""
    scripts = tmp_path / "migrations"
    (scripts / "versions").mkdir(parents=True)
    (scripts / "env.py").write_text((HISTORY.scripts / "env.py").read_text())
    (scripts / "versions" / "v0001_first.py").write_text((HISTORY.scripts / "versions" / "v0001_first.py").read_text())
    file = tmp_path / "old.db"
    engine = make_engine(read_address(f"sqlite:///{file}"))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade(connection, History(("0001",), scripts))
        for table, row in (("claims", CLAIM.values(a_claim())), ("evidence", EVIDENCE.values(an_evidence()))):
            there = {it["name"] for it in inspect(connection).get_columns(table)}
            old = {name: value for name, value in row.items() if name in there}
            connection.execute(METADATA.tables[table].insert().values(old))
    engine.dispose()
    store = open_store(f"sqlite:///{file}")
    with store.read() as tx:
        assert tx.claims() == [a_claim()]
        assert tx.evidence(a_claim().slug) == [an_evidence()]
        assert differences(tx.connection) == []
    assert store.check() == []
    store.close()
    with closing(sqlite3.connect(f"{file}.before-{HISTORY.head}")) as connection:
        assert connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone() == ("0001",)
