"""One row of the table of phrases."""

import re
from dataclasses import dataclass

from monitor.claims.dates.readers import Reader


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row. A text without any of `hints` (lower case) can't hold the pattern; no hints = always look."""

    pattern: re.Pattern[str]
    read: Reader
    hints: tuple[str, ...]


def row(hints: str, read: Reader, *pieces: str) -> Phrase:
    """A pattern with a capitalised word in it is matched as written, any other in either case."""
    pattern = "".join(pieces)
    cased = pattern if re.search(r"[A-Z][a-z]{2}", pattern) else f"(?i:{pattern})"
    return Phrase(re.compile(cased), read, tuple(hints.split()))
