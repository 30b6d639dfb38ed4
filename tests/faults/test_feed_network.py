"""Faults 13, 14, 16 and 27 to 34: the network as it really is."""

import asyncio
import gzip
import socket
import ssl
import threading
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
import trustme
from build import NOON
from feed_builds import numbered, rss
from feed_server import Answer, FeedServer, Request
from patience import PATIENCE

from monitor.adapters.http_fetcher import HttpFetcher
from monitor.errors import FailureReason, FetchError
from monitor.model.feed import Fetched, NotModified, Validators
from monitor.model.policy import FetchPolicy

LOOPBACK = ("127.0.0.0/8", "::1")
BODY = rss(*numbered(3))
NONE = Validators()


def fetcher(**changes: object) -> HttpFetcher:
    policy = {"private_hosts": LOOPBACK, "timeout": timedelta(minutes=2), "connect_timeout": timedelta(minutes=1)}
    find = changes.pop("find", None)
    tls = changes.pop("tls", None)
    extra = {name: value for name, value in (("find", find), ("tls", tls)) if value is not None}
    return HttpFetcher(FetchPolicy(**(policy | changes)), lambda: NOON, **extra)  # type: ignore[arg-type]


def hasty(**changes: object) -> HttpFetcher:
    """A fetcher that gives up, where that is what must come."""
    return fetcher(timeout=timedelta(seconds=1), connect_timeout=timedelta(seconds=0.5), **changes)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as opened:
        yield opened


async def failure(url: str, getter: HttpFetcher | None = None, validators: Validators = NONE) -> FetchError:
    getter = getter or fetcher()
    with pytest.raises(FetchError) as caught:
        await getter.fetch(url, validators)
    await getter.close()
    return caught.value


async def success(url: str, getter: HttpFetcher | None = None, validators: Validators = NONE) -> Fetched | NotModified:
    getter = getter or fetcher()
    answer = await getter.fetch(url, validators)
    await getter.close()
    return answer


async def test_fault_13_a_304_brings_its_own_headers(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(b"", 304, ((b"Cache-Control", b"max-age=60"), (b"Last-Modified", b"new")))
    answer = await success(server.url(), validators=Validators(b'"a"', b"old", server.url()))
    assert isinstance(answer, NotModified)
    assert answer.fresh_for == timedelta(seconds=60)
    assert (answer.validators.etag, answer.validators.last_modified) == (b'"a"', b"new")


async def test_fault_13_a_304_that_nobody_asked_for_is_an_error(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(b"", 304)
    assert (await failure(server.url())).reason is FailureReason.PROTOCOL


async def test_fault_14_the_validators_of_another_host_stay_at_home(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(BODY)
    await success(server.url(), validators=Validators(b'"a"', None, "http://other.example/feed"))
    await success(server.url(), validators=Validators(b'"a"', None, "http://[bad"))
    await success(server.url(), validators=Validators(b'"a"'))
    assert [request.header("if-none-match") for request in server.log] == [None, None, None]


async def test_fault_14_validators_go_to_the_address_that_gave_them_not_to_another_of_its_host(
    server: FeedServer,
) -> None:
    """A redirect to an older document would answer 304 to the newer one's date, and its entries would never come."""
    server.routes["/feed"] = Answer(b"", 302, ((b"Location", b"/b"),))
    server.routes["/b"] = Answer(BODY, 200, ((b"ETag", b'"b"'),))
    await success(server.url(), validators=Validators(b'"a"', b"Tue, 02 May 2017 10:00:00 GMT", server.url("/c")))
    answer = await success(server.url())
    await success(server.url(), validators=answer.validators)
    asked = [(request.path, request.header("if-none-match")) for request in server.log]
    assert asked == [("/feed", None), ("/b", None), ("/feed", None), ("/b", None), ("/feed", None), ("/b", b'"b"')]


async def test_fault_18_the_host_that_asks_for_rest_is_named(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(
        b"", 302, ((b"Location", server.url("/b").replace("127.0.0.1", "LocalHost").encode()),)
    )
    server.routes["/b"] = Answer(b"", 429)
    assert (await failure(server.url())).host == "localhost"


FRESHNESS = [
    ((), None),
    (("Cache-Control: max-age=600",), 600),
    (("Cache-Control: MAX-AGE=600",), 600),
    (('Cache-Control: max-age="600"',), 600),
    (("Cache-Control: public, max-age=600, must-revalidate",), 600),
    (("Cache-Control: max-age=600", "Age: 100"), 500),
    (("Cache-Control: max-age=600", "Age: 700"), 0),
    (("Cache-Control: max-age=600", "Age: x"), 600),
    (
        ("Cache-Control: max-age=600", "Expires: Tue, 02 May 2017 11:00:00 GMT", "Date: Tue, 02 May 2017 10:00:00 GMT"),
        600,
    ),
    (("Cache-Control: max-age=60, max-age=600",), 60),
    (("Cache-Control: max-age=60", "Cache-Control: max-age=600"), 60),
    (("Cache-Control: s-maxage=600",), None),
    (("Cache-Control: s-maxage=600, max-age=60",), 60),
    (("Cache-Control: max-age=-1",), 0),
    (("Cache-Control: max-age=abc",), 0),
    (("Cache-Control: max-age=",), 0),
    (("Cache-Control: max-age",), 0),
    (("Cache-Control: max-age=1.5",), 0),
    (("Cache-Control: no-cache",), 0),
    (("Cache-Control: no-cache, max-age=600",), 0),
    (("Cache-Control: no-store",), 0),
    (("Cache-Control: private",), None),
    (("Cache-Control: max-age=99999999999999",), 365 * 86_400),
    (("Cache-Control: max-age=9999999999999999999999",), 365 * 86_400),
    (("Cache-Control: max-age=600", "Age: 9999999999999999999999"), 0),
    (("Expires: Tue, 02 May 2017 11:00:00 GMT", "Date: Tue, 02 May 2017 10:00:00 GMT"), 3600),
    (("Expires: Tue, 02 May 2017 11:00:00 GMT", "Date: Tue, 02 May 2017 10:00:00 GMT", "Age: 600"), 3000),
    (("Expires: Wed, 03 May 2017 13:00:00 GMT",), 3600),
    (("Expires: Tue, 02 May 2017 09:00:00 GMT", "Date: Tue, 02 May 2017 10:00:00 GMT"), 0),
    (("Expires: 0",), 0),
    (("Expires: -1", "Date: Tue, 02 May 2017 10:00:00 GMT"), 0),
]


@pytest.mark.parametrize(("lines", "seconds"), FRESHNESS)
async def test_fault_16_freshness(server: FeedServer, lines: Sequence[str], seconds: int | None) -> None:
    pairs = (line.split(": ", 1) for line in lines)
    server.routes["/feed"] = Answer(BODY, 200, tuple((name.encode(), value.encode()) for name, value in pairs))
    answer = await success(server.url())
    assert answer.fresh_for == (None if seconds is None else timedelta(seconds=seconds))


RETRIES = [
    ("3600", NOON + timedelta(hours=1)),
    ("0", NOON),
    ("-5", None),
    ("soon", None),
    ("99999999999999999999", NOON + timedelta(days=31)),
    ("00000000000000000000060", NOON + timedelta(minutes=1)),
    ("0" * 30, NOON),
    ("9999999999", NOON + timedelta(days=31)),
    ("Wed, 03 May 2017 15:00:00 GMT", datetime(2017, 5, 3, 15, tzinfo=UTC)),
    ("Wed, 03 May 2017 17:00:00 +0200", datetime(2017, 5, 3, 15, tzinfo=UTC)),
    ("Wed, 03 May 1999 15:00:00 GMT", NOON),
    ("Wed, 03 May 2099 15:00:00 GMT", NOON + timedelta(days=31)),
    ("", None),
]


@pytest.mark.parametrize(("word", "moment"), RETRIES)
async def test_fault_18_retry_after(server: FeedServer, word: str, moment: datetime | None) -> None:
    server.routes["/feed"] = Answer(b"", 429, ((b"Retry-After", word.encode()),))
    error = await failure(server.url())
    assert (error.reason, error.status, error.retry_at) == (FailureReason.RATE_LIMITED, 429, moment)


async def _drip(request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
    writer.write(head)
    while not writer.is_closing() and not reader.at_eof():
        writer.write(b"x" if head.endswith(b"\r\n\r\n") else b"HTTP/1.1 103 Early Hints\r\n\r\n" if not head else b"y")
        await writer.drain()
        await asyncio.wait([asyncio.ensure_future(reader.read(1))], timeout=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Long: ", b""])
async def test_fault_27_dripping_answers_end_at_the_deadline(server: FeedServer, head: bytes) -> None:
    server.talks["/feed"] = lambda *talk: _drip(*talk, head)
    async with asyncio.timeout(PATIENCE):
        error = await failure(server.url(), hasty())
    assert error.reason is FailureReason.TIMEOUT


@pytest.mark.slow
async def test_fault_28_a_hanging_lookup_delays_nobody_else(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(BODY)
    release = threading.Event()

    def find(host: str, port: int) -> list[str]:
        if host == "slow.example":
            release.wait(PATIENCE)
        return ["127.0.0.1"]

    patient = fetcher(find=find)
    slow = asyncio.create_task(failure(server.url(host="slow.example"), patient))
    others = await asyncio.gather(*(patient.fetch(server.url(host=f"host{n}.example"), NONE) for n in range(50)))
    assert len(others) == 50
    assert not slow.done()
    assert (await failure(server.url(host="slow.example"), hasty(find=find))).reason is FailureReason.TIMEOUT
    slow.cancel()
    release.set()


async def test_fault_29_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert (await failure(f"http://127.0.0.1:{port}/")).reason is FailureReason.CONNECT


async def test_fault_29_reset(server: FeedServer) -> None:
    async def reset(request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    server.talks["/feed"] = reset
    assert (await failure(server.url())).reason is FailureReason.PROTOCOL


@pytest.mark.parametrize(
    "raw",
    [
        b"garbage\r\n\r\n",
        b"ICY 200 OK\r\n\r\n",
        b"<rss/>",
        b"",
        b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000 + b"\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://a:b/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 206 Partial Content\r\nContent-Length: 2\r\n\r\nhi",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 300 Multiple Choices\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
    ],
)
async def test_fault_29_answers_against_the_rules(server: FeedServer, raw: bytes) -> None:
    server.routes["/feed"] = raw
    assert (await failure(server.url())).reason is FailureReason.PROTOCOL


async def _tls_failure(certificate: trustme.LeafCert, trust: ssl.SSLContext | None) -> FetchError:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    async with FeedServer(tls=context) as server:
        server.routes["/feed"] = Answer(BODY)
        getter = fetcher(find=lambda host, port: ["127.0.0.1"], tls=trust)
        return await failure(server.url(host="news.example", scheme="https"), getter)


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def test_fault_29_certificates_that_nobody_signed_for_another_host_or_long_ago() -> None:
    authority = trustme.CA()
    trust = _trusting(authority)
    stale = authority.issue_cert("news.example", not_after=datetime(2020, 1, 1, tzinfo=UTC))
    for certificate, context in (
        (trustme.CA().issue_cert("news.example"), trust),
        (authority.issue_cert("other.example"), trust),
        (stale, trust),
        (authority.issue_cert("news.example"), None),
    ):
        assert (await _tls_failure(certificate, context)).reason is FailureReason.TLS


async def test_fault_29_a_sound_certificate_is_asked_for_by_name() -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    names: list[str | None] = []
    context.sni_callback = lambda sock, name, ctx: names.append(name)
    async with FeedServer(tls=context) as server:
        server.routes["/feed"] = Answer(BODY)
        getter = fetcher(find=lambda host, port: ["127.0.0.1"], tls=_trusting(authority))
        assert isinstance(await success(server.url(host="news.example", scheme="https"), getter), Fetched)
    assert names == ["news.example"]


@pytest.mark.parametrize("cut", [1, 5, 9, 20])
async def test_fault_30_a_cut_gzip_stream_is_no_answer(server: FeedServer, cut: int) -> None:
    packed = gzip.compress(BODY)[:-cut]
    server.routes["/feed"] = Answer(packed, 200, ((b"Content-Encoding", b"gzip"),), has_length=False)
    error = await failure(server.url())
    assert (error.reason, error.recoverable) == (FailureReason.PROTOCOL, True)


async def test_fault_30_gzip_in_several_members_with_rubbish_behind(server: FeedServer) -> None:
    packed = gzip.compress(BODY[:100]) + gzip.compress(BODY[100:]) + b"rubbish"
    server.routes["/feed"] = Answer(packed, 200, ((b"Content-Encoding", b"x-gzip"),))
    answer = await success(server.url())
    assert isinstance(answer, Fetched)
    assert answer.body == BODY


async def test_fault_30_a_body_without_length_ends_with_the_connection(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(BODY, has_length=False)
    answer = await success(server.url())
    assert isinstance(answer, Fetched)
    assert answer.body == BODY


async def test_fault_30_an_empty_body_that_claims_gzip_is_empty(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(b"", 200, ((b"Content-Encoding", b"gzip"),))
    answer = await success(server.url())
    assert isinstance(answer, Fetched)
    assert answer.body == b""


def zeros(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(size // 1_000_000)) + packer.flush()


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", "br", "zstd", "deflate", "compress"])
async def test_fault_31_decompression_bombs(server: FeedServer, encoding: str) -> None:
    server.routes["/feed"] = Answer(zeros(200_000_000), 200, ((b"Content-Encoding", encoding.encode()),))
    tracemalloc.start()
    error = await failure(server.url())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.reason in (FailureReason.TOO_BIG, FailureReason.PROTOCOL)
    assert peak < 50_000_000


async def test_fault_31_large_bodies_are_refused_early_and_late(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(b"x" * 2_000)
    assert (await failure(server.url(), fetcher(max_bytes=1_000))).reason is FailureReason.TOO_BIG
    server.routes["/feed"] = Answer(b"x" * 2_000, has_length=False)
    assert (await failure(server.url(), fetcher(max_bytes=1_000))).reason is FailureReason.TOO_BIG
    assert isinstance(await success(server.url(), fetcher(max_bytes=2_000)), Fetched)


async def test_fault_33_a_dead_address_does_not_hide_a_living_one(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(BODY)
    getter = fetcher(find=lambda host, port: ["::1", "127.0.0.1"])
    assert isinstance(await success(server.url(host="news.example"), getter), Fetched)


@pytest.mark.parametrize("found", [["127.0.0.1", "10.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["fe80::1%eth0", "127.0.0.1"]])
async def test_fault_33_every_address_is_checked_not_only_the_first(server: FeedServer, found: list[str]) -> None:
    getter = fetcher(find=lambda host, port: found)
    assert (await failure(server.url(host="news.example"), getter)).reason is FailureReason.UNSAFE_ADDRESS


async def test_fault_33_a_name_without_addresses(server: FeedServer) -> None:
    error = await failure(server.url(host="news.example"), fetcher(find=lambda host, port: []))
    assert error.reason is FailureReason.DNS


async def test_fault_33_a_name_that_is_not_known(server: FeedServer) -> None:
    def find(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    assert (await failure(server.url(host="news.example"), fetcher(find=find))).reason is FailureReason.DNS


STATUSES = {
    400: FailureReason.REFUSED, 401: FailureReason.BLOCKED, 403: FailureReason.BLOCKED, 404: FailureReason.NOT_FOUND,
    410: FailureReason.GONE, 418: FailureReason.REFUSED, 429: FailureReason.RATE_LIMITED, 451: FailureReason.BLOCKED,
    500: FailureReason.SERVER_ERROR, 503: FailureReason.SERVER_ERROR,
}  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
async def test_fault_29_statuses_are_told_apart(server: FeedServer, status: int) -> None:
    server.routes["/feed"] = Answer(b"", status)
    error = await failure(server.url())
    assert (error.reason, error.status) == (STATUSES[status], status)


async def test_fault_29_a_challenge_is_a_block_whatever_its_status(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(b"", 503, ((b"cf-mitigated", b"challenge"),))
    assert (await failure(server.url())).reason is FailureReason.BLOCKED


async def test_fault_29_no_error_holds_a_secret(server: FeedServer) -> None:
    server.routes["/feed"] = Answer(b"", 500)
    url = server.url("/feed?token=t0ken").replace("http://", "http://ann:s3cret@")
    for error in (await failure(url), await failure(url.replace("http:", "ftp:")), await failure(url + "\x00")):
        assert "s3cret" not in f"{error} {error!r} {error.__cause__} {error.__context__}"
        assert "t0ken" not in f"{error} {error!r} {error.__cause__} {error.__context__}"
