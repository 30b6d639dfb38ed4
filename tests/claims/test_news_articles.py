"""The drafts of invented news of many kinds, held to floors as a whole and set by set."""

import pytest
from mini_articles import DESKS, NEWS, STYLES, MiniArticle, overlaps, pair_drafts, read_mini_articles

from monitor.claims.extract import draft_claims
from monitor.model.claim import Article, ClaimDraft

Drafted = list[tuple[MiniArticle, list[ClaimDraft], dict[int, int]]]
#: Of what a desk would track; strict: a draft of what may or may not be drafted counts as wrong.
CORE_RECALL, PRECISION, F1, DATES, VOICES = 0.88, 0.88, 0.83, 0.93, 0.68


@pytest.fixture(scope="module")
def drafted() -> Drafted:
    articles = read_mini_articles(NEWS)
    found = [(it, draft_claims(Article(it.text, published=it.day))) for it in articles]
    return [(article, drafts, pair_drafts(article, drafts)) for article, drafts in found]


def recall_of(drafted: Drafted, *, core: bool) -> float:
    wanted = [it for article, _, _ in drafted for it in article.wanted if it.is_core or not core]
    found = [article.wanted[index] for article, _, pairs in drafted for index in pairs.values()]
    return sum(it.is_core or not core for it in found) / len(wanted)


def precision_of(drafted: Drafted) -> float:
    made = sum(
        index in pairs or not any(overlaps(it.start, it.end, draft) for it in article.wanted)
        for article, drafts, pairs in drafted
        for index, draft in enumerate(drafts)
    )
    return sum(len(pairs) for _, _, pairs in drafted) / made


@pytest.mark.slow
def test_the_corpus_is_wide_and_names_every_article_once(drafted: Drafted) -> None:
    assert len({article.name for article, _, _ in drafted}) == len(drafted) >= 85
    assert sum(len(article.wanted) for article, _, _ in drafted) >= 450


def test_what_a_desk_would_track_is_found_and_little_else(drafted: Drafted) -> None:
    precision, recall = precision_of(drafted), recall_of(drafted, core=False)
    assert recall_of(drafted, core=True) >= CORE_RECALL
    assert precision >= PRECISION
    assert 2 * precision * recall / (precision + recall) >= F1


@pytest.mark.parametrize("part", ["a-", "b-", "c-", "d-", "e-"])
def test_no_part_of_it_is_forgotten(drafted: Drafted, part: str) -> None:
    some = [it for it in drafted if it[0].name.startswith(part)]
    assert recall_of(some, core=True) >= CORE_RECALL - 0.08
    assert precision_of(some) >= PRECISION - 0.06


def test_dates_and_speakers_are_those_of_the_text(drafted: Drafted) -> None:
    pairs = [(drafts[one], article.wanted[other]) for article, drafts, found in drafted for one, other in found.items()]
    dated = [(draft.due.latest, it.due) for draft, it in pairs if it.due and draft.due and draft.due.latest]
    assert sum(mine == other for mine, other in dated) / len(dated) >= DATES
    voices = [(draft.asserted_by, it.by.split()[-1].lower()) for draft, it in pairs if it.by]
    assert sum(any(by in who.lower() for who in names) for names, by in voices) / len(voices) >= VOICES


@pytest.mark.parametrize("name", ["a-hoax-shark", "c-fake-will", "a-recipe-soup", "b-hoax-pay"])
def test_pages_that_debunk_or_teach_promise_next_to_nothing(drafted: Drafted, name: str) -> None:
    assert sum(len(drafts) for article, drafts, _ in drafted if article.name == name) <= 3


@pytest.mark.slow
def test_short_news_of_many_desks() -> None:
    found = [(it, draft_claims(Article(it.text, published=it.day))) for it in read_mini_articles(DESKS)]
    paired = [(article, drafts, pair_drafts(article, drafts)) for article, drafts in found]
    assert len(paired) >= 40
    assert recall_of(paired, core=True) >= 0.91
    assert precision_of(paired) >= 0.93
    days = [
        (draft.due.latest, it.wanted[index].due)
        for it, drafts, pairs in paired
        for at, index in pairs.items()
        if (draft := drafts[at]).due and it.wanted[index].due
    ]
    assert sum(mine == other for mine, other in days) / len(days) >= 0.93


def test_news_in_many_styles() -> None:
    found = [(it, draft_claims(Article(it.text, published=it.day))) for it in read_mini_articles(STYLES)]
    paired = [(article, drafts, pair_drafts(article, drafts)) for article, drafts in found]
    assert len(paired) >= 15
    assert recall_of(paired, core=True) >= 0.90
    assert precision_of(paired) >= 0.90
    pairs = [(drafts[one], article.wanted[other]) for article, drafts, pairs in paired for one, other in pairs.items()]
    dated = [(draft.due.latest, it.due) for draft, it in pairs if it.due and draft.due and draft.due.latest]
    assert sum(mine == other for mine, other in dated) / len(dated) >= 0.97
    voices = [(draft.asserted_by, it.by.lower()) for draft, it in pairs if it.by]
    assert sum(any(by in who.lower() for who in names) for names, by in voices) / len(voices) >= 0.92
