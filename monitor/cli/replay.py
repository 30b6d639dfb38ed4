"""`monitor replay`: an archive through the live path."""

from collections.abc import Iterator
from dataclasses import replace

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import config_or_shipped
from monitor.cli.screen import Screen
from monitor.cli.stream import day_at, moment_at, read_json_lines, text_of
from monitor.errors import UsageError
from monitor.usecases.replay_entries import ArchivedEntry, ReplayedPair, WatchedClaim, replay_entries


@command(
    "replay",
    "monitor replay entries.jsonl.gz --claims claims.jsonl --json",
    "monitor replay entries.jsonl --claims claims.jsonl --reviews reviews.jsonl --json",
)
@click.argument("entries")
@click.option("--claims", required=True, metavar="FILE", help="JSON Lines of slug, statement, said_on, until, terms.")
@click.option(
    "--reviews", metavar="FILE", help="JSON Lines of claim, entry, accept: judgements played as entries come."
)
@click.option("--all", "every", is_flag=True, help="Every pair with a score above zero.")
@click.option("--no-adapt", is_flag=True, help="Learn nothing on the way.")
@click.pass_obj
def replay(settings: Settings, entries: str, claims: str, reviews: str | None, every: bool, no_adapt: bool) -> None:
    """Run an archive (JSON Lines, .gz, or - for stdin) through the matcher, on a clock that follows it.

    The same path as live, in a throwaway store; nothing is sent.
    """
    from monitor.app import build_throwaway_store  # noqa: PLC0415

    policy = config_or_shipped(settings).match
    policy = replace(policy, adapt=False) if no_adapt else policy
    watched = list(_read_claims(claims))
    judged = dict(_read_reviews(reviews)) if reviews else None
    screen = Screen(settings)
    store = build_throwaway_store()
    try:
        for pair in replay_entries(store, _read_entries(entries), watched, policy, judged, every_pair=every):
            _show(screen, pair)
    finally:
        store.close()


def _show(screen: Screen, pair: ReplayedPair) -> None:
    if screen.is_json:
        screen.json_line(pair)
    else:
        words = f"{pair.claim} {pair.entry} {pair.polarity}: {'; '.join(pair.why)}"
        screen.line(f"{'*' if pair.first else ' '} {pair.score:.2f} {pair.decision.value:7} {words}")


def _read_entries(name: str) -> Iterator[ArchivedEntry]:
    for place, record in read_json_lines(name):
        yield ArchivedEntry(
            id=text_of(record, "id", place),
            published=moment_at(record, "published", place),
            source=text_of(record, "source", place, needed=False),
            title=text_of(record, "title", place, needed=False),
            summary=text_of(record, "summary", place, needed=False),
            link=text_of(record, "link", place, needed=False),
        )


def _read_claims(name: str) -> Iterator[WatchedClaim]:
    for place, record in read_json_lines(name):
        terms = record.get("terms") or []
        if not isinstance(terms, list) or not all(isinstance(term, str) for term in terms):
            raise UsageError(f"{place}: terms is to be a list of texts")
        yield WatchedClaim(
            slug=text_of(record, "slug", place),
            statement=text_of(record, "statement", place),
            said_on=day_at(record, "said_on", place),
            until=day_at(record, "until", place) if record.get("until") else None,
            terms=tuple(terms),
        )


def _read_reviews(name: str) -> Iterator[tuple[tuple[str, str], bool]]:
    for place, record in read_json_lines(name):
        accept = record.get("accept")
        if not isinstance(accept, bool):
            raise UsageError(f"{place}: accept is to be true or false")
        yield (text_of(record, "claim", place), text_of(record, "entry", place)), accept
