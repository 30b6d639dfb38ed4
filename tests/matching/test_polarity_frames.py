"""The parts of a claim, what turns do to them, and what the words around mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.matching.polarity import judge_polarity
from monitor.matching.polarity.aligned import NAMES, align
from monitor.matching.polarity.context import NAMES as DIRECTIONS
from monitor.matching.polarity.context import measure_context
from monitor.matching.polarity.features import measure, read_pair
from monitor.matching.polarity.frame import measure_frame, read_frame, share_of
from monitor.matching.polarity.prediction import find_verb, read_prediction
from monitor.matching.polarity.turn_words import is_turn
from monitor.matching.polarity.turns import find_turns, mark_text
from monitor.matching.polarity.verdict import choose_label
from monitor.model.match import Polarity

TARIFFS = "Estavia will impose tariffs on Lurian steel pipes."
FERRY = "The ferry line between Arna and Skagen will reopen in May."
BAN = "Brackwater will ban cars from the old town."
TALKS = "Norway and Peru will hold talks in Lima in June."


def turns(statement: str, title: str) -> set[str]:
    prediction, frame = read_prediction(statement), read_frame(statement)
    found = (turn for marked in mark_text(prediction, frame, title) for turn in find_turns(marked))
    return {f"{turn.mood}-{turn.kind}" if turn.mood else f"{turn.kind}.{turn.side}" for turn in found}


def test_a_claim_is_cut_at_its_verb_and_at_the_first_preposition():
    frame = read_frame(TARIFFS)
    assert set(frame.who) == {"estavia"}
    assert set(frame.what) == {"tariff"}
    assert {"steel", "pipe"} <= set(frame.where)


def test_what_a_passive_verb_is_said_of_is_the_thing():
    frame = read_frame("The steel tariff will be lifted in May.")
    assert not frame.who
    assert {"steel", "tariff"} <= set(frame.what)


def test_a_claim_that_foretells_nothing_is_all_thing():
    frame = read_frame("A bridge over the Veld.")
    assert not frame.who
    assert "bridg" in frame.what
    assert find_verb("A bridge over the Veld.").end == 0


def test_circumstances_are_the_thing_where_the_verb_has_none():
    assert {"norway"} & {term.removeprefix("=") for term in read_frame("The king will travel to Norway.").what}


def test_a_share_of_nothing_is_a_half():
    assert share_of({}, {"a"}) == 0.5
    assert share_of({"a": 3.0, "b": 1.0}, {"a"}) == 0.75


def test_another_place_stands_where_the_claims_was():
    frame = read_frame("The United Nations will lift its arms embargo on Norway.")
    assert measure_frame(frame, "UN lifts arms embargo on Peru", "")["frame.swapped-place"] == 1.0
    assert measure_frame(frame, "UN lifts arms embargo on Norway", "")["frame.swapped-place"] == 0.0


@pytest.mark.parametrize(
    ("title", "opens"),
    [("Estavia taxes pipes", "who"), ("Tariffs on pipes grow", "what"), ("Unions applaud Estavia", "strange")],
)
def test_what_a_title_opens_with(title: str, opens: str):
    assert measure_frame(read_frame(TARIFFS), title, "")["frame.opens-" + opens] == 1.0


@pytest.mark.parametrize(
    ("statement", "title", "turn"),
    [
        (BAN, "Brackwater drops car ban", "kill.on"),
        (BAN, "Car ban is abandoned by Brackwater", "kill.on"),
        (BAN, "Brackwater puts car ban off", "delay.on"),
        (BAN, "Brackwater will delay car ban", "to-delay"),
        (BAN, "Brackwater may delay car ban", "weighed-delay"),
        (BAN, "Delay the car ban, say traders", "weighed-delay"),
        (BAN, "Brackwater refuses to delay car ban", "not-delay"),
        (BAN, "There is no car ban, says Brackwater", "no.on"),
        (BAN, "Brackwater suspends its treasurer", "delay.by"),
        (BAN, "Bakery suspends its treasurer", "delay.off"),
        (TALKS, "Strike stopped after talks", "delay.off"),
        (FERRY, "Arna councillors back ferry line", "back.on"),
        (FERRY, "Residents plead for ferry line", "demand.on"),
    ],
)
def test_a_turn_is_about_what_stands_with_it(statement: str, title: str, turn: str):
    assert turn in turns(statement, title)


def test_what_is_suspended_behind_the_talks_is_not_the_talks():
    found = turns(TALKS, "Norway and Peru, in talks in Lima, suspend a clerk")
    assert "delay.on" not in found


def test_a_deed_fits_as_far_as_its_clause_has_the_claim():
    prediction, frame = read_prediction(TARIFFS), read_frame(TARIFFS)

    def fit(title: str) -> float:
        return align(frame, {"t": mark_text(prediction, frame, title)}).strengths["t+done*fit"]

    assert fit("Estavia imposes tariffs on steel pipes") > fit("Estavia imposes tariffs on bicycles") > 0.0


def test_a_deed_outside_of_the_news_itself_is_marked_so():
    pair = read_pair(FERRY, "Crowds wave as the ferry line reopens", "")
    assert pair.alignment.strengths["t+done*side"] == 1.0
    assert pair.alignment.words["t+done*side"] == "reopens"


def test_directions_are_of_the_words_that_are_not_the_claims():
    prediction, frame = read_prediction(BAN), read_frame(BAN)
    claims_own = mark_text(prediction, frame, "Brackwater cars")
    others = mark_text(prediction, frame, "Traders angry over new cars")
    assert not any(measure_context(claims_own, []).values())
    assert any(measure_context(others, []).values())


@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=120))
def test_every_name_has_a_number_in_range(statement: str, title: str, summary: str):
    found = measure(read_pair(statement, title, summary))
    assert {*NAMES, *DIRECTIONS} <= found.keys()
    assert all(-1.0 <= value <= 1.0 for value in found.values())


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Brackwater drops car ban", {Polarity.CANCELLED}),
        ("Brackwater bans cars from old town", {Polarity.OCCURRED}),
        ("Brackwater's car ban put off until autumn", {Polarity.POSTPONED}),
        ("Brackwater council rejects car ban", {Polarity.FAILED, Polarity.DENIED}),
        ("Doctors urge Brackwater to ban cars", {Polarity.ECHO}),
        ("Brackwater could ban cars, fears trader", {Polarity.ECHO}),
    ],
)
def test_a_plan_of_a_town(title: str, wanted: set[Polarity]):
    polarity, because = judge_polarity(BAN, title, "")
    assert polarity in wanted, because


SHARES = dict.fromkeys(
    ("occurred", "progress", "cancelled", "denied", "postponed", "failed", "echo", "unrelated"), 0.01
)


def numbers(title: str, **changed: float) -> dict[str, float]:
    found = measure(read_pair(BAN, title, ""))
    return found | {name.replace("_", "."): value for name, value in changed.items()}


def test_what_is_only_refused_has_not_failed():
    found = numbers("Mayor refuses car ban in Brackwater", plain_denied=1.0)
    assert choose_label(SHARES | {"failed": 0.9}, found) == "denied"
    assert choose_label(SHARES | {"failed": 0.9}, found | {"t.fail": 1.0}) == "failed"


def test_plain_bad_news_is_never_good_news():
    found = numbers("Brackwater bans cars", plain_occurred=0.0, plain_cancelled=1.0)
    assert choose_label(SHARES | {"occurred": 0.9}, found) == "cancelled"


def test_a_negated_deed_is_the_likeliest_bad_news():
    found = numbers("Brackwater car ban", plain_echo=1.0, t_negated=1.0, t_done=0.0)
    assert choose_label(SHARES | {"progress": 0.9, "denied": 0.05}, found) == "denied"


def test_others_preparations_move_nothing():
    found = numbers("Brackwater bans cars", stranger=1.0, foretold=0.0)
    assert choose_label(SHARES | {"progress": 0.9}, found) == "echo"


def test_a_verb_before_makes_the_next_word_a_noun():
    assert is_turn("upholds")
    assert not is_turn("cars")
    assert "done" not in {seen.kind for seen in read_pair(BAN, "Court upholds ban on cars", "").seen[0]}
