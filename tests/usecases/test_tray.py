"""Polls without news are stored together; when that fails it failed for one, and the others try for themselves."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from build import a_feed
from fakes import Clock, FakeWeb, InProcessParser, rss
from poll_build import a_poller

from monitor.errors import StoreError
from monitor.ports import Store, Transaction
from monitor.usecases.poll_feeds import poll_feeds

URLS = [f"https://news{n}.example/feed" for n in range(4)]


class FailingStore:
    """The store of the test; the transaction whose turn `fails_in` names can't be written."""

    def __init__(self, store: Store) -> None:
        self.store, self.fails_in = store, 0

    def read(self) -> object:
        return self.store.read()

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        self.fails_in -= 1
        if self.fails_in == 0:
            raise StoreError("the disk is full")
        with self.store.write() as tx:
            yield tx


async def test_what_could_not_be_stored_fails_one_poll_and_the_others_are_stored(
    store: Store, parser: InProcessParser, clock: Clock
) -> None:
    web, failing = FakeWeb({url: rss(("g1", "One", "Text")) for url in URLS}), FailingStore(store)
    with store.write() as tx:
        tx.save_feeds([a_feed(url) for url in URLS])
    poller = a_poller(failing, web, clock, parser)  # type: ignore[arg-type]
    await poll_feeds(poller)
    clock.forward(days=1)
    failing.fails_in = 2  # after the lease
    with pytest.raises(StoreError, match="full"):
        await poll_feeds(poller)
    await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))
    with store.read() as tx:
        assert sorted(feed.polls for feed in tx.feeds()) == [1, 2, 2, 2]
    assert poller.tray == []
