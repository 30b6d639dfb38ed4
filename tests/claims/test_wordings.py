"""Ways to speak of what is to come, and of what is not, a line each: `tests/data/drafts/wordings.txt`."""

from datetime import date
from pathlib import Path

import pytest

from monitor.claims.extract import draft_claims
from monitor.model.claim import Article

LINES = (Path(__file__).parents[1] / "data" / "drafts" / "wordings.txt").read_text(encoding="utf-8").splitlines()
SAID_ON = date(2024, 3, 12)
TOLD = [line[2:] for line in LINES if line.startswith("+ ")]
LEFT_OUT = [line[2:] for line in LINES if line.startswith("- ")]


@pytest.mark.parametrize("line", TOLD)
def test_what_is_to_come_is_drafted_with_its_day(line: str) -> None:
    text, _, latest = line.partition(" |")
    drafts = draft_claims(Article(text, published=SAID_ON))
    assert drafts
    days = [draft.due.latest.isoformat() for draft in drafts if draft.due and draft.due.latest]
    assert not latest.strip() or latest.strip() in days


@pytest.mark.parametrize("text", LEFT_OUT)
def test_what_is_past_supposed_or_always_so_is_left_out(text: str) -> None:
    assert [draft.quote for draft in draft_claims(Article(text, published=SAID_ON))] == []
