"""`monitor backup`, `monitor restore` and `monitor prune`."""

from contextlib import ExitStack

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk, read_config, store_file
from monitor.cli.screen import Screen
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


@command("restore", "monitor restore monitor-2017-06-30.db", "monitor restore monitor.db.backups/2017-06-30.db")
@click.argument("file")
@click.pass_obj
def restore(settings: Settings, file: str) -> None:
    """Put a backup in the place of the database. What was there is kept beside it; the daemon must be stopped.

    The backup is checked first and not changed. Alerts that went out after it was made may go out once more.
    """
    from monitor.adapters.file_lock import hold_lock  # noqa: PLC0415
    from monitor.adapters.sql_store.restore import restore_store  # noqa: PLC0415

    screen, config = Screen(settings), read_config(settings)
    with ExitStack() as stack:
        if (store := store_file(config.store_url)) is not None and store.parent.is_dir():
            stack.enter_context(hold_lock(store.with_name(f"{store.name}.lock")))
        restored = restore_store(config.store_url, file)
    kept = str(restored.kept) if restored.kept else None
    if screen.is_json:
        screen.json({"restored": file, "schema": restored.schema, "kept": kept})
        return
    screen.line(f"Restored {file}.")
    if kept:
        screen.say(f"What was there is kept. Undo: monitor restore {kept}")
    with open_desk(settings) as (app, _), app.store.read() as tx:
        waiting = sum(delivery.state != "dead" for delivery in tx.deliveries(open_only=True))
        if waiting:
            words = count(waiting, "delivery waits in it and will go", "deliveries wait in it and will go")
            screen.say(f"{words} out once the daemon runs: monitor alert list")


@command("prune", "monitor prune", "monitor prune --older-than 52w", "monitor prune --dry-run")
@click.option("--older-than", "older", metavar="TIME", help="Default: keep_entries of [poll].")
@click.option("--dry-run", is_flag=True, help="Only count the entries first seen before then.")
@click.pass_obj
def prune(settings: Settings, older: str | None, dry_run: bool) -> None:
    """Forget old entries that no match and no evidence needs. Claims, developments and evidence stay.

    The room is given back to the disk at once; the daemon does all this by itself, a part at a time.
    """
    with open_desk(settings) as (app, screen):
        keep = length_of(older, "--older-than") if older else app.config.poll.keep_entries
        now = app.now()
        if dry_run:
            with app.store.read() as tx:
                old = tx.count_entries() - tx.count_entries(now - keep)
            if screen.is_json:
                screen.json({"at_most": old})
            else:
                screen.line(f"Up to {count(old, 'entry', 'entries')} would go (those of claims stay).")
            return
        report = prune_store(app.store, keep, now, app.config.upkeep.max_entries)
        app.store.compact()
        if screen.is_json:
            screen.json(report)
        else:
            screen.line(f"{count(report.entries, 'entry', 'entries')} forgotten.")
