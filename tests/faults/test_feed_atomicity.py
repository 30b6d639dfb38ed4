"""Fault 15: validators and what they stand for are stored together, whenever the process dies. Fault 21: restarts."""

import asyncio
import os
import random
import signal
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from build import a_feed
from fakes import Clock, rss
from poll_build import TimedWeb, a_poller

from monitor.adapters.sql_store import open_store
from monitor.model.feed import Fetched, NotModified, Validators
from monitor.model.policy import PollPolicy
from monitor.usecases.poll_feeds import poll_feeds
from monitor.usecases.wake_feeds import wake_feeds

URL = "https://news.example/world.xml"
KILLS = 60
WINDOW = 3


class GrowingWeb(TimedWeb):
    """A feed of the last few reports. It brings another one only when a reader says that it has all before."""

    number = 0

    async def fetch(self, url: str, validators: Validators) -> Fetched | NotModified:
        self.number = max(self.number, int((validators.etag or b"0").strip(b'"')))
        etag = f'"{self.number}"'.encode()
        if validators.etag == etag:
            self.number += 1
            return NotModified(url, validators)
        first = max(self.number - WINDOW + 1, 0)
        items = [(f"g{n}", f"Report number {n} from the harbour", "") for n in range(first, self.number + 1)]
        return Fetched(url, rss(*items), "application/rss+xml", Validators(etag, None, url))


async def poll(url: str, rounds: int, patience: float = 0.0) -> None:
    store = open_store(url)
    with store.read() as tx:
        clock = Clock(tx.feeds()[0].next_poll_at + os.getpid() * timedelta(minutes=6))  # beyond a dead one's lease
    poller = a_poller(store, GrowingWeb(clock=clock), clock)
    signal.setitimer(signal.ITIMER_REAL, patience)
    for _ in range(rounds):
        clock.forward(days=2)
        await poll_feeds(poller)
    store.close()


def poll_until_killed(url: str, patience: float) -> None:
    """In a process of its own, which the kernel ends `patience` seconds after it began; nothing is tidied up."""
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(poll(url, rounds=1_000_000, patience=patience))
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)  # it was still polling
    assert os.WTERMSIG(status) == signal.SIGALRM


@pytest.mark.slow
def test_fault_15_no_item_is_lost_behind_a_304_when_the_process_is_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/monitor.db"
    store = open_store(url)
    with store.write() as tx:
        tx.save_feed(a_feed(URL))
    store.close()
    asyncio.run(poll(url, rounds=2))  # what is loaded late is loaded for all children
    dice = random.Random(4)
    for _ in range(KILLS):
        poll_until_killed(url, dice.uniform(0.001, 0.2))
        asyncio.run(poll(url, rounds=2))  # so that it gets on, however slow this machine is
    store = open_store(url)
    assert store.check() == []
    with store.read() as tx:
        feed = tx.find_feed(URL)
        assert feed is not None
        last = int((feed.validators.etag or b"0").strip(b'"'))
        keys = [f"guid:g{n}" for n in range(last + 1)]
        assert set(tx.known_entries(feed.id, keys)) == set(keys)
        assert tx.count_entries() == last + 1
    store.close()
    assert last >= KILLS


@pytest.mark.slow
async def test_fault_21_five_restarts_in_a_minute_ask_nobody_twice(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/monitor.db"
    clock = Clock()
    urls = [f"https://h{n % 50}.example/{n}" for n in range(1_000)]
    web = TimedWeb(dict.fromkeys(urls, rss(("1", "Rain", ""))), clock=clock)
    store = open_store(url)
    with store.write() as tx:
        for one in urls:
            tx.save_feed(a_feed(one))
    store.close()
    for _ in range(6):
        store = open_store(url)
        wake_feeds(store, PollPolicy(), clock())
        poller = a_poller(store, web, clock)
        for _ in range(2):
            await poll_feeds(poller, 100)
            clock.at += timedelta(seconds=5)
        store.close()
    counts = Counter(asked for _, asked in web.times)
    assert max(counts.values()) == 1
    store = open_store(url)
    with store.read() as tx:
        feeds = tx.feeds()
    assert sum(feed.polls for feed in feeds) == len(web.times) == 1_000
    dues = Counter(feed.next_poll_at.replace(second=0, microsecond=0) for feed in feeds)
    assert len(dues) >= 3  # nor do they all come back in one minute
    store.close()
