"""What goes to the terminal: tables, lines, JSON. No string of a stranger gets there without `safe`."""

import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

import click

from monitor.cli.command import Settings
from monitor.model.alert import Target
from monitor.model.safe import clip, safe

_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
                     "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]")  # fmt: skip
_SHELL_WORD = re.compile(r"(?:'[^']*'|[^\s'])+")
#: Letters below are one column wide.
_ODD = re.compile("[\u0300-\U0010ffff]")
WIDE, NARROW = 100, 70
#: The least width of a stretch column, and of any other as long as whole ones need the room.
_LEAST, _SHORTEST = 20, 6
#: Less than that is done before anybody looks.
_LONG_WORK = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `rank` 1 is always shown, 2 from 70 characters on, 3 from 100 on.

    `stretch`: takes the room left, and where that is too little has a line of its own under its row. `whole`: a name to be
    typed again, never cut while there is room for it.
    """

    title: str
    rank: int = 1
    right: bool = False
    stretch: bool = False
    whole: bool = False
    style: str = ""


class Screen:
    """Where one command prints. stdout is what was asked for, stderr is talk."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.width = _width(settings)
        self.colour = _wants_colour(settings)

    @property
    def is_json(self) -> bool:
        """Whether a program reads."""
        return self.settings.json

    @property
    def explains(self) -> bool:
        """Whether a legend helps: a person reads, on a screen with room for it."""
        return not self.is_json and not self.settings.quiet and self.width >= NARROW and sys.stdout.isatty()

    @property
    def is_interactive(self) -> bool:
        """Whether a person can be asked."""
        return not self.settings.no_input and not self.settings.json and sys.stdin.isatty() and sys.stdout.isatty()

    def line(self, words: str = "", style: str = "", indent: int = 0) -> None:
        """One line of what was asked for, wrapped to the width."""
        if not words:
            click.echo()
            return
        for piece in wrap(tidy(words), self.width - indent):
            click.echo(" " * indent + self.paint(piece, style))

    def entry(self, head: str, words: str, indent: int = 20, style: str = "") -> None:
        """`head words`, wrapped with the further lines behind an indent: one thing of a list."""
        first, *rest = (
            wrap(tidy(f"{head}{words}"), self.width) if indent >= self.width - 20 else self._hang(head, words, indent)
        )
        click.echo(self.paint(first, style))
        for piece in rest:
            click.echo(" " * indent + self.paint(piece, style))

    def _hang(self, head: str, words: str, indent: int) -> list[str]:
        pieces = wrap(safe(words), self.width - max(indent, cells(head)))
        return [tidy(head) + " " * (len(head) - len(head.rstrip())) + pieces[0], *pieces[1:]]

    def command(self, words: str, indent: int = 0) -> None:
        """A command of ours, to be copied into a shell as it stands: broken between its words, with backslashes."""
        width, line = self.width - indent - 2, ""
        for word in _SHELL_WORD.findall(words):
            if line and cells(line) + 1 + cells(word) > width:
                click.echo(" " * indent + self.paint(f"{line} \\", "dim"))
                line = "  "
            line += word if line in ("", "  ") else f" {word}"
        click.echo(" " * indent + self.paint(line, "dim"))

    def wrapped(self, words: str, indent: int = 0) -> list[str]:
        """`words`, made safe, in pieces that fit behind an indent."""
        return wrap(safe(words), self.width - indent)

    def fact(self, label: str, words: str) -> None:
        """`label   words`, the words wrapped under themselves; nothing when there are none."""
        for index, piece in enumerate(wrap(safe(words), self.width - 14) if words else ()):
            click.echo(f"{self.paint((label if not index else '').ljust(13), 'dim')} {piece}")

    def paint(self, words: str, style: str) -> str:
        """`words` in a style (`bold`, `dim`, `red`, `green`, `yellow`), or bare where colour is not wanted."""
        if not self.colour or not style:
            return words
        options: dict[str, Any] = {name: True for name in style.split() if name in ("bold", "dim", "underline")}
        colour = next((name for name in style.split() if name not in options), None)
        return click.style(words, fg=colour, **options)

    def say(self, words: str) -> None:
        """Talk: what was changed, what to do next."""
        if not self.settings.quiet:
            click.echo(tidy(words), err=True)

    def json(self, value: Any) -> None:
        """One JSON document."""
        click.echo(dump(value, indent=2))

    def json_line(self, value: Any) -> None:
        """One line of JSON Lines."""
        click.echo(dump(value))

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        """A table without boxes that fits the width.

        Columns of a higher rank go first, then the stretch column is cut or gets lines of its own, then the others are cut.
        """
        clean = [[safe(cell) for cell in row] for row in rows]
        shown = _shown(columns, clean, self.width)
        below = _below(columns, clean, shown, self.width)
        shown = [index for index in shown if index != below]
        widths = _widths(columns, clean, shown, self.width)
        head = [column.title for column in columns]
        click.echo(self.paint(_row(columns, head, shown, widths), "dim"))
        for row in clean:
            click.echo(_row(columns, row, shown, widths, self))
            for piece in wrap(row[below], self.width - 2) if below is not None and row[below] else ():
                click.echo(f"  {piece}")

    @contextmanager
    def progress(self, label: str, length: int) -> Iterator[Callable[[int], None]]:
        """A bar on stderr during a long work of `length` steps; call the result with how many more are done.

        Nothing is shown of short work, nor where nobody watches: off a terminal, with --json, --quiet.
        """
        unseen = self.is_json or self.settings.quiet or self.settings.environ.get("TERM") == "dumb"
        if unseen or length < _LONG_WORK or not sys.stderr.isatty():
            yield _unseen
            return
        step = length // 100
        with click.progressbar(length=length, label=label, file=sys.stderr, width=30, update_min_steps=step) as bar:
            yield bar.update


def _unseen(_: int) -> None:
    """Progress that nobody watches."""


def tidy(words: str) -> str:
    """`safe`, but runs of spaces stay: they are our own columns."""
    return "".join(part if part.isspace() else safe(part) for part in re.split(r"( {2,})", words)).rstrip()


def wrap(words: str, width: int) -> list[str]:
    """`words` in lines of at most `width` columns (20 at least), broken at spaces; a longer word is cut in pieces."""
    width, lines, line = max(width, 20), [], ""
    for piece in re.findall(r" *[^ ]+", words):
        if cells(line) + cells(piece) <= width:
            line += piece
            continue
        lines += [line] if line else []
        line = piece.strip() if line else piece
        while cells(line) > width:
            head = _head(line, width)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line] if line or not lines else lines


def _head(text: str, width: int) -> str:
    """As many letters from the start as fit, one at least."""
    length = min(len(text), width)
    while length > 1 and cells(text[:length]) > width:
        length -= 1
    return text[:length]


def cells(text: str) -> int:
    """How many columns of a terminal `text` takes: wide East Asian letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return len(text) + sum(_extra(letter) for letter in _ODD.findall(text))


@lru_cache(maxsize=4_096)
def _extra(letter: str) -> int:
    """How many columns more than one."""
    if unicodedata.combining(letter):
        return -1
    return 1 if unicodedata.east_asian_width(letter) in "WF" else 0


def dump(value: Any, indent: int | None = None) -> str:
    """JSON of dataclasses, enums, times; characters that a terminal would obey are written as escapes."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=indent)
    return _HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def plain(value: Any) -> Any:
    """Dataclasses as objects, enums as their value, times as ISO 8601, lengths of time as seconds. No target's address."""
    if isinstance(value, Target):
        return {"name": value.name, "tags": list(value.tags)}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _width(settings: Settings) -> int:
    """The terminal's, or $COLUMNS; 120 into a pipe."""
    given = settings.environ.get("COLUMNS", "")
    if given.isdigit() and int(given) > 0:
        return max(40, int(given))
    return max(40, shutil.get_terminal_size((100, 24)).columns) if sys.stdout.isatty() else 120


def _wants_colour(settings: Settings) -> bool:
    """On a terminal, unless someone said no (no-color.org)."""
    unwanted = (
        settings.plain or settings.json or settings.environ.get("NO_COLOR") or settings.environ.get("TERM") == "dumb"
    )
    return not unwanted and sys.stdout.isatty()


def _shown(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Which columns: those of a fitting rank that have something to say."""
    rank = 3 if width >= WIDE else 2 if width >= NARROW else 1
    return [
        index
        for index, column in enumerate(columns)
        if column.rank <= rank and (column.rank == 1 or any(row[index] for row in rows))
    ]


def _needed(columns: Sequence[Column], rows: Sequence[Sequence[str]], shown: Sequence[int]) -> list[int]:
    return [
        max([cells(columns[index].title), *(cells(row[index]) for row in rows)]) if index in shown else 0
        for index in range(len(columns))
    ]


def _below(columns: Sequence[Column], rows: Sequence[Sequence[str]], shown: Sequence[int], width: int) -> int | None:
    """The stretch column, when beside whole names there is no room for it."""
    index = next((index for index in shown if columns[index].stretch), None)
    if index is None or not any(columns[each].whole for each in shown):
        return None
    needed = _needed(columns, rows, shown)
    others = sum(needed) - needed[index] + 2 * (len(shown) - 1)
    return index if width - others < min(needed[index], _LEAST) else None


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], shown: Sequence[int], width: int) -> list[int]:
    """As wide as their cells where there is room; else the widest give way, the stretch column first, whole ones last."""
    needed = _needed(columns, rows, shown)
    room = width - 2 * (len(shown) - 1)
    for index in shown:
        if columns[index].stretch:
            others = sum(needed) - needed[index]
            needed[index] = max(min(needed[index], _LEAST), min(needed[index], room - others))
    for giving in (False, True):
        some = [index for index in shown if giving or not columns[index].whole]
        while some and sum(needed) > room and max(needed[index] for index in some) > (1 if giving else _SHORTEST):
            needed[max(some, key=lambda index: needed[index])] -= 1
    return needed


def _row(
    columns: Sequence[Column],
    row: Sequence[str],
    shown: Sequence[int],
    widths: Sequence[int],
    screen: Screen | None = None,
) -> str:
    pieces = []
    for index in shown:
        text = _fit(row[index], widths[index])
        gap = " " * (widths[index] - cells(text))
        painted = screen.paint(text, columns[index].style) if screen else text
        pieces.append(gap + painted if columns[index].right else painted + gap)
    return "  ".join(pieces).rstrip()


def _fit(text: str, width: int) -> str:
    while cells(text) > width:
        text = clip(text, max(1, len(text) - 1 - max(0, (cells(text) - width) // 2))) if len(text) > 1 else ""
    return text
