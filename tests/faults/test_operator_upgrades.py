"""54: stores of every earlier version come up with every row, killed at any statement they are as they were."""

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from build import a_claim
from sqlalchemy import event
from store_rows import full_of

from monitor.adapters.sql_store import open_store
from monitor.adapters.sql_store.engine import APPLICATION_ID, make_engine, read_address
from monitor.adapters.sql_store.schema import HISTORY, VERSION_TABLE, upgrade
from monitor.errors import StoreError

OLD = HISTORY.revisions[:-1]
Rows = dict[str, list[dict[str, Any]]]


def rows_of(file: Path) -> Rows:
    """Every row of every table, as it lies there."""
    with closing(sqlite3.connect(file)) as base:
        base.row_factory = sqlite3.Row
        names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        wanted = [name for name in names if not name.startswith("sqlite_") and name != VERSION_TABLE]
        return {name: [dict(row) for row in base.execute(f"SELECT * FROM {name} ORDER BY 1, 2")] for name in wanted}


def version_of(file: Path) -> str:
    with closing(sqlite3.connect(file)) as base:
        return str(base.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()[0])


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """A store of now, with a row or more in every table."""
    file = tmp_path_factory.mktemp("today") / "monitor.db"
    store = open_store(f"sqlite:///{file}")
    with store.write() as tx:
        tx.save_claim(full_of("claim"))
        tx.save_feed(full_of("feed"))
        tx.hold_host("news.example", full_of("feed").last_polled_at)
        tx.save_entries([full_of("entry")])
        tx.add_term_counts(3, {"bridg": 2, "open": 1})
        tx.add_decision(full_of("decision"))
        tx.add_evidence(full_of("evidence"))
        tx.save_learnings([full_of("learning")])
        tx.save_developments([full_of("development")])
        tx.save_matches([full_of("match")])
        tx.add_review(full_of("review"))
        tx.add_alert(full_of("alert"), [full_of("delivery")])
        tx.save_note("word", "kept")
    store.close()
    rows = rows_of(file)
    assert [name for name, found in rows.items() if not found] == []
    return rows


def make_old(file: Path, version: str, today: Rows) -> Rows:
    """A store as that version made it, with what of today's rows it had columns for."""
    engine = make_engine(read_address(f"sqlite:///{file}"))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade(connection, to=version)
        for table, rows in today.items():
            columns = [name for _, name, *_ in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
            for row in rows if columns else ():
                some = {name: value for name, value in row.items() if name in columns}
                marks = ", ".join("?" * len(some))
                words = f"INSERT INTO {table} ({', '.join(some)}) VALUES ({marks})"
                connection.exec_driver_sql(words, tuple(some.values()))
    engine.dispose()
    return rows_of(file)


def without(rows: Rows, known: Rows) -> Rows:
    """Only the tables and columns that were known before."""
    return {
        table: [{name: row[name] for name in known[table][0]} for row in rows[table]] for table in known if known[table]
    }


@pytest.mark.parametrize("version", OLD)
def test_every_earlier_version_comes_up_with_every_row(tmp_path: Path, today: Rows, version: str) -> None:
    file = tmp_path / "monitor.db"
    before = make_old(file, version, today)
    store = open_store(f"sqlite:///{file}")
    assert store.check() == []
    with store.read() as tx:
        assert [claim.slug for claim in tx.claims()] == [full_of("claim").slug]
        assert tx.find_feed(full_of("feed").id) is not None
        assert len(list(tx.everything())) > 10
    store.close()
    assert version_of(file) == HISTORY.head
    assert without(rows_of(file), before) == without(before, before)
    copy = file.with_name(f"monitor.db.before-{HISTORY.head}")
    assert rows_of(copy) == before
    assert version_of(copy) == version


def dying_at(number: int) -> Callable[..., None]:
    """Kills the process before its statement of that number."""
    left = number

    def before(*_: object) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    return before


def killed_at(file: Path, number: int) -> bool:
    """Upgrade in a child that dies at that statement. Says whether it did; False: it came to its end before."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            engine = make_engine(read_address(f"sqlite:///{file}"))
            with engine.begin() as connection:
                event.listen(connection, "before_cursor_execute", dying_at(number))
                upgrade(connection)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.slow
def test_killed_at_any_statement_it_is_as_it_was_and_comes_up_the_next_time(tmp_path: Path, today: Rows) -> None:
    file = tmp_path / "monitor.db"
    before = make_old(file, OLD[0], today)
    number = 0
    while killed_at(file, number):
        assert version_of(file) == OLD[0]
        assert rows_of(file) == before
        number += 1
    assert number > 5
    assert version_of(file) == HISTORY.head
    store = open_store(f"sqlite:///{file}")
    assert store.check() == []
    store.close()
    assert without(rows_of(file), before) == without(before, before)


def test_a_newer_store_is_refused_untouched(tmp_path: Path) -> None:
    file = tmp_path / "monitor.db"
    store = open_store(f"sqlite:///{file}")
    with store.write() as tx:
        tx.save_claim(a_claim())
    store.close()
    with closing(sqlite3.connect(file)) as base, base:
        base.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9000'")
    before = file.read_bytes()
    with pytest.raises(StoreError, match="newer version of this program"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_copy_of_a_try_that_failed_makes_way_for_a_newer_one(tmp_path: Path, today: Rows) -> None:
    file = tmp_path / "monitor.db"
    before = make_old(file, OLD[-1], today)
    stale = file.with_name(f"monitor.db.before-{HISTORY.head}")
    stale.write_text("of an earlier try")
    open_store(f"sqlite:///{file}").close()
    assert rows_of(stale) == before
