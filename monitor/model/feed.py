"""Feeds and entries: Atom's words for what is polled and what it carries."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.errors import FailureReason


@dataclass(frozen=True, slots=True)
class Validators:
    """ETag and Last-Modified as raw bytes, and the URL that gave them; echoed byte for byte, to that host only."""

    etag: bytes | None = None
    last_modified: bytes | None = None
    url: str = ""


class FeedHealth(StrEnum):
    """How a source is doing."""

    NEW = "new"
    OK = "ok"
    LATE = "late"
    FAILING = "failing"
    DEAD = "dead"
    GONE = "gone"
    QUIET = "quiet"
    PAUSED = "paused"


UNWELL = (FeedHealth.FAILING, FeedHealth.DEAD, FeedHealth.GONE)
"""Sources that fail or were given up."""


@dataclass(frozen=True, slots=True)
class FeedCounts:
    """Of the feeds that are not paused: how many, how many of them are well (not `UNWELL`), and the last poll of any."""

    watched: int = 0
    well: int = 0
    last_polled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedDraft:
    """A feed that someone asks for and nobody has polled yet: its address, the outlet's name, tags."""

    url: str
    outlet: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """One polled source and all that is remembered between polls.

    `baseline_done` is False until the first successful poll, whose entries are stored but not told. `failing_since` and
    `failures` count the current run of failures (None and 0 when well). `moved_to` and `moved_seen` count how often in a
    row a permanent redirect pointed to the same place. `body_hash` is the SHA-256 of the last body that was parsed.
    `interval` is the current adaptive distance of polls. `failure_told` is True once the failing alert went out.
    `asked_interval`, `skip_hours` (0..23 UTC) and `skip_days` (0 = Monday) are the publisher's wish in the last document
    that was read (`ttl`, `sy:updatePeriod`, `skipHours`, `skipDays`); they only ever lengthen, on a 304 too.
    """

    id: str
    url: str
    outlet: str
    added_at: datetime
    next_poll_at: datetime
    title: str = ""
    tags: tuple[str, ...] = ()
    paused: bool = False
    health: FeedHealth = FeedHealth.NEW
    reason: FailureReason | None = None
    error: str = ""
    validators: Validators = field(default_factory=Validators)
    body_hash: str = ""
    interval: timedelta = timedelta(minutes=30)
    baseline_done: bool = False
    last_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    last_match_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    failure_told: bool = False
    moved_to: str = ""
    moved_seen: int = 0
    polls: int = 0
    not_modified: int = 0
    gaps: int = 0
    asked_interval: timedelta = timedelta(0)
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class EntryKeys:
    """The names an entry is known by, strongest first, each with its kind as a prefix (`guid:`, `link:`, `text:`).

    Any known key makes a known entry (within one feed).
    """

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One item as a feed gave it, cleaned to plain text; `published` is None when absent or unreadable."""

    guid: str
    link: str
    title: str
    summary: str
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document as read. `version` is feedparser's (`rss20`, `atom10`, …) or `json11`.

    `ttl`, `skip_hours` (0..23 UTC), `skip_days` (0 = Monday) and `update_period` are what the publisher asks for;
    `complete` is False when the document was cut off (then its last entry and the validators are not to be kept).
    `warnings` are plain words on what was mended.
    """

    version: str
    title: str
    link: str
    entries: tuple[ParsedEntry, ...]
    ttl: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    update_period: timedelta | None = None
    complete: bool = True
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored item of news. `id` is 16 hex digits, the same on every machine that sees the item first.

    `published` is the effective time (the publisher's, clamped to first_seen); `judged_hash` is over what matters to
    matching (title, numbers, dates, negation), so that only a change of meaning is judged again; `revision` counts those.
    """

    id: str
    feed_id: str
    outlet: str
    keys: EntryKeys
    title: str
    summary: str
    link: str
    canonical_link: str
    published: datetime
    first_seen: datetime
    author: str = ""
    tags: tuple[str, ...] = ()
    judged_hash: str = ""
    revision: int = 0
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body that arrived whole, at most the size limit. `url` is the effective one, after redirects.

    `permanent_url` is set when every hop was a permanent redirect (301, 308). `fresh_for` is what RFC 9111 says of the
    answer (max-age, or Expires minus Date, minus Age), None when the server does not say.
    """

    url: str
    body: bytes
    content_type: str
    validators: Validators
    fresh_for: timedelta | None = None
    permanent_url: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server answered 304: nothing new. Its headers count as they would on a 200 (RFC 9111 4.3.4)."""

    url: str
    validators: Validators
    fresh_for: timedelta | None = None
    permanent_url: str = ""


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """What one poll means: the feed as it is to be stored, the entries to store, and why, in one line.

    `new` and `changed` are to be judged by the matcher; `relinked` are known entries that got new keys.
    """

    feed: Feed
    reason: str
    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    relinked: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()
