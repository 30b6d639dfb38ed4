"""The morning's page."""

from datetime import date, timedelta

import pytest
from build import NOON, a_claim, a_feed, an_entry
from desk_build import alert, tell

from monitor.model.alert import DeliveryState
from monitor.model.claim import ClaimState, ClaimStatus, DueWindow, Outcome
from monitor.model.development import RejectReason, ReviewState, Stance
from monitor.model.feed import FeedHealth
from monitor.model.match import MatchDecision, Polarity
from monitor.model.pace import TargetHealth
from monitor.model.policy import AlertPolicy
from monitor.ports import Store
from monitor.usecases.change_claim import snooze_claim
from monitor.usecases.poll_feeds import NETWORK_NOTE
from monitor.usecases.read_status import ClaimRow, list_claims, read_outbox, read_status
from monitor.usecases.review_match import Judgement, review_match
from monitor.usecases.show_claim import show_claim
from monitor.usecases.target_health import save_target_health

POLICY = AlertPolicy()


def save(store: Store, *claims: object, feeds: tuple[object, ...] = ()) -> None:
    with store.write() as tx:
        for claim in claims:
            tx.save_claim(claim)  # type: ignore[arg-type]
        for feed in feeds:
            tx.save_feed(feed)  # type: ignore[arg-type]


def due(day: int) -> DueWindow:
    return DueWindow(latest=date(2017, 5, day))


def test_an_empty_desk_needs_nobody(store: Store) -> None:
    page = read_status(store, POLICY, NOON)
    assert (page.claims, page.reviews, page.overdue, page.is_failing, page.sources.watched) == ((), 0, 0, False, 0)


def test_the_overdue_come_first_and_the_closed_last(store: Store) -> None:
    save(
        store,
        a_claim("later", due=due(31)),
        a_claim("late", due=due(2)),
        a_claim("open-ended"),
        a_claim("kept", status=ClaimStatus.RESOLVED, outcome=Outcome.FULFILLED),
        a_claim("let-go", status=ClaimStatus.DROPPED),
    )
    page = read_status(store, POLICY, NOON)
    assert [row.claim.slug for row in page.claims] == ["late", "later", "open-ended"]
    assert (page.overdue, page.closed) == (1, 2)
    rows = list_claims(store, POLICY, NOON, words=["all"])
    assert {row.claim.slug: row.word for row in rows} == {
        "late": "overdue",
        "later": "due-soon",
        "open-ended": "open",
        "kept": "fulfilled",
        "let-go": "dropped",
    }
    assert rows[-1].claim.status is not ClaimStatus.OPEN


@pytest.mark.parametrize("state", ClaimState)
def test_every_state_has_its_place_in_a_list(state: ClaimState) -> None:
    assert ClaimRow(a_claim(), states=(state,)).word == state.value
    assert ClaimRow(a_claim(), states=(state, ClaimState.SNOOZED)).word == "snoozed"


def test_lists_narrow_by_word_tag_and_due_date(store: Store) -> None:
    save(
        store,
        a_claim("late", due=due(2), tags=("a", "b")),
        a_claim("soon", due=due(5), tags=("a",)),
        a_claim("never"),
        a_claim("kept", status=ClaimStatus.RESOLVED, outcome=Outcome.FULFILLED, tags=("a",)),
    )

    def slugs(**asked: object) -> set[str]:
        return {row.claim.slug for row in list_claims(store, POLICY, NOON, **asked)}  # type: ignore[arg-type]

    assert slugs() == {"late", "soon", "never"}
    assert slugs(words=["overdue", "fulfilled"]) == {"late", "kept"}
    assert slugs(words=["all"], tags=["a"]) == {"late", "soon", "kept"}
    assert slugs(tags=["a", "b"]) == {"late"}
    assert slugs(search=["BRIDGE", "veldam", "so"]) == {"soon"}
    assert slugs(search=["kept"]) == set()
    assert slugs(search=["kept"], words=["all"]) == {"kept"}
    assert slugs(due_within=timedelta(days=7)) == {"late", "soon"}


def row(store: Store) -> ClaimRow:
    return list_claims(store, POLICY, NOON, words=["all"])[0]


def test_evidence_counts_independent_sources_once(store: Store) -> None:
    one = tell(store, "It is open", "Open it is")
    two = tell(store, "Open", outlets=("Outlet 1", "Outlet 3"))
    bad = tell(store, "It is shut", polarity=Polarity.FAILED, outlets=("Outlet 9",))
    for told in (one, two, bad):
        review_match(store, told.id, Judgement(ReviewState.ACCEPTED), by="desk", now=NOON)
    found = row(store)
    assert (found.supports, found.contradicts, found.sources, found.outlets, found.reviews) == (3, 1, 4, 4, 0)
    assert ClaimState.CONTESTED in found.states
    review_match(store, bad.id, Judgement(ReviewState.REJECTED, reason=RejectReason.OTHER), by="desk", now=NOON)
    assert row(store).contradicts == 0


@pytest.mark.slow
def test_who_only_prints_a_copy_is_an_outlet_but_no_source(store: Store) -> None:
    copied = tell(store, "It is open", outlets=("Outlet 1", "Outlet 2", "Outlet 3"), sources=("Outlet 1",))
    assert row(store).suggestion is None
    review_match(store, copied.id, Judgement(ReviewState.ACCEPTED), by="desk", now=NOON)
    found = row(store)
    assert (found.supports, found.sources, found.outlets) == (1, 1, 3)
    assert found.suggestion is None
    tell(store, "Open it is", outlets=("Outlet 2",))
    assert row(store).suggestion is not None


def test_a_mention_counts_neither_way(store: Store) -> None:
    told = tell(store)
    review_match(store, told.id, Judgement(ReviewState.ACCEPTED, stance=Stance.MENTIONS), by="desk", now=NOON)
    assert (row(store).supports, row(store).contradicts, row(store).outlets) == (0, 0, 1)


def test_a_suggestion_waits_but_is_no_news_until_it_is_accepted(store: Store) -> None:
    told = tell(store, decision=MatchDecision.SUGGEST)
    assert (row(store).reviews, row(store).last_news, row(store).weekly) == (1, None, (0,) * 8)
    review_match(store, told.id, Judgement(ReviewState.ACCEPTED), by="desk", now=NOON)
    assert (row(store).reviews, row(store).last_news) == (0, NOON)


def test_the_small_picture_counts_entries_a_week(store: Store) -> None:
    tell(store, "One", "Two", last_at=NOON)
    tell(store, "Old", last_at=NOON - timedelta(days=8))
    tell(store, "Too old", last_at=NOON - timedelta(days=80))
    assert row(store).weekly == (0, 0, 0, 0, 0, 0, 1, 2)


def test_a_page_proves_that_somebody_looked(store: Store) -> None:
    polled = {"health": FeedHealth.OK, "last_polled_at": NOON, "last_success_at": NOON}
    failing = a_feed("https://down.example/feed", health=FeedHealth.FAILING, failing_since=NOON, last_polled_at=NOON)
    paused = a_feed("https://off.example/feed", paused=True, health=FeedHealth.DEAD)
    save(store, feeds=(a_feed(**polled), failing, paused))
    with store.write() as tx:
        tx.save_entries([an_entry("Today"), an_entry("Yesterday", first_seen=NOON - timedelta(days=1))])
    tell(store)
    sources = read_status(store, POLICY, NOON).sources
    assert (sources.watched, sources.healthy, sources.never_polled) == (2, 1, 0)
    assert [feed.url for feed in sources.troubled] == ["https://down.example/feed"]
    assert (sources.entries_today, sources.matches_today, sources.last_polled_at) == (2, 1, NOON)
    assert read_status(store, POLICY, NOON).is_failing


def test_no_network_is_one_thing_and_is_told(store: Store) -> None:
    save(store, feeds=(a_feed(),))
    with store.write() as tx:
        tx.save_note(NETWORK_NOTE, NOON.isoformat())
    page = read_status(store, POLICY, NOON)
    assert page.sources.network_down_since == NOON
    assert page.is_failing


def test_it_says_why_deliveries_are_held_and_which_target_takes_nothing(store: Store) -> None:
    save(store, a_claim())
    night, snooze = "held: quiet hours until 4 May 2017, 05:00 UTC", "held: the claim is snoozed"
    for number, because in enumerate((snooze, night, night)):
        alert(store, development=str(number), state=DeliveryState.HELD, last_error=because)
    alert(store, target="mail")
    health = TargetHealth(3, NOON, NOON + timedelta(minutes=8), error="connect: refused")
    with store.write() as tx:
        save_target_health(tx, "mail", health)
        save_target_health(tx, "not-waited-for", health)
    outbox = read_outbox(store)
    assert outbox.holds == (("quiet hours until 4 May 2017, 05:00 UTC", 2), ("the claim is snoozed", 1))
    assert outbox.down == (("mail", health),)


def test_the_outbox_is_told_apart(store: Store) -> None:
    save(store, a_claim())
    for target, state in enumerate(DeliveryState):
        alert(store, target=f"t{target}", state=state)
    outbox = read_status(store, POLICY, NOON).outbox
    assert {it.state for it in outbox.waiting} == {DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.WAITING}
    assert (outbox.held, len(outbox.dead)) == (1, 1)
    assert outbox.down == ()
    assert read_status(store, POLICY, NOON).is_failing


def test_a_claim_nobody_watches_is_blind_in_the_list_and_on_its_page(store: Store) -> None:
    save(store, a_claim(), feeds=(a_feed(health=FeedHealth.FAILING), a_feed("https://x.example/", paused=True)))
    assert ClaimState.BLIND in row(store).states
    assert row(store).word == "blind"
    page = show_claim(store, "harbour-bridge", POLICY, NOON)
    assert page.row.states == row(store).states
    past = show_claim(store, "harbour-bridge", POLICY, NOON, as_of=NOON)
    assert ClaimState.BLIND not in past.row.states


def test_claims_to_settle_are_named_unless_they_are_snoozed(store: Store) -> None:
    for slug in ("awake", "asleep", "told-by-one"):
        tell(store, *(["It opened", "It is open"] if slug != "told-by-one" else ["It opened"]), claim=slug)
    snooze_claim(store, "asleep", NOON + timedelta(days=9), by="ada", now=NOON)
    page = read_status(store, AlertPolicy(), NOON)
    assert [row.claim.slug for row in page.suggested] == ["awake"]
    shown = show_claim(store, "asleep", AlertPolicy(), NOON)
    assert shown.row.suggestion is not None


def test_what_was_sent_later_was_still_on_its_way(store: Store) -> None:
    told = tell(store)
    later = NOON + timedelta(days=2)
    alert(store, development=told.id, state=DeliveryState.SENT, sent_at=later)
    (_, then), *_ = show_claim(store, "harbour", AlertPolicy(), later, as_of=NOON + timedelta(days=1)).alerts
    (_, now), *_ = show_claim(store, "harbour", AlertPolicy(), later).alerts
    assert ([it.state for it in then], [it.state for it in now]) == ([DeliveryState.QUEUED], [DeliveryState.SENT])
