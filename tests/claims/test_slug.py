"""Names of claims."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.claims.slug import make_slug


@pytest.mark.parametrize(
    ("statement", "slug"),
    [
        ("The city of Veldam will open its new harbour bridge in June.", "veldam-open-harbour-bridge"),
        ('Arden: "We\'ll publish our manifesto by the end of January."', "arden-publish-manifesto"),
        ("Governor Lena Orr is to fly to Brussels on Thursday (20 February 2025).", "lena-orr-fly-brussels"),
        (
            "Toy maker Brill will close its plant in Carrow by May 3 with the loss of 640 jobs.",
            "toy-brill-close-plant-carrow",
        ),
        ("Orr will not serve under Kopp.", "orr-not-serve-kopp"),
        ("The bank does not plan to cut 5,000 jobs.", "bank-not-cut-5-000-jobs"),
        ("A ballot on strike action opens on Monday.", "ballot-strike-action-opens"),
        (
            "An inquiry chaired by Olive Marr, which was to report in May, will publish its findings.",
            "inquiry-publish-findings",
        ),
        ("The storm is expected to make landfall south of Port Amity.", "storm-landfall-port-amity"),
        ("The minutes of the meeting will be published on 3 October.", "minutes-meeting-published"),
        ("The policy decision is due on November 7.", "policy-decision-due"),
        ("The council votes on the tram next Tuesday.", "council-votes-tram"),
        ("Ann Orlo and Ben Sand are planning to hold a meeting in person in June.", "orlo-sand-meeting-person"),
        ("Corvia will send an envoy to upcoming Ostran-led peace talks in Lisbon.", "corvia-send-envoy-lisbon-ostran"),
        ("A runoff will take place on December 10 (2024).", "runoff"),
        ("The deal is expected to close in the fourth quarter.", "deal-close"),
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
