"""What a desk editor would send back."""

from datetime import date

import pytest

from monitor.claims.lint import lint_claim
from monitor.model.claim import DueWindow, Precision

JUNE = DueWindow(date(2017, 6, 1), date(2017, 6, 30), "in June", Precision.MONTH)


@pytest.mark.parametrize(
    "statement",
    [
        "The city of Veldam will open its harbour bridge in June.",
        "Ms. Orlo plans to step down by June 30.",
        "The parliament of Norland is expected to vote on the water bill in May 2018.",
        "Norland's cabinet won't renew the treaty by 16 May.",
        "Early May, the harbour will close.",
        "In May and June the harbour will close.",
    ],
)
def test_a_sound_claim_passes(statement: str) -> None:
    assert lint_claim(statement, JUNE) == ()


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("He will open the bridge in June.", "vague actor"),
        ("The two will meet in June.", "vague actor"),
        ("Officials will open the bridge in June.", "vague actor"),
        ("Veldam may open its bridge in June.", "may/could"),
        ("Veldam could open its bridge in June.", "may/could"),
        ("Veldam will open its bridge and Norland will close its ferry in June.", "two events"),
        ("Veldam will open its bridge and then demolish the old one in June.", "two events"),
        ("Veldam may open its bridge and Norland will close its ferry in June.", "two events"),
        ("Will open the bridge in June.", "no actor"),
        ("", "no event"),
        ("Bridge in Veldam, June.", "no event"),
        ("Things in Veldam will change.", "no event"),
    ],
)
def test_each_fault_is_named(statement: str, word: str) -> None:
    assert any(warning.startswith(word) for warning in lint_claim(statement, JUNE))


@pytest.mark.parametrize("due", [None, DueWindow(None, None, "soon"), DueWindow(date(2017, 6, 1), None, "after May")])
def test_a_claim_without_a_last_day_is_told(due: DueWindow | None) -> None:
    assert lint_claim("Veldam will open its bridge.", due) == ("no date: say by when",)
    assert lint_claim("Veldam will open its bridge.", due, need_date=False) == ()


@pytest.mark.parametrize(
    ("statement", "words", "warned"),
    [
        ("Halvor will deliver three ferries by fiscal 2027.", "by fiscal 2027", "fiscal year"),
        ("Halvor will earn more in FY27.", "in FY27", "fiscal year"),
        ("Halvor will earn 5 billion in the 2027 financial year.", "in the 2027", "fiscal year"),
        ("Halvor will deliver three ferries by fiscal 2027.", "2027-09-30", ""),
        ("Norland's bank will cut its rate from 2027.", "from 2027", "from a year on"),
        ("Norland's bank will cut its rate in 2027.", "in 2027", ""),
    ],
)
def test_a_year_whose_end_is_a_guess_is_told(statement: str, words: str, warned: str) -> None:
    due = DueWindow(date(2027, 1, 1), date(2027, 12, 31), words, Precision.YEAR)
    found = lint_claim(statement, due)
    assert [warning.split(":")[0] for warning in found] == [warned] * bool(warned)
