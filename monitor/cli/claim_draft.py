"""`monitor claim draft`: the open predictions of an article."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import click

from monitor.cli.claim_fields import read_due_words
from monitor.cli.command import Settings, command
from monitor.cli.desk import config_or_shipped, open_desk, who
from monitor.cli.screen import Column, Screen
from monitor.cli.stream import read_bytes
from monitor.cli.wording import count, day_of, due_words, end_of, joined
from monitor.errors import UsageError
from monitor.model.claim import Article, Claim, ClaimDraft, ClaimSource, DueWindow
from monitor.usecases.add_claim import add_claim
from monitor.usecases.draft_claims import draft_claims, fetch_article

COLUMNS = (
    Column("#", right=True),
    Column("BY", 2),
    Column("MODE", 3),
    Column("BY WHEN", 2),
    Column("SURE", right=True),
    Column("CLAIM", stretch=True),
)


@command(
    "draft",
    "monitor claim draft article.txt --date 2017-05-02",
    "monitor claim draft article.txt --date 2017-05-02 --save 1,3 --due 1=2017-06-30",
    "monitor claim draft https://news.example/2017/05/talks.html",
    "monitor claim draft - --date 2017-05-02 --json < article.txt",
)
@click.argument("article")
@click.option("--date", "day", metavar="DAY", help="When it was published; times in it count from there.")
@click.option("--save", default="", metavar="NUMBERS", help="Watch these: 1,3.")
@click.option("--due", "dues", multiple=True, metavar="N=DAY", help="A due date for a saved one. Repeatable.")
@click.option("--outlet", default="", help="Who published it.")
@click.option("--title", default="", help="Its title.")
@click.option("--url", default="", help="Its address.")
@click.pass_obj
def draft(settings: Settings, /, article: str, day: str | None, save: str, dues: Sequence[str], **source: str) -> None:
    """Find the open predictions of an article (a file, - for stdin, or an address), best first. Saves what you say."""
    read = read_source(settings, article, _published(day), source)
    drafts = draft_claims(read, ())
    chosen = _numbers(save, len(drafts))
    moved = _dues(dues, read.published, chosen)
    if not chosen:
        _show(Screen(settings), drafts, article, day)
        return
    if read.published is None:
        raise UsageError("to save a claim say when the article appeared: --date 2017-05-02")
    with open_desk(settings) as (app, screen):
        with app.store.read() as tx:
            new = draft_claims(read, tx.claims())
        wanted = [(drafts[number - 1], moved.get(number, drafts[number - 1].due)) for number in chosen]
        saved = [
            add_claim(app.store, _claim(found, due, read, read.published), by=who(settings), now=app.now()).claim
            for found, due in wanted
            if found in new
        ]
    _tell_saved(screen, saved, len(wanted) - len(saved))


def read_source(settings: Settings, name: str, day: date | None, source: Mapping[str, str]) -> Article:
    """The article; what a person says of it goes before what the page says. Raises UsageError, FetchError."""
    from monitor.adapters.article_reader import read_article  # noqa: PLC0415

    if name.startswith(("http://", "https://")):
        article = asyncio.run(_fetch(settings, name, day))
    else:
        article = read_article(read_bytes(name), name, "", "", day)
    return replace(
        article,
        outlet=source["outlet"] or article.outlet,
        title=source["title"] or article.title,
        url=source["url"] or article.url,
    )


async def _fetch(settings: Settings, url: str, day: date | None) -> Article:
    from monitor.adapters.article_reader import read_article  # noqa: PLC0415
    from monitor.app import build_fetcher, utc_now  # noqa: PLC0415

    fetcher = build_fetcher(config_or_shipped(settings).fetch, utc_now)
    try:
        return await fetch_article(url, fetcher, read_article, day)
    finally:
        await fetcher.close()


def _tell_saved(screen: Screen, saved: Sequence[Claim], known: int) -> None:
    if screen.is_json:
        screen.json([{"slug": claim.slug, "statement": claim.statement} for claim in saved])
        return
    if saved:
        screen.line(f"Saved {count(len(saved), 'claim')}: {', '.join(claim.slug for claim in saved)}.")
        screen.say(f"Change: monitor claim edit {saved[0].slug}   Undo: monitor claim drop {saved[0].slug}")
    if known:
        screen.line(f"{count(known, 'claim')} watched already.")


def draft_record(draft: ClaimDraft) -> dict[str, object]:
    """One draft for a program."""
    due = draft.due
    return {
        "statement": draft.statement,
        "quote": draft.quote,
        "start": draft.start,
        "end": draft.end,
        "asserted_by": draft.asserted_by,
        "modality": draft.modality,
        "due": {"earliest": due.earliest, "latest": due.latest, "text": due.text, "precision": due.precision}
        if due
        else None,
        "score": draft.score,
        "lint": draft.lint,
        "denied_by": draft.denied_by,
        "silent": draft.silent,
    }


def _show(screen: Screen, drafts: Sequence[ClaimDraft], article: str, day: str | None) -> None:
    if screen.is_json:
        screen.json([draft_record(draft) for draft in drafts])
        return
    if not drafts:
        screen.line("No open prediction found. Add one by hand: monitor claim add 'SENTENCE'")
        return
    strong = sum(draft.score >= 0.5 for draft in drafts)
    screen.line(f"{count(len(drafts), 'candidate claim')}, {strong} strong. Nothing saved yet.")
    screen.table(COLUMNS, [_cells(number, draft) for number, draft in enumerate(drafts, 1)])
    for number, draft in enumerate(drafts, 1):
        if draft.lint:
            screen.line(f"! {number}: {'; '.join(draft.lint)}", "yellow", indent=2)
    screen.say(f"Save: monitor claim draft {article} --date {day or 'DAY'} --save 1")


def _cells(number: int, draft: ClaimDraft) -> list[str]:
    by = joined(draft.asserted_by, 2) + (f" (silent: {joined(draft.silent, 2)})" if draft.silent else "")
    return [str(number), by or "-", draft.modality.value, due_words(draft.due), f"{draft.score:.2f}", draft.statement]


def _claim(draft: ClaimDraft, due: DueWindow | None, article: Article, published: date) -> Claim:
    return Claim(
        slug="",
        statement=draft.statement,
        said_on=published,
        created_at=end_of(published),
        quote=draft.quote,
        quote_start=draft.start,
        quote_end=draft.end,
        asserted_by=draft.asserted_by,
        denied_by=draft.denied_by,
        silent=draft.silent,
        modality=draft.modality,
        due=due,
        source=ClaimSource(article.outlet, article.title, article.url, published),
        terms=draft.terms,
    )


def _published(day: str | None) -> date | None:
    if day is None:
        return None
    from monitor.app import utc_now  # noqa: PLC0415

    return day_of(day, utc_now().date(), "--date")


def _numbers(words: str, most: int) -> list[int]:
    numbers = []
    for word in filter(None, (part.strip() for part in words.split(","))):
        if not word.isdecimal() or not 1 <= int(word) <= most:
            raise UsageError(f"--save takes numbers of the list, 1 to {most}, like --save 1,3")
        numbers.append(int(word))
    return list(dict.fromkeys(numbers))


def _dues(words: Sequence[str], published: date | None, chosen: Sequence[int]) -> dict[int, DueWindow | None]:
    found: dict[int, DueWindow | None] = {}
    for word in words:
        number, _, day = word.partition("=")
        if not number.isdecimal() or int(number) not in chosen or not day:
            raise UsageError("--due takes N=DAY for a number that is saved, like --save 1 --due 1=2017-06-30")
        if published is None:
            raise UsageError("with --due say when the article appeared: --date 2017-05-02")
        found[int(number)] = read_due_words(day, published)
    return found
