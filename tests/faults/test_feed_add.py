"""Faults 12, 22 and 25 over real sockets: a page is no feed, a request is modest, JSON Feed is read."""

from collections.abc import AsyncIterator

import pytest
from build import NOON
from fakes import InProcessParser
from feed_builds import numbered, rss
from feed_server import Answer, FeedServer

from monitor.adapters.http_fetcher import HttpFetcher
from monitor.errors import FetchError, ParseError, UsageError
from monitor.model.feed import Validators
from monitor.model.policy import FetchPolicy
from monitor.usecases.add_feed import FoundFeed, discover_feeds, find_feed


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as opened:
        yield opened


def page(*links: str) -> Answer:
    tags = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    return Answer(f"<!DOCTYPE html><html><head>{tags}</head><body>News</body></html>".encode())


async def look(url: str) -> FoundFeed:
    fetcher = HttpFetcher(FetchPolicy(private_hosts=("127.0.0.1",)), lambda: NOON)
    try:
        return await find_feed(fetcher, InProcessParser(), url)
    finally:
        await fetcher.close()


async def test_fault_12_the_one_feed_that_a_page_names_is_found(server: FeedServer) -> None:
    server.routes |= {"/": page("/feed"), "/feed": Answer(rss(*numbered(2)))}
    found = await look(server.url("/"))
    assert (found.url, len(found.parsed.entries)) == (server.url("/feed"), 2)


@pytest.mark.parametrize("count", [2, 5, 300])
async def test_fault_12_several_are_offered_at_most_five_and_none_is_asked_or_taken(
    server: FeedServer, count: int
) -> None:
    server.routes["/"] = page(*(f"/feed-{n}" for n in range(count)))
    with pytest.raises(UsageError, match=f"names {count} feeds") as caught:
        await look(server.url("/"))
    assert str(caught.value).count("/feed-") == min(count, 5)
    assert server.paths() == ["/"]


@pytest.mark.parametrize(
    "link",
    ["http://[", "http://[x", "javascript:alert(1)", "file:///etc/passwd", "http://a b/", "//", "http://\x1b[31m/", ""],
)
async def test_fault_12_links_that_are_no_addresses_break_nothing(server: FeedServer, link: str) -> None:
    server.routes["/"] = page(link)
    with pytest.raises(ParseError):
        await look(server.url("/"))
    assert discover_feeds(f'<base href="{link}"><link rel=alternate type=application/rss+xml href="/f">', "http://a.b/")


async def test_fault_12_a_page_leads_into_no_private_network(server: FeedServer) -> None:
    server.routes["/"] = page("http://10.0.0.1/feed")
    with pytest.raises(FetchError, match="private network"):
        await look(server.url("/"))


async def test_fault_22_a_request_has_four_modest_headers_and_nothing_personal(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(rss(*numbered(1)), 200, ((b"Set-Cookie", b"id=1"), (b"ETag", b'"e"')))
    fetcher = HttpFetcher(FetchPolicy(private_hosts=("127.0.0.1",)), lambda: NOON)
    for validators in (Validators(), Validators(b'"e"', None, server.url("/feed?b=2&a=1"))):
        await fetcher.fetch(server.url("/feed?b=2&a=1#part"), validators)
    await fetcher.close()
    first, second = server.log
    assert sorted(first.names()) == ["accept", "accept-encoding", "host", "user-agent"]
    assert sorted(second.names()) == ["accept", "accept-encoding", "host", "if-none-match", "user-agent"]
    assert {request.path for request in server.log} == {"/feed?b=2&a=1"}
    assert {request.header("accept-encoding") for request in server.log} == {b"gzip"}
    assert (first.header("user-agent") or b"").startswith(b"claim-monitor/")


JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "J", "authors": [{"name": "Ann"}], "items": [
{"id": 7, "url": "/seven", "title": "Bridge opens", "date_published": "2017-05-02T10:00:00+02:00"},
{"id": "8", "content_html": "<p>Only <b>words</b></p>", "authors": [{"name": "Bo"}]},
{"title": "An item without id"}, "no item", null, {"id": ""}]}"""


async def test_fault_25_a_json_feed_is_read_with_its_numbers_as_ids(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(JSON_FEED, 200, ((b"Content-Type", b"application/feed+json"),))
    found = await look(server.url("/feed"))
    entries = found.parsed.entries
    assert found.parsed.version == "json11"
    assert [entry.guid for entry in entries[:2]] == ["7", "8"]
    assert entries[0].link == server.url("/seven")
    assert entries[0].published is not None
    assert entries[0].published.hour == 8
    assert entries[1].author == "Bo"
    assert "Only words" in (entries[1].title, entries[1].summary)
