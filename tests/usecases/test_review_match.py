"""Reviews: evidence, learning, cancelled alerts, undo, and the queue."""

from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOON, a_claim
from desk_build import alert, state_of, tell
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.sql_store import open_store
from monitor.errors import ConflictError, NotFoundError
from monitor.model.alert import DeliveryState
from monitor.model.claim import ClaimStatus
from monitor.model.development import RejectReason, ReviewState, Stance, stance_of
from monitor.model.match import MatchDecision, Polarity
from monitor.ports import Store
from monitor.usecases.review_match import Judgement, read_review, read_reviews, review_match
from monitor.usecases.undo_review import undo_review

ACCEPT = Judgement(ReviewState.ACCEPTED)
REJECT = Judgement(ReviewState.REJECTED, reason=RejectReason.WRONG_EVENT)


def review_state(store: Store, development: str) -> ReviewState:
    with store.read() as tx:
        found = tx.development(development)
    assert found is not None
    return found.review


def test_an_accepted_development_becomes_one_row_of_evidence_an_entry(store: Store) -> None:
    told = tell(store, "Veldam opens its harbour bridge", "Harbour bridge of Veldam is open")
    report = review_match(store, told.id[:8], ACCEPT, by="desk", now=NOON)
    assert [row.stance for row in report.evidence] == [Stance.SUPPORTS, Stance.SUPPORTS]
    assert {row.outlet for row in report.evidence} == {"Outlet 1", "Outlet 2"}
    assert all(len(row.sha256) == 64 and row.excerpt and row.by == "desk" for row in report.evidence)
    with store.read() as tx:
        assert len(tx.evidence("harbour-bridge")) == 2
    assert review_state(store, told.id) is ReviewState.ACCEPTED


@pytest.mark.parametrize(
    ("polarity", "stance"),
    [
        (Polarity.PROGRESS, Stance.SUPPORTS),
        (Polarity.CANCELLED, Stance.CONTRADICTS),
        (Polarity.POSTPONED, Stance.CONTRADICTS),
        (Polarity.ECHO, Stance.MENTIONS),
    ],
)
def test_the_stance_follows_the_polarity(polarity: Polarity, stance: Stance) -> None:
    assert stance_of(polarity) is stance


def test_the_person_s_stance_goes_before_the_matcher_s(store: Store) -> None:
    told = tell(store)
    report = review_match(
        store, told.id, Judgement(ReviewState.ACCEPTED, stance=Stance.CONTRADICTS), by="desk", now=NOON
    )
    assert report.review.stance is Stance.CONTRADICTS
    assert {row.stance for row in report.evidence} == {Stance.CONTRADICTS}


def test_the_words_of_an_edit_were_read_when_it_came(store: Store) -> None:
    later = NOON + timedelta(hours=5)
    told = tell(store, "Correction: no bridge", "No bridge, Veldam says", polarity=Polarity.DENIED, seen_at=later)
    with store.write() as tx:
        tx.save_entries([replace(told.entries[0], revision=1)])
    report = review_match(store, told.id, ACCEPT, by="desk", now=later)
    assert {row.outlet: row.fetched for row in report.evidence} == {"Outlet 1": later, "Outlet 2": NOON}


def test_an_accepted_review_teaches_once_however_many_copies(store: Store) -> None:
    told = tell(store, "Veldam opens its harbour bridge", "Harbour bridge of Veldam is open")
    report = review_match(store, told.id, ACCEPT, by="desk", now=NOON)
    assert (report.learned_before.accepted, report.learned_after.accepted) == (0, 1)
    with store.read() as tx:
        assert tx.learning("harbour-bridge") == report.learned_after


def test_what_was_learned_is_told_the_greatest_change_first(store: Store) -> None:
    told = tell(store)
    report = review_match(store, told.id, REJECT, by="desk", now=NOON)
    assert report.learned_after.rejected == 1
    sizes = [abs(after - before) for _, before, after in report.changed_words]
    assert sizes == sorted(sizes, reverse=True)


def test_a_rejected_development_cancels_its_own_unsent_alerts(store: Store) -> None:
    told, other = tell(store), tell(store, "Another thing")
    mine, under_way = (
        alert(store, development=told.id),
        alert(store, development=told.id, target="slack", state=DeliveryState.SENDING),
    )
    foreign = alert(store, development=other.id, target="mail")
    report = review_match(store, told.id, REJECT, by="desk", now=NOON)
    assert report.cancelled == 1
    assert [state_of(store, it) for it in (mine, under_way, foreign)] == [
        DeliveryState.SUPERSEDED,
        DeliveryState.SENDING,
        DeliveryState.QUEUED,
    ]
    assert report.evidence == ()


def test_the_same_word_twice_is_refused_another_word_is_not(store: Store) -> None:
    told = tell(store)
    review_match(store, told.id, ACCEPT, by="desk", now=NOON)
    with pytest.raises(ConflictError, match="accepted already, by desk"):
        review_match(store, told.id, ACCEPT, by="other", now=NOON + timedelta(hours=1))
    review_match(store, told.id, REJECT, by="other", now=NOON + timedelta(hours=2))
    assert review_state(store, told.id) is ReviewState.REJECTED


def test_an_unknown_development_is_told_with_the_next_step(store: Store) -> None:
    with pytest.raises(NotFoundError, match="monitor review --list"):
        review_match(store, "ffffffff", ACCEPT, by="desk", now=NOON)


def test_undo_puts_back_state_and_learning(store: Store) -> None:
    told = tell(store)
    report = review_match(store, told.id, REJECT, by="desk", now=NOON)
    undone = undo_review(store, told.id[:8], by="desk", now=NOON + timedelta(seconds=1))
    assert (undone.unlearned, undone.undone, undone.review.because) == (
        True,
        report.review,
        f"undo of {report.review.id}",
    )
    assert review_state(store, told.id) is ReviewState.UNREVIEWED
    with store.read() as tx:
        assert tx.learning("harbour-bridge") == report.learned_before
        assert len(tx.reviews(development=told.id)) == 2
    review_match(store, told.id, REJECT, by="desk", now=NOON + timedelta(seconds=2))


def test_undo_keeps_what_was_learned_when_more_was_learned_since(store: Store) -> None:
    first, second = tell(store), tell(store, "Another thing about the bridge of Veldam")
    report = review_match(store, first.id, REJECT, by="desk", now=NOON)
    review_match(store, second.id, ACCEPT, by="desk", now=NOON)
    assert not undo_review(store, first.id, by="desk", now=NOON).unlearned
    assert review_state(store, first.id) is ReviewState.UNREVIEWED
    assert report.learned_after.rejected == 1


def test_lessons_are_taken_back_one_after_the_other(store: Store) -> None:
    first, second = tell(store), tell(store, "Another thing about the bridge of Veldam")
    before = review_match(store, first.id, ACCEPT, by="desk", now=NOON).learned_before
    review_match(store, second.id, ACCEPT, by="desk", now=NOON + timedelta(hours=1))
    review_match(store, first.id, REJECT, by="desk", now=NOON + timedelta(hours=2))
    for hour, told in enumerate((first, second, first), 3):
        assert undo_review(store, told.id, by="desk", now=NOON + timedelta(hours=hour)).unlearned
    with store.read() as tx:
        assert tx.learning("harbour-bridge") == before


def test_undo_of_a_skip_changes_no_learning(store: Store) -> None:
    told = tell(store)
    report = review_match(store, told.id, Judgement(ReviewState.SKIPPED), by="desk", now=NOON)
    assert report.learned_before == report.learned_after
    assert undo_review(store, told.id, by="desk", now=NOON).unlearned


def test_undo_goes_back_one_judgement_at_a_time_with_its_stance(store: Store) -> None:
    told = tell(store)
    words = (Judgement(ReviewState.ACCEPTED, stance=Stance.CONTRADICTS), REJECT, Judgement(ReviewState.SKIPPED))
    for number, word in enumerate(words):
        review_match(store, told.id, word, by="desk", now=NOON + timedelta(minutes=number))
    rows = [undo_review(store, told.id, by="desk", now=NOON + timedelta(hours=1)).review for _ in words]
    assert [(it.state, it.stance, it.reject_reason) for it in rows] == [
        (ReviewState.REJECTED, None, RejectReason.WRONG_EVENT),
        (ReviewState.ACCEPTED, Stance.CONTRADICTS, None),
        (ReviewState.UNREVIEWED, None, None),
    ]
    with pytest.raises(ConflictError, match="no judgement that could be undone"):
        undo_review(store, told.id, by="desk", now=NOON + timedelta(hours=2))


def test_what_a_rejection_withdrew_goes_out_after_all(store: Store) -> None:
    told = tell(store)
    mine = alert(store, development=told.id)
    sent = alert(store, development=told.id, target="slack", state=DeliveryState.SENT)
    alert(store, development="")
    review_match(store, told.id, REJECT, by="desk", now=NOON)
    assert state_of(store, mine) is DeliveryState.SUPERSEDED
    assert undo_review(store, told.id, by="desk", now=NOON + timedelta(hours=1)).released == 1
    assert (state_of(store, mine), state_of(store, sent)) == (DeliveryState.QUEUED, DeliveryState.SENT)
    review_match(store, told.id, REJECT, by="desk", now=NOON + timedelta(hours=2))
    assert review_match(store, told.id, ACCEPT, by="desk", now=NOON + timedelta(hours=3)).released == 1


def test_nothing_goes_out_about_a_claim_that_was_closed_meanwhile(store: Store) -> None:
    told = tell(store)
    mine = alert(store, development=told.id)
    review_match(store, told.id, REJECT, by="desk", now=NOON)
    with store.write() as tx:
        tx.save_claim(a_claim(status=ClaimStatus.DROPPED))
    assert undo_review(store, told.id, by="desk", now=NOON + timedelta(hours=1)).released == 0
    assert state_of(store, mine) is DeliveryState.SUPERSEDED


def test_a_lesson_of_an_earlier_judgement_is_taken_back_by_who_knows_it(store: Store) -> None:
    first, second = tell(store), tell(store, "Another thing about the bridge of Veldam")
    one = review_match(store, first.id, REJECT, by="desk", now=NOON)
    two = review_match(store, second.id, ACCEPT, by="desk", now=NOON)
    later = NOON + timedelta(hours=1)
    assert undo_review(store, second.id, by="desk", now=later, lesson=two.lesson).unlearned
    assert undo_review(store, first.id, by="desk", now=later, lesson=one.lesson).unlearned
    with store.read() as tx:
        assert tx.learning("harbour-bridge") == one.learned_before


def test_a_development_whose_entries_are_gone_can_still_be_judged(store: Store) -> None:
    from dataclasses import replace

    told = tell(store)
    with store.write() as tx:
        tx.save_developments([replace(told.development, id="ab" * 8)])
    report = review_match(store, "ab" * 8, ACCEPT, by="desk", now=NOON)
    assert (report.evidence, report.learned_after) == ((), report.learned_before)
    assert undo_review(store, "ab" * 8, by="desk", now=NOON + timedelta(hours=1)).unlearned


def test_the_queue_brings_matches_first_and_leaves_out_what_needs_no_word(store: Store) -> None:
    suggested = tell(store, "A bridge somewhere", decision=MatchDecision.SUGGEST, score=0.49)
    weak, strong = tell(store, "Veldam bridge", score=0.55), tell(store, "Veldam opens bridge", score=0.9)
    echo = tell(store, "The claim again", polarity=Polarity.ECHO)
    skipped = tell(store, "Skipped", review=ReviewState.SKIPPED)
    tell(store, "Judged", review=ReviewState.ACCEPTED)
    first_poll = tell(store, "From the first poll", baseline=True, score=0.6)
    with store.write() as tx:
        tx.save_claim(a_claim("closed", status=ClaimStatus.DROPPED))
    tell(store, "News of a closed claim", claim="closed")

    def queue(**asked: bool) -> list[str]:
        return [item.development.id for item in read_reviews(store, **asked)]

    assert queue() == [strong.id, first_poll.id, weak.id, suggested.id]
    assert queue(baseline=True) == [first_poll.id]
    assert skipped.id in queue(skipped=True)
    assert echo.id in queue(echoes=True)
    assert [item.claim.slug for item in read_reviews(store, "clos")] == ["closed"]
    with pytest.raises(NotFoundError):
        read_reviews(store, "nothing")


def test_a_brief_list_has_no_matches_and_no_entries(store: Store) -> None:
    told = tell(store, "Veldam opens its harbour bridge", "Harbour bridge of Veldam is open")
    (item,) = read_reviews(store, brief=True)
    assert (item.development.id, item.claim.slug, item.matches, item.entries) == (told.id, "harbour-bridge", (), ())


def test_what_was_accepted_so_far_is_read_with_it(store: Store) -> None:
    first, second = tell(store), tell(store, "Bridge of Veldam in use", outlets=("Outlet 7",))
    review_match(store, first.id, ACCEPT, by="desk", now=NOON)
    item = read_review(store, second.id)
    assert (item.sources_for, item.sources_against) == (frozenset({"Outlet 1"}), frozenset())


def test_one_development_is_read_with_its_copies_best_first(store: Store) -> None:
    told = tell(store, "Veldam opens its harbour bridge", "Harbour bridge of Veldam is open")
    item = read_review(store, told.id)
    assert [match.entry for match in item.matches] == [entry.id for entry in told.entries]
    assert item.entries == told.entries


@pytest.mark.slow
@given(st.lists(st.sampled_from(["accept", "contradict", "reject", "skip", "undo"]), max_size=8))
@settings(max_examples=25, deadline=None)
def test_the_last_word_stands_and_nothing_is_ever_erased(words: list[str]) -> None:
    judgements = {
        "accept": ACCEPT,
        "contradict": Judgement(ReviewState.ACCEPTED, stance=Stance.CONTRADICTS),
        "reject": REJECT,
        "skip": Judgement(ReviewState.SKIPPED),
    }
    store = open_store("sqlite:///:memory:")
    told = tell(store)
    now, rows, stood, done = NOON, 0, ReviewState.UNREVIEWED, []
    for word in words:
        now += timedelta(minutes=1)
        if word != "undo":
            try:
                report = review_match(store, told.id, judgements[word], by="desk", now=now)
            except ConflictError:
                continue
            done.append((report, stood))
            stood = report.review.state
        elif done:
            report, stood = done.pop()
            undo_review(store, told.id, by="desk", now=now, lesson=report.lesson)
        else:
            continue
        rows += 1
        assert review_state(store, told.id) is stood
        with store.read() as tx:
            assert len(tx.reviews(development=told.id)) == rows
    store.close()
