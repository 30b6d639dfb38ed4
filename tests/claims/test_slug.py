"""Names of claims."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.claims.slug import make_slug


@pytest.mark.parametrize(
    ("statement", "slug"),
    [
        ("The city of Veldam will open its new harbour bridge in June.", "city-veldam-open-harbour-bridge"),
        ("The U.N. will move its archive to Port Ellery", "un-move-archive-port-ellery"),
        ("Ørsted’s café will open", "rsted-cafe-open"),
        ("It will be so", "it-will-be-so"),
        ("…", "claim"),
        ("X", "claim-x"),
        ("Internationalisierungsbeauftragtengesetze beschlossen", "internationalisierungsbeauftragt"),
    ],
)
def test_a_slug_keeps_the_telling_words(statement: str, slug: str) -> None:
    assert make_slug(statement, ()) == slug


def test_a_taken_name_gets_a_number() -> None:
    taken = {"veldam-bridge"}
    assert make_slug("The Veldam bridge", taken) == "veldam-bridge-2"
    assert make_slug("The Veldam bridge", taken | {"veldam-bridge-2"}) == "veldam-bridge-3"


@given(st.text(max_size=80), st.integers(0, 12))
def test_every_text_gets_a_new_name_one_can_type(statement: str, others: int) -> None:
    taken: set[str] = set()
    for _ in range(others + 1):
        slug = make_slug(statement, taken)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
        assert 2 <= len(slug) <= 40
        assert slug not in taken
        taken.add(slug)
