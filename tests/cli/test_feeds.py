"""Feeds asked for real: the fetcher, the child that parses, a server on the loopback."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from build import NOON
from fakes import rss
from feed_server import Answer, FeedServer, Request
from patience import PATIENCE

from monitor.adapters.sql_store import open_store
from monitor.app import utc_now
from monitor.usecases.notes import NETWORK_NOTE

ALLOW = '[fetch]\nprivate_hosts = ["127.0.0.1"]\n'


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A feed server in a thread of its own, since a command runs its own loop."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    made = FeedServer()
    asyncio.run_coroutine_threadsafe(made.__aenter__(), loop).result(PATIENCE)
    yield made
    asyncio.run_coroutine_threadsafe(made.__aexit__(None, None, None), loop).result(PATIENCE)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(PATIENCE)
    loop.close()


@pytest.mark.slow
def test_a_page_leads_to_its_feed_and_the_baseline_is_taken(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    kind = ((b"Content-Type", b"application/rss+xml"), (b"ETag", b'"one"'))
    server.routes["/feed"] = Answer(
        rss(("1", "Veldam opens its new harbour bridge", ""), ("2", "Rain", "")), headers=kind
    )
    server.routes["/"] = Answer(
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>',
        headers=((b"Content-Type", b"text/html"),),
    )
    desk.say(
        "claim",
        "add",
        "The city of Veldam will open its new harbour bridge.",
        "--said-on",
        "2017-05-02",
        "--slug",
        "bridge",
    )
    said = desk.say("feed", "add", server.url("/"), "--outlet", "The Post")
    assert said.code == 0, said.err
    assert "RSS 2.0, 2 items" in said.out
    assert "2 items stored, 1 match among them, nothing alerted" in " ".join(said.out.split())
    assert "is a page; the one feed it names is taken" in said.err
    (feed,) = desk.say("feed", "list", "--json").json
    assert (feed["outlet"], feed["baseline_done"]) == ("The Post", True)
    assert desk.say("alert", "list", "--json").json == []
    checked = desk.say("feed", "check")
    assert (checked.code, checked.out.startswith("ok")) == (0, True)
    server.routes["/feed"] = Answer(status=500)
    failed = desk.say("feed", "check", feed["id"][:8], "--json")
    assert failed.code == 4
    assert failed.json[0]["ok"] is False


@pytest.mark.slow
def test_what_was_added_is_told_as_it_stands_after_the_baseline(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    rain = b'{"version": "https://jsonfeed.org/version/1.1", "title": "Rain", "items": [{"id": "1", "title": "Rain"}]}'
    server.routes["/feed.json"] = Answer(rain, headers=((b"Content-Type", b"application/feed+json"),))
    feed = desk.say("feed", "add", server.url("/feed.json"), "--json").json["feed"]
    assert (feed["health"], feed["baseline_done"], feed["polls"]) == ("ok", True, 1)
    assert "JSON Feed 1.1, 1 item" in desk.say("feed", "check", server.url("/feed.json?again")).out


@pytest.mark.slow
def test_no_daemon_asks_a_feed_while_it_is_added(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    due: list[list[str]] = []

    def answer(_request: Request) -> Answer:
        with closing(open_store(desk.url)) as store, store.write() as tx:
            due.append([feed.url for feed in tx.lease_due_feeds(utc_now(), 9, timedelta(minutes=5), "a daemon")])
        return Answer(rss(("1", "Rain", "")))

    server.routes["/feed"] = answer
    assert desk.say("feed", "add", server.url("/feed")).code == 0
    assert due == [[], []]
    assert desk.say("feed", "list", "--json").json[0]["polls"] == 1


@pytest.mark.slow
def test_an_address_that_is_not_watched_is_checked_too(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    link = b"<link rel=alternate type=application/rss+xml href=/%s>"
    server.routes |= {
        "/feed": Answer(rss(("1", "Rain", ""))),
        "/one": Answer(b"<html>" + link % b"feed"),
        "/two": Answer(b"<html>" + link % b"feed" + link % b"more"),
        "/none": Answer(b"<html>Nothing"),
        "/german": Answer(
            rss(("1", "Der Tunnel ist auf", "Die Stadt"), ("2", "Das Amt und die Wahl", ""), ("3", "Die Not", ""))
        ),
    }
    assert "items, newest" in (said := " ".join(desk.say("feed", "check", server.url("/german")).out.split()))
    assert "in German; only news in English is understood" in said
    found = desk.say("feed", "check", server.url("/one"))
    said = " ".join(found.out.split())
    assert (found.code, "RSS 2.0, 1 item" in said, "Watch it: monitor feed add" in said) == (0, True, True)
    assert desk.say("feed", "check", server.url("/two")).code == 4
    (none,) = desk.say("feed", "check", server.url("/none"), "--json").json
    assert (none["ok"], none["hint"].startswith("It sends a page")) == (False, True)
    assert desk.say("feed", "list", "--json").json == []


def test_the_list_explains_what_does_not_just_work(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    server.routes |= {"/gone": Answer(status=410), "/x": Answer(status=404)}
    for path in ("/gone", "/x"):
        desk.say("feed", "add", server.url(path), "--no-check", "--outlet", path[1:])
    assert "2 feeds not asked yet" in desk.say("feed", "list").err
    desk.say("run", "--once")
    shown = desk.say("feed", "list")
    for words in ("gone for good", "Has never worked: one try.", "trouble: nothing at its address"):
        assert words in " ".join(shown.out.split())
    assert "paused" not in shown.out


def test_the_list_says_that_there_is_no_network(desk: Any) -> None:
    desk.say("feed", "add", "https://news.example/world.xml", "--no-check")
    assert "No network" not in desk.say("feed", "list").out
    with desk.store() as store, store.write() as tx:
        tx.save_note(NETWORK_NOTE, NOON.isoformat())
    assert desk.say("feed", "list").out.startswith("No network: no source can be reached (since ")


@pytest.mark.slow
def test_who_must_not_be_asked_is_left_out_unless_named(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    server.routes |= {"/gone": Answer(status=410), "/feed": Answer(rss(("1", "Rain", "")))}
    for path in ("/gone", "/feed"):
        desk.say("feed", "add", server.url(path), "--no-check", "--outlet", path[1:])
    desk.say("run", "--once")
    server.log.clear()
    checked = desk.say("feed", "check")
    assert (checked.code, server.paths()) == (0, ["/feed"])
    assert "1 feed left out: paused, gone, or the site asked us to wait" in checked.err
    assert desk.say("feed", "check", server.url("/gone")).code == 4
    server.routes["/feed"] = Answer(status=429, headers=((b"Retry-After", b"7200"),))
    desk.say("feed", "add", server.url("/feed?2"), "--no-check")
    desk.say("run", "--once")
    server.log.clear()
    assert "3 feeds left out" in desk.say("feed", "check").err
    assert server.paths() == []


def test_a_site_in_trouble_that_asked_to_wait_is_left_out_too(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    server.routes["/feed"] = Answer(status=503, headers=((b"Retry-After", b"7200"),))
    desk.say("feed", "add", server.url("/feed"), "--no-check")
    desk.say("run", "--once")
    server.log.clear()
    assert "1 feed left out" in desk.say("feed", "check").err
    assert server.paths() == []


def test_an_address_in_capitals_is_checked(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    server.routes["/feed"] = Answer(rss(("1", "Rain", "")))
    assert desk.say("feed", "check", server.url("/feed").replace("http:", "HTTP:")).code == 0


@pytest.mark.slow
def test_one_round_of_the_daemon_tells_by_its_exit_code(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    server.routes["/feed"] = Answer(rss(("1", "Rain", "")), headers=((b"Content-Type", b"application/rss+xml"),))
    file.write_text(f'{file.read_text()}{ALLOW}[[feeds]]\nurl = "{server.url("/feed")}"\noutlet = "The Post"\n')
    assert desk.say("run", "--once").code == 0
    assert desk.say("--json").json["sources"]["healthy"] == 1


def test_an_address_that_answers_nothing_is_not_stored(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    server.routes["/x"] = Answer(status=404)
    said = desk.say("feed", "add", server.url("/x"))
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert desk.say("feed", "list", "--json").json == []


def test_an_article_is_drafted_by_its_address(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    text = "The mayor of Veldam said on Tuesday that the city will open its new harbour bridge in June.\n"
    server.routes["/news.txt"] = Answer(text.encode(), headers=((b"Content-Type", b"text/plain"),))
    said = desk.say("claim", "draft", server.url("/news.txt"), "--date", "2017-05-02", "--json")
    assert said.code == 0, said.err
    assert said.json[0]["due"]["latest"] == "2017-06-30"
    assert desk.say("claim", "draft", server.url("/none"), "--date", "2017-05-02").code == 1


@pytest.mark.slow
def test_one_source_is_shown_in_plain_words(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    slow = rss(("1", "Rain", "")).replace(b"<channel>", b"<channel><ttl>6000</ttl>")
    server.routes |= {"/feed": Answer(slow), "/old": Answer(status=404)}
    url = server.url("/feed")
    desk.say("feed", "add", url, "--outlet", "The Post", "--tag", "world")
    shown = " ".join(desk.say("feed", "show", url).out.split())
    state = ("The Post (", "): works, no news Works, but", "asked 1 time", "asks for 4 d")
    for words in (*state, f"address {url}", "tags world"):
        assert words in shown
    id_ = desk.say("feed", "list", "--json").json[0]["id"]
    desk.say("feed", "pause", id_)
    shown = " ".join(desk.say("feed", "show", id_[:8]).out.split())
    assert f"Take it up again: monitor feed resume {id_[:8]}" in shown
    assert "asked again never" in shown
    assert desk.say("feed", "show", id_, "--json").json["explained"].startswith("Paused by you")
    desk.say("feed", "add", server.url("/old"), "--no-check")
    assert "asked again now, while this runs: monitor run" in " ".join(
        desk.say("feed", "show", server.url("/old")).out.split()
    )


@pytest.mark.slow
def test_a_feed_of_the_config_that_was_removed_stays_out_and_is_told(desk: Any, server: FeedServer) -> None:
    file, url = desk.folder / "config.toml", server.url("/feed")
    server.routes["/feed"] = Answer(rss(("1", "Rain", "")))
    file.write_text(f'{file.read_text()}{ALLOW}[[feeds]]\nurl = "{url}"\noutlet = "The Post"\ntags = ["world"]\n')
    said = desk.say("feed", "remove", url)
    assert "stays out until you add it again" in said.err
    assert desk.say("run", "--once").code == 0
    listed = desk.say("feed", "list")
    assert "The Post" not in listed.out
    assert f"Removed, but still in config.toml: {url}" in listed.err
    assert desk.say("feed", "add", url, "--json").json["feed"]["tags"] == ["world"]
    assert "Removed" not in desk.say("feed", "list").err


@pytest.mark.slow
def test_of_the_feeds_a_page_names_one_is_chosen(desk: Any, server: FeedServer) -> None:
    file = desk.folder / "config.toml"
    file.write_text(file.read_text() + ALLOW)
    link = b"<link rel=alternate type=application/rss+xml href=/%s>"
    server.routes |= {"/": Answer(b"<html>" + link % b"a" + link % b"b"), "/b": Answer(rss(("1", "Rain", "")))}
    asked = desk.say("feed", "add", server.url("/"))
    assert asked.code == 2
    assert f"choose one with --number: 1. {server.url('/a')}, 2. {server.url('/b')}" in asked.err
    taken = desk.say("feed", "add", server.url("/"), "--number", "2")
    assert (taken.code, f"names 2 feeds; taken is {server.url('/b')}" in taken.err) == (0, True)
