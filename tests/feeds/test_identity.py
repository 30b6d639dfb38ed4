"""Keys, canonical links and the hash of meaning."""

import pytest
from feed_builds import Item, read, rss

from monitor.feeds.canonical import canonical_link
from monitor.feeds.identity import entry_keys, judged_hash, key_entries
from monitor.model.feed import EntryKeys, ParsedEntry

SAME = [
    ("http://news.example/a", "https://news.example/a"),
    ("http://www.news.example/a/", "https://news.example/a"),
    ("https://NEWS.example:443/a", "https://news.example/a"),
    ("https://news.example./a", "https://news.example/a"),
    ("https://news.example/a?utm_source=x&utm_medium=y", "https://news.example/a"),
    ("https://news.example/a?fbclid=1&id=7", "https://news.example/a?id=7"),
    ("https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"),
    ("https://news.example/a#comments", "https://news.example/a"),
    ("https://news.example/a/index.html", "https://news.example/a"),
    ("https://news.example/%7Eann/caf%c3%a9", "https://news.example/~ann/café"),
    ("https://news.example/a?ref=rss&at_campaign=1", "https://news.example/a"),
    ("https://news.example/a?", "https://news.example/a"),
    (" https://news.example/a ", "https://news.example/a"),
]
OTHER = [
    ("https://news.example/a", "https://news.example/b"),
    ("https://news.example/a", "https://news.example/A"),
    ("https://news.example/a?id=1", "https://news.example/a?id=2"),
    ("https://news.example/a?ref=7", "https://news.example/a"),
    ("https://news.example:8080/a", "https://news.example/a"),
    ("https://sport.example/a", "https://news.example/a"),
    ("https://news.example/#!/a", "https://news.example/#!/b"),
    ("https://news.example/a%2Fb", "https://news.example/a?b"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_page(one: str, other: str) -> None:
    assert canonical_link(one) == canonical_link(other) != ""


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_pages(one: str, other: str) -> None:
    assert canonical_link(one) != canonical_link(other)


@pytest.mark.parametrize(
    "url", ["", "ftp://news.example/", "javascript:x", "http:///x", "http://[bad", "http://x:99999/", "a"]
)
def test_what_is_no_page(url: str) -> None:
    assert canonical_link(url) == ""


def test_too_many_parameters_stay_as_they_are() -> None:
    query = "&".join(f"a{n}={n}" for n in range(300))
    assert canonical_link(f"https://news.example/?{query}") == f"news.example?{query}"


MEANING = [
    ("The ship will arrive", "The ship will not arrive", "", ""),
    ("Two die", "Three die", "", ""),
    ("The bridge", "The bridge", "Opens on 3 May.", "Opens on 4 May."),
    ("The bridge", "The bridge", "It opens.", "It is cancelled."),
    ("The bridge", "The bridge", "It will open.", "It won't open."),
    ("The bridge", "The bridge", "It opens Monday.", "It opens Friday."),
    ("The bridge", "The bridge", "It cost 3.5 million.", "It cost 3.6 million."),
]
COSMETICS = [
    ("The ship arrives", "THE SHIP ARRIVES!", "", ""),
    ("“The” ship — arrives", "The ship arrives", "", ""),
    ("The bridge", "The bridge", "A long read.", "A longer read, now with pictures."),
    ("The bridge", "The bridge", "On 3 May 4 came.", "4 people came on 3 May"),
]


@pytest.mark.parametrize(("title", "edited", "summary", "rewritten"), MEANING)
def test_a_change_of_meaning_changes_the_hash(title: str, edited: str, summary: str, rewritten: str) -> None:
    assert judged_hash(title, summary) != judged_hash(edited, rewritten)


@pytest.mark.parametrize(("title", "edited", "summary", "rewritten"), COSMETICS)
def test_a_change_of_looks_does_not(title: str, edited: str, summary: str, rewritten: str) -> None:
    assert judged_hash(title, summary) == judged_hash(edited, rewritten)


def entry(guid: str = "", link: str = "", title: str = "", summary: str = "") -> ParsedEntry:
    return ParsedEntry(guid, link, title, summary)


def kinds(keys: EntryKeys) -> list[str]:
    return [key.partition(":")[0] for key in keys.keys]


def test_keys_come_strongest_first() -> None:
    full = entry("http://news.example/1", "https://news.example/1?utm_source=x", "A ferry runs again", "Text")
    assert kinds(entry_keys(full, "https://news.example/feed")) == ["guid", "loose", "link", "text", "title"]


def test_every_entry_has_a_key() -> None:
    assert kinds(entry_keys(entry(), "")) == ["whole"]
    assert kinds(entry_keys(entry(title="Two words"), "")) == ["text"]


def test_a_link_to_the_feed_itself_names_nothing() -> None:
    found = entry_keys(entry("a", "https://news.example/feed", "T"), "https://news.example/feed")
    assert kinds(found) == ["guid", "text"]


def test_long_guids_are_kept_short() -> None:
    found = entry_keys(entry("x" * 5_000, title="T"), "")
    assert all(len(key) < 300 for key in found.keys)
    assert found != entry_keys(entry("x" * 5_001, title="T"), "")


def test_of_two_editions_in_one_document_the_later_stays() -> None:
    early = Item("Early words", "a", "http://news.example/1", "Tue, 02 May 2017 10:00:00 GMT")
    late = Item("Later words", "a", "http://news.example/1", "Tue, 02 May 2017 11:00:00 GMT")
    for order in ((early, late), (late, early)):
        assert [parsed.title for parsed, _ in key_entries(read(rss(*order)), "")] == ["Later words"]


def test_entries_that_share_every_key_but_differ_are_told_apart() -> None:
    twins = [
        Item("Same title here", None, None, None, "Text one"),
        Item("Same title here", None, None, None, "Text two"),
    ]
    keyed = key_entries(read(rss(*twins)), "")
    assert len(keyed) == 2
    assert not set(keyed[0][1].keys) & set(keyed[1][1].keys)


def test_a_shared_title_alone_leaves_a_key() -> None:
    items = [
        Item("Weather for today", f"g{n}", "http://news.example/weather", "Tue, 02 May 2017 10:00:00 GMT")
        for n in range(3)
    ]
    keyed = key_entries(read(rss(*items)), "")
    assert [kinds(keys) for _, keys in keyed] == [["guid"]] * 3
