"""The labelled news: read it from the folder that CLAIM_MONITOR_DATA names, or `../shared/data` beside the project."""

import gzip
import json
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from monitor.model.claim import Claim
from monitor.model.feed import Entry, EntryKeys

SETS = ("rss_dev", "tracking_dev", "tracking_train", "outlets_dev")


def find_folder() -> Path | None:
    """Where the labelled news is, or None."""
    named = os.environ.get("CLAIM_MONITOR_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    return folder if folder.is_dir() else None


@dataclass
class Story:
    """One claim and what counts for it."""

    id: str
    positives: frozenset[str]
    unjudged: frozenset[str]
    first_day: str
    last_day: str


@dataclass
class Bench:
    """One labelled set."""

    name: str
    claims: list[Claim]
    entries: list[Entry]
    stories: dict[str, Story]


def read_lines(path: Path) -> list[dict[str, Any]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in raw.decode("utf-8").splitlines() if line.strip()]


def read_time(text: str) -> datetime:
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def to_entry(row: dict[str, Any]) -> Entry:
    at = read_time(row["published"])
    link = row.get("link", "")
    keys = EntryKeys((f"guid:{row['id']}",))
    return Entry(row["id"], "", row.get("source", ""), keys, row["title"], row.get("summary", ""), link, link, at, at)


def to_claim(row: dict[str, Any]) -> Claim:
    said = date.fromisoformat(row["said_on"][:10])
    until = date.fromisoformat(row["until"][:10]) if row.get("until") else None
    at = datetime.combine(said, time(), UTC)
    return Claim(row["slug"], row["statement"], said, at, watched_until=until, terms=tuple(row.get("terms", ())))


def load_bench(folder: Path, name: str) -> Bench:
    raw = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    entries = [to_entry(row) for row in read_lines(folder / f"{name}_entries.jsonl.gz")]
    entries.sort(key=lambda entry: (entry.published, entry.id))
    day = {entry.id: entry.published.date().isoformat() for entry in entries}
    stories = {}
    for row in raw["stories"]:
        skip = frozenset(row["seed_ids"]) | frozenset(row.get("ignore", ())) | frozenset(row.get("related", ()))
        first, last = row["stream_start"][:10], row["stream_end"][:10]
        positives = frozenset(i for i in row["positives"] if i in day and first <= day[i] <= last and i not in skip)
        stories[row["id"]] = Story(row["id"], positives, skip, first, last)
    claims = [to_claim(row) for row in read_lines(folder / f"{name}_claims.jsonl")]
    return Bench(name, claims, entries, stories)
