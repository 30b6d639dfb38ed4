"""A whole store moves between databases of any kind."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from build import NOON, a_claim, a_feed, an_entry
from desk_build import alert, tell
from store_rows import a_decision, a_review, full_of

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.adapters.sql_store.archive_table import _SHELVES
from monitor.model.archive import Kept
from monitor.usecases.move_store import move_store


@pytest.fixture
def memory() -> Iterator[SqlStore]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


def fill(store: SqlStore) -> None:
    tell(store, "Bridge opens", "Мост открыт")
    alert(store)
    with store.write() as tx:
        tx.save_feed(full_of("feed"))
        tx.save_entries([full_of("entry"), an_entry("Old", first_seen=NOON - timedelta(days=99))])
        tx.save_claim(full_of("claim"))
        for name in ("b", "a", "c"):
            tx.add_decision(a_decision(name))
            tx.add_review(a_review(id=name * 16, because=name))
        tx.save_learnings([full_of("learning")])
        tx.add_term_counts(3, {"bridg": 2})
        tx.hold_host("news.example", NOON)
        tx.lease_due_feeds(NOON + timedelta(days=1), 1, timedelta(minutes=5))
        tx.delete_entries(NOON - timedelta(days=9), NOON, 9_999)


def everything(store: SqlStore) -> list[Kept]:
    with store.read() as tx:
        return list(tx.everything())


def move(source: SqlStore, target: SqlStore) -> None:
    things = everything(source)
    with target.write() as tx:
        assert tx.find_content() == ""
        assert tx.take_in(things) == len(things)


def test_no_column_is_forgotten(memory: SqlStore) -> None:
    fill(memory)
    for thing in everything(memory):
        shelf = _SHELVES[type(thing)]
        assert {column.name for column in shelf.table.columns} - {"seq"} == set(shelf.row(thing))


@pytest.mark.slow
def test_out_of_any_store_and_into_any_store(store: SqlStore, memory: SqlStore) -> None:
    fill(store)
    move(store, memory)
    assert set(map(repr, everything(memory))) == set(map(repr, everything(store)))
    assert memory.check() == []


def test_into_any_store_and_it_works_on(store: SqlStore, memory: SqlStore) -> None:
    fill(memory)
    move(memory, store)
    assert set(map(repr, everything(memory))) == set(map(repr, everything(store)))
    with store.write() as tx:
        tx.add_decision(a_decision("later", at=NOON + timedelta(days=1)))
        tx.save_claim(a_claim("next"))
        assert [it.because for it in tx.decisions("harbour-bridge")] == ["b", "a", "c", "later"]
    with memory.read() as before, store.read() as after:
        assert after.claims_version() > before.claims_version()


def test_a_store_with_anything_in_it_says_so(store: SqlStore) -> None:
    with store.write() as tx:
        tx.save_feed(a_feed())
    with store.read() as tx:
        assert tx.find_content() == "feeds"


def test_moved_from_any_store_into_any_store(store: SqlStore, memory: SqlStore) -> None:
    fill(memory)
    report = move_store(memory, store, "old", size=3)
    assert set(map(repr, everything(store))) == set(map(repr, everything(memory)))
    assert report.things == len(everything(memory))
