"""Laws: what holds for every document, every poll, every moment."""

import contextlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from build import NOON, a_feed
from feed_builds import Item, Memory, numbered, read, rss
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import FailureReason, FetchError, ParseError
from monitor.feeds.canonical import canonical_link
from monitor.feeds.dates import read_date
from monitor.feeds.html_text import html_to_text
from monitor.feeds.identity import entry_keys, judged_hash, key_entries
from monitor.feeds.parse import parse_feed
from monitor.feeds.plan import plan_failure, plan_not_modified, plan_update
from monitor.feeds.wire import pack_answer, unpack_answer
from monitor.model.feed import FeedPlan, Fetched, NotModified, ParsedEntry, ParsedFeed, Validators
from monitor.model.policy import PollPolicy

POLICY = PollPolicy()
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title type="html">A &amp;amp; B</title>'
    b'<link href="x"/><updated>2017-05-02T10:00:00Z</updated><author><name>Ann</name></author>'
    b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Text</div></content></entry></feed>'
)
RUSSIAN = '<?xml version="1.0" encoding="windows-1251"?><rss><channel><item><title>Мост</title></item></channel></rss>'
SAMPLES = [
    rss(*numbered(3), Item("Über “x” & y", "g", "/a", summary="<p>One</p><script>x</script>"), extra="<ttl>5</ttl>"),
    ATOM,
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"id": 1, "title": "T", "tags": ["a"]}]}',
    RUSSIAN.encode("windows-1251"),
]
PIECES = [
    b"<", b">", b"&", b"&#xD800;", b"&#99999999999;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"\x00", b"\xff", b"\xfe\xff",
    b"<item>", b"</item>", b"<title>", b"</channel>", b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"&a;", b' xml:base="http://["',
    b"<georss:point>1 x", b"<author>a@b.c</author>", b"<pubDate>99999-99-99", b'encoding="undefined"', b"<psc:chapter/>",
    b"<media:rating scheme='x'/>", b"{", b"[", b'<link rel="enclosure" length="x"/>', b"<cc:license rdf:resource='x'/>",
    b"<gml:pos>1", b'<content src="x"/>', b"<itunes:image/>",
]  # fmt: skip


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    """A sound document with a few wounds: cuts, copies, foreign pieces, flipped bytes."""
    body = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(body)))
        match draw(st.integers(0, 3)):
            case 0:
                body[at : at + draw(st.integers(1, 40))] = b""
            case 1:
                body[at:at] = draw(st.sampled_from(PIECES))
            case 2:
                body[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case _:
                body[at:at] = body[at : at + draw(st.integers(1, 60))]
    return bytes(body)


@given(mutants(), st.sampled_from(["", "text/xml", "application/rss+xml; charset=koi8-r", "text/html; charset=x"]))
def test_parsing_raises_nothing_but_parse_errors(body: bytes, content_type: str) -> None:
    try:
        feed = parse_feed(body, content_type, "https://news.example/", 100)
    except ParseError:
        return
    assert unpack_answer(pack_answer(feed)[4:]) == feed
    for entry, keys in key_entries(feed, "https://news.example/"):
        assert keys.keys
        assert entry.link == "" or entry.link.startswith(("http://", "https://"))
        # The letters may stand in plain text where the document spelt them out; who shows the text escapes it.
        assert "<script" not in entry.title + entry.summary or re.search(rb"&(?:amp;)*(?:lt|#60);?script", body)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_a_parse_error(body: bytes) -> None:
    with contextlib.suppress(ParseError):
        parse_feed(body, "", "https://news.example/", 10)


@given(st.text(max_size=60))
def test_dates_are_none_or_aware_utc(text: str) -> None:
    moment = read_date(text)
    assert moment is None or moment.tzinfo is UTC


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001  hypothesis wants naive bounds
def test_dates_as_the_rules_write_them_are_read_back(moment: datetime) -> None:
    exact = moment.replace(microsecond=0, tzinfo=UTC)
    assert read_date(exact.isoformat()) == exact
    assert read_date(exact.strftime("%a, %d %b %Y %H:%M:%S +0000")) == exact


@given(st.text(alphabet="<>/!-[]&;#ab \"'=script", max_size=200))
def test_words_hold_no_tag_that_was_one(markup: str) -> None:
    once = html_to_text(markup)
    assert "\n" not in once
    assert once == once.strip()


@given(st.text(max_size=80), st.sampled_from(["http://", "https://", "https://www."]))
def test_a_canonical_link_is_canonical(rest: str, start: str) -> None:
    once = canonical_link(start + rest)
    if once:
        assert canonical_link("http://" + once) == once


ENTRIES = st.builds(
    ParsedEntry,
    guid=st.sampled_from(["", "0", "a", "b", "http://news.example/1"]),
    link=st.sampled_from(["", "http://news.example/1", "https://news.example/2", "https://news.example/"]),
    title=st.sampled_from(["", "A ferry runs again", "The ferry stops", "No ferry until June"]),
    summary=st.sampled_from(["", "Text", "Other text 5"]),
    published=st.sampled_from([None, NOON - timedelta(days=1), NOON, NOON + timedelta(days=900)]),
)


@given(st.lists(ENTRIES, max_size=8))
def test_the_same_document_twice_brings_nothing_new(entries: list[ParsedEntry]) -> None:
    parsed = ParsedFeed("rss20", "T", "", tuple(entries))
    memory = Memory()
    first = plan(memory, parsed)
    assert len({entry.id for entry in first.new}) == len(first.new)
    again = plan(memory, parsed)
    assert (again.new, again.changed, again.relinked) == ((), (), ())


@given(st.lists(st.lists(ENTRIES, max_size=5), max_size=5))
def test_no_two_entries_of_a_feed_ever_share_a_key(documents: list[list[ParsedEntry]]) -> None:
    memory = Memory()
    owner: dict[str, str] = {}
    for entries in documents:
        found = plan(memory, ParsedFeed("rss20", "T", "", tuple(entries)))
        for entry in (*found.new, *found.changed, *found.relinked):
            for key in entry.keys.keys:
                assert owner.setdefault(key, entry.id) == entry.id


@given(ENTRIES)
def test_identity_does_not_depend_on_the_day(entry: ParsedEntry) -> None:
    assert entry_keys(entry, "https://news.example/feed") == entry_keys(replace(entry), "https://news.example/feed")
    assert judged_hash(entry.title, entry.summary) == judged_hash(entry.title.upper(), entry.summary.upper())


TELLING = (
    "Not",
    "won't",
    "denied",
    "withdrew",
    "Cancelled",
    "31",
    "4,000.5",
    "May",
    "Monday",
    "mondays",
    "plans",
    "n't",
    "-",
)


@given(st.lists(st.sampled_from(TELLING)).map(" ".join))
def test_a_letter_beyond_ascii_changes_no_meaning(summary: str) -> None:
    """Plain and other text are searched in two ways; both find the same, so that no stored hash falls out of step."""
    assert judged_hash("A title", summary) == judged_hash("A title", f"{summary} é")


def plan(memory: Memory, parsed: ParsedFeed) -> FeedPlan:
    memory.now += timedelta(hours=1)
    wanted = [key for _, keys in key_entries(parsed, memory.feed.url) for key in keys.keys]
    known = {key: memory.entries[memory.keys[key]] for key in wanted if key in memory.keys}
    fetched = Fetched(memory.feed.url, b"", "", Validators())
    found = plan_update(memory.feed, fetched, parsed, known, memory.now, POLICY, 0.5)
    memory._store(found)
    return found


SPANS = st.timedeltas(timedelta(0), timedelta(days=400))
MOMENTS = st.one_of(
    st.none(), st.timedeltas(timedelta(days=-2_500), timedelta(days=4_500)).map(lambda span: NOON + span)
)


@given(
    fresh=st.one_of(st.none(), SPANS),
    asked=SPANS,
    hours=st.frozensets(st.integers(0, 23)),
    days=st.frozensets(st.integers(0, 6)),
    last=MOMENTS,
    jitter=st.floats(-1, 2),
)
def test_no_plan_comes_before_the_floor_or_the_servers_word(fresh, asked, hours, days, last, jitter) -> None:  # type: ignore[no-untyped-def]
    feed = a_feed(asked_interval=asked, skip_hours=hours, skip_days=days, last_new_at=last, last_match_at=last)
    after = plan_not_modified(feed, NotModified(feed.url, Validators(), fresh_for=fresh), NOON, POLICY, jitter).feed
    wait = after.next_poll_at - NOON
    assert wait >= POLICY.floor
    assert wait >= min(fresh or timedelta(0), POLICY.ceiling)
    assert wait >= min(asked, POLICY.ceiling)
    assert wait <= POLICY.ceiling * (1 + POLICY.jitter) + timedelta(days=7)


@given(st.integers(0, 10_000), MOMENTS, st.floats(0, 1), st.sampled_from(FailureReason))
def test_no_failure_is_asked_again_before_its_time(
    failures: int, retry: datetime | None, jitter: float, reason
) -> None:  # type: ignore[no-untyped-def]
    error = FetchError("no", reason, retry_at=retry)
    after = plan_failure(a_feed(failures=failures), error, NOON, POLICY, jitter).feed
    assert after.next_poll_at >= NOON + POLICY.floor
    if retry is not None and reason is not FailureReason.GONE:
        assert after.next_poll_at >= min(retry, NOON + timedelta(days=31))
    assert after.next_poll_at <= NOON + timedelta(days=31)


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_text_is_read_back_as_words(title: str, summary: str) -> None:
    assert len(read(rss(Item(f"x {title}", "g", summary=summary))).entries) == 1
