"""The drafts of invented articles, written before the rules were looked at, and held to a floor as a whole."""

import pytest
from mini_articles import MiniArticle, overlaps, pair_drafts, read_mini_articles

from monitor.claims.extract import draft_claims
from monitor.model.claim import Article, ClaimDraft

ARTICLES = read_mini_articles()
#: Half of the shorter span; a draft on words that may or may not be drafted counts as wrong.
RECALL, PRECISION, DATES, VOICES = 0.90, 0.88, 0.95, 0.85


def drafts_of(article: MiniArticle) -> list[ClaimDraft]:
    return draft_claims(Article(article.text, published=article.day))


@pytest.fixture(scope="module")
def drafted() -> list[tuple[MiniArticle, list[ClaimDraft], dict[int, int]]]:
    found = [(article, drafts_of(article)) for article in ARTICLES]
    return [(article, drafts, pair_drafts(article, drafts)) for article, drafts in found]


def test_most_predictions_are_found_and_little_else(
    drafted: list[tuple[MiniArticle, list[ClaimDraft], dict[int, int]]],
) -> None:
    wanted = sum(len(article.wanted) for article, _, _ in drafted)
    right = sum(len(pairs) for _, _, pairs in drafted)
    made = sum(
        index in pairs or not any(overlaps(it.start, it.end, draft) for it in article.wanted)
        for article, drafts, pairs in drafted
        for index, draft in enumerate(drafts)
    )
    assert len(ARTICLES) >= 40
    assert right / wanted >= RECALL
    assert right / made >= PRECISION


def test_dates_and_speakers_are_those_of_the_text(
    drafted: list[tuple[MiniArticle, list[ClaimDraft], dict[int, int]]],
) -> None:
    pairs = [(drafts[one], article.wanted[other]) for article, drafts, found in drafted for one, other in found.items()]
    dated = [(draft.due.latest, it.due) for draft, it in pairs if it.due and draft.due and draft.due.latest]
    assert sum(mine == other for mine, other in dated) / len(dated) >= DATES
    voices = [(draft.asserted_by, it.by) for draft, it in pairs if it.by]
    assert sum(any(by.lower() in who.lower() for who in names) for names, by in voices) / len(voices) >= VOICES


@pytest.mark.parametrize("name", ["opinion-page", "hypothetical", "questions", "urgings", "horoscope-ad", "may-could"])
def test_pages_without_a_prediction_give_none(name: str) -> None:
    article = next(it for it in ARTICLES if it.name == name)
    assert [draft.quote for draft in drafts_of(article)] == []
