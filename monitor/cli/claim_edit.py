"""`monitor claim edit` and `monitor claim drop`."""

import shlex
from dataclasses import fields, replace
from typing import Any

import click

from monitor.claims.verdict import auto_words
from monitor.cli.claim_fields import claim_options, read_fields, refuse_unknown_targets, write_fields
from monitor.cli.command import Settings, command
from monitor.cli.complete import complete_claims
from monitor.cli.desk import open_desk, who
from monitor.cli.resolve import open_as_before, tell_change
from monitor.cli.screen import plain
from monitor.cli.wording import day_of
from monitor.errors import UsageError
from monitor.model.claim import CORRECTION, Claim, is_correction
from monitor.model.safe import safe
from monitor.usecases.change_claim import ClaimChange, drop_claim, edit_claim
from monitor.usecases.show_claim import show_claim

_SOURCE = ("outlet", "title", "url")


@command(
    "edit",
    "monitor claim edit astana-envoy --due 2017-07-15 --because 'the round was put off'",
    "monitor claim edit astana-envoy --due 2017-06-30 --correction",
    "monitor claim edit astana-envoy --term envoy --term Astana --not-term cycling",
    "monitor claim edit astana-envoy --target ''",
    "monitor claim edit astana-envoy --outlet 'The Example Post'",
)
@click.argument("claim", shell_complete=complete_claims)
@click.option("--statement", metavar="TEXT", help="The sentence itself.")
@click.option("--said-on", metavar="DAY", help="When it was said.")
@click.option("--because", default="", metavar="TEXT", help="Why; it stands in the record.")
@click.option("--correction", is_flag=True, help="The due date of before was a mistake; nobody put it off.")
@click.option("--outlet", metavar="TEXT", help="Where you read it.")
@click.option("--url", metavar="URL", help="The article's address.")
@click.option("--title", metavar="TEXT", help="The article's title.")
@claim_options
@click.pass_obj
def edit(
    settings: Settings,
    /,
    claim: str,
    statement: str | None,
    said_on: str | None,
    because: str,
    **given: Any,
) -> None:
    """Change an open claim. A list option replaces the whole list; '' empties it.

    Earlier due dates stay in the record, and lateness counts from the first; not so with --correction.
    """
    because = ": ".join(word for word in (given.pop("correction") and CORRECTION, because) if word)
    source = {name: words for name in _SOURCE if (words := given.pop(name)) is not None}
    with open_desk(settings) as (app, screen):
        now = app.now()
        before = show_claim(app.store, claim, app.config.alerts, now).row.claim
        day = day_of(said_on, now.date(), "--said-on") if said_on else before.said_on
        changes = read_fields(given, day)
        refuse_unknown_targets(changes.get("targets", ()), tuple(it.name for it in app.config.targets))
        changes |= {"said_on": day} if said_on else {}
        changes |= {"source": replace(before.source, **source)} if source else {}
        changes |= {"quote_start": None, "quote_end": None, "quote_context": ""} if "quote" in changes else {}
        changes |= {"statement": statement.strip()} if statement and statement.strip() else {}
        if not changes:
            raise UsageError(f"nothing to change; say what, like: monitor claim edit {before.slug} --due 2017-07-15")
        change = edit_claim(app.store, before.slug, changes, because=because, by=who(settings), now=now)
        late = "; it counts as put off (was it misread? undo, and say --correction)" if _is_put_off(change) else ""
        tell_change(screen, change, f"{_difference(change)}{late}", undo=_undo(change))


@command("drop", "monitor claim drop astana-envoy --because 'a double of kazakhstan-envoy'")
@click.argument("claim", shell_complete=complete_claims)
@click.option("--because", default="", metavar="TEXT", help="Why; it stands in the record.")
@click.pass_obj
def drop(settings: Settings, claim: str, because: str) -> None:
    """Stop to watch a claim, without a verdict. What is known of it stays."""
    with open_desk(settings) as (app, screen):
        change = drop_claim(app.store, claim, because=because, by=who(settings), now=app.now())
        tell_change(screen, change, "no longer watched", undo=open_as_before(change))


def _undo(change: ClaimChange) -> str:
    """The command that puts the old words back, to be pasted into a shell."""
    changed = _changed(change)
    fields = write_fields(change.before, changed)
    for name in _SOURCE:
        if (was := getattr(change.before.source, name)) != getattr(change.after.source, name):
            fields += [f"--{name}", safe(was)]
    return shlex.join(
        ["monitor", "claim", "edit", change.before.slug, *fields, *(["--correction"] if "due" in changed else [])]
    )


def _is_put_off(change: ClaimChange) -> bool:
    before, after = (it.due.latest if it.due else None for it in (change.before, change.after))
    return bool(before and after and before < after) and not is_correction(change.decision)


def _changed(change: ClaimChange) -> list[str]:
    return [
        each.name for each in fields(Claim) if getattr(change.before, each.name) != getattr(change.after, each.name)
    ]


def _difference(change: ClaimChange) -> str:
    names = [name for name in _changed(change) if name not in ("quote_start", "quote_end", "quote_context")]
    return "; ".join(
        f"{_NAMES.get(name, name)}: {_short(name, change.before)} → {_short(name, change.after)}" for name in names
    )


#: What a person calls a field, where it has another name.
_NAMES = {"asserted_by": "by", "auto_after": "auto", "watched_until": "watch until", "said_on": "said on"}


def _short(name: str, claim: Claim) -> str:
    value = getattr(claim, name)
    if name == "auto_after":
        return auto_words(value)
    if name == "source":
        return ", ".join(words for it in _SOURCE if (words := getattr(value, it))) or "none"
    found = plain(value)
    if isinstance(found, dict):
        found = found.get("latest") or found.get("earliest") or found.get("text")
    if isinstance(found, list):
        return ", ".join(map(str, found)) or "none"
    return str(found) if found not in (None, "") else "none"
