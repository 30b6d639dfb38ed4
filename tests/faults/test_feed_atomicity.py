"""Fault 15: validators and what they stand for are stored together, whenever the process dies. Fault 21: restarts."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from build import a_feed
from chaos.kill_poller import FEEDS, kill_readers
from fakes import Clock, rss
from poll_build import TimedWeb, a_poller

from monitor.adapters.sql_store import open_store
from monitor.model.policy import PollPolicy
from monitor.usecases.poll_feeds import poll_feeds
from monitor.usecases.wake_feeds import wake_feeds


@pytest.mark.slow
def test_fault_15_killed_at_any_moment_nothing_is_lost_behind_a_304_and_nobody_is_asked_again(tmp_path: Path) -> None:
    outcome = kill_readers(tmp_path, kills=40)
    assert (outcome.lost, outcome.twice, outcome.early, outcome.problems) == (0, 0, 0, [])
    assert outcome.published > 20
    assert outcome.requests <= len(FEEDS) * (outcome.days * 48 + 1)


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
