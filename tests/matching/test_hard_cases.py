"""The hard cases of `tests/data/hard_cases.toml`, by the shipped settings: each is one pair, nothing learned."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from build import a_claim, an_entry

from monitor.matching.background import TermCounts
from monitor.matching.match import Matcher
from monitor.model.claim import Claim
from monitor.model.feed import Entry
from monitor.model.match import Learning, MatchDecision, Polarity
from monitor.model.policy import MatchPolicy

CASES = Path(__file__).parents[1] / "data" / "hard_cases.toml"


@dataclass(frozen=True)
class Case:
    """One pair. `says` is empty when the entry must stay quiet."""

    claim: Claim
    entry: Entry
    kind: str
    says: frozenset[str]
    fails: str


def cases() -> Iterator[Case]:
    for found in tomllib.loads(CASES.read_text(encoding="utf-8"))["claim"]:
        claim = a_claim(statement=found["statement"], said_on=found["said_on"])
        at = datetime.combine(found["said_on"] + timedelta(days=20), time(12), UTC)
        for row in found["entries"]:
            entry = an_entry(row["title"], summary=row.get("summary", ""), published=at, first_seen=at)
            says = frozenset() if row["says"] == "quiet" else frozenset(row["says"])
            yield Case(claim, entry, row["kind"], says, row.get("fails", ""))


def marked() -> Iterator[object]:
    for case in cases():
        mark = [pytest.mark.xfail(reason=case.fails, strict=True)] if case.fails else []
        yield pytest.param(case, marks=mark, id=f"{case.kind}: {case.entry.title}")


@pytest.mark.parametrize("case", list(marked()))
def test_a_hard_case(case: Case) -> None:
    match = Matcher([(case.claim, Learning(case.claim.slug))], TermCounts.shipped(), MatchPolicy()).explain(
        case.claim.slug, case.entry
    )
    is_told = match.decision is MatchDecision.MATCH and match.polarity is not Polarity.ECHO
    if case.says:
        assert match.decision is not MatchDecision.NONE, f"score {match.score:.2f}: not even suggested"
        assert match.polarity.value in case.says
    else:
        assert not is_told, f"score {match.score:.2f}, {match.polarity}: {match.polarity_because}"


def test_every_hard_kind_is_there() -> None:
    """What goes wrong in news of this sort: each has its cases."""
    kinds = {case.kind for case in cases()}
    wanted = {"negation", "another vote", "same names", "numbers", "history", "opinion", "live blog", "roundup"}
    assert wanted <= kinds
    assert sum(bool(case.fails) for case in cases()) <= 0.2 * len(list(cases()))
