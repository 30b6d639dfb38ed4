"""Meaning of texts as directions: the mean over their word pieces, out of `data/tokens.bin` (`python -m bench.vectors`).

The directions are WordLlama's (Lee Miller, 2024; MIT licence): 256 numbers for each of 32,000 word pieces. Words are cut
into pieces as Llama 2 does (byte pair encoding, Sennrich et al. 2016): the piece with the lowest number is joined first.
"""

from functools import lru_cache
from importlib.resources import files
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from monitor.matching.remember import Remembered
from monitor.matching.text import MAX_SUMMARY

__all__ = [
    "Direction",
    "Directions",
    "hold_against",
    "nothing",
    "one_direction",
    "pieces_of",
    "read_meaning",
    "same_meaning",
]

Direction = npt.NDArray[np.float32]
"""A unit vector, or all zeros when nothing is known of the words."""

Directions = npt.NDArray[np.float32]
"""A direction a row."""

#: Words longer than this are no words; cutting them up would cost more than they tell.
MOST_LETTERS = 40
_SIGNS = ".,:;!?'\")"


class _Table(NamedTuple):
    number: dict[str, int]
    scale: Direction
    rows: npt.NDArray[np.int8]


@lru_cache(maxsize=1)
def _table() -> _Table:
    raw = (files("monitor.matching") / "data" / "tokens.bin").read_bytes()
    head, _, _ = raw.partition(b"\n")
    size, count, length = map(int, head.split())
    at = len(head) + 1
    pieces = raw[at : at + length].decode("utf-8").split("\0")
    scale = np.frombuffer(raw, dtype="<f4", count=count, offset=at + length)
    rows = np.frombuffer(raw, dtype=np.int8, offset=at + length + 4 * count).reshape(count, size)
    return _Table({piece: number for number, piece in enumerate(pieces)}, scale, rows)


def pieces_of(word: str) -> tuple[int, ...]:
    """The numbers of the pieces of one word (what stands between two spaces); letters without a piece come as bytes."""
    number = _table().number
    core = word.rstrip(_SIGNS)
    if "▁" + core in number:  # by far the most words
        return (number["▁" + core], *(number[sign] for sign in word[len(core) :][:MOST_LETTERS]))
    parts: list[str] = []
    for letter in "▁" + word[:MOST_LETTERS]:
        parts += [letter] if letter in number else [f"<0x{byte:02X}>" for byte in letter.encode("utf-8", "replace")]
    none = len(number)
    joined = [number.get(first + second, none) for first, second in pairwise(parts)]
    while joined and (best := min(joined)) < none:
        at = joined.index(best)
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
        del joined[at]
        for place in (at - 1, at):
            if 0 <= place < len(joined):
                joined[place] = number.get(parts[place] + parts[place + 1], none)
    return tuple(number[part] for part in parts)


_PIECES = Remembered(pieces_of, 30_000)


@lru_cache(maxsize=1_024)
def read_meaning(title: str, summary: str = "") -> Direction:
    """The direction of a text; read-only."""
    text = f"{title}. {summary[:MAX_SUMMARY]}" if summary else title
    found = list(chain.from_iterable(map(_PIECES.__getitem__, text.split())))
    table = _table()
    if not found:
        return nothing()
    return one_direction(table.scale[found] @ table.rows[found].astype(np.float32))


def nothing() -> Direction:
    """The direction of no words."""
    return np.zeros(_table().rows.shape[1], dtype=np.float32)


def one_direction(total: Direction) -> Direction:
    """The same direction with length 1; read-only."""
    length = float(np.sqrt(total @ total))
    unit = total / np.float32(length) if length > 0.0 else total
    unit.flags.writeable = False
    return unit


def hold_against(rows: Directions, meaning: Direction) -> Direction:
    """The cosine with each row. In one thread: these are too small to be worth the threads of a matrix library."""
    alike: Direction = np.einsum("ij,j->i", rows, meaning)
    return alike


def same_meaning(first: Direction, second: Direction) -> float:
    """Cosine, cut at 0: 0..1; 0 when nothing is known of one side."""
    return min(1.0, max(0.0, float(first @ second)))
