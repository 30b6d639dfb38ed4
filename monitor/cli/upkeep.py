"""`monitor backup` and `monitor prune`."""

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk
from monitor.cli.wording import count, length_of
from monitor.usecases.prune_store import prune_store


@command("backup", "monitor backup monitor-2017-06-30.db")
@click.argument("file")
@click.pass_obj
def backup(settings: Settings, file: str) -> None:
    """A verified copy of the database, mode 0600, while the daemon goes on. An existing file is never overwritten."""
    with open_desk(settings) as (app, screen):
        app.store.backup(file)
        if screen.is_json:
            screen.json({"backup": file})
        else:
            screen.line(f"Wrote {file}.")
            screen.say(f"Look into it: monitor --store {file} claim list")


@command("prune", "monitor prune", "monitor prune --older-than 52w", "monitor prune --dry-run")
@click.option("--older-than", "older", metavar="TIME", help="Default: keep_entries of [poll].")
@click.option("--dry-run", is_flag=True, help="Only count the entries first seen before then.")
@click.pass_obj
def prune(settings: Settings, older: str | None, dry_run: bool) -> None:
    """Forget old entries that no match and no evidence needs. Claims, developments and evidence stay."""
    with open_desk(settings) as (app, screen):
        keep = length_of(older, "--older-than") if older else app.config.poll.keep_entries
        now = app.now()
        if dry_run:
            with app.store.read() as tx:
                old = tx.count_entries() - tx.count_entries(now - keep)
            screen.line(f"Up to {count(old, 'entry', 'entries')} would go (those of claims stay).")
            return
        report = prune_store(app.store, keep, now)
        if screen.is_json:
            screen.json(report)
        else:
            screen.line(f"{count(report.entries, 'entry', 'entries')} forgotten.")
