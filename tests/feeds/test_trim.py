"""What a document is cut down to before the feed parser reads it: less to read, and the same to be read in it."""

import io
from collections.abc import Sequence

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.html_text import html_to_text
from monitor.feeds.parse import parse_feed
from monitor.feeds.trim import trim_document

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
NAMES = ("description", "summary", "abstract", "content", "content:encoded", "media:description", "dc:description")
TEXTS = (
    "plain words",
    "&lt;p&gt;one&lt;/p&gt; two",
    "<![CDATA[<p>three &amp; four</p>]]>",
    "<![CDATA[five ]]]]><![CDATA[> six]]>",
    "AT&amp;amp;T &gt; B",
    "Café ’ 😀",
)
elements = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(TEXTS)), min_size=1, max_size=5)


def rss(found: Sequence[tuple[str, str]]) -> str:
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in found)
    item = f"<item><title>News</title>{inner}</item>"
    return f'<rss version="2.0" {SPACES}><channel><title>Feed</title>{item}</channel></rss>'


def atom(found: Sequence[tuple[str, str]]) -> str:
    inner = "".join(f'<{name} type="html">{text}</{name}>' for name, text in found)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {SPACES}><entry><title>News</title>{inner}</entry></feed>'


@given(elements, st.sampled_from([rss, atom]))
def test_what_is_read_is_what_the_feed_parser_reads_in_the_whole_document(found: list[tuple[str, str]], make) -> None:
    document = make(found)
    ours = parse_feed(document.encode(), "application/xml", "https://paper.example/feed", 10).entries[0]
    whole = feedparser.parse(io.BytesIO(document.encode()), sanitize_html=False, resolve_relative_uris=False)
    (entry,) = whole["entries"]
    content = dict.get(entry, "content") or [{}]
    assert ours.summary == html_to_text(dict.get(entry, "summary") or content[0].get("value") or "")
    assert ours.title == html_to_text(entry["title"])


def test_the_whole_text_of_an_entry_with_a_summary_is_not_handed_on() -> None:
    trimmed = trim_document(rss([("description", "short"), ("content:encoded", "long " * 1_000)]), 10)
    assert trimmed is not None
    assert "short" in trimmed.text
    assert "long" not in trimmed.text


def test_the_whole_text_of_an_entry_without_a_summary_is() -> None:
    for found in ([("content:encoded", "long")], [("description", " "), ("content:encoded", "long")]):
        trimmed = trim_document(rss(found), 10)
        assert trimmed is not None
        assert "long" in trimmed.text
