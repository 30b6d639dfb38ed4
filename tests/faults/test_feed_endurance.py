"""Faults 21, 23 and 64 over time: a month of sixty sources, and ten thousand polls without a leak.

`python tests/etiquette/sixty_days.py` plays more of them, for longer, against a server.
"""

import gc
import json
import os
import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from pathlib import Path

import pytest
from build import NOON, a_claim, a_feed
from fakes import Clock
from feed_server import Answer, FeedServer, Request

from monitor.adapters.child_parser import ChildParser
from monitor.adapters.http_fetcher import HttpFetcher
from monitor.adapters.sql_store import open_store
from monitor.errors import FailureReason, FetchError
from monitor.feeds.identity import key_entries
from monitor.feeds.plan import plan_failure, plan_not_modified, plan_update
from monitor.model.alert import Target
from monitor.model.feed import Entry, Feed, FeedDraft, Fetched, NotModified, ParsedEntry, ParsedFeed, Validators
from monitor.model.policy import FetchPolicy, MatchPolicy, PollPolicy
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.poll_feeds import Poller, poll_feeds
from monitor.usecases.publish_alert import Desk
from monitor.usecases.sync_config import sync_config

POLICY = PollPolicy()
DAY = timedelta(days=1)


@dataclass
class Outlet:
    """A publisher with habits, seen by one poller; `allowed_at` is when its server lets us come again."""

    number: int
    feed: Feed
    every: timedelta
    dice: random.Random
    known: dict[str, Entry] = field(default_factory=dict)
    asked: list[datetime] = field(default_factory=list)
    allowed_at: datetime = NOON
    early: int = 0
    published: int = 0

    def ask(self, now: datetime) -> None:
        """One request, as the daemon makes it."""
        self.asked.append(now)
        self.early += now < self.allowed_at
        jitter = self.dice.random()
        kind = self.number % 10
        if kind == 0 and now > NOON + 5 * DAY:
            error = FetchError("gone", FailureReason.GONE, status=410)
            self.feed = plan_failure(self.feed, error, now, POLICY, jitter).feed
            self.allowed_at = datetime.max.replace(tzinfo=now.tzinfo)
        elif kind == 1 and self.dice.random() < 0.2:
            self.allowed_at = now + timedelta(hours=self.dice.choice((1, 5, 30)))
            error = FetchError("busy", FailureReason.RATE_LIMITED, status=429, retry_at=self.allowed_at)
            self.feed = plan_failure(self.feed, error, now, POLICY, jitter).feed
        else:
            self._answer(now, timedelta(hours=2) if kind == 2 else None, jitter)

    def _answer(self, now: datetime, fresh: timedelta | None, jitter: float) -> None:
        self.allowed_at = now + max(fresh or timedelta(0), POLICY.floor)
        count = int((now - NOON) / self.every)
        if count == self.published and self.feed.baseline_done:
            answer = NotModified(self.feed.url, Validators(), fresh)
            self.feed = plan_not_modified(self.feed, answer, now, POLICY, jitter).feed
            return
        self.published = count
        entries = tuple(
            ParsedEntry(
                f"{self.number}-{n}", f"http://o{self.number}.example/{n}", f"Report {n}", "", NOON + n * self.every
            )
            for n in range(count, max(count - 2, -1), -1)
        )
        parsed = ParsedFeed("rss20", "T", "", entries)
        wanted = [key for _, keys in key_entries(parsed, self.feed.url) for key in keys.keys]
        known = {key: self.known[key] for key in wanted if key in self.known}
        fetched = Fetched(self.feed.url, str(count).encode(), "", Validators(), fresh)
        plan = plan_update(self.feed, fetched, parsed, known, now, POLICY, jitter)
        self.known |= {key: entry for entry in plan.new for key in entry.keys.keys}
        self.feed = plan.feed


@pytest.mark.slow
def test_fault_21_a_month_of_sixty_sources() -> None:
    dice = random.Random(5)
    spans = (timedelta(minutes=20), timedelta(hours=2), timedelta(hours=9), 2 * DAY, 80 * DAY)
    outlets = [
        Outlet(
            n,
            a_feed(f"http://o{n}.example/feed", next_poll_at=NOON + timedelta(seconds=dice.random() * 1_800)),
            spans[n % 5],
            dice,
        )
        for n in range(60)
    ]
    due = [(outlet.feed.next_poll_at, outlet.number) for outlet in outlets]
    heapify(due)
    while due and due[0][0] < NOON + 30 * DAY:
        now, number = heappop(due)
        outlets[number].ask(now)
        if not outlets[number].feed.paused:
            heappush(due, (outlets[number].feed.next_poll_at, number))
    assert sum(outlet.early for outlet in outlets) == 0
    per_day = {outlet.number: len(outlet.asked) / 30 for outlet in outlets}
    assert max(per_day.values()) <= DAY / POLICY.floor
    quiet = [per_day[n] for n in range(4, 60, 5) if n % 10 not in (0, 1)]
    assert max(quiet) < 6
    lively = [per_day[n] for n in range(5, 60, 10)]
    assert min(lively) > 20
    assert all(outlet.asked[-1] <= NOON + 7 * DAY for outlet in outlets[::10])
    minutes = Counter(moment.replace(second=0, microsecond=0) for outlet in outlets for moment in outlet.asked)
    assert max(minutes.values()) < 15


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


#: Words of the publishers below, few enough that memory of words is full at once.
WORDS = [
    a + b + c for a in ("ka", "lo", "mi", "ne") for b in ("ra", "so", "tu", "ve") for c in ("b", "d", "n", "r", "st")
]


@dataclass
class Publishers:
    """Twenty of them: most have news every fifth day, some are ill, lost or no feed. They start with 220 items each."""

    clock: Clock

    def __call__(self, request: Request) -> Answer:
        number, day = int(request.path.rpartition("/")[2]), (self.clock() - NOON).days
        if number % 10 == 7 and day % 3:
            return Answer(b"", 500)
        if number % 10 == 8:
            return Answer(b"<html>", 200) if day % 2 else Answer(b"", 404)
        last = day // 5
        etag = b'"%d"' % last
        head = ((b"ETag", etag), (b"Set-Cookie", b"a=b"))
        if request.header("if-none-match") == etag:
            return Answer(b"", 304, head)
        items = [self.item(number, n) for n in range(last, (last - 20 if last else -220), -1)]
        return Answer(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode(), 200, head)

    @staticmethod
    def item(number: int, n: int) -> dict[str, str]:
        dice = random.Random(n * 100 + number)
        title = ("Veldam opens its harbour bridge in June: " if n > 0 and n % 40 == 0 else "") + " ".join(
            dice.choices(WORDS, k=9)
        )
        text = " ".join(dice.choices(WORDS, k=20))
        return {"id": f"{number}-{n}", "url": f"https://e.example/{number}/{n}", "title": title, "content_text": text}


@pytest.mark.slow
async def test_fault_64_ten_thousand_whole_polls_leak_nothing(tmp_path: Path) -> None:
    """Fetched over the loopback, read in children, judged and stored on disk, five hundred rounds of twenty sources."""
    clock = Clock()
    publishers = Publishers(clock)
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    async with FeedServer("0.0.0.0") as server:
        server.routes = dict.fromkeys([f"/{n}" for n in range(20)], publishers)
        drafts = [FeedDraft(server.url(f"/{n}", host=f"127.0.0.{n + 2}")) for n in range(20)]
        sync_config(
            store, drafts, [a_claim(), a_claim("wall", statement="The wall will fall.")], POLICY.interval, clock()
        )
        fetcher, parser = HttpFetcher(FetchPolicy(private_hosts=("127.0.0.0/8",)), clock), ChildParser(POLICY)
        watch, dice = ClaimWatch(MatchPolicy()), random.Random(3)
        poller = Poller(
            store, fetcher, parser, watch, clock, dice.random, POLICY, Desk(targets=(Target("desk", "console://"),))
        )

        async def poll(rounds: int) -> tuple[int, int, int]:
            for _ in range(rounds):
                clock.at += 2 * DAY
                assert (await poll_feeds(poller)).polled == 20
                server.log.clear()
            gc.collect()
            return resident(), open_files(), threading.active_count()

        memory, files, threads = await poll(100)
        after = await poll(400)
        await fetcher.close()
        await parser.close()
    store.close()
    assert after[0] - memory < 5_000_000
    assert after[1] <= files + 2
    assert after[2] == threads
