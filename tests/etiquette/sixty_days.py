"""Sixty days of two hundred sources on a fast clock, with restarts: who was asked how often, and was it ever too early?

The real store, poller and parser over publishers that live in this process, each with its own habits, and with a server
that remembers when it allowed the next request. In the suite in a short form; in full, with figures:

    python tests/etiquette/sixty_days.py --days 60
    python tests/etiquette/sixty_days.py --days 20 --only 429 --often 12

What a server said to a process that was killed before it could hear it is counted apart (`unheard`): nobody can know it. A
request that came before its time by any other word is `early`, and there is to be none.
"""

import argparse
import asyncio
import json
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from build import NOON
from fakes import Clock, InProcessParser

from monitor.adapters.sql_store import open_store
from monitor.errors import FailureReason, FetchError
from monitor.model.feed import FeedDraft, Fetched, NotModified, Validators
from monitor.model.policy import MatchPolicy, PollPolicy
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.poll_feeds import Poller, poll_feeds
from monitor.usecases.sync_config import sync_config
from monitor.usecases.wake_feeds import wake_feeds

POLICY = PollPolicy()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TICK = timedelta(minutes=10)
#: The disk's own pace is no part of this, where there is a way around it.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
NEVER = datetime.max.replace(tzinfo=NOON.tzinfo)


class Killed(BaseException):
    """The process ends here: the request is out, and nobody stores what comes back."""


@dataclass(frozen=True)
class Habit:
    """How the publishers of one kind are. `most` requests a day are allowed, counted from `since` on."""

    name: str
    count: int
    every: timedelta
    most: float
    fresh_for: timedelta | None = None
    update_hours: int = 0
    trouble: FetchError | None = None
    since: timedelta = timedelta(0)
    share: float = 1.0
    moves: bool = False


GONE, MISSING, ILL, BUSY = (
    FetchError(reason.value, reason, status=status)
    for reason, status in (
        (FailureReason.GONE, 410),
        (FailureReason.NOT_FOUND, 404),
        (FailureReason.SERVER_ERROR, 500),
        (FailureReason.RATE_LIMITED, 429),
    )
)
HABITS = (
    Habit("every 2 hours", 5, 2 * HOUR, 48),
    Habit("daily", 10, DAY, 48),
    Habit("weekly", 20, 7 * DAY, 24),
    Habit("silent", 75, 999 * DAY, 13),
    Habit("max-age 6 h", 20, DAY, 4, fresh_for=6 * HOUR),
    Habit("moved on day 3", 10, 7 * DAY, 24, since=3 * DAY, moves=True),
    Habit("410 from day 5", 20, 7 * DAY, 1, trouble=GONE, since=5 * DAY),
    Habit("404 from day 6", 20, 7 * DAY, 5, trouble=MISSING, since=6 * DAY),
    Habit("500 from day 2", 10, 7 * DAY, 4, trouble=ILL, since=2 * DAY),
    Habit("429, 1 to 30 h", 10, 7 * DAY, 8, trouble=BUSY, share=0.3),
)


@dataclass
class Publisher:
    """One feed and its server's memory: `allowed_at` is when the next request may come."""

    habit: Habit
    number: int
    asked: list[datetime] = field(default_factory=list)
    allowed_at: datetime = NOON
    unheard_until: datetime = NOON
    early: int = 0
    unheard: int = 0
    after_gone: int = 0
    old_address: list[datetime] = field(default_factory=list)

    @property
    def host(self) -> str:
        """Five to a host where the server limits requests, else one."""
        return f"shared{self.number // 5}.example" if self.habit.share < 1 else f"h{self.number}.example"

    @property
    def url(self) -> str:
        return f"https://{self.host}/{self.number}.json"

    def body(self, last: int) -> bytes:
        items = [
            {
                "id": f"{self.number}-{n}",
                "url": f"https://{self.host}/{n}",
                "title": f"Report {n}",
                "date_published": (NOON + n * self.habit.every).isoformat(),
            }
            for n in range(max(last - 5, 0), last + 1)
        ]
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items}).encode()


@dataclass
class World:
    """All publishers behind one Fetcher. `killer` says whether the process ends with this request."""

    clock: Clock
    dice: random.Random
    all: list[Publisher] = field(default_factory=list)
    at: dict[str, Publisher] = field(default_factory=dict)
    held: dict[str, datetime] = field(default_factory=dict)
    unheard: dict[str, datetime] = field(default_factory=dict)
    habits: Sequence[Habit] = HABITS
    killer: Callable[[], bool] = lambda: False

    def __post_init__(self) -> None:
        habits = [habit for habit in self.habits for _ in range(habit.count)]
        self.all = [Publisher(habit, number) for number, habit in enumerate(habits)]
        for publisher in self.all:
            self.at[publisher.url] = self.at[publisher.url + "?new"] = publisher

    async def fetch(self, url: str, validators: Validators) -> Fetched | NotModified:
        publisher, now = self.at[url], self.clock()
        if now < max(publisher.allowed_at, self.held.get(publisher.host, NOON)):
            publisher.early += 1
        elif now < max(publisher.unheard_until, self.unheard.get(publisher.host, NOON)):
            publisher.unheard += 1
        publisher.after_gone += publisher.allowed_at == NEVER
        publisher.asked.append(now)
        is_heard = not self.killer()
        answer = self._answer(publisher, url, validators, now, is_heard=is_heard)
        if not is_heard:
            raise Killed
        if isinstance(answer, FetchError):
            raise answer
        return answer

    def _answer(
        self, publisher: Publisher, url: str, validators: Validators, now: datetime, *, is_heard: bool
    ) -> Fetched | NotModified | FetchError:
        habit = publisher.habit
        publisher.allowed_at = now + max(POLICY.interval, habit.fresh_for or POLICY.interval)
        begun = now >= NOON + habit.since
        if habit.trouble is not None and begun and self.dice.random() < habit.share:
            return self._refuse(publisher, habit.trouble, now, is_heard=is_heard)
        moved = url + "?new" if habit.moves and begun and not url.endswith("?new") else ""
        if moved:
            publisher.old_address.append(now)
        last = (now - NOON) // habit.every
        etag = str(last).encode()
        if validators.etag == etag:
            return NotModified(moved or url, validators, habit.fresh_for, moved)
        known = Validators(etag, None, moved or url)
        return Fetched(moved or url, publisher.body(last), "application/feed+json", known, habit.fresh_for, moved)

    def _refuse(self, publisher: Publisher, trouble: FetchError, now: datetime, *, is_heard: bool) -> FetchError:
        """A word that nobody heard, because the process ended before it came, is kept apart."""
        if trouble.reason is FailureReason.GONE and is_heard:
            publisher.allowed_at = NEVER
        elif trouble.reason is FailureReason.GONE:
            publisher.unheard_until = NEVER
        if trouble.reason is not FailureReason.RATE_LIMITED:
            return trouble
        until = now + self.dice.choice((1, 5, 30)) * HOUR
        held = self.held if is_heard else self.unheard
        held[publisher.host] = max(until, held.get(publisher.host, until))
        return FetchError("busy", trouble.reason, status=429, retry_at=until)

    async def close(self) -> None:
        return


@dataclass(frozen=True)
class Figures:
    """What the servers saw. Requests a day are counted from the first day of what the habit promises."""

    seconds: float
    days: float
    restarts: int
    kills: int
    publishers: list[Publisher]

    @property
    def early(self) -> int:
        return sum(publisher.early for publisher in self.publishers)

    @property
    def unheard(self) -> int:
        return sum(publisher.unheard for publisher in self.publishers)

    def requests(self) -> int:
        return sum(len(publisher.asked) for publisher in self.publishers)

    def per_day(self, habit: Habit) -> list[float]:
        """Of each publisher of this habit, whole days only."""
        begin = NOON + habit.since
        found = [publisher for publisher in self.publishers if publisher.habit is habit]
        span = (NOON + self.days * DAY - begin) / DAY
        return [sum(at >= begin for at in publisher.asked) / span for publisher in found]

    def closest(self, habit: Habit) -> timedelta:
        found = [publisher.asked for publisher in self.publishers if publisher.habit is habit]
        return min(after - before for asked in found for before, after in pairwise(asked))

    def busiest_round(self) -> int:
        """The most requests of all publishers in one round, those of the first hour left out."""
        counts = Counter(at for publisher in self.publishers for at in publisher.asked if at > NOON + HOUR)
        return max(counts.values())


class Here(asyncio.SelectorEventLoop):
    """Runs what would go to a thread at once, in this one: nothing here waits, and threads would only change places."""

    def run_in_executor(self, _executor: object, work: Callable[..., Any], *given: Any) -> asyncio.Future[Any]:
        done = self.create_future()
        try:
            done.set_result(work(*given))
        except Exception as error:  # noqa: BLE001  it is raised where the result is asked for
            done.set_exception(error)
        return done


class Life:
    """The daemon's life: it reads on, is restarted and killed. Each begins as the daemon does."""

    def __init__(self, url: str, world: World, dice: random.Random) -> None:
        self.url, self.world, self.dice = url, world, dice
        self.restarts = self.kills = 0

    def run(self, days: float, often: float) -> None:
        """Until `days` are over, with `often` restarts a day, each second of them a kill in the middle of a round."""
        end = NOON + days * DAY
        while self.world.clock() < end:
            until = min(end, self.world.clock() + 2 * HOUR + self.dice.expovariate(often) * DAY)
            is_killed = self.dice.random() < 0.5
            try:
                with asyncio.Runner(loop_factory=Here) as runner:
                    runner.run(self._live(until, end, is_killed=is_killed))
            except Killed:
                self.kills += 1
            self.restarts += 1
            self.world.killer = lambda: False

    async def _live(self, until: datetime, end: datetime, *, is_killed: bool) -> None:
        world, store = self.world, open_store(self.url)
        sync_config(store, [FeedDraft(one.url) for one in world.all], [], POLICY.interval, world.clock())
        wake_feeds(store, POLICY, world.clock())
        watch = ClaimWatch(MatchPolicy())
        poller = Poller(store, world, InProcessParser(), watch, world.clock, self.dice.random, POLICY)
        try:
            while world.clock() < (end if is_killed else until):
                if world.clock() >= until:
                    world.killer = lambda: self.dice.random() < 0.3
                await poll_feeds(poller, 64)
                world.clock.at += TICK
        finally:
            store.close()


def live(
    folder: Path, days: float, restarts_a_day: float = 1.0, seed: int = 5, habits: Sequence[Habit] = HABITS
) -> Figures:
    """Let the sources of these habits be read for so many days in a store of its own."""
    dice = random.Random(seed)
    world = World(Clock(), dice, habits=habits)
    life = Life(f"sqlite:///{folder}/monitor.db", world, dice)
    begun = time.perf_counter()
    life.run(days, restarts_a_day)
    return Figures(time.perf_counter() - begun, days, life.restarts, life.kills, world.all)


def main() -> int:
    """Run it and print the figures; 1 when a promise was broken."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--days", type=float, default=60)
    words.add_argument("--seed", type=int, default=5)
    words.add_argument("--only", default="", help="the habits whose name begins so")
    words.add_argument("--often", type=float, default=1.0, help="restarts a day, half of them kills")
    given = words.parse_args()
    logging.getLogger("monitor").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        habits = [habit for habit in HABITS if habit.name.startswith(given.only)]
        figures = live(Path(folder), given.days, given.often, given.seed, habits)
    print(
        f"{given.days:g} days of {len(figures.publishers)} sources in {figures.seconds:.1f} s: {figures.requests()}"
        f" requests, {figures.restarts} restarts, {figures.kills} of them kills in the middle of a round;"
        f" {figures.early} requests before their time ({figures.unheard} more by words that died with the process),"
        f" at most {figures.busiest_round()} in one round"
    )
    print(f"{'habit':18} {'feeds':>5} {'requests a day':>16} {'allowed':>8} {'closest':>9} {'after 410':>9}")
    broken = figures.early
    for habit in habits:
        found, after = figures.per_day(habit), sum(one.after_gone for one in figures.publishers if one.habit is habit)
        broken += after + (max(found) > habit.most)
        spread = f"{min(found):.1f} to {max(found):.1f}"
        print(f"{habit.name:18} {habit.count:5} {spread:>16} {habit.most:8g} {figures.closest(habit)!s:>9} {after:9}")
    return int(bool(broken))


if __name__ == "__main__":
    raise SystemExit(main())
