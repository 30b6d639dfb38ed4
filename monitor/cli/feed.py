"""`monitor feed list/remove/pause/resume/import/export`."""

from dataclasses import replace
from datetime import datetime, timedelta

import click

from monitor.cli.command import Settings, command
from monitor.cli.complete import complete_feeds
from monitor.cli.desk import open_desk
from monitor.cli.screen import Column, Screen, plain
from monitor.cli.stream import read_bytes
from monitor.cli.wording import ago, count, span_words
from monitor.errors import ExitCode
from monitor.feeds.health import explain_health, health_of, state_words
from monitor.model.feed import Feed, FeedHealth
from monitor.model.ids import make_id, short_id
from monitor.model.safe import mask_url, safe
from monitor.usecases.add_feed import find_removed, pause_feed, remove_feed
from monitor.usecases.exchange_feeds import export_feeds, import_feeds, read_opml
from monitor.usecases.notes import NETWORK_NOTE
from monitor.usecases.read_status import is_healthy

COLUMNS = (
    Column("ID", whole=True, style="bold"),
    Column("OUTLET"),
    Column("STATE"),
    Column("LAST POLL", 2),
    Column("LAST NEW", 2),
    Column("EVERY", 3),
    Column("ADDRESS", stretch=True),
)


@command("list", "monitor feed list", "monitor feed list --failing", "monitor feed list --json")
@click.option("--failing", is_flag=True, help="Only those in trouble.")
@click.pass_obj
def list_(settings: Settings, failing: bool) -> None:
    """Sources and how they are. Below the table, in plain words, what there is to say of those that do not just work."""
    with open_desk(settings) as (app, screen):
        now = app.now()
        with app.store.read() as tx:
            feeds = [replace(feed, health=health_of(feed, now, app.config.poll)) for feed in tx.feeds()]
            down = tx.note(NETWORK_NOTE)
        feeds = [feed for feed in feeds if not failing or not is_healthy(feed)]
        if screen.is_json:
            screen.json([feed_record(feed) | {"explained": explain_health(feed, now)} for feed in feeds])
            return
        if down is not None:
            since = ago(datetime.fromisoformat(down), now)
            screen.line(f"No network: no source can be reached (since {since}). The states are those of before.", "red")
            screen.line()
        screen.table(
            COLUMNS,
            [
                [
                    short_id(feed.id),
                    feed.outlet,
                    state_words(feed),
                    ago(feed.last_polled_at, now),
                    ago(feed.last_new_at, now),
                    span_words(feed.interval),
                    mask_url(feed.url),
                ]
                for feed in feeds
            ],
        )
        told = [feed for feed in feeds if _needs_words(feed, now)]
        if told:
            screen.line()
        for feed in told:
            screen.line(f"{short_id(feed.id)}  {safe(feed.outlet, 60)}: {explain_health(feed, now)}", indent=0)
        with app.store.read() as tx:
            removed = find_removed(tx, app.config.feeds)
        for draft in removed:
            screen.say(
                f"Removed, but still in config.toml: {mask_url(draft.url)}. Watch it again: monitor feed add with it."
            )
        if new := sum(feed.health is FeedHealth.NEW and feed not in told for feed in feeds):
            screen.say(f"{count(new, 'feed')} not asked yet. That happens within minutes while this runs: monitor run")


def _needs_words(feed: Feed, now: datetime) -> bool:
    """Whether there is more to say than that it works."""
    if feed.health is FeedHealth.NEW:
        return feed.next_poll_at - now > timedelta(hours=1)
    return feed.health is not FeedHealth.OK or bool(feed.gaps)


def feed_record(feed: Feed) -> dict[str, object]:
    """One feed for a program; the address masked, for it may hold a key."""
    record = dict(plain(feed))
    for name in ("validators", "body_hash"):
        del record[name]
    return record | {"url": mask_url(feed.url), "moved_to": mask_url(feed.moved_to) if feed.moved_to else ""}


@command("remove", "monitor feed remove 3fa2b1c0", "monitor feed remove https://news.example/world.xml")
@click.argument("feed", shell_complete=complete_feeds)
@click.pass_obj
def remove(settings: Settings, feed: str) -> None:
    """Stop to watch a source. What it brought stays."""
    with open_desk(settings) as (app, screen):
        gone = remove_feed(app.store, feed, app.now())
        _tell(screen, gone, "no longer watched; its entries stay")
        if any(gone.id == make_id("feed", draft.url) for draft in app.config.feeds):
            screen.say("It stands in config.toml too, but stays out until you add it again; you may take it out there.")
        screen.say(f"Undo: monitor feed add {mask_url(gone.url)}")


@command("pause", "monitor feed pause 3fa2b1c0")
@click.argument("feed", shell_complete=complete_feeds)
@click.pass_obj
def pause(settings: Settings, feed: str) -> None:
    """Leave a source out until `monitor feed resume`."""
    with open_desk(settings) as (app, screen):
        paused = pause_feed(app.store, feed, paused=True, now=app.now())
        _tell(screen, paused, "paused")
        screen.say(f"Undo: monitor feed resume {short_id(paused.id)}")


@command("resume", "monitor feed resume 3fa2b1c0")
@click.argument("feed", shell_complete=complete_feeds)
@click.pass_obj
def resume(settings: Settings, feed: str) -> None:
    """Take a paused source up again, due at once."""
    with open_desk(settings) as (app, screen):
        resumed = pause_feed(app.store, feed, paused=False, now=app.now())
        _tell(screen, resumed, "watched again, due now")
        screen.say(f"Undo: monitor feed pause {short_id(resumed.id)}")


@command(
    "import",
    "monitor feed import feeds.opml",
    "monitor feed import - < feeds.opml",
    "monitor feed import feeds.opml --dry-run",
)
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Only say what the file has.")
@click.pass_obj
def import_(settings: Settings, file: str, dry_run: bool) -> int:
    """Take feeds from OPML; folders become tags. The same import twice adds nothing."""
    drafts = read_opml(read_bytes(file))
    with open_desk(settings) as (app, screen):
        done = import_feeds(app.store, drafts, app.config.poll.interval, app.now(), dry_run=dry_run)
        if screen.is_json:
            screen.json(
                {"added": [feed_record(feed) for feed in done.added], "known": len(done.known), "refused": done.refused}
            )
        else:
            new = len(drafts) - len(done.known) - len(done.refused)
            screen.line(f"{count(new, 'feed')} {'would be ' if dry_run else ''}added, {len(done.known)} known before.")
            for url in done.refused:
                screen.line(f"refused, no address of a feed, or one with a password in it: {url}")
    return ExitCode.PARTIAL if done.refused else ExitCode.DONE


@command("export", "monitor feed export > feeds.opml")
@click.pass_obj
def export(settings: Settings) -> None:
    """All feeds as OPML 2.0, with their whole addresses."""
    with open_desk(settings) as (app, screen):
        if screen.is_json:
            with app.store.read() as tx:
                screen.json([feed_record(feed) for feed in tx.feeds()])
        else:
            click.echo(export_feeds(app.store), nl=False)


def _tell(screen: Screen, feed: Feed, words: str) -> None:
    if screen.is_json:
        screen.json(feed_record(feed))
    else:
        screen.line(f"{feed.outlet} ({short_id(feed.id)}): {words}.")
