"""Fault 73: whatever the spelling, whoever sent us, no request goes into the private network."""

from collections.abc import Iterator

import pytest
from build import NOON
from feed_server import Answer, FeedServer

from monitor.adapters.http_fetcher import HttpFetcher
from monitor.errors import FailureReason, FetchError
from monitor.model.feed import Fetched, Validators
from monitor.model.policy import FetchPolicy

SPELLINGS = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "0x7f.1",
    "0", "0.0.0.0", "localhost", "LOCALHOST", "127.0.0.1.", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[0:0:0:0:0:0:0:1]", "[fe80::1]", "[fc00::1]",
    "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "169.254.169.254", "198.18.0.1", "192.0.0.1", "224.0.0.1",
    "255.255.255.255", "240.0.0.1", "[ff02::1]", "[2001:db8::1]", "①②⑦.⓪.⓪.①", "127。0。0。1", "ann@127.0.0.1",
    "good.example:80@127.0.0.1", "good.example\\@127.0.0.1", "127.0.0.1#@good.example", "127.0.0.1?@good.example",
]  # fmt: skip


def find_loopback(host: str, port: int) -> list[str]:
    """A resolver as the system's, which knows all the old spellings; every other name is public."""
    import socket

    if host.endswith(".example"):
        return ["93.184.215.14"]
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetcher(*allowed: str, find: object = find_loopback) -> HttpFetcher:
    return HttpFetcher(FetchPolicy(private_hosts=allowed), lambda: NOON, find)  # type: ignore[arg-type]


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_fault_73_private_addresses_in_every_spelling(spelling: str) -> None:
    async with FeedServer() as server:
        server.routes["/feed"] = Answer(b"secret")
        getter = fetcher()
        with pytest.raises(FetchError) as caught:
            await getter.fetch(
                f"http://{spelling}:{server.port}/feed" if "#" not in spelling else f"http://{spelling}", Validators()
            )
        await getter.close()
        assert caught.value.reason in (FailureReason.UNSAFE_ADDRESS, FailureReason.BAD_URL, FailureReason.DNS)
        assert server.log == []


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:{port}/secret", "//127.1:{port}/secret", "http://0x7f000002:{port}/secret"]
)
async def test_fault_73_redirects_are_checked_like_the_first(target: str) -> None:
    async with FeedServer() as server:
        location = target.format(port=server.port).encode()
        server.routes["/feed"] = Answer(b"", 302, ((b"Location", location),))
        server.routes["/secret"] = Answer(b"secret")
        getter = fetcher("open.test", find=lambda host, port: ["127.0.0.1"])
        with pytest.raises(FetchError) as caught:
            await getter.fetch(server.url(host="open.test"), Validators())
        await getter.close()
        assert caught.value.reason is FailureReason.UNSAFE_ADDRESS
        assert server.paths() == ["/feed"]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/", "javascript:alert(1)", "data:,x"]
)
async def test_fault_73_redirects_lead_to_the_web_only(target: str) -> None:
    async with FeedServer() as server:
        server.routes["/feed"] = Answer(b"", 302, ((b"Location", target.encode()),))
        getter = fetcher("127.0.0.1/32")
        with pytest.raises(FetchError) as caught:
            await getter.fetch(server.url(), Validators())
        await getter.close()
        assert caught.value.reason is FailureReason.BAD_URL


async def test_fault_73_a_name_that_changes_its_mind_is_checked_each_time() -> None:
    answers: Iterator[list[str]] = iter([["127.0.0.1"], ["127.0.0.9"]])
    async with FeedServer() as server:
        server.routes["/feed"] = Answer(b"<rss/>")
        getter = fetcher("127.0.0.1/32", find=lambda host, port: next(answers))
        assert isinstance(await getter.fetch(server.url(host="rebind.test"), Validators()), Fetched)
        with pytest.raises(FetchError) as caught:
            await getter.fetch(server.url(host="rebind.test"), Validators())
        await getter.close()
        assert caught.value.reason is FailureReason.UNSAFE_ADDRESS
        assert len(server.log) == 1


async def test_fault_73_private_hosts_are_allowed_by_name_and_by_network() -> None:
    async with FeedServer() as server:
        server.routes["/feed"] = Answer(b"<rss/>")
        for allowed in ("127.0.0.0/8", "127.0.0.1", "intranet.test", "INTRANET.test."):
            getter = fetcher(allowed, find=lambda host, port: ["127.0.0.1"])
            assert isinstance(await getter.fetch(server.url(host="intranet.test"), Validators()), Fetched)
            await getter.close()


async def test_fault_73_an_endless_redirect_ends() -> None:
    async with FeedServer() as server:
        server.routes["/feed"] = Answer(b"", 302, ((b"Location", b"/feed"),))
        getter = fetcher("127.0.0.1")
        with pytest.raises(FetchError) as caught:
            await getter.fetch(server.url(), Validators())
        await getter.close()
        assert caught.value.reason is FailureReason.MOVED
        assert len(server.log) == 6
