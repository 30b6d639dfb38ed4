"""Copies of each day, a restore that loses nothing, room given back, and copies that stay what they are."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from build import NOON, a_claim, an_entry

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.adapters.sql_store import upkeep as upkeep_module
from monitor.adapters.sql_store.restore import restore_store
from monitor.adapters.sql_store.shelf import daily_copies, shelf_of
from monitor.errors import StoreError, StoreFullError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "monitor.db"


def opened(file: Path) -> SqlStore:
    return open_store(f"sqlite:///{file}")


def fill(file: Path, *slugs: str) -> Path:
    store = opened(file)
    with store.write() as tx:
        for slug in slugs:
            tx.save_claim(a_claim(slug))
    store.close()
    return file


def slugs(file: Path) -> list[str]:
    store = opened(file)
    with store.read() as tx:
        found = [claim.slug for claim in tx.claims()]
    store.close()
    return found


def dump(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


class TestDailyCopies:
    def test_one_a_day_private_and_sound(self, file: Path) -> None:
        store = opened(fill(file, "one"))
        first = store.keep_backups(7, NOON)
        assert first == str(shelf_of(file) / "2017-05-03.db")
        assert store.keep_backups(7, NOON + timedelta(hours=3)) is None
        assert store.keep_backups(7, NOON + timedelta(days=1)) is not None
        store.close()
        assert stat.S_IMODE(shelf_of(file).stat().st_mode) == 0o700
        assert {stat.S_IMODE(copy.stat().st_mode) for copy in daily_copies(file)} == {0o600}
        assert slugs(daily_copies(file)[0]) == ["one"]

    def test_the_newest_few_are_kept(self, file: Path) -> None:
        store = opened(file)
        for day in range(6):
            store.keep_backups(3, NOON + timedelta(days=day))
        store.close()
        assert [copy.name for copy in daily_copies(file)] == ["2017-05-06.db", "2017-05-07.db", "2017-05-08.db"]

    def test_days_of_a_clock_that_ran_ahead_go_first(self, file: Path) -> None:
        store = opened(file)
        for day in (0, 3650, 1, 2):
            store.keep_backups(3, NOON + timedelta(days=day))
        store.close()
        assert [copy.name for copy in daily_copies(file)] == ["2017-05-03.db", "2017-05-04.db", "2017-05-05.db"]

    def test_none_is_asked_for(self, file: Path) -> None:
        store = opened(file)
        assert store.keep_backups(0, NOON) is None
        store.close()
        assert not shelf_of(file).exists()
        memory = open_store("sqlite://")
        assert memory.keep_backups(7, NOON) is None
        memory.close()

    def test_files_of_others_on_the_shelf_are_left_alone(self, file: Path) -> None:
        shelf_of(file).mkdir()
        mine = [shelf_of(file) / name for name in ("2017-13-45.db", "notes.txt", "2017-05-01.db.gz")]
        for path in mine:
            path.write_text("mine")
        store = opened(file)
        for day in range(3):
            store.keep_backups(1, NOON + timedelta(days=day))
        store.close()
        assert all(path.read_text() == "mine" for path in mine)

    def test_a_copy_never_fills_the_disk(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        store = opened(fill(file, "one"))
        usage = upkeep_module.shutil.disk_usage(file.parent)
        little = usage._replace(free=upkeep_module.ROOM)
        monkeypatch.setattr("shutil.disk_usage", lambda _: little)
        with pytest.raises(StoreFullError, match="no room for a copy"):
            store.keep_backups(7, NOON)
        store.close()
        assert daily_copies(file) == []

    def test_what_a_killed_copy_left_is_swept_when_it_is_old(self, file: Path) -> None:
        store = opened(file)
        store.keep_backups(7, NOON)
        old, fresh = (shelf_of(file) / f".2017-05-03.db-{name}.part" for name in ("old", "fresh"))
        for part in (old, fresh):
            part.write_text("half")
        os.utime(old, (1, 1))
        store.keep_backups(7, NOON + timedelta(days=1))
        store.close()
        assert (old.exists(), fresh.exists()) == (False, True)


class TestRestore:
    def test_gives_the_very_rows_back_and_keeps_what_was_there(self, file: Path, tmp_path: Path) -> None:
        store = opened(fill(file, "one", "two"))
        store.backup(str(tmp_path / "copy.db"))
        store.close()
        before = dump(tmp_path / "copy.db")
        fill(file, "three")
        restored = restore_store(f"sqlite:///{file}", str(tmp_path / "copy.db"))
        assert dump(file) == before
        assert restored.kept == tmp_path / "monitor.db.replaced"
        assert slugs(restored.kept) == ["one", "three", "two"]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        restore_store(f"sqlite:///{file}", str(restored.kept))
        assert slugs(file) == ["one", "three", "two"]

    def test_leaves_no_trace_beside_the_copy(self, file: Path, tmp_path: Path) -> None:
        store = opened(file)
        store.backup(str(tmp_path / "copy.db"))
        store.close()
        restore_store(f"sqlite:///{file}", str(tmp_path / "copy.db"))
        left = {path.name for path in tmp_path.iterdir()}
        assert left == {"copy.db", "monitor.db", "monitor.db.replaced"}

    def test_a_log_that_belongs_to_the_old_file_is_not_played_into_the_new_one(
        self, file: Path, tmp_path: Path
    ) -> None:
        store = opened(fill(file, "one"))
        store.backup(str(tmp_path / "copy.db"))
        with store.write() as tx:
            tx.save_claim(a_claim("late"))
        log = file.with_name("monitor.db-wal").read_bytes()
        store.close()
        file.write_bytes(b"\xa5" * 8192)  # damaged, so its log can't be folded in
        file.with_name("monitor.db-wal").write_bytes(log)
        restored = restore_store(f"sqlite:///{file}", str(tmp_path / "copy.db"))
        assert slugs(file) == ["one"]
        assert restored.kept is not None
        assert restored.kept.with_name("monitor.db.replaced-wal").read_bytes() == log

    def test_of_a_store_that_is_not_there(self, file: Path, tmp_path: Path) -> None:
        store = opened(fill(file, "one"))
        store.backup(str(tmp_path / "copy.db"))
        store.close()
        assert restore_store(f"sqlite:///{tmp_path}/new.db", str(tmp_path / "copy.db")).kept is None
        assert slugs(tmp_path / "new.db") == ["one"]

    @pytest.mark.parametrize("what", ["damaged", "foreign", "newer", "missing", "itself", "nowhere"])
    def test_what_can_not_be_used_is_refused_before_anything_is_touched(
        self, file: Path, tmp_path: Path, what: str
    ) -> None:
        store = opened(fill(file, "one"))
        copy = tmp_path / "copy.db"
        store.backup(str(copy))
        store.close()
        target = file
        match what:
            case "damaged":
                with copy.open("rb+") as stream:
                    stream.seek(copy.stat().st_size // 2)
                    stream.write(b"\xa5" * 20_000)
            case "foreign":
                copy.write_bytes(b"no database at all")
            case "newer":
                with closing(sqlite3.connect(copy)) as connection, connection:
                    connection.execute("UPDATE monitor_version SET version_num = '9999'")
            case "missing":
                copy.unlink()
            case "itself":
                copy = file
            case _:
                target = tmp_path / "no" / "folder.db"
        before = file.read_bytes()
        with pytest.raises(StoreError):
            restore_store(f"sqlite:///{target}", str(copy))
        assert file.read_bytes() == before
        assert not list(tmp_path.glob("*.replaced*"))
        assert not list(tmp_path.glob(".*"))

    def test_postgresql_has_its_own_tool(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="pg_restore"):
            restore_store("postgresql+psycopg://host/base", str(tmp_path / "copy.db"))


class TestCopiesAreMarked:
    def test_until_they_are_restored_or_worked_on(self, file: Path, tmp_path: Path) -> None:
        store = opened(file)
        assert not store.is_copy
        store.backup(str(tmp_path / "copy.db"))
        assert not store.is_copy
        store.close()
        copy = opened(tmp_path / "copy.db")
        assert copy.is_copy
        copy.adopt()
        assert not copy.is_copy
        copy.close()
        restore_store(f"sqlite:///{file}", str(tmp_path / "copy.db"))
        store = opened(file)
        assert not store.is_copy
        store.close()
        memory = open_store("sqlite://")
        assert not memory.is_copy
        memory.close()


class TestRoom:
    def shrunk(self, file: Path, store: SqlStore) -> None:
        with store.write() as tx:
            tx.save_entries([an_entry(f"Entry {n}", summary="word " * 400) for n in range(1_500)])
        with store.write() as tx:
            tx.delete_entries(NOON + timedelta(days=1), NOON, 9_999)

    @pytest.mark.slow
    def test_is_given_back_by_and_by(self, file: Path) -> None:
        store = opened(file)
        self.shrunk(file, store)
        full = file.stat().st_size
        for _ in range(3):
            store.tidy()
        after = file.stat().st_size
        assert store.check() == []
        with store.read() as tx:
            assert tx.count_entries() == 0
            assert len(tx.known_entries(an_entry().feed_id, [f"guid:Entry {n}" for n in range(1_500)])) == 1_500
        store.close()
        assert after < full / 3

    @pytest.mark.slow
    def test_an_older_file_can_give_it_back_after_it_was_written_anew(self, tmp_path: Path) -> None:
        file = tmp_path / "old.db"
        fill(file, "one")
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA auto_vacuum = NONE")
            connection.execute("VACUUM")
        store = opened(file)
        self.shrunk(file, store)
        store.compact()
        store.close()
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA auto_vacuum").fetchone() == (2,)
        assert slugs(file) == ["one"]

    def test_a_store_in_memory_needs_none_of_it(self) -> None:
        store = open_store("sqlite://")
        with store.write() as tx:
            tx.save_claim(a_claim())
        store.tidy()
        store.compact()
        store.verify()
        with store.read() as tx:
            assert tx.claims() == [a_claim()]
        store.close()


def test_damage_is_found_at_the_start(file: Path) -> None:
    store = opened(file)
    with store.write() as tx:
        tx.save_entries([an_entry(f"Entry {n}", summary="word " * 50) for n in range(400)])
    store.verify()
    store.close()
    with file.open("rb+") as stream:
        stream.seek(file.stat().st_size * 3 // 4)
        stream.write(b"\xa5" * 8192)
    store = opened(file)
    with pytest.raises(StoreError, match=r"(?s)damaged .*monitor restore"):
        store.verify()
    store.close()


def test_the_oldest_of_the_newest(file: Path) -> None:
    store = opened(file)
    with store.write() as tx:
        tx.save_entries([an_entry(f"Entry {n}", first_seen=NOON + timedelta(hours=n)) for n in range(5)])
        assert tx.entry_floor(3) == NOON + timedelta(hours=2)
        assert tx.entry_floor(5) is None
        assert tx.delete_entries(NOON + timedelta(hours=2), NOON, 9_999) == 2
        assert tx.entry_floor(3) is None
    store.close()
