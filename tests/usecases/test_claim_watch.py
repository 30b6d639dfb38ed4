"""The matcher of a process beside those of others: what they learn is noticed, what is counted is stored now and then."""

from build import a_claim, an_entry

from monitor.model.archive import Counter
from monitor.model.claim import ClaimStatus
from monitor.model.match import Learning
from monitor.model.policy import MatchPolicy
from monitor.ports import Store
from monitor.usecases.claim_watch import ClaimWatch


def test_what_another_daemon_learns_within_our_transaction_is_noticed_in_the_next(store: Store) -> None:
    ours, theirs = ClaimWatch(MatchPolicy()), ClaimWatch(MatchPolicy())
    claim, other = a_claim(), a_claim("ferry")
    with store.write() as tx:
        tx.save_claim(claim)
        tx.save_claim(other)
    with store.write() as tx:
        ours.catch_up(tx)
        theirs.catch_up(tx)
        theirs.learn(Learning(other.slug, accepted=2))
        theirs.save(tx)
        ours.learn(Learning(claim.slug, accepted=1))
        ours.save(tx)
    matcher = ours.matcher
    with store.read() as tx:
        assert ours.catch_up(tx) == {claim.slug, other.slug}
        assert {slug: known.accepted for slug, known in ours.learning.items()} == {claim.slug: 1, other.slug: 2}
        assert theirs.catch_up(tx) == {claim.slug}
    assert ours.matcher is matcher


def test_what_was_learned_here_is_not_read_again(store: Store) -> None:
    watch = ClaimWatch(MatchPolicy())
    claim = a_claim()
    with store.write() as tx:
        tx.save_claim(claim)
    with store.write() as tx:
        assert watch.catch_up(tx) == {claim.slug}
        watch.learn(Learning(claim.slug, accepted=1))
        watch.learn(Learning(claim.slug, accepted=2))
        watch.save(tx)
        watch.save(tx)
    with store.read() as tx:
        assert watch.catch_up(tx) == set()
        assert tx.learning(claim.slug).accepted == 2


def test_a_claim_that_comes_changes_or_is_settled_is_taken_in_alone(store: Store) -> None:
    watch = ClaimWatch(MatchPolicy())
    entry = an_entry()
    with store.write() as tx:
        tx.save_claim(a_claim())
        watch.catch_up(tx)
        matcher = watch.matcher
        tx.save_claim(a_claim("ferry", statement="The ferry line of Norvik will close."))
        assert watch.catch_up(tx) == {"ferry"}
        assert {match.claim for match in watch.matcher.score_all(entry)} == {"harbour-bridge"}
        tx.save_claim(a_claim("ferry", statement="The harbour bridge of Veldam will open."))
        assert watch.catch_up(tx) == {"ferry"}
        assert {match.claim for match in watch.matcher.score_all(entry)} == {"harbour-bridge", "ferry"}
        tx.save_claim(a_claim(status=ClaimStatus.RESOLVED))
        assert watch.catch_up(tx) == {"harbour-bridge"}
        assert {match.claim for match in watch.matcher.score_all(entry)} == {"ferry"}
        assert set(watch.claims) == set(watch.learning) == {"ferry"}
        tx.save_claim(a_claim())
        watch.catch_up(tx)
        assert {match.claim for match in watch.matcher.score_all(entry)} == {"harbour-bridge", "ferry"}
    assert watch.matcher is matcher


def test_what_an_undone_transaction_taught_is_void(store: Store) -> None:
    watch = ClaimWatch(MatchPolicy())
    with store.write() as tx:
        tx.save_claim(a_claim())
        watch.catch_up(tx)
    watch.learn(Learning("harbour-bridge", accepted=1))
    watch.forget()
    with store.write() as tx:
        watch.catch_up(tx)
        watch.save(tx)
        assert watch.learning["harbour-bridge"].accepted == tx.learning("harbour-bridge").accepted == 0


def test_claims_that_an_archive_brings_are_noticed(store: Store) -> None:
    watch = ClaimWatch(MatchPolicy())
    with store.write() as tx:
        assert watch.catch_up(tx) == set()
        tx.take_in([a_claim(), Counter("claims-version", 7)])
        assert watch.catch_up(tx) == {"harbour-bridge"}


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
        for watch in (first, second):
            watch.catch_up(tx)
    common, rare = first.matcher.match(entry), second.matcher.match(entry)
    assert [match.score for match in common] != [match.score for match in rare]
