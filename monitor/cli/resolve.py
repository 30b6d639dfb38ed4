"""`monitor resolve`, `reopen`, `snooze`, `ack`: a person's decisions on a claim."""

from datetime import UTC, datetime, time

import click

from monitor.claims.dates import read_duration
from monitor.claims.verdict import auto_words
from monitor.cli.command import Settings, command
from monitor.cli.complete import complete_claims
from monitor.cli.desk import open_desk, who
from monitor.cli.screen import Screen
from monitor.cli.wording import count, day_of, moment_words
from monitor.errors import UsageError
from monitor.model.claim import Outcome
from monitor.usecases.change_claim import ClaimChange, ack_claim, snooze_claim, wake_claim
from monitor.usecases.resolve_claim import reopen_claim, resolve_claim


@command(
    "resolve",
    "monitor resolve g20-meeting --as fulfilled --evidence 3fa2b1c0 --because 'both readouts, 7 July'",
    "monitor resolve astana-envoy --as ambiguous --because 'sent, but as an observer'",
)
@click.argument("claim", shell_complete=complete_claims)
@click.option("--as", "outcome", required=True, type=click.Choice([it.value for it in Outcome]), help="The verdict.")
@click.option("--evidence", default="", metavar="IDS", help="Ids of evidence or developments, with commas.")
@click.option("--because", required=True, metavar="TEXT", help="Why; it stands in the record.")
@click.pass_obj
def resolve(settings: Settings, claim: str, outcome: str, evidence: str, because: str) -> None:
    """Settle a claim. Its unsent alerts are cancelled; `monitor reopen` takes it back."""
    named = [word.strip().lower() for word in evidence.split(",") if word.strip()]
    with open_desk(settings) as (app, screen):
        change = resolve_claim(
            app.store, claim, Outcome(outcome), evidence=named, because=because, by=who(settings), now=app.now()
        )
        slug = change.after.slug
        rests = f" ({len(change.decision.evidence)} evidence, by {change.decision.by})"
        tell_change(screen, change, f"open → {outcome}{rests}", undo=f"monitor reopen {slug}")


@command("reopen", "monitor reopen g20-meeting --because 'that was another meeting'")
@click.argument("claim", shell_complete=complete_claims)
@click.option("--because", default="", metavar="TEXT", help="Why; it stands in the record.")
@click.pass_obj
def reopen(settings: Settings, claim: str, because: str) -> None:
    """Take a verdict, or a drop, back. The record keeps both."""
    with open_desk(settings) as (app, screen):
        change = reopen_claim(app.store, claim, because=because, by=who(settings), now=app.now())
        was = change.before.outcome or change.before.status
        rule = auto_words(change.before.auto_after)
        off = f"; it does not settle itself any more (it did {rule})" if change.before.auto_after else ""
        tell_change(screen, change, f"{was.value} → open{off}", undo=_again(change))


@command(
    "snooze", "monitor snooze safe-zones 7d", "monitor snooze safe-zones 2017-07-01", "monitor snooze safe-zones --end"
)
@click.argument("claim", shell_complete=complete_claims)
@click.argument("until", required=False)
@click.option("--end", is_flag=True, help="End the snooze now.")
@click.pass_obj
def snooze(settings: Settings, claim: str, until: str | None, end: bool) -> None:
    """Hold a claim's alerts for a while (7d, 12h, fri, 2017-07-01). News is still collected."""
    if bool(until) == end:
        raise UsageError("say how long, like `monitor snooze CLAIM 7d`, or `--end`")
    with open_desk(settings) as (app, screen):
        now = app.now()
        if until is None:
            change = wake_claim(app.store, claim, by=who(settings), now=now)
            tell_change(screen, change, "awake", undo=f"monitor snooze {change.after.slug} 7d")
            return
        moment = _until(until, now)
        change = snooze_claim(app.store, claim, moment, by=who(settings), now=now)
        words = f"its alerts are held until {moment_words(moment)} UTC"
        tell_change(screen, change, words, undo=f"monitor snooze {change.after.slug} --end")


@command("ack", "monitor ack safe-zones")
@click.argument("claim", shell_complete=complete_claims)
@click.pass_obj
def ack(settings: Settings, claim: str) -> None:
    """Mute a claim's reminders until its next development, which is told as always."""
    with open_desk(settings) as (app, screen):
        change = ack_claim(app.store, claim, by=who(settings), now=app.now())
        tell_change(screen, change, "no reminder until its next news", undo="")


def tell_change(screen: Screen, change: ClaimChange, words: str, *, undo: str) -> None:
    """What changed, what was cancelled by it, how to undo it."""
    if screen.is_json:
        screen.json(
            {
                "slug": change.after.slug,
                "claim": change.after,
                "decision": change.decision,
                "cancelled": change.cancelled,
                "held": change.held,
                "released": change.released,
            }
        )
        return
    done = [words]
    done += [f"{count(change.cancelled, 'unsent alert')} cancelled"] if change.cancelled else []
    done += [f"{count(change.held, 'alert')} held"] if change.held else []
    done += [f"{count(change.released, 'alert')} on the way again"] if change.released else []
    screen.line(f"{change.after.slug}: {'; '.join(done)}.")
    if undo:
        screen.say(f"Undo: {undo}")


def _again(change: ClaimChange) -> str:
    """The command that puts a reopened claim back as it was."""
    claim = change.before
    if claim.outcome is None:
        return f"monitor claim drop {claim.slug}"
    return f"monitor resolve {claim.slug} --as {claim.outcome.value} --because 'as before'"


def _until(text: str, now: datetime) -> datetime:
    span = read_duration(text)
    if span is not None:
        return now + span
    return datetime.combine(day_of(text, now.date(), "UNTIL"), time(), UTC)
