"""The loopback outlets speak HTTP and their feed formats as real ones do."""

import gzip
import http.client
import io
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from patience import PATIENCE

from monitor.demo.archive import END, OUTLETS, START, Courtesy, Item, Outlet, Syntax, load_archive, window_of
from monitor.demo.documents import render_feed
from monitor.demo.servers import FeedServer

ARCHIVE = load_archive()
JUNE = datetime(2017, 6, 5, 12, tzinfo=UTC)


@dataclass
class Hands:
    """A clock that the test moves."""

    at: datetime = JUNE

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def server(clock: Hands) -> Iterator[FeedServer]:
    with FeedServer(ARCHIVE, clock.now) as server:
        yield server


def the(courtesy: Courtesy) -> Outlet:
    return next(outlet for outlet in OUTLETS if outlet.courtesy is courtesy)


def get(server: FeedServer, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.name)
def test_a_feed_reads_back_as_the_items_it_was_made_of(server: FeedServer, outlet: Outlet) -> None:
    response, body = get(server, outlet.path)
    shown = window_of(outlet, ARCHIVE, JUNE)
    assert response.status == 200
    assert _read(outlet.syntax, body) == [(item.guid, item.link, item.title, item.summary, item.at) for item in shown]


def _read(syntax: Syntax, body: bytes) -> list[tuple[str, str, str, str, datetime]]:
    if syntax is Syntax.JSON:
        items = json.loads(body)["items"]
        return [
            (i["id"], i["url"], i["title"], i["content_text"], datetime.fromisoformat(i["date_published"]))
            for i in items
        ]
    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo
    return [
        (
            entry.id,
            entry.link,
            entry.title,
            entry.summary.removeprefix("<p>").removesuffix("</p>"),
            datetime(*entry.published_parsed[:6], tzinfo=UTC),
        )
        for entry in parsed.entries
    ]


@pytest.mark.parametrize("syntax", list(Syntax))
def test_markup_in_a_headline_is_escaped(syntax: Syntax) -> None:
    outlet = Outlet("A & B <Post>", "post.example", "/f", syntax)
    item = Item(outlet.name, JUNE, "g<&>1", "https://post.example/?a=1&b='2'", 'Q&A: "x < y" ]]>', "5 > 4 & 3 < 4")
    document = render_feed(outlet, [item], JUNE)
    if syntax is Syntax.JSON:
        assert _read(syntax, document.encode())[0][2] == item.title
        return
    entry = feedparser.parse(io.BytesIO(document.encode()), sanitize_html=False).entries[0]
    assert (entry.id, entry.link) == (item.guid, item.link)
    assert feedparser.parse(io.BytesIO(document.encode())).feed.title == "A & B <Post>"
    assert 'Q&A: "x < y" ]]>' in entry.title


def test_a_feed_grows_with_the_clock(server: FeedServer, clock: Hands) -> None:
    outlet = the(Courtesy.NONE)
    clock.at = START
    _, early = get(server, outlet.path)
    clock.at = END
    _, late = get(server, outlet.path)
    assert early != late


def test_gzip_is_given_to_those_who_ask(server: FeedServer) -> None:
    path = the(Courtesy.GZIP).path
    plain, body = get(server, path)
    packed, packed_body = get(server, path, Accept_Encoding="gzip, deflate")
    assert plain.getheader("Content-Encoding") is None
    assert packed.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(packed_body) == body


@pytest.mark.parametrize(
    ("courtesy", "given", "asked"),
    [
        (Courtesy.ETAG, "ETag", "If-None-Match"),
        (Courtesy.LAST_MODIFIED, "Last-Modified", "If-Modified-Since"),
    ],
)
def test_an_unchanged_feed_is_not_sent_again(
    server: FeedServer, clock: Hands, courtesy: Courtesy, given: str, asked: str
) -> None:
    outlet = the(courtesy)
    first, _ = get(server, outlet.path)
    again, nothing = get(server, outlet.path, **{asked: first.getheader(given, "")})
    clock.at += timedelta(days=10)
    later, body = get(server, outlet.path, **{asked: first.getheader(given, "")})
    assert (again.status, nothing) == (304, b"")
    assert again.getheader(given) == first.getheader(given)
    assert later.status == 200
    assert body
    assert server.count(outlet) == {200: 2, 304: 1}


@pytest.mark.parametrize("status", [404, 503])
def test_an_outage_begins_and_ends(server: FeedServer, clock: Hands, status: int) -> None:
    outlet = next(outlet for outlet in OUTLETS if outlet.outage and outlet.outage.status == status)
    assert outlet.outage is not None
    answers = []
    for at in (outlet.outage.start - timedelta(seconds=1), outlet.outage.start, outlet.outage.end):
        clock.at = at
        answers.append(get(server, outlet.path)[0].status)
    assert answers == [200, status, 200]


def test_the_date_of_an_answer_is_the_clocks(server: FeedServer) -> None:
    response, _ = get(server, OUTLETS[0].path)
    assert response.getheader("Date") == "Mon, 05 Jun 2017 12:00:00 GMT"


def test_another_path_is_not_found(server: FeedServer) -> None:
    assert get(server, "/etc/passwd")[0].status == 404


def test_an_empty_feed_is_still_a_feed() -> None:
    for outlet in OUTLETS:
        assert render_feed(outlet, (), JUNE)


def test_nothing_is_left_behind() -> None:
    before = set(threading.enumerate())
    with FeedServer(ARCHIVE, lambda: JUNE) as server:
        port = server.server_port
        get(server, OUTLETS[0].path)
    assert set(threading.enumerate()) <= before
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE).connect()
