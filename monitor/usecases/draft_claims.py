"""Draft claims: read an article, propose its open predictions, leave out what is watched already."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from monitor.claims import extract
from monitor.errors import FailureReason, FetchError
from monitor.feeds.canonical import canonical_link
from monitor.model.claim import Article, Claim, ClaimDraft, ClaimSource, DueWindow
from monitor.model.feed import Fetched, Validators
from monitor.model.safe import mask_url
from monitor.ports import Fetcher

ReadArticle = Callable[[bytes, str, str, str, date | None], Article]
"""(body, name for errors, content type, url, day or None) -> the article. Raises UsageError."""

#: How many characters of the article are kept on each side of a quote.
_AROUND = 200
#: Share of words two quotes of one article have in common when the later is an edited form of the other.
_ALIKE = 0.75
_WORD = re.compile(r"\w+")
_TELLING = re.compile(r"\d|^(?:not|no|never|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft with its number in the list of the whole article; `watched_as`: the slug of the claim it is already."""

    number: int
    draft: ClaimDraft
    watched_as: str = ""


def propose_claims(article: Article, stored: Sequence[Claim]) -> list[Proposal]:
    """The open predictions of `article`, best first. Numbers never change by what is `stored`."""
    return [
        Proposal(number, draft, next((claim.slug for claim in stored if _is_of(claim, draft, article)), ""))
        for number, draft in enumerate(extract.draft_claims(article), 1)
    ]


def draft_claims(article: Article, stored: Sequence[Claim]) -> list[ClaimDraft]:
    """The open predictions of `article`, best first, without those `stored` with the same quote from the same source."""
    return [proposal.draft for proposal in propose_claims(article, stored) if not proposal.watched_as]


def make_claim(draft: ClaimDraft, article: Article, due: DueWindow | None, said_on: date) -> Claim:
    """The claim of one draft, with where and by whom it was said; its slug is still to be given."""
    return Claim(
        slug="",
        statement=draft.statement,
        said_on=said_on,
        created_at=datetime.combine(said_on, time(), UTC),
        quote=draft.quote,
        quote_start=draft.start,
        quote_end=draft.end,
        quote_context=cut_passage(article.text, draft.start, draft.end),
        asserted_by=draft.asserted_by,
        denied_by=draft.denied_by,
        silent=draft.silent,
        modality=draft.modality,
        due=due,
        source=ClaimSource(article.outlet, article.title, article.url, said_on),
        terms=draft.terms,
    )


def cut_passage(text: str, start: int, end: int) -> str:
    """`text[start:end]` with some words before and after it, none cut in two."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:
        before = before.partition(" ")[2] if " " in before else ""
    if end + _AROUND < len(text):
        after = after.rpartition(" ")[0]
    return f"{before}{text[start:end]}{after}".strip()


async def fetch_article(url: str, fetcher: Fetcher, read: ReadArticle, day: date | None) -> Article:
    """The article at `url`, fetched under the same guards as a feed. Raises FetchError, UsageError."""
    page = await fetcher.fetch(url, Validators())
    if not isinstance(page, Fetched):
        raise FetchError(f"{mask_url(url)} answered 304 to a plain request; try again later", FailureReason.PROTOCOL)
    return read(page.body, mask_url(url), page.content_type, page.url, day)


def _is_of(claim: Claim, draft: ClaimDraft, article: Article) -> bool:
    return _same_source(claim.source, article) and _says_the_same(claim.quote, draft.quote)


def _says_the_same(one: str, other: str) -> bool:
    """The same words but for a small edit; numbers and days must be the same."""
    mine, theirs = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    if not mine or {it for it in mine if _TELLING.search(it)} != {it for it in theirs if _TELLING.search(it)}:
        return mine == theirs
    common = (Counter(mine) & Counter(theirs)).total()
    return common >= _ALIKE * max(len(mine), len(theirs))


def _same_source(source: ClaimSource, article: Article) -> bool:
    """By address when both have one, else by what else is known of both: outlet, title, day."""
    if source.url and article.url:
        return _page(source.url) == _page(article.url)
    pairs = ((source.outlet, article.outlet), (source.title, article.title), (source.published, article.published))
    return all(mine == other for mine, other in pairs if mine and other)


def _page(url: str) -> str:
    """The address without what only says how a reader came."""
    return canonical_link(url) or url
