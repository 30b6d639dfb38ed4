"""Faults 17 to 21, 23, 59 and 60: when a source is asked again, and when never."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from build import NOON, a_feed
from feed_builds import HOUR, Memory, numbered, rss

from monitor.errors import FailureReason, FetchError
from monitor.feeds.plan import next_poll, plan_failure, plan_not_modified
from monitor.feeds.schedule import is_out_of_reach
from monitor.model.feed import Feed, FeedHealth, NotModified, Validators
from monitor.model.policy import PollPolicy

POLICY = PollPolicy()
DAY = timedelta(days=1)

WISHES = [
    ("", POLICY.interval),
    ("<ttl>5</ttl>", POLICY.interval),
    ("<ttl>120</ttl>", 2 * HOUR),
    ("<ttl>999999</ttl>", POLICY.ceiling),
    ("<ttl>abc</ttl>", POLICY.interval),
    ("<ttl>-60</ttl>", POLICY.interval),
    ("<sy:updatePeriod>hourly</sy:updatePeriod>", HOUR),
    ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", POLICY.interval),
    ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 12 * HOUR),
    ("<sy:updatePeriod>weekly</sy:updatePeriod>", POLICY.ceiling),
    ("<sy:updatePeriod>sometimes</sy:updatePeriod>", POLICY.interval),
    ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", DAY),
    ("<skipHours><hour>13</hour><hour>14</hour></skipHours>", 2 * HOUR),
    ("<skipDays><day>Wednesday</day></skipDays>", 11 * HOUR),
    ("<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(24)) + "</skipHours>", POLICY.interval),
    ("<skipHours><hour>99</hour><hour>x</hour></skipHours>", POLICY.interval),
]


@pytest.mark.parametrize(("wish", "wait"), WISHES)
def test_fault_17_wishes_only_lengthen_and_are_capped(wish: str, wait: timedelta) -> None:
    memory = Memory(now=NOON, policy=replace(POLICY, jitter=0.0))
    body = rss(*numbered(3, start=60 * 60), extra=wish)
    planned = memory.poll(body).feed
    assert planned.next_poll_at - memory.now >= wait
    assert planned.next_poll_at - memory.now <= max(wait, POLICY.interval) + HOUR


def _fail(feed: Feed, reason: FailureReason, times: int, **more: object) -> list[Feed]:
    found = []
    for _ in range(times):
        error = FetchError("no", reason, **more)  # type: ignore[arg-type]
        feed = plan_failure(feed, error, feed.next_poll_at, POLICY, 0.0).feed
        found.append(feed)
    return found


def test_fault_18_the_servers_word_is_kept_and_an_absurd_one_is_not() -> None:
    later = NOON + timedelta(days=3)
    error = FetchError("busy", FailureReason.RATE_LIMITED, retry_at=later)
    assert plan_failure(a_feed(), error, NOON, POLICY, 0.0).feed.next_poll_at == later
    absurd = FetchError("busy", FailureReason.RATE_LIMITED, retry_at=NOON + timedelta(days=9_999))
    assert plan_failure(a_feed(), absurd, NOON, POLICY, 0.0).feed.next_poll_at == NOON + timedelta(days=31)
    past = FetchError("busy", FailureReason.RATE_LIMITED, retry_at=NOON - DAY)
    assert plan_failure(a_feed(), past, NOON, POLICY, 0.0).feed.next_poll_at == NOON + POLICY.interval


def test_fault_19_a_move_is_believed_after_several_in_a_row() -> None:
    memory = Memory()
    new = "https://news.example/new.xml"
    urls = [memory.poll(rss(*numbered(5)), permanent_url=new).feed.url for _ in range(5)]
    assert urls == ["https://news.example/world.xml"] * 3 + [new, new]


def test_fault_19_a_move_is_told_once() -> None:
    memory = Memory()
    plans = [memory.poll(rss(*numbered(5)), permanent_url="https://news.example/new.xml") for _ in range(6)]
    assert sum("moved for good" in warning for plan in plans for warning in plan.warnings) == 1


def test_fault_19_a_redirect_to_other_content_never_sticks() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(5)))
    for n in range(1, 10):
        memory.poll(rss(*numbered(5, start=100 * n)), permanent_url="https://portal.example/")
    assert memory.feed.url == "https://news.example/world.xml"


def test_fault_19_a_pause_or_another_target_starts_the_count_anew() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(5)))
    for target in ("https://a.example/", "https://a.example/", "", "https://a.example/", "https://b.example/") * 3:
        memory.poll(rss(*numbered(5)), permanent_url=target)
    assert memory.feed.url == "https://news.example/world.xml"
    assert memory.feed.moved_seen < POLICY.moved_after


def test_fault_19_a_step_back_to_plain_http_is_never_taken() -> None:
    memory = Memory()
    for _ in range(9):
        memory.poll(rss(*numbered(5)), permanent_url="http://news.example/world.xml")
    assert memory.feed.url == "https://news.example/world.xml"


def test_fault_19_a_304_behind_a_move_counts() -> None:
    feed = a_feed(baseline_done=True)
    for _ in range(POLICY.moved_after):
        answer = NotModified("https://news.example/new", Validators(), permanent_url="https://news.example/new")
        feed = plan_not_modified(feed, answer, NOON, POLICY, 0.0).feed
    assert feed.url == "https://news.example/new"


def test_fault_20_gone_is_never_asked_again_and_told_once() -> None:
    gone = _fail(a_feed(), FailureReason.GONE, 1)[0]
    assert gone.paused
    assert gone.health is FeedHealth.GONE
    assert gone.next_poll_at > NOON


def test_fault_20_not_found_slows_to_daily() -> None:
    feeds = _fail(a_feed(), FailureReason.NOT_FOUND, 6)
    waits = [after.next_poll_at - before.next_poll_at for before, after in pairwise(feeds)]
    assert waits[2:] == [DAY] * 3


def test_fault_21_waits_are_spread() -> None:
    feed = a_feed()
    moments = {next_poll(feed, NOON, POLICY, number / 100) for number in range(100)}
    assert len(moments) == 100
    assert max(moments) - min(moments) > timedelta(minutes=2)
    assert min(moments) >= NOON + POLICY.interval


@pytest.mark.slow
def test_fault_23_a_quiet_source_slows_to_daily_and_wakes_up() -> None:
    memory = Memory(policy=replace(POLICY, jitter=0.0))
    body = rss(*numbered(5))
    memory.poll(body)
    memory.feed = replace(memory.feed, last_new_at=memory.now)
    waits = []
    while memory.now < NOON + timedelta(days=60):
        plan = memory.poll(body, after=memory.feed.next_poll_at - memory.now)
        waits.append(plan.feed.interval)
    assert waits == sorted(waits)
    assert waits[0] == POLICY.interval
    assert waits[-1] == DAY
    assert len(waits) < 60 * 8
    assert memory.feed.health is FeedHealth.QUIET
    assert memory.poll(rss(*numbered(6))).feed.interval == POLICY.interval


def test_fault_23_a_source_that_carried_a_match_is_watched_closely_never_under_the_floor() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(5)))
    memory.feed = replace(memory.feed, last_match_at=memory.now, last_new_at=memory.now - timedelta(days=20))
    assert memory.poll(rss(*numbered(5))).feed.interval == POLICY.floor


@pytest.mark.parametrize(
    ("away", "new", "wait"),
    [
        (timedelta(minutes=30), 10, POLICY.floor),  # all of it in half an hour: as often as may be
        (timedelta(hours=2), 10, POLICY.interval),  # half of it in an hour: the usual distance does
        (timedelta(minutes=30), 6, timedelta(minutes=25)),
        (timedelta(minutes=30), 5, POLICY.interval),
        (timedelta(days=14), 10, POLICY.interval),  # a slow source after a long rest is no hasty one
    ],
)
def test_fault_06_a_document_that_turns_over_fast_is_asked_for_before_it_is_all_new(
    away: timedelta, new: int, wait: timedelta
) -> None:
    memory = Memory(policy=replace(POLICY, jitter=0.0))
    memory.poll(rss(*numbered(10)))
    assert memory.poll(rss(*numbered(10, start=new)), after=away).feed.interval == wait


def test_fault_59_after_a_long_sleep_a_source_is_asked_once_not_for_each_miss() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(5)))
    plan = memory.poll(rss(*numbered(6)), after=timedelta(days=9))
    assert plan.feed.next_poll_at > memory.now


def test_fault_60_a_due_time_beyond_all_reach_is_a_clocks_fault() -> None:
    assert is_out_of_reach(a_feed(next_poll_at=NOON + timedelta(days=3_650)), NOON, POLICY)
    assert not is_out_of_reach(a_feed(next_poll_at=NOON + timedelta(days=31)), NOON, POLICY)
    assert not is_out_of_reach(a_feed(next_poll_at=NOON - timedelta(days=3_650)), NOON, POLICY)


def test_fault_60_a_clock_set_back_breaks_nothing() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(5)))
    plan = memory.poll(rss(*numbered(6)), after=-timedelta(days=3_650))
    assert len(plan.new) == 1
    assert memory.policy.floor <= plan.feed.interval <= memory.policy.ceiling
