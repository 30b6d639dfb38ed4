"""`monitor claim add`."""

from datetime import date
from typing import Any

import click

from monitor.claims.dates import read_due
from monitor.cli.claim_fields import claim_options, read_fields, refuse_unknown_targets
from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk, who
from monitor.cli.wording import day_of, due_words
from monitor.config.values import BadValueError, read_name
from monitor.errors import UsageError
from monitor.model.claim import Claim, ClaimSource
from monitor.usecases.add_claim import add_claim


@command(
    "add",
    "monitor claim add 'The city of Veldam will open its harbour bridge.' --due 2017-06-30",
    "monitor claim add 'Veldam and Orsk will sign a treaty.' --said-on 2017-05-02 --due 'in July' --by 'City of Veldam'",
)
@click.argument("statement")
@click.option("--slug", metavar="NAME", help="Its name for ever; made of the statement when not given.")
@click.option("--said-on", metavar="DAY", help="When it was said; news from before can't count. Default: today.")
@click.option("--outlet", default="", help="Where you read it.")
@click.option("--url", default="", help="The article's address.")
@click.option("--title", default="", help="The article's title.")
@claim_options
@click.pass_obj
def add(settings: Settings, /, statement: str, slug: str | None, said_on: str | None, **given: Any) -> None:
    """Watch a new claim: one sentence that a stranger could check.

    When it is due is read from the sentence, counted from the day it was said; --due says it otherwise, or `none`.
    """
    if not statement.strip():
        raise UsageError("the statement is empty; say in one sentence what is to happen")
    with open_desk(settings) as (app, screen):
        now = app.now()
        day = day_of(said_on, now.date(), "--said-on") if said_on else now.date()
        source = _source(given, day)
        fields = read_fields(given, day)
        refuse_unknown_targets(fields.get("targets", ()), tuple(it.name for it in app.config.targets))
        if given["due"] is None:
            fields["due"] = read_due(statement, day)
        claim = Claim(_slug(slug), statement.strip(), day, now, source=source, **fields)
        added = add_claim(app.store, claim, by=who(settings), now=now)
        if screen.is_json:
            screen.json({"slug": added.claim.slug, "claim": added.claim, "lint": added.lint})
            return
        due = added.claim.due
        read = f" (“{due.text}”)" if due and due.text and given["due"] is None else ""
        screen.line(f"{added.claim.slug}: watched, due {due_words(due)}{read}.")
        for warning in added.lint:
            screen.say(f"! {warning}")
        screen.say(f"Try it: monitor test {added.claim.slug}")
        screen.say(f"Undo: monitor claim drop {added.claim.slug}")


def _source(given: dict[str, Any], day: date) -> ClaimSource:
    """The article; its options are taken out of `given`."""
    outlet, title, url = (given.pop(name) for name in ("outlet", "title", "url"))
    return ClaimSource(outlet, title, url, day if outlet or title or url else None)


def _slug(slug: str | None) -> str:
    if slug is None:
        return ""
    try:
        return read_name(slug)
    except BadValueError as bad:
        raise UsageError(f"--slug {bad}") from None
