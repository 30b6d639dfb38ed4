from hypothesis import given
from hypothesis import strategies as st

from monitor.matching.text import fold, read_sketch, read_tokens, stem


def test_names_of_one_place_are_one_term():
    for text in ("the United States", "a U.S. ship", "an American ship", "the USA"):
        assert "=usa" in read_sketch(text, "").weights


def test_a_pronoun_is_not_a_country():
    assert "=usa" not in read_sketch("they told us so", "").weights


def test_a_seat_keeps_its_own_term_and_points_to_its_country():
    weights = read_sketch("Kremlin unmoved", "").weights
    assert weights["kremlin"] > weights["=russia"] > 0


def test_a_seat_of_two_words_is_one_term():
    weights = read_sketch("White House unmoved", "").weights
    assert weights["white_house"] > weights["=usa"] > 0


def test_the_title_weighs_more_than_the_summary_and_both_most():
    weights = read_sketch("Bridge opens", "The ferry and the bridge").weights
    assert weights["bridg"] > weights["open"] > weights["ferri"]


def test_accents_possessives_and_commas_are_folded():
    assert fold("Kīlauea’s") == "kilauea"
    assert fold("1,200") == "1200"
    assert fold("U.N.") == "un"


def test_stop_words_and_single_letters_have_no_term():
    assert stem("the") == ""
    assert stem("x") == ""
    assert stem("370") == "370"


def test_a_sentence_opens_after_a_stop_not_after_an_acronym():
    opening = [token.word for token in read_tokens("Ships left. Crews stayed") if token.opens]
    assert opening == ["Ships", "Crews"]


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_gives_weights_in_their_bounds(title: str, summary: str):
    sketch = read_sketch(title, summary)
    assert all(0 < weight <= 1.5 for weight in sketch.weights.values())
    assert {token.term for token in sketch.tokens() if token.term} <= set(sketch.weights)


_WORDS = st.sampled_from(
    [
        "the",
        "White",
        "House",
        "white",
        "Kremlin",
        "United",
        "States",
        "US",
        "us",
        "Veldam",
        "bridge",
        "370",
        "North",
        "Korea",
    ]
)


@given(st.lists(_WORDS, max_size=12), st.lists(_WORDS, max_size=12))
def test_the_weights_are_those_of_the_words(title: list[str], summary: list[str]):
    sketch = read_sketch(" ".join(title), " ".join(summary))
    tokens = list(sketch.tokens())
    assert set(sketch.weights) == {term for token in tokens for term in (token.term, token.implied) if term}
    in_title = {token.term for token in sketch.title if token.term}
    assert all(sketch.weights[term] >= 1.0 for term in in_title)
