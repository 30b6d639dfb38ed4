"""One round of polling, on the real store and rules, with a web of our own."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from build import NOON, a_claim, a_feed
from fakes import Clock, FakeWeb, InProcessParser, rss, steady_random

from monitor.alerting.rules import is_muted
from monitor.errors import FailureReason, FetchError
from monitor.model.alert import AlertKind, Target
from monitor.model.feed import FeedHealth, Fetched, ParsedFeed, Validators
from monitor.model.policy import AlertPolicy, MatchPolicy, PollPolicy
from monitor.ports import Store
from monitor.usecases.change_claim import ack_claim
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.poll_feeds import NETWORK_NOTE, Poller, PollReport, host_of, lanes_of, poll_due_feeds, poll_feeds
from monitor.usecases.publish_alert import Desk

URL = "https://news.example/world.xml"
OTHER = "https://other.example/feed"
FOLLOW_UP = (
    "g2",
    "Veldam opens its new harbour bridge",
    "The harbour bridge of Veldam was opened in June, the city says.",
)


@pytest.fixture
def poller(store: Store, web: FakeWeb, parser: InProcessParser, clock: Clock) -> Poller:
    policy = MatchPolicy()
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_feed(a_feed(URL))
    return Poller(
        store=store,
        fetcher=web,
        parser=parser,
        watch=ClaimWatch(policy),
        now=clock,
        random=steady_random().random,
        policy=PollPolicy(),
        desk=Desk(policy, AlertPolicy(), (Target("desk", "console://"),)),
    )


def add_feed(poller: Poller, url: str, **changes: Any) -> None:
    with poller.store.write() as tx:
        tx.save_feed(a_feed(url, **changes))


def feed_of(poller: Poller, url: str = URL) -> Any:
    with poller.store.read() as tx:
        return tx.find_feed(url)


async def test_the_first_poll_is_a_baseline_that_is_matched_but_not_told(poller: Poller, web: FakeWeb) -> None:
    web.pages[URL] = rss(FOLLOW_UP)
    report = await poll_feeds(poller)
    assert (report.polled, report.new_entries, report.matches, report.alerts) == (1, 1, 1, 0)
    with poller.store.read() as tx:
        (development,) = tx.developments(claim="harbour-bridge")
        assert development.baseline
        assert tx.alerts() == []
    assert feed_of(poller).baseline_done


async def test_news_after_the_baseline_is_told_once(poller: Poller, web: FakeWeb, clock: Clock) -> None:
    web.pages[URL] = rss(("g1", "Harvest is late this year", ""))
    await poll_feeds(poller)
    clock.forward(days=1)
    web.pages[URL] = rss(("g1", "Harvest is late this year", ""), FOLLOW_UP)
    report = await poll_feeds(poller)
    assert (report.new_entries, report.alerts) == (1, 1)
    clock.forward(days=1)
    web.pages[URL] = rss(FOLLOW_UP, ("g3", "Rain is expected on Sunday", ""))
    assert (await poll_feeds(poller)).alerts == 0
    with poller.store.read() as tx:
        (alert,) = tx.alerts()
        (delivery,) = tx.deliveries()
    assert alert.kind is AlertKind.DEVELOPMENT
    assert alert.claim == "harbour-bridge"
    assert delivery.target == "desk"


async def test_nothing_is_polled_before_it_is_due(poller: Poller, web: FakeWeb, clock: Clock) -> None:
    web.pages[URL] = rss(("g1", "Harvest is late this year", ""))
    await poll_feeds(poller)
    clock.forward(minutes=5)
    assert (await poll_feeds(poller)).polled == 0
    assert len(web.asked) == 1


async def test_a_feed_that_did_not_change_is_asked_with_its_validators(
    poller: Poller, web: FakeWeb, clock: Clock
) -> None:
    web.pages[URL] = rss(("g1", "Harvest is late this year", ""))
    await poll_feeds(poller)
    clock.forward(days=1)
    report = await poll_feeds(poller)
    assert (report.polled, report.not_modified) == (1, 1)
    assert web.asked[1][1].etag is not None


async def test_the_same_body_without_validators_is_not_read_again(poller: Poller, web: FakeWeb, clock: Clock) -> None:
    web.pages[URL] = rss(("g1", "Harvest is late this year", ""))
    await poll_feeds(poller)
    with poller.store.write() as tx:
        feed = tx.find_feed(URL)
        assert feed is not None
        tx.save_feed(replace(feed, validators=type(feed.validators)()))
    clock.forward(days=1)
    report = await poll_feeds(poller)
    assert (report.polled, report.not_modified, report.new_entries) == (1, 0, 0)


async def test_a_body_that_is_no_feed_is_a_failure_with_its_reason(poller: Poller, web: FakeWeb) -> None:
    web.pages[URL] = b"<html><body>Welcome</body></html>"
    report = await poll_feeds(poller)
    assert (report.polled, report.failed) == (1, 1)
    assert feed_of(poller).reason is FailureReason.NOT_A_FEED


async def test_a_servers_own_word_holds_for_all_feeds_of_its_host(poller: Poller, web: FakeWeb, clock: Clock) -> None:
    second = "https://news.example/sport.xml"
    add_feed(poller, second)
    until = NOON + timedelta(hours=6)
    web.pages[URL] = web.pages[second] = FetchError("busy", FailureReason.RATE_LIMITED, status=429, retry_at=until)
    report = await poll_feeds(poller)
    assert report.polled == 1
    assert len(web.asked) == 1
    clock.forward(hours=5)
    assert (await poll_feeds(poller)).polled == 0
    assert feed_of(poller, second).next_poll_at >= until


async def test_no_network_is_one_incident_and_no_feed_is_charged(poller: Poller, web: FakeWeb, clock: Clock) -> None:
    add_feed(poller, OTHER)
    for url in (URL, OTHER):
        web.pages[url] = FetchError("no such name", FailureReason.DNS)
    assert (await poll_feeds(poller)).network_down
    clock.forward(minutes=11)
    assert (await poll_feeds(poller)).network_down
    assert feed_of(poller).failures == 0
    with poller.store.read() as tx:
        assert [alert.kind for alert in tx.alerts()] == [AlertKind.SOURCE_FAILING]
    for url in (URL, OTHER):
        web.pages[url] = rss(("g1", "Harvest is late this year", ""))
    clock.forward(minutes=11)
    assert (await poll_feeds(poller)).polled == 2
    with poller.store.read() as tx:
        assert [alert.kind for alert in tx.alerts()] == [AlertKind.SOURCE_FAILING, AlertKind.SOURCE_RECOVERED]
        assert tx.note(NETWORK_NOTE) is None


async def test_no_network_counts_the_sources_that_are_asked(poller: Poller, web: FakeWeb) -> None:
    add_feed(poller, OTHER)
    with poller.store.write() as tx:
        tx.save_feed(a_feed(url="https://third.example/feed", paused=True))
    for url in (URL, OTHER):
        web.pages[url] = FetchError("no such name", FailureReason.DNS)
    assert (await poll_feeds(poller)).network_down
    with poller.store.read() as tx:
        assert "Of 2 sources none answers" in " ".join(str(alert) for alert in tx.alerts())


async def test_one_host_out_of_reach_is_that_feeds_failure(poller: Poller, web: FakeWeb) -> None:
    add_feed(poller, OTHER)
    web.pages[URL] = FetchError("no such name", FailureReason.DNS)
    web.pages[OTHER] = rss(("g1", "Harvest is late this year", ""))
    report = await poll_feeds(poller)
    assert (report.polled, report.failed, report.network_down) == (2, 1, False)
    assert feed_of(poller).failures == 1


async def test_a_lone_unreachable_feed_is_charged_unless_the_network_was_down(
    poller: Poller, web: FakeWeb, clock: Clock
) -> None:
    web.pages[URL] = FetchError("timed out", FailureReason.TIMEOUT)
    assert not (await poll_feeds(poller)).network_down
    assert feed_of(poller).failures == 1
    with poller.store.write() as tx:
        tx.save_note(NETWORK_NOTE, NOON.isoformat())
    clock.forward(days=2)
    assert (await poll_feeds(poller)).network_down
    assert feed_of(poller).failures == 0  # what it was charged with on the way into the incident is taken back


async def test_a_failing_source_is_told_once_and_its_recovery_once(poller: Poller, web: FakeWeb, clock: Clock) -> None:
    add_feed(poller, OTHER)
    web.pages[OTHER] = rss(("g1", "Harvest is late this year", ""))
    web.pages[URL] = FetchError("server error", FailureReason.SERVER_ERROR, status=500)
    for _ in range(40):
        await poll_feeds(poller)
        clock.forward(hours=3)
    web.pages[URL] = rss(("g1", "Harvest is late this year", ""))
    clock.forward(days=2)
    await poll_feeds(poller)
    with poller.store.read() as tx:
        kinds = [alert.kind for alert in tx.alerts()]
    assert kinds == [AlertKind.SOURCE_FAILING, AlertKind.SOURCE_RECOVERED]
    assert feed_of(poller).health is not FeedHealth.FAILING
    assert not feed_of(poller).failure_told


async def test_a_feed_deleted_during_its_poll_stays_deleted(poller: Poller, web: FakeWeb) -> None:
    class Deleting(FakeWeb):
        async def fetch(self, url: str, validators: Any) -> Any:
            with poller.store.write() as tx:
                feed = tx.find_feed(URL)
                assert feed is not None
                tx.delete_feed(feed.id)
            return await web.fetch(url, validators)

    web.pages[URL] = rss(FOLLOW_UP)
    poller.fetcher = Deleting()
    assert (await poll_feeds(poller)).polled == 0
    assert feed_of(poller) is None
    with poller.store.read() as tx:
        assert tx.count_entries() == 0


async def test_what_a_failed_transaction_learned_is_forgotten(poller: Poller, web: FakeWeb, clock: Clock) -> None:
    web.pages[URL] = rss(("g1", "Harvest is late this year", ""))
    await poll_feeds(poller)
    clock.forward(days=1)
    web.pages[URL] = rss(FOLLOW_UP)
    inner = poller.random

    def broken() -> float:
        raise ZeroDivisionError

    poller.random = broken
    with pytest.raises(ZeroDivisionError):
        await poll_feeds(poller)
    poller.random = inner
    clock.forward(hours=1)
    assert (await poll_feeds(poller)).alerts == 1


@pytest.mark.parametrize(
    ("url", "host"), [("https://News.Example:8443/x", "news.example"), ("nonsense", ""), ("http://[::1", "")]
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


async def test_all_that_is_due_is_polled_once_each_however_much_it_is(poller: Poller, web: FakeWeb) -> None:
    urls = [f"https://paper{n}.example/feed" for n in range(40)]
    for url in urls:
        add_feed(poller, url)
        web.pages[url] = rss(("g1", "Harvest is late this year", ""))
    web.pages[URL] = rss(FOLLOW_UP)
    few = replace(poller, policy=replace(poller.policy, concurrency=16))
    report = await poll_due_feeds(few)
    assert (report.polled, report.new_entries, report.failed) == (41, 41, 0)
    assert sorted(url for url, _ in web.asked) == sorted([*urls, URL])
    assert await poll_due_feeds(few) == PollReport()


class CountingParser(InProcessParser):
    """Counts how many documents are read at the same time."""

    inside = 0
    most = 0

    async def parse(self, body: bytes, content_type: str, url: str) -> ParsedFeed:
        self.inside += 1
        self.most = max(self.most, self.inside)
        for _ in range(20):
            await asyncio.sleep(0)
        self.inside -= 1
        return await super().parse(body, content_type, url)


@pytest.mark.slow
async def test_however_many_feeds_are_asked_few_documents_are_unpacked_at_a_time(poller: Poller, web: FakeWeb) -> None:
    for n in range(60):
        url = f"https://paper{n}.example/feed"
        add_feed(poller, url)
        web.pages[url] = rss(("g1", "Harvest is late this year", ""))
    web.pages[URL] = rss(FOLLOW_UP)
    parser = CountingParser()
    few = replace(poller, parser=parser, policy=replace(poller.policy, parsers=2))
    assert (await poll_feeds(few, 100)).polled == 61
    assert 2 <= parser.most <= 8


@pytest.mark.parametrize("concurrency", [1, 4, 8, 100, 256])
def test_lanes_never_ask_more_at_a_time_than_is_allowed(concurrency: int) -> None:
    lanes, size = lanes_of(PollPolicy(concurrency=concurrency))
    assert lanes >= 1
    assert size >= 1
    assert lanes * size <= concurrency


async def test_a_match_makes_the_very_next_poll_come_sooner_never_under_the_floor(
    poller: Poller, web: FakeWeb, clock: Clock
) -> None:
    web.pages[URL] = rss(("g1", "Harvest is late this year", ""))
    await poll_feeds(poller)
    clock.forward(days=20)
    web.pages[URL] = rss(("g1", "Harvest is late this year", ""), FOLLOW_UP)
    await poll_feeds(poller)
    policy = poller.policy
    wait = feed_of(poller).next_poll_at - clock.at
    assert policy.floor <= wait <= policy.floor * (1 + policy.jitter)
    assert feed_of(poller).last_match_at == clock.at


async def test_a_match_shortens_no_wait_that_the_publisher_asks_for(poller: Poller, web: FakeWeb, clock: Clock) -> None:
    web.pages[URL] = rss(FOLLOW_UP).replace(b"<channel>", b"<channel><ttl>600</ttl>")
    report = await poll_feeds(poller)
    assert report.matches == 1
    assert feed_of(poller).next_poll_at - clock.at >= timedelta(hours=10)


async def test_a_429_that_names_no_time_rests_the_whole_host_for_the_usual_distance(
    poller: Poller, web: FakeWeb, clock: Clock
) -> None:
    second = "https://news.example/sport.xml"
    add_feed(poller, second)
    web.pages[URL] = web.pages[second] = FetchError("busy", FailureReason.RATE_LIMITED, status=429)
    await poll_feeds(poller)
    clock.forward(minutes=29)
    await poll_feeds(poller)
    assert len(web.asked) == 1


async def test_a_rest_that_was_asked_for_is_given_to_the_host_that_asked_not_to_one_that_led_there(
    poller: Poller, web: FakeWeb, clock: Clock
) -> None:
    neighbour, far = "https://news.example/sport.xml", "https://far.example/feed"
    until = clock.at + timedelta(days=3)
    web.pages[URL] = FetchError("busy", FailureReason.RATE_LIMITED, status=429, retry_at=until, host="far.example")
    await poll_feeds(poller)
    for url in (neighbour, far):
        add_feed(poller, url)
        web.pages[url] = rss(("g1", "Harvest is late this year", ""))
    await poll_feeds(poller)
    assert feed_of(poller).next_poll_at >= until
    assert [url for url, _ in web.asked] == [URL, neighbour]


async def test_a_site_with_and_without_www_is_one_that_asks_for_rest(poller: Poller, web: FakeWeb) -> None:
    until = NOON + timedelta(days=3)
    web.pages[URL] = FetchError("busy", FailureReason.SERVER_ERROR, status=503, retry_at=until, host="www.news.example")
    await poll_feeds(poller)
    assert set(poller.held_hosts) == {"news.example", "www.news.example"}


@pytest.mark.parametrize("is_new", [True, False])
async def test_a_feed_does_not_move_to_an_address_that_is_watched_already(
    poller: Poller, clock: Clock, is_new: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """Both would ask it, and tell everything twice."""
    caplog.set_level("INFO", "monitor")
    add_feed(poller, OTHER, next_poll_at=NOON + timedelta(days=99))
    body = rss(("g1", "Harvest is late this year", ""))

    class Moved:
        async def fetch(self, url: str, validators: Validators) -> Fetched:
            extra = f"<!-- {clock.at} -->".encode() if is_new else b""
            return Fetched(OTHER, body + extra, "application/rss+xml", Validators(), permanent_url=OTHER)

        async def close(self) -> None:
            return

    poller.fetcher = Moved()
    for _ in range(6):
        await poll_feeds(poller)
        clock.forward(days=1)
    with poller.store.read() as tx:
        assert sorted(feed.url for feed in tx.feeds()) == sorted([URL, OTHER])
    told = [record.message for record in caplog.records if "which is watched too" in record.message]
    assert len(told) == 1
    assert "monitor feed remove" in told[0]


async def test_a_correction_of_an_article_is_the_newest_word_and_ends_an_ack(
    poller: Poller, web: FakeWeb, clock: Clock
) -> None:
    web.pages[URL] = rss(("g1", "Harvest is late this year", ""))
    await poll_feeds(poller)
    clock.forward(days=1)
    web.pages[URL] = rss(FOLLOW_UP)
    await poll_feeds(poller)
    acked = ack_claim(poller.store, "harbour-bridge", by="desk", now=clock()).after
    clock.forward(days=1)
    taken_back = "The harbour bridge of Veldam was not opened in June, the city says."
    web.pages[URL] = rss(("g2", "Correction: Veldam has not opened its new harbour bridge", taken_back))
    assert (await poll_feeds(poller)).alerts == 1
    with poller.store.read() as tx:
        news = tx.newest_told(["harbour-bridge"])["harbour-bridge"]
        first, second = sorted(tx.alerts(), key=lambda it: it.created_at)
    assert news.headline.startswith("Correction")
    assert (news.opened_at, news.seen_at, second.event_at) == (clock(), clock(), clock())
    assert not is_muted(acked, clock(), news.seen_at)
    assert first.event_at < second.event_at
