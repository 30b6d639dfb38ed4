"""`monitor review`: judge what was found; one key a judgement, or one command."""

from datetime import datetime

import click

from monitor.cli.command import Settings, command
from monitor.cli.commands import CommandTree
from monitor.cli.complete import complete_claims, complete_developments, complete_judged
from monitor.cli.desk import open_desk, who
from monitor.cli.review_screen import item_record, learned_words, show_list, tell_report, tell_undo
from monitor.cli.review_session import Session, open_keys
from monitor.model.development import RejectReason, ReviewState, Stance, Strength
from monitor.usecases.review_match import Judgement, read_reviews, review_match
from monitor.usecases.undo_review import undo_review


@click.command(
    "review",
    cls=CommandTree,
    words="review",
    invoke_without_command=True,
    examples=[
        "monitor review",
        "monitor review --claim safe-zones",
        "monitor review --list --json",
        "monitor review accept 3fa2b1c0 --as contradicts",
        "monitor review reject 3fa2b1c0 --because wrong-person",
        "monitor review undo 3fa2b1c0",
    ],
)
@click.option("--claim", default="", metavar="CLAIM", help="Only this claim.", shell_complete=complete_claims)
@click.option("--list", "listed", is_flag=True, help="List what waits, ask nothing.")
@click.option("--baseline", is_flag=True, help="Only what feeds brought on their first poll.")
@click.option("--skipped", is_flag=True, help="Also what was skipped before.")
@click.option("--echoes", is_flag=True, help="Also what only seems to repeat the claim.")
@click.pass_context
def review(ctx: click.Context, /, claim: str, listed: bool, **wider: bool) -> None:
    """Judge what was found, one at a time, the surest first. Every judgement is stored at once; stop when you like.

    Off a terminal, with --list or --json: the list.
    """
    if ctx.invoked_subcommand is not None:
        return
    settings = ctx.ensure_object(Settings)
    with open_desk(settings) as (app, screen):
        items = read_reviews(app.store, claim, **wider, brief=not screen.is_json)
        if screen.is_json:
            screen.json([item_record(item) for item in items])
        elif not items:
            screen.line("Nothing to review.")
        elif listed or not screen.is_interactive:
            show_list(screen, items, app.now())
        else:
            with open_keys() as read:
                said = Session(app.store, screen, who(settings), app.now, read).judge_all(items)
            for line in said:
                screen.say(line)


@command(
    "accept",
    "monitor review accept 3fa2b1c0",
    "monitor review accept 3fa2b1c0 --as contradicts --note 'by the ministry'",
)
@click.argument("development", shell_complete=complete_developments)
@click.option(
    "--as",
    "stance",
    type=click.Choice([it.value for it in Stance]),
    help="What it does to the claim; by polarity when not given.",
)
@click.option(
    "--strength",
    type=click.Choice([it.value for it in Strength]),
    help="How much it weighs; by match and number of sources when not given.",
)
@click.option("--note", default="", metavar="TEXT", help="Why; it stands in the record.")
@click.pass_obj
def accept(settings: Settings, development: str, stance: str | None, strength: str | None, note: str) -> None:
    """Accept a development: its entries become evidence, and the matcher learns its words."""
    judgement = Judgement(
        ReviewState.ACCEPTED,
        stance=Stance(stance) if stance else None,
        strength=Strength(strength) if strength else None,
        because=note,
    )
    _judge(settings, development, judgement)


@command(
    "reject",
    "monitor review reject 3fa2b1c0 --because wrong-event",
    "monitor review reject 3fa2b1c0 --because opinion --note 'a columnist'",
)
@click.argument("development", shell_complete=complete_developments)
@click.option(
    "--because",
    "reason",
    type=click.Choice([it.value for it in RejectReason]),
    default="other",
    show_default=True,
    help="What is wrong with it; each teaches something else.",
)
@click.option("--note", default="", metavar="TEXT", help="More; it stands in the record.")
@click.pass_obj
def reject(settings: Settings, development: str, reason: str, note: str) -> None:
    """Reject a development: its unsent alerts are cancelled, and the matcher learns what it is not."""
    judgement = Judgement(ReviewState.REJECTED, reason=RejectReason(reason), because=note)
    _judge(settings, development, judgement)


@command("skip", "monitor review skip 3fa2b1c0", "monitor review --skipped")
@click.argument("development", shell_complete=complete_developments)
@click.option("--note", default="", metavar="TEXT", help="Why; it stands in the record.")
@click.pass_obj
def skip(settings: Settings, development: str, note: str) -> None:
    """Leave a development for later: it waits no more, until `monitor review --skipped`."""
    _judge(settings, development, Judgement(ReviewState.SKIPPED, because=note))


@command("undo", "monitor review undo 3fa2b1c0")
@click.argument("development", shell_complete=complete_judged)
@click.pass_obj
def undo(settings: Settings, development: str) -> None:
    """Take the last judgement of a development back, with what was learned from it. The record keeps both rows."""
    with open_desk(settings) as (app, screen):
        report = undo_review(app.store, development.lower(), by=who(settings), now=app.now())
        if screen.is_json:
            screen.json(report)
        else:
            tell_undo(screen, report)


def _judge(settings: Settings, development: str, judgement: Judgement) -> None:
    with open_desk(settings) as (app, screen):
        now: datetime = app.now()
        report = review_match(app.store, development.lower(), judgement, by=who(settings), now=now)
        if screen.is_json:
            screen.json(
                {
                    "development": report.development,
                    "review": report.review,
                    "evidence": report.evidence,
                    "cancelled": report.cancelled,
                    "released": report.released,
                    "learned": learned_words(report),
                    "suggestion": report.suggestion,
                }
            )
        else:
            tell_report(screen, report)
