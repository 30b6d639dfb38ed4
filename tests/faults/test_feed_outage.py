"""Faults 32, 34, 59, 60 and 61 over days: networks that fail, portals, sleep, clocks, a feed that kills its reader."""

import logging
from collections import Counter
from datetime import timedelta

import pytest
from build import NOON, a_claim
from fakes import Clock, InProcessParser, rss
from poll_build import MINUTE, TimedWeb, a_poller, run_for, store_feeds

from monitor.errors import FailureReason, FetchError, ParseError
from monitor.model.alert import AlertKind
from monitor.model.claim import ClaimState
from monitor.model.feed import Feed, Fetched, ParsedFeed, Validators
from monitor.model.policy import AlertPolicy, PollPolicy
from monitor.ports import Store
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.poll_feeds import NETWORK_NOTE
from monitor.usecases.read_status import read_status
from monitor.usecases.wake_feeds import wake_feeds

HOUR = timedelta(hours=1)
PAGE = rss(("1", "Harvest is late this year", ""), ("2", "Rain on Sunday", ""))
PORTAL = b"<!DOCTYPE html><html><body>Log in to use the network of Hotel Veldam</body></html>"


def urls(hosts: int, each: int) -> list[str]:
    return [f"https://h{n % hosts}.example/{n}" for n in range(hosts * each)]


@pytest.fixture
def web(clock: Clock) -> TimedWeb:
    return TimedWeb(clock=clock)


def feeds_of(store: Store) -> dict[str, Feed]:
    with store.read() as tx:
        return {feed.url: feed for feed in tx.feeds()}


def alert_kinds(store: Store) -> list[AlertKind]:
    with store.read() as tx:
        return [alert.kind for alert in tx.alerts()]


@pytest.mark.slow
@pytest.mark.parametrize("reason", [FailureReason.DNS, FailureReason.TLS])
@pytest.mark.one_store
async def test_fault_32_two_days_without_network_are_one_incident(
    store: Store, web: TimedWeb, clock: Clock, caplog: pytest.LogCaptureFixture, reason: FailureReason
) -> None:
    caplog.set_level(logging.INFO)
    all_urls = urls(hosts=8, each=5)
    web.pages = dict.fromkeys(all_urls, PAGE)
    store_feeds(store, all_urls, clock)
    poller = a_poller(store, web, clock)
    await run_for(poller, clock, HOUR)
    caplog.clear()
    web.times.clear()
    down = {url: FetchError("no way there", reason) for url in all_urls}
    web.pages = {**down}
    await run_for(poller, clock, 48 * HOUR)
    assert len(caplog.records) < 10
    assert len(web.times) < 48 * 12 * 4  # a few tries each five minutes, not each feed each time
    assert all((feed.failures, feed.failing_since) == (0, None) for feed in feeds_of(store).values())
    assert alert_kinds(store) == [AlertKind.SOURCE_FAILING]
    web.pages = dict.fromkeys(all_urls, PAGE)
    web.times.clear()
    back = clock()
    await run_for(poller, clock, HOUR)
    assert web.busiest_minute(back) == 1
    assert {url for _, url in web.times} == set(all_urls)
    assert alert_kinds(store) == [AlertKind.SOURCE_FAILING, AlertKind.SOURCE_RECOVERED]


@pytest.mark.slow
@pytest.mark.one_store
async def test_fault_32_two_dead_sources_among_many_are_no_outage(store: Store, web: TimedWeb, clock: Clock) -> None:
    all_urls = urls(hosts=10, each=1)
    web.pages = dict.fromkeys(all_urls, PAGE)
    for dead in all_urls[3:5]:  # due one after the other
        web.pages[dead] = FetchError("no such name", FailureReason.DNS)
    store_feeds(store, all_urls, clock)
    await run_for(a_poller(store, web, clock), clock, 72 * HOUR)
    kinds = alert_kinds(store)
    assert kinds == [AlertKind.SOURCE_FAILING] * 2
    with store.read() as tx:
        assert tx.note(NETWORK_NOTE) is None
    assert min(feeds_of(store)[dead].failures for dead in all_urls[3:5]) >= 5


@pytest.mark.slow
@pytest.mark.one_store
async def test_fault_34_a_portal_that_answers_for_everyone_stores_nothing_and_is_one_incident(
    store: Store, web: TimedWeb, clock: Clock
) -> None:
    all_urls = urls(hosts=6, each=2)
    web.pages = dict.fromkeys(all_urls, PAGE)
    store_feeds(store, all_urls, clock)
    poller = a_poller(store, web, clock)
    await run_for(poller, clock, HOUR)
    before = feeds_of(store)
    place = "http://portal.example/login"
    web.detour = lambda url: Fetched(place, PORTAL, "text/html", Validators(b'"p"', None, place), permanent_url=place)
    await run_for(poller, clock, 30 * HOUR)
    for url, feed in feeds_of(store).items():
        assert (feed.validators, feed.body_hash) == (before[url].validators, before[url].body_hash)
        assert (feed.moved_to, feed.failures) == ("", 0)
    assert alert_kinds(store) == [AlertKind.SOURCE_FAILING]
    web.detour = None
    await run_for(poller, clock, HOUR)
    assert alert_kinds(store) == [AlertKind.SOURCE_FAILING, AlertKind.SOURCE_RECOVERED]


async def test_fault_34_a_portal_that_answers_with_a_feed_of_its_own_stores_nothing(
    store: Store, web: TimedWeb, clock: Clock
) -> None:
    all_urls = urls(hosts=4, each=1)
    web.pages = dict.fromkeys(all_urls, PAGE)
    store_feeds(store, all_urls, clock)
    poller = a_poller(store, web, clock)
    await run_for(poller, clock, HOUR)
    with store.read() as tx:
        count = tx.count_entries()
    place, body = "http://portal.example/feed", rss(("p", "Welcome to Hotel Veldam", ""))
    web.detour = lambda url: Fetched(place, body, "application/rss+xml", Validators(b'"p"', None, place), None, place)
    await run_for(poller, clock, 12 * HOUR)
    with store.read() as tx:
        assert tx.count_entries() == count
    assert {feed.reason for feed in feeds_of(store).values()} == {FailureReason.MOVED}
    assert set(feeds_of(store)) == set(all_urls)


async def test_fault_34_a_feed_that_really_lives_elsewhere_now_is_believed_in_the_end(
    store: Store, web: TimedWeb, clock: Clock
) -> None:
    (url,) = urls(1, 1)
    web.pages = {url: PAGE}
    store_feeds(store, [url], clock)
    poller = a_poller(store, web, clock)
    await run_for(poller, clock, HOUR)
    place, body = "https://new.example/feed", rss(("n", "The first report of the new year", ""))
    web.detour = lambda url: Fetched(place, body, "application/rss+xml", Validators(b'"n"', None, place))
    await run_for(poller, clock, 72 * HOUR)
    assert feeds_of(store)[url].failures == 0
    with store.read() as tx:
        assert tx.count_entries() == 3


@pytest.mark.slow
async def test_fault_59_after_a_sleep_each_feed_is_asked_once_and_no_host_is_rushed(
    store: Store, web: TimedWeb, clock: Clock
) -> None:
    all_urls = urls(hosts=3, each=6)
    web.pages = dict.fromkeys(all_urls, PAGE)
    store_feeds(store, all_urls, clock)
    poller = a_poller(store, web, clock)
    await run_for(poller, clock, HOUR)
    clock.forward(hours=9)
    web.times.clear()
    awake = clock()
    await run_for(poller, clock, timedelta(minutes=14))
    assert Counter(url for _, url in web.times) == Counter(all_urls)
    assert web.busiest_minute(awake) == 1


@pytest.mark.slow
@pytest.mark.parametrize("jump", [-HOUR, HOUR, timedelta(days=-3650), timedelta(days=3650)])
@pytest.mark.one_store
async def test_fault_60_a_clock_that_jumps_and_returns_loses_no_feed_and_asks_none_too_often(
    store: Store, web: TimedWeb, clock: Clock, jump: timedelta
) -> None:
    all_urls = urls(hosts=3, each=2)
    web.pages = dict.fromkeys(all_urls, PAGE)
    store_feeds(store, all_urls, clock)
    await run_for(a_poller(store, web, clock), clock, 2 * HOUR)
    true = clock()
    clock.at = true + jump
    wake_feeds(store, PollPolicy(), clock())
    with store.write() as tx:
        tx.hold_host("h0.example", clock() + HOUR)
        tx.lease_due_feeds(clock(), 2, timedelta(minutes=5))  # by a process that dies
    await run_for(a_poller(store, web, clock), clock, 2 * HOUR)
    clock.at = true + 2 * HOUR
    web.times.clear()
    await run_for_a_day_with_upkeep(store, web, clock)
    counts = Counter(url for _, url in web.times)
    assert set(counts) == set(all_urls)
    assert max(counts.values()) <= 24 * 60 / 30 + 1
    assert min(counts.values()) >= 10


async def run_for_a_day_with_upkeep(store: Store, web: TimedWeb, clock: Clock) -> None:
    poller = a_poller(store, web, clock)
    for _ in range(24):
        wake_feeds(store, PollPolicy(), clock())
        await run_for(poller, clock, HOUR, tick=2 * MINUTE)


class KilledParser(InProcessParser):
    """What the pool of children says of a document that no child survives."""

    async def parse(self, body: bytes, content_type: str, url: str) -> ParsedFeed:
        if body == b"killer":
            raise ParseError(f"{url} broke the parser", FailureReason.PARSE)
        return await super().parse(body, content_type, url)


@pytest.mark.slow
@pytest.mark.one_store
async def test_fault_61_a_feed_that_kills_its_reader_is_left_aside_and_the_others_are_on_time(
    store: Store, web: TimedWeb, clock: Clock
) -> None:
    all_urls = urls(hosts=100, each=1)
    web.pages = dict.fromkeys(all_urls, PAGE)
    web.pages[all_urls[0]] = b"killer"
    store_feeds(store, all_urls, clock)
    await run_for(a_poller(store, web, clock, KilledParser()), clock, 24 * HOUR, tick=5 * MINUTE)
    assert web.count(all_urls[0]) <= 7  # 30 minutes, 1, 2, 4, 8, 16 hours
    late = [feed for feed in feeds_of(store).values() if clock() - feed.next_poll_at > 5 * MINUTE]
    assert late == []
    counts = [web.count(url) for url in all_urls[1:]]
    assert min(counts) > 20
    killer = feeds_of(store)[all_urls[0]]
    assert (killer.reason, killer.failures) == (FailureReason.PARSE, web.count(all_urls[0]))
    assert clock() > NOON


@pytest.mark.slow
@pytest.mark.one_store
async def test_a_claim_whose_sources_all_fail_is_blind_says_so_once_and_sees_again(
    store: Store, web: TimedWeb, clock: Clock
) -> None:
    all_urls = urls(hosts=3, each=1)
    web.pages = dict.fromkeys(all_urls, PAGE)
    store_feeds(store, all_urls, clock)
    with store.write() as tx:
        tx.save_claim(a_claim())
    poller = a_poller(store, web, clock)

    async def live(hours: int) -> list[ClaimState]:
        for _ in range(hours // 4):
            await run_for(poller, clock, 4 * HOUR, tick=5 * MINUTE)
            check_deadlines(store, poller.desk.targets, AlertPolicy(), clock())
        (row,) = read_status(store, AlertPolicy(), clock()).claims
        return [state for state in row.states if state is ClaimState.BLIND]

    assert await live(8) == []
    web.pages = dict.fromkeys(all_urls, FetchError("ill", FailureReason.SERVER_ERROR, status=500))
    assert await live(16) == []
    assert await live(60) == [ClaimState.BLIND]
    assert alert_kinds(store).count(AlertKind.CLAIM_BLIND) == 1
    web.pages = dict.fromkeys(all_urls, PAGE)
    assert await live(28) == []
    assert alert_kinds(store).count(AlertKind.CLAIM_BLIND) == 1
    assert alert_kinds(store).count(AlertKind.SOURCE_RECOVERED) == 3
