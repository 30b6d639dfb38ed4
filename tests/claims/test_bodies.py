"""Who is meant by "the union" and "she", and who speaks, where names and words stand between."""

from datetime import date

import pytest

from monitor.claims.extract import draft_claims
from monitor.claims.extract.bodies import find_bodies, name_body
from monitor.claims.extract.sentences import split_sentences
from monitor.model.claim import Article, ClaimDraft


def drafts_of(text: str) -> list[ClaimDraft]:
    return draft_claims(Article(text, outlet="Harbour Post", published=date(2024, 3, 12)))


def test_a_bare_noun_means_the_one_body_named_so_before() -> None:
    bodies = find_bodies(
        split_sentences("Crews belong to the Harbour Craft union. The Tarn Bank pays. Norland Bank sues.")
    )
    assert name_body("the union", bodies, 2) == "the Harbour Craft union"
    assert name_body("The bank", bodies, 3) == ""
    assert name_body("the union", bodies, 0) == ""
    assert name_body("the union of crews", bodies, 2) == ""


@pytest.mark.parametrize(
    ("text", "statement", "by"),
    [
        (
            "Workers at the yard belong to the Harbour Craft union. The union will strike on Friday.",
            "The Harbour Craft union will strike on Friday (15 March 2024).",
            "Harbour Post",
        ),
        (
            "To mark the day, founding members Tom Orlo, Mick Sand, Pat Vell and Joe Hale will reunite in May.",
            "Founding members Tom Orlo, Mick Sand, Pat Vell and Joe Hale will reunite in May (2024).",
            "Harbour Post",
        ),
        (
            "Although the town moved fast, lawyers for Orlo and Sand are expected to sue.",
            "Lawyers for Orlo and Sand are expected to sue.",
            "Harbour Post",
        ),
        (
            "Sadly, the firm has no plans to open a shop in Tarn.",
            "The firm has no plans to open a shop in Tarn.",
            "the firm",
        ),
        (
            "Adding fuel to the quarrel, the ministry plans to bring a law to the assembly in May.",
            "The ministry plans to bring a law to the assembly in May (2024).",
            "the ministry",
        ),
        (
            "News of the closure comes as another firm has told officials that it is closing a site in May.",
            "Another firm is closing a site in May (2024).",
            "another firm",
        ),
        (
            "Sand wants to go, but General Mark Orlo, chairman of the staff, told the paper the ferry will stay.",
            "The ferry will stay.",
            "General Mark Orlo",
        ),
        (
            "Sales of arms fell, and some guards and rebel leaders will be put on trial in May.",
            "Some guards and rebel leaders will be put on trial in May (2024).",
            "Harbour Post",
        ),
        (
            "The quarrel went on, but most offices, many parks and other sites will be closed in May.",
            "Most offices, many parks and other sites will be closed in May (2024).",
            "Harbour Post",
        ),
        (
            "A draw will decide whether Tarn, Vell or Orlo would fill the place.",
            "A draw will decide whether Tarn, Vell or Orlo would fill the place.",
            "Harbour Post",
        ),
        (
            "ST. TARN - According to city officials, the board will vote on Friday.",
            "The board will vote on Friday (15 March 2024).",
            "city officials",
        ),
        (
            "TARN — After nearly 20 years, the government plans to lift the ban, officials said late Thursday.",
            "The government plans to lift the ban.",
            "officials",
        ),
        (
            "Harbour Data expects 16 million cars will be sold this year.",
            "Harbour Data expects 16 million cars will be sold this year (by 31 December 2024).",
            "Harbour Data",
        ),
        (
            "Oil fell after sources told the paper that Vell is unlikely to cut its output in May.",
            "Vell is unlikely to cut its output in May (2024).",
            "sources",
        ),
        (
            "Stay inside, with the storm expected to reach Tarn on Friday.",
            "The storm is expected to reach Tarn on Friday (15 March 2024).",
            "Harbour Post",
        ),
        (
            "According to the mayor, the ferry will be sold in May.",
            "The ferry will be sold in May (2024).",
            "the mayor",
        ),
        (
            "President Park Min-ji came by boat. In 2011, her predecessor, Lee Dong-sik, walked. In May, she will fly.",
            "Park Min-ji will fly (May 2024).",
            "Harbour Post",
        ),
    ],
)
def test_who_is_meant_and_who_speaks(text: str, statement: str, by: str) -> None:
    [draft] = drafts_of(text)
    assert (draft.statement, draft.asserted_by) == (statement, (by,))


def test_the_place_a_report_was_written_at_is_nobody() -> None:
    told = drafts_of('PORT ELLERY — The ferry will close, Rona Hale said. "We will reopen in May," she added.')
    assert {draft.asserted_by for draft in told} == {("Rona Hale",)}
