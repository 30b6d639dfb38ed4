"""Frames between us and a parsing child: a length, then JSON. Nothing that comes from the child is ever unpickled."""

import json
import struct
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from monitor.errors import FailureReason, ParseError
from monitor.model.feed import ParsedEntry, ParsedFeed

_LENGTHS = struct.Struct("!II")
_LENGTH = struct.Struct("!I")
#: What a child says when it has started: an answer of no length.
READY = _LENGTH.pack(0)


def pack_request(body: bytes, content_type: str, url: str, max_entries: int) -> bytes:
    """Two lengths (head, body), a head of JSON, the body as it is."""
    head = json.dumps([content_type, url, max_entries]).encode()
    return _LENGTHS.pack(len(head), len(body)) + head + body


def read_request(stream: BinaryIO) -> tuple[bytes, str, str, int] | None:
    """(body, content type, url, max entries); None when the other side is gone."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_size, body_size = _LENGTHS.unpack(lengths)
    head = stream.read(head_size)
    body = stream.read(body_size)
    if len(head) < head_size or len(body) < body_size:
        return None
    content_type, url, max_entries = json.loads(head)
    return body, content_type, url, max_entries


def pack_answer(answer: ParsedFeed | ParseError) -> bytes:
    """A length and the answer as JSON."""
    value = _from_error(answer) if isinstance(answer, ParseError) else _from_feed(answer)
    text = json.dumps(value, separators=(",", ":")).encode()
    return _LENGTH.pack(len(text)) + text


def answer_size(lengths: bytes) -> int:
    """How many bytes follow these four."""
    return int(_LENGTH.unpack(lengths)[0])


def unpack_answer(text: bytes) -> ParsedFeed:
    """The feed of an answer without its length. Raises the ParseError that it tells of; ValueError when it is none."""
    value = json.loads(text)
    match value:
        case {"error": str() as words, "reason": str() as reason}:
            raise ParseError(words, FailureReason(reason))
        case {"feed": list() as fields, "entries": list() as entries}:
            return _to_feed(fields, entries)
        case _:
            raise ValueError("no answer of a parsing child")


def _from_error(error: ParseError) -> dict[str, Any]:
    return {"error": str(error), "reason": error.reason.value}


def _from_feed(feed: ParsedFeed) -> dict[str, Any]:
    fields = [
        feed.version,
        feed.title,
        feed.link,
        _seconds(feed.ttl),
        sorted(feed.skip_hours),
        sorted(feed.skip_days),
        _seconds(feed.update_period),
        feed.complete,
        feed.warnings,
    ]
    return {"feed": fields, "entries": [_from_entry(entry) for entry in feed.entries]}


def _from_entry(entry: ParsedEntry) -> list[Any]:
    moments = [_iso(entry.published), _iso(entry.updated)]
    return [entry.guid, entry.link, entry.title, entry.summary, *moments, entry.author, entry.tags]


def _to_feed(fields: list[Any], entries: list[Any]) -> ParsedFeed:
    version, title, link, ttl, hours, days, period, complete, warnings = fields
    return ParsedFeed(
        version=str(version),
        title=str(title),
        link=str(link),
        entries=tuple(_to_entry(entry) for entry in entries),
        ttl=_span(ttl),
        skip_hours=frozenset(int(hour) for hour in hours),
        skip_days=frozenset(int(day) for day in days),
        update_period=_span(period),
        complete=bool(complete),
        warnings=tuple(str(warning) for warning in warnings),
    )


def _to_entry(fields: list[Any]) -> ParsedEntry:
    guid, link, title, summary, published, updated, author, tags = fields
    return ParsedEntry(
        guid=str(guid),
        link=str(link),
        title=str(title),
        summary=str(summary),
        published=_moment(published),
        updated=_moment(updated),
        author=str(author),
        tags=tuple(str(tag) for tag in tags),
    )


def _seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()


def _span(seconds: Any) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=float(seconds))


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: Any) -> datetime | None:
    return None if text is None else datetime.fromisoformat(str(text))
