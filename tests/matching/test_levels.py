"""A claim's own yardstick, and the two lines that its score is held against."""

import math
from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOON, a_claim, an_entry

from monitor.matching import learn
from monitor.matching.background import TermCounts
from monitor.matching.learn import learn_match, learn_review
from monitor.matching.levels import BINS, FINEST, Levels, bin_of
from monitor.matching.match import LINE_ENDS, Matcher, is_early, is_in_time
from monitor.matching.profile import build_profile
from monitor.model.claim import DueWindow, Precision
from monitor.model.development import RejectReason
from monitor.model.match import Learning, Match, MatchDecision, Polarity
from monitor.model.policy import MatchPolicy

CLAIM = a_claim()
NEWS = an_entry("Veldam opens its harbour bridge in June", summary="The city opened the new bridge over the harbour.")


def filled(likenesses: list[float], slug: str = "a") -> Levels:
    levels = Levels()
    levels.follow(slug, "It opens.")
    for likeness in likenesses:
        levels.pass_by({slug: likeness})
    return levels


def test_bins_are_finer_for_small_values_and_take_any_number() -> None:
    found = [bin_of(value) for value in (-1.0, 0.0, 0.0003, 0.0004, 0.0016, 0.25, 0.36, 0.9999, 1.0, 7.0)]
    assert found == [0, 0, 0, 1, 2, 25, 30, 49, 49, 49]
    assert BINS == 50


def test_the_share_of_what_was_at_least_as_alike() -> None:
    levels = filled([0.01, 0.01, 0.01, 0.5, 0.9])
    for likeness, above in ((0.0, 5), (0.01, 5), (0.5, 2), (0.9, 1), (1.0, 0)):
        assert levels.unusual("a", likeness) == pytest.approx(-math.log((above + 1) / 7) / math.log(10_000))
    assert FINEST == 10_000.0


def test_always_is_nought_and_never_yet_grows_to_one() -> None:
    levels = Levels()
    levels.follow("a", "It opens.")
    assert levels.unusual("a", 0.5) == pytest.approx(math.log(2) / math.log(10_000))
    for _ in range(20_000):
        levels.pass_by({})
    assert levels.unusual("a", 0.5) == 1.0
    assert filled([0.5] * 4).unusual("a", 0.5) == pytest.approx(-math.log(5 / 6) / math.log(10_000))


def test_a_claim_counts_from_when_it_came_and_anew_when_it_says_something_else() -> None:
    levels = filled([0.5] * 8)
    levels.follow("b", "It shuts.")
    assert levels.unusual("b", 0.5) == pytest.approx(math.log(2) / math.log(10_000))
    levels.pass_by({})
    assert levels.unusual("b", 0.5) == pytest.approx(math.log(3) / math.log(10_000))
    before = levels.unusual("a", 0.5)
    levels.follow("a", "It opens.")
    assert levels.unusual("a", 0.5) == before
    levels.follow("a", "It shuts.")
    assert levels.unusual("a", 0.5) == pytest.approx(math.log(2) / math.log(10_000))


@pytest.mark.parametrize(
    ("shift", "lines"),
    [
        (0.0, (0.2, 0.5)),
        (0.2, (0.3, 0.7)),
        (-0.2, (0.1, 0.3)),
        (1.0, (0.7, 0.95)),
        (-1.0, (0.05, 0.1)),
        (3.0, (0.95, 0.95)),
    ],
)
def test_the_match_line_moves_by_the_shift_and_the_other_by_half(shift: float, lines: tuple[float, float]) -> None:
    learning = replace(Learning(CLAIM.slug), line_shift=shift)
    terms = TermCounts.shipped()
    matcher = Matcher([(CLAIM, learning)], terms, MatchPolicy(suggest_line=0.2, match_line=0.5))
    assert matcher.lines(build_profile(CLAIM, learning, terms)) == pytest.approx(lines)
    assert LINE_ENDS == (0.1, 0.95)


def test_the_first_and_the_last_day_count() -> None:
    day = NOON.date()
    claim = replace(CLAIM, said_on=day, watched_until=day)
    assert is_in_time(claim, replace(NEWS, published=NOON))
    assert not is_in_time(claim, replace(NEWS, published=NOON - timedelta(days=1)))
    assert not is_in_time(claim, replace(NEWS, published=NOON + timedelta(days=1)))
    due = replace(claim, due=DueWindow(day, day, "today", Precision.DAY))
    assert not is_early(due, replace(NEWS, published=NOON))
    assert is_early(due, replace(NEWS, published=NOON - timedelta(days=1)))


def test_an_entry_meets_the_most_alike_of_many_claims_only() -> None:
    claims = [replace(CLAIM, slug=f"harbour-{n}") for n in range(30)]
    matcher = Matcher([(claim, Learning(claim.slug)) for claim in claims], TermCounts.shipped(), MatchPolicy())
    assert len(matcher.match(NEWS)) == 30  # each of them very much alike
    loose = an_entry(
        "Bridge players gather in Veldam", summary="Cards, cups and prizes were handed out in a long evening."
    )
    assert len(matcher.score_all(loose)) == 30


def verdict(score: float, decision: MatchDecision) -> Match:
    return Match(CLAIM.slug, "e", score, decision, Polarity.ECHO, NOON)


def test_bounds_of_what_is_learned() -> None:
    assert (learn.MOST_MASS, learn.MOST_TERMS, learn.MOST_EXAMPLES, learn.MOST_EXAMPLE_TERMS) == (20.0, 120, 14, 40)
    sure = verdict(learn.STRONG, MatchDecision.MATCH)
    learned = learn_match(Learning(CLAIM.slug), CLAIM, NEWS, sure)
    assert learned.mass == pytest.approx(learn.STRONG)
    for _ in range(60):
        learned = learn_match(learned, CLAIM, NEWS, sure)
    assert learned.mass == pytest.approx(20.0)
    weights = [weight for _, weight in learned.profile]
    assert weights == sorted(weights, reverse=True)


def test_each_review_is_one_step_up_to_the_bound() -> None:
    match, suggestion = verdict(0.9, MatchDecision.MATCH), verdict(0.4, MatchDecision.SUGGEST)
    start = Learning(CLAIM.slug)
    assert learn_review(start, CLAIM, NEWS, match, accepted=True).line_shift == 0.0
    assert learn_review(start, CLAIM, NEWS, match, accepted=True).mass == pytest.approx(1.0)
    assert learn_review(start, CLAIM, NEWS, suggestion, accepted=True).line_shift == pytest.approx(-learn.STEP)
    refused = learn_review(start, CLAIM, NEWS, suggestion, accepted=False, reason=RejectReason.OTHER)
    assert (refused.line_shift, refused.mass, refused.profile) == (0.0, 0.0, ())
    for sign, accepted, judged in ((-1, True, suggestion), (1, False, match)):
        learned = start
        for number in range(9):
            entry = an_entry(f"Veldam bridge news {number}")
            learned = learn_review(learned, CLAIM, entry, judged, accepted=accepted, reason=None)
        assert learned.line_shift == pytest.approx(sign * learn.MOST_SHIFT)


def test_a_refused_suggestion_takes_nothing_out() -> None:
    taught = learn_match(Learning(CLAIM.slug), CLAIM, NEWS, verdict(0.9, MatchDecision.MATCH))
    refused = learn_review(taught, CLAIM, NEWS, verdict(0.4, MatchDecision.SUGGEST), accepted=False)
    assert (refused.mass, dict(refused.profile)) == (taught.mass, pytest.approx(dict(taught.profile)))
    taken = learn_review(taught, CLAIM, NEWS, verdict(0.9, MatchDecision.MATCH), accepted=False)
    assert (taken.mass, taken.profile) == (0.0, ())
