"""A claim held against what is stored; the outbox tried again."""

from datetime import timedelta

import pytest
from build import NOON, a_claim, an_entry
from desk_build import alert, state_of

from monitor.errors import ConflictError, NotFoundError
from monitor.model.alert import AlertKind, DeliveryState
from monitor.model.claim import ClaimStatus
from monitor.model.development import RejectReason, ReviewState
from monitor.model.match import MatchDecision
from monitor.model.policy import MatchPolicy
from monitor.ports import Store
from monitor.usecases.back_test import BackTest, back_test
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.keep_matches import keep_matches
from monitor.usecases.match_entries import match_entries
from monitor.usecases.publish_alert import Desk
from monitor.usecases.retry_alerts import RetryReport, find_alerts, retry_alerts
from monitor.usecases.review_match import Judgement, read_reviews, review_match

TITLES = (
    "Veldam opens its new harbour bridge to traffic",
    "New harbour bridge in Veldam opened by the mayor",
    "Bridge of another town is repaired",
    "Shares fall on weak orders",
)


@pytest.fixture
def stored(store: Store) -> Store:
    entries = [
        an_entry(title, outlet=f"Outlet {number}", published=NOON + timedelta(hours=number))
        for number, title in enumerate(TITLES)
    ]
    early = an_entry("Veldam opens its new harbour bridge early", published=NOON - timedelta(days=9))
    with store.write() as tx:
        tx.save_claim(a_claim(terms=("harbour bridge", "Veldam")))
        tx.save_entries([*entries, early])
    return store


@pytest.mark.one_store
def test_it_finds_what_would_have_matched_and_stores_nothing(stored: Store) -> None:
    found = back_test(stored, "harbour", MatchPolicy(), NOON + timedelta(days=14))
    titles = [hit.entry.title for hit in found.hits if hit.match.decision is MatchDecision.MATCH]
    assert set(titles) == set(TITLES[:2])
    assert (found.entries, found.precision) == (4, None)
    assert found.a_week == pytest.approx(2 / (15.5 / 7), rel=0.01)
    assert [hit.match.score for hit in found.hits] == sorted((hit.match.score for hit in found.hits), reverse=True)
    if found.nearest is not None:
        assert found.nearest.match.score < found.policy.suggest_line
    with stored.read() as tx:
        assert tx.matches() == []


def test_what_came_before_a_claim_is_put_up_for_review_once_and_not_told(stored: Store) -> None:
    def hold() -> BackTest:
        return back_test(stored, "harbour-bridge", MatchPolicy(), NOON)

    found = hold()
    assert not any(hit.is_stored for hit in found.hits)
    kept = keep_matches(stored, found)
    assert [it.headline for it in kept] == [TITLES[0]], "two outlets tell one event"
    assert [it.development for it in read_reviews(stored)] == [kept[0]]
    with stored.read() as tx:
        assert {match.entry for match in tx.matches(claim="harbour-bridge")} == {hit.entry.id for hit in found.hits}
        assert tx.alerts() == []
    assert keep_matches(stored, found) == ()
    assert all(hit.is_stored for hit in hold().hits)
    with stored.write() as tx:
        tx.save_claim(a_claim(status=ClaimStatus.DROPPED))
    with pytest.raises(ConflictError, match="monitor reopen harbour-bridge"):
        keep_matches(stored, found)


def test_it_knows_what_a_person_said(stored: Store) -> None:
    with stored.write() as tx:
        match_entries(tx, ClaimWatch(MatchPolicy()), tx.entries_since(NOON), Desk(), NOON)
    waiting = read_reviews(stored, echoes=True)
    assert waiting
    review_match(stored, waiting[0].development.id, Judgement(ReviewState.ACCEPTED), by="desk", now=NOON)
    judged = back_test(stored, "harbour-bridge", MatchPolicy(), NOON, learned=False)
    assert judged.precision == 1.0
    rejected = Judgement(ReviewState.REJECTED, reason=RejectReason.OTHER)
    review_match(stored, waiting[0].development.id, rejected, by="desk", now=NOON)
    assert back_test(stored, "harbour-bridge", MatchPolicy(), NOON, learned=False).precision == 0.0


def test_it_can_begin_later(stored: Store) -> None:
    found = back_test(stored, "harbour-bridge", MatchPolicy(), NOON, since=NOON + timedelta(days=30))
    assert (found.entries, found.hits, found.nearest) == (0, (), None)
    with pytest.raises(NotFoundError):
        back_test(stored, "nothing", MatchPolicy(), NOON)


def test_alerts_are_found_by_claim_and_by_failure(store: Store) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_claim(a_claim("other"))
    sent = alert(store, state=DeliveryState.SENT)
    dead = alert(store, kind=AlertKind.OVERDUE, state=DeliveryState.DEAD)
    waiting = alert(store, claim="other", state=DeliveryState.WAITING, last_error="refused")

    def found(**asked: object) -> set[str]:
        return {it.alert.id for it in find_alerts(store, **asked)}  # type: ignore[arg-type]

    assert found() == {sent.alert, dead.alert, waiting.alert}
    assert found(failed=True) == {dead.alert, waiting.alert}
    assert found(claim="harbour") == {sent.alert, dead.alert}
    assert len(found(limit=1)) == 1
    assert len(found(limit=0)) == 3
    with pytest.raises(NotFoundError):
        find_alerts(store, claim="nothing")


def test_only_what_is_stuck_is_tried_again(store: Store) -> None:
    sent = alert(store, state=DeliveryState.SENT)
    dead = alert(store, kind=AlertKind.OVERDUE, state=DeliveryState.DEAD)
    waiting = alert(store, kind=AlertKind.DUE_SOON, state=DeliveryState.WAITING)
    assert [it.id for it in retry_alerts(store, dead.alert[:8], NOON).again] == [dead.id]
    assert (state_of(store, dead), state_of(store, waiting)) == (DeliveryState.QUEUED, DeliveryState.WAITING)
    assert [it.id for it in retry_alerts(store, "", NOON).again] == [waiting.id]
    assert state_of(store, sent) is DeliveryState.SENT
    assert retry_alerts(store, "", NOON) == RetryReport()
    with pytest.raises(NotFoundError, match="monitor alert list"):
        retry_alerts(store, "ffffffff", NOON)
