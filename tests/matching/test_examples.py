import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.matching.examples import build_examples
from monitor.matching.profile import cosine, unit

terms = st.sampled_from("abcdefgh")
vectors = st.dictionaries(terms, st.floats(0.01, 1.0), max_size=6).map(unit)


@given(st.lists(vectors, max_size=5), vectors)
def test_one_look_gives_the_cosine_with_each(known, vector):
    found = build_examples(known).alike(vector)
    assert found == [pytest.approx(cosine(one, vector)) for one in known]
    assert all(0.0 <= value <= 1.0 for value in found)


def test_the_nearest_is_the_most_alike_and_nothing_without_any():
    near, far = unit({"bridg": 1.0, "veldam": 1.0}), unit({"ferri": 1.0, "veldam": 0.1})
    assert build_examples([far, near]).nearest(unit({"bridg": 1.0})) == near
    assert build_examples([]).nearest(near) == {}
