"""Start and stop to poll a source; find the feed behind a page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from monitor.errors import ConflictError, FailureReason, ParseError, UsageError
from monitor.model.feed import Feed, FeedDraft, Fetched, NotModified, ParsedFeed, Validators
from monitor.model.ids import make_id
from monitor.model.safe import mask_url, safe, without_login
from monitor.ports import FEEDS, Fetcher, Parser, Store, Transaction
from monitor.usecases.lookup import need_feed
from monitor.usecases.notes import REMOVED_FEED

#: A page that names more is asked for the first of them only; nobody reads a longer list.
_MOST_OFFERS = 5
#: Links to feeds stand in a page's head; so many characters of it are looked at.
_LOOK = 200_000
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"})


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """What lies behind an address: the feed's own address (another one when a page led to it) and the document.

    `offered`: how many feeds the page named; 0 when there was no page.
    """

    url: str
    parsed: ParsedFeed
    has_validators: bool
    offered: int = 0


def add_feed(store: Store, draft: FeedDraft, interval: timedelta, now: datetime, due: datetime | None = None) -> Feed:
    """Store a feed, its baseline still to be taken. Raises UsageError, ConflictError.

    It is due at once; or when `due` is, for whoever asks it himself: a daemon that hears of it would ask it as well.
    """
    check_feed_url(draft.url)
    feed = Feed(
        id=make_id("feed", draft.url),
        url=draft.url,
        outlet=draft.outlet or urlsplit(draft.url).hostname or draft.url,
        added_at=now,
        next_poll_at=due or now,
        tags=draft.tags,
        interval=interval,
    )
    with store.write() as tx:
        tx.take_turn("add feeds")
        known = tx.find_feed(draft.url) or tx.find_feed(feed.id)
        if known is not None:
            raise ConflictError(f"{mask_url(known.url)} is watched already, as {known.id[:8]} ({known.outlet})")
        tx.save_feed(feed)
        tx.save_note(REMOVED_FEED + feed.id, None)
        tx.announce(FEEDS)
    return feed


def check_feed_url(url: str) -> None:
    """Raises UsageError for what is no http(s) address, and for one with a password in it."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and safe(url) == url and " " not in url
    except ValueError:
        sound = False
    if not sound:
        raise UsageError("a feed's address begins with https:// or http:// and names a host")
    if without_login(url) != url:
        raise UsageError(
            "this address holds a name or a password, which would be stored. Put USER:PASSWORD in a file of "
            f'mode 0600 and name it in config.toml, [[logins]] host = "{urlsplit(url).hostname}" login_file = "FILE"; '
            f"then: monitor feed add {mask_url(url)}"
        )


def remove_feed(store: Store, id_or_url: str, now: datetime) -> Feed:
    """Stop to poll a feed, also when the config names it; what it brought stays. Raises NotFoundError."""
    with store.write() as tx:
        feed = need_feed(tx, id_or_url)
        tx.delete_feed(feed.id)
        tx.save_note(REMOVED_FEED + feed.id, now.isoformat())
    return feed


def find_removed(tx: Transaction, sources: Sequence[FeedDraft]) -> list[FeedDraft]:
    """Those of the config's feeds that a person took out."""
    return [source for source in sources if tx.note(REMOVED_FEED + make_id("feed", source.url)) is not None]


def pause_feed(store: Store, id_or_url: str, *, paused: bool, now: datetime) -> Feed:
    """Leave a feed out for a while, or take it up again at once. Raises NotFoundError."""
    with store.write() as tx:
        feed = replace(need_feed(tx, id_or_url), paused=paused)
        feed = feed if paused else replace(feed, next_poll_at=now)
        tx.save_feed(feed)
        tx.announce(FEEDS)
    return feed


async def find_feed(fetcher: Fetcher, parser: Parser, url: str, number: int | None = None) -> FoundFeed:
    """Ask the address itself; when it is a page, the one feed it names in its head, or the `number`th (from 1).

    Raises FetchError, ParseError; UsageError when the page names several feeds and no `number` is given: at most five are
    offered, none is taken.
    """
    check_feed_url(url)
    fetched = await _fetch(fetcher, url)
    try:
        return await _read(parser, url, fetched)
    except ParseError:
        named = discover_feeds(fetched.body[:_LOOK].decode("utf-8", "replace"), fetched.url)
        if not named:
            raise
    if number is None and len(named) > 1:
        raise UsageError(_offer(url, named))
    if number is not None and number > len(named):
        raise UsageError(f"--number {number}: {mask_url(url)} names {len(named)} only")
    chosen = named[(number or 1) - 1]
    return replace(await _read(parser, chosen, await _fetch(fetcher, chosen)), offered=len(named))


def discover_feeds(page: str, url: str) -> tuple[str, ...]:
    """The feeds that a page names in `<link rel="alternate">` (RFC 4287 autodiscovery, WHATWG 4.6.7.1), without doubles."""
    reader = _LinkReader(url)
    reader.feed(page)
    return tuple(dict.fromkeys(reader.found))


def _offer(url: str, named: tuple[str, ...]) -> str:
    listed = ", ".join(f"{place}. {mask_url(one)}" for place, one in enumerate(named[:_MOST_OFFERS], 1))
    some = f" (the first {_MOST_OFFERS} are shown)" if len(named) > _MOST_OFFERS else ""
    return f"{mask_url(url)} is a page that names {len(named)} feeds{some}; choose one with --number: {listed}"


async def _fetch(fetcher: Fetcher, url: str) -> Fetched:
    answer = await fetcher.fetch(url, Validators())
    if isinstance(answer, NotModified):
        raise ParseError(f"{mask_url(url)} says that nothing changed since a time nobody named", FailureReason.PROTOCOL)
    return answer


async def _read(parser: Parser, url: str, fetched: Fetched) -> FoundFeed:
    parsed = await parser.parse(fetched.body, fetched.content_type, fetched.url)
    return FoundFeed(url, parsed, bool(fetched.validators.etag or fetched.validators.last_modified))


class _LinkReader(HTMLParser):
    """Collects the addresses of alternate links that are feeds."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.base = url
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and given.get("href"):
            self.base = _join(self.base, given["href"]) or self.base
        relations = given.get("rel", "").lower().split()
        kind = given.get("type", "").split(";")[0].strip().lower()
        if tag == "link" and "alternate" in relations and kind in _FEED_TYPES and given.get("href"):
            address = _join(self.base, given["href"].strip())
            if address:
                self.found.append(address)


def _join(base: str, reference: str) -> str:
    """The whole address; '' when it is none that a feed can have."""
    try:
        address = urljoin(base, reference)
        check_feed_url(address)
    except (ValueError, UsageError):
        return ""
    return address
