"""Feeds come and go; a page leads to its feed."""

from datetime import timedelta

import pytest
from build import NOON, a_feed
from fakes import FakeWeb, InProcessParser, rss

from monitor.errors import ConflictError, FetchError, NotFoundError, ParseError, UsageError
from monitor.model.feed import FeedDraft, NotModified, Validators
from monitor.ports import Store
from monitor.usecases.add_feed import add_feed, discover_feeds, find_feed, find_removed, pause_feed, remove_feed
from monitor.usecases.sync_config import sync_config

EVERY = timedelta(minutes=30)
URL = "https://news.example/world.xml"


def test_a_new_feed_is_due_at_once_and_known_afterwards(store: Store) -> None:
    feed = add_feed(store, FeedDraft(URL, tags=("world",)), EVERY, NOON)
    assert (feed.outlet, feed.next_poll_at, feed.baseline_done, feed.tags) == ("news.example", NOON, False, ("world",))
    with pytest.raises(ConflictError, match=feed.id[:8]):
        add_feed(store, FeedDraft(URL), EVERY, NOON)


def test_who_asks_a_new_feed_himself_is_given_the_time(store: Store) -> None:
    later = NOON + EVERY
    assert add_feed(store, FeedDraft(URL), EVERY, NOON, due=later).next_poll_at == later
    with store.write() as tx:
        assert tx.lease_due_feeds(NOON, 9, EVERY) == []
        assert [feed.url for feed in tx.lease_due_feeds(later, 9, EVERY)] == [URL], "should he die of it"


@pytest.mark.parametrize("url", ["news.example/feed", "file:///etc/passwd", "https://", "https://a b/", "http://[::1/"])
def test_only_web_addresses_are_feeds(store: Store, url: str) -> None:
    with pytest.raises(UsageError, match="https://"):
        add_feed(store, FeedDraft(url), EVERY, NOON)


def test_a_feed_is_removed_by_id_prefix_or_address(store: Store) -> None:
    feed = add_feed(store, FeedDraft(URL), EVERY, NOON)
    assert remove_feed(store, feed.id[:6], NOON).url == URL
    with pytest.raises(NotFoundError, match="monitor feed list"):
        remove_feed(store, URL, NOON)
    with pytest.raises(NotFoundError, match="nothing"):
        remove_feed(store, "nothing", NOON)


def test_a_feed_is_known_by_its_outlet_while_that_has_no_other(store: Store) -> None:
    drafts = [FeedDraft(URL, "Veldam Courier"), FeedDraft(f"{URL}?2", "Herald"), FeedDraft(f"{URL}?3", "Herald")]
    feeds = [add_feed(store, draft, EVERY, NOON) for draft in drafts]
    assert pause_feed(store, "veldam courier", paused=True, now=NOON).url == URL
    with pytest.raises(NotFoundError, match="there is no feed ''"):
        remove_feed(store, "", NOON)
    with pytest.raises(NotFoundError, match=f"2 feeds are of 'Herald'; say which: .*{feeds[1].id[:8]}"):
        remove_feed(store, "Herald", NOON)
    for almost in ("Veldam Curier", "courier"):
        with pytest.raises(NotFoundError, match="did you mean 'Veldam Courier'"):
            remove_feed(store, almost, NOON)


def test_a_paused_feed_waits_and_is_due_when_it_comes_back(store: Store) -> None:
    with store.write() as tx:
        tx.save_feed(a_feed(URL, next_poll_at=NOON + timedelta(days=1)))
    assert pause_feed(store, URL, paused=True, now=NOON).paused
    resumed = pause_feed(store, URL, paused=False, now=NOON)
    assert (resumed.paused, resumed.next_poll_at) == (False, NOON)


async def test_an_address_that_is_a_feed_is_taken_as_it_is() -> None:
    web = FakeWeb({URL: rss(("1", "One", ""))})
    found = await find_feed(web, InProcessParser(), URL)
    assert (found.url, len(found.parsed.entries), found.has_validators) == (URL, 1, True)


PAGE = b"""<!doctype html><html><head><base href="https://cdn.example/x/">
<link rel="stylesheet" href="a.css"><link rel="alternate" hreflang="de" href="/de">
<link rel="Alternate" type="application/rss+xml; charset=utf-8" href="../world.xml"></head><body>News</body></html>"""


async def test_a_page_leads_to_the_feed_it_names() -> None:
    web = FakeWeb({"https://news.example/": PAGE, "https://cdn.example/world.xml": rss(("1", "One", ""))})
    found = await find_feed(web, InProcessParser(), "https://news.example/")
    assert found.url == "https://cdn.example/world.xml"


async def test_a_page_with_several_feeds_asks_which() -> None:
    page = b"<html>" + b"".join(
        b'<link rel=alternate type=application/atom+xml href="/%s">' % name for name in (b"a", b"b", b"a")
    )
    web = FakeWeb({"https://news.example/": page})
    with pytest.raises(UsageError, match=r"names 2 feeds; choose one with --number: 1\. https://news\.example/a, "):
        await find_feed(web, InProcessParser(), "https://news.example/")


async def test_of_several_feeds_the_one_of_that_number_is_taken() -> None:
    links = b"".join(b'<link rel=alternate type=application/rss+xml href="/%s">' % name for name in (b"a", b"b"))
    web = FakeWeb({"https://news.example/": b"<html>" + links, "https://news.example/b": rss(("1", "Rain", ""))})
    found = await find_feed(web, InProcessParser(), "https://news.example/", 2)
    assert (found.url, found.offered) == ("https://news.example/b", 2)
    with pytest.raises(UsageError, match=r"--number 3: .* names 2 only"):
        await find_feed(web, InProcessParser(), "https://news.example/", 3)
    plain = await find_feed(web, InProcessParser(), "https://news.example/b", 2)
    assert (plain.url, plain.offered) == ("https://news.example/b", 0)


def test_a_feed_that_was_removed_does_not_come_back_with_the_config_but_when_added_again(store: Store) -> None:
    drafts = [FeedDraft(URL), FeedDraft("https://other.example/feed")]
    assert len(sync_config(store, drafts, [], EVERY, NOON).feeds) == 2
    remove_feed(store, URL, NOON)
    assert sync_config(store, drafts, [], EVERY, NOON).feeds == ()
    with store.read() as tx:
        assert [feed.url for feed in tx.feeds()] == ["https://other.example/feed"]
        assert find_removed(tx, drafts) == [drafts[0]]
    add_feed(store, FeedDraft(URL), EVERY, NOON)
    with store.write() as tx:
        assert find_removed(tx, drafts) == []
        tx.delete_feed(a_feed(URL).id)  # not by a person
    assert sync_config(store, drafts, [], EVERY, NOON).feeds == (URL,)


def test_no_password_gets_into_the_store(store: Store) -> None:
    with pytest.raises(UsageError, match=r"\[\[logins\]\] host = \"news\.example\"") as caught:
        add_feed(store, FeedDraft("https://ann:secret@news.example/feed"), EVERY, NOON)
    assert "secret" not in str(caught.value)
    with store.write() as tx:
        tx.save_feed(a_feed("https://ann:secret@news.example/feed"))  # as it was stored once
    assert sync_config(store, [FeedDraft("https://news.example/feed")], [], EVERY, NOON).feeds == ()
    with store.read() as tx:
        assert [feed.url for feed in tx.feeds()] == ["https://news.example/feed"]


async def test_a_page_without_a_feed_is_no_feed() -> None:
    web = FakeWeb({"https://news.example/": b"<html><body>Nothing here</body></html>"})
    with pytest.raises(ParseError):
        await find_feed(web, InProcessParser(), "https://news.example/")
    with pytest.raises(FetchError):
        await find_feed(web, InProcessParser(), "https://other.example/")


def test_links_that_lead_out_of_the_web_are_passed_over() -> None:
    page = (
        '<link rel=alternate type=application/rss+xml href="javascript:x"><link rel=alternate type=text/html href=/a>'
    )
    assert discover_feeds(page, "https://news.example/") == ()


class StubbornWeb(FakeWeb):
    async def fetch(self, url: str, validators: Validators) -> NotModified:
        return NotModified(url, validators)


async def test_a_304_to_a_first_question_is_told() -> None:
    with pytest.raises(ParseError, match="nothing changed"):
        await find_feed(StubbornWeb(), InProcessParser(), URL)
