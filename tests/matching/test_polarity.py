"""The hard cases, in words of our own."""

import pytest

from monitor.matching.cues import actions_of, acts_of, is_opposite, read_cues
from monitor.matching.polarity import choose_label, judge_polarity, shipped_polarity, turn_label
from monitor.model.match import Polarity

ENVOY = "Norrby will send an envoy to the talks in Veldam."
BRIDGE = "The city of Veldam will open its new harbour bridge in June."
MINISTER = "Anna Lind will resign as mayor of Veldam."
VOTE = "The Norrby parliament will approve the harbour bill."
NEVER = "The Veldam harbour festival will not take place in June."


@pytest.mark.parametrize(
    ("statement", "title", "expected"),
    [
        (ENVOY, "Norrby will not send an envoy to Veldam talks", {"cancelled", "denied"}),
        (ENVOY, "Norrby won't send envoy to talks", {"cancelled", "denied"}),
        (ENVOY, "Norrby says it no longer plans to send an envoy to Veldam", {"cancelled", "denied"}),
        (BRIDGE, "Veldam cancels opening of harbour bridge", {"cancelled"}),
        (BRIDGE, "Opening of Veldam harbour bridge postponed until autumn", {"postponed"}),
        (BRIDGE, "Veldam delays harbour bridge opening by a month", {"postponed"}),
        (MINISTER, "Mayor Anna Lind says she will not resign", {"denied"}),
        (MINISTER, "Anna Lind denies reports she plans to resign as Veldam mayor", {"denied"}),
        (VOTE, "Norrby parliament rejects harbour bill", {"failed"}),
        (VOTE, "Harbour bill fails in Norrby parliament vote", {"failed"}),
    ],
)
def test_bad_news_is_told_by_its_kind(statement: str, title: str, expected: set[str]):
    polarity, because = judge_polarity(statement, title, "")
    assert polarity.value in expected, because
    assert because


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        (BRIDGE, "Veldam opens its new harbour bridge"),
        (BRIDGE, "Veldam opened the harbour bridge on Saturday"),
        (MINISTER, "Anna Lind resigns as mayor of Veldam"),
        (VOTE, "Norrby parliament approves harbour bill"),
    ],
)
def test_good_news_is_good(statement: str, title: str):
    assert judge_polarity(statement, title, "")[0].is_good


@pytest.mark.parametrize(
    "negation", ["will not", "won't", "will never", "refuses to", "declines to", "is not going to"]
)
@pytest.mark.parametrize("tail", ["", " in June", ", says minister", " after talks"])
def test_a_negated_act_is_never_good(negation: str, tail: str):
    polarity, because = judge_polarity(ENVOY, f"Norrby {negation} send an envoy to Veldam{tail}", "")
    assert not polarity.is_good, because


@pytest.mark.parametrize(
    "title",
    [
        "Opinion: why Veldam should think twice about its bridge",
        "What to know about the Veldam bridge",
        "Critics urge Veldam to rethink harbour bridge",
        "Live: the day in Veldam and elsewhere",
    ],
)
def test_talk_about_the_plan_is_not_the_act(title: str):
    assert judge_polarity(BRIDGE, title, "")[0] is not Polarity.OCCURRED


def test_the_claim_that_nothing_will_happen_turns_the_news():
    assert is_opposite(NEVER)
    assert judge_polarity(NEVER, "Veldam harbour festival cancelled", "")[0] is Polarity.OCCURRED
    assert not judge_polarity(NEVER, "Veldam harbour festival takes place after all", "")[0].is_good


def test_every_polarity_can_be_turned():
    assert {turn_label(polarity) for polarity in Polarity} == {
        Polarity.OCCURRED, Polarity.FAILED, Polarity.DENIED, Polarity.ECHO,
    }  # fmt: skip


def test_another_person_of_the_same_story_is_seen():
    mine = read_cues(MINISTER, "Yesterday mayor Anna Lind resigned in Veldam", "")
    other = read_cues(MINISTER, "Anna Lind: Harald Berg resigns from the council of Veldam", "")
    aides = read_cues(MINISTER, "Four of Anna Lind's closest aides quit in the town hall", "")
    assert mine["t-done"] > 0 == mine["t-other"]
    assert other["t-other"] > 0 == other["t-done"]
    assert aides["t-other"] > 0


def test_forms_of_the_act_are_told_apart():
    assert read_cues(ENVOY, "Norrby sent its envoy", "")["t-done"] > 0
    assert read_cues(ENVOY, "Norrby plans to send an envoy", "")["t-plan"] > 0
    assert read_cues(ENVOY, "Norrby will not send an envoy", "")["t-not"] > 0
    assert read_cues(ENVOY, "Talks. Sending an envoy costs money", "")["t-noun"] > 0


def test_acts_are_known_by_family():
    assert actions_of(ENVOY) == {"send"}
    assert acts_of("summit") & acts_of("the leaders met")
    assert read_cues(ENVOY, "Sunny weekend", "")["no-act"] == 1.0


def test_an_empty_entry_is_an_echo_at_most():
    assert not judge_polarity(BRIDGE, "", "")[0].is_good


def test_good_must_be_likelier_than_all_bad_together():
    cues = read_cues(BRIDGE, "Veldam", "")
    shares = {"occurred": 0.2, "cancelled": 0.19, "denied": 0.19, "postponed": 0.19, "failed": 0.19, "echo": 0.04}
    shares |= {"progress": 0.0, "unrelated": 0.0}
    assert choose_label(shares, cues) == "cancelled"


def test_shares_add_up():
    shares = shipped_polarity().shares(read_cues(BRIDGE, "Veldam opens bridge", "It will. They say."))
    assert sum(shares.values()) == pytest.approx(1.0)
