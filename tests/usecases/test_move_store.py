"""A store moved whole into another: stopped anywhere it goes on, and nobody is told that it is done before it is."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from build import NOON, a_claim, a_feed, an_entry

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.errors import ConflictError
from monitor.model.archive import Kept
from monitor.ports import Store
from monitor.usecases.move_store import MOVE_NOTE, move_store, refuse_half_moved

PIECE = 20
ENTRIES = 27


class PowerCutError(Exception):
    """The power goes."""


@pytest.fixture
def old() -> Iterator[SqlStore]:
    opened = open_store("sqlite://")
    with opened.write() as tx:
        tx.save_feed(a_feed())
        tx.save_claim(a_claim())
        tx.save_entries([an_entry(f"News {n}", first_seen=NOON + timedelta(seconds=n)) for n in range(ENTRIES)])
        tx.save_note("daemon", "here")
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def new(request: pytest.FixtureRequest) -> Iterator[SqlStore]:
    on_postgres = request.param == "postgres"
    opened = open_store(request.getfixturevalue("postgres_url") if on_postgres else "sqlite://")
    yield opened
    opened.close()


def things(store: Store) -> list[Kept]:
    with store.read() as tx:
        return list(tx.everything())


def stopped_move(old: Store, new: Store) -> None:
    def stop(_: int) -> None:
        raise PowerCutError

    with pytest.raises(PowerCutError):
        move_store(old, new, "old.db", stop, size=PIECE)


def test_everything_is_there_and_counted(old: SqlStore, new: SqlStore) -> None:
    heard: list[int] = []
    report = move_store(old, new, "old.db", heard.append, size=PIECE)
    assert things(new) == things(old)
    assert (report.things, report.resumed) == (len(things(old)), 0)
    assert dict(report.kinds)["entry"] == ENTRIES
    assert heard == [20, 40, 59]
    refuse_half_moved(new)


def test_stopped_in_the_middle_it_goes_on_where_it_was(old: SqlStore, new: SqlStore) -> None:
    stopped_move(old, new)
    with pytest.raises(ConflictError, match=r"only a part of old\.db yet; run the same `monitor migrate` again"):
        refuse_half_moved(new)
    report = move_store(old, new, "old.db")
    assert report.resumed == PIECE
    assert things(new) == things(old)
    with new.read() as tx:
        assert tx.note(MOVE_NOTE) is None


def test_half_a_store_is_no_source_and_takes_no_other(old: SqlStore, new: SqlStore) -> None:
    stopped_move(old, new)
    with pytest.raises(ConflictError, match=r"only a part of old\.db"):
        move_store(new, old, "new.db")
    with pytest.raises(ConflictError, match=r"holds a part of old\.db; go on from there"):
        move_store(old, new, "another.db")


def test_a_store_with_things_in_it_is_left_alone(old: SqlStore, new: SqlStore) -> None:
    with new.write() as tx:
        tx.save_note("daemon", "there")
    before = things(new)
    with pytest.raises(ConflictError, match="not empty"):
        move_store(old, new, "old.db")
    assert things(new) == before


def test_what_changed_behind_its_back_is_found(old: SqlStore, new: SqlStore) -> None:
    stopped_move(old, new)
    with old.write() as tx:
        tx.save_feed(a_feed(title="Other"))
    with pytest.raises(ConflictError, match=r"differ in feed:.*begin again"):
        move_store(old, new, "old.db")
    with pytest.raises(ConflictError):
        refuse_half_moved(new)


def test_the_note_says_how_far_it_is(old: SqlStore, new: SqlStore) -> None:
    stopped_move(old, new)
    with new.read() as tx:
        assert json.loads(tx.note(MOVE_NOTE) or "") == {"from": "old.db", "done": PIECE}


def test_into_a_file(old: SqlStore, tmp_path: Path) -> None:
    file = open_store(f"sqlite:///{tmp_path / 'new.db'}")
    move_store(old, file, "old.db")
    assert things(file) == things(old)
    assert file.check() == []
    file.close()
