"""Addresses of strangers: sound ones whole, all others not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.links import LONGEST, link_host, shown_link


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://news.example/a?b=1&c=%20#d", "https://news.example/a?b=1&c=%20#d"),
        (" http://news.example:8080/ ", "http://news.example:8080/"),
        ("https://news.example@evil.example/", "https://evil.example/"),
        ("https://user:word@news.example/a", "https://news.example/a"),
        ("HTTPS://News.Example/A", "https://news.example/A"),
        ("https://nëws.example/é\"<x>'", "https://xn--nws-jma.example/%C3%A9%22%3Cx%3E'"),
        ("https://[2001:db8::1]:80/x", "https://[2001:db8::1]:80/x"),
        ("https://news.example/a b\nc", "https://news.example/a%20bc"),
    ],
)
def test_a_sound_address_is_shown_as_plain_ascii(url: str, shown: str) -> None:
    assert shown_link(url) == shown


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://news.example/",
        "//news.example/",
        "news.example/a",
        "https://",
        "https://:80/",
        "https://a b/",
        "https://a<b/",
        "https://news.example:99999/",
        "https://[bad/",
        "https://" + "ü" * 70 + ".example/",
        "https://news.example/" + "x" * LONGEST,
        "",
    ],
)
def test_any_other_address_is_not_shown(url: str) -> None:
    assert shown_link(url) == ""


@given(st.text() | st.text().map("https://news.example/{}".format) | st.text().map("https://{}".format))
def test_what_is_shown_is_ascii_http_and_bounded(url: str) -> None:
    link = shown_link(url)
    if link:
        assert link.isascii()
        assert link.isprintable()
        assert " " not in link
        assert link.startswith(("http://", "https://"))
        assert link_host(link)
        assert not set('"<>\\`{}') & set(link)
        assert len(link) <= LONGEST
        assert shown_link(link) == link
