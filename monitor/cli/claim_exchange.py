"""`monitor claim import` and `export`."""

import json
import tomllib
from collections.abc import Sequence
from typing import Any

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk, who
from monitor.cli.screen import Screen, dump
from monitor.cli.stream import read_bytes
from monitor.cli.wording import joined
from monitor.config import read_claim_tables
from monitor.errors import UsageError
from monitor.usecases.exchange_claims import ImportReport, export_claims, import_claims


@command(
    "import",
    "monitor claim import claims.toml",
    "monitor claim import claims.jsonl --dry-run",
    "ssh desk monitor claim export | monitor claim import -",
)
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Only say what would be added.")
@click.pass_obj
def import_(settings: Settings, file: str, dry_run: bool) -> None:
    """Take claims from TOML (`[[claims]]`, as in config.toml) or JSON Lines; `-` reads stdin.

    A claim whose slug is known is left as it is, so the same import twice adds nothing.
    """
    tables = read_tables(read_bytes(file), file)
    with open_desk(settings) as (app, screen):
        claims = read_claim_tables(file, tables, app.config.targets)
        report = import_claims(app.store, claims, by=who(settings), now=app.now(), dry_run=dry_run)
        _tell(screen, report, dry_run=dry_run)


@command("export", "monitor claim export > claims.jsonl", "monitor claim export g20-meeting --toml")
@click.argument("claims", nargs=-1)
@click.option("--toml", is_flag=True, help="As [[claims]] for config.toml.")
@click.pass_obj
def export(settings: Settings, claims: Sequence[str], toml: bool) -> None:
    """Claims (all, or those named) as JSON Lines or TOML."""
    with open_desk(settings) as (app, screen):
        records = export_claims(app.store, claims)
    if missing := set(claims) - {record["slug"] for record in records}:
        raise UsageError(f"there is no claim {min(missing)!r}; see `monitor claim list --status all`")
    for record in records:
        if toml:
            click.echo(_toml(record))
        else:
            screen.json_line(record)


def read_tables(body: bytes, name: str) -> list[dict[str, Any]]:
    """The claims of a file as plain tables. Raises UsageError with the line."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8 text") from None
    if text.lstrip()[:1] in ("{", ""):
        return [_json_table(line, name, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    try:
        found = tomllib.loads(text).get("claims", [])
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is neither JSON Lines nor TOML: {error}") from None
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise UsageError(f"{name}: claims are tables, each under [[claims]]")
    return found


def _json_table(line: str, name: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise UsageError(f"{name}, line {number}: that is no JSON object")
    return found


def _tell(screen: Screen, report: ImportReport, *, dry_run: bool) -> None:
    if screen.is_json:
        screen.json(report)
        return
    verb = "would be added" if dry_run else "added"
    screen.line(f"{len(report.added)} {verb}{f': {joined(report.added, 12)}' if report.added else ''}.")
    if report.same:
        screen.line(f"{len(report.same)} known and the same.")
    if report.differing:
        screen.line(f"{len(report.differing)} known, but different, left as they are: {joined(report.differing, 12)}.")


def _toml(record: dict[str, Any]) -> str:
    lines = ["[[claims]]"]
    lines += [f"{key} = {_value(value)}" for key, value in record.items()]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    """A TOML value; JSON's strings, numbers and lists are TOML's too."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    return dump(value)
