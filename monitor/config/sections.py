"""The lists of the file: feeds, targets, claims; and the store."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from urllib.parse import urlsplit

from monitor.config.pace import read_pace
from monitor.config.secrets import kept_words, read_target_url
from monitor.config.section import Section
from monitor.config.values import (
    BadValueError,
    choice,
    read_day,
    read_due,
    read_feed_url,
    read_name,
    read_names,
    read_text,
    read_texts,
    read_words,
)
from monitor.model.alert import Target
from monitor.model.claim import Claim, ClaimSource, ClaimStatus, Modality, Outcome
from monitor.model.feed import FeedDraft

NONE: tuple[str, ...] = ()
STORE_SCHEMES = ("sqlite", "postgresql", "postgresql+psycopg")


def read_store(folder: Path) -> Callable[[object], str]:
    """A reader of a store's address; a bare file name, and a relative one, is taken from the folder of the config."""

    def read(value: object) -> str:
        return resolve_store(read_words(value), folder)

    return read


def resolve_store(text: str, folder: Path) -> str:
    """`sqlite:///` with a whole path, or a PostgreSQL address as it is. Raises BadValueError."""
    if "://" not in text:
        return f"sqlite:///{folder.absolute() / Path(text).expanduser()}"
    scheme, _, rest = text.partition("://")
    if scheme not in STORE_SCHEMES:
        raise BadValueError("is to be sqlite:///FILE, a file name, or postgresql+psycopg://HOST/DATABASE")
    if scheme != "sqlite":
        return text if _database_of(text) else _refuse("names no database: postgresql+psycopg://HOST/DATABASE")
    file = rest.removeprefix("/")
    if not file or file == ":memory:":
        return _refuse("names no file; write sqlite:///monitor.db")
    return f"sqlite:///{folder.absolute() / file}"


def _database_of(url: str) -> str:
    try:
        return urlsplit(url).path.strip("/")
    except ValueError:
        return _refuse("is no readable address; write it like postgresql+psycopg://USER@HOST/DATABASE")


def _refuse(words: str) -> str:
    raise BadValueError(words)


def read_feeds(sections: list[Section]) -> tuple[FeedDraft, ...]:
    """[[feeds]]: url, outlet (the host's name when it is not said), tags."""
    feeds = [_read_feed(section) for section in sections]
    _refuse_doubles(zip(sections, (feed.url for feed in feeds), strict=True), "url", "is the same address as in {}")
    return tuple(feed for feed in feeds if feed.url)


def _read_feed(section: Section) -> FeedDraft:
    url = section.need("url", read_feed_url, "")
    outlet = section.read("outlet", read_words, "") or (urlsplit(url).hostname or "")
    tags = section.read("tags", read_names, NONE)
    section.close()
    return FeedDraft(url, outlet, tags)


def read_targets(
    sections: list[Section], folder: Path, environ: Mapping[str, str], *, reveal: bool
) -> tuple[Target, ...]:
    """[[targets]]: name, tags, pace, and one of the four ways to an address."""
    targets = []
    for section in sections:
        name = section.need("name", read_name, "")
        tags = section.read("tags", read_names, NONE)
        url = read_target_url(section, folder, environ, reveal=reveal)
        pace = read_pace(section)
        section.close()
        targets.append(Target(name, url, tags, pace, kept_words(section)))
    names = (target.name for target in targets)
    _refuse_doubles(zip(sections, names, strict=True), "name", "is the same name as in {}")
    return tuple(target for target in targets if target.name)


def read_claims(sections: list[Section], targets: tuple[Target, ...], *, brought: bool = False) -> tuple[Claim, ...]:
    """[[claims]]. `created_at` is the start of the day it was said on, until the store gives it a better one.

    `brought`: out of another store, so that a verdict and the place of the quote may stand there too.
    """
    claims = [_read_claim(section, brought=brought) for section in sections]
    _refuse_doubles(zip(sections, (claim.slug for claim in claims), strict=True), "slug", "is the same slug as in {}")
    known = {target.name for target in targets}
    for section, claim in zip(sections, claims, strict=True):
        if not set(claim.targets) <= known:
            section.problem("targets", "names a target that is not in [[targets]]")
    return tuple(claim for claim in claims if claim.slug)


def _read_claim(section: Section, *, brought: bool) -> Claim:
    said_on = section.need("said_on", read_day, date.min)
    claim = Claim(
        slug=section.need("slug", read_name, ""),
        statement=section.need("statement", read_words, ""),
        said_on=said_on,
        created_at=datetime.combine(said_on, time(), UTC),
        quote=section.read("quote", read_text, ""),
        asserted_by=section.read("asserted_by", read_texts, ()),
        denied_by=section.read("denied_by", read_texts, ()),
        silent=section.read("silent", read_texts, ()),
        modality=section.read("modality", choice(Modality), Modality.WILL),
        due=section.read("due", read_due, None),
        criteria=section.read("criteria", read_text, ""),
        source=_read_source(section.table("source")),
        terms=section.read("terms", read_texts, ()),
        not_terms=section.read("not_terms", read_texts, ()),
        tags=section.read("tags", read_names, ()),
        targets=section.read("targets", read_names, ()),
        confidence=section.read("confidence", _read_confidence, None),
        watched_until=section.read("watched_until", read_day, None),
        auto_after=section.read("auto", _read_auto, 0),
    )
    claim = _read_verdict(section, claim) if brought else claim
    section.close()
    _check_days(section, claim)
    return claim


def _read_verdict(section: Section, claim: Claim) -> Claim:
    claim = replace(
        claim,
        status=section.read("status", choice(ClaimStatus), ClaimStatus.OPEN),
        outcome=section.read("outcome", _read_outcome, None),
        quote_start=section.read("quote_start", _read_offset, None),
        quote_end=section.read("quote_end", _read_offset, None),
        quote_context=section.read("quote_context", read_text, ""),
    )
    if (claim.outcome is not None) is not (claim.status is ClaimStatus.RESOLVED):
        section.problem("outcome", "belongs to a resolved claim, and only to one")
    return claim


def _read_outcome(value: object) -> Outcome | None:
    return choice(Outcome)(value)


def _read_offset(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadValueError("is to be a number of characters")
    return value


def _check_days(section: Section, claim: Claim) -> None:
    if claim.said_on == date.min:
        return
    if claim.due and claim.due.latest and claim.due.latest < claim.said_on:
        section.problem("due", "lies before said_on, the day the claim was made")
    if claim.watched_until and claim.watched_until < claim.said_on:
        section.problem("watched_until", "lies before said_on, the day the claim was made")


def _read_source(section: Section) -> ClaimSource:
    source = ClaimSource(
        outlet=section.read("outlet", read_text, ""),
        title=section.read("title", read_text, ""),
        url=section.read("url", read_feed_url, ""),
        published=section.read("published", read_day, None),
    )
    section.close()
    return source


def _read_auto(value: object) -> int:
    from monitor.claims.verdict import read_auto  # noqa: PLC0415  (few claims have one)

    found = read_auto(value) if isinstance(value, str) else None
    if found is None:
        raise BadValueError('is to be "after 2 sources", or "never"')
    return found


def _read_confidence(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadValueError("is to be a number between 0 and 1")
    return float(value)


def _refuse_doubles(keyed: Iterable[tuple[Section, str]], key: str, words: str) -> None:
    seen: dict[str, str] = {}
    for section, value in keyed:
        if not value:
            continue
        if value in seen:
            section.problem(key, words.format(seen[value]))
        seen.setdefault(value, section.path)
