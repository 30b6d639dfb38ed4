"""Reads the invented articles of `tests/data/drafts`, and pairs drafts with what was wanted."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from monitor.model.claim import ClaimDraft

FOLDER = Path(__file__).parent / "data" / "drafts"
FILE, NEWS, DESKS = FOLDER / "mini_articles.txt", FOLDER / "news.txt", FOLDER / "desks.txt"
STYLES = FOLDER / "styles.txt"
_MARK = re.compile(
    r"\[\[(?P<gold>.+?)\]\]\{(?P<due>[^;}]*)(?:;(?P<by>[^;}]*)(?P<minor>;\s*m)?)?\}|<<(?P<loose>.+?)>>", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One wanted draft: its place in the text, latest day, who says it ("" = not judged), whether a desk would track it."""

    start: int
    end: int
    due: date | None
    by: str
    is_core: bool = True


@dataclass(frozen=True, slots=True)
class MiniArticle:
    """A text without its marks."""

    name: str
    day: date
    text: str
    wanted: tuple[Wanted, ...]
    loose: tuple[tuple[int, int], ...]


def read_mini_articles(file: Path = FILE) -> list[MiniArticle]:
    text = re.sub(r"^%%.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    parts = re.split(r"^=== (\S+) (\S+)\n", text, flags=re.MULTILINE)[1:]
    return [
        _unmark(name, date.fromisoformat(day), body.strip() + "\n")
        for name, day, body in zip(*[iter(parts)] * 3, strict=True)
    ]


def _wanted(mark: re.Match[str], start: int, end: int) -> Wanted:
    due, by = mark["due"].strip(), (mark["by"] or "-").strip()
    return Wanted(
        start,
        end,
        None if due == "-" else date.fromisoformat(due),
        "" if by == "-" else by,
        is_core=not mark["minor"],
    )


def _unmark(name: str, day: date, marked: str) -> MiniArticle:
    text, at = "", 0
    wanted: list[Wanted] = []
    loose: list[tuple[int, int]] = []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        start = len(text)
        text += mark["gold"] or mark["loose"]
        if mark["gold"]:
            wanted.append(_wanted(mark, start, len(text)))
        else:
            loose.append((start, len(text)))
        at = mark.end()
    return MiniArticle(name, day, text + marked[at:], tuple(wanted), tuple(loose))


def overlaps(start: int, end: int, draft: ClaimDraft) -> bool:
    """They share half of the shorter one."""
    shared = min(draft.end, end) - max(draft.start, start)
    return shared > 0 and 2 * shared >= min(draft.end - draft.start, end - start)


def pair_drafts(article: MiniArticle, drafts: list[ClaimDraft]) -> dict[int, int]:
    """Draft index -> index of what it hits, one to one, most pairs."""
    edges = [
        [index for index, it in enumerate(article.wanted) if overlaps(it.start, it.end, draft)] for draft in drafts
    ]
    owner: dict[int, int] = {}

    def place(draft: int, seen: set[int]) -> bool:
        for index in edges[draft]:
            if index not in seen:
                seen.add(index)
                if index not in owner or place(owner[index], seen):
                    owner[index] = draft
                    return True
        return False

    for draft in range(len(drafts)):
        place(draft, set())
    return {draft: index for index, draft in owner.items()}
