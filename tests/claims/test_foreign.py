"""Other programs' records as claims. The shapes are theirs, the words invented."""

from datetime import date
from typing import Any

import pytest

from monitor.claims.foreign import map_record

TODAY = date(2017, 5, 2)
BENCH = {
    "id": "q1", "source": "manifold", "question": "Will Veldam open its bridge by July?", "background": "It is long.",
    "resolution_criteria": "The bridge carries traffic.", "market_info_open_datetime": "2017-04-01T00:00:00+00:00",
    "resolution_dates": ["2017-06-30", "2017-07-31"], "url": "https://forecast.example/q1", "freeze_datetime_value": "N/A",
}  # fmt: skip
METACULUS = {
    "title": "Will Veldam open its bridge?", "page_url": "https://forecast.example/q/2",
    "created_at": "2017-03-01T10:00:00Z",
    "question": {"resolution_criteria": "Traffic.", "fine_print": "Bicycles do not count.", "resolution": "no",
                 "scheduled_resolve_time": "2018-01-01T00:00:00Z", "title": None},
}  # fmt: skip
REVIEW = {
    "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "Veldam will open its bridge in June.",
    "datePublished": "2017-07-01", "url": "https://check.example/1", "reviewBody": "It did not.",
    "itemReviewed": {"@type": "Claim", "author": [{"name": "City of Veldam"}], "datePublished": "2017-04-02",
                     "appearance": {"url": "https://post.example/b", "headline": "Bridge", "publisher": {"name": "Post"}}},
    "reviewRating": {"ratingValue": 1, "bestRating": 5, "alternateName": "Broken"},
}  # fmt: skip


def test_a_question_of_a_bench() -> None:
    mapped = map_record(BENCH, TODAY)
    assert mapped.table == {
        "statement": "Will Veldam open its bridge by July?",
        "said_on": "2017-04-01",
        "due": "2017-07-31",
        "criteria": "The bridge carries traffic.",
        "source": {"outlet": "manifold", "url": "https://forecast.example/q1"},
    }
    assert mapped.notes == ("left out: background, id",)


def test_a_question_of_a_site_with_its_resolution() -> None:
    table = map_record(METACULUS, TODAY).table
    assert (table["status"], table["outcome"]) == ("resolved", "failed")
    assert table["criteria"] == "Traffic.\nBicycles do not count."
    assert (table["said_on"], table["due"], table["statement"]) == ("2017-03-01", "2018-01-01", METACULUS["title"])
    assert table["source"] == {"url": "https://forecast.example/q/2"}


def test_a_question_without_days_says_so() -> None:
    mapped = map_record({"title": "Will it rain?", "url": "javascript:x", "resolution": "12.5"}, TODAY)
    assert mapped.table == {"statement": "Will it rain?", "said_on": "2017-05-02"}
    assert mapped.notes == (
        "no day of asking: taken as said today",
        "no day of resolution: no due date",
        "resolution '12.5' is no outcome known here: left open",
    )
    shared = map_record(
        {"question": "Will it rain?", "resolution_dates": "N/A"}, TODAY, {"forecast_due_date": "2017-05-01"}
    )
    assert shared.table["said_on"] == "2017-05-01"


def test_a_claim_review_comes_back_as_the_claim_it_was() -> None:
    mapped = map_record(REVIEW, TODAY)
    assert mapped.table == {
        "statement": "Veldam will open its bridge in June.",
        "said_on": "2017-04-02",
        "due": {"earliest": "2017-06-01", "latest": "2017-06-30", "text": "in June", "precision": "month"},
        "asserted_by": ["City of Veldam"],
        "source": {"outlet": "Post", "title": "Bridge", "url": "https://post.example/b"},
        "status": "resolved",
        "outcome": "failed",
    }
    assert mapped.notes == ("left out: reviewBody",)


@pytest.mark.parametrize(
    ("rating", "outcome"),
    [
        ({"ratingValue": "5", "bestRating": "5"}, "fulfilled"),
        ({"ratingValue": 3, "bestRating": 5, "alternateName": "Hm"}, "partial"),
        ({"alternateName": "Mostly odd"}, None),
        ({"ratingValue": 4, "bestRating": 5}, None),
        ({}, None),
    ],
)
def test_ratings_are_outcomes_where_they_say_one(rating: dict[str, Any], outcome: str | None) -> None:
    mapped = map_record({"claimReviewed": "It rains.", "reviewRating": rating}, TODAY)
    assert mapped.table.get("outcome") == outcome
    assert any("left open" in note for note in mapped.notes) is (bool(rating) and outcome is None)
    assert any("taken as said today" in note for note in mapped.notes)


def test_odd_shapes_are_borne() -> None:
    review = {
        "@type": "ClaimReview",
        "itemReviewed": [{"name": "It rains.", "author": "Orlo", "datePublished": 3}],
        "datePublished": "2017-13-01",
    }
    assert map_record(review, TODAY).table == {
        "statement": "It rains.",
        "said_on": "2017-05-02",
        "asserted_by": ["Orlo"],
    }
    own = {"slug": "rain", "statement": "It will rain.", "said_on": "2017-05-02"}
    assert map_record(own, TODAY).table == own
    assert map_record({"slug": "x"}, TODAY).table == {"slug": "x"}


def test_what_names_no_day_elsewhere_is_due_as_its_words_say() -> None:
    review = {"@type": "ClaimReview", "claimReviewed": "The toll will rise in June 2027", "datePublished": "2026-11-01"}
    mapped = map_record(review, TODAY)
    assert mapped.table["due"] == {
        "earliest": "2027-06-01",
        "latest": "2027-06-30",
        "text": "in June 2027",
        "precision": "month",
    }
