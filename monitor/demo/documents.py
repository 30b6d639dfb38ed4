"""An outlet's items as the document that its feed would be: RSS 2.0, Atom (RFC 4287) or JSON Feed 1.1."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from monitor.demo.archive import Item, Outlet, Syntax

_CONTENT_TYPES = {
    Syntax.RSS: "application/rss+xml; charset=utf-8",
    Syntax.ATOM: "application/atom+xml; charset=utf-8",
    Syntax.JSON: "application/feed+json",
}

# A newsroom writes its local time with its offset.
_SUMMER = timezone(timedelta(hours=2))


def content_type(syntax: Syntax) -> str:
    """The media type of the document."""
    return _CONTENT_TYPES[syntax]


def render_feed(outlet: Outlet, items: Sequence[Item], now: datetime) -> str:
    """The document, newest item first; `now` dates an empty one."""
    match outlet.syntax:
        case Syntax.RSS:
            return _rss(outlet, items)
        case Syntax.ATOM:
            return _atom(outlet, items, now)
        case Syntax.JSON:
            return _json(outlet, items)
        case never:
            assert_never(never)


def _rss(outlet: Outlet, items: Sequence[Item]) -> str:
    head = f"<title>{escape(outlet.name)}</title><link>https://{outlet.domain}/</link>"
    about = f"<description>World news from {escape(outlet.name)}</description><language>en</language>"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"{head}{about}\n{''.join(map(_rss_item, items))}</channel></rss>\n"
    )


def _rss_item(item: Item) -> str:
    permalink = "true" if item.guid == item.link else "false"
    return (
        f"<item><title>{escape(item.title)}</title><link>{escape(item.link)}</link>"
        f"<description>{escape(f'<p>{escape(item.summary)}</p>')}</description>"
        f'<guid isPermaLink="{permalink}">{escape(item.guid)}</guid>'
        f"<pubDate>{format_datetime(item.at.astimezone(_SUMMER))}</pubDate></item>\n"
    )


def _atom(outlet: Outlet, items: Sequence[Item], now: datetime) -> str:
    home = f"https://{outlet.domain}/"
    updated = items[0].at if items else now
    head = f"<id>{home}</id><title>{escape(outlet.name)}</title><link href={quoteattr(home)}/>"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"{head}<author><name>{escape(outlet.name)}</name></author><updated>{_stamp(updated)}</updated>\n"
        f"{''.join(map(_atom_entry, items))}</feed>\n"
    )


def _atom_entry(item: Item) -> str:
    return (
        f"<entry><id>{escape(item.guid)}</id><title>{escape(item.title)}</title>"
        f'<link rel="alternate" href={quoteattr(item.link)}/><published>{_stamp(item.at)}</published>'
        f"<updated>{_stamp(item.at)}</updated><summary>{escape(item.summary)}</summary></entry>\n"
    )


def _json(outlet: Outlet, items: Sequence[Item]) -> str:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"https://{outlet.domain}/",
        "language": "en",
        "items": [_json_item(item) for item in items],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _json_item(item: Item) -> dict[str, str]:
    return {
        "id": item.guid,
        "url": item.link,
        "title": item.title,
        "content_text": item.summary,
        "date_published": _stamp(item.at),
    }


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
