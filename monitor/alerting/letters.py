"""A few letters of five by seven dots, for the picture of a timeline."""

from collections.abc import Iterator

LETTER_WIDTH = 6
"""In dots; the last column is empty."""


def letter_dots(letter: str) -> Iterator[tuple[int, int]]:
    """The dots of a letter as (x, y) from its upper left; none for one that is not drawn here."""
    for y, row in enumerate(_ROWS.get(letter, ())):
        for x in range(5):
            if row >> (4 - x) & 1:
                yield x, y


def _read(shapes: str) -> dict[str, tuple[int, ...]]:
    """Each line: the letter, then its rows from the top as two hexadecimal digits."""
    lines = (line.split() for line in shapes.split("\n") if line)
    return {letter: tuple(int(row, 16) for row in rows) for letter, *rows in lines}


_ROWS = _read(
    """
0 0e 11 13 15 19 11 0e
1 04 0c 04 04 04 04 0e
2 0e 11 01 02 04 08 1f
3 1f 02 04 02 01 11 0e
4 02 06 0a 12 1f 02 02
5 1f 10 1e 01 01 11 0e
6 06 08 10 1e 11 11 0e
7 1f 01 02 04 08 08 08
8 0e 11 11 0e 11 11 0e
9 0e 11 11 0f 01 02 0c
A 0e 11 11 1f 11 11 11
B 1e 11 11 1e 11 11 1e
C 0e 11 10 10 10 11 0e
D 1c 12 11 11 11 12 1c
E 1f 10 10 1e 10 10 1f
F 1f 10 10 1e 10 10 10
G 0e 11 10 17 11 11 0f
I 0e 04 04 04 04 04 0e
J 07 02 02 02 02 12 0c
L 10 10 10 10 10 10 1f
M 11 1b 15 15 11 11 11
N 11 19 15 13 11 11 11
O 0e 11 11 11 11 11 0e
P 1e 11 11 1e 10 10 10
R 1e 11 11 1e 14 12 11
S 0f 10 10 0e 01 01 1e
T 1f 04 04 04 04 04 04
U 11 11 11 11 11 11 0e
V 11 11 11 11 11 0a 04
W 11 11 11 15 15 1b 11
Y 11 11 0a 04 04 04 04
"""
)
