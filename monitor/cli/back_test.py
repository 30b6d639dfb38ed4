"""`monitor test`: a claim against what is stored."""

from datetime import UTC, datetime, time

import click

from monitor.cli.command import Settings, command
from monitor.cli.complete import complete_claims
from monitor.cli.desk import open_desk
from monitor.cli.screen import Column, Screen
from monitor.cli.wording import count, day_of
from monitor.model.ids import short_id
from monitor.model.match import MatchDecision
from monitor.usecases.back_test import BackTest, Hit, back_test
from monitor.usecases.keep_matches import keep_matches

COLUMNS = (
    Column("ENTRY", whole=True, style="bold"),
    Column("SCORE", right=True),
    Column("DECISION"),
    Column("SAYS", 2),
    Column("DAY", 2),
    Column("OUTLET", 3),
    Column("TITLE", stretch=True),
)


@command(
    "test",
    "monitor test astana-envoy",
    "monitor test astana-envoy --since 2017-05-10 --unlearned",
    "monitor test astana-envoy --keep",
)
@click.argument("claim", shell_complete=complete_claims)
@click.option("--since", metavar="DAY", help="Only entries from that day on; default: since it was said.")
@click.option("--unlearned", is_flag=True, help="Leave out what your reviews have taught.")
@click.option("--limit", default=20, show_default=True, help="Show so many.")
@click.option("--keep", is_flag=True, help="Put them up for review. Nothing of it is alerted.")
@click.pass_obj
def test(settings: Settings, /, claim: str, since: str | None, unlearned: bool, limit: int, keep: bool) -> None:
    """What a claim would have matched among the stored entries. Reads only, without --keep.

    A claim meets the news that comes after it. What came before, since it was said, is taken in with --keep.
    """
    with open_desk(settings) as (app, screen):
        now = app.now()
        start = datetime.combine(day_of(since, now.date(), "--since"), time(), UTC) if since else None
        found = back_test(app.store, claim, app.config.match, now, since=start, learned=not unlearned)
        kept = keep_matches(app.store, found) if keep else ()
    if screen.is_json:
        screen.json(_record(found) | ({"kept": [it.id for it in kept]} if keep else {}))
        return
    _show(screen, found, limit)
    slug = found.claim.slug
    if keep:
        waiting = sum(it.awaits_review for it in kept)
        screen.line(f"{count(len(kept), 'development')} kept, {waiting} to review; nothing is alerted.")
        if waiting:
            screen.say(f"Judge: monitor review --claim {slug}")
    elif any(not hit.is_stored for hit in found.hits):
        screen.say(f"Put up for review what is not yet: monitor test {slug} --keep")


def _show(screen: Screen, found: BackTest, limit: int) -> None:
    matches = sum(hit.match.decision is MatchDecision.MATCH for hit in found.hits)
    lines = f"lines at {found.policy.match_line:.2f} and {found.policy.suggest_line:.2f}"
    more = len(found.hits) - matches
    looked = count(found.entries, "entry", "entries")
    screen.line(f"{matches} of {looked} match, {more} more would be suggested ({lines}).")
    screen.line(f"About {found.a_week:.1f} matches a week.")
    if found.precision is not None:
        screen.line(f"Of the matches you judged, {found.precision:.0%} were right.")
    if found.hits:
        screen.line()
        screen.table(COLUMNS, [_cells(hit) for hit in found.hits[:limit]])
        screen.say(f"Why: monitor explain {found.claim.slug} {short_id(found.hits[0].entry.id)}")
    if found.nearest:
        screen.line(f"Nearest miss: {found.nearest.match.score:.2f} {found.nearest.entry.title}", "dim")


def _cells(hit: Hit) -> list[str]:
    match, entry = hit.match, hit.entry
    return [
        short_id(entry.id),
        f"{match.score:.2f}",
        match.decision.value,
        match.polarity.value,
        f"{entry.published:%Y-%m-%d}",
        entry.outlet,
        entry.title,
    ]


def _record(found: BackTest) -> dict[str, object]:
    return {
        "claim": found.claim.slug,
        "entries": found.entries,
        "since": found.since,
        "matches_a_week": round(found.a_week, 2),
        "precision": found.precision,
        "hits": [
            {
                "entry": hit.entry.id,
                "title": hit.entry.title,
                "outlet": hit.entry.outlet,
                "published": hit.entry.published,
                "score": hit.match.score,
                "decision": hit.match.decision,
                "polarity": hit.match.polarity,
                "why": hit.match.why,
                "review": hit.review,
            }
            for hit in found.hits
        ],
        "nearest": {
            "entry": found.nearest.entry.id,
            "title": found.nearest.entry.title,
            "score": found.nearest.match.score,
        }
        if found.nearest
        else None,
    }
