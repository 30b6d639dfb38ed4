"""What one changes, another one hears of: on PostgreSQL, after the commit, and again after the connection was lost."""

import asyncio
import select
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

import psycopg
import pytest
from build import a_claim
from patience import PATIENCE

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.daemon.change_feed import ChangeFeed
from monitor.errors import StoreError
from monitor.model.match import Learning
from monitor.ports import CLAIMS, FEEDS, Changes


@pytest.fixture
def stores(empty_tables: None, daemon_postgres: str) -> Iterator[tuple[SqlStore, SqlStore]]:
    with closing(open_store(daemon_postgres)) as one, closing(open_store(daemon_postgres)) as other:
        yield one, other


def wait(changes: Changes) -> frozenset[str]:
    assert select.select([changes.fileno()], [], [], PATIENCE)[0], "nothing was heard"
    return changes.heard()


def listen_on(changes: Changes) -> None:
    """Until it ends."""
    while True:
        wait(changes)


def hang_up(owner: psycopg.Connection[Any]) -> None:
    owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")


def test_sqlite_has_nobody_who_could_say_so() -> None:
    with closing(open_store("sqlite://")) as store:
        assert store.listen() is None
        with store.write() as tx:
            tx.announce(FEEDS)


@pytest.mark.slow
class TestListening:
    def test_what_is_stored_is_heard_and_what_is_undone_is_not(self, stores: tuple[SqlStore, SqlStore]) -> None:
        ours, theirs = stores
        changes = ours.listen()
        assert changes is not None
        with closing(changes):
            with suppress(ZeroDivisionError), theirs.write() as tx:
                tx.announce("nothing")
                raise ZeroDivisionError
            with theirs.write() as tx:
                tx.announce(FEEDS)
                tx.announce(FEEDS)
            assert wait(changes) == {FEEDS}
            assert changes.heard() == frozenset()

    def test_a_claim_and_what_is_learned_of_it_are_changes(self, stores: tuple[SqlStore, SqlStore]) -> None:
        ours, theirs = stores
        changes = ours.listen()
        assert changes is not None
        with closing(changes):
            with theirs.write() as tx:
                tx.save_claim(a_claim())
            assert wait(changes) == {CLAIMS}
            with theirs.write() as tx:
                tx.save_learnings([Learning(a_claim().slug, accepted=1)])
            assert wait(changes) == {CLAIMS}

    def test_a_lost_connection_is_told(self, stores: tuple[SqlStore, SqlStore], owner: psycopg.Connection[Any]) -> None:
        changes = stores[0].listen()
        assert changes is not None
        with closing(changes):
            hang_up(owner)
            with pytest.raises(StoreError, match="lost"):
                listen_on(changes)

    async def test_the_daemon_acts_at_once_and_listens_again(
        self, stores: tuple[SqlStore, SqlStore], owner: psycopg.Connection[Any]
    ) -> None:
        ours, theirs = stores
        heard = asyncio.Queue[str]()
        feed = ChangeFeed(ours, {FEEDS: lambda: heard.put_nowait(FEEDS)})

        def say(kind: str) -> None:
            with theirs.write() as tx:
                tx.announce(kind)

        await feed.open()
        await asyncio.to_thread(say, "what nobody waits for")
        await asyncio.to_thread(say, FEEDS)
        assert await asyncio.wait_for(heard.get(), PATIENCE) == FEEDS
        hang_up(owner)
        async with asyncio.timeout(PATIENCE):
            while feed.changes is not None:  # noqa: ASYNC110 - the loop itself is to hear it
                await asyncio.sleep(0)
        await feed.open()
        await asyncio.to_thread(say, FEEDS)
        assert await asyncio.wait_for(heard.get(), PATIENCE) == FEEDS
        assert heard.empty()
        feed.close()
        feed.close()
