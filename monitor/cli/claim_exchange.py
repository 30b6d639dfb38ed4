"""`monitor claim import` and `export`."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from monitor.claims.dates import read_day, read_window
from monitor.claims.foreign import map_record
from monitor.claims.rows import columns_of, flatten_record
from monitor.claims.slug import make_slug
from monitor.cli.claim_files import ClaimFile, read_claim_file
from monitor.cli.command import Settings, command
from monitor.cli.complete import complete_claims
from monitor.cli.desk import open_desk, who
from monitor.cli.screen import Screen, dump, plain
from monitor.cli.stream import read_bytes
from monitor.cli.wording import joined
from monitor.config import read_claim_tables
from monitor.errors import UsageError
from monitor.usecases.exchange_claims import ImportReport, export_claims, import_claims


@command(
    "import",
    "monitor claim import claims.toml",
    "monitor claim import claims.csv --dry-run",
    "monitor claim import questions.json",
    "ssh desk monitor claim export | monitor claim import -",
)
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Only say what would be added.")
@click.pass_obj
def import_(settings: Settings, file: str, dry_run: bool) -> None:
    """Take claims from TOML (`[[claims]]`, as in config.toml), JSON Lines or CSV; `-` reads stdin.

    Questions of forecasting sites (ForecastBench, Metaculus) and ClaimReview (JSON-LD) are brought as far as they fit,
    and what does not fit is told. A claim whose slug is known is left as it is, so the same import twice adds nothing.
    """
    found = read_claim_file(read_bytes(file), file)
    with open_desk(settings) as (app, screen):
        tables, notes = read_tables(found, app.now().date())
        claims = read_claim_tables(file, tables, app.config.targets, [line for line, _ in found.records])
        report = import_claims(app.store, claims, by=who(settings), now=app.now(), dry_run=dry_run)
        _tell(screen, report, notes, dry_run=dry_run)


@command(
    "export",
    "monitor claim export > claims.jsonl",
    "monitor claim export g20-meeting --toml",
    "monitor claim export --csv > claims.csv",
)
@click.argument("claims", nargs=-1, shell_complete=complete_claims)
@click.option("--toml", "form", flag_value="toml", help="As [[claims]] for config.toml.")
@click.option("--csv", "form", flag_value="csv", help="As a spreadsheet.")
@click.option("--jsonl", "form", flag_value="jsonl", default=True, help="As JSON Lines (the default).")
@click.pass_obj
def export(settings: Settings, claims: Sequence[str], form: str) -> None:
    """Claims (all, or those named) as JSON Lines, TOML or CSV; `claim import` takes all three back."""
    with open_desk(settings) as (app, screen):
        records = export_claims(app.store, claims)
    if missing := set(claims) - {record["slug"] for record in records}:
        raise UsageError(f"there is no claim {min(missing)!r}; see `monitor claim list --status all`")
    if form == "csv":
        click.echo(_csv(records), nl=False)
    for record in records if form != "csv" else ():
        if form == "toml":
            click.echo(_toml(record))
        else:
            screen.json_line(record)


def read_tables(file: ClaimFile, today: date) -> tuple[list[dict[str, Any]], list[str]]:
    """The tables of a file's records, and notes on what could not be brought; a record without a slug gets one."""
    tables, notes = [], []
    taken = {str(record.get("slug")) for _, record in file.records}
    for number, (line, record) in enumerate(file.records, 1):
        mapped = map_record(record, today, file.shared)
        table = _with_due(dict(mapped.table), today)
        if not table.get("slug") and isinstance(table.get("statement"), str):
            table["slug"] = make_slug(table["statement"], taken)
            taken.add(table["slug"])
        tables.append(table)
        notes += [f"{f'line {line}' if line else f'item {number}'}: {note}" for note in mapped.notes]
    return tables, notes


def _with_due(table: dict[str, Any], today: date) -> dict[str, Any]:
    """`due` in words (`next Tuesday`, `in July`) as its window, counted from the day it was said; any other as it is."""
    words, said = table.get("due"), table.get("said_on", today)
    if not isinstance(words, str) or not isinstance(said, (str, date)):
        return table
    try:
        date.fromisoformat(words.strip())
    except ValueError:
        said_on = said if isinstance(said, date) else read_day(said, today)
        window = read_window(words, said_on or today)
        if window and (window.earliest or window.latest):
            bounds = {"earliest": window.earliest, "latest": window.latest}
            due = {name: day for name, day in bounds.items() if day}
            return table | {"due": due | {"text": window.text, "precision": window.precision.value}}
    return table


def _tell(screen: Screen, report: ImportReport, notes: Sequence[str], *, dry_run: bool) -> None:
    if screen.is_json:
        screen.json({**plain(report), "notes": notes})
        return
    for note in notes:
        screen.say(f"! {note}")
    verb = "would be added" if dry_run else "added"
    screen.line(f"{len(report.added)} {verb}{f': {joined(report.added, 12)}' if report.added else ''}.")
    if report.same:
        screen.line(f"{len(report.same)} known and the same.")
    if report.differing:
        screen.line(f"{len(report.differing)} known, but different, left as they are: {joined(report.differing, 12)}.")


def _csv(records: Sequence[dict[str, Any]]) -> str:
    rows = [flatten_record(record) for record in records]
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, columns_of(rows) or ["slug", "statement"], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return sheet.getvalue()


def _toml(record: dict[str, Any]) -> str:
    lines = ["[[claims]]"]
    lines += [f"{key} = {_value(value)}" for key, value in record.items()]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    """A TOML value; JSON's strings, numbers and lists are TOML's too."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    return dump(value)
