"""Files of claims as plain records, each with its line: JSON, JSON Lines, CSV, TOML."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.claims.rows import unflatten_row
from monitor.errors import UsageError
from monitor.model.safe import safe

#: The keys under which files of questions and linked data keep their list.
_LISTS = ("questions", "results", "claims", "@graph", "itemListElement")
_HEADER = re.compile(r"\s*\"?[\w@ ]+\"?\s*(?:,|$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """(line, record) each, line 0 where it is not known; `shared`: what the file says of all of them."""

    records: tuple[tuple[int, dict[str, Any]], ...]
    shared: Mapping[str, Any] = field(default_factory=dict)


def read_claim_file(body: bytes, name: str) -> ClaimFile:
    """What is in a file. Raises UsageError with name and line."""
    name = safe(name, 200)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}, line {line}: that is not UTF-8 text") from None
    if not text.strip():
        return ClaimFile(())
    if _is_csv(text, name):
        return ClaimFile(_csv_records(text, name))
    if text.lstrip()[0] == "{" or re.match(r"\s*\[\s*(?:\{|\])", text):
        return _json_file(text, name)
    return ClaimFile(_toml_records(text, name))


def _is_csv(text: str, name: str) -> bool:
    head = text.lstrip().partition("\n")[0]
    return name.lower().endswith(".csv") or (
        bool(_HEADER.match(head)) and "=" not in head and "," in head and bool(re.search(r"statement|question", head))
    )


def _json_file(text: str, name: str) -> ClaimFile:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return ClaimFile(_json_lines(text, name))
    if isinstance(whole, dict):
        key = next((it for it in _LISTS if isinstance(whole.get(it), list)), None)
        if key is None:
            return ClaimFile(((1, whole),))
        shared = {other: value for other, value in whole.items() if other != key}
        return ClaimFile(_objects(whole[key], name), shared)
    return ClaimFile(_objects(whole, name))


def _objects(items: list[Any], name: str) -> tuple[tuple[int, dict[str, Any]], ...]:
    found = [it.get("item", it) if isinstance(it, dict) and "position" in it else it for it in items]
    for number, item in enumerate(found, 1):
        if not isinstance(item, dict):
            raise UsageError(f"{name}, item {number}: that is no JSON object")
    return tuple((0, item) for item in found)


def _json_lines(text: str, name: str) -> tuple[tuple[int, dict[str, Any]], ...]:
    return tuple(
        (number, _json_object(line, f"{name}, line {number}"))
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    )


def _json_object(line: str, place: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UsageError(f"{place}: that is no JSON object")
    return found


def _csv_records(text: str, name: str) -> tuple[tuple[int, dict[str, Any]], ...]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    records, line = [], 2
    try:
        for row in reader:
            if None in row or None in row.values():
                raise UsageError(f"{name}, line {line}: it has not as many cells as the first line has columns")
            records.append((line, unflatten_row(row)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{name}, line {line}: {error}") from None
    return tuple(records)


def _toml_records(text: str, name: str) -> tuple[tuple[int, dict[str, Any]], ...]:
    try:
        found = tomllib.loads(text).get("claims", [])
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is neither JSON, CSV nor TOML: {error}") from None
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise UsageError(f"{name}: claims are tables, each under [[claims]]")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*claims\s*\]\]", line)]
    return tuple(zip(lines if len(lines) == len(found) else [0] * len(found), found, strict=True))
