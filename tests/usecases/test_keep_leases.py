"""The heartbeat: what is still under way is nobody else's, and what hangs is let go."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from build import a_feed
from fakes import Clock, FakeWeb, rss
from poll_build import a_poller

from monitor.model.feed import Feed, Fetched, NotModified, Validators
from monitor.ports import Store
from monitor.usecases.poll_feeds import Poller, keep_leases, poll_feeds

URL = "https://news.example/world.xml"


@dataclass
class SlowWeb(FakeWeb):
    """Takes its time; meanwhile the daemon beats as often as is said, and another one looks for work."""

    beats: int = 0
    kept: list[int] = field(default_factory=list)
    taken: list[Feed] = field(default_factory=list)
    poller: Poller | None = None
    clock: Clock = field(default_factory=Clock)

    async def fetch(self, url: str, validators: Validators) -> Fetched | NotModified:
        await asyncio.to_thread(self._wait)
        return await FakeWeb.fetch(self, url, validators)

    def _wait(self) -> None:
        assert self.poller is not None
        lease = self.poller.policy.lease
        for _ in range(self.beats):
            self.clock.at += lease / 4
            self.kept.append(keep_leases(self.poller))
            with self.poller.store.write() as tx:
                tx.put_off({a_feed(URL).id: self.clock()})
                self.taken += tx.lease_due_feeds(self.clock(), 9, lease, "another")


def slow(store: Store, clock: Clock, span: timedelta) -> SlowWeb:
    web = SlowWeb({URL: rss(("g1", "Harvest is late this year", ""))}, clock=clock)
    web.poller = a_poller(store, web, clock)
    web.beats = int(span / (web.poller.policy.lease / 4))
    with store.write() as tx:
        tx.save_feed(a_feed(URL))
    return web


async def test_a_poll_that_takes_longer_than_its_lease_keeps_it(store: Store, clock: Clock) -> None:
    web = slow(store, clock, timedelta(minutes=30))
    assert web.poller is not None
    report = await poll_feeds(web.poller)
    assert report.new_entries == 1
    assert set(web.kept) == {1}
    assert web.taken == []
    assert keep_leases(web.poller) == 0, "nothing is under way any more"


async def test_one_that_never_ends_is_left_to_others(store: Store, clock: Clock) -> None:
    web = slow(store, clock, timedelta(hours=2))
    assert web.poller is not None
    await poll_feeds(web.poller)
    assert [feed.url for feed in web.taken][:1] == [URL]
    assert (web.kept[0], web.kept[-1]) == (1, 0)


async def test_what_somebody_else_has_by_now_is_theirs(store: Store, clock: Clock) -> None:
    poller = a_poller(store, FakeWeb(), clock)
    with store.write() as tx:
        tx.save_feed(a_feed(URL))
        tx.lease_due_feeds(clock(), 1, poller.policy.lease, "another")
    poller.name = "this one"
    poller.under_way = {a_feed(URL).id: clock()}
    assert keep_leases(poller) == 0


NEXT = "https://news.example/sport.xml"


@dataclass
class ActingWeb(FakeWeb):
    """Does something before it answers for an address."""

    acts: dict[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)

    async def fetch(self, url: str, validators: Validators) -> Fetched | NotModified:
        if url in self.acts:
            await self.acts[url]()
        return await FakeWeb.fetch(self, url, validators)


def due_feeds(store: Store, clock: Clock, *urls: str) -> tuple[ActingWeb, Poller]:
    web = ActingWeb({url: rss(("g1", "Harvest is late this year", "")) for url in urls})
    with store.write() as tx:
        for number, url in enumerate(urls):
            tx.save_feed(a_feed(url, next_poll_at=clock() - timedelta(seconds=9 - number)))
    poller = a_poller(store, web, clock)
    poller.name = "this one"
    return web, poller


async def test_what_somebody_else_took_up_is_not_given_back(store: Store, clock: Clock) -> None:
    """The first of a host takes so long that the lease of the next runs out."""
    web, poller = due_feeds(store, clock, URL, NEXT)

    async def outlast_the_lease() -> None:
        clock.at += 2 * poller.policy.lease
        with store.write() as tx:
            tx.put_off({a_feed(NEXT).id: clock()})
            assert [feed.url for feed in tx.lease_due_feeds(clock(), 9, poller.policy.lease, "another")] == [NEXT]

    web.acts[URL] = outlast_the_lease
    assert (await poll_feeds(poller)).polled == 1
    with store.read() as tx:
        assert tx.leases(clock()) == {"another": 1}
