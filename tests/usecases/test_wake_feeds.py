"""A clock that once ran ahead must not leave a source asleep for years."""

from datetime import timedelta

from build import NOON, a_feed

from monitor.model.policy import PollPolicy
from monitor.ports import Store
from monitor.usecases.wake_feeds import wake_feeds


def test_only_what_is_out_of_reach_is_woken(store: Store) -> None:
    far = a_feed("https://far.example/feed", next_poll_at=NOON + timedelta(days=3650))
    near = a_feed("https://near.example/feed", next_poll_at=NOON + timedelta(days=1))
    gone = a_feed("https://gone.example/feed", next_poll_at=NOON + timedelta(days=3650), paused=True)
    with store.write() as tx:
        for feed in (far, near, gone):
            tx.save_feed(feed)
    assert wake_feeds(store, PollPolicy(), NOON) == 1
    assert wake_feeds(store, PollPolicy(), NOON) == 0
    with store.read() as tx:
        due = {feed.url: feed.next_poll_at for feed in tx.feeds()}
    assert due == {far.url: NOON, near.url: NOON + timedelta(days=1), gone.url: NOON + timedelta(days=3650)}
