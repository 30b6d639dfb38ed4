"""A daemon with nothing to do looks into its store now and then, and in time for what it knows to fall due."""

from datetime import timedelta

from build import a_feed
from fakes import Clock
from poll_build import TimedWeb, a_poller

from monitor.ports import Store
from monitor.usecases.poll_feeds import LOOK_EVERY, is_quiet, poll_feeds


async def test_until_something_is_due_the_store_is_looked_at_now_and_then_only(store: Store, clock: Clock) -> None:
    poller = a_poller(store, TimedWeb(clock=clock), clock)
    assert not is_quiet(poller)
    await poll_feeds(poller)
    assert is_quiet(poller)
    clock.forward(seconds=LOOK_EVERY.total_seconds())
    assert not is_quiet(poller)
    with store.write() as tx:
        tx.save_feed(a_feed("https://paper.example/", next_poll_at=clock() + timedelta(seconds=2)))
    await poll_feeds(poller)
    assert is_quiet(poller)
    clock.forward(seconds=2)
    assert not is_quiet(poller)
    clock.forward(days=-1)
    assert not is_quiet(poller)
