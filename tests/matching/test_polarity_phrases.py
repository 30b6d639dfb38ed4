"""Runs of words with the claim's own words masked, and what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.matching.polarity import judge_polarity
from monitor.matching.polarity.features import read_pair
from monitor.matching.polarity.phrases import PhraseWeights, read_phrases, shipped_phrases
from monitor.matching.polarity.verdict import mix_shares
from monitor.model.match import Polarity

ENVOY = "Norrby will send an envoy to the talks in Veldam."
TWO = PhraseWeights(("echo", "failed"), (0.0, 0.0), {"row": (3.0, 1.0, -1.0), "lost": (4.0, -2.0, 2.0)})


def phrases(title: str, summary: str = "") -> tuple[str, ...]:
    return read_phrases(read_pair(ENVOY, title, summary).marked)


def test_the_claims_words_are_masked():
    found = phrases("Norrby refuses to send 12 envoys")
    assert "WHO refuses to" in found
    assert "to DEED 0" in found
    assert "norrby" not in found


def test_other_names_are_one_name():
    found = phrases("Why Anna Lind keeps the envoy")
    assert "why NAME keeps" in found
    assert "NAME NAME" not in found


def test_runs_of_the_summary_are_told_apart():
    found = phrases("Norrby sends envoy", "It hopes for peace.")
    assert "s:hopes for peace" in found
    assert "hopes for peace" not in found


def test_a_run_comes_once():
    found = phrases("more and more and more")
    assert len(found) == len(set(found))


def test_no_words_no_runs():
    assert phrases("") == ()


def test_rarer_runs_weigh_more():
    shares = TWO.shares(("row", "lost"))
    assert shares["failed"] > shares["echo"]
    assert TWO.shares(("row",))["echo"] > 0.5


def test_unknown_runs_say_nothing():
    assert TWO.shares(("never seen",)) == {"echo": 0.5, "failed": 0.5}


def test_both_readings_have_a_say():
    mixed = mix_shares({"echo": 0.5, "failed": 0.5}, TWO.shares(("lost",)))
    assert mixed["failed"] > 0.5
    assert sum(mixed.values()) == pytest.approx(1.0)


@given(st.text(max_size=200), st.text(max_size=200))
def test_shares_of_any_text_add_up(title: str, summary: str):
    shares = shipped_phrases().shares(phrases(title, summary))
    assert sum(shares.values()) == pytest.approx(1.0)
    assert all(0.0 < share < 1.0 for share in shares.values())


def test_only_one_land_hosts():
    label, _ = judge_polarity("Norway will host the Harbour Games in 2031.", "Sweden to host the Harbour Games", "")
    assert label not in (Polarity.OCCURRED, Polarity.PROGRESS)


def test_who_is_barred_does_not_come():
    claim = "Norwegian skaters will compete at the Veldam Open in 2031."
    label, _ = judge_polarity(claim, "Norwegian skaters barred from competing at the Veldam Open", "")
    assert label in (Polarity.DENIED, Polarity.CANCELLED, Polarity.FAILED)
