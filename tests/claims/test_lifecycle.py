"""What may be done to a claim in which status, and which states evidence and clock give it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from build import NOON, a_claim
from hypothesis import given
from hypothesis import strategies as st

from monitor.claims.lifecycle import (
    ClaimFacts,
    claim_states,
    days_left,
    plan_ack,
    plan_add,
    plan_drop,
    plan_edit,
    plan_reopen,
    plan_resolve,
    plan_snooze,
    read_snooze,
    urgency,
)
from monitor.errors import ConflictError, UsageError
from monitor.model.claim import Claim, ClaimState, ClaimStatus, DecisionAction, DueWindow, Outcome, Precision
from monitor.model.development import Development, ReviewState, Stance
from monitor.model.match import MatchDecision, Polarity
from monitor.model.policy import AlertPolicy

POLICY = AlertPolicy()
DUE = DueWindow(date(2017, 6, 1), date(2017, 6, 30), "in June", Precision.MONTH)


def a_development(polarity: Polarity, at: datetime = NOON, **changes: object) -> Development:
    told = Development(
        id=f"{polarity}{at:%d%H}",
        claim="harbour-bridge",
        polarity=polarity,
        decision=MatchDecision.MATCH,
        headline="Bridge news",
        link="",
        first_entry="e",
        opened_at=at,
        last_at=at,
        seen_at=at,
        score=0.9,
    )
    return replace(told, **changes)


def states(claim: Claim, facts: ClaimFacts | None = None, now: datetime = NOON) -> tuple[ClaimState, ...]:
    return claim_states(claim, facts or ClaimFacts(), now, POLICY)


def resolved(**changes: object) -> Claim:
    return a_claim(status=ClaimStatus.RESOLVED, outcome=Outcome.FULFILLED, **changes)


def test_adding_opens_the_record() -> None:
    claim = a_claim(due=DUE)
    stored, row = plan_add(claim, by="ann", at=NOON)
    assert stored == claim
    assert (row.action, row.status_before, row.status_after) == (DecisionAction.ADDED, None, ClaimStatus.OPEN)
    assert (row.claim, row.by, row.at, row.due_after) == ("harbour-bridge", "ann", NOON, DUE)


def test_resolving_closes_with_a_verdict_and_its_reasons() -> None:
    claim = a_claim(snoozed_until=NOON + timedelta(days=2), acked_at=NOON)
    stored, row = plan_resolve(claim, Outcome.PARTIAL, evidence=["e1", "e2"], because="half of it", by="ann", at=NOON)
    assert (stored.status, stored.outcome) == (ClaimStatus.RESOLVED, Outcome.PARTIAL)
    assert (stored.snoozed_until, stored.acked_at) == (None, None)
    assert (row.outcome, row.evidence, row.because) == (Outcome.PARTIAL, ("e1", "e2"), "half of it")
    assert (row.status_before, row.status_after) == (ClaimStatus.OPEN, ClaimStatus.RESOLVED)


def test_reopening_takes_the_verdict_back_and_records_which() -> None:
    stored, row = plan_reopen(resolved(), because="the source took it back", by="ann", at=NOON)
    assert (stored.status, stored.outcome) == (ClaimStatus.OPEN, None)
    assert (row.action, row.outcome, row.status_before) == (
        DecisionAction.REOPENED,
        Outcome.FULFILLED,
        ClaimStatus.RESOLVED,
    )


def test_a_dropped_claim_can_be_reopened() -> None:
    dropped, row = plan_drop(a_claim(), because="not ours", by="ann", at=NOON)
    assert (dropped.status, row.action) == (ClaimStatus.DROPPED, DecisionAction.DROPPED)
    assert plan_reopen(dropped, because="ours after all", by="ann", at=NOON)[0] == a_claim()


def test_an_edit_records_a_moved_due_date() -> None:
    claim = a_claim(due=DUE)
    later = replace(DUE, latest=date(2017, 7, 31))
    _, row = plan_edit(claim, replace(claim, due=later), because="put off", by="ann", at=NOON)
    assert (row.due_before, row.due_after) == (DUE, later)
    _, other = plan_edit(claim, replace(claim, tags=("bridges",)), because="", by="ann", at=NOON)
    assert (other.action, other.due_before, other.due_after) == (DecisionAction.EDITED, None, None)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (a_claim(), "nothing would change"),
        (a_claim("other-bridge"), "for ever"),
        (a_claim(status=ClaimStatus.DROPPED), "monitor resolve"),
        (a_claim(outcome=Outcome.FAILED), "monitor resolve"),
    ],
)
def test_an_edit_is_no_way_round_the_other_verbs(changed: Claim, words: str) -> None:
    with pytest.raises(ConflictError, match=words):
        plan_edit(a_claim(), changed, because="", by="ann", at=NOON)


def test_a_snooze_needs_an_end_in_the_future() -> None:
    until = NOON + timedelta(days=7)
    stored, row = plan_snooze(a_claim(), until, by="ann", at=NOON)
    assert stored.snoozed_until == until
    assert row.because == "until 2017-05-10 12:00 UTC"
    assert read_snooze(row) == until
    assert read_snooze(replace(row, because="until the cows come home")) is None
    with pytest.raises(UsageError, match="future"):
        plan_snooze(a_claim(), NOON, by="ann", at=NOON)


def test_an_ack_keeps_its_moment() -> None:
    assert plan_ack(a_claim(), by="ann", at=NOON)[0].acked_at == NOON


def test_a_closed_claim_names_the_way_back() -> None:
    closed = resolved()
    attempts = [
        lambda: plan_resolve(closed, Outcome.FAILED, evidence=[], because="", by="a", at=NOON),
        lambda: plan_drop(closed, because="", by="a", at=NOON),
        lambda: plan_edit(closed, replace(closed, tags=("x",)), because="", by="a", at=NOON),
        lambda: plan_snooze(closed, NOON + timedelta(days=1), by="a", at=NOON),
        lambda: plan_ack(closed, by="a", at=NOON),
    ]
    for attempt in attempts:
        with pytest.raises(ConflictError, match=r"resolved as fulfilled; `monitor reopen harbour-bridge"):
            attempt()
    with pytest.raises(ConflictError, match="it is dropped;"):
        plan_ack(a_claim(status=ClaimStatus.DROPPED), by="a", at=NOON)
    with pytest.raises(ConflictError, match="open already"):
        plan_reopen(a_claim(), because="", by="a", at=NOON)


@given(st.lists(st.sampled_from(["resolve", "drop", "reopen"]), max_size=8))
def test_a_record_can_be_played_from_its_rows(steps: list[str]) -> None:
    claim, row = plan_add(a_claim(), by="a", at=NOON)
    rows = [row]
    for hour, step in enumerate(steps, 1):
        at = NOON + timedelta(hours=hour)
        try:
            if step == "resolve":
                claim, row = plan_resolve(claim, Outcome.FAILED, evidence=[], because="", by="a", at=at)
            elif step == "drop":
                claim, row = plan_drop(claim, because="", by="a", at=at)
            else:
                claim, row = plan_reopen(claim, because="", by="a", at=at)
        except ConflictError:
            continue
        rows.append(row)
    assert claim.status is rows[-1].status_after
    assert all(before.status_after is after.status_before for before, after in pairwise(rows))
    assert len({row.id for row in rows}) == len(rows)
    assert (claim.outcome is not None) == (claim.status is ClaimStatus.RESOLVED)


@pytest.mark.parametrize(
    ("now", "left", "state"),
    [
        (datetime(2017, 5, 3, tzinfo=UTC), 58, None),
        (datetime(2017, 5, 31, tzinfo=UTC), 30, ClaimState.DUE_SOON),
        (datetime(2017, 6, 30, 23, 59, tzinfo=UTC), 0, ClaimState.DUE_SOON),
        (datetime(2017, 7, 1, tzinfo=UTC), -1, ClaimState.OVERDUE),
    ],
)
def test_a_claim_is_overdue_once_its_last_day_ended(now: datetime, left: int, state: ClaimState | None) -> None:
    claim = a_claim(due=DUE, created_at=now)
    assert days_left(claim, now) == left
    assert {ClaimState.OVERDUE, ClaimState.DUE_SOON} & set(states(claim, now=now)) == ({state} if state else set())


def test_the_day_ends_by_utc_wherever_now_was_read() -> None:
    claim = a_claim(due=DUE)
    west = datetime.fromisoformat("2017-06-30T20:00:00-05:00")
    assert days_left(claim, west) == -1


def test_no_date_is_never_due() -> None:
    assert days_left(a_claim(), NOON) is None
    assert days_left(a_claim(due=DueWindow(None, None, "soon")), NOON) is None


@pytest.mark.parametrize(
    ("polarities", "expected"),
    [
        ([], set()),
        ([Polarity.ECHO], set()),
        ([Polarity.PROGRESS], {ClaimState.ADVANCING}),
        ([Polarity.POSTPONED], {ClaimState.STALLED}),
        ([Polarity.PROGRESS, Polarity.DENIED], {ClaimState.STALLED, ClaimState.CONTESTED}),
        ([Polarity.CANCELLED, Polarity.OCCURRED, Polarity.ECHO], {ClaimState.ADVANCING, ClaimState.CONTESTED}),
    ],
)
def test_the_newest_news_gives_the_direction(polarities: list[Polarity], expected: set[ClaimState]) -> None:
    told = [a_development(it, NOON + timedelta(hours=n)) for n, it in enumerate(polarities)]
    assert set(states(a_claim(), ClaimFacts(list(reversed(told))))) == expected


def test_suggestions_count_once_accepted_and_rejected_news_never() -> None:
    suggested = a_development(Polarity.PROGRESS, decision=MatchDecision.SUGGEST)
    assert states(a_claim(), ClaimFacts([suggested])) == ()
    accepted = replace(suggested, review=ReviewState.ACCEPTED)
    assert states(a_claim(), ClaimFacts([accepted])) == (ClaimState.ADVANCING,)
    read_otherwise = {Stance.MENTIONS: (), Stance.CONTRADICTS: (ClaimState.STALLED,)}
    for stance, expected in read_otherwise.items():
        assert states(a_claim(), ClaimFacts([accepted], stances={accepted.id: stance})) == expected
    rejected = a_development(Polarity.PROGRESS, review=ReviewState.REJECTED)
    assert states(a_claim(), ClaimFacts([rejected])) == ()


def test_a_claim_falls_quiet_when_nothing_was_told_for_long() -> None:
    month_on = NOON + timedelta(days=31)
    assert states(a_claim(), now=month_on) == (ClaimState.QUIET,)
    told = a_development(Polarity.ECHO, NOON + timedelta(days=20))
    assert states(a_claim(), ClaimFacts([told]), now=month_on) == ()
    assert states(a_claim(created_at=NOON + timedelta(days=10)), now=month_on) == ()


def test_blind_means_every_feed_fails_and_there_are_feeds() -> None:
    assert states(a_claim(), ClaimFacts((), 0, 3)) == (ClaimState.BLIND,)
    assert states(a_claim(), ClaimFacts((), 1, 3)) == ()
    assert states(a_claim(), ClaimFacts((), 0, 0)) == ()


def test_after_its_watch_a_claim_is_neither_quiet_nor_blind() -> None:
    claim = a_claim(watched_until=date(2017, 5, 10))
    later = NOON + timedelta(days=60)
    assert states(claim, ClaimFacts((), 0, 3), later) == ()
    assert states(claim, ClaimFacts((), 0, 3), NOON) == (ClaimState.BLIND,)


def test_open_reviews_and_a_snooze_show() -> None:
    claim = a_claim(snoozed_until=NOON + timedelta(hours=1))
    assert states(claim, ClaimFacts(open_reviews=2)) == (ClaimState.UNREVIEWED, ClaimState.SNOOZED)
    assert states(claim, now=NOON + timedelta(hours=2)) == ()


def test_a_closed_claim_is_in_no_state() -> None:
    closed = resolved(due=replace(DUE, latest=date(2017, 5, 1)))
    assert states(closed, ClaimFacts([a_development(Polarity.PROGRESS)], 0, 2, 3)) == ()


def urgency_of(claim: Claim, facts: ClaimFacts | None = None, now: datetime = NOON) -> float:
    facts = facts or ClaimFacts()
    ranked = urgency(claim, states(claim, facts, now), facts, now)
    assert ranked.score == pytest.approx(sum(value for _, value in ranked.parts), abs=0.001)
    return ranked.score


def test_urgency_ranks_what_a_person_must_do_first() -> None:
    far = a_claim(due=replace(DUE, latest=date(2017, 12, 31)))
    soon = a_claim(due=replace(DUE, latest=date(2017, 5, 20)))
    today = a_claim(due=replace(DUE, latest=date(2017, 5, 3)))
    overdue = a_claim(due=replace(DUE, latest=date(2017, 5, 2)))
    scores = [urgency_of(claim) for claim in (far, soon, today, overdue)]
    assert scores == sorted(scores)
    assert len(set(scores)) == 4
    assert scores[0] == 0


def test_urgency_names_its_parts() -> None:
    claim = a_claim(due=replace(DUE, latest=date(2017, 5, 2)))
    facts = ClaimFacts([a_development(Polarity.POSTPONED)], 0, 1, 1)
    found = urgency(claim, states(claim, facts), facts, NOON)
    assert [name for name, _ in found.parts] == ["overdue", "stalled", "blind", "unreviewed"]
    assert found.score <= 1


def test_a_snooze_and_an_ack_push_a_claim_down_until_news_comes() -> None:
    overdue = a_claim(due=replace(DUE, latest=date(2017, 5, 2)))
    acked = replace(overdue, acked_at=NOON)
    snoozed = replace(overdue, snoozed_until=NOON + timedelta(days=1))
    assert urgency_of(snoozed) < urgency_of(acked) < urgency_of(overdue)
    news = ClaimFacts([a_development(Polarity.PROGRESS, NOON + timedelta(hours=1))])
    assert urgency_of(acked, news) == urgency_of(overdue, news)


def test_what_was_due_before_it_was_said_is_no_prediction():
    late = a_claim(due=DueWindow(date(2017, 4, 1), date(2017, 4, 30), "in April", Precision.MONTH))
    with pytest.raises(UsageError, match="lies before"):
        plan_add(late, by="me", at=NOON)
    with pytest.raises(UsageError, match="--due"):
        plan_edit(a_claim(), late, because="", by="me", at=NOON)
