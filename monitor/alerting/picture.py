"""The timeline as a small PNG, drawn pixel by pixel: no library, no font of the system, no text of a stranger.

Its ground is transparent and its colours are of middle lightness, so that it reads on white and on black.
What is good for the claim stands above the line, what is bad below it: colour alone says nothing.
"""

import struct
import zlib
from collections.abc import Iterator
from datetime import date

from monitor.alerting.letters import LETTER_WIDTH, letter_dots
from monitor.alerting.timeline import Mark, Timeline, spot
from monitor.model.match import Polarity

WIDTH, HEIGHT = 1120, 132
"""In pixels; shown at half the size, so that it is sharp on a fine screen."""

Colour = tuple[int, int, int]
GREY, INK, GOOD, BAD = (138, 146, 154), (122, 130, 138), (46, 160, 83), (218, 62, 68)

_LEFT, _RIGHT, _AXIS, _TEXT = 24, WIDTH - 24, 54, 100
_STEP = 3
_OFF = {Polarity.OCCURRED: -28, Polarity.PROGRESS: -18}


def draw_timeline(timeline: Timeline) -> bytes:
    """The whole PNG file."""
    canvas = _Canvas()
    now = _x(timeline, timeline.now)
    canvas.box(_LEFT, _RIGHT, _AXIS - 1, _AXIS + 2, GREY, 110)
    canvas.box(_LEFT, now, _AXIS - 2, _AXIS + 3, INK)
    canvas.box(_LEFT - 2, _LEFT + 3, _AXIS - 12, _AXIS + 13, INK)
    if timeline.due:
        due = _x(timeline, timeline.due)
        canvas.box(due - 2, due + 3, _AXIS - 20, _AXIS + 21, INK)
    for mark in sorted(timeline.marks, key=lambda it: it.is_this):
        _draw_mark(canvas, _x(timeline, mark.at), mark)
    for left, words in _labels(timeline):
        canvas.words(left, _TEXT, words, INK)
    return canvas.png()


def _draw_mark(canvas: "_Canvas", x: int, mark: Mark) -> None:
    colour = GOOD if mark.polarity.is_good else BAD
    y = _AXIS + _OFF.get(mark.polarity, 28)
    canvas.box(x - 1, x + 2, min(y, _AXIS), max(y, _AXIS), colour)
    size = 7 if mark.polarity is Polarity.PROGRESS else 11
    if mark.is_this:
        canvas.disc(x, y, size + 7, colour, 90)
    canvas.disc(x, y, size, colour)


def _labels(timeline: Timeline) -> Iterator[tuple[int, str]]:
    """The words below the line with their left edges: said, due, now; one that has no room is left out."""
    wanted = [(_LEFT, _day("said", timeline.said))]
    if timeline.due:
        wanted.append((_x(timeline, timeline.due), _day("due", timeline.due)))
    wanted.append((_x(timeline, timeline.now), _day("now", timeline.now.date())))
    taken: list[tuple[int, int]] = []
    for x, words in wanted:
        wide = len(words) * LETTER_WIDTH * _STEP
        left = min(max(x - wide // 2, 0), WIDTH - wide)
        if all(left > end + 20 or left + wide + 20 < start for start, end in taken):
            taken.append((left, left + wide))
            yield left, words


def _day(word: str, day: date) -> str:
    return f"{word} {day.day} {_MONTHS[day.month - 1]} {day.year}".upper()


def _x(timeline: Timeline, moment: date) -> int:
    return round(_LEFT + spot(timeline, moment) * (_RIGHT - _LEFT))


class _Canvas:
    """Pixels of red, green, blue and how much they cover."""

    def __init__(self) -> None:
        self.rows = [bytearray(WIDTH * 4) for _ in range(HEIGHT)]

    def dot(self, x: int, y: int, colour: Colour, cover: int) -> None:
        if 0 <= x < WIDTH and 0 <= y < HEIGHT and cover > self.rows[y][x * 4 + 3]:
            self.rows[y][x * 4 : x * 4 + 4] = bytes((*colour, cover))

    def box(self, left: int, right: int, top: int, bottom: int, colour: Colour, cover: int = 255) -> None:
        for y in range(top, bottom):
            for x in range(left, right):
                self.dot(x, y, colour, cover)

    def disc(self, x: int, y: int, radius: int, colour: Colour, cover: int = 255) -> None:
        for down in range(-radius - 1, radius + 2):
            for right in range(-radius - 1, radius + 2):
                share = min(max(radius + 0.5 - (right * right + down * down) ** 0.5, 0.0), 1.0)
                self.dot(x + right, y + down, colour, round(cover * share))

    def words(self, left: int, top: int, words: str, colour: Colour) -> None:
        for place, letter in enumerate(words):
            for x, y in letter_dots(letter):
                at = left + (place * LETTER_WIDTH + x) * _STEP
                self.box(at, at + _STEP, top + y * _STEP, top + (y + 1) * _STEP, colour)

    def png(self) -> bytes:
        """RGBA, eight bits a channel (PNG specification 11.2.2, 12.3)."""
        head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 6, 0, 0, 0)
        body = zlib.compress(b"".join(b"\x00" + row for row in self.rows), 9)
        return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]
