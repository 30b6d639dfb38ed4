"""Daemons that share a store: who lives, who is gone and what it left behind."""

from datetime import timedelta

from build import NOON, a_feed

from monitor.model.policy import AlertPolicy
from monitor.ports import Store
from monitor.usecases.diagnose import Machine, Verdict, diagnose
from monitor.usecases.fellow_daemons import GONE_AFTER, Fellow, read_fellows, sign_in, sign_out
from monitor.usecases.read_status import read_status
from monitor.usecases.read_vitals import fellow_words, read_vitals

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def a_fellow(name: str, **changes: object) -> Fellow:
    return Fellow(name, **({"started_at": NOON - HOUR, "seen_at": NOON} | changes))  # type: ignore[arg-type]


def test_each_is_seen_with_what_it_does(store: Store) -> None:
    one, two = a_fellow("a:1", polls=120, late=2 * MINUTE), a_fellow("b:1", seen_at=NOON - HOUR)
    with store.write() as tx:
        tx.save_feeds([a_feed(f"https://{name}.example/") for name in "xyz"])
        tx.lease_due_feeds(NOON, 2, 5 * MINUTE, "a:1")
    sign_in(store, two)
    sign_in(store, one)
    with store.read() as tx:
        first, second = read_fellows(tx, NOON)
    assert (first.name, first.leases, first.polls_an_hour, first.is_alive(NOON)) == ("a:1", 2, 120.0, True)
    assert (second.name, second.leases, second.is_alive(NOON)) == ("b:1", 0, False)
    assert fellow_words(first, NOON) == "a:1 is alive: 120 polls an hour, 2 under way, 2 min late"
    assert fellow_words(second, NOON) == "b:1 is gone since 60 min"


def test_a_sign_replaces_the_last_one(store: Store) -> None:
    sign_in(store, a_fellow("a:1", polls=1))
    sign_in(store, a_fellow("a:1", polls=2, seen_at=NOON + MINUTE))
    with store.read() as tx:
        (only,) = read_fellows(tx, NOON + MINUTE)
    assert (only.polls, only.seen_at) == (2, NOON + MINUTE)


def test_one_that_ends_gives_back_its_leases_and_is_forgotten(store: Store) -> None:
    with store.write() as tx:
        tx.save_feed(a_feed("https://x.example/"))
        (feed,) = tx.lease_due_feeds(NOON, 1, 5 * MINUTE, "a:1")
    sign_in(store, a_fellow("a:1"))
    assert sign_out(store, "a:1") == 1
    with store.write() as tx:
        assert read_fellows(tx, NOON) == ()
        assert tx.lease_due_feeds(NOON, 1, 5 * MINUTE, "b:1") == [feed]


def test_one_that_is_gone_for_days_is_forgotten(store: Store) -> None:
    sign_in(store, a_fellow("old", seen_at=NOON - timedelta(days=2)))
    sign_in(store, a_fellow("new"))
    with store.read() as tx:
        assert [fellow.name for fellow in read_fellows(tx, NOON)] == ["new"]


def test_one_that_was_started_in_the_place_of_a_dead_one_lets_it_be_forgotten(store: Store) -> None:
    """Not one that ran beside it: then one is missing."""
    sign_in(store, a_fellow("a:1", seen_at=NOON - 2 * GONE_AFTER))
    sign_in(store, a_fellow("b:1"))
    sign_in(store, a_fellow("a:2"))
    with store.read() as tx:
        assert [fellow.name for fellow in read_fellows(tx, NOON)] == ["a:1", "a:2", "b:1"]
    names = sign_in(store, a_fellow("a:3", started_at=NOON - MINUTE))
    with store.read() as tx:
        assert [fellow.name for fellow in read_fellows(tx, NOON)] == names == ["a:2", "a:3", "b:1"]


def test_the_check_up_names_those_that_are_gone(store: Store) -> None:
    sign_in(store, a_fellow("a:1"))
    sign_in(store, a_fellow("b:1", seen_at=NOON - GONE_AFTER))
    page, vitals = read_status(store, AlertPolicy(), NOON), read_vitals(store, [], NOON)
    found = [it for it in diagnose(store, page, Machine(), vitals) if it.name == "daemon"]
    assert [(it.verdict, it.text.split(" ")[0]) for it in found] == [(Verdict.OK, "a:1"), (Verdict.WARNING, "b:1")]


def test_a_young_one_has_no_rate_yet() -> None:
    assert a_fellow("a:1", started_at=NOON, polls=3).polls_an_hour == 0.0
