"""The latest due day of whole sentences, said on days at the edges of weeks, months and years."""

from datetime import date
from pathlib import Path

import pytest

from monitor.claims.dates import read_due

FILE = Path(__file__).parents[1] / "data" / "due_sentences.txt"
ROWS = [
    tuple(part.strip() for part in line.split(" | "))
    for line in FILE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("%%")
]


@pytest.mark.parametrize(("said", "latest", "text"), ROWS, ids=[f"{said}: {text}" for said, _, text in ROWS])
def test_the_latest_day_of_a_sentence(said: str, latest: str, text: str) -> None:
    due = read_due(text, date.fromisoformat(said))
    assert (due.latest.isoformat() if due and due.latest else "-") == latest
