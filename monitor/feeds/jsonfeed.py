"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), read leniently."""

import json
from typing import Any

from monitor.errors import FailureReason, ParseError
from monitor.feeds.dates import read_date, runs_forward
from monitor.feeds.html_text import html_to_text
from monitor.feeds.links import absolute_link
from monitor.model.feed import ParsedEntry, ParsedFeed

_LONGEST_SUMMARY = 4_000
_LONGEST_TITLE = 500
#: Where a JSON Feed says that it is one.
_LOOK = 2_000


def parse_json_feed(text: str, url: str, max_entries: int, shown: str) -> ParsedFeed:
    """Read one document. An `id` that is a number is taken as its digits; an item without one keeps its other keys.

    Of more than `max_entries` items the newest are kept: the first, or the last when the document runs from old to new.

    `url` is what links are resolved against, `shown` how errors name the feed. Raises ParseError: not-a-feed when it is not
    an object with `items`, or no JSON at all; protocol when a JSON Feed is damaged or cut off.
    """
    document = _load(text, shown)
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(items, list):
        raise ParseError(f"{shown} is JSON, but not a JSON Feed", FailureReason.NOT_A_FEED)
    objects = [item for item in items if isinstance(item, dict)]
    dropped = max(len(objects) - max_entries, 0)
    kept = objects[-max_entries:] if dropped and _runs_forward(objects) else objects[:max_entries]
    return ParsedFeed(
        version="json11" if str(document.get("version", "")).endswith("1.1") else "json1",
        title=html_to_text(_text(document.get("title")), _LONGEST_TITLE),
        link=absolute_link(_text(document.get("home_page_url")), url),
        entries=tuple(_entry(item, url) for item in kept),
        warnings=(f"{dropped} entries beyond the limit were left out",) if dropped else (),
    )


def _runs_forward(items: list[dict[str, Any]]) -> bool:
    first, last = (_text(item.get("date_published") or item.get("date_modified")) for item in (items[0], items[-1]))
    return runs_forward(first, last)


def _load(text: str, shown: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if "jsonfeed.org/version/" in text[:_LOOK]:
            raise ParseError(f"{shown} sent a JSON Feed that is damaged or cut off", FailureReason.PROTOCOL) from error
        raise ParseError(f"{shown} looks like JSON but can't be read as such", FailureReason.NOT_A_FEED) from error


def _entry(item: dict[str, Any], url: str) -> ParsedEntry:
    markup = _text(item.get("content_html"))
    plain = " ".join(_text(item.get("content_text")).split())
    content = plain or html_to_text(markup)
    summary = html_to_text(_text(item.get("summary"))) or content
    title = html_to_text(_text(item.get("title")), _LONGEST_TITLE)
    return ParsedEntry(
        guid=_text(item.get("id"))[:4_000],
        link=absolute_link(_text(item.get("url")) or _text(item.get("external_url")), url),
        title=title,
        summary=summary[:_LONGEST_SUMMARY],
        published=read_date(_text(item.get("date_published"))),
        updated=read_date(_text(item.get("date_modified"))),
        author=_author(item),
        tags=_tags(item.get("tags")),
    )


def _author(item: dict[str, Any]) -> str:
    """1.1 has `authors`, 1.0 had `author`."""
    authors = item.get("authors")
    every = [*(authors if isinstance(authors, list) else []), item.get("author")]
    names = [html_to_text(_text(one.get("name")), 200) for one in every if isinstance(one, dict)]
    return ", ".join(dict.fromkeys(name for name in names if name))[:300]


def _tags(value: object) -> tuple[str, ...]:
    words = [html_to_text(_text(tag), 100) for tag in value[:50]] if isinstance(value, list) else []
    return tuple(dict.fromkeys(word for word in words if word))


def _text(value: object) -> str:
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case bool() | None:
            return ""
        case int() | float():
            return repr(value)[:100]
        case _:
            return ""
