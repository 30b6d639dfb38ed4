from dataclasses import replace
from datetime import timedelta

from build import NOON, a_claim, an_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.matching import learn
from monitor.matching.learn import learn_match, learn_review, meaning_of, terms_in
from monitor.matching.meaning import read_meaning, same_meaning
from monitor.matching.text import read_sketch
from monitor.model.development import RejectReason
from monitor.model.match import Learning, Match, MatchDecision, Polarity
from monitor.model.policy import MatchPolicy

CLAIM = a_claim()


def a_match(score: float = 0.99, decision: MatchDecision = MatchDecision.MATCH) -> Match:
    return Match(CLAIM.slug, "e", score, decision, Polarity.ECHO, NOON)


def test_a_strong_match_pulls_the_profile():
    learned = learn_match(Learning(CLAIM.slug), CLAIM, an_entry(), a_match())
    assert dict(learned.profile)["veldam"] > 0
    assert (learned.matched, learned.last_matched) == (1, "2017-05-03")
    assert learned.examples[0][:2] == ("match", "2017-05-03")


def test_a_suggestion_or_a_doubtful_match_teaches_nothing():
    nothing = Learning(CLAIM.slug)
    assert learn_match(nothing, CLAIM, an_entry(), a_match(0.4, MatchDecision.SUGGEST)) is nothing
    assert learn_match(nothing, CLAIM, an_entry(), a_match(learn.STRONG - 0.01)) is nothing


def test_old_matches_fade():
    learned = learn_match(Learning(CLAIM.slug), CLAIM, an_entry("Old quay sinks"), a_match())
    before = dict(learned.profile)["quay"]
    for number in range(5):
        learned = learn_match(learned, CLAIM, an_entry(f"Veldam bridge {number}00"), a_match())
    assert dict(learned.profile)["quay"] < before


def test_accepting_a_suggestion_lowers_the_line_and_teaches():
    learned = learn_review(Learning(CLAIM.slug), CLAIM, an_entry(), a_match(0.4, MatchDecision.SUGGEST), accepted=True)
    assert learned.line_shift < 0
    assert (learned.accepted, learned.rejected) == (1, 0)
    assert learned.profile


def test_rejecting_a_match_raises_the_line_and_takes_its_words_out():
    entry = an_entry("Ferry strike")
    known = learn_match(Learning(CLAIM.slug), CLAIM, an_entry(), a_match())
    fooled = learn_match(known, CLAIM, entry, a_match())
    learned = learn_review(fooled, CLAIM, entry, a_match(), accepted=False, reason=RejectReason.WRONG_EVENT)
    assert learned.line_shift > 0
    assert learned.rejected == 1
    assert dict(learned.profile).get("ferri", 0.0) < dict(fooled.profile)["ferri"]
    assert any(row[0] == "rejected" for row in learned.examples)
    assert not any(row[0] == "match" and "ferri" in row for row in learned.examples)


def test_a_handful_of_reviews_finds_the_line_of_a_claim():
    doubtful = a_match(0.25, MatchDecision.SUGGEST)
    learned = Learning(CLAIM.slug)
    for number in range(4):
        learned = learn_review(learned, CLAIM, an_entry(f"Veldam bridge {number}00"), doubtful, accepted=True)
    assert MatchPolicy().match_line + learned.line_shift <= doubtful.score


def test_rejecting_the_only_match_leaves_an_empty_profile():
    fooled = learn_match(Learning(CLAIM.slug), CLAIM, an_entry(), a_match())
    assert learn_review(fooled, CLAIM, an_entry(), a_match(), accepted=False).profile == ()


def test_old_news_and_opinion_say_nothing_about_the_words():
    known = learn_match(Learning(CLAIM.slug), CLAIM, an_entry(), a_match())
    for reason in (RejectReason.OLD_NEWS, RejectReason.OPINION):
        learned = learn_review(known, CLAIM, an_entry(), a_match(), accepted=False, reason=reason)
        assert learned == replace(known, rejected=1)


def test_accept_and_reject_move_the_line_back_and_forth():
    start = Learning(CLAIM.slug)
    down = learn_review(start, CLAIM, an_entry(), a_match(0.4, MatchDecision.SUGGEST), accepted=True)
    back = learn_review(down, CLAIM, an_entry("Ferry strike"), a_match(), accepted=False)
    assert abs(back.line_shift) < 1e-9


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 60)), max_size=80))
def test_all_that_is_learned_is_bounded(reviews: list[tuple[bool, int]]):
    learned = Learning(CLAIM.slug)
    for accepted, number in reviews:
        title = " ".join(f"word{number}x{k}" for k in range(60))
        entry = an_entry(title, published=NOON + timedelta(days=number))
        decision = MatchDecision.MATCH if number % 2 else MatchDecision.SUGGEST
        match = a_match(0.99 if number % 2 else 0.4, decision)
        learned = learn_review(learn_match(learned, CLAIM, entry, match), CLAIM, entry, match, accepted=accepted)
    assert len(learned.profile) <= learn.MOST_TERMS
    assert 0.0 <= learned.mass <= learn.MOST_MASS + 1e-9
    assert abs(learned.line_shift) <= learn.MOST_SHIFT + 1e-9
    assert len(learned.examples) <= 2 * learn.MOST_EXAMPLES
    assert all(len(row) <= learn.MOST_EXAMPLE_TERMS + 3 for row in learned.examples)


def test_the_same_entry_is_remembered_once_and_the_oldest_go_first():
    learned = Learning(CLAIM.slug)
    for number in range(learn.MOST_EXAMPLES + 3):
        learned = learn_match(learned, CLAIM, an_entry(f"Quay {number + 100} opens"), a_match())
        learned = learn_match(learned, CLAIM, an_entry(f"Quay {number + 100} opens"), a_match())
    assert len(learned.examples) == learn.MOST_EXAMPLES
    assert len(set(learned.examples)) == learn.MOST_EXAMPLES
    assert not any("100" in row for row in learned.examples)


def test_an_example_keeps_what_the_text_means():
    taught = learn_match(Learning(CLAIM.slug), CLAIM, an_entry(), a_match())
    (row,) = taught.examples
    meaning = meaning_of(row)
    assert meaning is not None
    assert same_meaning(meaning, read_meaning(an_entry().title, an_entry().summary)) > 0.99
    assert terms_in(row) == tuple(read_sketch(an_entry().title, an_entry().summary).weights)


def test_examples_of_an_older_kind_or_damaged_ones_have_no_meaning():
    assert meaning_of(("match", "2017-05-02", "bridg")) is None
    assert meaning_of(("match", "2017-05-02")) is None
    assert meaning_of(("match", "2017-05-02", "~no base64!", "bridg")) is None
    assert meaning_of(("match", "2017-05-02", "~AAAA", "bridg")) is None
    assert terms_in(("match", "2017-05-02", "~AAAA", "bridg")) == ("bridg",)
