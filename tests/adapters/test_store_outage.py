"""PostgreSQL goes and comes back; and no process asks more of it than it said."""

import select
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from fakes import Clock
from patience import PATIENCE
from postgres import Server, start_server

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.adapters.sql_store.engine import MOST_CONNECTIONS
from monitor.app import SharedClock
from monitor.errors import StoreError
from monitor.ports import Changes

pytestmark = pytest.mark.slow


@pytest.fixture
def server() -> Iterator[Server]:
    """One that may be stopped without harm to other tests."""
    with start_server(lasting=True) as started:
        yield started


def listen_on(changes: Changes) -> None:
    """Until it ends."""
    while select.select([changes.fileno()], [], [], PATIENCE)[0]:
        changes.heard()


def test_what_was_stored_is_there_when_it_comes_back(server: Server) -> None:
    with closing(open_store(server.url)) as store:
        with store.write() as tx:
            tx.save_note("before", "1")
        changes = store.listen()
        assert changes is not None
        server.stop()
        with pytest.raises(StoreError, match="does not answer"), store.write() as tx:
            tx.save_note("meanwhile", "1")
        with pytest.raises(StoreError, match="does not answer"):
            store.listen()
        with pytest.raises(StoreError, match="lost"):
            listen_on(changes)
        changes.close()
        server.start()
        with store.write() as tx:  # the very first try, though all connections of before are dead
            tx.save_note("after", "1")
        with store.read() as tx:
            assert set(tx.notes("")) == {"before", "after"}
        again = store.listen()
        assert again is not None
        again.close()


def test_a_process_has_a_bounded_number_of_connections(
    daemon_store: SqlStore, owner: psycopg.Connection[Any], empty_tables: None
) -> None:
    """Many more threads than connections: each gets its turn."""
    inside, most, lock = 0, 0, threading.Lock()

    def work(number: int) -> None:
        nonlocal inside, most
        with daemon_store.write() as tx:
            with lock:
                inside += 1
                most = max(most, inside)
            tx.save_note(f"{number}", "here")
            with lock:
                inside -= 1

    with ThreadPoolExecutor(4 * MOST_CONNECTIONS) as pool:
        list(pool.map(work, range(8 * MOST_CONNECTIONS)))
    assert most <= MOST_CONNECTIONS
    rows = owner.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = 'monitor_daemon'").fetchone()
    assert rows is not None
    assert rows[0] <= MOST_CONNECTIONS
    with daemon_store.read() as tx:
        assert len(tx.notes("")) == 8 * MOST_CONNECTIONS


def test_daemons_with_wrong_clocks_go_by_the_database(daemon_store: SqlStore) -> None:
    """Hours apart, they agree to within what an answer takes, and none is early."""
    for skew in (timedelta(0), timedelta(hours=3), timedelta(days=-400)):
        clock = SharedClock(lambda skew=skew: datetime.now(UTC) + skew)  # type: ignore[misc]  # noqa: TID251
        clock.align(daemon_store)
        with daemon_store.read() as tx:
            told = clock()
            theirs = tx.connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        assert timedelta(0) <= theirs - told < timedelta(minutes=5)


def test_without_a_database_clock_ones_own_is_kept() -> None:
    clock = SharedClock(Clock())
    with closing(open_store("sqlite://")) as store:
        clock.align(store)
    assert clock() == Clock()()
