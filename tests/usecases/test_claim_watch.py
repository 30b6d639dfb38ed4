"""The matcher of a process beside those of others: what they learn is noticed, what is counted is stored now and then."""

from build import a_claim, an_entry

from monitor.model.match import Learning
from monitor.model.policy import MatchPolicy
from monitor.ports import Store
from monitor.usecases.match_entries import ClaimWatch


def test_what_another_daemon_learns_within_our_transaction_is_noticed_in_the_next(store: Store) -> None:
    ours, theirs = ClaimWatch(MatchPolicy()), ClaimWatch(MatchPolicy())
    claim = a_claim()
    with store.write() as tx:
        tx.save_claim(claim)
    with store.write() as tx:
        before = ours.matcher(tx)
        theirs.matcher(tx)
        ours.learn(tx, Learning(claim.slug, accepted=1))
        theirs.learn(tx, Learning(claim.slug, accepted=2))
        ours.in_step()
    with store.read() as tx:
        assert ours.matcher(tx) is not before
        assert ours.learning[claim.slug].accepted == 2


def test_what_was_learned_here_needs_no_new_matcher(store: Store) -> None:
    watch = ClaimWatch(MatchPolicy())
    claim = a_claim()
    with store.write() as tx:
        tx.save_claim(claim)
    with store.write() as tx:
        matcher = watch.matcher(tx)
        watch.learn(tx, Learning(claim.slug, accepted=1))
        watch.in_step()
    with store.read() as tx:
        assert watch.matcher(tx) is matcher


def test_terms_are_stored_when_there_are_enough_of_them_or_when_asked(store: Store) -> None:
    watch = ClaimWatch(MatchPolicy())
    with store.write() as tx:
        watch.count(tx, 1, {"bridg": 1})
        assert tx.term_counts() == (0, {})
        watch.store_counts(tx)
        assert tx.term_counts() == (1, {"bridg": 1})
        watch.store_counts(tx)
        watch.count(tx, 10_000, {"bridg": 2})
        assert tx.term_counts() == (10_001, {"bridg": 3})


def test_a_matcher_built_anew_knows_what_is_counted_and_not_stored(store: Store) -> None:
    first, second = ClaimWatch(MatchPolicy()), ClaimWatch(MatchPolicy())
    entry = an_entry()
    with store.write() as tx:
        tx.save_claim(a_claim())
        first.count(tx, 400, {"harbour": 400, "veldam": 400, "bridg": 400, "open": 400})
        common = first.matcher(tx).match(entry)
        rare = second.matcher(tx).match(entry)
    assert [match.score for match in common] != [match.score for match in rare]
