"""The etiquette score: a server that looks at every request as a tired administrator would. Twenty checks, twenty points.

Each check drives the real fetcher against a real server, and the real plan where the point is when to come again.
"""

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from build import NOON, a_feed
from feed_builds import numbered, read, rss
from feed_server import Answer, FeedServer, Request

from monitor.adapters.http_fetcher import HttpFetcher
from monitor.errors import FailureReason, FetchError
from monitor.feeds.plan import body_hash, plan_failure, plan_not_modified, plan_same_body, plan_update
from monitor.model.feed import Feed, FeedHealth, Fetched, NotModified, Validators
from monitor.model.policy import FetchPolicy, PollPolicy

POLICY = PollPolicy()
BODY = rss(*numbered(3))


@dataclass
class Reader:
    """One feed, read the way the daemon reads it: fetch, plan, come again when the plan says."""

    server: FeedServer
    fetcher: HttpFetcher
    feed: Feed
    now: datetime = NOON

    async def poll(self) -> Feed:
        self.now = max(self.now, self.feed.next_poll_at)
        self.feed = await self._ask()
        return self.feed

    async def _ask(self) -> Feed:
        feed, now = self.feed, self.now
        try:
            answer = await self.fetcher.fetch(feed.url, feed.validators)
        except FetchError as error:
            return plan_failure(feed, error, now, POLICY, 0.0).feed
        if isinstance(answer, NotModified):
            return plan_not_modified(feed, answer, now, POLICY, 0.0).feed
        if body_hash(answer.body) == feed.body_hash:
            return plan_same_body(feed, answer, now, POLICY, 0.0).feed
        return plan_update(feed, answer, read(answer.body), {}, now, POLICY, 0.0).feed

    @property
    def wait(self) -> timedelta:
        return self.feed.next_poll_at - self.now


class Counter:
    """How many requests a server was asked at the same time."""

    now = most = 0

    async def __call__(self, request: Request, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        for _turn in range(50):  # so long that others would come in between
            await asyncio.sleep(0)
        writer.write(Answer(BODY).to_bytes())
        await writer.drain()
        self.now -= 1


async def test_feeds_of_many_hosts_that_lead_to_one_ask_it_one_after_another() -> None:
    counter = Counter()
    async with FeedServer("0.0.0.0") as server:
        server.talks["/all"] = counter
        server.routes["/feed"] = Answer(b"", 302, ((b"Location", server.url("/all", host="127.0.0.1").encode()),))
        fetcher = HttpFetcher(FetchPolicy(private_hosts=("127.0.0.0/8",)), lambda: NOON)
        urls = [server.url(host=f"127.0.1.{n}") for n in range(1, 21)]
        answers = await asyncio.gather(*(fetcher.fetch(url, Validators()) for url in urls))
        await fetcher.close()
    assert len(answers) == 20
    assert counter.most == 1


@pytest.mark.parametrize(
    ("status", "host", "reason"),
    [
        (301, "127.0.0.1", FailureReason.GONE),
        (302, "127.0.0.1", FailureReason.NOT_FOUND),
        (301, "127.0.0.2", FailureReason.NOT_FOUND),
    ],
)
async def test_only_the_feeds_own_site_can_say_that_it_is_gone(status: int, host: str, reason: FailureReason) -> None:
    async with FeedServer("0.0.0.0") as server:
        server.routes["/feed"] = Answer(b"", status, ((b"Location", server.url("/gone", host=host).encode()),))
        server.routes["/gone"] = Answer(b"", 410)
        fetcher = HttpFetcher(FetchPolicy(private_hosts=("127.0.0.0/8",)), lambda: NOON)
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(server.url(host="127.0.0.1"), Validators())
        await fetcher.close()
    assert caught.value.reason is reason


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    async with FeedServer() as server:
        found = Reader(server, None, a_feed(url=server.url("/feed")))  # type: ignore[arg-type]
        found.fetcher = HttpFetcher(FetchPolicy(private_hosts=("127.0.0.0/8", "::1")), lambda: found.now)
        yield found
        await found.fetcher.close()


def answer(*headers: tuple[bytes, bytes], body: bytes = BODY, status: int = 200) -> Answer:
    return Answer(body, status, headers)


async def test_01_says_who_it_is_with_name_version_and_address(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer()
    await reader.poll()
    agent = reader.server.log[0].header("user-agent") or b""
    assert agent.startswith(b"claim-monitor/")
    assert b"(+https://" in agent


async def test_02_says_the_same_name_each_time(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer()
    await reader.poll()
    await reader.poll()
    assert reader.server.log[0].header("user-agent") == reader.server.log[1].header("user-agent")


async def test_03_offers_gzip_and_reads_it(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer((b"Content-Encoding", b"gzip"), body=gzip.compress(BODY))
    feed = await reader.poll()
    assert reader.server.log[0].header("accept-encoding") == b"gzip"
    assert feed.failures == 0


@pytest.mark.parametrize(
    "etag",
    [b'"abc"', b'W/"abc"', b"abc", b"'abc'", b'"\xe9t\xe9"', b'"a b"', b'"-gzip"', b'"a,b"', b'"' + b"x" * 1000 + b'"'],
)
async def test_04_gives_an_etag_back_byte_for_byte(reader: Reader, etag: bytes) -> None:
    reader.server.routes["/feed"] = answer((b"ETag", etag))
    await reader.poll()
    await reader.poll()
    assert reader.server.log[1].header("if-none-match") == etag


@pytest.mark.parametrize(
    "date",
    [b"Tue, 02 May 2017 10:00:00 GMT", b"Tue, 2 May 2017 10:00:00 +0200", b"2017-05-02 10:00", b"yesterday", b"0"],
)
async def test_05_gives_last_modified_back_byte_for_byte(reader: Reader, date: bytes) -> None:
    reader.server.routes["/feed"] = answer((b"Last-Modified", date))
    await reader.poll()
    await reader.poll()
    assert reader.server.log[1].header("if-modified-since") == date


async def test_06_sends_both_validators_when_both_are_known(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer((b"ETag", b'"a"'), (b"Last-Modified", b"Tue, 02 May 2017 10:00:00 GMT"))
    await reader.poll()
    await reader.poll()
    assert {"if-none-match", "if-modified-since"} <= set(reader.server.log[1].names())


async def test_07_invents_no_validator(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer((b"Date", b"Tue, 02 May 2017 10:00:00 GMT"))
    await reader.poll()
    await reader.poll()
    assert not {"if-none-match", "if-modified-since"} & set(reader.server.log[1].names())


async def test_08_gives_validators_to_no_other_host(reader: Reader) -> None:
    async with FeedServer() as other:
        other.routes["/feed"] = answer()
        reader.server.routes["/feed"] = answer((b"ETag", b'"secret"'))
        await reader.poll()
        reader.server.routes["/feed"] = answer((b"Location", other.url("/feed").encode()), status=302)
        await reader.poll()
        assert "if-none-match" not in other.log[0].names()


async def test_09_keeps_its_validators_over_a_304_and_takes_new_ones(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer((b"ETag", b'"a"'), (b"Last-Modified", b"Tue, 02 May 2017 10:00:00 GMT"))
    await reader.poll()
    reader.server.routes["/feed"] = answer((b"ETag", b'"b"'), status=304, body=b"")
    await reader.poll()
    await reader.poll()
    assert reader.server.log[2].header("if-none-match") == b'"b"'
    assert reader.server.log[2].header("if-modified-since") == b"Tue, 02 May 2017 10:00:00 GMT"


async def test_10_sends_no_cookie_and_no_referer(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer((b"Set-Cookie", b"id=1; Path=/"))
    await reader.poll()
    await reader.poll()
    assert not {"cookie", "referer"} & set(reader.server.log[1].names())


async def test_11_adds_nothing_to_the_address_and_nothing_else_to_the_request(reader: Reader) -> None:
    reader.feed = replace(reader.feed, url=reader.server.url("/feed?b=2&a=1"))
    reader.server.routes["/feed"] = answer()
    await reader.poll()
    request = reader.server.log[0]
    assert (request.method, request.path) == ("GET", "/feed?b=2&a=1")
    assert sorted(request.names()) == ["accept", "accept-encoding", "host", "user-agent"]


async def test_12_waits_as_long_as_an_answer_is_fresh(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer((b"Cache-Control", b"public, max-age=14400"), (b"Age", b"600"))
    await reader.poll()
    assert reader.wait >= timedelta(seconds=14400 - 600)


async def test_13_reads_expires_by_the_servers_own_clock(reader: Reader) -> None:
    date, expires = b"Fri, 01 Jan 2010 00:00:00 GMT", b"Fri, 01 Jan 2010 05:00:00 GMT"
    reader.server.routes["/feed"] = answer((b"Date", date), (b"Expires", expires))
    await reader.poll()
    assert reader.wait >= timedelta(hours=5)


async def test_14_heeds_the_freshness_of_a_304(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer((b"ETag", b'"a"'))
    await reader.poll()
    reader.server.routes["/feed"] = answer((b"Cache-Control", b"max-age=36000"), status=304, body=b"")
    await reader.poll()
    assert reader.wait >= timedelta(hours=10)


@pytest.mark.parametrize("status", [429, 503])
async def test_15_comes_back_no_sooner_than_retry_after_in_seconds(reader: Reader, status: int) -> None:
    reader.server.routes["/feed"] = answer((b"Retry-After", b"90000"), status=status)
    await reader.poll()
    assert reader.wait >= timedelta(seconds=90_000)


@pytest.mark.parametrize("status", [429, 503])
async def test_16_comes_back_no_sooner_than_retry_after_as_a_date(reader: Reader, status: int) -> None:
    reader.server.routes["/feed"] = answer((b"Retry-After", b"Fri, 05 May 2017 12:00:00 GMT"), status=status)
    await reader.poll()
    assert reader.feed.next_poll_at >= datetime(2017, 5, 5, 12, tzinfo=UTC)


async def test_17_backs_off_from_a_server_in_trouble_that_says_nothing(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer(status=503)
    waits = []
    for _ in range(9):
        await reader.poll()
        waits.append(reader.wait)
    assert waits == sorted(waits)
    assert waits[0] >= POLICY.interval
    assert waits[-1] == POLICY.ceiling


async def test_18_learns_a_permanent_move_and_leaves_the_old_address_alone(reader: Reader) -> None:
    reader.server.routes["/new"] = answer((b"ETag", b'"a"'))
    reader.server.routes["/feed"] = answer((b"Location", b"/new"), status=301)
    for _ in range(POLICY.moved_after + 1):
        await reader.poll()
    seen = len(reader.server.log)
    await reader.poll()
    assert reader.server.paths()[seen:] == ["/new"]


async def test_19_never_asks_again_for_what_is_gone(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer(status=410)
    await reader.poll()
    assert reader.feed.health is FeedHealth.GONE
    assert reader.feed.paused
    assert reader.feed.reason is FailureReason.GONE


async def test_20_asks_rarely_for_what_is_not_there(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer(status=404)
    for _ in range(3):
        await reader.poll()
    assert reader.wait >= timedelta(days=1)


async def test_21_never_asks_more_often_than_the_floor_whatever_is_allowed(reader: Reader) -> None:
    reader.server.routes["/feed"] = lambda request: answer(
        (b"Cache-Control", b"no-cache, max-age=0"), body=rss(*numbered(5, start=len(reader.server.log) * 10))
    )
    for _ in range(4):
        await reader.poll()
        assert reader.wait >= POLICY.floor


async def test_22_heeds_what_the_publisher_asks_in_the_document(reader: Reader) -> None:
    closed = "".join(f"<hour>{hour}</hour>" for hour in range(12, 20))
    wish = f"<ttl>120</ttl><skipHours>{closed}</skipHours>"
    reader.server.routes["/feed"] = answer((b"ETag", b'"a"'), body=rss(*numbered(3), extra=wish))
    await reader.poll()
    assert reader.feed.next_poll_at >= NOON.replace(hour=20)
    reader.server.routes["/feed"] = answer(status=304, body=b"")
    await reader.poll()
    assert reader.wait >= timedelta(hours=2)


async def test_23_sends_a_password_to_its_own_host_only_and_logs_none(
    reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with FeedServer() as other:
        other.routes["/feed"] = answer()
        url = reader.server.url("/feed").replace("http://", "http://ann:s3cret@")
        reader.feed = replace(reader.feed, url=url)
        reader.server.routes["/feed"] = answer((b"Location", other.url("/feed?token=t0ken").encode()), status=302)
        await reader.poll()
        assert (reader.server.log[0].header("authorization") or b"").startswith(b"Basic ")
        assert "authorization" not in other.log[0].names()
    assert "s3cret" not in caplog.text
    assert "t0ken" not in caplog.text


async def test_24_a_fetched_answer_names_the_address_it_really_came_from(reader: Reader) -> None:
    reader.server.routes["/feed"] = answer((b"Location", b"/b"), status=308)
    reader.server.routes["/b"] = answer((b"Location", b"/c"), status=302)
    reader.server.routes["/c"] = answer()
    fetched = await reader.fetcher.fetch(reader.feed.url, Validators())
    assert isinstance(fetched, Fetched)
    assert fetched.url == reader.server.url("/c")
    assert fetched.permanent_url == ""
