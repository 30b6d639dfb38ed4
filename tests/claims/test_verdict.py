"""When a verdict is suggested, and when it is given without a person."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from build import NOON, a_claim
from store_rows import a_development

from monitor.claims.verdict import auto_words, plan_auto, read_auto, suggest_verdict
from monitor.model.claim import ClaimStatus, DueWindow, Outcome
from monitor.model.development import Development, ReviewState, Stance
from monitor.model.match import MatchDecision, Polarity

DAY = timedelta(days=1)


def told(name: str, *outlets: str, day: int = 0, polarity: Polarity = Polarity.OCCURRED, **more: object) -> Development:
    return a_development(id=name * 16, outlets=outlets, opened_at=NOON + day * DAY, polarity=polarity, **more)


def test_two_independent_outlets_make_a_suggestion() -> None:
    found = suggest_verdict(a_claim(), [told("a", "The Post"), told("b", "The Times", "The Post")], {})
    assert found is not None
    assert found.words == "2 independent outlets report: occurred; resolve as fulfilled?"
    assert found.outlets == ("The Post", "The Times")
    assert found.developments == ("a" * 16, "b" * 16)


@pytest.mark.parametrize("polarity", [Polarity.CANCELLED, Polarity.FAILED])
def test_what_was_called_off_is_suggested_as_failed(polarity: Polarity) -> None:
    found = suggest_verdict(a_claim(), [told("a", "A", "B", polarity=polarity)], {})
    assert found is not None
    assert found.outcome is Outcome.FAILED
    assert polarity.value in found.words


@pytest.mark.parametrize(
    "developments",
    [
        [],
        [told("a", "A")],
        [told("a", "A"), told("b", "A")],
        [told("a", "A", "B", polarity=Polarity.PROGRESS)],
        [told("a", "A", "B", polarity=Polarity.POSTPONED)],
        [told("a", "A", "B", polarity=Polarity.DENIED)],
        [told("a", "A", "B", review=ReviewState.REJECTED)],
        [told("a", "A", "B", decision=MatchDecision.SUGGEST)],
        [told("a", "A", "B"), told("b", "C", polarity=Polarity.CANCELLED, day=1)],
        [told("a", "A", "B", day=-3)],
    ],
)
def test_nothing_is_suggested_without_two_that_agree_last(developments: list[Development]) -> None:
    claim = a_claim(due=DueWindow(earliest=(NOON - DAY).date(), latest=date(2017, 6, 30)))
    assert suggest_verdict(claim, developments, {}) is None


@pytest.mark.parametrize(
    ("end", "newer", "is_open"),
    [
        (Polarity.CANCELLED, Polarity.PROGRESS, True),
        (Polarity.FAILED, Polarity.PROGRESS, True),
        (Polarity.OCCURRED, Polarity.DENIED, True),
        (Polarity.OCCURRED, Polarity.PROGRESS, False),
        (Polarity.CANCELLED, Polarity.DENIED, False),
        (Polarity.CANCELLED, Polarity.ECHO, False),
    ],
)
def test_what_is_on_again_is_not_suggested_as_ended(end: Polarity, newer: Polarity, *, is_open: bool) -> None:
    ended, turn = told("a", "A", "B", polarity=end), told("b", "A", polarity=newer, day=1)
    assert (suggest_verdict(a_claim(), [ended, turn], {}) is None) is is_open
    assert (plan_auto(a_claim(auto_after=2), [ended, turn], {}) is None) is is_open
    # What came before the end, was rejected, or is a mere mention to a person, takes nothing back.
    for weak in (
        replace(turn, opened_at=NOON - DAY),
        replace(turn, review=ReviewState.REJECTED),
        replace(turn, decision=MatchDecision.SUGGEST),
    ):
        assert suggest_verdict(a_claim(), [ended, weak], {}) is not None
    assert suggest_verdict(a_claim(), [ended, turn], {turn.id: Stance.MENTIONS}) is not None


def test_newer_reports_outdo_older_ones_to_the_contrary() -> None:
    found = suggest_verdict(
        a_claim(), [told("a", "A", "B", polarity=Polarity.CANCELLED), told("b", "C", "D", day=1)], {}
    )
    assert found is not None
    assert (found.outcome, found.outlets) == (Outcome.FULFILLED, ("C", "D"))


def test_a_persons_word_counts_more_than_the_matchers() -> None:
    pair = [told("a", "A", decision=MatchDecision.SUGGEST), told("b", "B")]
    both = {"a" * 16: Stance.SUPPORTS, "b" * 16: Stance.SUPPORTS}
    assert suggest_verdict(a_claim(), pair, both) is not None
    for stance in (Stance.CONTRADICTS, Stance.MENTIONS):
        assert suggest_verdict(a_claim(), pair, both | {"b" * 16: stance}) is None


def test_a_closed_claim_needs_no_suggestion() -> None:
    closed = a_claim(status=ClaimStatus.RESOLVED, outcome=Outcome.FAILED)
    assert suggest_verdict(closed, [told("a", "A", "B")], {}) is None


def test_what_comes_late_is_asked_of_a_person_only() -> None:
    claim = a_claim(due=DueWindow(latest=NOON.date()), auto_after=2)
    late = [told("a", "A", "B", day=2)]
    found = suggest_verdict(claim, late, {})
    assert found is not None
    assert "(late)" in found.words
    assert plan_auto(claim, late, {}) is None
    assert plan_auto(claim, [told("a", "A", "B")], {}) is not None


def test_nothing_is_settled_by_itself_unless_the_claim_says_so() -> None:
    many = [told("a", "A", "B", "C")]
    assert plan_auto(a_claim(), many, {}) is None
    assert plan_auto(a_claim(auto_after=4), many, {}) is None
    assert plan_auto(a_claim(auto_after=3), many, {}) is not None
    assert plan_auto(a_claim(auto_after=1), [told("a", "A")], {}) is not None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("after 2 sources", 2),
        ("After  3 independent outlets", 3),
        ("after 1 source", 1),
        ("never", 0),
        ("", 0),
        ("after 0 sources", None),
        ("always", None),
        ("2", None),
    ],
)
def test_the_rule_is_read_as_people_write_it(text: str, after: int | None) -> None:
    assert read_auto(text) == after
    if after:
        assert read_auto(auto_words(after)) == after
    assert auto_words(0) == "never"
