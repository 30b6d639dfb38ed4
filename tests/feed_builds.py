"""Builders for feeds on the wire and for whole polls without network: document in, FeedPlan out, and a small memory."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape

from build import NOON, a_feed

from monitor.feeds.identity import key_entries
from monitor.feeds.parse import parse_feed
from monitor.feeds.plan import plan_update
from monitor.model.feed import Entry, Feed, FeedPlan, Fetched, ParsedFeed, Validators
from monitor.model.policy import PollPolicy

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Item:
    """One item of an RSS document; None leaves its element out."""

    title: str | None = "Veldam opens its harbour bridge"
    guid: str | None = None
    link: str | None = None
    date: str | None = "Tue, 02 May 2017 10:00:00 GMT"
    summary: str | None = None

    def to_xml(self) -> str:
        parts = {
            "title": self.title,
            "guid": self.guid,
            "link": self.link,
            "pubDate": self.date,
            "description": self.summary,
        }
        return "".join(f"<{name}>{escape(text)}</{name}>" for name, text in parts.items() if text is not None)


def rss(*items: Item, extra: str = "", title: str = "The Example Post") -> bytes:
    """An RSS 2.0 document."""
    inner = "".join(f"<item>{item.to_xml()}</item>" for item in items)
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
    return f"{head}<channel><title>{title}</title>{extra}{inner}</channel></rss>".encode()


def numbered(count: int, start: int = 0, host: str = "news.example") -> tuple[Item, ...]:
    """Items that differ in all they have."""
    return tuple(
        Item(f"Report number {n} from the harbour", f"http://{host}/{n}", f"http://{host}/{n}", _date(n))
        for n in range(start, start + count)
    )


def _date(n: int) -> str:
    return (datetime(2017, 5, 1, tzinfo=UTC) + timedelta(minutes=n)).strftime("%a, %d %b %Y %H:%M:%S GMT")


def read(
    body: bytes, content_type: str = "application/rss+xml", url: str = "https://news.example/world.xml"
) -> ParsedFeed:
    """Parse with the default limit."""
    return parse_feed(body, content_type, url, PollPolicy().max_entries)


@dataclass
class Memory:
    """A feed polled again and again, its entries kept by key as a store keeps them."""

    feed: Feed = field(default_factory=a_feed)
    now: datetime = NOON
    policy: PollPolicy = field(default_factory=PollPolicy)
    entries: dict[str, Entry] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def poll(self, body: bytes, after: timedelta = HOUR, **answer: object) -> FeedPlan:
        """One sound answer with this body, `after` the one before."""
        self.now += after
        parsed = read(body, url=self.feed.url)
        fetched = Fetched(self.feed.url, body, "application/rss+xml", Validators(b'"v"', None, self.feed.url))
        wanted = [key for _, found in key_entries(parsed, self.feed.url) for key in found.keys]
        known = {key: self.entries[self.keys[key]] for key in wanted if key in self.keys}
        plan = plan_update(self.feed, replace(fetched, **answer), parsed, known, self.now, self.policy, 0.5)  # type: ignore[arg-type]
        self._store(plan)
        return plan

    def _store(self, plan: FeedPlan) -> None:
        self.feed = plan.feed
        for entry in (*plan.new, *plan.changed, *plan.relinked):
            self.entries[entry.id] = entry
            for key in entry.keys.keys:
                self.keys.setdefault(key, entry.id)
