"""What a poll means at its edges: where a feed moved to, whether it was led astray, what is missing, when to come again."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from build import NOON, a_feed
from feed_builds import HOUR, Item, Memory, numbered, rss

from monitor.errors import FailureReason, FetchError
from monitor.feeds.plan import body_hash, plan_closer, plan_failure, plan_not_modified, plan_same_body
from monitor.model.feed import Feed, FeedHealth, FeedPlan, Fetched, NotModified, Validators
from monitor.model.policy import PollPolicy

POLICY = PollPolicy(jitter=0.0)
DAY = timedelta(days=1)
OLD, NEW, OTHER = "https://news.example/world.xml", "https://news.example/new.xml", "https://news.example/other.xml"
GAP = "possible gap"


def sound(feed: Feed, permanent_url: str = "", kind: str = "same") -> FeedPlan:
    """One sound answer that brings nothing new."""
    if kind == "304":
        return plan_not_modified(
            feed, NotModified(feed.url, Validators(), permanent_url=permanent_url), NOON, POLICY, 0.0
        )
    fetched = Fetched(feed.url, b"x", "application/rss+xml", Validators(), permanent_url=permanent_url)
    return plan_same_body(feed, fetched, NOON, POLICY, 0.0)


def fail(feed: Feed, reason: FailureReason, now: datetime = NOON, **more: datetime) -> FeedPlan:
    return plan_failure(feed, FetchError("no answer", reason, **more), now, POLICY, 0.0)


def test_the_hash_of_a_body_is_its_sha_256() -> None:
    assert body_hash(b"abc") == sha256(b"abc").hexdigest()


class TestMoves:
    @pytest.mark.parametrize("kind", ["304", "same"])
    def test_a_move_is_followed_when_it_was_told_often_enough_in_a_row(self, kind: str) -> None:
        feed = a_feed(OLD)
        for seen in range(1, POLICY.moved_after):
            plan = sound(feed, NEW, kind)
            feed = plan.feed
            assert (feed.url, feed.moved_to, feed.moved_seen, plan.warnings) == (OLD, NEW, seen, ())
        plan = sound(feed, NEW, kind)
        assert (plan.feed.url, plan.feed.moved_to, plan.feed.moved_seen) == (NEW, "", 0)
        assert plan.warnings == (f"the feed moved for good; it is now polled at {NEW}",)

    def test_another_place_is_counted_anew(self) -> None:
        feed = sound(sound(a_feed(OLD), NEW).feed, OTHER).feed
        assert (feed.moved_to, feed.moved_seen) == (OTHER, 1)

    @pytest.mark.parametrize("told", ["", OLD, "http://news.example/new.xml"])
    def test_no_move_its_own_address_or_one_without_tls_begins_the_count_again(self, told: str) -> None:
        feed = sound(a_feed(OLD, moved_to=NEW, moved_seen=2), told).feed
        assert (feed.url, feed.moved_to, feed.moved_seen) == (OLD, "", 0)

    def test_from_http_any_address_will_do(self) -> None:
        feed = a_feed("http://news.example/world.xml")
        for told in ("http://news.example/new.xml", NEW):
            assert sound(feed, told).feed.moved_to == told

    def test_a_failure_begins_the_count_again(self) -> None:
        failed = fail(a_feed(OLD, moved_to=NEW, moved_seen=2), FailureReason.TIMEOUT).feed
        assert (failed.moved_to, failed.moved_seen) == ("", 0)

    def test_a_document_with_nothing_that_is_known_proves_no_move(self) -> None:
        memory = Memory(a_feed(OLD), policy=POLICY)
        memory.poll(rss(*numbered(2)))
        memory.poll(rss(*numbered(2, start=50)), permanent_url=NEW)
        assert memory.feed.moved_to == ""
        memory.poll(rss(*numbered(1, start=50), *numbered(3, start=80)), permanent_url=NEW)
        assert (memory.feed.moved_to, memory.feed.moved_seen) == (NEW, 1)


class TestLedAstray:
    def far(self, memory: Memory, **changes: object) -> FeedPlan:
        memory.feed = replace(memory.feed, **changes)  # type: ignore[arg-type]
        return memory.poll(rss(*numbered(2, start=70)), url="https://portal.example/login")

    def known(self) -> Memory:
        memory = Memory(a_feed(OLD), policy=POLICY)
        memory.poll(rss(*numbered(2)))
        return memory

    def test_a_foreign_host_with_nothing_of_the_feed_is_a_failure(self) -> None:
        plan = self.far(self.known())
        assert (plan.feed.reason, plan.feed.failures, plan.new) == (FailureReason.MOVED, 1, ())
        assert "https://news.example/world.xml leads to another site" in plan.feed.error

    def test_with_something_that_is_known_it_is_the_feed(self) -> None:
        memory = self.known()
        plan = memory.poll(rss(*numbered(3)), url="https://portal.example/login")
        assert (plan.feed.reason, len(plan.new)) == (None, 1)

    def test_a_first_poll_and_the_host_that_gave_the_validators_are_no_strangers(self) -> None:
        fresh = Memory(a_feed(OLD), policy=POLICY)
        assert fresh.poll(rss(*numbered(2)), url="https://portal.example/login").feed.reason is None
        memory = self.known()
        used = Validators(b'"v"', None, "https://portal.example/x")
        assert self.far(memory, validators=used).feed.reason is None

    @pytest.mark.parametrize(
        ("failures", "ago", "believed"),
        [
            (POLICY.failing_tries - 1, 9 * DAY, False),
            (POLICY.failing_tries, 9 * DAY, True),
            (POLICY.failing_tries, POLICY.failing_after, True),
            (POLICY.failing_tries, POLICY.failing_after - HOUR, False),
        ],
    )
    def test_it_is_believed_when_it_lasts(self, failures: int, ago: timedelta, believed: bool) -> None:
        memory = self.known()
        plan = self.far(memory, failures=failures, failing_since=memory.now + HOUR - ago)
        assert (plan.feed.reason is None) is believed

    def test_without_a_known_beginning_it_begins_now(self) -> None:
        memory = self.known()
        assert self.far(memory, failures=POLICY.failing_tries, failing_since=None).feed.reason is FailureReason.MOVED


class TestWhatIsMissing:
    def test_a_document_without_anything_of_the_last_one_has_a_gap(self) -> None:
        memory = Memory(a_feed(OLD), policy=POLICY)
        assert not any(GAP in words for words in memory.poll(rss(*numbered(2))).warnings)
        plan = memory.poll(rss(*numbered(2, start=50)))
        assert (any(GAP in words for words in plan.warnings), plan.feed.gaps) == (True, 1)
        plan = memory.poll(rss(*numbered(3, start=50)))
        assert (any(GAP in words for words in plan.warnings), plan.feed.gaps) == (False, 1)
        assert memory.poll(rss(*numbered(2, start=90))).feed.gaps == 2

    def test_one_new_entry_alone_is_no_gap(self) -> None:
        memory = Memory(a_feed(OLD), policy=POLICY)
        memory.poll(rss(*numbered(2)))
        plan = memory.poll(rss(*numbered(1, start=50)))
        assert (plan.feed.gaps, any(GAP in words for words in plan.warnings)) == (0, False)

    def test_the_last_news_is_now_and_on_the_first_poll_when_the_newest_was_published(self) -> None:
        memory = Memory(a_feed(OLD), policy=POLICY)
        first = memory.poll(rss(*numbered(3)))
        assert first.feed.last_new_at == max(entry.published for entry in first.new)
        assert memory.poll(rss(*numbered(4))).feed.last_new_at == memory.now
        before = memory.now
        assert memory.poll(rss(*numbered(4))).feed.last_new_at == before

    def test_a_document_that_asks_for_no_distance_gets_none(self) -> None:
        memory = Memory(a_feed(OLD), policy=POLICY)
        assert memory.poll(rss(Item(guid="1"))).feed.asked_interval == timedelta(0)
        assert memory.poll(rss(Item(guid="1"), extra="<ttl>90</ttl>")).feed.asked_interval == timedelta(minutes=90)


class TestFailures:
    def test_410_ends_it(self) -> None:
        plan = fail(a_feed(OLD), FailureReason.GONE)
        assert (plan.feed.paused, plan.feed.health, plan.feed.next_poll_at) == (
            True,
            FeedHealth.GONE,
            NOON + POLICY.ceiling,
        )

    @pytest.mark.parametrize(
        ("failures", "reason", "daily"),
        [
            (1, FailureReason.NOT_FOUND, False),
            (2, FailureReason.NOT_FOUND, True),
            (3, FailureReason.NOT_FOUND, True),
            (2, FailureReason.TIMEOUT, False),
        ],
    )
    def test_what_is_not_there_three_times_is_asked_for_daily(
        self, failures: int, reason: FailureReason, daily: bool
    ) -> None:
        feed = fail(a_feed(OLD, failures=failures, failing_since=NOON), reason).feed
        assert (feed.next_poll_at >= NOON + POLICY.ceiling) is daily

    def test_the_servers_word_lengthens_the_wait_up_to_a_month(self) -> None:
        later = fail(a_feed(OLD), FailureReason.RATE_LIMITED, retry_at=NOON + 3 * DAY).feed.next_poll_at
        assert later == NOON + 3 * DAY
        latest = fail(a_feed(OLD), FailureReason.RATE_LIMITED, retry_at=NOON + 900 * DAY).feed.next_poll_at
        assert latest == NOON + 31 * DAY


class TestCloser:
    def test_a_match_brings_the_next_poll_nearer_and_never_further(self) -> None:
        far = a_feed(OLD, baseline_done=True, last_new_at=NOON, next_poll_at=NOON + DAY, interval=DAY)
        near = plan_closer(far, None, NOON, POLICY, 0.0)
        assert (near.last_match_at, near.next_poll_at) == (NOON, NOON + POLICY.interval / 2)
        for soon in (NOON + timedelta(minutes=1), near.next_poll_at):
            kept = plan_closer(replace(far, next_poll_at=soon), None, NOON, POLICY, 0.0)
            assert (kept.last_match_at, kept.next_poll_at, kept.interval) == (NOON, soon, DAY)
