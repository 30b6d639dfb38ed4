"""The loop of a parsing child, run here on streams in memory."""

import io
from datetime import timedelta

import pytest
from feed_builds import Item, numbered, read, rss

from monitor.errors import FailureReason, ParseError
from monitor.feeds.child import serve_requests
from monitor.feeds.wire import answer_size, pack_answer, pack_request, unpack_answer
from monitor.model.feed import ParsedFeed

URL = "https://news.example/world.xml"


def answers(stream: io.BytesIO) -> list[bytes]:
    found, rest = [], stream.getvalue()
    while rest:
        size = answer_size(rest[:4])
        found.append(rest[4 : 4 + size])
        rest = rest[4 + size :]
    return found


def test_requests_are_answered_in_turn_until_the_input_ends() -> None:
    body = rss(*numbered(2), Item("Ä ☃", "g", summary="x"), extra="<ttl>5</ttl><skipDays><day>Monday</day></skipDays>")
    requests = pack_request(body, "text/xml", URL, 100) + pack_request(b"<html>", "", URL, 100)
    sink = io.BytesIO()
    serve_requests(io.BytesIO(requests), sink)
    first, second = answers(sink)
    assert unpack_answer(first) == read(body)
    with pytest.raises(ParseError) as caught:
        unpack_answer(second)
    assert caught.value.reason is FailureReason.NOT_A_FEED


@pytest.mark.parametrize("cut", [1, 9, 30])
def test_half_a_request_is_the_end(cut: int) -> None:
    request = pack_request(b"<rss version='2.0'/>", "", URL, 100)
    sink = io.BytesIO()
    serve_requests(io.BytesIO(request[:-cut]), sink)
    serve_requests(io.BytesIO(request[:cut]), sink)
    assert sink.getvalue() == b""


def test_every_field_of_a_feed_survives_the_wire() -> None:
    feed = ParsedFeed(
        "v", "t", "l", (), timedelta(minutes=1), frozenset({1}), frozenset({2}), timedelta(days=1), False, ("w",)
    )
    assert unpack_answer(pack_answer(feed)[4:]) == feed


@pytest.mark.parametrize("text", [b"{}", b"[]", b"3", b'{"error": 1}'])
def test_what_is_no_answer_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match="no answer"):
        unpack_answer(text)
