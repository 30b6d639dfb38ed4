"""A store that can't be used: the doctor says which way, names the very command that mends it, and looks on."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.adapters.sql_store import open_store

NIGHT = datetime(2017, 5, 4, 2, tzinfo=UTC)


def _text(file: Path) -> None:
    file.write_text("this is no database at all, not at all, and it is longer than what is looked at of a file's head")


def _gone(file: Path) -> None:
    file.unlink()


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE monitor_version SET version_num = '9999'")


def _foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def _strange_log(file: Path) -> None:
    file.write_bytes(next(file.with_name("monitor.db.backups").iterdir()).read_bytes())
    file.with_name("monitor.db-wal").write_bytes(b"of what was here before")


def _shut(file: Path) -> None:
    file.chmod(0)


RESTORE = "monitor --config {config} restore {folder}/monitor.db.backups/2017-05-04.db"


@pytest.mark.parametrize(
    ("spoil", "words", "fix"),
    [
        (_text, "not a database", RESTORE),
        (_gone, "is gone, but monitor.db.backups of it is still there", RESTORE),
        (_newer, "made by a newer version", "install the newer program again"),
        (_foreign, "a database of another program", "name the right file"),
        (_strange_log, "the log of another file", "mv {folder}/monitor.db-wal {folder}/monitor.db-wal.old"),
        (_shut, "can't be read", "chmod u+rw {folder}/monitor.db"),
    ],
)
def test_a_store_that_can_t_be_opened(desk: Any, spoil: Callable[[Path], None], words: str, fix: str) -> None:
    if spoil is _shut and os.geteuid() == 0:
        pytest.skip("root may read everything")
    with desk.store() as store:
        store.keep_backups(3, NIGHT)
    spoil(desk.folder / "monitor.db")
    said = desk.say("doctor", "--json")
    found = {row["name"]: row for row in said.json}
    assert (said.code, found["store"]["verdict"]) == (1, "failing")
    assert words in found["store"]["text"]
    assert fix.format(folder=desk.folder, config=desk.folder / "config.toml") in found["store"]["fix"]
    assert {"config", "versions", "disk", "parser", "targets"} <= set(found)
    for command in (["status"], ["claim", "list"], ["run", "--once"]):
        told = desk.say(*command)
        assert (told.code, words in told.err, "bug" in told.err) == (1, True, False)


def test_what_the_doctor_says_mends_it(desk: Any) -> None:
    with desk.store() as store:
        store.keep_backups(3, NIGHT)
    (desk.folder / "monitor.db").unlink()
    (fix,) = [row["fix"] for row in desk.say("doctor", "--json").json if row["name"] == "store"]
    assert desk.say(*fix.partition(": monitor ")[2].split(), config=False).code == 0
    assert "store" in desk.say("doctor").out
    store = open_store(desk.url)
    assert store.check() == []
    store.close()


def test_a_file_for_all_eyes_is_told_with_the_command_that_shuts_it(desk: Any) -> None:
    with desk.store():
        pass
    (desk.folder / "monitor.db").chmod(0o644)
    rights = [row for row in desk.say("doctor", "--json").json if row["name"] == "rights"]
    assert ("warning", f"chmod 600 {desk.folder / 'monitor.db'}") in [(row["verdict"], row["fix"]) for row in rights]


def test_an_address_that_can_t_be_read_is_no_bug_and_no_secret_is_told(desk: Any) -> None:
    said = desk.say("--store", "postgresql://someone:planted@[::1/db", "status")
    assert (said.code, "planted" in said.out + said.err, "no readable address" in said.err) == (2, False, True)


def test_a_clock_that_can_t_be_right_fails_the_check_from_outside(desk: Any) -> None:
    with desk.store() as store, store.write() as tx:
        tx.save_note("daemon", '{"mode": "daemon", "at": "2999-01-01T00:00:00+00:00"}')
    said = desk.say("status")
    assert (said.code, "behind what the store has seen" in said.out) == (4, True)
    assert desk.say("status", "--json").json["watch"]["clock_behind_seconds"] > 1_000_000


def test_a_file_that_may_only_be_read_fails_and_each_of_the_stores_files_is_looked_at(desk: Any) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everything")
    with desk.store():
        pass
    (desk.folder / "monitor.db").chmod(0o400)  # SQLite makes its log, and what readers share, with the same mode
    said = desk.say("doctor", "--json")
    rights = [(row["verdict"], row["fix"]) for row in said.json if row["name"] == "rights"]
    files = [desk.folder / f"monitor.db{end}" for end in ("", "-wal", "-shm")]
    assert (said.code, rights) == (1, [("failing", f"chmod u+rw {file}") for file in files])
