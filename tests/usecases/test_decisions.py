"""Adding, changing, settling claims: what is stored, what is cancelled, what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from build import NOON, a_claim, a_feed, an_entry
from desk_build import alert, state_of, tell
from store_rows import a_match

from monitor.errors import ConflictError, NotFoundError, UsageError
from monitor.model.alert import AlertKind, DeliveryState
from monitor.model.claim import ClaimStatus, DecisionAction, DueWindow, Outcome
from monitor.model.development import Development, ReviewState, Stance
from monitor.model.feed import FeedHealth
from monitor.model.policy import AlertPolicy
from monitor.ports import Store
from monitor.usecases.add_claim import add_claim
from monitor.usecases.change_claim import ack_claim, drop_claim, edit_claim, snooze_claim, unack_claim, wake_claim
from monitor.usecases.resolve_claim import reopen_claim, resolve_claim
from monitor.usecases.retry_alerts import drop_alert
from monitor.usecases.review_match import Judgement, review_match
from monitor.usecases.show_claim import ShownClaim, show_claim
from monitor.usecases.undo_review import undo_review

BY = {"by": "desk", "now": NOON}


def actions(store: Store, slug: str = "harbour-bridge") -> list[DecisionAction]:
    with store.read() as tx:
        return [decision.action for decision in tx.decisions(slug)]


def test_a_new_claim_gets_a_name_of_its_own_words_and_a_record(store: Store) -> None:
    added = add_claim(store, a_claim("", statement="Veldam opens its harbour bridge on 30 June."), **BY)
    assert "veldam" in added.claim.slug
    assert added.claim.created_at == NOON
    assert actions(store, added.claim.slug) == [DecisionAction.ADDED]
    again = add_claim(store, a_claim("", statement="Veldam opens its harbour bridge on 30 June."), **BY)
    assert again.claim.slug != added.claim.slug
    assert again.lint == (*added.lint, f"watched already as {added.claim.slug}")
    later = a_claim("later", statement="Veldam opens its harbour bridge on 30 June", due=DueWindow(latest=NOON.date()))
    assert add_claim(store, later, **BY).lint == ()


def test_a_vague_claim_is_stored_with_its_warnings(store: Store) -> None:
    assert add_claim(store, a_claim("vague", statement="Things may get better.", due=None), **BY).lint


def test_a_name_is_given_once(store: Store) -> None:
    add_claim(store, a_claim(), **BY)
    with pytest.raises(ConflictError, match="monitor claim edit harbour-bridge"):
        add_claim(store, a_claim(), **BY)


def test_a_verdict_cancels_what_was_not_told_yet(store: Store) -> None:
    told = tell(store)
    waiting = alert(store, development=told.id)
    reminder = alert(store, kind=AlertKind.DUE_SOON, state=DeliveryState.WAITING)
    sent = alert(store, kind=AlertKind.OVERDUE, state=DeliveryState.SENT)
    change = resolve_claim(
        store, "harbour", Outcome.FULFILLED, evidence=[told.id[:6]], because="seen", by="desk", now=NOON
    )
    assert (change.before.status, change.after.status) == (ClaimStatus.OPEN, ClaimStatus.RESOLVED)
    assert change.cancelled == 2
    assert change.decision.evidence == (told.id,)
    assert [state_of(store, it) for it in (waiting, reminder, sent)] == [
        DeliveryState.SUPERSEDED,
        DeliveryState.SUPERSEDED,
        DeliveryState.SENT,
    ]


@pytest.mark.parametrize("word", ["ffffffff", "abc", ""])
def test_a_verdict_rests_on_evidence_that_is_there(store: Store, word: str) -> None:
    tell(store)
    with pytest.raises(NotFoundError, match="monitor claim show harbour-bridge"):
        resolve_claim(store, "harbour-bridge", Outcome.FAILED, evidence=[word], because="x", by="desk", now=NOON)
    assert actions(store) == []


def test_a_verdict_can_rest_on_reviewed_evidence(store: Store) -> None:
    told = tell(store)
    row = review_match(store, told.id, Judgement(ReviewState.ACCEPTED), by="desk", now=NOON).evidence[0]
    change = resolve_claim(
        store, "harbour-bridge", Outcome.PARTIAL, evidence=[row.id], because="half", by="desk", now=NOON
    )
    assert change.decision.evidence == (row.id,)


def test_a_verdict_is_taken_back_and_both_stay_in_the_record(store: Store) -> None:
    add_claim(store, a_claim(), **BY)
    resolve_claim(store, "harbour-bridge", Outcome.FAILED, evidence=[], because="late", by="desk", now=NOON)
    with pytest.raises(ConflictError, match="monitor reopen"):
        resolve_claim(store, "harbour-bridge", Outcome.FAILED, evidence=[], because="x", by="desk", now=NOON)
    change = reopen_claim(store, "harbour-bridge", because="it did open", by="desk", now=NOON + timedelta(hours=1))
    assert (change.after.status, change.after.outcome) == (ClaimStatus.OPEN, None)
    assert actions(store) == [DecisionAction.ADDED, DecisionAction.RESOLVED, DecisionAction.REOPENED]


def test_nothing_is_done_to_a_claim_that_is_not_there(store: Store) -> None:
    add_claim(store, a_claim(), **BY)
    with pytest.raises(NotFoundError, match="did you mean harbour-bridge"):
        drop_claim(store, "harbor-bridge", because="", **BY)
    with pytest.raises(NotFoundError, match="monitor claim list"):
        drop_claim(store, "zzz", because="", **BY)
    with pytest.raises(NotFoundError, match="did you mean harbour-bridge"):
        drop_claim(store, "bridge", because="", **BY)
    add_claim(store, a_claim("harbour-tunnel"), **BY)
    with pytest.raises(NotFoundError, match="2 claims begin with 'harbour': harbour-bridge, harbour-tunnel"):
        drop_claim(store, "harbour", because="", **BY)


def test_an_edit_is_recorded_and_a_moved_date_cancels_its_reminders(store: Store) -> None:
    add_claim(store, a_claim(due=DueWindow(latest=date(2017, 6, 30))), **BY)
    reminder = alert(store, kind=AlertKind.DUE_SOON)
    news = alert(store, kind=AlertKind.DEVELOPMENT)
    edit_claim(store, "harbour-bridge", {"criteria": "It is open to cars."}, because="clearer", **BY)
    assert state_of(store, reminder) is DeliveryState.QUEUED
    moved = DueWindow(latest=date(2017, 7, 31))
    change = edit_claim(store, "harbour-bridge", {"due": moved}, because="put off", by="desk", now=NOON + timedelta(1))
    assert (change.decision.due_before, change.decision.due_after) == (DueWindow(latest=date(2017, 6, 30)), moved)
    assert change.cancelled == 1
    assert (state_of(store, reminder), state_of(store, news)) == (DeliveryState.SUPERSEDED, DeliveryState.QUEUED)
    with pytest.raises(ConflictError, match="nothing would change"):
        edit_claim(store, "harbour-bridge", {"due": moved}, because="", **BY)


def test_a_snooze_holds_what_waits_and_its_end_lets_it_go(store: Store) -> None:
    add_claim(store, a_claim(), **BY)
    add_claim(store, a_claim("other"), **BY)
    waiting = alert(store)
    dead = alert(store, target="slack", state=DeliveryState.DEAD)
    foreign = alert(store, claim="other")
    until = NOON + timedelta(days=7)
    change = snooze_claim(store, "harbour-bridge", until, **BY)
    assert (change.held, change.after.snoozed_until) == (1, until)
    assert [state_of(store, it) for it in (waiting, dead, foreign)] == [
        DeliveryState.HELD,
        DeliveryState.DEAD,
        DeliveryState.QUEUED,
    ]
    woken = wake_claim(store, "harbour-bridge", by="desk", now=NOON + timedelta(hours=1))
    assert (woken.released, woken.after.snoozed_until) == (1, None)
    assert state_of(store, waiting) is DeliveryState.QUEUED


def test_a_snooze_ends_in_the_future(store: Store) -> None:
    add_claim(store, a_claim(), **BY)
    with pytest.raises(UsageError):
        snooze_claim(store, "harbour-bridge", NOON, **BY)


def test_an_ack_cancels_reminders_only(store: Store) -> None:
    add_claim(store, a_claim(), **BY)
    reminder, news = alert(store, kind=AlertKind.OVERDUE), alert(store)
    change = ack_claim(store, "harbour-bridge", **BY)
    assert (change.cancelled, change.after.acked_at) == (1, NOON)
    assert (state_of(store, reminder), state_of(store, news)) == (DeliveryState.SUPERSEDED, DeliveryState.QUEUED)


def test_an_ack_that_is_taken_back_brings_the_newest_reminder_back(store: Store) -> None:
    tell(store)
    old, new = (alert(store, kind=AlertKind.DUE_SOON, target=name) for name in ("desk", "slack"))
    ack_claim(store, "harbour-bridge", **BY)
    change = unack_claim(store, "harbour-bridge", **BY)
    assert (change.released, change.after.acked_at) == (1, None)
    assert [state_of(store, it) for it in (old, new)] == [DeliveryState.SUPERSEDED, DeliveryState.QUEUED]


def test_a_dropped_claim_is_silent_and_can_come_back(store: Store) -> None:
    add_claim(store, a_claim(), **BY)
    alert(store)
    assert drop_claim(store, "harbour-bridge", because="a double", **BY).cancelled == 1
    assert reopen_claim(store, "harbour-bridge", because="no double", **BY).after.status is ClaimStatus.OPEN


def test_what_a_verdict_withdrew_goes_out_after_all_when_it_is_taken_back(store: Store) -> None:
    add_claim(store, a_claim(), **BY)
    news, old = alert(store), alert(store, kind=AlertKind.DUE_SOON)
    by_hand, reminder = alert(store, kind=AlertKind.POLARITY_CHANGE), alert(store, kind=AlertKind.OVERDUE)
    notice = alert(store, kind=AlertKind.SETTLED)
    drop_alert(store, by_hand.alert, NOON)
    assert drop_claim(store, "harbour-bridge", because="a double", **BY).cancelled == 3
    change = reopen_claim(store, "harbour-bridge", because="no double", **BY)
    assert (change.cancelled, change.released) == (1, 2)
    assert [state_of(store, it) for it in (news, reminder)] == [DeliveryState.QUEUED] * 2
    assert [state_of(store, it) for it in (old, by_hand, notice)] == [DeliveryState.SUPERSEDED] * 3


def test_what_an_ack_withdrew_stays_withdrawn(store: Store) -> None:
    add_claim(store, a_claim(), **BY)
    reminder = alert(store, kind=AlertKind.OVERDUE)
    ack_claim(store, "harbour-bridge", **BY)
    drop_claim(store, "harbour-bridge", because="a double", **BY)
    assert reopen_claim(store, "harbour-bridge", because="no double", **BY).released == 0
    assert state_of(store, reminder) is DeliveryState.SUPERSEDED


def test_snoozes_and_acks_of_an_earlier_day_are_told(store: Store) -> None:
    add_claim(store, a_claim(), by="desk", now=NOON)
    day = timedelta(days=1)
    snooze_claim(store, "harbour-bridge", NOON + 5 * day, by="desk", now=NOON + day)
    ack_claim(store, "harbour-bridge", by="desk", now=NOON + 2 * day)
    wake_claim(store, "harbour-bridge", by="desk", now=NOON + 3 * day)
    unack_claim(store, "harbour-bridge", by="desk", now=NOON + 4 * day)
    edit_claim(store, "harbour-bridge", {"criteria": "x"}, because="", by="desk", now=NOON + 5 * day)
    ack_claim(store, "harbour-bridge", by="desk", now=NOON + 6 * day)
    drop_claim(store, "harbour-bridge", because="", by="desk", now=NOON + 7 * day)

    def heard(days: float) -> tuple[object, object]:
        shown = show_claim(store, "harbour-bridge", AlertPolicy(), NOON + 9 * day, as_of=NOON + days * day)
        return shown.row.claim.snoozed_until, shown.row.claim.acked_at

    until, acked = NOON + 5 * day, NOON + 2 * day
    found = [heard(days) for days in (0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5)]
    assert found == [
        *[(None, None), (until, None), (until, acked), (None, acked), (None, None), (None, None)],
        *[(None, NOON + 6 * day), (None, None)],
    ]


def test_an_earlier_day_has_the_words_of_that_day(store: Store) -> None:
    first = a_claim(statement="Veldam opens its bridge in June.", terms=("bridge",))
    add_claim(store, first, by="desk", now=NOON)
    day = timedelta(days=1)
    second = {"statement": "Veldam opens its harbour bridge in June.", "terms": ("harbour bridge",), "confidence": 0.7}
    edit_claim(store, "harbour-bridge", second, because="", by="desk", now=NOON + 2 * day)
    snooze_claim(store, "harbour-bridge", NOON + 9 * day, by="desk", now=NOON + 2.5 * day)
    wake_claim(store, "harbour-bridge", by="desk", now=NOON + 3 * day)
    edit_claim(store, "harbour-bridge", {"terms": ("ferry",)}, because="", by="desk", now=NOON + 4 * day)

    def words(days: float) -> tuple[str, tuple[str, ...], float | None]:
        moment = NOON + days * day
        claim = show_claim(store, "harbour-bridge", AlertPolicy(), NOON + 9 * day, as_of=moment).row.claim
        return claim.statement, claim.terms, claim.confidence

    assert words(1) == (first.statement, ("bridge",), None)
    assert words(2.7) == words(3.5) == (second["statement"], ("harbour bridge",), 0.7)
    assert words(5) == (second["statement"], ("ferry",), 0.7)


@pytest.mark.slow
def test_a_development_is_shown_with_the_reports_that_had_come_in(store: Store) -> None:
    from monitor.matching.grouping import group
    from monitor.model.policy import AlertPolicy, MatchPolicy

    titles = (
        "Veldam opens its harbour bridge",
        "Crowds on the new bridge of Veldam",
        "Harbour bridge of Veldam is open",
    )
    known: list[Development] = []
    with store.write() as tx:
        tx.save_claim(a_claim())
        for number, title in enumerate(titles):
            at = NOON + timedelta(hours=5 * number)
            entry = an_entry(title, outlet=f"Outlet {number}", published=at, first_seen=at, key=f"guid:{number}")
            match = a_match(entry=entry.id, score=0.6 + number / 10, said_at=at)
            known = [group(match, entry, known, MatchPolicy()).development]
            tx.save_entries([entry])
            tx.save_matches([replace(match, development=known[0].id)])
        tx.save_developments(known)

    def shown(hours: float) -> tuple[object, ...]:
        moment = NOON + timedelta(hours=hours)
        page = show_claim(store, "harbour-bridge", AlertPolicy(), NOON + timedelta(days=9), as_of=moment)
        (told,) = page.developments
        return (
            told.entries,
            len(told.outlets),
            told.last_at,
            round(told.score, 1),
            page.row.sources,
            sum(page.row.weekly),
        )

    assert shown(1) == (1, 1, NOON, 0.6, 1, 1)
    assert shown(6) == (2, 2, NOON + timedelta(hours=5), 0.7, 2, 2)
    assert shown(24) == (3, 3, NOON + timedelta(hours=10), 0.8, 3, 3)
    assert show_claim(store, "harbour-bridge", AlertPolicy(), NOON + timedelta(days=9)).developments == tuple(known)
    whole = show_claim(store, "harbour-bridge", AlertPolicy(), NOON, as_of=NOON + timedelta(days=9))
    assert whole.developments == tuple(known)


def show_later(store: Store) -> ShownClaim:
    return show_claim(store, "harbour-bridge", AlertPolicy(), NOON + timedelta(days=9))


def test_the_row_of_a_changed_judgement_stands_no_more(store: Store) -> None:
    told = tell(store)
    for number, stance in enumerate((Stance.SUPPORTS, Stance.CONTRADICTS)):
        judgement = Judgement(ReviewState.ACCEPTED, stance=stance)
        review_match(store, told.id, judgement, by="desk", now=NOON + timedelta(hours=number))
    page = show_later(store)
    assert {row.stance: page.fallen.get(row.id) for row in page.evidence} == {
        Stance.SUPPORTS: "superseded, judged since: contradicts",
        Stance.CONTRADICTS: None,
    }
    assert (page.row.supports, page.row.contradicts) == (0, 1)
    undo_review(store, told.id, by="desk", now=NOON + timedelta(hours=3))
    assert set(show_later(store).fallen.values()) == {"superseded, judged since: supports"}
    undo_review(store, told.id, by="desk", now=NOON + timedelta(hours=4))
    assert set(show_later(store).fallen.values()) == {"no longer accepted"}


def test_a_claim_is_shown_as_it_was_known_on_a_day(store: Store) -> None:
    add_claim(store, a_claim(due=DueWindow(latest=date(2017, 6, 30))), by="desk", now=NOON)
    told = tell(store)
    day = timedelta(days=1)
    moved = DueWindow(latest=date(2017, 7, 31))
    review_match(store, told.id, Judgement(ReviewState.ACCEPTED), by="desk", now=NOON + day)
    edit_claim(store, "harbour-bridge", {"due": moved}, because="", by="desk", now=NOON + 2 * day)
    resolve_claim(store, "harbour-bridge", Outcome.FULFILLED, evidence=[], because="x", by="desk", now=NOON + 4 * day)
    reopen_claim(store, "harbour-bridge", because="y", by="desk", now=NOON + 6 * day)
    alert(store)

    def shown(days: float) -> tuple[object, ...]:
        moment = NOON + days * day
        page = show_claim(store, "harbour-bridge", AlertPolicy(), NOON + 9 * day, as_of=moment)
        due = page.row.claim.due
        reviews = [it.review for it in page.developments]
        return page.row.claim.status, page.row.claim.outcome, due and due.latest, reviews, len(page.evidence)

    june, july = date(2017, 6, 30), date(2017, 7, 31)
    assert shown(-1) == (ClaimStatus.OPEN, None, june, [], 0)
    assert shown(0.5) == (ClaimStatus.OPEN, None, june, [ReviewState.UNREVIEWED], 0)
    assert shown(1.5) == (ClaimStatus.OPEN, None, june, [ReviewState.ACCEPTED], 1)
    assert shown(3) == (ClaimStatus.OPEN, None, july, [ReviewState.ACCEPTED], 1)
    assert shown(5) == (ClaimStatus.RESOLVED, Outcome.FULFILLED, july, [ReviewState.ACCEPTED], 1)
    assert shown(7) == (ClaimStatus.OPEN, None, july, [ReviewState.ACCEPTED], 1)
    today = show_claim(store, "harbour-bridge", AlertPolicy(), NOON + 9 * day)
    assert len(today.decisions) == 4
    assert [len(deliveries) for _, deliveries in today.alerts] == [1]


def test_a_source_that_was_not_asked_yet_proves_no_silence(store: Store) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_feed(a_feed("https://a.example/feed"))
        tx.save_feed(a_feed("https://b.example/feed", last_polled_at=NOON))
        tx.save_feed(a_feed("https://c.example/feed", last_polled_at=NOON, paused=True))
        tx.save_feed(a_feed("https://d.example/feed", last_polled_at=NOON, health=FeedHealth.FAILING))
    shown = show_claim(store, "harbour-bridge", AlertPolicy(), NOON)
    assert (shown.healthy_feeds, shown.unasked_feeds, shown.all_feeds) == (1, 1, 3)
