"""`monitor explain`: why a pair is, or is not, a match."""

import click

from monitor.cli.command import Settings, command
from monitor.cli.complete import complete_claims
from monitor.cli.desk import config_or_shipped, open_desk
from monitor.cli.screen import Column, Screen
from monitor.cli.stream import day_at, moment_at, read_json_lines, text_of
from monitor.errors import UsageError
from monitor.model.match import MatchDecision
from monitor.usecases.explain_match import Explanation, Pair, explain_match, explain_pairs

COLUMNS = (
    Column("SIGNAL"),
    Column("VALUE", right=True),
    Column("WEIGHT", 2, right=True),
    Column("PART", right=True),
    Column("WORDS", stretch=True),
)


@command("explain", "monitor explain g20-meeting 3fa2b1c0", "monitor explain --pairs pairs.jsonl --json")
@click.argument("claim", required=False, shell_complete=complete_claims)
@click.argument("entry", required=False)
@click.option(
    "--pairs", metavar="FILE", help="JSON Lines of pair_id, claim, said_on, title, summary, published; - for stdin."
)
@click.pass_obj
def explain(settings: Settings, claim: str | None, entry: str | None, pairs: str | None) -> None:
    """Why an entry is, or is not, about a claim: the signals, their weights, the two lines, what was missing.

    ENTRY is the id of an entry, or that of a development as an alert has it, for the entry it began with.
    """
    if pairs is not None:
        _explain_pairs(settings, pairs)
        return
    if not claim or not entry:
        raise UsageError("name a claim and an entry, like `monitor explain g20-meeting 3fa2b1c0`, or give --pairs FILE")
    with open_desk(settings) as (app, screen):
        found = explain_match(app.store, claim, entry.lower(), app.config.match)
        if screen.is_json:
            screen.json(
                {
                    "claim": found.claim.slug,
                    "entry": found.entry.id,
                    "match": found.match,
                    "suggest_line": found.suggest_line,
                    "match_line": found.match_line,
                }
            )
        else:
            _show(screen, found)


def _explain_pairs(settings: Settings, name: str) -> None:
    screen = Screen(settings)
    pairs = (
        Pair(
            pair_id=str(record.get("pair_id", "")),
            claim=text_of(record, "claim", place),
            said_on=day_at(record, "said_on", place),
            title=text_of(record, "title", place, needed=False),
            summary=text_of(record, "summary", place, needed=False),
            published=moment_at(record, "published", place),
        )
        for place, record in read_json_lines(name)
    )
    for verdict in explain_pairs(pairs, config_or_shipped(settings).match):
        if screen.is_json:
            screen.json_line(
                {
                    "pair_id": verdict.pair_id,
                    "score": verdict.score,
                    "match": verdict.is_match,
                    "polarity": verdict.polarity,
                    "why": verdict.why,
                }
            )
        else:
            screen.line(f"{verdict.pair_id}  {verdict.score:.2f}  {verdict.polarity}: {'; '.join(verdict.why)}")


def _show(screen: Screen, found: Explanation) -> None:
    match, entry = found.match, found.entry
    screen.line(found.claim.statement, "bold")
    screen.line(f"{entry.outlet}: “{entry.title}” ({entry.published:%Y-%m-%d})")
    screen.line()
    verdict = {MatchDecision.MATCH: "a match", MatchDecision.SUGGEST: "suggested", MatchDecision.NONE: "no match"}[
        match.decision
    ]
    screen.fact(
        "score",
        f"{match.score:.3f}: {verdict} (suggested from {found.suggest_line:.2f}, match from {found.match_line:.2f})",
    )
    because = match.polarity_because.removeprefix(f"{match.polarity}: ")
    screen.fact("says", f"{match.polarity.value}{f', {because}' if because else ''}")
    for reason in match.why:
        screen.fact("because", reason)
    screen.fact("missing", ", ".join(match.missing))
    if match.signals:
        screen.line()
        rows = [
            [it.name, f"{it.value:.2f}", f"{it.weight:.2f}", f"{it.part:+.3f}", " ".join(it.words)]
            for it in match.signals
        ]
        screen.table(COLUMNS, rows)
