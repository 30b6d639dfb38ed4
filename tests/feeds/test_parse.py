"""Formats, and the words they carry."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from feed_builds import Item, read, rss

from monitor.errors import FailureReason, ParseError
from monitor.feeds.parse import parse_feed
from monitor.model.feed import ParsedEntry, ParsedFeed

AT_TEN = datetime(2017, 5, 2, 10, tzinfo=UTC)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'


def atom(entry: str, head: str = "<title>T</title>") -> ParsedFeed:
    return read(ATOM.format(f"{head}<entry>{entry}</entry>").encode(), "application/atom+xml")


def only(feed: ParsedFeed) -> ParsedEntry:
    assert len(feed.entries) == 1
    return feed.entries[0]


FORMATS = {
    "rss20": rss(Item("One & two", "g1", "http://news.example/1", summary="Words")),
    "rss091n": b'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "x.dtd"><rss version="0.91"><channel>'
    b"<title>T</title><item><title>One &amp; two</title><link>http://news.example/1</link></item></channel></rss>",
    "rss10": b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    b'<channel rdf:about="x"><title>T</title></channel><item rdf:about="http://news.example/1"><title>One &amp; two</title>'
    b"<link>http://news.example/1</link></item></rdf:RDF>",
    "atom10": ATOM.format(
        '<title>T</title><entry><id>1</id><title>One &amp; two</title><link href="http://news.example/1"/></entry>'
    ).encode(),
    "atom03": b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title>One &amp; two</title>'
    b'<link rel="alternate" href="http://news.example/1"/></entry></feed>',
    "cdf": b'<CHANNEL HREF="http://news.example/"><TITLE>T</TITLE><ITEM HREF="http://news.example/1">'
    b"<TITLE>One &amp; two</TITLE></ITEM></CHANNEL>",
}


@pytest.mark.parametrize("version", FORMATS)
def test_formats(version: str) -> None:
    feed = read(FORMATS[version])
    assert feed.version in (version, "rss091u")
    assert feed.title in ("T", "The Example Post")
    assert only(feed).title == "One & two"
    assert only(feed).link == "http://news.example/1"


def test_an_entry_of_rss_in_full() -> None:
    body = rss(
        Item("A <b>bold</b> step", "g1", "/story?a=1&b=2", summary="<p>First</p><p>Second &amp; third</p>")
    ).replace(
        b"</item>",
        b'<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Ann &amp; Bo</dc:creator><category>Ports</category>'
        b"<category>Ports</category><category/></item>",
    )
    assert only(read(body)) == ParsedEntry(
        guid="g1",
        link="https://news.example/story?a=1&b=2",
        title="A bold step",
        summary="First Second & third",
        published=AT_TEN,
        author="Ann & Bo",
        tags=("Ports",),
    )


def test_an_entry_of_atom_in_full() -> None:
    entry = only(
        atom(
            '<id>urn:1</id><title type="html">A &amp;lt;b&amp;gt; step</title><link rel="self" href="http://x.example/"/>'
            '<link href="story"/><published>2017-05-02T12:00:00+02:00</published><updated>2017-05-02T11:00:00Z</updated>'
            "<author><name>Ann</name><email>ann@x.example</email></author>"
            '<category term="ports" label="Ports"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
            "<p>5 &lt; 6</p><script>no()</script>Second</div></content>"
        )
    )
    assert entry == ParsedEntry(
        guid="urn:1",
        link="https://news.example/story",
        title="A <b> step",
        summary="5 < 6 Second",
        published=AT_TEN,
        updated=AT_TEN + timedelta(hours=1),
        author="Ann",
        tags=("Ports",),
    )


def test_old_atom_with_markup_in_mode_xml() -> None:
    body = (
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title mode="xml">1 &lt; 2</title>'
        b'<content type="application/xhtml+xml" mode="xml"><p>One</p><p>Two</p></content></entry></feed>'
    )
    assert (only(read(body)).title, only(read(body)).summary) == ("1 < 2", "One Two")


def test_a_summary_wins_over_the_full_text_which_stands_in() -> None:
    full = (
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">Full text</content:encoded></item>'
    )
    body = rss(Item(guid="a", summary="Short")).replace(b"</item>", full.encode())
    assert only(read(body)).summary == "Short"
    body = rss(Item(guid="a")).replace(b"</item>", full.encode())
    assert only(read(body)).summary == "Full text"


def test_markup_that_nobody_escaped_is_still_text() -> None:
    body = rss(Item(guid="a", summary="@")).replace(b"@", b"One<p>two</p><img src='x'/>three")
    assert only(read(body)).summary == "One two three"


def test_pictures_and_shows_do_not_overwrite_the_news() -> None:
    extra = (
        b'<itunes:title xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">Show</itunes:title>'
        b'<media:content xmlns:media="http://search.yahoo.com/mrss/"><media:title>Photo</media:title></media:content>'
        b"<source><title>Elsewhere</title></source></item>"
    )
    assert only(read(rss(Item("News", "a")).replace(b"</item>", extra))).title == "News"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/a", "https://news.example/a"),
        ("a b", "https://news.example/a%20b"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:ann@news.example", ""),
        ("http://ann:pw@news.example/", ""),
        ("http://good.example\\@evil.example/", ""),
        ("http://news.example:99999/", ""),
        ("http://[bad/", ""),
        ("http://news.example/" + "a" * 3_000, ""),
        ("  https://news.example/x \n", "https://news.example/x"),
        ("HTTP://News.Example/x", "http://News.Example/x"),
    ],
)
def test_links(link: str, expected: str) -> None:
    assert only(read(rss(Item(guid="a", link=link)))).link == expected


def test_the_password_of_a_feed_stays_out_of_its_links() -> None:
    feed = read(rss(Item(guid="a", link="/x")), url="https://ann:pw@news.example/feed")
    assert only(feed).link == "https://news.example/x"


def test_a_guid_does_not_depend_on_where_the_feed_lies() -> None:
    body = ATOM.format("<title>T</title><entry><id>1</id><title>A</title></entry>").encode()
    assert only(read(body, url="https://other.example/")).guid == only(read(body)).guid == "1"


def test_a_guid_that_is_an_address_stands_in_for_the_link() -> None:
    assert only(read(rss(Item(guid="http://news.example/1")))).link == "http://news.example/1"
    assert only(read(rss(Item(guid="one")))).link == ""


def test_an_entry_without_title_is_called_by_its_text() -> None:
    entry = only(read(rss(Item(title=None, guid="a", summary="The ferry runs again. " * 20))))
    assert entry.title.startswith("The ferry runs again.")
    assert len(entry.title) <= 120


def test_a_headline_repeated_in_the_summary_is_cut_off_there() -> None:
    entry = only(read(rss(Item("The ferry runs again", "a", summary="The ferry runs again - Since Monday."))))
    assert entry.summary == "Since Monday."


def test_entries_without_any_name_are_no_entries() -> None:
    assert read(rss(Item(title=None, date=None))).entries == ()


def test_a_feed_that_is_not_well_formed_is_mended() -> None:
    body = rss(Item("AT@T", "a", summary="R@D caf#; x")).replace(b"@", b"&").replace(b"#", b"&eacute")
    entry = only(read(body))
    assert (entry.title, entry.summary) == ("AT&T", "R&D café x")
    assert read(body).warnings == ()


def test_a_feed_beyond_repair_is_read_leniently() -> None:
    body = rss(Item("One", "a"), Item("Two", "b", summary="@")).replace(b"@", b"<br>")
    feed = read(body)
    assert [entry.title for entry in feed.entries] == ["One", "Two"]
    assert feed.complete
    assert "breaks the rules" in feed.warnings[0]


def test_entities_of_a_documents_own_are_left_alone() -> None:
    body = b'<!DOCTYPE rss [<!ENTITY x "y">]>' + rss(Item("A @x; B", "a")).replace(b"@", b"&").split(b"?>", 1)[1]
    assert only(read(body)).title == "A &x; B"


def test_control_characters_do_not_make_a_feed_unreadable() -> None:
    assert only(read(rss(Item("One\x0btwo\x00", "a")))).title == "Onetwo"


@pytest.mark.parametrize("number", ["#xD800", "#99999999999", "#x110000", "#0", "#11"])
def test_characters_that_do_not_exist(number: str) -> None:
    assert only(read(rss(Item("A@B", "a")).replace(b"@", f"&{number};".encode()))).title.startswith("A")


def test_a_comment_or_a_style_before_the_root() -> None:
    head = b"<!-- <html> --><?xml-stylesheet href='x'?>\n<!DOCTYPE rss>"
    body = rss(Item("One", "a")).replace(b"<rss", head + b"<rss")
    assert only(read(body)).title == "One"


@pytest.mark.parametrize("start", [b"<!-- never closed", b"<!DOCTYPE rss [", b"<!DOCTYPE rss", b"<", b"<?xml"])
def test_documents_that_end_before_they_begin(start: bytes) -> None:
    with pytest.raises(ParseError):
        read(start)


def test_a_feed_of_another_root_that_only_looks_like_one() -> None:
    with pytest.raises(ParseError) as caught:
        read(b"<channel><nothing/></channel>")
    assert caught.value.reason is FailureReason.NOT_A_FEED


def test_an_empty_feed_is_a_feed() -> None:
    assert read(rss()).entries == ()
    assert read(b'<rss version="2.0"><channel/></rss>').version == "rss20"


def json_feed(*items: Any, **more: Any) -> ParsedFeed:
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": list(items), **more}
    return read(json.dumps(document).encode(), "application/feed+json")


def test_fault_25_json_feed_in_full() -> None:
    feed = json_feed(
        {
            "id": "1",
            "url": "/a",
            "title": "One &amp; two",
            "content_html": "<p>First</p><p>Second</p>",
            "date_published": "2017-05-02T12:00:00+02:00",
            "date_modified": "2017-05-02T11:00:00Z",
            "authors": [{"name": "Ann"}, {"name": "Bo"}, {"url": "x"}],
            "tags": ["ports", "ports", 7, None],
        },
        home_page_url="https://news.example/",
    )
    assert (feed.version, feed.title, feed.link) == ("json11", "J", "https://news.example/")
    assert only(feed) == ParsedEntry(
        guid="1",
        link="https://news.example/a",
        title="One & two",
        summary="First Second",
        published=AT_TEN,
        updated=AT_TEN + timedelta(hours=1),
        author="Ann, Bo",
        tags=("ports", "7"),
    )


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ({"id": 42}, "guid", "42"),
        ({"id": 4.5}, "guid", "4.5"),
        ({"id": True, "title": "T"}, "guid", ""),
        ({"id": ["x"], "title": "T"}, "guid", ""),
        ({"id": "a", "author": {"name": "Ann"}}, "author", "Ann"),
        ({"id": "a", "external_url": "https://o.example/"}, "link", "https://o.example/"),
        ({"id": "a", "url": "javascript:x"}, "link", ""),
        ({"id": "a", "title": "T", "content_text": "5 < 6\n7"}, "summary", "5 < 6 7"),
        ({"id": "a", "title": "T", "content_text": "x", "summary": "y"}, "summary", "y"),
        ({"id": "a", "date_published": "soon"}, "published", None),
        ({"id": "\ud800", "title": "T"}, "guid", "?"),
        ({"id": "a", "tags": "x"}, "tags", ()),
    ],
)
def test_fault_25_json_feed_read_leniently(item: dict[str, Any], field: str, value: object) -> None:
    assert getattr(only(json_feed(item)), field) == value


def test_fault_25_json_feed_of_the_first_version_and_with_rubbish() -> None:
    feed = json_feed("x", None, {"id": "a"}, version="https://jsonfeed.org/version/1")
    assert feed.version == "json1"
    assert len(feed.entries) == 1


def test_fault_25_json_feed_is_capped() -> None:
    feed = json_feed(*({"id": str(n), "title": f"T{n}"} for n in range(2_100)))
    assert len(feed.entries) == 2_000
    assert feed.warnings == ("100 entries beyond the limit were left out",)


@pytest.mark.parametrize("forward", [True, False])
def test_fault_25_json_feed_over_the_cap_keeps_the_newest(forward: bool) -> None:
    days = [(AT_TEN + timedelta(days=n)).isoformat() for n in range(5)]
    items = [{"id": str(n), "title": f"T{n}", "date_published": day} for n, day in enumerate(days)]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items if forward else items[::-1]})
    feed = parse_feed(body.encode(), "", "https://news.example/feed", 3)
    assert {entry.guid for entry in feed.entries} == {"2", "3", "4"}


def test_the_id_of_an_entry_is_no_link_unless_it_is_an_address() -> None:
    assert only(atom("<id>17</id><title>T</title>")).link == ""
    assert only(atom("<id>https://a.example/17</id><title>T</title>")).link == "https://a.example/17"


_WARNING = b"<br />\n<b>Warning</b>: Undefined variable $x in <b>/srv/feed.php</b> on line <b>3</b><br />\n"


@pytest.mark.parametrize("rubbish", [_WARNING, b"Notice: nothing to see\r\n\r\n", b"\n <!-- cached -->" + _WARNING])
@pytest.mark.parametrize("start", [b"<?xml version='1.0' encoding='koi8-r'?>", b"\xef\xbb\xbf", b""])
def test_a_message_of_the_sites_program_before_the_feed_is_left_out(rubbish: bytes, start: bytes) -> None:
    text = "Мост открыт".encode("koi8-r" if b"koi8" in start else "utf-8")
    feed = read(
        rubbish + start + b"<rss version='2.0'><channel><item><title>" + text + b"</title></item></channel></rss>"
    )
    assert [entry.title for entry in feed.entries] == ["Мост открыт"]
    assert "stood before the feed" in feed.warnings[0]


def test_a_message_between_the_declaration_and_the_feed_is_left_out() -> None:
    feed = read(b"<?xml version='1.0'?>" + _WARNING + rss(Item("One")))
    assert len(feed.entries) == 1


def test_a_message_before_a_json_feed_is_left_out() -> None:
    body = _WARNING + b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a", "title": "T"}]}'
    feed = read(body)
    assert (feed.version, len(feed.entries), len(feed.warnings)) == ("json11", 1, 1)


def test_blank_lines_before_the_declaration_are_told_and_harm_nothing() -> None:
    body = b"<?xml version='1.0'?>" + rss(Item("One"))
    assert read(b"\n\n " + body).entries == read(body).entries
    assert read(b"\n\n " + body).warnings == ("blank lines stood before its beginning",)
    assert read(b"<!-- made by hand --><!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss(Item("One"))).warnings == ()


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><p>A feed begins with <rss version='2.0'></p></html>",
        b"<p>words</p><script>x = '<rss><channel/></rss>'</script>",
        b"<response><channel><item><title>T</title></item></channel></response>",
        b"words and words",
    ],
)
def test_a_page_that_shows_a_feed_is_none(body: bytes) -> None:
    with pytest.raises(ParseError) as caught:
        read(body)
    assert caught.value.reason is FailureReason.NOT_A_FEED


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("", "https://news.example/a?b&c"),
        ("BASE='http://other.example/x/'", "http://other.example/x/a?b&c"),
        ('HREF="/" base = "/deep/"', "https://news.example/deep/a?b&c"),
        ("BASE='javascript:x'", "https://news.example/a?b&c"),
    ],
)
def test_a_cdf_channel_names_the_base_of_its_links(base: str, link: str) -> None:
    feed = read(f"<CHANNEL {base}><ITEM HREF='a?b&amp;c'><TITLE>T</TITLE></ITEM></CHANNEL>".encode())
    assert (feed.version, feed.entries[0].link) == ("cdf", link)


@pytest.mark.parametrize("body", [b"{", b'{"items": 3}', b"{}", b'{"items": ' + b"[" * 100_000])
def test_fault_25_other_json_is_no_feed(body: bytes) -> None:
    with pytest.raises(ParseError) as caught:
        read(body, "application/json")
    assert caught.value.reason is FailureReason.NOT_A_FEED


@pytest.mark.parametrize(
    "body",
    [b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id', b'{"version": 1}', b'{"items"', b"<svg/>"],
)
def test_an_error_never_shows_the_key_in_a_feeds_address(body: bytes) -> None:
    with pytest.raises(ParseError) as caught:
        parse_feed(body, "", "https://news.example/feed?token=hidden-key", 10)
    assert "hidden-key" not in str(caught.value)
    assert "news.example/feed" in str(caught.value)


def test_a_json_feed_that_was_cut_off_is_a_broken_answer_not_another_kind_of_file() -> None:
    with pytest.raises(ParseError) as caught:
        read(b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}, {"id', "application/feed+json")
    assert caught.value.reason is FailureReason.PROTOCOL


def test_news_of_a_town_with_a_bridge_in_its_name_is_no_error_of_a_bridge() -> None:
    titles = ["Cambridge error in the count is mended", "Bridge errors blamed for the collapse"]
    feed = read(rss(*(Item(title, str(at)) for at, title in enumerate(titles))))
    assert [entry.title for entry in feed.entries] == titles
