"""Processes that poll a store and are killed at any moment, over and over: is anything lost, is anyone asked too often?

In the suite in a short form; in full: `python tests/chaos/kill_poller.py --kills 200`.
"""

import argparse
import asyncio
import mmap
import os
import random
import select
import signal
import struct
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from build import NOON, a_feed
from fakes import InProcessParser, rss, steady_random

from monitor.adapters.sql_store import open_store
from monitor.adapters.sql_store.store import SqlStore
from monitor.model.feed import Fetched, NotModified, Validators
from monitor.model.policy import MatchPolicy, PollPolicy
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.poll_feeds import Poller, poll_feeds
from monitor.usecases.wake_feeds import wake_feeds

FEEDS = tuple(f"https://h{n}.example/world.xml" for n in range(4))
WINDOW = 3
MINUTE = timedelta(minutes=1)
_ASKED = struct.Struct("<BI")


@dataclass
class World:
    """What outlives a killed reader: the clock (in minutes), the number of each feed's last report, every request."""

    memory: mmap.mmap = field(default_factory=lambda: mmap.mmap(-1, 4_000_000))

    def now(self) -> datetime:
        return NOON + self._read(0) * MINUTE

    def tick(self) -> None:
        self._write(0, self._read(0) + 1)

    def last_report(self, feed: int) -> int:
        return self._read(2 + feed)

    def publish(self, feed: int) -> None:
        self._write(2 + feed, self.last_report(feed) + 1)

    def note_request(self, feed: int) -> None:
        count = self._read(1)
        _ASKED.pack_into(self.memory, 1_000 + count * _ASKED.size, feed, self._read(0))
        self._write(1, count + 1)

    def requests(self) -> list[tuple[int, datetime]]:
        found = (_ASKED.unpack_from(self.memory, 1_000 + n * _ASKED.size) for n in range(self._read(1)))
        return [(feed, NOON + minute * MINUTE) for feed, minute in found]

    def _read(self, place: int) -> int:
        return int(struct.unpack_from("<I", self.memory, 4 * place)[0])

    def _write(self, place: int, number: int) -> None:
        struct.pack_into("<I", self.memory, 4 * place, number)


@dataclass
class GrowingWeb:
    """Feeds of their last few reports. One brings another report only to a reader that says it has all before."""

    world: World

    async def fetch(self, url: str, validators: Validators) -> Fetched | NotModified:
        feed = FEEDS.index(url)
        self.world.note_request(feed)
        last = self.world.last_report(feed)
        if validators.etag == f'"{last}"'.encode():
            self.world.publish(feed)
            return NotModified(url, validators)
        items = [
            (f"g{n}", f"Report number {n} from the harbour", "") for n in range(max(last - WINDOW + 1, 0), last + 1)
        ]
        return Fetched(url, rss(*items), "application/rss+xml", Validators(f'"{last}"'.encode(), None, url))

    async def close(self) -> None:
        return


def a_reader(store: SqlStore, world: World) -> Poller:
    random_of = steady_random(os.getpid()).random
    watch = ClaimWatch(MatchPolicy())
    return Poller(store, GrowingWeb(world), InProcessParser(), watch, world.now, random_of, PollPolicy())


async def read_on(url: str, world: World, minutes: int, ready: int | None = None) -> None:
    """What the daemon does: open, wake, poll what is due. `ready` is told by a byte when the store is open."""
    store = open_store(url)
    wake_feeds(store, PollPolicy(), world.now())
    poller = a_reader(store, world)
    if ready is not None:
        os.write(ready, b"r")
    for _ in range(minutes):
        world.tick()
        await poll_feeds(poller)
    store.close()


@contextmanager
def a_pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    try:
        yield ends
    finally:
        for end in ends:
            with suppress(OSError):
                os.close(end)


def read_until_killed(url: str, world: World, minutes: int, after: float) -> None:
    """In a process of its own, which gets SIGKILL `after` seconds after it read for so many minutes of the world."""
    with a_pipe() as (told, ready):
        child = os.fork()
        if child == 0:
            try:
                asyncio.run(read_on(url, world, minutes=10_000_000, ready=ready))
            finally:
                os._exit(1)
        os.close(ready)
        os.read(told, 1)
        until = world.now() + minutes * MINUTE
        while world.now() < until and not select.select([told], [], [], 0.001)[0]:
            pass  # its end of the pipe closes should it die by itself
        select.select([told], [], [], after)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise AssertionError("the reader ended by itself")


@dataclass(frozen=True)
class Outcome:
    """What stands after the kills. `lost`: published and not stored; `early`: asked within the usual distance of polls."""

    kills: int
    days: float
    requests: int
    published: int
    lost: int
    twice: int
    early: int
    shortest: timedelta
    problems: list[str]


def kill_readers(folder: Path, kills: int, seed: int = 4) -> Outcome:
    """Kill `kills` readers of one store in turn, each at a random moment; then read on in peace, and look."""
    url = f"sqlite:///{folder}/monitor.db"
    world, dice = World(), random.Random(seed)
    store = open_store(url)
    with store.write() as tx:
        tx.save_feeds([a_feed(feed, next_poll_at=NOON + n * MINUTE) for n, feed in enumerate(FEEDS)])
    store.close()
    asyncio.run(read_on(url, world, minutes=90))  # what is loaded late is loaded for all children
    for _ in range(kills):
        read_until_killed(url, world, dice.randrange(60), dice.uniform(0.0, 0.01))
    asyncio.run(read_on(url, world, minutes=300))
    return look(url, world, kills)


def look(url: str, world: World, kills: int) -> Outcome:
    """Compare what the store has with what was published, and requests with the distance that was promised."""
    store = open_store(url)
    with store.read() as tx:
        feeds = {feed.url: feed for feed in tx.feeds()}
        seen = [int((feeds[url].validators.etag or b"0").strip(b'"')) for url in FEEDS]
        keys = [[f"guid:g{n}" for n in range(last + 1)] for last in seen]
        known = [len(tx.known_entries(feeds[url].id, keys[at])) for at, url in enumerate(FEEDS)]
        entries = tx.count_entries()
    problems = store.check()
    store.close()
    times: dict[int, list[datetime]] = defaultdict(list)
    for feed, at in world.requests():
        times[feed].append(at)
    gaps = [after - before for asked in times.values() for before, after in pairwise(asked)]
    published = sum(last + 1 for last in seen)
    return Outcome(
        kills=kills,
        days=(world.now() - NOON) / timedelta(days=1),
        requests=len(world.requests()),
        published=published,
        lost=published - sum(known),
        twice=entries - published,
        early=sum(gap < PollPolicy().interval for gap in gaps),
        shortest=min(gaps),
        problems=problems,
    )


def main() -> int:
    """Run it and print the figures; 1 when something was lost or somebody asked too early."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=200)
    words.add_argument("--seed", type=int, default=4)
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_readers(Path(folder), given.kills, given.seed)
    print(
        f"{outcome.kills} kills in {outcome.days:.0f} days: {outcome.requests} requests of {len(FEEDS)} feeds, the closest"
        f" {outcome.shortest} apart, {outcome.early} early; {outcome.published} reports, {outcome.lost} lost,"
        f" {outcome.twice} stored twice; {'; '.join(outcome.problems) or 'the store is sound'}"
    )
    return int(bool(outcome.lost or outcome.twice or outcome.early or outcome.problems))


if __name__ == "__main__":
    raise SystemExit(main())
