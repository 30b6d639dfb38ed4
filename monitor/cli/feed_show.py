"""`monitor feed show`: one source, in plain words."""

from dataclasses import replace
from datetime import datetime

import click

from monitor.cli.command import Settings, command
from monitor.cli.complete import complete_feeds
from monitor.cli.desk import open_desk
from monitor.cli.feed import feed_record
from monitor.cli.screen import Screen
from monitor.cli.wording import ago, count, moment_words, span_words
from monitor.feeds.health import explain_health, health_of, state_words
from monitor.model.feed import Feed
from monitor.model.ids import short_id
from monitor.model.safe import mask_url
from monitor.usecases.lookup import need_feed
from monitor.usecases.read_languages import read_languages


@command("show", "monitor feed show 3fa2b1c0", "monitor feed show https://news.example/world.xml")
@click.argument("feed", shell_complete=complete_feeds)
@click.pass_obj
def show(settings: Settings, feed: str) -> None:
    """One source: how it is and what to do, when it was asked and is asked again, what it brought.

    FEED is an id, an address or an outlet, here and for check, pause, resume and remove.
    """
    with open_desk(settings) as (app, screen):
        now = app.now()
        with app.store.read() as tx:
            found = need_feed(tx, feed)
            language = read_languages(tx, now).get(found.id, "")
        found = replace(found, health=health_of(found, now, app.config.poll))
        if screen.is_json:
            screen.json(feed_record(found) | {"explained": explain_health(found, now), "language": language})
            return
        screen.line(f"{found.outlet} ({short_id(found.id)}): {state_words(found)}", "bold")
        screen.line(explain_health(found, now))
        screen.line()
        screen.fact("address", mask_url(found.url))
        screen.fact("title", found.title)
        screen.fact("language", language)
        screen.fact("tags", ", ".join(found.tags))
        screen.fact("watched", f"since {moment_words(found.added_at)}")
        screen.fact("asked", _asked(found))
        screen.fact("last asked", ago(found.last_polled_at, now))
        screen.fact("asked again", _again(found, now))
        screen.fact("last answer", ago(found.last_success_at, now))
        screen.fact("last news", ago(found.last_new_at, now))
        _say_next(screen, found)


def _asked(feed: Feed) -> str:
    unchanged = f", of which {feed.not_modified:,} found nothing changed" if feed.not_modified else ""
    return f"{count(feed.polls, 'time')}{unchanged}"


def _again(feed: Feed, now: datetime) -> str:
    """When, and how often in all; who asks for less is named."""
    if feed.paused:
        return "never"
    wish = f"; its publisher asks for {span_words(feed.asked_interval)}" if feed.asked_interval > feed.interval else ""
    at = ago(feed.next_poll_at, now) if feed.next_poll_at > now else "now, while this runs: monitor run"
    return f"{at}; about every {span_words(feed.interval)}{wish}"


def _say_next(screen: Screen, feed: Feed) -> None:
    if feed.paused:
        return
    screen.say(f"Ask it now: monitor feed check {short_id(feed.id)}")
