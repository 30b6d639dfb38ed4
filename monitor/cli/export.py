"""`monitor export` and `monitor import`."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk, read_config
from monitor.cli.files import write_new
from monitor.cli.report import read_base_url
from monitor.cli.screen import Screen, dump
from monitor.cli.stream import read_json_lines
from monitor.cli.wording import count
from monitor.model.safe import safe
from monitor.reporting.atom import developments_atom
from monitor.reporting.calendar import deadlines_ics
from monitor.reporting.claim_review import review_record
from monitor.reporting.facts import Report
from monitor.reporting.table import claims_csv
from monitor.usecases.exchange_store import export_store, import_store
from monitor.usecases.read_report import read_report

if TYPE_CHECKING:
    from monitor.app import App

T = TypeVar("T")

_PUBLIC, _SECRET = 0o644, 0o600
_FORMATS: dict[str, Callable[[Report], Iterator[str]]] = {
    "csv": lambda report: claims_csv(report.claims),
    "ics": lambda report: iter([deadlines_ics(report)]),
    "atom": lambda report: iter([developments_atom(report)]),
    "claimreview": lambda report: (
        f"{dump(record)}\n" for file in report.claims if (record := review_record(report, file))
    ),
}


@command(
    "export",
    "monitor export json > store.jsonl",
    "monitor export csv --out claims.csv",
    "monitor export ics --out deadlines.ics",
    "monitor export claimreview --publisher 'The Example Post' --base-url https://desk.example/claims/",
)
@click.argument("what", type=click.Choice(["json", *_FORMATS]), metavar="json|csv|ics|atom|claimreview")
@click.option("--out", metavar="FILE", help="Write there instead of stdout; whole or not at all.")
@click.option("--force", is_flag=True, help="Write over FILE.")
@click.option("--base-url", metavar="URL", help="Where `monitor report` is to be found, for links.")
@click.option("--publisher", metavar="NAME", help="Who answers for the verdicts.")
@click.pass_obj
def export(
    settings: Settings, what: str, out: str | None, force: bool, base_url: str | None, publisher: str | None
) -> None:
    """Hand on what is known: json is the whole store as JSON Lines, which `monitor import` takes back.

    csv: claims as a table. ics: due dates for a calendar. atom: developments as a feed. claimreview: verdicts as
    schema.org's ClaimReview, one a line. The whole store holds addresses of feeds with what is secret in them.
    """
    base = read_base_url(base_url)
    with open_desk(settings) as (app, screen):
        if what == "json":
            with app.store.read() as tx:
                entries = tx.count_entries() if out else 0
            pieces: Iterator[str] = map(_line, export_store(app.store, app.now()))
        else:
            entries, pieces = 0, _FORMATS[what](_report(app, app.now(), safe(publisher or "", 120), base))
        # An entry and its keys make about three lines, and most lines of a large store are theirs.
        with screen.progress("Writing", entries * 3) as more:
            mode = _SECRET if what == "json" else _PUBLIC
            _put(screen, _counted(pieces, more), out, mode=mode, force=force)


@command(
    "import",
    "monitor --store new.db import store.jsonl",
    "ssh desk monitor export json | monitor --store postgresql+psycopg://monitor@db/monitor import -",
)
@click.argument("file")
@click.pass_obj
def import_(settings: Settings, file: str) -> None:
    """Take a whole store from `monitor export json` into an empty one, all or nothing; `-` reads stdin, .gz is unpacked.

    This is also the way from SQLite to PostgreSQL and back.
    """
    from monitor.app import build_app  # noqa: PLC0415  (the database is not imported for --help)

    # Not `open_desk`: what the config names must not be in the store yet.
    app = build_app(read_config(settings))
    screen = Screen(settings)
    try:
        with screen.progress("Reading", _line_count(file)) as more:
            report = import_store(app.store, _counted(read_json_lines(file), more))
    finally:
        app.store.close()
    if screen.is_json:
        screen.json({"things": report.things, "kinds": dict(report.kinds)})
        return
    screen.line(f"Took in {count(report.things, 'thing')}: {', '.join(f'{name} {n:,}' for name, n in report.kinds)}.")
    screen.say("See: monitor claim list --status all")


def _counted(pieces: Iterable[T], more: Callable[[int], None]) -> Iterator[T]:
    for piece in pieces:
        yield piece
        more(1)


def _line_count(file: str) -> int:
    """Of a plain file; 0 where it can't be said beforehand."""
    path = Path(file)
    if file.endswith(".gz") or not path.is_file():
        return 0
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def _report(app: "App", now: datetime, publisher: str, base_url: str) -> Report:
    return read_report(app.store, app.config.alerts, now, publisher=publisher, base_url=base_url)


def _line(record: dict[str, Any]) -> str:
    """As `dump`, but at once where no character needs a look: a store has many rows."""
    text = json.dumps(record, ensure_ascii=False)
    return f"{text if text.isascii() and text.isprintable() else dump(record)}\n"


def _put(screen: Screen, pieces: Iterator[str], out: str | None, *, mode: int, force: bool) -> None:
    if out is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    write_new(Path(out), pieces, mode=mode, force=force)
    screen.say(f"Wrote {out}.")
