"""`monitor claim list`."""

from collections.abc import Sequence

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import glance_desk
from monitor.cli.status import row_record, show_claims, show_urgency
from monitor.cli.wording import count, length_of
from monitor.errors import UsageError
from monitor.model.claim import ClaimState, ClaimStatus, Outcome
from monitor.usecases.read_status import list_claims

_MEANT = {"all": "All of them"}
WORDS = ["all", *ClaimStatus, *Outcome, *ClaimState]


@command(
    "list",
    "monitor claim list",
    "monitor claim list bridge veldam",
    "monitor claim list --status overdue,contested",
    "monitor claim list --due-within 30d --json",
    "monitor claim list --why",
    "monitor claim list --status all --tag syria",
)
@click.argument("search", nargs=-1, metavar="[WORD]...")
@click.option("--status", "words", metavar="WORDS", help="Status, outcome or state: open, overdue, fulfilled … or all.")
@click.option("--tag", "tags", multiple=True, help="Only claims with this tag; several narrow it down.")
@click.option("--due-within", metavar="TIME", help="Only what is due so soon: 7d, 4w.")
@click.option("--why", is_flag=True, help="What makes each claim as urgent as it is.")
@click.pass_obj
def list_(settings: Settings, /, words: str | None, due_within: str | None, why: bool, **only: Sequence[str]) -> None:
    """Claims, the most urgent first. EVIDENCE counts independent sources: 3+ for, 1- against, 2? to review.

    WORD narrows it down to claims that have it in their name, sentence or source, or among those who say so. STATUS is
    the most telling state of a claim; a terminal of 140 columns shows them all.
    """
    wanted = _read_words(words)
    span = length_of(due_within, "--due-within") if due_within else None
    with glance_desk(settings) as (look, screen):
        rows = list_claims(look.store, look.config.alerts, look.now, words=wanted, due_within=span, **only)
        if screen.is_json:
            screen.json([row_record(row) for row in rows])
        elif rows and why:
            show_urgency(screen, rows)
        elif rows:
            show_claims(screen, rows, look.now)
        else:
            state = next((word for word in only["search"] if word in WORDS), "all")
            screen.say(f"No such claim. {_MEANT.get(state, 'Those')}: monitor claim list --status {state}")
        if rows and not screen.is_json:
            screen.say(f"{count(len(rows), 'claim')}. More on one: monitor claim show {rows[0].claim.slug}")


def _read_words(words: str | None) -> list[str]:
    given = [word.strip() for word in (words or "").split(",") if word.strip()]
    if unknown := [word for word in given if word not in WORDS]:
        raise UsageError(f"--status: there is no {unknown[0]!r}; write one of: {', '.join(WORDS)}")
    return given
