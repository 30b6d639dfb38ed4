"""Names and passwords go to the host they are for, by a way that nobody reads along, and to nobody else."""

from base64 import b64encode

import pytest
from build import NOON
from feed_server import Answer, FeedServer

from monitor.adapters.http_fetcher import HttpFetcher
from monitor.errors import FailureReason, FetchError
from monitor.model.feed import Validators
from monitor.model.policy import FetchPolicy, Login

LOGIN = Login("127.0.0.1", "ann:pä:ss")
SENT = b"Basic " + b64encode("ann:pä:ss".encode())


def fetcher(*allowed: str) -> HttpFetcher:
    return HttpFetcher(FetchPolicy(private_hosts=allowed), lambda: NOON, logins=(LOGIN,))


async def test_a_login_goes_to_its_host_alone_also_behind_a_redirect() -> None:
    async with FeedServer() as server:
        server.routes |= {
            "/feed": Answer(b"one"),
            "/away": Answer(b"", 302, ((b"Location", server.url("/feed", "localhost").encode()),)),
        }
        reader = fetcher("127.0.0.1", "localhost", "::1")
        for path in ("/feed", "/away"):
            await reader.fetch(server.url(path), Validators())
        await reader.close()
        assert [request.header("authorization") for request in server.log] == [SENT, SENT, None]


async def test_over_plain_http_no_login_leaves_the_own_network() -> None:
    async with FeedServer() as server:
        server.routes["/feed"] = Answer(b"", 401)
        reader = fetcher("127.0.0.0/8")  # allowed, but not by name
        with pytest.raises(FetchError) as caught:
            await reader.fetch(server.url("/feed"), Validators())
        await reader.close()
        assert caught.value.reason is FailureReason.BLOCKED
        assert server.log[0].header("authorization") is None
    assert "pä" not in repr(LOGIN)
