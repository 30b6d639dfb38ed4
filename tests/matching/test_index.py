from monitor.matching.index import MOST_WAITING, ClaimIndex
from monitor.matching.levels import Levels, bin_of


def test_an_entry_meets_only_the_claims_of_its_terms():
    index = ClaimIndex()
    index.put("bridge", {"bridg": 0.8, "veldam": 0.6})
    index.put("ferry", {"ferri": 1.0})
    assert index.look_up({"bridg": 0.5, "veldam": 0.5, "sun": 0.7}) == {"bridge": 0.8 * 0.5 + 0.6 * 0.5}


def test_putting_again_replaces_and_dropping_forgets():
    index = ClaimIndex()
    index.put("bridge", {"bridg": 1.0})
    index.put("bridge", {"ferri": 1.0})
    assert index.look_up({"bridg": 1.0}) == {}
    index.drop("bridge")
    index.drop("never there")
    assert index.look_up({"ferri": 1.0}) == {}


def test_what_goes_by_often_is_not_unusual():
    levels = Levels()
    levels.follow("a", "A.")
    for _ in range(100):
        levels.pass_by({"a": 0.2})
    assert levels.unusual("a", 0.2) < 0.05
    assert levels.unusual("a", 0.6) > 0.4
    assert levels.unusual("a", 0.1) <= levels.unusual("a", 0.3)


def test_following_again_keeps_what_was_seen():
    levels = Levels()
    levels.follow("a", "A.")
    levels.pass_by({"a": 0.5})
    before = levels.unusual("a", 0.5)
    levels.follow("a", "A.")
    assert levels.unusual("a", 0.5) == before


def test_bins_cover_all_values():
    assert bin_of(-1.0) == 0
    assert bin_of(2.0) == bin_of(1.0)


def test_a_look_up_may_ask_for_a_least_likeness():
    index = ClaimIndex()
    index.put("bridge", {"bridg": 0.9})
    index.put("ferry", {"bridg": 0.1, "ferri": 0.9})
    assert index.look_up({"bridg": 1.0}, 0.5) == {"bridge": 0.9}
    assert index.look_up({"bridg": 1.0}) == {"bridge": 0.9, "ferry": 0.1}
    assert index.look_up({"bridg": 0.0}) == {}


def test_a_term_that_very_many_wait_for_is_passed_over():
    index = ClaimIndex()
    for number in range(MOST_WAITING):
        index.put(f"claim-{number}", {"harbour": 0.5})
    assert len(index.look_up({"harbour": 1.0})) == MOST_WAITING
    index.put("one-more", {"harbour": 0.5, "ferri": 0.5})
    assert index.look_up({"harbour": 1.0, "ferri": 1.0}) == {"one-more": 0.5}
    index.drop("one-more")
    assert len(index.look_up({"harbour": 1.0})) == MOST_WAITING
