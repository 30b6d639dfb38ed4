"""Where each key of a TOML text stands. `tomllib` forgets it, and a message without a line is half a message.

The text has been read by tomllib before, so it is well formed: this scanner only follows strings, brackets and headers.
"""

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]\n]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"""\s*((?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'))*)\s*="""
)
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'""")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'" r"|#[^\n]*|[\[\]{}]", re.DOTALL
)


@dataclass(slots=True)
class _Place:
    """How far the scan is: the table it is in and how many tables of each array were met."""

    table: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def find_lines(text: str) -> dict[str, int]:
    """Dotted path (`feeds[2].url`) -> 1-based line of the key or table header. The first mention wins."""
    place = _Place()
    for number, line in _statements(text):
        header = _HEADER.match(line)
        if header:
            _enter(place, header[1], header[2], number)
        elif key := _KEY.match(line):
            _note(place, _join(place.table, *_parts(key[1])), number)
    return place.lines


def _statements(text: str) -> list[tuple[int, str]]:
    """(line number, first line) of each statement: the later lines of a long string or array are left out."""
    found, number = [], 1
    rest = text.replace("\r\n", "\n")
    while rest:
        length = _statement_length(rest)
        statement, rest = rest[:length], rest[length:]
        found.append((number, statement.split("\n", 1)[0]))
        number += statement.count("\n")
    return found


def _statement_length(text: str) -> int:
    """Up to and with the newline that ends the statement at the start of `text`."""
    depth, position = 0, 0
    while True:
        token = _TOKEN.search(text, position)
        newline = text.find("\n", position)
        if newline >= 0 and depth <= 0 and (token is None or newline < token.start()):
            return newline + 1
        if token is None:
            return len(text)
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        position = token.end()


def _enter(place: _Place, bracket: str, name: str, number: int) -> None:
    path = ""
    parts = _parts(name)
    for index, part in enumerate(parts):
        path = _join(path, part)
        last = index == len(parts) - 1
        if last and bracket == "[[":
            place.counts[path] = place.counts.get(path, -1) + 1
            _note(place, path, number)
        if path in place.counts:
            path = f"{path}[{place.counts[path]}]"
    place.table = path
    _note(place, path, number)


def _note(place: _Place, path: str, number: int) -> None:
    place.lines.setdefault(path, number)
    if "." in path:
        place.lines.setdefault(path.rpartition(".")[0], number)


def _parts(name: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(name)]


def _join(*parts: str) -> str:
    return ".".join(part for part in parts if part)
