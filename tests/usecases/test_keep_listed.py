"""Keys of entries without text: kept while the feed may list them, let go when it has not for long. Never told twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from build import NOON, a_feed, an_entry

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.model.feed import Entry, EntryKeys, Feed
from monitor.usecases.keep_listed import SILENCE, UNLISTED, keep_listed, unlisted_before
from monitor.usecases.prune_store import prune_store

DAY = timedelta(days=1)
KEEP = 10 * DAY
FEED = a_feed()


@pytest.fixture
def store() -> Iterator[SqlStore]:
    made = open_store("sqlite://")
    with made.write() as tx:
        tx.save_feed(FEED)
    yield made
    made.close()


def item(name: str, at: datetime) -> Entry:
    keys = EntryKeys((f"guid:{name}", f"link:https://news.example/{name}"))
    return an_entry(name, feed_id=FEED.id, keys=keys, first_seen=at, published=at)


def poll(store: SqlStore, names: list[str], now: datetime) -> list[str]:
    """A document that lists these. Returns the names that were new."""
    keys = [f"guid:{name}" for name in names]
    with store.write() as tx:
        feed = tx.find_feed(FEED.id)
        assert feed is not None
        known = tx.known_entries(FEED.id, keys)
        new = [name for name in names if f"guid:{name}" not in known]
        keep_listed(tx, feed, known, has_news=bool(new), now=now)
        tx.save_entries([item(name, now) for name in new])
        tx.save_feed(replace(feed, last_new_at=now if new else feed.last_new_at))
    return new


def rows(store: SqlStore) -> tuple[int, int]:
    with store.read() as tx:
        query = "SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM entry_keys)"
        entries, keys = tx.connection.exec_driver_sql(query).one()
        return int(entries), int(keys)


@pytest.mark.slow
def test_a_year_in_small_stays_bounded_and_nothing_comes_twice(store: SqlStore) -> None:
    told: list[str] = []
    most = 0
    for day in range(365):
        now = NOON + day * DAY
        window = [f"item-{n}" for n in range(max(0, day - 30), day + 1)]
        told += poll(store, ["pinned", *window], now)
        prune_store(store, KEEP, now)
        most = max(most, rows(store)[0])
    assert len(told) == len(set(told)) == 366
    entries, keys = rows(store)
    assert keys == 2 * entries
    assert most <= 2 + 30 + UNLISTED.days + 3
    with store.read() as tx:
        assert "guid:pinned" in tx.known_entries(FEED.id, ["guid:pinned"])
        assert tx.known_entries(FEED.id, ["guid:item-0"]) == {}
    assert store.check() == []


def test_a_feed_that_does_not_change_keeps_all_it_lists(store: SqlStore) -> None:
    poll(store, ["a", "b"], NOON)
    for day in range(0, 400, 20):
        prune_store(store, KEEP, NOON + day * DAY)
    assert poll(store, ["a", "b", "c"], NOON + 400 * DAY) == ["c"]


def test_an_odd_document_after_a_long_silence_forgets_nothing(store: SqlStore) -> None:
    poll(store, ["a"], NOON)
    prune_store(store, KEEP, NOON + 20 * DAY)
    assert poll(store, ["b"], NOON + 200 * DAY) == ["b"]
    prune_store(store, KEEP, NOON + 200 * DAY)
    assert poll(store, ["a", "b"], NOON + 201 * DAY) == []


def test_what_a_feed_left_out_for_long_goes_and_in_steps(store: SqlStore) -> None:
    poll(store, [f"old-{n}" for n in range(600)], NOON)
    assert prune_store(store, KEEP, NOON + 20 * DAY).entries == 600
    for day in (25, 50, 75, 90):
        poll(store, [f"day-{day}"], NOON + day * DAY)
    prune_store(store, 400 * DAY, NOON + 90 * DAY)
    assert rows(store) == (4, 8)


def test_a_feed_that_was_taken_out_needs_no_keys(store: SqlStore) -> None:
    poll(store, ["a"], NOON)
    prune_store(store, KEEP, NOON + 11 * DAY)
    with store.write() as tx:
        tx.delete_feed(FEED.id)
    prune_store(store, KEEP, NOON + 11 * DAY + UNLISTED)
    assert rows(store) == (1, 2)
    prune_store(store, KEEP, NOON + 12 * DAY + UNLISTED)
    assert rows(store) == (0, 0)


def test_shells_without_a_time_count_from_now(store: SqlStore) -> None:
    poll(store, ["a"], NOON)
    prune_store(store, KEEP, NOON + 11 * DAY)
    with store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE entries SET listed_at = NULL")
    prune_store(store, KEEP, NOON + 12 * DAY)
    with store.read() as tx:
        assert tx.oldest_shells() == {FEED.id: NOON + 12 * DAY}


@pytest.mark.parametrize(
    ("feed", "limit"),
    [
        (None, NOON - UNLISTED),
        (replace(FEED, last_new_at=None), None),
        (replace(FEED, last_new_at=NOON - DAY), NOON - DAY - UNLISTED),
        (replace(FEED, last_new_at=NOON + DAY), NOON - UNLISTED),
    ],
)
def test_what_may_go(feed: Feed | None, limit: datetime | None) -> None:
    assert unlisted_before(feed, NOON) == limit
    assert SILENCE < UNLISTED
