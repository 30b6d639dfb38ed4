"""What a poll means, beyond the faults that have a name of their own."""

from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOON, a_feed
from feed_builds import HOUR, Item, Memory, numbered, read, rss

from monitor.errors import FailureReason, FetchError, ParseError
from monitor.feeds.health import _HINTS, state_words
from monitor.feeds.plan import (
    body_hash,
    explain_health,
    health_of,
    plan_failure,
    plan_not_modified,
    plan_same_body,
    plan_update,
)
from monitor.model.feed import Feed, FeedHealth, Fetched, NotModified, Validators
from monitor.model.ids import short_id
from monitor.model.policy import PollPolicy

POLICY = PollPolicy()
DAY = timedelta(days=1)
OLD = Validators(b'"old"', b"yesterday", "https://news.example/world.xml")


def failed(feed: Feed, reason: FailureReason = FailureReason.TIMEOUT, times: int = 1, every: timedelta = HOUR) -> Feed:
    now = NOON
    for _ in range(times):
        feed = plan_failure(feed, FetchError("no answer", reason), now, POLICY, 0.0).feed
        now += every
    return feed


def test_a_first_poll_stores_what_is_needed_for_the_next() -> None:
    memory = Memory()
    body = rss(*numbered(2), title="The Example Post")
    plan = memory.poll(body)
    feed = plan.feed
    assert plan.reason == "first poll: 2 new"
    assert (feed.title, feed.health, feed.polls, feed.baseline_done) == ("The Example Post", FeedHealth.OK, 1, True)
    assert (feed.last_polled_at, feed.last_success_at) == (memory.now, memory.now)
    assert feed.body_hash == body_hash(body)
    assert feed.validators.etag == b'"v"'
    assert {entry.first_seen for entry in plan.new} == {memory.now}
    assert {entry.outlet for entry in plan.new} == {"The Example Post"}


def test_entry_ids_are_the_same_on_every_machine() -> None:
    one, other = Memory().poll(rss(*numbered(5))), Memory(now=NOON + DAY).poll(rss(*reversed(numbered(5))))
    assert {entry.id for entry in one.new} == {entry.id for entry in other.new}
    assert len({entry.id for entry in one.new}) == 5


def test_new_entries_do_not_depend_on_their_order_in_the_document() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(5)))
    assert [entry.title for entry in memory.poll(rss(*reversed(numbered(6)))).new] == [
        "Report number 5 from the harbour"
    ]


def test_the_reason_tells_what_came() -> None:
    memory = Memory()
    memory.poll(rss(Item("The ship will come", "a"), Item("B", "b", "http://news.example/b")))
    plan = memory.poll(
        rss(Item("The ship will not come", "a"), Item("B", "c", "http://news.example/b"), Item("C", "d"))
    )
    assert plan.reason == "1 new, 1 changed, 1 relinked"
    assert memory.poll(rss(Item("C", "d"))).reason == "nothing new"


def test_a_changed_entry_keeps_its_times_and_takes_the_new_words() -> None:
    memory = Memory()
    before = memory.poll(rss(Item("It opens in May", "a", "http://news.example/1", summary="x"))).new[0]
    after = memory.poll(
        rss(Item("It opens in June", "a", "http://news.example/2", "Wed, 03 May 2017 10:00:00 GMT"))
    ).changed[0]
    assert (after.id, after.published, after.first_seen) == (before.id, before.published, before.first_seen)
    assert (after.title, after.link, after.revision) == ("It opens in June", "http://news.example/2", 1)
    assert set(before.keys.keys) < set(after.keys.keys)
    kept = memory.poll(rss(Item("It opens in July", "a"))).changed[0]
    assert kept.link == "http://news.example/2"


def test_an_entry_whose_text_was_let_go_is_still_known() -> None:
    memory = Memory()
    entry = memory.poll(rss(Item("It opens in May", "a", "http://news.example/1"))).new[0]
    memory.entries[entry.id] = replace(entry, title="", summary="", link="", canonical_link="", judged_hash="")
    plan = memory.poll(rss(Item("It opens in May", "a", "http://news.example/1")))
    assert (plan.new, plan.changed) == ((), ())


def test_a_304_changes_nothing_but_times_and_counts() -> None:
    feed = replace(failed(a_feed(validators=OLD)), baseline_done=True, last_new_at=NOON, body_hash="h")
    plan = plan_not_modified(feed, NotModified(feed.url, Validators()), NOON + HOUR, POLICY, 0.0)
    after = plan.feed
    assert (after.failures, after.failing_since, after.reason, after.error) == (0, None, None, "")
    assert (after.not_modified, after.polls, after.validators, after.body_hash) == (1, 2, OLD, "h")
    assert (plan.new, plan.reason) == ((), "not modified")


def test_the_same_bytes_in_full_renew_the_validators() -> None:
    fetched = Fetched("https://news.example/world.xml", b"x", "", Validators(b'"new"'), fresh_for=3 * HOUR)
    plan = plan_same_body(a_feed(validators=OLD, baseline_done=True), fetched, NOON, POLICY, 0.0)
    assert plan.feed.validators == Validators(b'"new"')
    assert plan.feed.next_poll_at == NOON + 3 * HOUR


def test_a_failure_leaves_what_is_known_untouched() -> None:
    feed = a_feed(validators=OLD, body_hash="h", baseline_done=True, last_success_at=NOON - DAY, last_new_at=NOON - DAY)
    plan = plan_failure(feed, ParseError("a web page", FailureReason.NOT_A_FEED), NOON, POLICY, 0.0)
    after = plan.feed
    assert (after.validators, after.body_hash, after.last_success_at) == (OLD, "h", NOON - DAY)
    assert (after.reason, after.error, after.failing_since) == (FailureReason.NOT_A_FEED, "a web page", NOON)
    assert plan.reason == "not-a-feed, failure 1 in a row"
    assert (plan.new, plan.changed) == ((), ())


def test_failures_back_off_to_a_day_and_never_stop() -> None:
    feed, now, waits = a_feed(), NOON, []
    for _ in range(100):
        feed = plan_failure(feed, FetchError("no", FailureReason.TIMEOUT), now, POLICY, 1.0).feed
        waits.append(feed.next_poll_at - now)
        now = feed.next_poll_at
    assert waits == sorted(waits)
    assert waits[-1] == DAY
    assert not feed.paused


def test_a_document_of_one_entry_that_changes_is_no_gap() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(1)))
    assert memory.poll(rss(*numbered(1, start=5))).feed.gaps == 0


@pytest.mark.parametrize(
    ("feed", "health"),
    [
        (a_feed(), FeedHealth.NEW),
        (a_feed(paused=True), FeedHealth.PAUSED),
        (failed(a_feed(), FailureReason.GONE), FeedHealth.GONE),
        (failed(a_feed()), FeedHealth.LATE),
        (failed(a_feed(), times=4, every=DAY), FeedHealth.LATE),
        (failed(a_feed(), times=9, every=HOUR), FeedHealth.LATE),
        (failed(a_feed(), times=25, every=HOUR), FeedHealth.FAILING),
        (failed(a_feed(), times=15, every=DAY), FeedHealth.DEAD),
        (a_feed(last_success_at=NOON, last_new_at=NOON, next_poll_at=NOON + HOUR), FeedHealth.OK),
        (a_feed(last_success_at=NOON, last_new_at=NOON - 31 * DAY, next_poll_at=NOON + HOUR), FeedHealth.QUIET),
        (a_feed(last_success_at=NOON, added_at=NOON - 31 * DAY, next_poll_at=NOON + HOUR), FeedHealth.QUIET),
        (a_feed(last_success_at=NOON - DAY, last_new_at=NOON, next_poll_at=NOON - HOUR), FeedHealth.LATE),
    ],
)
def test_health(feed: Feed, health: FeedHealth) -> None:
    moment = max(NOON, feed.last_polled_at or NOON)
    assert health_of(feed, moment, POLICY) is health


def test_every_state_is_explained_in_plain_words() -> None:
    for state in FeedHealth:
        words = explain_health(a_feed(health=state, gaps=0), NOON)
        assert words.endswith((".", ": monitor run", "monitor feed resume " + short_id(a_feed().id)))
    assert "Is the monitor running?" in explain_health(a_feed(health=FeedHealth.LATE), NOON)
    assert "Possible gap: 2 times" in explain_health(a_feed(health=FeedHealth.OK, gaps=2), NOON)
    quiet = a_feed(health=FeedHealth.QUIET, last_new_at=NOON - 40 * DAY)
    assert explain_health(quiet, NOON) == "Works, but has had nothing new for 40 days."


#: A source never fails so.
_OF_TARGETS = {reason for reason in FailureReason if "message" in reason.value} | {FailureReason.UNKNOWN_OUTCOME}


@pytest.mark.parametrize("reason", sorted(set(FailureReason) - _OF_TARGETS))
def test_every_failure_has_a_hint_without_jargon(reason: FailureReason) -> None:
    words = explain_health(failed(a_feed(), reason, times=3), NOON + 2 * HOUR)
    assert _HINTS[reason] in words
    assert not any(jargon in _HINTS[reason] for jargon in ("HTTP ", "XML", "TLS", "DNS", "TCP", "parse "))


def test_every_state_has_a_few_words_for_a_table_without_jargon() -> None:
    states = {state: state_words(a_feed(health=state)) for state in FeedHealth}
    assert states[FeedHealth.LATE] == "not asked in time"
    assert len(set(states.values())) == len(FeedHealth)
    for reason in FailureReason:
        words = state_words(a_feed(health=FeedHealth.FAILING, reason=reason))
        assert words == f"failing: {reason.words}"
        assert len(words) < 45
        assert not any(jargon in words for jargon in ("HTTP", "TLS", "DNS", "TCP", "-"))


def test_a_new_source_whose_site_asked_for_rest_says_so() -> None:
    assert "another feed of its site" in explain_health(a_feed(next_poll_at=NOON + 2 * HOUR), NOON)
    assert explain_health(a_feed(), NOON).endswith("monitor run")


def test_the_details_leave_out_the_address() -> None:
    feed = replace(failed(a_feed(), times=3), error="https://news.example/world.xml did not answer in time")
    assert explain_health(feed, NOON).endswith("Details: did not answer in time.")


def test_a_long_wait_is_told() -> None:
    feed = replace(failed(a_feed(), times=3), next_poll_at=NOON + 5 * HOUR)
    assert "Asked again in 5 hours." in explain_health(feed, NOON)
    assert "Asked again" not in explain_health(feed, NOON + 4 * HOUR)


def test_one_failure_after_success_is_no_drama() -> None:
    feed = failed(a_feed(last_success_at=NOON - DAY), times=1, every=DAY)
    assert explain_health(feed, NOON).startswith("The last try failed. The site is too slow")
    feed = failed(a_feed(last_success_at=NOON - DAY), times=2, every=DAY)
    assert explain_health(feed, NOON + 2 * DAY).startswith("No success for 2 days (2 tries). The site")
    assert "Possible gap: once" in explain_health(a_feed(health=FeedHealth.OK, gaps=1), NOON)


def test_the_span_of_a_failure_is_told() -> None:
    feed = failed(a_feed(), times=5, every=DAY)
    words = explain_health(replace(feed, health=FeedHealth.FAILING), NOON + 4 * DAY + HOUR)
    assert words.startswith("Has never worked: 5 tries in 4 days. The site is too slow")
    once = replace(failed(a_feed(last_success_at=NOON)), error="\x1b[31mno\n")
    assert explain_health(once, NOON).startswith("The last try failed.")
    assert "\x1b" not in explain_health(once, NOON)
    twice = replace(once, failures=2)
    assert "for 1 hour (" in explain_health(twice, NOON + HOUR)
    assert "for less than a minute (" in explain_health(twice, NOON)
    assert explain_health(replace(twice, failing_since=None), NOON).startswith("No success for a while")
    assert explain_health(failed(a_feed(), FailureReason.GONE), NOON).startswith("Gone; it is not asked any more.")


def test_a_feed_that_comes_without_entries_says_so_once_it_had_some() -> None:
    memory = Memory()
    assert memory.poll(rss()).warnings == ()
    memory.poll(rss(*numbered(2)))
    assert "it came without a single entry" in memory.poll(rss()).warnings


def test_a_plan_takes_the_publishers_wishes_along() -> None:
    body = rss(*numbered(2, start=3_600), extra="<ttl>300</ttl><skipDays><day>Friday</day></skipDays>")
    memory = Memory()
    feed = memory.poll(body).feed
    assert feed.asked_interval == 5 * HOUR
    assert feed.skip_days == {4}
    later = plan_not_modified(feed, NotModified(feed.url, Validators()), memory.now, POLICY, 0.0).feed
    assert later.next_poll_at >= memory.now + 5 * HOUR


def test_a_document_of_a_feed_not_polled_before_is_planned_without_memory() -> None:
    body = rss()
    fetched = Fetched("https://news.example/world.xml", body, "", Validators())
    plan = plan_update(a_feed(title="Old"), fetched, replace(read(body), title=""), {}, NOON, POLICY, 0.0)
    assert (plan.feed.title, plan.feed.last_new_at, plan.new) == ("Old", None, ())
