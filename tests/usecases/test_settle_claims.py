"""Claims that settle themselves, and edits of what they rest on."""

from datetime import timedelta

import pytest
from build import NOON, a_claim, a_feed, an_entry
from fakes import Clock, FakeWeb, InProcessParser, rss
from poll_build import a_poller
from store_rows import a_development, a_match, a_review, an_alert

from monitor.claims.verdict import RULES
from monitor.model.alert import AlertKind, Delivery, DeliveryState, Target
from monitor.model.claim import ClaimStatus, DecisionAction, Outcome
from monitor.model.development import ReviewState, Stance, Strength
from monitor.model.policy import AlertPolicy
from monitor.ports import Store
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.keep_ledger import record_edits
from monitor.usecases.poll_feeds import poll_feeds
from monitor.usecases.resolve_claim import reopen_claim
from monitor.usecases.review_match import Judgement, review_match
from monitor.usecases.settle_claims import settle_claims

TARGETS = (Target("desk", "console://"),)
SLUG = a_claim().slug


@pytest.fixture
def desk(store: Store) -> Store:
    with store.write() as tx:
        tx.save_claim(a_claim(auto_after=2))
        tx.save_claim(a_claim(slug="not-by-itself"))
        for slug in (SLUG, "not-by-itself"):
            tx.save_developments([a_development(id=f"{slug:-<16}"[:16], claim=slug, outlets=("A", "B"))])
    return store


def test_it_is_resolved_once_and_told(desk: Store) -> None:
    (change,) = settle_claims(desk, TARGETS, NOON)
    assert (change.after.slug, change.after.outcome) == (SLUG, Outcome.FULFILLED)
    decision = change.decision
    assert (decision.by, decision.rules, decision.at) == ("claim-monitor", RULES, NOON)
    assert decision.because == "2 independent outlets report: occurred: A, B"
    assert decision.evidence == ("harbour-bridge--",)
    with desk.read() as tx:
        (alert,) = tx.alerts(claim=SLUG)
        assert (alert.kind, len(tx.deliveries(alert=alert.id))) == (AlertKind.SETTLED, 1)
        assert tx.decisions(SLUG)[-1] == decision
        other = tx.claim("not-by-itself")
        assert other is not None
        assert other.status is ClaimStatus.OPEN
    assert settle_claims(desk, TARGETS, NOON) == ()


def test_the_news_still_goes_out_reminders_do_not(desk: Store) -> None:
    with desk.write() as tx:
        for name, kind in (("1", AlertKind.DEVELOPMENT), ("2", AlertKind.OVERDUE)):
            alert = an_alert(name, kind=kind, claim=SLUG)
            waiting = Delivery(f"d{name}" * 8, alert.id, "desk", DeliveryState.QUEUED, NOON, NOON)
            tx.add_alert(alert, [waiting])
    (change,) = settle_claims(desk, TARGETS, NOON)
    assert change.cancelled == 1
    with desk.read() as tx:
        kinds = {it.id: it.kind for it in tx.alerts(claim=SLUG)}
        assert {kinds[it.alert] for it in tx.deliveries(open_only=True)} == {AlertKind.DEVELOPMENT, AlertKind.SETTLED}


def test_the_watch_settles_it_and_a_person_can_take_it_back(desk: Store) -> None:
    report = check_deadlines(desk, TARGETS, AlertPolicy(), NOON)
    assert report.settled == 1
    later = NOON + timedelta(minutes=1)
    reopen_claim(desk, SLUG, because="not that bridge", by="ada", now=later)
    with desk.read() as tx:
        assert [it.action for it in tx.decisions(SLUG)] == [DecisionAction.RESOLVED, DecisionAction.REOPENED]
    assert check_deadlines(desk, TARGETS, AlertPolicy(), later).settled == 0, "a person has said otherwise"


class TestEdits:
    @pytest.fixture
    def judged(self, store: Store) -> Store:
        entry = an_entry(summary="on Monday")
        with store.write() as tx:
            tx.save_claim(a_claim())
            tx.save_entries([entry])
            tx.save_developments([a_development(outlets=("A", "B"))])
            tx.save_matches([a_match(entry=entry.id, development=a_development().id)])
        judgement = Judgement(ReviewState.ACCEPTED)
        review_match(store, a_development().id, judgement, by="ada", now=NOON)
        return store

    def test_an_edit_appends_a_row_once(self, judged: Store) -> None:
        edited, later = an_entry(summary="on Friday"), NOON + timedelta(hours=1)
        with judged.write() as tx:
            (row,) = record_edits(tx, [edited], later)
            assert record_edits(tx, [edited], later) == []
            assert record_edits(tx, [], later) == []
            assert record_edits(tx, [an_entry(title="Of no claim")], later) == []
            first, second = tx.evidence(SLUG)
        assert second == row
        assert (first.text.endswith("on Monday"), second.amends) == (True, first.id)
        assert second.diff == "… harbour bridge on [-Monday-] {+Friday+}"
        assert (first.strength, first.stance) == (Strength.STRONG, Stance.SUPPORTS)

    def test_back_to_the_old_words_is_one_more_edit(self, judged: Store) -> None:
        with judged.write() as tx:
            record_edits(tx, [an_entry(summary="on Friday")], NOON + timedelta(hours=1))
            (row,) = record_edits(tx, [an_entry(summary="on Monday")], NOON + timedelta(hours=2))
            assert "[-Friday-] {+Monday+}" in row.diff
            assert len(tx.evidence(SLUG)) == 3

    def test_a_person_may_say_how_strong_it_is(self, judged: Store) -> None:
        judgement = Judgement(ReviewState.ACCEPTED, stance=Stance.MENTIONS, strength=Strength.STRONG)
        report = review_match(judged, a_development().id, judgement, by="ada", now=NOON + timedelta(hours=1))
        assert [row.strength for row in report.evidence] == [Strength.STRONG]


def test_a_review_without_stance_is_a_mention(store: Store) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim(auto_after=1))
        tx.save_developments([a_development(outlets=("A",), review=ReviewState.ACCEPTED)])
        tx.add_review(a_review(state=ReviewState.ACCEPTED, stance=None, development=a_development().id))
    assert settle_claims(store, TARGETS, NOON) == ()


async def test_a_poll_that_brings_an_edit_of_evidence_is_one_row_more(
    store: Store, web: FakeWeb, parser: InProcessParser, clock: Clock
) -> None:
    """The whole way: told, accepted, edited by its publisher, and the ledger has both texts."""
    url = "https://news.example/world.xml"
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_feed(a_feed(url))
    poller = a_poller(store, web, clock)
    for day in ("Monday", "Friday"):
        web.pages[url] = rss(("g1", "Veldam opens its new harbour bridge", f"The harbour bridge was opened on {day}."))
        await poll_feeds(poller)
        with store.read() as tx:
            (development,) = tx.developments(claim=SLUG)
        if day == "Monday":
            review_match(store, development.id, Judgement(ReviewState.ACCEPTED), by="ada", now=clock())
        clock.forward(days=2)
    with store.read() as tx:
        first, second = tx.evidence(SLUG)
    assert (second.amends, second.by) == (first.id, "claim-monitor")
    assert "[-Monday.-] {+Friday.+}" in second.diff


async def test_an_agency_s_text_under_many_names_settles_nothing_until_another_writes_its_own(
    store: Store, web: FakeWeb, parser: InProcessParser, clock: Clock
) -> None:
    """The whole way: three outlets print one text, all are told of, and only a report in other words makes it two."""
    urls = [f"https://{name}.example/feed" for name in ("wire", "post", "gazette", "strait")]
    web.pages = {url: rss() for url in urls}
    with store.write() as tx:
        tx.save_claim(a_claim(auto_after=2))
        for url in urls:
            tx.save_feed(a_feed(url, outlet=url, next_poll_at=clock()))
    poller = a_poller(store, web, clock)
    await poll_feeds(poller)
    clock.forward(days=1)
    copied = (
        "Veldam opens its new harbour bridge to traffic",
        "The new harbour bridge of Veldam was opened on Friday.",
    )
    web.pages = {url: rss((url, *copied)) for url in urls[:3]} | {urls[3]: rss()}
    await poll_feeds(poller)
    assert settle_claims(store, TARGETS, clock()) == ()
    with store.read() as tx:
        (development,) = tx.developments(claim=SLUG)
    assert (len(development.outlets), len(development.sources)) == (3, 1)
    clock.forward(hours=3)
    web.pages[urls[3]] = rss(("own", "Harbour bridge in Veldam opened by mayor", "Crowds walked over it all day long."))
    await poll_feeds(poller)
    (change,) = settle_claims(store, TARGETS, clock())
    assert change.decision.because.startswith("2 independent outlets report: occurred: ")
    assert urls[3] in change.decision.because
