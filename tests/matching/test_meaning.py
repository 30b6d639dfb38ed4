import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.matching.meaning import nothing, one_direction, pieces_of, read_meaning, same_meaning


def test_kindred_texts_are_nearer_than_strange_ones():
    quake = read_meaning("A strong earthquake shook the town")
    near, far = read_meaning("Tremor damages houses in the village"), read_meaning("Striker scores twice in cup final")
    assert same_meaning(quake, near) > same_meaning(quake, far)


def test_no_words_have_no_direction():
    assert not read_meaning("").any()
    assert same_meaning(read_meaning(" \n"), read_meaning("earthquake")) == 0.0
    assert not one_direction(nothing()).any()


def test_a_text_means_itself_however_its_words_stand():
    assert same_meaning(read_meaning("earthquake in town"), read_meaning("town in earthquake")) == pytest.approx(1.0)


def test_a_summary_is_part_of_the_meaning():
    assert same_meaning(read_meaning("Veldam", "Ferry strike"), read_meaning("Ferry strike")) > same_meaning(
        read_meaning("Veldam"), read_meaning("Ferry strike")
    )


def test_letters_that_no_piece_has_come_as_their_bytes():
    assert len(pieces_of("\U0001f9ff")) == 5  # the sign of a word's beginning, then four bytes of UTF-8
    assert read_meaning("\U0001f9ff").any()


def test_a_word_without_end_is_cut():
    assert len(pieces_of("x" * 100_000)) <= 41


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_a_direction_of_length_one_or_none(title, summary):
    direction = read_meaning(title, summary)
    assert float(np.linalg.norm(direction)) == pytest.approx(1.0, abs=1e-5) or not direction.any()
    assert 0.0 <= same_meaning(direction, direction) <= 1.0
