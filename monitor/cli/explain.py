"""`monitor explain`: why a pair is, or is not, a match."""

import click

from monitor.cli.command import Settings, command
from monitor.cli.complete import complete_claims
from monitor.cli.desk import config_or_shipped, open_desk
from monitor.cli.screen import Column, Screen
from monitor.cli.stream import day_at, moment_at, read_json_lines, text_of
from monitor.errors import UsageError
from monitor.matching.match import Account
from monitor.matching.signals import SIGNALS
from monitor.model.match import MatchDecision
from monitor.usecases.explain_match import Explanation, Pair, explain_match, explain_pairs

COLUMNS = (
    Column("SIGNAL"),
    Column("VALUE", right=True),
    Column("WEIGHT", 2, right=True),
    Column("PART", right=True),
    Column("WORDS", stretch=True),
    Column("MEASURES", 3),
)
#: Scores nearer to each other than that are told once.
SAME = 0.01
VERDICTS = {MatchDecision.MATCH: "a match", MatchDecision.SUGGEST: "suggested", MatchDecision.NONE: "no match"}


@command("explain", "monitor explain g20-meeting 3fa2b1c0", "monitor explain --pairs pairs.jsonl --json")
@click.argument("claim", required=False, shell_complete=complete_claims)
@click.argument("entry", required=False)
@click.option(
    "--pairs", metavar="FILE", help="JSON Lines of pair_id, claim, said_on, title, summary, published; - for stdin."
)
@click.pass_obj
def explain(settings: Settings, claim: str | None, entry: str | None, pairs: str | None) -> None:
    """Why an entry is, or is not, about a claim: what spoke for it and against it, each signal, what was missing.

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
            screen.json(_record(found))
        else:
            _show(screen, found)


def _record(found: Explanation) -> dict[str, object]:
    account = found.account
    suggest_line, match_line = account.lines
    return {
        "claim": found.claim.slug,
        "entry": found.entry.id,
        "match": account.match,
        "suggest_line": suggest_line,
        "match_line": match_line,
        "ruled_out": account.ruled_out,
        "against": account.against,
        "base": account.base,
        "unruled_score": account.unruled,
        "judged": found.judged
        and {name: getattr(found.judged, name) for name in ("score", "decision", "polarity", "why")},
    }


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
    account, entry = found.account, found.entry
    match = account.match
    suggest_line, match_line = account.lines
    screen.line(found.claim.statement, "bold")
    screen.line(f"{entry.outlet}: “{entry.title}” ({entry.published:%Y-%m-%d})")
    screen.line()
    lines = f"(suggested from {suggest_line:.2f}, match from {match_line:.2f})"
    screen.fact("score", f"{match.score:.3f}: {VERDICTS[match.decision]} {lines}")
    for reason in account.ruled_out:
        screen.fact("ruled out", f"{reason}; its signals alone would give {account.unruled:.3f}")
    _show_judged(screen, found)
    because = match.polarity_because.removeprefix(f"{match.polarity}: ")
    screen.fact("says", f"{match.polarity.value}{f', {because}' if because else ''}")
    for label, reasons in (("for", match.why), ("against", account.against), ("missing", match.missing)):
        for reason in reasons:
            screen.fact(label, reason)
    screen.line()
    _show_signals(screen, account)


def _show_judged(screen: Screen, found: Explanation) -> None:
    """How it was judged when it came, where that is another figure than today's."""
    then, now = found.judged, found.account.match
    if then is not None and (then.decision is not now.decision or abs(then.score - now.score) >= SAME):
        words = "when it came; the rest is as of today, with what was learned since, from itself too"
        screen.fact("judged", f"{then.score:.3f}, {VERDICTS[then.decision]}, {words}")


def _show_signals(screen: Screen, account: Account) -> None:
    """Every signal, the weightiest first; with what holds before any is looked at, the parts add up to the score."""
    says = {rule.name: rule.says for rule in SIGNALS}
    rows = [
        [it.name, f"{it.value:.2f}", f"{it.weight:.2f}", f"{it.part:+.3f}", " ".join(it.words), says[it.name]]
        for it in sorted(account.match.signals, key=lambda it: -abs(it.part))
    ]
    odds = account.base + sum(it.part for it in account.match.signals)
    rows.append(["base", "", "", f"{account.base:+.3f}", "", "before any signal"])
    rows.append(["all", "", "", f"{odds:+.3f}", "", f"log-odds, a score of {account.unruled:.3f}"])
    screen.table(COLUMNS, rows)
