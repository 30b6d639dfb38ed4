"""Who keeps their word: counted, dated and measured."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from build import NOON, a_claim
from hypothesis import given
from hypothesis import strategies as st
from store_rows import a_decision, a_development, an_evidence

from monitor.claims.score import NO_OUTLET, NOBODY, calibrate, days_late, first_promise, score_claims, settle_day
from monitor.model.claim import Claim, ClaimSource, ClaimStatus, Decision, DecisionAction, DueWindow, Outcome
from monitor.model.development import Stance
from monitor.model.match import Polarity
from monitor.model.score import JudgedClaim, Score

DUE = date(2017, 6, 30)


def judged(outcome: Outcome | None = None, late: int | None = None, **changes: Any) -> JudgedClaim:
    """A claim due on 30 June, resolved so many days after that when there is an outcome."""
    status = ClaimStatus.RESOLVED if outcome else ClaimStatus.OPEN
    claim = a_claim(**{"status": status, "outcome": outcome, "due": DueWindow(latest=DUE), **changes})
    return JudgedClaim(claim, None if late is None else DUE + timedelta(days=late))


def verdict(*evidence: str, **changes: Any) -> Decision:
    done = a_decision(action=DecisionAction.RESOLVED, status_after=ClaimStatus.RESOLVED, evidence=evidence)
    return replace(done, **changes)


class TestTheDayThatDecided:
    def test_no_verdict_or_one_taken_back_has_no_day(self) -> None:
        reopened = a_decision(action=DecisionAction.REOPENED, status_after=ClaimStatus.OPEN)
        assert settle_day([], [], []) is None
        assert settle_day([a_decision()], [], []) is None
        assert settle_day([verdict(), reopened], [], []) is None

    def test_a_verdict_without_evidence_has_its_own_day(self) -> None:
        assert settle_day([verdict(at=NOON)], [an_evidence(published=NOON - timedelta(days=9))], []) == NOON.date()

    def test_the_first_report_that_it_occurred_counts_before_all_else(self) -> None:
        rows = [
            an_evidence(id="a", published=NOON - timedelta(days=5), polarity=Polarity.PROGRESS),
            an_evidence(id="b", published=NOON - timedelta(days=2)),
            an_evidence(id="c", published=NOON - timedelta(days=1)),
            an_evidence(id="d", published=NOON - timedelta(days=9), stance=Stance.MENTIONS),
        ]
        assert settle_day([verdict("a", "b", "c", "d")], rows, []) == date(2017, 5, 1)
        assert settle_day([verdict("a", "d")], rows, []) == date(2017, 4, 28)
        assert settle_day([verdict("d")], rows, []) == date(2017, 4, 24)

    def test_developments_named_as_evidence_count_too(self) -> None:
        opened = a_development(id="o", polarity=Polarity.OCCURRED, opened_at=NOON - timedelta(days=3))
        denied = a_development(id="n", polarity=Polarity.DENIED, opened_at=NOON - timedelta(days=4))
        assert settle_day([verdict("o", "n")], [], [opened, denied]) == date(2017, 4, 30)
        assert settle_day([verdict("n")], [], [opened, denied]) == date(2017, 4, 29)

    def test_days_are_of_utc(self) -> None:
        east = datetime(2017, 5, 3, 1, 0, tzinfo=timezone(timedelta(hours=9)))
        assert settle_day([verdict("a")], [an_evidence(id="a", published=east)], []) == date(2017, 5, 2)


@pytest.mark.parametrize(
    ("case", "days"),
    [
        (judged(Outcome.FULFILLED, 3), 3),
        (judged(Outcome.PARTIAL, -4), -4),
        (judged(Outcome.FAILED, 3), None),
        (judged(Outcome.FULFILLED), None),
        (judged(Outcome.FULFILLED, 3, due=None), None),
        (judged(Outcome.FULFILLED, 3, due=DueWindow(earliest=DUE)), None),
        (judged(), None),
    ],
)
def test_lateness_is_of_kept_claims_with_both_days(case: JudgedClaim, days: int | None) -> None:
    assert days_late(case) == days


def test_every_claim_is_counted_once_under_each_of_its_parties() -> None:
    board = score_claims(
        [
            judged(Outcome.FULFILLED, 4, asserted_by=("Mayor", "Port"), source=ClaimSource("Post")),
            judged(Outcome.PARTIAL, -2, asserted_by=("mayor ",), source=ClaimSource("post")),
            judged(Outcome.FAILED, asserted_by=("Mayor", "mayor"), source=ClaimSource("Post")),
            judged(asserted_by=("Port",)),
            judged(Outcome.AMBIGUOUS),
            judged(Outcome.ANNULLED),
            judged(status=ClaimStatus.DROPPED),
        ]
    )
    mayor, port, nobody = board.parties
    assert (mayor.name, mayor.fulfilled, mayor.partial, mayor.failed, mayor.days_late) == ("Mayor", 1, 1, 1, 1.0)
    assert (mayor.judged, mayor.kept) == (3, 0.5)
    assert (port.name, port.fulfilled, port.open, port.days_late) == ("Port", 1, 1, 4.0)
    assert (nobody.name, nobody.void, nobody.dropped, nobody.kept) == (NOBODY, 2, 1, None)
    assert [(it.name, it.judged) for it in board.outlets] == [("Post", 3), (NO_OUTLET, 0)]
    assert (board.whole.judged, board.whole.open, board.whole.void, board.whole.dropped) == (3, 1, 2, 1)


def test_confidences_are_measured_where_there_is_a_verdict() -> None:
    board = score_claims(
        [
            judged(Outcome.FULFILLED, confidence=0.9),
            judged(Outcome.FAILED, confidence=0.8),
            judged(Outcome.PARTIAL, confidence=0.5),
            judged(Outcome.ANNULLED, confidence=0.1),
            judged(Outcome.FULFILLED),
            judged(confidence=0.3),
        ]
    )
    assert board.whole.forecasts == 3
    assert board.whole.brier == pytest.approx((0.01 + 0.64 + 0) / 3, abs=1e-4)
    assert [(it.low, it.count, it.stated, it.kept) for it in board.whole.calibration] == [
        (0.4, 1, 0.5, 0.5),
        (0.8, 2, 0.85, 0.5),
    ]


def test_an_empty_desk_has_an_empty_board() -> None:
    board = score_claims([])
    assert (board.whole, board.parties, board.outlets) == (Score("everyone"), (), ())


forecasts = st.lists(st.tuples(st.floats(0, 1), st.sampled_from([0.0, 0.5, 1.0])))


@given(forecasts)
def test_no_forecast_falls_out_of_the_bins(pairs: list[tuple[float, float]]) -> None:
    bins = calibrate(pairs)
    assert sum(it.count for it in bins) == len(pairs)
    for it in bins:
        assert it.low - 1e-3 <= it.stated <= it.high + 1e-3
        assert 0 <= it.kept <= 1


claims = st.builds(
    judged,
    st.sampled_from([None, *Outcome]),
    st.integers(-400, 400),
    asserted_by=st.lists(st.sampled_from(["A", "B", "C"]), max_size=3).map(tuple),
)


@given(st.lists(claims, max_size=12))
def test_the_parts_add_up_to_the_whole(cases: list[JudgedClaim]) -> None:
    board = score_claims(cases)
    for scores, whole in ((board.outlets, board.whole),):
        for name in ("fulfilled", "partial", "failed", "open", "void", "dropped"):
            assert sum(getattr(it, name) for it in scores) == getattr(whole, name)
    assert whole.judged + whole.open + whole.void + whole.dropped == len(cases)
    for party in board.parties:
        own = [it for it in cases if party.name in (it.claim.asserted_by or (NOBODY,))]
        assert party.judged + party.open + party.void + party.dropped == len(own)


def test_a_judged_claim_without_a_verdict_word_counts_as_its_status() -> None:
    odd: Claim = a_claim(status=ClaimStatus.OPEN, outcome=Outcome.FAILED)
    assert score_claims([JudgedClaim(odd)]).whole.open == 1


class TestThePromiseThatCounts:
    """Moving the date does not make a late thing timely."""

    @staticmethod
    def moved(day: date, to: date, at: datetime) -> Decision:
        return a_decision(
            str(at),
            action=DecisionAction.EDITED,
            at=at,
            due_before=DueWindow(latest=day),
            due_after=DueWindow(latest=to),
        )

    def test_the_first_day_counts_however_often_it_was_moved(self) -> None:
        later = [NOON + timedelta(days=days) for days in (20, 40)]
        moves = [
            self.moved(DUE, date(2017, 7, 31), later[0]),
            self.moved(date(2017, 7, 31), date(2017, 9, 30), later[1]),
        ]
        assert first_promise([a_decision(action=DecisionAction.ADDED), *moves]) == DUE
        kept = replace(judged(Outcome.FULFILLED, late=45, due=DueWindow(latest=date(2017, 9, 30))), promised_for=DUE)
        assert days_late(kept) == 45

    def test_a_slip_mended_within_a_day_is_none(self) -> None:
        slip = self.moved(date(2017, 1, 1), DUE, NOON + timedelta(hours=3))
        assert first_promise([a_decision(at=NOON, action=DecisionAction.ADDED), slip]) is None
        assert first_promise([]) is None

    def test_a_day_that_was_misread_was_never_promised(self) -> None:
        misread, put_off, right = date(2017, 1, 1), date(2017, 9, 30), NOON + timedelta(days=20)
        corrected = replace(self.moved(misread, DUE, right), because="correction: the article says June")
        moved = self.moved(DUE, put_off, right + timedelta(days=9))
        taken_back = replace(self.moved(put_off, DUE, right + timedelta(days=10)), because="correction")
        assert first_promise([corrected]) is None
        assert first_promise([corrected, moved]) == DUE
        assert first_promise([corrected, moved, taken_back]) is None
        assert first_promise([moved, replace(corrected, because="corrections of the press")]) == DUE

    def test_a_first_promise_without_a_day_does_not_count(self) -> None:
        vague = a_decision(
            action=DecisionAction.EDITED,
            at=NOON + timedelta(days=9),
            due_before=DueWindow(text="soon"),
            due_after=DueWindow(latest=DUE),
        )
        assert first_promise([vague]) is None
