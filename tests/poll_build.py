"""Polling without a network or a wait: a web of dictionaries with a clock, and the daemon's rounds on fast forward."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from build import a_feed
from fakes import Clock, FakeWeb, InProcessParser, steady_random

from monitor.model.alert import Target
from monitor.model.feed import Fetched, NotModified, Validators
from monitor.model.policy import MatchPolicy, PollPolicy
from monitor.ports import Parser, Store
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.poll_feeds import Poller, host_of, poll_feeds
from monitor.usecases.publish_alert import Desk

MINUTE = timedelta(minutes=1)


@dataclass
class TimedWeb(FakeWeb):
    """Remembers when it was asked. `detour` says where all answers really come from, and what they are."""

    clock: Clock = field(default_factory=Clock)
    times: list[tuple[datetime, str]] = field(default_factory=list)
    detour: Callable[[str], Fetched] | None = None

    async def fetch(self, url: str, validators: Validators) -> Fetched | NotModified:
        self.times.append((self.clock(), url))
        if self.detour is not None:
            return self.detour(url)
        return await FakeWeb.fetch(self, url, validators)

    def count(self, url: str) -> int:
        return sum(asked == url for _, asked in self.times)

    def busiest_minute(self, since: datetime) -> int:
        """The most requests that one host got within a minute of the clock."""
        counts = Counter((host_of(url), int((at - since) / MINUTE)) for at, url in self.times if at >= since)
        return max(counts.values(), default=0)


def a_poller(store: Store, web: FakeWeb, clock: Clock, parser: Parser | None = None) -> Poller:
    """A poller with one target and no claims."""
    return Poller(
        store=store,
        fetcher=web,
        parser=parser or InProcessParser(),
        watch=ClaimWatch(MatchPolicy()),
        now=clock,
        random=steady_random().random,
        policy=PollPolicy(),
        desk=Desk(targets=(Target("desk", "console://"),)),
    )


def store_feeds(store: Store, urls: list[str], clock: Clock) -> None:
    """Feeds that are due over the next half hour, as a daemon that runs has them."""
    with store.write() as tx:
        for n, url in enumerate(urls):
            tx.save_feed(a_feed(url, next_poll_at=clock() + MINUTE * 30 * n / len(urls)))


async def run_for(poller: Poller, clock: Clock, span: timedelta, tick: timedelta = MINUTE) -> None:
    """The daemon's rounds, a tick apart; those at which nothing is due are passed over."""
    end = clock() + span
    while clock() < end:
        await poll_feeds(poller)
        with poller.store.read() as tx:
            due = tx.next_due() or end
        clock.at += tick * max(1, -((clock() - min(due, end)) // tick))
