"""What a server asked of us is stored by itself, at once: a process that dies a moment later must not have forgotten it."""

import asyncio
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOON, a_feed
from fakes import Clock, FakeWeb, InProcessParser, rss, steady_random
from patience import PATIENCE

from monitor.errors import FailureReason, FetchError
from monitor.model.feed import Fetched, NotModified, Validators
from monitor.model.policy import MatchPolicy, PollPolicy
from monitor.ports import Store
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.poll_feeds import Poller, poll_feeds
from monitor.usecases.record_polls import Polled

BUSY = "https://busy.example/feed"
QUIET = "https://quiet.example/feed"
UNTIL = NOON + timedelta(hours=6)


@pytest.mark.parametrize(
    ("error", "asks"),
    [
        (FetchError("busy", FailureReason.RATE_LIMITED, status=429), True),
        (FetchError("busy", FailureReason.RATE_LIMITED, status=429, retry_at=UNTIL), True),
        (FetchError("down", FailureReason.SERVER_ERROR, status=503, retry_at=UNTIL), True),
        (FetchError("down", FailureReason.SERVER_ERROR, status=503), False),
        (FetchError("late", FailureReason.TIMEOUT), False),
    ],
)
def test_a_time_to_stay_away_or_a_429_asks_for_rest(error: FetchError, asks: bool) -> None:
    assert Polled(a_feed(BUSY), error, NOON).asks_for_rest is asks


class SlowWeb(FakeWeb):
    """Answers for QUIET only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let = asyncio.Event()

    async def fetch(self, url: str, validators: Validators) -> Fetched | NotModified:
        if url == QUIET:
            await self.let.wait()
        return await super().fetch(url, validators)


async def test_the_rest_is_kept_while_others_of_the_round_still_wait_for_their_answers(
    store: Store, parser: InProcessParser, clock: Clock
) -> None:
    web = SlowWeb()
    web.pages[BUSY] = FetchError("busy", FailureReason.RATE_LIMITED, status=429, retry_at=UNTIL)
    web.pages[QUIET] = rss(("g1", "One", "Text"))
    with store.write() as tx:
        tx.save_feed(a_feed(BUSY))
        tx.save_feed(a_feed(QUIET))
    poller = Poller(store, web, parser, ClaimWatch(MatchPolicy()), clock, steady_random().random, PollPolicy())
    round_ = asyncio.create_task(poll_feeds(poller))
    async with asyncio.timeout(PATIENCE):
        while True:
            with store.read() as tx:
                feed = tx.find_feed(BUSY)
            if feed is not None and feed.next_poll_at >= UNTIL:
                break
            await asyncio.to_thread(threading.Event().wait, 0)
    assert not round_.done()
    web.let.set()
    await round_


async def test_a_feed_that_leads_to_a_host_at_rest_waits_too(
    store: Store, parser: InProcessParser, clock: Clock
) -> None:
    web = FakeWeb({BUSY: FetchError("busy", FailureReason.RATE_LIMITED, status=429, retry_at=UNTIL)})
    detour = a_feed("https://short.example/feed", validators=Validators(b"x", None, BUSY), next_poll_at=NOON)
    with store.write() as tx:
        tx.save_feed(a_feed(BUSY))
        tx.save_feed(replace(detour, next_poll_at=NOON + timedelta(minutes=1)))
    poller = Poller(store, web, parser, ClaimWatch(MatchPolicy()), clock, steady_random().random, PollPolicy())
    await poll_feeds(poller)
    clock.forward(minutes=2)
    assert (await poll_feeds(poller)).polled == 0
    assert [url for url, _ in web.asked] == [BUSY]
    with store.read() as tx:
        waiting = tx.find_feed(detour.id)
    assert waiting is not None
    assert waiting.next_poll_at == UNTIL
