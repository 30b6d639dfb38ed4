"""A claim's record as one row of a spreadsheet, and back.

`due` and `source` have a column for each of their fields, a list is one cell (`a; b`, or a JSON list where an item would be
cut). A cell that a spreadsheet would run as a formula has an apostrophe before it.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

LISTS = ("asserted_by", "denied_by", "silent", "terms", "not_terms", "tags", "targets")
_TABLES = ("due", "source")
_NUMBERS = {"quote_start": int, "quote_end": int, "confidence": float}
_FORMULA = re.compile(r"'*[=+\-@|\t\r]")


def flatten_record(record: Mapping[str, Any]) -> dict[str, str]:
    """Column -> cell."""
    row: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, Mapping):
            row |= {f"{key}_{inner}": _cell(it) for inner, it in value.items()}
        else:
            row[key] = _cell(value)
    return row


def unflatten_row(row: Mapping[str, str]) -> dict[str, Any]:
    """The record of a row; empty cells are left out. A bad number stays text, for the reader of claims to complain of."""
    record: dict[str, Any] = {}
    for column, cell in row.items():
        if not cell:
            continue
        table = next((name for name in _TABLES if column.startswith(f"{name}_")), "")
        if table:
            record.setdefault(table, {})[column.removeprefix(f"{table}_")] = _text(cell)
        else:
            record[column] = _value(column, _text(cell))
    return record


def columns_of(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Every column that any row has, in the order they come."""
    return list(dict.fromkeys(column for row in rows for column in row))


def _cell(value: object) -> str:
    if isinstance(value, list):
        text = "; ".join(value)
        text = text if [it.strip() for it in text.split(";")] == value and text[:1] != "[" else json.dumps(value)
    else:
        text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _text(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _value(column: str, text: str) -> object:
    if column in LISTS:
        return _list(text)
    try:
        return _NUMBERS[column](text) if column in _NUMBERS else text
    except ValueError:
        return text


def _list(text: str) -> object:
    if text.startswith("["):
        try:
            return json.loads(text)
        except ValueError:
            return [text]
    return [it for part in text.split(";") if (it := part.strip())]
