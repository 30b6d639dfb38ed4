"""Faults 8 to 12, 17, 24 to 26 and 74: documents as they really come."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from build import NOON
from feed_builds import Item, Memory, numbered, read, rss
from patience import PATIENCE

from monitor.adapters.child_parser import ChildParser
from monitor.errors import FailureReason, ParseError
from monitor.feeds.parse import parse_feed
from monitor.feeds.plan import plan_failure
from monitor.model.policy import PollPolicy

ODD_DATES = [
    "1493719200", "0000-00-00", "99999-01-01", "2017-02-30", "2017-W18-2", "05/02/2017", "2. Mai 2017", "вт, 02 мая 2017",
    "Tue, 02 May 2017 24:00:00 GMT", "Sat, 31 Dec 2016 23:59:60 GMT", "Tue, 02 May 2017 10:00:00 CEST", "yesterday", "",
    "Tue, 02 May 17 10:00 EST", "9999-12-31T23:59:59-10:00", "-1", "1e9", "2017-05-02T10:00:00+99:99",
    "0001-01-01T00:00:00Z",
    "Thu, 01 Jan 1970 00:00:00 GMT", "2117-05-02T10:00:00Z", "May 2, 2017 3:04pm", "20170502", "2017", "١٤٩٣٧١٩٢٠٠",
    "Tue, 02 May 2017 10:00:00 +0000 +0000", "9" * 300, "Tue, 99 Foo 2017 99:99:99 XYZ",
]  # fmt: skip


@pytest.mark.parametrize("date", ODD_DATES)
def test_fault_08_odd_dates_never_crash_and_are_clamped(date: str) -> None:
    memory = Memory(now=NOON)
    plan = memory.poll(rss(Item(guid="a", date=date)))
    assert datetime(1990, 1, 1, tzinfo=UTC) <= plan.new[0].published <= memory.now


def test_fault_08_dates_of_the_future_count_from_when_they_were_seen_and_are_told() -> None:
    memory = Memory()
    plan = memory.poll(rss(Item(guid="a", date="Fri, 02 May 2037 10:00:00 GMT")))
    assert plan.new[0].published == plan.new[0].first_seen
    assert any("future" in warning for warning in plan.warnings)


def test_fault_08_summer_time_of_central_europe_is_read_right() -> None:
    entry = read(rss(Item(date="Tue, 02 May 2017 10:00:00 CEST"))).entries[0]
    assert entry.published == datetime(2017, 5, 2, 8, tzinfo=UTC)


def test_fault_09_one_bad_byte_keeps_the_cyrillic() -> None:
    body = rss(Item("Путин открыл мост", guid="a"), Item("Порт закрыт", guid="b")).replace(
        "мост".encode(), b"\xd0mo\xff"
    )
    feed = read(body)
    assert "Путин" in feed.entries[0].title
    assert feed.entries[1].title == "Порт закрыт"
    assert feed.warnings


def test_fault_09_bad_bytes_in_a_very_short_feed_keep_the_cyrillic() -> None:
    feed = read(
        "<rss><channel><item><title>\0Путин</title></item></channel></rss>".encode().replace(b"\0", b"\xff\xfe")
    )
    assert "Путин" in feed.entries[0].title
    assert feed.warnings == ("2 unreadable characters, shown as \ufffd",)


def test_fault_09_windows_1251_declared_as_utf_8() -> None:
    text = rss(Item("Мост открыт после ремонта", guid="a")).decode()
    assert read(text.encode("cp1251")).entries[0].title == "Мост открыт после ремонта"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_fault_09_two_bytes_a_letter_without_a_word_of_it(codec: str) -> None:
    text = rss(Item("Мост открыт", guid="a")).decode().partition("?>")[2]
    assert read(text.encode(codec), f"text/xml; charset={codec}").entries[0].title == "Мост открыт"


def test_fault_09_an_encoding_of_seven_bits() -> None:
    text = rss(Item("港の橋が開いた", guid="a")).decode().replace('"utf-8"', '"iso-2022-jp"')
    assert read(text.encode("iso2022_jp")).entries[0].title == "港の橋が開いた"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-32", "koi8-r", "windows-1251", "iso-8859-5"])
def test_fault_09_declared_encodings(codec: str) -> None:
    text = rss(Item("Мост открыт", guid="a")).decode().replace('"utf-8"', f'"{codec}"')
    assert read(text.encode(codec)).entries[0].title == "Мост открыт"


@pytest.mark.parametrize("name", ["punycode", "undefined", "idna", "rot13", "zlib", "utf-7", "x\x00y", "unknown-1"])
def test_fault_09_encodings_that_no_feed_may_name(name: str) -> None:
    body = rss(Item("Bridge open", guid="a")).replace(b'"utf-8"', f'"{name}"'.encode())
    assert read(body, content_type=f"text/xml; charset={name}").entries[0].title == "Bridge open"


@pytest.mark.parametrize("cut", [30, 60, 90, 120])
def test_fault_10_a_cut_document_keeps_its_whole_entries_only(cut: int) -> None:
    memory = Memory()
    whole = rss(*numbered(5))
    last = whole.rindex(b"<item>") + cut
    plan = memory.poll(whole[:last])
    assert [entry.title for entry in plan.new] == [f"Report number {n} from the harbour" for n in range(4)]
    assert plan.feed.validators.etag is None
    assert plan.feed.body_hash == ""
    again = memory.poll(whole)
    assert [entry.title for entry in again.new] == ["Report number 4 from the harbour"]
    assert memory.poll(whole).new == ()


def test_fault_10_a_cut_document_that_is_not_well_formed_either() -> None:
    whole = rss(Item("A", guid="a", summary="x"), Item("B", guid="b"), Item("C", guid="c")).replace(
        b"x</desc", b"<br></desc"
    )
    feed = read(whole[: whole.rindex(b"</title>")])
    assert [entry.title for entry in feed.entries] == ["A", "B"]
    assert not feed.complete


NO_FEEDS = {
    "a web page": (
        b"<!DOCTYPE html><html><head><title>News</title></head><body>Hello</body></html>",
        FailureReason.NOT_A_FEED,
    ),
    "a page of XHTML": (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', FailureReason.NOT_A_FEED),
    "nothing": (b"", FailureReason.EMPTY),
    "blanks": (b" \r\n\t ", FailureReason.EMPTY),
    "a list of feeds": (b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', FailureReason.NOT_A_FEED),
    "a challenge": (
        b"<html><title>Just a moment...</title><script src=/cdn-cgi/x></script></html>",
        FailureReason.BLOCKED,
    ),
    "a sitemap": (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', FailureReason.NOT_A_FEED),
    "words": (b"Service unavailable", FailureReason.NOT_A_FEED),
    "other JSON": (b'{"error": "nope"}', FailureReason.NOT_A_FEED),
    "broken JSON": (b'{"version": ', FailureReason.NOT_A_FEED),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", FailureReason.NOT_A_FEED),
    "a local path": (b"/etc/hostname", FailureReason.NOT_A_FEED),
    "an address": (b"http://127.0.0.1/feed", FailureReason.NOT_A_FEED),
}


@pytest.mark.parametrize("kind", NO_FEEDS)
def test_fault_11_what_is_no_feed_is_a_failure_of_the_source(kind: str) -> None:
    body, reason = NO_FEEDS[kind]
    with pytest.raises(ParseError) as caught:
        read(body, "application/rss+xml")
    assert caught.value.reason is reason


def test_fault_11_error_pages_of_bridges_are_no_news() -> None:
    with pytest.raises(ParseError) as caught:
        read(rss(Item("Bridge returned error 404! (17289)", guid="b1")))
    assert caught.value.reason is FailureReason.BRIDGE_ERROR


def test_fault_11_an_error_of_a_bridge_among_news_is_left_out() -> None:
    feed = read(rss(Item("Bridge returned error 500! (1)", guid="b1"), Item("Bridge opens", guid="b2")))
    assert [entry.title for entry in feed.entries] == ["Bridge opens"]


def test_fault_34_a_portal_that_answers_for_everyone_changes_nothing() -> None:
    memory = Memory()
    before = memory.poll(rss(*numbered(3))).feed
    portal = (
        b"<!DOCTYPE html><html><head><title>Hotel Veldam</title></head><body>Log in to use the network</body></html>"
    )
    with pytest.raises(ParseError) as caught:
        memory.poll(portal, permanent_url="http://portal.example/login")
    after = plan_failure(before, caught.value, memory.now, memory.policy, 0.0).feed
    assert (after.url, after.validators, after.body_hash) == (before.url, before.validators, before.body_hash)
    assert (after.moved_to, after.reason) == ("", FailureReason.NOT_A_FEED)


def test_fault_17_wishes_of_the_publisher_are_read() -> None:
    extra = (
        "<ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour><hour>7</hour></skipHours>"
        "<skipDays><day>Sunday</day></skipDays><sy:updatePeriod>daily</sy:updatePeriod>"
        "<sy:updateFrequency>2</sy:updateFrequency>"
    )
    feed = read(rss(Item(guid="a"), extra=extra))
    assert feed.ttl == timedelta(minutes=90)
    assert feed.skip_hours == {0, 7}
    assert feed.skip_days == {6}
    assert feed.update_period == timedelta(hours=12)


def test_fault_24_a_websub_hub_changes_nothing() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link rel="hub" href="https://hub.example/"/>'
        '<entry><id>urn:1</id><title>One</title><link href="/1"/><updated>2017-05-02T10:00:00Z</updated></entry></feed>'
    )
    assert [entry.link for entry in read(atom.encode()).entries] == ["https://news.example/1"]


@pytest.mark.slow
def test_fault_26_a_hundred_thousand_items_are_capped_and_the_newest_kept() -> None:
    policy = PollPolicy()
    feed = read(rss(*(Item(f"Report {n}", guid=f"{n}", date=None) for n in range(50_000))))
    assert len(feed.entries) == policy.max_entries
    assert any("48000 entries beyond the limit" in warning for warning in feed.warnings)


def test_fault_26_a_feed_that_runs_from_old_to_new_keeps_its_end() -> None:
    feed = parse_feed(rss(*numbered(30)), "", "https://news.example/", 10)
    assert feed.entries[-1].title == "Report number 29 from the harbour"
    assert len(feed.entries) == 10


def bombs(ours: Path = Path("/ours")) -> dict[str, bytes]:
    """Documents that cost a feed parser minutes or gigabytes; one asks for the file `ours`."""
    head, tail = (
        b'<rss version="2.0"><channel><title>t</title><item><guid>a</guid><title>X',
        b"</title></item></channel></rss>",
    )
    many = b" ".join(b'a%d="1"' % n for n in range(100_000))

    def with_text(text: bytes) -> bytes:
        return head + b"</title><description>" + text + b"</description>" + tail[8:]

    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    return {
        "billion laughs": b'<!DOCTYPE rss [<!ENTITY l0 "ha">' + laughs + b"]>" + head + b"&l11;" + tail,
        "billion laughs in UTF-16": (
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
            + head.decode() + "&b;" + tail.decode()
        ).encode("utf-16"),
        "quadratic entity": b'<!DOCTYPE rss [<!ENTITY a "' + b"x" * 50_000 + b'">]>' + head + b"&a;" * 50_000 + tail,
        "external entity": b'<!DOCTYPE rss [<!ENTITY a SYSTEM "' + ours.as_uri().encode() + b'">]>' + head + b"&a;" + tail,
        "many encodings": b"<?" + b'encoding="' * 5_000 + b"?>" + head + tail,
        "style of urls": with_text(b'&lt;p style="' + b"url(" * 50_000 + b'"&gt;'),
        "author": head + b"</title><author>" + b"a" * 20_000 + b"@" + b"b." * 10_000 + b"</author>" + tail[8:],
        "comments": with_text(b"&lt;!--" * 60_000),
        "attributes": head + b"</title><x " + many + b"/>" + tail[8:],
        "nested tags": with_text(b"<a>" * 300_000 + b"</a>" * 300_000),
        "unclosed tags": with_text(b"<a>" * 300_000),
        "newlines": b"\n" * 2_000_000 + b"<!DOCTYPE" + b"\n" * 100_000 + head + tail,
        "surrogates": head + b"&#xD800;&#99999999999;&#x110000;" + tail,
        "long guid": head + tail.replace(b"</title>", b"</title><link>http://" + b"a" * 1_000_000 + b"</link>"),
        "brackets": head + b"<" * 500_000 + tail,
        "ampersands": head + b"&" * 500_000 + tail,
        "deep JSON": b'{"items": ' + b"[" * 200_000,
        "deep sub-channels": b"<rss>" + b"<channel>" * 200_000,
    }  # fmt: skip


@pytest.mark.parametrize("name", bombs())
@pytest.mark.slow
async def test_fault_74_bombs_end_in_time_and_the_next_feed_is_read(name: str, tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    ours.write_text("nobody's business")
    parser = ChildParser(PollPolicy(parsers=1))
    try:
        try:
            async with asyncio.timeout(PATIENCE):
                feed = await parser.parse(bombs(ours)[name], "text/xml", "https://news.example/")
            assert len(feed.entries) <= 2
            assert "business" not in str(feed.entries)
        except ParseError:
            pass
        assert (await parser.parse(rss(*numbered(3)), "text/xml", "https://news.example/")).entries
    finally:
        await parser.close()
