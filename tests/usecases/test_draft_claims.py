"""From an address to drafts, and never the same draft twice."""

from dataclasses import dataclass
from datetime import date

import pytest
from build import a_claim
from fakes import FakeWeb

from monitor.errors import FetchError
from monitor.model.claim import Article, ClaimSource
from monitor.model.feed import NotModified, Validators
from monitor.usecases.draft_claims import cut_passage, draft_claims, fetch_article, make_claim, propose_claims

DAY = date(2017, 5, 2)
TEXT = "The city of Veldam will open its new harbour bridge in June. The mayor plans to sell the old ferry by October."
ARTICLE = Article(TEXT, "Bridge", "The Veldam Post", published=DAY)
URL = "https://veldam.example/bridge"


def read_plain(body: bytes, name: str, content_type: str, url: str, day: date | None) -> Article:
    return Article(body.decode(), f"{name} {content_type}", url=url, published=day)


def test_every_prediction_is_proposed_once() -> None:
    drafts = draft_claims(ARTICLE, [])
    assert len(drafts) == 2
    stored = a_claim(quote=drafts[0].quote, source=ClaimSource("The Veldam Post", "Bridge", "", DAY))
    assert draft_claims(ARTICLE, [stored]) == drafts[1:]


@pytest.mark.parametrize(
    ("source", "article", "left"),
    [
        (ClaimSource(url=URL), Article(TEXT, url=URL, published=DAY), 1),
        (ClaimSource(url=URL), Article(TEXT, url=URL + "2", published=DAY), 2),
        (ClaimSource(url=URL), Article(TEXT, url=f"{URL}?utm_source=feed#top", published=DAY), 1),
        (ClaimSource(url="tag:one"), Article(TEXT, url="tag:two", published=DAY), 2),
        (ClaimSource(outlet="The Other Post"), ARTICLE, 2),
        (ClaimSource(published=date(2017, 5, 3)), ARTICLE, 2),
        (ClaimSource(), ARTICLE, 1),
    ],
)
def test_the_same_quote_of_another_source_is_another_claim(source: ClaimSource, article: Article, left: int) -> None:
    stored = a_claim(quote=draft_claims(article, [])[0].quote, source=source)
    assert len(draft_claims(article, [stored])) == left


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("The city of Veldam will open its new harbor bridge in June.", 0),
        ("Veldam, the city, will open its new harbour bridge in June.", 0),
        ("The city of Veldam will not open its new harbour bridge in June.", 1),
        ("The city of Veldam will open its 2 new harbour bridges in June.", 1),
        ("The city of Veldam will close its old fish market in June.", 1),
    ],
)
def test_an_article_that_was_edited_a_little_proposes_nothing_new(now: str, left: int) -> None:
    stored = a_claim(quote="The city of Veldam will open its new harbour bridge in June.", source=ClaimSource(url=URL))
    assert len(draft_claims(Article(now, url=URL, published=DAY), [stored])) == left


async def test_an_article_is_fetched_by_the_fetcher() -> None:
    web = FakeWeb({URL: TEXT.encode()})
    article = await fetch_article(URL, web, read_plain, DAY)
    assert (article.text, article.url, article.published) == (TEXT, URL, DAY)
    assert web.asked == [(URL, Validators())]


async def test_a_failure_is_passed_on() -> None:
    with pytest.raises(FetchError, match="no such page"):
        await fetch_article(URL, FakeWeb(), read_plain, DAY)


@dataclass
class StubbornWeb:
    """A server that says 304 to a request without validators."""

    async def fetch(self, url: str, validators: Validators) -> NotModified:
        return NotModified(url, validators)

    async def close(self) -> None:
        return


async def test_an_answer_without_a_body_is_an_error() -> None:
    with pytest.raises(FetchError, match="304"):
        await fetch_article(URL, StubbornWeb(), read_plain, DAY)


def test_a_claim_keeps_where_it_was_said_and_a_passage() -> None:
    draft = draft_claims(ARTICLE, [])[0]
    claim = make_claim(draft, ARTICLE, draft.due, DAY)
    assert TEXT[claim.quote_start : claim.quote_end] == claim.quote
    assert claim.quote_context == TEXT
    assert (claim.said_on, claim.source) == (DAY, ClaimSource("The Veldam Post", "Bridge", "", DAY))
    assert (claim.slug, claim.statement, claim.due, claim.terms) == ("", draft.statement, draft.due, draft.terms)
    again = propose_claims(ARTICLE, [a_claim("bridge", quote=claim.quote, source=claim.source)])
    assert [(it.number, it.watched_as) for it in again] == [(1, "bridge"), (2, "")]


def test_a_passage_is_cut_between_words() -> None:
    text = "before " * 100 + "QUOTE" + " after" * 100
    start = text.index("QUOTE")
    passage = cut_passage(text, start, start + 5)
    assert 300 < len(passage) < 410
    assert set(passage.split()) == {"before", "QUOTE", "after"}
    assert cut_passage("x" * 300 + "QUOTE" + "x" * 300, 300, 305) == "QUOTE"
