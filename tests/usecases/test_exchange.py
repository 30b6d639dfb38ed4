"""Claims and feeds out of one store and into another."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from build import NOON, a_claim, a_feed
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.sql_store import open_store
from monitor.config import read_claim_tables
from monitor.errors import UsageError
from monitor.model.claim import Claim, ClaimSource, ClaimStatus, DueWindow, Modality, Outcome, Precision
from monitor.model.feed import FeedDraft
from monitor.ports import Store
from monitor.usecases.add_feed import find_removed, remove_feed
from monitor.usecases.exchange_claims import claim_record, export_claims, import_claims
from monitor.usecases.exchange_feeds import export_feeds, import_feeds, read_opml

EVERY = timedelta(minutes=30)
texts = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, blacklist_categories=("Cc",)), max_size=30)
words = texts.map(str.strip).filter(bool)
days = st.dates(date(2017, 5, 2), date(2030, 1, 1))
claims = st.builds(
    Claim,
    slug=st.from_regex(r"[a-z]{2,8}(-[a-z0-9]{1,5})?", fullmatch=True),
    statement=words,
    said_on=st.just(date(2017, 5, 2)),
    created_at=st.just(NOON),
    quote=texts.map(str.strip),
    quote_start=st.none() | st.integers(0, 9_999),
    quote_context=texts.map(str.strip),
    asserted_by=st.lists(words, max_size=2).map(tuple),
    modality=st.sampled_from(Modality),
    due=st.none() | st.builds(DueWindow, latest=days, text=texts.map(str.strip), precision=st.sampled_from(Precision)),
    source=st.builds(ClaimSource, outlet=texts.map(str.strip), published=st.none() | days),
    terms=st.lists(words, max_size=3).map(tuple),
    confidence=st.none() | st.floats(0, 1),
    watched_until=st.none() | days,
)


@given(claims)
@settings(deadline=None, max_examples=60)
def test_a_claim_comes_back_as_it_went(claim: Claim) -> None:
    line = json.dumps(claim_record(claim))
    (back,) = read_claim_tables("x", [json.loads(line)], ())
    assert claim_record(back) == claim_record(claim)


def test_an_import_adds_once_and_changes_nothing(store: Store) -> None:
    closed = a_claim("closed", status=ClaimStatus.RESOLVED, outcome=Outcome.FAILED)
    first = import_claims(store, [a_claim(), closed], by="desk", now=NOON)
    assert (first.added, first.same) == (("harbour-bridge", "closed"), ())
    again = import_claims(store, [a_claim(), closed, a_claim("new")], by="desk", now=NOON, dry_run=True)
    assert (again.added, again.same) == (("new",), ("harbour-bridge", "closed"))
    changed = import_claims(store, [a_claim(criteria="Other words.")], by="desk", now=NOON)
    assert (changed.added, changed.differing) == ((), ("harbour-bridge",))
    records = export_claims(store)
    assert [record["slug"] for record in records] == ["closed", "harbour-bridge"]
    assert (records[0]["status"], records[0]["outcome"]) == ("resolved", "failed")
    assert "criteria" not in records[1]
    assert [record["slug"] for record in export_claims(store, ["closed"])] == ["closed"]
    with store.read() as tx:
        assert len(tx.decisions("closed")) == 1


def test_feeds_go_out_and_come_back(store: Store, tmp_path: Path) -> None:
    with store.write() as tx:
        tx.save_feed(
            a_feed("https://a.example/x?y=1&z=<2>", outlet="The “A” & Co", title="World", tags=("world", "eu"))
        )
        tx.save_feed(a_feed("https://b.example/feed", outlet="B"))
    document = export_feeds(store)
    drafts = read_opml(document.encode())
    assert set(drafts) == {
        FeedDraft("https://a.example/x?y=1&z=<2>", "The “A” & Co", ("world", "eu")),
        FeedDraft("https://b.example/feed", "B"),
    }
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}")
    done = import_feeds(other, drafts, EVERY, NOON)
    assert len(done.added) == 2
    again = import_feeds(other, drafts, EVERY, NOON)
    assert (again.added, len(again.known)) == ((), 2)
    assert export_feeds(other).replace(' title="World"', "") == document.replace(' title="World"', "")
    other.close()


def test_folders_of_an_opml_file_become_tags() -> None:
    document = b"""<opml version="1.0"><body><outline text="World News!"><outline title="Middle East">
    <outline type="rss" title="The Post" xmlUrl="https://post.example/rss" category="wire, ,World News"/></outline>
    </outline><outline text="!!"><outline xmlUrl=" https://b.example/ "/></outline></body></opml>"""
    assert read_opml(document) == (
        FeedDraft("https://post.example/rss", "The Post", ("world-news", "middle-east", "wire")),
        FeedDraft("https://b.example/", ""),
    )


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-r", "gb18030"])
def test_opml_is_read_in_the_encoding_it_names(codec: str) -> None:
    body = (
        '<opml><body><outline text="Мир"><outline text="Вестник" xmlUrl="https://a.example/"/></outline></body></opml>'
    )
    document = f'<?xml version="1.0" encoding="{codec.removesuffix("-sig")}"?>{body}'.encode(codec)
    assert read_opml(document) == (FeedDraft("https://a.example/", "Вестник", ("мир",)),)


@pytest.mark.parametrize(
    "document",
    [
        b'\n <?xml version="1.0"?>\n<OPML><BODY><outline text="A" xmlURL="https://a.example/?x=1&amp;y=2"/></BODY></OPML>',
        b'<opml><body><outline TEXT="A" xmlurl="https://a.example/?x=1&y=2"/></body></opml>',
        b'<opml><body><outline text="A\x07" xmlUrl="https://a.example/?x=1&y=2"/></body></opml>',
    ],
)
def test_opml_that_other_programs_wrote_carelessly_is_read(document: bytes) -> None:
    assert read_opml(document) == (FeedDraft("https://a.example/?x=1&y=2", "A"),)


def test_a_feed_that_holds_other_feeds_and_folders_without_end() -> None:
    inner = '<outline text="A" xmlUrl="https://a.example/"><outline text="B" xmlUrl="https://b.example/"/></outline>'
    deep = '<outline text="f">' * 5_000
    document = f"<opml><body>{deep}{inner}{'</outline>' * 5_000}</body></opml>"
    assert [draft.url for draft in read_opml(document.encode())] == ["https://a.example/", "https://b.example/"]
    assert {draft.tags for draft in read_opml(document.encode())} == {("f",)}


def test_two_thousand_feeds_are_taken_at_once_and_known_the_second_time(store: Store) -> None:
    outlines = "".join(f'<outline text="O{n}" xmlUrl="https://h{n}.example/feed"/>' for n in range(2_000))
    drafts = read_opml(f"<opml><body>{outlines}</body></opml>".encode())
    assert len(import_feeds(store, drafts, EVERY, NOON).added) == 2_000
    again = import_feeds(store, read_opml(export_feeds(store).encode()), EVERY, NOON)
    assert (again.added, len(again.known)) == ((), 2_000)


def test_a_feed_that_was_taken_out_comes_back_for_good_by_an_import(store: Store) -> None:
    draft = FeedDraft("https://a.example/")
    import_feeds(store, [draft], EVERY, NOON)
    remove_feed(store, draft.url, NOON)
    import_feeds(store, [draft], EVERY, NOON)
    with store.read() as tx:
        assert find_removed(tx, [draft]) == []
        assert tx.find_feed(draft.url) is not None


def test_an_import_of_feeds_refuses_what_is_no_address_and_counts_doubles_once(store: Store) -> None:
    drafts = [FeedDraft("https://a.example/"), FeedDraft("https://a.example/"), FeedDraft("file:///etc/passwd")]
    assert import_feeds(store, drafts, EVERY, NOON, dry_run=True).added == ()
    done = import_feeds(store, drafts, EVERY, NOON)
    assert [feed.outlet for feed in done.added] == ["a.example"]
    assert done.refused == ("file://***",)


def test_a_feed_that_was_moved_is_known_by_its_first_address(store: Store) -> None:
    done = import_feeds(store, [FeedDraft("https://a.example/")], EVERY, NOON)
    from dataclasses import replace

    with store.write() as tx:
        tx.save_feed(replace(done.added[0], url="https://moved.example/"))
    assert import_feeds(store, [FeedDraft("https://a.example/")], EVERY, NOON).known == ("https://a.example/",)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<rss/>",
        b"not xml",
        b"<opml><body>",
        b'<!DOCTYPE o [<!ENTITY a "b">]><opml><body>&a;</body></opml>',
        b'<!doctype opml SYSTEM "http://x.example/o.dtd"><opml/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE o [<!ENTITY a "b">]><opml/>'.encode("utf-16"),
    ],
)
def test_what_is_no_opml_is_refused(document: bytes) -> None:
    with pytest.raises(UsageError, match="OPML"):
        read_opml(document)
