"""`monitor resolve`, `reopen`, `snooze`, `ack`: a person's decisions on a claim."""

import shlex
from contextlib import suppress
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
from monitor.model.claim import Claim, Decision, Outcome
from monitor.model.ids import short_id
from monitor.model.safe import safe
from monitor.usecases.change_claim import ClaimChange, ack_claim, snooze_claim, unack_claim, wake_claim
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
    if not because.strip(" .…"):
        raise UsageError("--because: say why, in words of your own; it stands in the record")
    named = [word.strip().lower() for word in evidence.split(",") if word.strip()]
    with open_desk(settings) as (app, screen):
        change = resolve_claim(
            app.store, claim, Outcome(outcome), evidence=named, because=because, by=who(settings), now=app.now()
        )
        rests = f" ({len(change.decision.evidence)} evidence, by {change.decision.by})"
        tell_change(screen, change, f"open → {outcome}{rests}", undo=open_as_before(change))


@command("reopen", "monitor reopen g20-meeting --because 'that was another meeting'")
@click.argument("claim", shell_complete=complete_claims)
@click.option("--because", default="", metavar="TEXT", help="Why; it stands in the record.")
@click.pass_obj
def reopen(settings: Settings, claim: str, because: str) -> None:
    """Take a verdict, or a drop, back. The record keeps both."""
    with open_desk(settings) as (app, screen):
        change = reopen_claim(app.store, claim, because=because, by=who(settings), now=app.now())
        shut = change.taken_back
        was = change.before.outcome or change.before.status
        rule = auto_words(change.before.auto_after)
        off = f"; it does not settle itself any more (it did {rule})" if change.before.auto_after else ""
        tell_change(screen, change, f"{was.value} → open{off}", undo=_again(change.before, shut))


@command(
    "snooze", "monitor snooze safe-zones 7d", "monitor snooze safe-zones 2017-07-01", "monitor snooze safe-zones --end"
)
@click.argument("claim", shell_complete=complete_claims)
@click.argument("until", required=False)
@click.option("--end", is_flag=True, help="End the snooze now.")
@click.pass_obj
def snooze(settings: Settings, claim: str, until: str | None, end: bool) -> None:
    """Hold a claim's alerts for a while (7d, 12h, fri, 2017-07-01, 2017-07-01T08:00Z). News is still collected."""
    if bool(until) == end:
        raise UsageError("say how long, like `monitor snooze CLAIM 7d`, or `--end`")
    with open_desk(settings) as (app, screen):
        now = app.now()
        if until is None:
            change = wake_claim(app.store, claim, by=who(settings), now=now)
            tell_change(screen, change, "awake", undo=_asleep(change.before, now))
            return
        moment = _until(until, now)
        change = snooze_claim(app.store, claim, moment, by=who(settings), now=now)
        words = f"its alerts are held until {moment_words(moment)} UTC"
        before = _asleep(change.before, now)
        tell_change(screen, change, words, undo=before or f"monitor snooze {change.after.slug} --end")


@command("ack", "monitor ack safe-zones", "monitor ack safe-zones --end")
@click.argument("claim", shell_complete=complete_claims)
@click.option("--end", is_flag=True, help="Take the ack back: remind again.")
@click.pass_obj
def ack(settings: Settings, claim: str, end: bool) -> None:
    """Mute a claim's reminders until its next development, which is told as always."""
    with open_desk(settings) as (app, screen):
        if end:
            change = unack_claim(app.store, claim, by=who(settings), now=app.now())
            tell_change(screen, change, "reminded again", undo=f"monitor ack {change.after.slug}")
            return
        change = ack_claim(app.store, claim, by=who(settings), now=app.now())
        undo = f"monitor ack {change.after.slug} --end"
        tell_change(screen, change, "no reminder until its next news", undo=undo)


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


def _again(claim: Claim, shut: Decision | None) -> str:
    """The command that puts a reopened claim back as it was, with the reason and the evidence that it had."""
    because = ["--because", safe(shut.because)] if shut and shut.because else []
    if claim.outcome is None:
        return shlex.join(["monitor", "claim", "drop", claim.slug, *because])
    evidence = ["--evidence", ",".join(map(short_id, shut.evidence))] if shut and shut.evidence else []
    because = because or ["--because", "as before"]
    return shlex.join(["monitor", "resolve", claim.slug, "--as", claim.outcome.value, *evidence, *because])


def open_as_before(change: ClaimChange) -> str:
    """The commands that open a closed claim again, with the rule, the snooze and the ack that closing it had ended."""
    claim = change.before
    lines = [f"monitor reopen {claim.slug}"]
    if claim.auto_after:
        lines.append(f"monitor claim edit {claim.slug} --auto '{auto_words(claim.auto_after)}'")
    lines += [asleep] if (asleep := _asleep(claim, change.decision.at)) else []
    lines += [f"monitor ack {claim.slug}"] if claim.acked_at else []
    return " && ".join(lines)


def _asleep(claim: Claim, now: datetime) -> str:
    """The command that puts the snooze back that a claim had; empty when it had none, or that is over."""
    until = claim.snoozed_until
    if until is None or until <= now:
        return ""
    return f"monitor snooze {claim.slug} {until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _until(text: str, now: datetime) -> datetime:
    span = read_duration(text)
    if span is not None:
        return now + span
    if "T" in text:
        with suppress(ValueError):
            moment = datetime.fromisoformat(text)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return datetime.combine(day_of(text, now.date(), "UNTIL"), time(), UTC)
