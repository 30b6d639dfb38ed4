"""Honest stand-ins for the world outside: they keep the promises of their port, and remember what they were asked."""

import random
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from build import NOON

from monitor.errors import FailureReason, FetchError, SendError
from monitor.feeds.parse import parse_feed
from monitor.model.alert import Message, Target
from monitor.model.feed import Fetched, NotModified, ParsedFeed, Validators


@dataclass
class Clock:
    """A clock that the test moves."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> datetime:
        self.at += timedelta(**span)
        return self.at


@dataclass
class FakeWeb:
    """A Fetcher over a dictionary of pages. A page is bytes, an error to raise, or NotModified."""

    pages: dict[str, bytes | FetchError] = field(default_factory=dict)
    asked: list[tuple[str, Validators]] = field(default_factory=list)
    fresh_for: timedelta | None = None

    async def fetch(self, url: str, validators: Validators) -> Fetched | NotModified:
        self.asked.append((url, validators))
        page = self.pages.get(url, FetchError(f"{url}: no such page", FailureReason.NOT_FOUND, status=404))
        if isinstance(page, FetchError):
            raise page
        etag = f'"{hash(page)}"'.encode()
        if validators.etag == etag:
            return NotModified(url, validators, self.fresh_for)
        return Fetched(url, page, "application/rss+xml", Validators(etag, None, url), self.fresh_for)

    async def close(self) -> None:
        self.asked.clear()


class InProcessParser:
    """The real rules of reading, without the child around them."""

    async def parse(self, body: bytes, content_type: str, url: str) -> ParsedFeed:
        return parse_feed(body, content_type, url, 2_000)

    async def close(self) -> None:
        return


@dataclass
class FakeSender:
    """Takes messages; `failures` are raised first, one a call."""

    failures: deque[SendError] = field(default_factory=deque)
    sent: list[tuple[str, Message]] = field(default_factory=list)

    async def send(self, target: Target, message: Message) -> None:
        if self.failures:
            raise self.failures.popleft()
        self.sent.append((target.name, message))


def steady_random(seed: int = 7) -> random.Random:
    """Numbers in 0..1 that are the same in every run."""
    return random.Random(seed)


def rss(*items: tuple[str, str, str], title: str = "World") -> bytes:
    """An RSS 2.0 document of (guid, title, summary) items, all of noon on 3 May 2017."""
    body = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{head}</title><description>{summary}</description>"
        f"<link>https://news.example/{guid}</link><pubDate>Wed, 03 May 2017 12:00:00 GMT</pubDate></item>"
        for guid, head, summary in items
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{body}</channel></rss>".encode()


__all__ = ["Clock", "FakeSender", "FakeWeb", "InProcessParser", "replace", "rss", "steady_random"]
