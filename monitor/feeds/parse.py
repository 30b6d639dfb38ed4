"""Bytes to a feed. The only place where feedparser is called, and what it is given was cut down and mended before.

Meant for a child process that may be killed: the loose parser, for documents beyond repair, has no bound on time.
"""

import html
import io
import re
from calendar import timegm
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import feedparser

from monitor.errors import FailureReason, ParseError
from monitor.feeds.dates import read_date
from monitor.feeds.encoding import decode_body
from monitor.feeds.html_text import html_to_text
from monitor.feeds.jsonfeed import parse_json_feed
from monitor.feeds.links import absolute_link
from monitor.feeds.mend import DECLARATION, blunt_bombs, find_document, mend_references
from monitor.feeds.quirks import mend_entry
from monitor.feeds.sniff import is_bridge_error, refuse_other_than_feed
from monitor.feeds.trim import Trimmed, trim_document
from monitor.feeds.wishes import Wishes, read_wishes
from monitor.model.feed import ParsedEntry, ParsedFeed
from monitor.model.safe import mask_url

_LONGEST_SUMMARY = 4_000
_LONGEST_TITLE = 500
_LONGEST_LOOSE = 1_000_000
_CDF_BASE = re.compile(r"<channel\s[^<>]{0,2000}?\bbase\s{0,9}=\s{0,9}[\"']([^\"'<>]{1,2000})[\"']", re.IGNORECASE)
#: What feedparser is known to raise on hostile documents (its issue tracker, and our fuzzing), beside LookupError.
_FEEDPARSER_ERRORS = (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError, AssertionError)


def parse_feed(body: bytes, content_type: str, url: str, max_entries: int) -> ParsedFeed:
    """Read one document: RSS 0.9x to 2.0, Atom 0.3 and 1.0, CDF, JSON Feed. All text comes back as plain words.

    `content_type` is the header as sent, `url` the effective address, against which links are resolved. Raises ParseError
    (reasons empty, not-a-feed, blocked, bridge-error, parse) and nothing else.
    """
    shown = mask_url(url)
    text, warnings = decode_body(body, content_type)
    document, added = find_document(text)
    warnings += added
    if not document:
        raise ParseError(f"{shown} sent an empty document", FailureReason.EMPTY)
    if document[0] == "{":
        return _finish(parse_json_feed(document, _base(url), max_entries, shown), warnings, shown)
    refuse_other_than_feed(document, shown)
    return _finish(_parse_xml(document, url, max_entries, shown), warnings, shown)


def _finish(feed: ParsedFeed, warnings: tuple[str, ...], shown: str) -> ParsedFeed:
    entries = tuple(mend_entry(entry) for entry in feed.entries)
    news = tuple(entry for entry in entries if not is_bridge_error(entry.title))
    if entries and not news:
        raise ParseError(f"{shown}: the bridge that makes this feed reports an error", FailureReason.BRIDGE_ERROR)
    if len(news) < len(entries):
        warnings += (f"{len(entries) - len(news)} error reports of a bridge were left out",)
    told = tuple(entry for entry in news if entry.title or entry.link or entry.guid)
    return replace(feed, entries=told, warnings=warnings + feed.warnings)


def _parse_xml(document: str, url: str, max_entries: int, shown: str) -> ParsedFeed:
    trimmed = trim_document(document, max_entries) or trim_document(mend_references(document), max_entries)
    if trimmed is None:
        loose = blunt_bombs(document[:_LONGEST_LOOSE])
        complete = len(document) <= _LONGEST_LOOSE and _has_end(document)
        trimmed = Trimmed(loose, max_entries, (), complete, 0)
        mended = ["the document breaks the rules of XML; what could be read of it was"]
    else:
        mended = [f"{trimmed.dropped} entries beyond the limit were left out"] if trimmed.dropped else []
    result = _run_feedparser(trimmed.text, shown)
    feed = result["feed"]
    base = _cdf_base(document, url)
    entries = [_entry(raw, base) for raw in result["entries"][:max_entries]]
    if not trimmed.complete:
        mended.append("the document is cut off; its last entry waits for a whole one")
    return _with_wishes(
        ParsedFeed(
            version=str(result.get("version") or "") or _unnamed_version(document),
            title=html_to_text(_text(feed, "title"), _LONGEST_TITLE),
            link=absolute_link(_text(feed, "link"), url),
            entries=tuple(entries if trimmed.complete or mended[0].startswith("the document is cut") else entries[:-1]),
            complete=trimmed.complete,
            warnings=tuple(mended),
        ),
        read_wishes(trimmed.wishes),
    )


def _with_wishes(feed: ParsedFeed, wishes: Wishes) -> ParsedFeed:
    return replace(feed, ttl=wishes.ttl, skip_hours=wishes.hours, skip_days=wishes.days, update_period=wishes.period)


def _unnamed_version(document: str) -> str:
    """The feed parser reads CDF without saying so."""
    return "cdf" if document[:8].lower() == "<channel" else ""


def _cdf_base(document: str, url: str) -> str:
    """What links are resolved against: a CDF channel may name its BASE."""
    found = _CDF_BASE.match(document)
    return (absolute_link(html.unescape(found[1]), url) if found else "") or url


def _has_end(document: str) -> bool:
    """The root element is closed (asked of documents that no strict parser reads)."""
    tail = document[-2_000:].lower()
    return any(mark in tail for mark in ("</rss", "</feed", ":rdf", "</channel"))


def _run_feedparser(document: str, shown: str) -> Any:
    # Without an address: against one, the parser would resolve guids too, and a feed that moves would be all new.
    headers = {"content-type": "application/xml; charset=utf-8"}
    stream = io.BytesIO(f"{DECLARATION}\n{document}".encode("utf-8", "replace"))
    try:
        result = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except _FEEDPARSER_ERRORS as error:
        raise ParseError(f"{shown} can't be read as a feed ({type(error).__name__})", FailureReason.PARSE) from error
    if not result["entries"] and not result.get("version"):
        raise ParseError(f"{shown} is XML, but not a feed", FailureReason.NOT_A_FEED)
    return result


def _base(url: str) -> str:
    """The address without user and password, so that no link inherits them."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _entry(raw: Any, url: str) -> ParsedEntry:
    content = raw.get("content") or [{}]
    markup = _text(raw, "summary") or str(content[0].get("value") or "")
    author = html_to_text(_text(raw, "author"), 200)
    return ParsedEntry(
        guid=_text(raw, "id").strip()[:4_000],
        link=absolute_link(_text(raw, "link"), _base(url)),
        title=html_to_text(_text(raw, "title"), _LONGEST_TITLE),
        summary=html_to_text(markup)[:_LONGEST_SUMMARY],
        published=_moment(raw, ("published", "created")) or _moment(raw, ("updated",)),
        updated=_moment(raw, ("updated",)),
        author=author,
        tags=_tags(raw),
    )


def _text(raw: Any, key: str) -> str:
    """A string of the parser, or ''; `in` first, because its mapping has aliases that warn."""
    value = dict.get(raw, key)
    return value if isinstance(value, str) else ""


def _moment(raw: Any, keys: tuple[str, ...]) -> datetime | None:
    for key in keys:
        moment = read_date(_text(raw, key)) or _from_struct(dict.get(raw, f"{key}_parsed"))
        if moment is not None:
            return moment
    return None


def _from_struct(parsed: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _tags(raw: Any) -> tuple[str, ...]:
    terms = (tag.get("label") or tag.get("term") or "" for tag in (dict.get(raw, "tags") or [])[:50])
    words = (html_to_text(str(term), 100) for term in terms)
    return tuple(dict.fromkeys(word for word in words if word))
