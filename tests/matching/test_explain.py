"""What a person reads of a pair is true, and all that made the score is there."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from build import NOON, a_claim, an_entry

from monitor.matching.background import TermCounts
from monitor.matching.explain import NOTHING_EARLIER, say_against, say_why
from monitor.matching.match import Account, Matcher
from monitor.matching.signals import SIGNALS
from monitor.model.claim import Claim
from monitor.model.feed import Entry
from monitor.model.match import Learning, MatchDecision, Signal
from monitor.model.policy import MatchPolicy

NEWS = an_entry("Veldam opens its harbour bridge in June", summary="The city opened the new bridge over the harbour.")
OTHER = an_entry("Football: late goal decides cup final")


def account(claim: Claim, entry: Entry, learning: Learning | None = None) -> Account:
    known = [(claim, learning or Learning(claim.slug))]
    return Matcher(known, TermCounts.shipped(), MatchPolicy()).account(claim.slug, entry)


def a_signal(name: str, value: float, part: float, *words: str) -> Signal:
    return Signal(name, value, 0.0, part, words)


@pytest.mark.parametrize("entry", [NEWS, OTHER])
def test_base_and_parts_add_up_to_the_score(entry: Entry) -> None:
    told = account(a_claim(), entry)
    odds = told.base + sum(signal.part for signal in told.match.signals)
    assert told.unruled == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-3)
    assert [signal.name for signal in told.match.signals] == [rule.name for rule in SIGNALS]


def test_a_pair_that_nothing_rules_out_has_the_score_of_its_signals() -> None:
    told = account(a_claim(), NEWS)
    assert (told.ruled_out, told.match.score) == ((), told.unruled)


@pytest.mark.parametrize(
    ("claim", "entry", "words"),
    [
        (
            a_claim(),
            replace(NEWS, published=NOON - timedelta(days=30)),
            "published on 2017-04-03, before the claim was made on 2017-05-02",
        ),
        (
            a_claim(watched_until=date(2017, 5, 3)),
            replace(NEWS, published=NOON + timedelta(days=1)),
            "published on 2017-05-04, after the watch of the claim ended on 2017-05-03",
        ),
        (a_claim(not_terms=("harbour",)), NEWS, "has the unwanted words harbour"),
        (a_claim(), OTHER, "shares no telling word with the claim"),
    ],
)
def test_what_rules_a_pair_out_is_said(claim: Claim, entry: Entry, words: str) -> None:
    told = account(claim, entry)
    assert words in told.ruled_out
    assert (told.match.score, told.match.decision) == (0.0, MatchDecision.NONE)
    assert told.unruled > 0


def test_the_lines_are_those_of_the_claim() -> None:
    usual = account(a_claim(), NEWS).lines
    moved = account(a_claim(), NEWS, Learning("harbour-bridge", line_shift=0.2)).lines
    assert usual == (MatchPolicy().suggest_line, MatchPolicy().match_line)
    assert moved == pytest.approx((usual[0] + 0.1, usual[1] + 0.2))


def test_other_news_is_told_what_spoke_against_it() -> None:
    told = account(a_claim(), replace(OTHER, summary="Nobody spoke of a bridge."))
    assert NOTHING_EARLIER in told.against
    assert len(set(told.against)) == len(told.against)


def test_no_reason_is_given_for_what_is_not_so() -> None:
    """The trees may give a part to a signal whose value is 0, or take one from a high value: that is no reason."""
    given = [a_signal("places", 0.0, 2.0), a_signal("token", 1.0, -0.9, "bridge"), a_signal("refused", 0.0, -5.0)]
    assert say_why(given) == say_against(given, has_matches=True) == ()


def test_what_only_sets_the_scene_is_no_reason() -> None:
    given = [a_signal("youth", 1.0, 2.0), a_signal("bulk", 0.0, -1.0)]
    assert say_why(given) == say_against(given, has_matches=True) == ()


def test_reasons_come_strongest_first_each_once_with_their_words() -> None:
    spoke = [
        a_signal("places", 0.9, 0.5, "Veldam"),
        a_signal("anchor", 0.9, 1.5, "bridge"),
        a_signal("focus", 0.9, 0.01),
    ]
    assert say_why(spoke) == ("shares a rare word: bridge", "the places are there: Veldam")
    against = [a_signal("token", 0.0, -1.0), a_signal("names", 0.1, -2.0), a_signal("tokens", 0.0, -3.0)]
    assert say_against(against, has_matches=True) == (
        "has no telling word of earlier matches",
        "most of the names are not there",
    )
    assert say_against(against, has_matches=False) == (NOTHING_EARLIER, "most of the names are not there")


def test_a_rejected_likeness_speaks_against() -> None:
    assert say_against([a_signal("refused", 0.9, -2.0, "ferry")], has_matches=True) == (
        "like a match that was rejected: ferry",
    )


@pytest.mark.parametrize("rule", [rule for rule in SIGNALS if rule.rises > 0], ids=lambda rule: rule.name)
def test_every_signal_of_the_entry_can_be_said_both_ways(rule) -> None:  # type: ignore[no-untyped-def]
    assert say_why([a_signal(rule.name, 1.0, 1.0)]) == (rule.says,)
    assert say_against([a_signal(rule.name, 0.0, -1.0)], has_matches=True) == (rule.lacks,)
    assert 0 < rule.least < 1
    assert rule.lacks
