"""SQLite files: made with care, refused with a next step, copied whole, and honest when the disk is not."""

import os
import re
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from build import a_claim, a_feed, an_entry
from sqlalchemy import create_engine, make_url
from store_rows import a_delivery, a_match, an_alert

from monitor.adapters.sql_store import SqlStore, open_glance, open_store
from monitor.adapters.sql_store.engine import APPLICATION_ID
from monitor.adapters.sql_store.restore import check_backup, restore_store
from monitor.errors import StoreError, StoreFullError, StoreTrouble


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "monitor.db"


def open_file(file: Path, **options: bool) -> SqlStore:
    return open_store(f"sqlite:///{file}", **options)


def make(file: Path) -> Path:
    store = open_file(file)
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_entries([an_entry(f"Entry {n}", summary="word " * 50) for n in range(200)])
    store.close()
    return file


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def run_sql(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


class TestMaking:
    def test_only_the_owner_may_read(self, file: Path) -> None:
        before = os.umask(0o000)
        try:
            store = open_file(file)
            with store.write() as tx:
                tx.save_claim(a_claim())
            assert {path.name: oct(mode(path)) for path in file.parent.iterdir()} == dict.fromkeys(
                ["monitor.db", "monitor.db-wal", "monitor.db-shm"], "0o600"
            )
            store.close()
        finally:
            os.umask(before)

    def test_every_connection_is_told_the_same(self, file: Path) -> None:
        store = open_file(file)
        with store.write() as tx:
            asked = ["foreign_keys", "synchronous", "journal_mode", "busy_timeout", "application_id"]
            answers = {name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked}
        store.close()
        assert answers == {
            "foreign_keys": 1,
            "synchronous": 2,
            "journal_mode": "wal",
            "busy_timeout": 15_000,
            "application_id": APPLICATION_ID,
        }

    def test_opened_again_it_is_all_there(self, file: Path) -> None:
        make(file)
        store = open_file(file, migrate=False)
        with store.read() as tx:
            assert tx.claims() == [a_claim()]
            assert tx.count_entries() == 200
        store.close()

    def test_nothing_is_made_when_not_asked_to(self, file: Path) -> None:
        with pytest.raises(StoreError, match=r"monitor\.db: there is no such file.*--store"):
            open_file(file, migrate=False)
        assert list(file.parent.iterdir()) == []

    def test_without_its_folder(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match=r"missing/monitor\.db: can't be made .*make its folder"):
            open_file(tmp_path / "missing" / "monitor.db")

    def test_a_name_with_odd_characters(self, tmp_path: Path) -> None:
        odd = tmp_path / "my store 100% ünï #1?.db"
        store = open_store(f"sqlite:///{tmp_path}/my store 100% ünï #1.db")
        store.backup(str(odd))
        store.close()
        assert odd.exists()


class TestAddresses:
    @pytest.mark.parametrize(
        "url",
        [
            "",
            "monitor.db",
            "mysql://root:secret@h/db",
            "sqlite:///x.db?mode=ro",
            "sqlite:///file:x?a",
            "://",
            "postgresql:/",
        ],
    )
    def test_no_address_of_a_store(self, url: str, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match=r"--store|does not answer") as caught:
            open_store(url)
        assert "secret" not in str(caught.value)

    def test_a_server_that_is_not_there(self) -> None:
        with pytest.raises(
            StoreError, match=r"postgresql database claims on 127\.0\.0\.1: the database does not answer"
        ) as caught:
            open_store("postgresql://someone:secret@127.0.0.1:9/claims")
        assert "secret" not in f"{caught.value}{caught.value.__cause__}"

    @pytest.mark.parametrize("change", [{"database": "nobodys"}, {"username": "stranger", "password": "secret"}])
    @pytest.mark.slow
    def test_a_server_that_refuses_the_login(self, migrated_postgres: str, change: dict[str, str]) -> None:
        url = make_url(migrated_postgres).set(**change).render_as_string(hide_password=False)
        with pytest.raises(StoreError, match="lets nobody in by this address; see that user, password") as caught:
            open_store(url)
        assert "secret" not in f"{caught.value}{caught.value.__cause__}"


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _zeros(file: Path) -> None:
    size = make(file).stat().st_size
    file.write_bytes(bytes(size))


def _text(file: Path) -> None:
    file.write_text(
        "Dear diary, this is no database, and it is longer than a hundred characters, so that is not the reason."
    )


def _foreign(file: Path) -> None:
    run_sql(file, "CREATE TABLE recipes (name TEXT)")


def _newer(file: Path) -> None:
    run_sql(make(file), "UPDATE monitor_version SET version_num = '9999'")


def _other_history(file: Path) -> None:
    run_sql(make(file), "UPDATE monitor_version SET version_num = '0000'")


def _no_version(file: Path) -> None:
    run_sql(make(file), "DROP TABLE monitor_version")


def _folder(file: Path) -> None:
    file.mkdir()


def _copy_with_a_strange_log(file: Path) -> None:
    store = open_store(f"sqlite:///{make(file)}")
    store.backup(str(file.with_name("copy.db")))
    store.close()
    file.with_name("copy.db").rename(file)
    file.with_name(f"{file.name}-wal").write_bytes(b"of what was here before")


def _half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100_000])


def _gone(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_empty, "empty, so what it held is lost; restore a backup"),
        (_zeros, "empty, so what it held is lost; restore a backup"),
        (_text, "not a database; restore a backup"),
        (_foreign, "a database of another program"),
        (_newer, "made by a newer version of this program"),
        (_other_history, "made by another program"),
        (_no_version, "none says its version"),
        (_folder, "a folder, not a database"),
        (_copy_with_a_strange_log, "the log of another file"),
    ],
)
def test_refused_untouched(file: Path, spoil: Callable[[Path], None], words: str) -> None:
    spoil(file)
    before = file.read_bytes() if file.is_file() else b""
    with pytest.raises(StoreError) as caught:
        open_file(file)
    assert str(file) in str(caught.value)
    assert words in str(caught.value)
    assert "--store" in str(caught.value)
    assert (file.read_bytes() if file.is_file() else b"") == before


class TestDamage:
    @pytest.fixture
    def damaged(self, file: Path) -> SqlStore:
        """A database whose pages, but for the first ones, are noise."""
        make(file)
        with file.open("rb+") as stream:
            stream.seek(file.stat().st_size * 3 // 4)
            stream.write(b"\xa5" * (file.stat().st_size // 4))
        return open_file(file)

    def test_is_found(self, damaged: SqlStore) -> None:
        problems = damaged.check()
        damaged.close()
        assert problems
        assert all("damaged" in problem for problem in problems)

    def test_is_told_with_the_next_step(self, damaged: SqlStore) -> None:
        with pytest.raises(StoreError, match="the file is damaged; restore"), damaged.read() as tx:
            tx.entries_since(an_entry().published)
        damaged.close()

    def test_is_never_copied_as_a_backup(self, damaged: SqlStore, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match=r"not sound|damaged"):
            damaged.backup(str(tmp_path / "copy.db"))
        damaged.close()
        assert not (tmp_path / "copy.db").exists()


@pytest.mark.slow
def test_a_quick_look_does_not_mix_in_a_strange_log(file: Path) -> None:
    _copy_with_a_strange_log(file)
    assert open_glance(f"sqlite:///{file}") is None
    file.with_name(f"{file.name}-wal").unlink()
    assert open_glance(f"sqlite:///{file}") is not None


@pytest.mark.parametrize(("spoil", "words"), [(_half, "the copy is damaged"), (_gone, "there is no such file")])
def test_a_copy_that_is_no_good_is_called_so(file: Path, spoil: Callable[[Path], None], words: str) -> None:
    spoil(make(file))
    with pytest.raises(StoreError, match=words):
        check_backup(file)


def test_a_time_that_was_overwritten_is_damage_and_no_bug(file: Path) -> None:
    store = open_store(f"sqlite:///{make(file)}")
    with store.write() as tx:
        tx.save_feeds([a_feed()])
    store.close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE feeds SET next_poll_at = 'x' || next_poll_at")
    with pytest.raises(StoreError, match="restore the last good copy") as caught, open_file(file).read() as tx:
        tx.feeds()
    assert caught.value.trouble is StoreTrouble.DAMAGED


class TestLost:
    """A database that was there is not begun anew because somebody lost its file."""

    def test_copies_of_it_are_still_there(self, file: Path) -> None:
        store = open_store(f"sqlite:///{make(file)}")
        newest = store.keep_backups(3, datetime(2017, 5, 4, tzinfo=UTC))
        store.close()
        file.unlink()
        with pytest.raises(
            StoreError, match=re.escape(f"is gone, but {file.name}.backups of it is still there")
        ) as caught:
            open_file(file)
        assert f"monitor restore {newest}" in str(caught.value)
        assert caught.value.trouble is StoreTrouble.LOST
        assert not file.exists()
        file.with_name(f"{file.name}.backups").rename(file.with_name("away"))
        open_file(file)

    @pytest.mark.parametrize("end", ["replaced", "replaced1", "before-0008"])
    def test_what_a_restore_or_an_upgrade_kept_is_still_there(self, file: Path, end: str) -> None:
        spare = make(file).rename(file.with_name(f"{file.name}.{end}"))
        with pytest.raises(StoreError, match=re.escape(f"or `monitor restore {spare}`")) as caught:
            open_file(file)
        assert caught.value.trouble is StoreTrouble.LOST
        assert not file.exists()
        restore_store(f"sqlite:///{file}", str(spare))
        open_file(file)

    @pytest.mark.slow
    def test_its_log_is_still_there(self, file: Path) -> None:
        file.with_name(f"{file.name}-wal").write_bytes(b"what was written last")
        with pytest.raises(StoreError, match=r"begin anew, move .*-wal away"):
            open_file(file)
        file.with_name(f"{file.name}-wal").write_bytes(b"")
        open_file(file)


class TestFullDisk:
    def test_is_told_apart_and_passes(self, file: Path) -> None:
        make(file)
        store = open_file(file)
        engine = store._engine
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreFullError, match="the disk is full; make room"), store.write() as tx:
            tx.save_entries([an_entry(f"New {n}", summary="word " * 100) for n in range(200)])
        with store.read() as tx:
            assert tx.count_entries() == 200
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        with store.write() as tx:
            tx.save_entries([an_entry("Room again")])
            assert tx.count_entries() == 201
        assert store.check() == []
        store.close()


def test_locked_by_another_program(file: Path) -> None:
    make(file)
    store = open_file(file)
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 20")
        connection.rollback()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program has held the database"), store.write() as tx:
            tx.save_note("a", "b")
        with store.read() as tx:
            assert tx.note("a") is None
        other.execute("ROLLBACK")
    store.close()


class TestBackup:
    def test_is_whole_and_private_and_opens(self, file: Path, tmp_path: Path) -> None:
        store = open_file(make(file))
        store.backup(str(tmp_path / "copy.db"))
        store.close()
        assert mode(tmp_path / "copy.db") == 0o600
        assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "monitor.db"]
        with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(tmp_path / "copy.db")) as two:
            assert list(one.iterdump()) == list(two.iterdump())
        copy = open_file(tmp_path / "copy.db")
        assert copy.check() == []
        copy.close()

    def test_never_writes_over_a_file(self, file: Path, tmp_path: Path) -> None:
        store = open_file(file)
        (tmp_path / "copy.db").write_text("precious")
        with pytest.raises(StoreError, match=r"copy\.db: is there already; name another file"):
            store.backup(str(tmp_path / "copy.db"))
        with pytest.raises(StoreError, match="in a folder you may write"):
            store.backup(str(tmp_path / "missing" / "copy.db"))
        store.close()
        assert (tmp_path / "copy.db").read_text() == "precious"

    def test_of_a_store_in_memory(self, tmp_path: Path) -> None:
        store = open_store("sqlite:///:memory:")
        with store.write() as tx:
            tx.save_claim(a_claim())
        store.backup(str(tmp_path / "copy.db"))
        store.close()
        copy = open_file(tmp_path / "copy.db")
        with copy.read() as tx:
            assert tx.claims() == [a_claim()]
        copy.close()

    @pytest.mark.slow
    def test_while_others_write(self, file: Path, tmp_path: Path) -> None:
        store = open_file(make(file))
        stop = threading.Event()

        def write() -> None:
            number = 0
            while not stop.is_set():
                with store.write() as tx:
                    tx.save_claim(a_claim(f"claim-{number}"))
                    tx.add_alert(an_alert(str(number)), [a_delivery(str(number), alert=an_alert(str(number)).id)])
                number += 1

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(5):
                store.backup(str(tmp_path / f"copy{number}.db"))
        finally:
            stop.set()
            writer.join()
            store.close()
        for number in range(5):
            copy = open_file(tmp_path / f"copy{number}.db")
            with copy.read() as tx:
                assert len(tx.claims()) == len(tx.alerts()) + 1 == len(tx.deliveries()) + 1
            copy.close()

    @pytest.mark.slow
    def test_on_postgresql_names_its_tool(self, postgres_url: str, tmp_path: Path) -> None:
        store = open_store(postgres_url)
        with pytest.raises(StoreError, match="run pg_dump"):
            store.backup(str(tmp_path / "copy.db"))
        store.close()


class TestOddRows:
    """A hand in the database, or a newer program's word, must not blind the rest."""

    def spoil(self, store: SqlStore) -> None:
        with store.write() as tx:
            tx.save_feed(a_feed())
            tx.save_feed(a_feed("https://other.example/"))
            tx.save_claim(a_claim())
            tx.save_entries([an_entry()])
            tx.save_matches([a_match()])
            tx.add_alert(an_alert("1"), [a_delivery("1"), a_delivery("2", target="chat")])
            tx.connection.exec_driver_sql(f"UPDATE feeds SET health = 'sleepy' WHERE id = '{a_feed().id}'")
            tx.connection.exec_driver_sql("UPDATE matches SET polarity = 'sideways'")
            tx.connection.exec_driver_sql(f"UPDATE deliveries SET state = 'flying' WHERE id = '{a_delivery('1').id}'")

    def test_are_read_as_the_word_that_does_least(self, store: SqlStore, caplog: pytest.LogCaptureFixture) -> None:
        self.spoil(store)
        with store.write() as tx:
            assert [feed.health for feed in tx.feeds()] == ["new", "new"]
            assert [match.polarity for match in tx.matches()] == ["echo"]
            assert {delivery.state for delivery in tx.deliveries()} == {"held", "queued"}
            assert tx.waiting_targets() == ["chat"]
            both = [a_delivery(name).id for name in "12"]
            assert tx.lease_deliveries(both[:1], an_alert().created_at, a_feed().interval) == []
            assert [d.id for d in tx.lease_deliveries(both[1:], an_alert().created_at, a_feed().interval)] == both[1:]
        assert "unknown-word-in-store kind=FeedHealth word=sleepy read_as=new" in caplog.text

    def test_are_listed(self, store: SqlStore) -> None:
        self.spoil(store)
        with store.write() as tx:
            tx.connection.exec_driver_sql("DELETE FROM entries")
        assert sorted(store.check()) == [
            "deliveries.state: 1 rows hold a word that this version does not know",
            "entry_keys: 1 rows point to entries that are not there",
            "feeds.health: 1 rows hold a word that this version does not know",
            "matches.polarity: 1 rows hold a word that this version does not know",
            "matches: 1 rows point to entries that are not there",
        ]

    def test_rows_without_their_parent_are_listed(self, file: Path) -> None:
        store = open_file(make(file))
        with store.write() as tx:
            tx.add_alert(an_alert("1"), [a_delivery("1")])
        run_sql(file, "PRAGMA foreign_keys = OFF", "DELETE FROM alerts")
        assert store.check() == ["deliveries: 1 rows point to alerts that are not there"]
        store.close()


def test_sqlalchemy_is_told_to_hide_values() -> None:
    store = open_store("sqlite://")
    assert store._engine.hide_parameters is True
    assert create_engine("sqlite://").hide_parameters is False  # so the check above can fail
    store.close()
