"""Draft claims: read an article, propose its open predictions, leave out what is watched already."""

from collections.abc import Callable, Sequence
from datetime import date

from monitor.claims import extract
from monitor.errors import FailureReason, FetchError
from monitor.model.claim import Article, Claim, ClaimDraft, ClaimSource
from monitor.model.feed import Fetched, Validators
from monitor.model.safe import mask_url
from monitor.ports import Fetcher

ReadArticle = Callable[[bytes, str, str, str, date | None], Article]
"""(body, name for errors, content type, url, day or None) -> the article. Raises UsageError."""


def draft_claims(article: Article, stored: Sequence[Claim]) -> list[ClaimDraft]:
    """The open predictions of `article`, best first, without those `stored` with the same quote from the same source."""
    return [
        draft for draft in extract.draft_claims(article) if not any(_is_of(claim, draft, article) for claim in stored)
    ]


async def fetch_article(url: str, fetcher: Fetcher, read: ReadArticle, day: date | None) -> Article:
    """The article at `url`, fetched under the same guards as a feed. Raises FetchError, UsageError."""
    page = await fetcher.fetch(url, Validators())
    if not isinstance(page, Fetched):
        raise FetchError(f"{mask_url(url)} answered 304 to a plain request; try again later", FailureReason.PROTOCOL)
    return read(page.body, mask_url(url), page.content_type, page.url, day)


def _is_of(claim: Claim, draft: ClaimDraft, article: Article) -> bool:
    return claim.quote == draft.quote and _same_source(claim.source, article)


def _same_source(source: ClaimSource, article: Article) -> bool:
    """By address when both have one, else by what else is known of both: outlet, title, day."""
    if source.url and article.url:
        return source.url == article.url
    pairs = ((source.outlet, article.outlet), (source.title, article.title), (source.published, article.published))
    return all(mine == other for mine, other in pairs if mine and other)
