"""Claims as CSV (RFC 4180) that a spreadsheet can open without running anything of it."""

import csv
import io
from collections.abc import Iterable, Iterator

from monitor.model.safe import safe
from monitor.reporting.facts import ClaimFile

HEAD = (
    "claim", "statement", "status", "outcome", "word", "said_on", "asserted_by", "denied_by", "modality", "due_earliest",
    "due_latest", "days_left", "settled_on", "confidence", "sources_for", "sources_against", "sources", "outlets",
    "developments", "last_news", "source_outlet", "source_url", "tags",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠", "−")


def claims_csv(files: Iterable[ClaimFile]) -> Iterator[str]:
    """The table line by line, its head first."""
    yield _line(HEAD)
    for file in files:
        yield _line(_row(file))


def harmless(words: str) -> str:
    """The words with an apostrophe before them when a spreadsheet would read them as a formula (CWE-1236)."""
    clean = safe(words)
    return f"'{clean}" if clean.lstrip("'\" ").startswith(_FORMULA) else clean


def _row(file: ClaimFile) -> tuple[object, ...]:
    claim, due = file.claim, file.claim.due
    return (
        claim.slug,
        claim.statement,
        claim.status.value,
        claim.outcome.value if claim.outcome else "",
        file.word,
        claim.said_on.isoformat(),
        "; ".join(claim.asserted_by),
        "; ".join(claim.denied_by),
        claim.modality.value,
        due.earliest.isoformat() if due and due.earliest else "",
        due.latest.isoformat() if due and due.latest else "",
        "" if file.days_left is None else file.days_left,
        file.settled_on.isoformat() if file.settled_on else "",
        "" if claim.confidence is None else claim.confidence,
        file.supports,
        file.contradicts,
        file.sources,
        file.outlets,
        len(file.news),
        file.last_news.isoformat() if file.last_news else "",
        claim.source.outlet,
        claim.source.url,
        "; ".join(claim.tags),
    )


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue()
