"""`monitor claim draft`: the open predictions of an article."""

import asyncio
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

import click

from monitor.cli.claim_fields import read_due_words
from monitor.cli.command import Settings, command
from monitor.cli.desk import config_or_shipped, open_desk, store_file, who
from monitor.cli.draft_screen import ask_day, ask_dues, ask_numbers, show_drafts, tell_saved
from monitor.cli.screen import Screen
from monitor.cli.stream import read_bytes
from monitor.cli.wording import day_of
from monitor.errors import FailureReason, FetchError, UsageError
from monitor.model.claim import Article, Claim, DueWindow
from monitor.model.safe import mask_url
from monitor.usecases.add_claim import add_claim
from monitor.usecases.draft_claims import Proposal, fetch_article, make_claim, propose_claims


@command(
    "draft",
    "monitor claim draft article.txt --date 2017-05-02",
    "monitor claim draft article.txt --date 2017-05-02 --save 1,3 --due 1=2017-06-30",
    "monitor claim draft https://news.example/2017/05/talks.html",
    "monitor claim draft letter.eml --save all",
    "monitor claim draft - --date 2017-05-02 --json < article.txt",
)
@click.argument("article")
@click.option("--date", "day", metavar="DAY", help="When it was published; times in it count from there.")
@click.option("--save", default="", metavar="NUMBERS", help="Watch these: 1,3, or all.")
@click.option("--due", "dues", multiple=True, metavar="N=DAY", help="A due date for a saved one. Repeatable.")
@click.option("--outlet", default="", help="Who published it.")
@click.option("--title", default="", help="Its title.")
@click.option("--url", default="", help="Its address.")
@click.pass_obj
def draft(settings: Settings, /, article: str, day: str | None, save: str, dues: Sequence[str], **source: str) -> None:
    """Find the open predictions of an article, best first, and save those you choose.

    ARTICLE is a file (text, Markdown, HTML, or a mail as .eml), - for stdin, or an address. On a terminal you are asked
    which to save; --save says it in a script. What is watched already is not proposed again; numbers stay the same.
    """
    read = read_source(settings, article, _published(day), source)
    screen = Screen(settings)
    if save:
        proposals = propose_claims(read, ())
        _save(settings, read, _numbers(save, proposals), dues)
        return
    if dues:
        raise UsageError("--due goes with --save: --save 1 --due 1=2017-06-30")
    if screen.is_interactive and read.published is None:
        read = replace(read, published=ask_day(_published))
    proposals = propose_claims(read, _watched(settings))
    again = f"monitor claim draft {shlex.quote(article)}" + (f" --date {read.published}" if read.published else "")
    show_drafts(screen, proposals, read, again)
    if screen.is_interactive and read.published and any(not it.watched_as for it in proposals):
        _ask_and_save(settings, screen, read, read.published, proposals)


def read_source(settings: Settings, name: str, day: date | None, source: Mapping[str, str]) -> Article:
    """The article; what a person says of it goes before what the page says. Raises UsageError, FetchError."""
    from monitor.adapters.article_reader import read_article  # noqa: PLC0415

    if name.startswith(("http://", "https://")):
        article = asyncio.run(_fetch(settings, name, day))
    elif "://" in name:
        raise UsageError(f"{mask_url(name)} can't be fetched: an article's address begins with https:// or http://")
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

    config = config_or_shipped(settings)
    fetcher = build_fetcher(config.fetch, utc_now, config.logins)
    try:
        return await fetch_article(url, fetcher, read_article, day)
    except FetchError as error:
        if error.reason is FailureReason.UNSAFE_ADDRESS:
            advice = "if that is meant, add its host to private_hosts under [fetch] in config.toml"
        else:
            advice = "check the address, or save the page with your browser and give the file"
        raise FetchError(f"{error}; {advice}", error.reason) from error
    finally:
        await fetcher.close()


def _watched(settings: Settings) -> list[Claim]:
    """The claims of the store; none where no store was made yet, for looking makes none."""
    url = config_or_shipped(settings).store_url
    file = store_file(url)
    if not url or (file is not None and not file.exists()):
        return []
    with open_desk(settings) as (app, _), app.store.read() as tx:
        return tx.claims()


def _ask_and_save(
    settings: Settings, screen: Screen, article: Article, published: date, proposals: Sequence[Proposal]
) -> None:
    chosen = ask_numbers(screen, lambda words: _numbers(words, proposals))
    if chosen:
        _store(settings, article, published, chosen, ask_dues(screen, chosen, published))


def _save(settings: Settings, article: Article, chosen: Sequence[Proposal], dues: Sequence[str]) -> None:
    if article.published is None:
        raise UsageError("to save a claim say when the article appeared: --date 2017-05-02")
    _store(settings, article, article.published, chosen, _dues(dues, article.published, chosen))


def _store(
    settings: Settings,
    article: Article,
    published: date,
    chosen: Sequence[Proposal],
    moved: Mapping[int, DueWindow | None],
) -> None:
    with open_desk(settings) as (app, screen):
        with app.store.read() as tx:
            known = {it.number: it.watched_as for it in propose_claims(article, tx.claims())}
            since = tx.count_entries(datetime.combine(published, time(), UTC))
        added = [
            add_claim(
                app.store,
                make_claim(it.draft, article, moved.get(it.number, it.draft.due), published),
                by=who(settings),
                now=app.now(),
            )
            for it in chosen
            if not known.get(it.number)
        ]
        tell_saved(screen, added, [known[it.number] for it in chosen if known.get(it.number)])
        if added and since:
            screen.say(f"What came since then: monitor test {added[0].claim.slug} --keep")


def _published(day: str | None) -> date | None:
    if day is None:
        return None
    from monitor.app import utc_now  # noqa: PLC0415

    return day_of(day, utc_now().date(), "--date")


def _numbers(words: str, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals of `1,3`, `1 3`, `2-4` or `all`. Raises UsageError."""
    if words.strip().lower() == "all":
        return list(proposals)
    chosen: dict[int, Proposal] = {}
    for word in words.replace(",", " ").split():
        first, _, last = word.partition("-")
        ends = (first, last or first)
        if not all(end.isdecimal() and 1 <= int(end) <= len(proposals) for end in ends):
            most = (
                f"numbers of the list, 1 to {len(proposals)}" if proposals else "nothing: no open prediction was found"
            )
            raise UsageError(f"--save takes {most}, like --save 1,3")
        chosen |= {number: proposals[number - 1] for number in range(int(ends[0]), int(ends[1]) + 1)}
    return list(chosen.values())


def _dues(words: Sequence[str], published: date, chosen: Sequence[Proposal]) -> dict[int, DueWindow | None]:
    found: dict[int, DueWindow | None] = {}
    numbers = {it.number for it in chosen}
    for word in words:
        number, _, day = word.partition("=")
        if not number.isdecimal() or int(number) not in numbers or not day:
            raise UsageError("--due takes N=DAY for a number that is saved, like --save 1 --due 1=2017-06-30")
        found[int(number)] = read_due_words(day, published)
    return found
