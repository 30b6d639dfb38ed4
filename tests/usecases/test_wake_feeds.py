"""A clock that once ran ahead must not leave a source asleep for years, and a long rest must not end in a rush."""

from datetime import timedelta

from build import NOON, a_feed

from monitor.model.policy import PollPolicy
from monitor.ports import Store
from monitor.usecases.wake_feeds import wake_feeds

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


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


def test_what_was_asked_by_a_clock_that_ran_ahead_is_due_after_the_same_wait(store: Store) -> None:
    ahead = NOON + 20 * DAY
    asked = a_feed("https://ahead.example/feed", last_polled_at=ahead, next_poll_at=ahead + 30 * MINUTE)
    soon = a_feed("https://soon.example/feed", last_polled_at=ahead, next_poll_at=NOON + 5 * MINUTE)
    right = a_feed("https://right.example/feed", last_polled_at=NOON + 9 * MINUTE, next_poll_at=NOON + DAY)
    with store.write() as tx:
        for feed in (asked, soon, right):
            tx.save_feed(feed)
    assert wake_feeds(store, PollPolicy(), NOON) == 1
    assert wake_feeds(store, PollPolicy(), NOON + 10 * MINUTE) == 0
    with store.read() as tx:
        due = {feed.url: feed.next_poll_at for feed in tx.feeds()}
    assert due == {asked.url: NOON + 30 * MINUTE, soon.url: NOON + 5 * MINUTE, right.url: NOON + DAY}


def test_a_round_by_hand_asks_all_at_once_also_after_a_rest(store: Store) -> None:
    past = NOON - 2 * DAY
    with store.write() as tx:
        for n in range(3):
            tx.save_feed(a_feed(f"https://one.example/{n}", next_poll_at=past, last_polled_at=past))
    wake_feeds(store, PollPolicy(), NOON, spread=False)
    with store.read() as tx:
        assert {feed.next_poll_at for feed in tx.feeds()} == {past}


def test_a_hold_and_a_lease_of_another_age_are_dropped_and_others_kept(store: Store) -> None:
    far = NOON + timedelta(days=3650)
    with store.write() as tx:
        for name in ("lost", "held", "leased"):
            tx.save_feed(a_feed(f"https://{name}.example/feed", next_poll_at=NOON))
        tx.hold_host("held.example", NOON + DAY)
        tx.hold_host("lost.example", far)
        tx.save_feed(a_feed("https://lost.example/feed", next_poll_at=NOON))
        tx.lease_due_feeds(NOON, 1, far - NOON)
    wake_feeds(store, PollPolicy(), NOON)
    with store.write() as tx:
        names = {feed.url.split(".")[0] for feed in tx.lease_due_feeds(NOON, 9, MINUTE)}
    assert names == {"https://lost", "https://leased"}


def test_a_backlog_of_one_host_is_asked_a_minute_apart(store: Store) -> None:
    with store.write() as tx:
        for n in range(4):
            past = NOON - timedelta(hours=5 + n)
            tx.save_feed(a_feed(f"https://one.example/{n}", next_poll_at=past, last_polled_at=past - DAY))
        for n in range(2):
            tx.save_feed(a_feed(f"https://new.example/{n}", next_poll_at=NOON - DAY))
    wake_feeds(store, PollPolicy(), NOON)
    with store.read() as tx:
        due = {feed.url: feed.next_poll_at for feed in tx.feeds()}
    assert due["https://one.example/3"] == NOON - timedelta(hours=8)
    assert [due[f"https://one.example/{n}"] for n in (2, 1, 0)] == [NOON + n * MINUTE for n in (1, 2, 3)]
    assert due["https://new.example/1"] == NOON - DAY
