"""Files a person names: a path, or `-` for stdin; `.gz` unpacked."""

import gzip
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from monitor.errors import MonitorError, UsageError
from monitor.model.safe import safe


def read_bytes(name: str) -> bytes:
    """All of it. Raises MonitorError."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise MonitorError(f"{safe(name, 200)} can't be read: {error.strerror}") from None


def read_json_lines(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(place, object) a line; `place` is for messages. Raises MonitorError, UsageError."""
    try:
        with _open(name) as stream:
            for number, raw in enumerate(stream, 1):
                place = f"{safe(name, 200)}, line {number}"
                if raw.strip():
                    yield place, _read_object(raw, place)
    except (OSError, EOFError) as error:
        raise MonitorError(f"{safe(name, 200)} can't be read: {error}") from None


def _open(name: str) -> IO[bytes] | gzip.GzipFile:
    if name == "-":
        return sys.stdin.buffer
    return gzip.open(name) if name.endswith(".gz") else Path(name).open("rb")


def _read_object(raw: bytes, place: str) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise UsageError(f"{place}: that is no JSON object")
    return found


def text_of(record: dict[str, Any], key: str, place: str, *, needed: bool = True) -> str:
    """A text of the record. Raises UsageError."""
    value = record.get(key)
    if isinstance(value, str) and (value or not needed):
        return value
    if value in (None, "") and not needed:
        return ""
    raise UsageError(f"{place}: {key} is to be text{'' if value is not None else '; it is missing'}")


def day_at(record: dict[str, Any], key: str, place: str) -> date:
    """An ISO day of the record (a time's day will do). Raises UsageError."""
    return moment_at(record, key, place).date()


def moment_at(record: dict[str, Any], key: str, place: str) -> datetime:
    """An ISO day or time of the record as aware UTC; without an offset it is taken as UTC. Raises UsageError."""
    text = text_of(record, key, place)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{place}: {key} is to be an ISO day or time, like 2017-05-02T14:00:00Z") from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
