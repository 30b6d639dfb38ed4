"""`monitor feed add` and `monitor feed check`: ask a source now."""

import asyncio
from collections import defaultdict
from collections.abc import Coroutine, Sequence
from datetime import datetime
from itertools import takewhile
from typing import TYPE_CHECKING, Any, TypeVar

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk
from monitor.cli.feed import feed_record
from monitor.cli.screen import Screen
from monitor.cli.wording import ago, count
from monitor.errors import ExitCode, RemoteError, UsageError
from monitor.feeds.health import hint_of
from monitor.feeds.language import language_words
from monitor.model.feed import Feed, FeedDraft, NotModified, ParsedFeed
from monitor.model.ids import short_id
from monitor.model.safe import mask_url
from monitor.usecases.add_feed import FoundFeed, add_feed, check_feed_url, find_feed
from monitor.usecases.lookup import need_feed
from monitor.usecases.poll_feeds import PollReport, Read, host_of, poll_feed, record_poll

if TYPE_CHECKING:
    from monitor.app import App

T = TypeVar("T")


@command(
    "add",
    "monitor feed add https://news.example/world.xml",
    "monitor feed add https://news.example/ --outlet 'The Example Post' --tag world",
    "monitor feed add https://news.example/ --number 2",
    "monitor feed add https://news.example/world.xml --no-check",
)
@click.argument("url")
@click.option("--outlet", default="", help="The outlet's name; copies of one outlet count as one source.")
@click.option("--tag", "tags", multiple=True, help="A tag. Repeatable.")
@click.option("--number", type=click.IntRange(1), help="Which of the feeds that a page names, as they are listed.")
@click.option("--no-check", is_flag=True, help="Store it without asking it; the daemon takes the baseline.")
@click.pass_obj
def add(settings: Settings, url: str, outlet: str, tags: tuple[str, ...], number: int | None, no_check: bool) -> None:
    """Watch a source. The address may be a page: the feed it names is found; of several you choose one.

    The first answer is the baseline: its entries are stored and put up for review, but nothing is alerted.
    """
    check_feed_url(url)
    with open_desk(settings) as (app, screen):
        draft = _as_configured(app, FeedDraft(url, outlet, tags))
        if no_check:
            feed = add_feed(app.store, draft, app.config.poll.interval, app.now())
            _tell_added(screen, feed, None, None)
            return
        feed, found, report = _run(app, _add(app, draft, number))
        if feed.url != url:
            screen.say(_taken_words(url, found))
        _tell_added(screen, feed, found, report)


def _as_configured(app: "App", draft: FeedDraft) -> FeedDraft:
    """With the outlet and the tags that the config gives it, where none are said."""
    known = next((one for one in app.config.feeds if one.url == draft.url), draft)
    return FeedDraft(draft.url, draft.outlet or known.outlet, draft.tags or known.tags)


def _taken_words(url: str, found: FoundFeed) -> str:
    page, feed = mask_url(url), mask_url(found.url)
    if found.offered == 1:
        return f"{page} is a page; the one feed it names is taken: {feed}"
    return f"{page} is a page that names {found.offered} feeds; taken is {feed}"


async def _add(app: "App", draft: FeedDraft, number: int | None) -> tuple[Feed, FoundFeed, PollReport]:
    poller = app.poller
    try:
        found = await find_feed(poller.fetcher, poller.parser, draft.url, number)
    except RemoteError as error:
        raise RemoteError(f"{error}. {hint_of(error.reason)}".rstrip(), error.reason) from None
    outlet = draft.outlet or found.parsed.title
    policy, now = app.config.poll, app.now()
    draft = FeedDraft(found.url, outlet, draft.tags)
    feed = add_feed(app.store, draft, policy.interval, now, due=now + policy.lease)  # until then it is ours to ask
    report = await asyncio.to_thread(record_poll, poller, await poll_feed(poller, feed))
    with app.store.read() as tx:
        return need_feed(tx, feed.id), found, report


@command(
    "check",
    "monitor feed check",
    "monitor feed check 3fa2b1c0",
    "monitor feed check https://news.example/world.xml --json",
)
@click.argument("feeds", nargs=-1, metavar="[FEED]...")
@click.pass_obj
def check(settings: Settings, feeds: tuple[str, ...]) -> int:
    """Ask sources now and say what came back; when none is named, all that may be asked. Stores nothing.

    An address that is not watched is asked too: is it a feed, or a page that names one?

    The exit code is 4 when one of them failed.
    """
    with open_desk(settings) as (app, screen):
        with app.store.read() as tx:
            named = [tx.find_feed(feed) or _stranger(feed) or need_feed(tx, feed) for feed in feeds]
            every, held = tx.feeds(), tx.held_hosts(app.now())
        wanted: Sequence[Feed | str] = named or _askable(every, held)
        if not named and len(wanted) < len(every):
            left = count(len(every) - len(wanted), "feed")
            screen.say(
                f"{left} left out: paused, gone, or the site asked us to wait. One that you name is asked anyway."
            )
        records = _run(app, _check(app, wanted))
        if screen.is_json:
            screen.json(records)
        else:
            for record in records:
                mark = "ok" if record["ok"] else "FAILED"
                screen.line(f"{mark:6} {_named(record)}", "" if record["ok"] else "red")
                if record["hint"]:
                    screen.line(f"       {record['hint']}")
    return ExitCode.DONE if all(record["ok"] for record in records) else ExitCode.PARTIAL


def _askable(feeds: Sequence[Feed], held: frozenset[str]) -> list[Feed]:
    """Without those that are paused or gone, and those of `held` sites, which asked us to wait, or that lead there."""
    free = [one for one in feeds if not one.paused]
    return [one for one in free if held.isdisjoint((host_of(one.url), host_of(one.validators.url)))]


def _named(record: dict[str, Any]) -> str:
    """What came back, with the source's name before it where the words do not begin with it."""
    who = f"{record['id'][:8]}  {record['outlet']}" if record["id"] else record["url"]
    return str(record["text"]) if record["text"].startswith(who) else f"{who}: {record['text']}"


def _stranger(url: str) -> str | None:
    return url if url.lower().startswith(("http://", "https://")) else None


async def _check(app: "App", feeds: Sequence[Feed | str]) -> list[dict[str, Any]]:
    """One after another where they share a host: to check is to poll."""
    gate: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def check_in_turn(feed: Feed | str) -> dict[str, Any]:
        async with gate[host_of(feed if isinstance(feed, str) else feed.url)]:
            return await (_check_stranger(app, feed) if isinstance(feed, str) else _check_one(app, feed))

    return list(await asyncio.gather(*(check_in_turn(feed) for feed in feeds)))


async def _check_stranger(app: "App", url: str) -> dict[str, Any]:
    record = {"id": "", "outlet": "", "url": mask_url(url), "ok": False, "hint": ""}
    try:
        found = await find_feed(app.poller.fetcher, app.poller.parser, url)
    except UsageError as error:
        return record | {"text": str(error)}
    except RemoteError as error:
        return record | {"text": str(error), "hint": hint_of(error.reason)}
    led = f"a page that names the feed {mask_url(found.url)}: " if found.url != url else ""
    text = f"{led}{_document_words(found.parsed, app.now())}"
    return record | {"ok": True, "text": text, "hint": f"Not watched. Watch it: monitor feed add {mask_url(found.url)}"}


async def _check_one(app: "App", feed: Feed) -> dict[str, Any]:
    polled = await poll_feed(app.poller, feed)
    outcome = polled.outcome
    hint = ""
    match outcome:
        case RemoteError():
            text, hint = str(outcome), hint_of(outcome.reason)
        case Read():
            text = f"works: {_document_words(outcome.parsed, app.now())}"
        case NotModified():
            text = "works: nothing new since last time"
        case _:
            text = "works: the same document as last time"
    ok = not polled.has_failed
    return {"id": feed.id, "outlet": feed.outlet, "url": mask_url(feed.url), "ok": ok, "text": text, "hint": hint}


def _document_words(parsed: ParsedFeed, now: datetime) -> str:
    dated = [entry.published for entry in parsed.entries if entry.published]
    newest = f", newest {_dated(max(dated), now)}" if dated else ", no dates"
    mended = f", mended: {'; '.join(parsed.warnings)}" if parsed.warnings else ""
    language = language_words(f"{entry.title} {entry.summary}" for entry in parsed.entries)
    written = f", {language}" if language else ""
    return f"{_kind(parsed)}, {count(len(parsed.entries), 'item')}{newest}{mended}{written}"


def _dated(newest: datetime, now: datetime) -> str:
    return ago(newest, now) if newest <= now else "dated in the future"


def _kind(parsed: ParsedFeed) -> str:
    """`RSS 2.0` for `rss20`, as people write it."""
    name = "".join(takewhile(str.isalpha, parsed.version))
    number = "".join(filter(str.isdigit, parsed.version))
    family = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed", "cdf": "CDF"}.get(name, "a feed")
    return f"{family} {number[0]}.{number[1:]}" if len(number) > 1 else family


def _run(app: "App", work: Coroutine[Any, Any, T]) -> T:
    """Run `work` and let connections and children go, in one event loop."""

    async def whole() -> T:
        try:
            return await work
        finally:
            await app.release()

    return asyncio.run(whole())


def _tell_added(screen: Screen, feed: Feed, found: FoundFeed | None, report: PollReport | None) -> None:
    if screen.is_json:
        screen.json({"feed": feed_record(feed), "poll": report})
        return
    screen.line(f"{feed.outlet} ({short_id(feed.id)}): watched, {mask_url(feed.url)}.")
    if found and report:
        thrift = "" if found.has_validators else " Its server sends all of it each time, also when nothing changed."
        screen.line(f"{_document_words(found.parsed, feed.added_at)}.{thrift}")
        stored = f"{count(report.new_entries, 'item')} stored, {count(report.matches, 'match', 'matches')} among them"
        screen.line(f"What is there now is the baseline: {stored}, nothing alerted. Alerts begin with what comes next.")
        if report.matches:
            screen.say("See them: monitor review --baseline")
    screen.say(f"Undo: monitor feed remove {short_id(feed.id)}")
