"""The archive: news of 2 May to 31 July 2017 in our own words, told by six invented outlets; and what ought to be told."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from importlib.resources import files
from typing import Any

from monitor.model.match import Polarity

#: How many of its newest items an outlet's feed carries.
WINDOW = 25


class Syntax(StrEnum):
    """The three kinds of feed document."""

    RSS = "RSS 2.0"
    ATOM = "Atom"
    JSON = "JSON Feed"


class Courtesy(StrEnum):
    """What an outlet's server does to save bytes."""

    NONE = "-"
    GZIP = "gzip"
    ETAG = "ETag"
    LAST_MODIFIED = "Last-Modified"


@dataclass(frozen=True, slots=True)
class Outage:
    """From `start` up to `end` the server answers with `status`."""

    start: datetime
    end: datetime
    status: int


@dataclass(frozen=True, slots=True)
class Outlet:
    """One invented publisher: its feed is served at `path`, its pages would live at `domain`."""

    name: str
    domain: str
    path: str
    syntax: Syntax
    courtesy: Courtesy = Courtesy.NONE
    outage: Outage | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news. `event` names what it tells (None: a story of its own); `claim` whom the event concerns."""

    feed: str
    at: datetime
    guid: str
    link: str
    title: str
    summary: str
    event: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedEvent:
    """An event that is to be told once, to `claim`. `polarities` holds one reading, or two where both are fair."""

    key: str
    claim: str
    polarities: tuple[Polarity, ...]
    day: date
    what: str


def _day(month: int, day: int) -> datetime:
    return datetime(2017, month, day, tzinfo=UTC)


OUTLETS = (
    Outlet("The Continental", "continental.example", "/continental/rss.xml", Syntax.RSS, Courtesy.GZIP),
    Outlet("Harbour Wire", "harbourwire.example", "/harbourwire/world.rss", Syntax.RSS, Courtesy.ETAG),
    Outlet(
        "Meridian Radio",
        "meridianradio.example",
        "/meridian/news.xml",
        Syntax.RSS,
        outage=Outage(_day(5, 25), _day(5, 30), 404),
    ),
    Outlet("Lantern Post", "lanternpost.example", "/lantern/atom.xml", Syntax.ATOM, Courtesy.LAST_MODIFIED),
    Outlet(
        "Northgate Review",
        "northgate.example",
        "/northgate/feed",
        Syntax.ATOM,
        outage=Outage(_day(6, 12), _day(6, 18), 503),
    ),
    Outlet("Field & Strait", "fieldandstrait.example", "/strait/feed.json", Syntax.JSON),
)


def load_archive() -> tuple[Item, ...]:
    """All items, oldest first."""
    text = files("monitor.demo").joinpath("archive.jsonl").read_text("utf-8")
    return tuple(_item(json.loads(line)) for line in text.splitlines())


def _item(row: dict[str, Any]) -> Item:
    return Item(**{**row, "at": datetime.fromisoformat(row["at"])})


def load_expected() -> tuple[ExpectedEvent, ...]:
    """The events that are to be told, oldest first."""
    text = files("monitor.demo").joinpath("expected.toml").read_text("utf-8")
    return tuple(_event(row) for row in tomllib.loads(text)["events"])


def _event(row: dict[str, Any]) -> ExpectedEvent:
    readings = (row["polarity"], row["alt"]) if "alt" in row else (row["polarity"],)
    return ExpectedEvent(row["key"], row["claim"], tuple(map(Polarity, readings)), row["day"], row["what"])


def window_of(outlet: Outlet, items: Iterable[Item], now: datetime) -> tuple[Item, ...]:
    """What the outlet's feed carries at this moment: its newest `WINDOW` items, newest first."""
    mine = sorted((item for item in items if item.feed == outlet.name and item.at <= now), key=lambda item: item.at)
    return tuple(reversed(mine[-WINDOW:]))


def is_out(outlet: Outlet, now: datetime) -> int:
    """The HTTP status of an outage at this moment, 0 when there is none."""
    outage = outlet.outage
    return outage.status if outage and outage.start <= now < outage.end else 0


#: Between these moments the demo's clock runs; the first poll is the baseline.
START = datetime(2017, 5, 2, 20, 0, tzinfo=UTC)
END = datetime(2017, 7, 31, 23, 59, tzinfo=UTC)
STEP = timedelta(hours=12)
