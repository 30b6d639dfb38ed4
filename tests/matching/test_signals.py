"""Laws that hold for every signal, whatever the words."""

from dataclasses import replace

import pytest
from build import a_claim, an_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.matching.background import TermCounts
from monitor.matching.combine import read_weights, shipped_weights
from monitor.matching.learn import learn_match
from monitor.matching.levels import Levels
from monitor.matching.meaning import same_meaning
from monitor.matching.pair import Pair, build_side, meet
from monitor.matching.profile import build_profile, cosine, unit
from monitor.matching.signals import IN_CROWD, SIGNALS, measure_all, measure_crowd
from monitor.matching.stream import Crowd
from monitor.model.match import Learning, Match, MatchDecision, Polarity

TERMS = TermCounts.shipped()
WORDS = st.lists(
    st.sampled_from(
        [
            "Veldam",
            "Norrby",
            "opens",
            "closes",
            "harbour",
            "bridge",
            "ferry",
            "mayor",
            "Lind",
            "vote",
            "budget",
            "2017",
            "370",
            "the",
            "of",
            "in",
            "quake",
            "dies",
            "U.S.",
            "Kremlin",
            "storm",
            "delays,",
            "says.",
            "treaty",
        ]
    ),
    max_size=14,
).map(" ".join)
EXAMPLES = st.lists(
    st.tuples(st.sampled_from(("match", "accepted", "rejected")), st.just("2017-05-02"), WORDS), max_size=4
)


def a_pair(
    statement: str, title: str, summary: str = "", learning: Learning | None = None, unusual: float = 0.5
) -> Pair:
    claim = a_claim(statement=statement)
    profile = build_profile(claim, learning or Learning(claim.slug), TERMS)
    return meet(profile, build_side(an_entry(title, summary=summary), TERMS), unusual)


def a_learning(rows: list[tuple[str, str, str]]) -> Learning:
    examples = tuple((kind, day, *text.lower().split()) for kind, day, text in rows)
    weights = tuple((word, 0.5) for row in examples for word in row[2:])
    return Learning("harbour-bridge", profile=weights, mass=2.0, last_matched="2017-05-02", examples=examples)


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS, WORDS, EXAMPLES, st.floats(0, 1))
@pytest.mark.slow
def test_every_signal_stays_in_its_range_and_shows_words_only_for_something(statement, title, summary, rows, unusual):
    pair = a_pair(statement, title, summary, a_learning(rows), unusual)
    for rule, value in zip(SIGNALS, measure_all(pair), strict=True):
        assert 0.0 <= value <= 1.0 + 1e-9, rule.name
        assert all(rule.words(pair)), rule.name


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS)
def test_likeness_and_meaning_are_symmetrical(first, second):
    there = a_pair(first, second)
    seed, vector = there.profile.seed, there.side.vector
    assert cosine(seed, vector) == pytest.approx(cosine(vector, seed))
    assert cosine(seed, seed) == pytest.approx(1.0 if seed else 0.0)
    meaning = there.side.meaning
    assert same_meaning(there.profile.meaning, meaning) == pytest.approx(same_meaning(meaning, there.profile.meaning))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0, 1), min_size=len(SIGNALS), max_size=len(SIGNALS)),
    st.integers(0, len(SIGNALS) - 1),
    st.floats(0, 1),
)
def test_more_evidence_never_lowers_the_score(values, place, other):
    low, high = sorted((values[place], other))
    rises = SIGNALS[place].rises
    below = shipped_weights().score([*values[:place], low, *values[place + 1 :]])
    above = shipped_weights().score([*values[:place], high, *values[place + 1 :]])
    assert rises == 0 or (above - below) * rises >= -1e-6


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=len(SIGNALS), max_size=len(SIGNALS)))
def test_the_parts_add_up_to_the_score(values):
    weights = shipped_weights()
    assert sum(weights.parts(values)) + weights.base == pytest.approx(weights.log_odds(values), abs=1e-6)
    assert 0.0 < weights.score(values) < 1.0


def test_names_of_signals_are_unique_and_explained():
    assert len({rule.name for rule in SIGNALS}) == len(SIGNALS)
    assert all(rule.says and rule.measure.__module__.endswith(rule.name) for rule in SIGNALS)


def test_weights_of_an_unknown_signal_are_refused():
    with pytest.raises(KeyError):
        read_weights({"signals": ["horoscope"], "base": 0.0, "slopes": [1.0], "trees": []})


def test_a_leaf_alone_is_a_tree_too():
    weights = read_weights({"signals": ["grown"], "base": 1.0, "slopes": [2.0], "trees": [0.5, [0, 0.5, -1, 1, 0.25]]})
    assert weights.base == 1.75
    values = [0.0] * len(SIGNALS)
    assert weights.log_odds(values) == pytest.approx(1.0 + 0.5 - 1.0)


def test_without_shared_words_the_words_signals_are_zero():
    values = dict(
        zip((rule.name for rule in SIGNALS), measure_all(a_pair("Veldam bridge", "Sunny weekend")), strict=True)
    )
    assert values["complete"] == values["anchor"] == values["focus"] == 0.0


def test_a_name_of_two_words_is_one_concept():
    one = a_pair("Mayor Anna Lind will open the ferry.", "Anna Lind on gardening")
    two = a_pair("Mayor Anna Lind will open the ferry.", "Lind at the ferry")
    assert len(one.concepts) == 1
    assert len(two.concepts) == 2


def test_acronyms_of_a_claim_are_looked_for():
    pair = a_pair("The Norrby Harbour Trust will sell the quay.", "NHT sells quay")
    assert "nht" in pair.shared


def test_a_rejected_example_speaks_against():
    learning = a_learning([("rejected", "2017-05-02", "ferry strike")])
    pair = a_pair("Veldam will open its bridge.", "Ferry strike in Veldam", learning=learning)
    values = dict(zip((rule.name for rule in SIGNALS), measure_all(pair), strict=True))
    assert values["refused"] > 0.0
    rule = next(rule for rule in SIGNALS if rule.name == "refused")
    assert rule.words(pair)


def test_time_sets_the_scene():
    fresh = a_pair("Veldam bridge", "Veldam bridge", learning=a_learning([("match", "2017-05-02", "bridg")]))
    cold = a_pair("Veldam bridge", "Veldam bridge")
    by_name = {rule.name: rule for rule in SIGNALS}
    assert by_name["warmth"].measure(fresh) > 0.8 > by_name["warmth"].measure(cold)
    assert by_name["standing"].measure(fresh) > by_name["standing"].measure(cold) == 0.0


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, WORDS, EXAMPLES)
def test_only_those_that_ask_the_crowd_change_with_it(statement, title, summary, rows):
    pair = a_pair(statement, title, summary, a_learning(rows))
    packed = replace(pair, crowd=Crowd(0.6, 0.8))
    before, after = measure_all(pair), measure_all(packed)
    assert measure_crowd(packed, before) == after
    changed = {rule.name for rule, one, two in zip(SIGNALS, before, after, strict=True) if one != two}
    assert changed <= set(IN_CROWD)


def test_an_earlier_match_is_near_in_meaning():
    claim, news = a_claim(), an_entry("Lind cuts ribbon at crossing")
    match = Match(claim.slug, news.id, 0.99, MatchDecision.MATCH, Polarity.ECHO, news.published)
    learning = learn_match(Learning(claim.slug), claim, news, match)
    pair = meet(build_profile(claim, learning, TERMS), build_side(news, TERMS), 0.5)
    values = dict(zip((rule.name for rule in SIGNALS), measure_all(pair), strict=True))
    assert values["closest"] == pytest.approx(1.0, abs=0.02)
    assert values["course"] == pytest.approx(1.0, abs=0.02)


def test_in_a_crowd_the_same_likeness_tells_less():
    pair = a_pair("Veldam will open its bridge.", "Veldam opens its bridge")
    packed = replace(pair, crowd=Crowd(0.6, 0.8))
    by_name = {rule.name: rule for rule in SIGNALS}
    assert by_name["distinct"].measure(packed) < by_name["distinct"].measure(pair)
    assert by_name["apart"].measure(packed) < by_name["apart"].measure(pair)


def test_the_rarest_name_leads():
    lead = next(rule for rule in SIGNALS if rule.name == "lead")
    assert lead.measure(
        a_pair("The port of Norrby sues Germany over the ferry.", "Norrby goes to court")
    ) == pytest.approx(1.0)
    assert 0.0 < lead.measure(a_pair("The port of Norrby sues Germany over the ferry.", "Germany goes to court")) < 1.0
    assert lead.measure(a_pair("The port of Norrby sues Germany over the ferry.", "Sunny weekend")) == 0.0


def test_unit_of_nothing_is_nothing():
    assert unit({}) == {}
    assert unit({"a": 0.0}) == {}
    assert cosine({}, {"a": 1.0}) == 0.0


def test_term_weights_of_reviews_change_the_statement():
    claim = a_claim(statement="Veldam will open the bridge")
    plain = build_profile(claim, Learning(claim.slug), TERMS).seed["bridg"]
    taught = build_profile(claim, Learning(claim.slug, term_weights=(("bridg", 0.5), ("nowhere", 2.0))), TERMS).seed[
        "bridg"
    ]
    assert taught < plain


def test_wished_terms_may_be_there_and_need_not():
    plain = a_claim(statement="Veldam will open the bridge")
    wishing = a_claim(statement="Veldam will open the bridge", terms=("Lind", "ferry", "bridge"))
    profile = build_profile(wishing, Learning(wishing.slug), TERMS)
    assert profile.seed == build_profile(plain, Learning(plain.slug), TERMS).seed
    assert profile.grown.keys() == {"lind", "ferri"}


def test_levels_are_not_shared_between_claims():
    levels = Levels()
    levels.follow("a", "A.")
    levels.follow("b", "B.")
    levels.pass_by({"a": 0.9})
    assert levels.unusual("a", 0.5) < levels.unusual("b", 0.5)


def test_title_case_claims_take_names_from_the_background():
    profile = build_profile(a_claim(statement="Germany Wins The Long Budget Fight In Parliament"), Learning("x"), TERMS)
    assert "=germany" in profile.names
    assert "budget" in profile.events


def test_pairs_know_their_days():
    pair = a_pair("Veldam bridge", "Veldam bridge")
    assert pair.age == pytest.approx(1.5)
    assert replace(pair, unusual=0.1).since_match == 1000.0
