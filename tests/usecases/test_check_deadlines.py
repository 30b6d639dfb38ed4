"""What the calendar brings is told once; a snooze holds it back and lets it go."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from alerting_build import a_development
from build import NOON, a_claim, a_feed
from fakes import Clock

from monitor.model.alert import Alert, AlertKind, Target
from monitor.model.claim import DueWindow, Precision
from monitor.model.development import Review, ReviewState, Stance
from monitor.model.match import Polarity
from monitor.model.policy import AlertPolicy
from monitor.ports import Store
from monitor.usecases.change_claim import edit_claim
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.poll_feeds import NETWORK_NOTE

DESK = (Target("desk", "console://"),)
DUE = DueWindow(date(2017, 6, 1), date(2017, 6, 30), "in June", Precision.MONTH)


def kinds(store: Store) -> list[AlertKind]:
    with store.read() as tx:
        return [alert.kind for alert in tx.alerts()]


@pytest.mark.one_store
@pytest.mark.slow
def test_reminders_and_the_silent_end_are_told_once_each(store: Store, clock: Clock) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim(due=DUE))
    for _ in range(4 * 65):
        check_deadlines(store, DESK, AlertPolicy(), clock())
        clock.forward(hours=6)
    assert kinds(store)[:5] == [AlertKind.DUE_SOON] * 4 + [AlertKind.OVERDUE]
    assert AlertKind.CLAIM_BLIND not in kinds(store)


def test_a_claim_without_a_date_is_left_alone(store: Store, clock: Clock) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim())
    assert check_deadlines(store, DESK, AlertPolicy(), clock()).claims == 1
    assert kinds(store) == []


def test_a_claim_whose_feeds_all_fail_is_blind_unless_the_network_is_down(store: Store, clock: Clock) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_feed(a_feed(failures=9, failing_since=NOON - timedelta(days=3)))
        tx.save_note(NETWORK_NOTE, NOON.isoformat())
    assert check_deadlines(store, DESK, AlertPolicy(), clock()).alerts == 0
    with store.write() as tx:
        tx.save_note(NETWORK_NOTE, None)
    assert check_deadlines(store, DESK, AlertPolicy(), clock()).alerts == 1
    assert check_deadlines(store, DESK, AlertPolicy(), clock()).alerts == 0
    assert kinds(store) == [AlertKind.CLAIM_BLIND]


@pytest.mark.slow
def test_each_week_has_one_list_of_claims_that_need_a_verdict(store: Store, clock: Clock) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim(due=DUE))
        tx.save_claim(a_claim(slug="acked", due=DUE, acked_at=NOON))
    clock.at = NOON.replace(month=7, day=3)
    for _ in range(2 * 7 * 4):
        check_deadlines(store, DESK, AlertPolicy(), clock())
        clock.forward(hours=12)
    lists = [alert for alert in _alerts(store) if alert.kind is AlertKind.NEEDS_VERDICT]
    reminders = [alert.created_at.date().day for alert in _alerts(store) if alert.kind is AlertKind.OVERDUE]
    assert reminders == [3, 8, 22], [it.created_at for it in lists]
    assert [alert.created_at.date().day for alert in lists] == [15, 29]  # never in the week after a reminder
    assert {slug for alert in lists for slug, _ in alert.facts} == {"harbour-bridge"}


@pytest.mark.slow
def test_a_claim_without_a_due_day_is_asked_about_once_in_four_weeks(store: Store, clock: Clock) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim(due=None))
        tx.save_developments([a_development(polarity=Polarity.OCCURRED)])
    for _ in range(13 * 7):
        check_deadlines(store, DESK, AlertPolicy(), clock())
        clock.forward(days=1)
    lists = [alert for alert in _alerts(store) if alert.kind is AlertKind.NEEDS_VERDICT]
    days = [(alert.created_at - NOON).days for alert in lists]
    assert days[0] == 29
    assert all(22 <= later - earlier <= 35 for earlier, later in pairwise(days))
    assert len(days) == 3


def _alerts(store: Store) -> list[Alert]:
    with store.read() as tx:
        return tx.alerts()


def test_a_day_that_was_moved_after_it_was_put_off_is_told_as_any_other(store: Store, clock: Clock) -> None:
    put_off = a_development(polarity=Polarity.POSTPONED, opened_at=NOON, last_at=NOON, seen_at=NOON)
    with store.write() as tx:
        tx.save_claim(a_claim(due=DueWindow(latest=NOON.date() + timedelta(days=1), precision=Precision.DAY)))
        tx.save_developments([put_off])
    clock.forward(hours=1)
    check_deadlines(store, DESK, AlertPolicy(), clock())
    later = DueWindow(latest=NOON.date() + timedelta(days=7), precision=Precision.DAY)
    edit_claim(store, "harbour-bridge", {"due": later}, because="", by="desk", now=clock())
    check_deadlines(store, DESK, AlertPolicy(), clock())
    with store.read() as tx:
        reasons = [alert.reason for alert in tx.alerts()]
    assert sorted(reasons) == ["due in 7 days", "reported as postponed, due in 1 day"]


@pytest.mark.parametrize(
    ("stance", "reason"),
    [
        (Stance.SUPPORTS, "needs a verdict, reported as occurred, due in 1 day"),
        (Stance.MENTIONS, "due in 1 day"),
        (Stance.CONTRADICTS, "due in 1 day"),
    ],
)
def test_what_a_person_read_otherwise_is_no_answer(store: Store, clock: Clock, stance: Stance, reason: str) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim(due=DueWindow(latest=NOON.date() + timedelta(days=1), precision=Precision.DAY)))
        tx.save_developments([(news := a_development(polarity=Polarity.OCCURRED, seen_at=NOON))])
        tx.add_review(Review("r1" * 8, news.id, news.claim, ReviewState.ACCEPTED, NOON, "desk", stance))
    check_deadlines(store, DESK, AlertPolicy(), clock())
    with store.read() as tx:
        assert [alert.reason for alert in tx.alerts()] == [reason]
