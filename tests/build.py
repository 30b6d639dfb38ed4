"""Builders for tests: each gives a sound thing of its kind, with what the test cares about said by name."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from monitor.model.claim import Claim
from monitor.model.feed import Entry, EntryKeys, Feed
from monitor.model.ids import make_id

NOON = datetime(2017, 5, 3, 12, 0, tzinfo=UTC)


def a_claim(slug: str = "harbour-bridge", **changes: Any) -> Claim:
    """A claim said on 2 May 2017."""
    claim = Claim(
        slug=slug,
        statement="The city of Veldam will open its new harbour bridge in June.",
        said_on=date(2017, 5, 2),
        created_at=datetime(2017, 5, 2, 20, 0, tzinfo=UTC),
    )
    return replace(claim, **changes)


def a_feed(url: str = "https://news.example/world.xml", **changes: Any) -> Feed:
    """A feed that was never polled and is due at noon on 3 May 2017."""
    feed = Feed(id=make_id("feed", url), url=url, outlet="The Example Post", added_at=NOON, next_poll_at=NOON)
    return replace(feed, **changes)


def an_entry(title: str = "Veldam opens its harbour bridge", **changes: Any) -> Entry:
    """An entry of `a_feed()`, published and first seen at noon on 3 May 2017."""
    key = changes.pop("key", f"guid:{title}")
    feed = a_feed()
    entry = Entry(
        id=make_id("entry", feed.id, key),
        feed_id=feed.id,
        outlet=feed.outlet,
        keys=EntryKeys((key,)),
        title=title,
        summary="",
        link="",
        canonical_link="",
        published=NOON,
        first_seen=NOON,
    )
    return replace(entry, **changes)
