"""`monitor migrate`."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import read_config
from monitor.cli.screen import Screen
from monitor.cli.wording import count
from monitor.config.sections import resolve_store
from monitor.config.values import BadValueError
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.ports import Store


@command(
    "migrate",
    "monitor migrate",
    "monitor migrate --to postgresql+psycopg://monitor@db.example/monitor",
    "monitor migrate --from sqlite:///old.db --to sqlite:///new.db",
)
@click.option("--from", "source", metavar="URL", help="The store to copy (default: the one in the config).")
@click.option("--to", "target", metavar="URL", help="An empty store to copy it into, or one half filled before.")
@click.pass_obj
def migrate(settings: Settings, source: str | None, target: str | None) -> None:
    """Bring the store up to this version; with --to, copy it whole into another one and compare the two.

    A copy that was stopped goes on where it was when the same command is run again. The daemon must be stopped. Nothing
    is taken from the old store: keep it until the new one has served for a while, then name the new one in config.toml.
    """
    screen = Screen(settings)
    old = _store(source, "--from") if source else read_config(settings).store_url
    if target is None:
        with _open(old):
            screen.line(f"{_name(old)} is up to date.")
        return
    new = _store(target, "--to")
    if new == old:
        raise UsageError("--from and --to name the same store; name another --to")
    _move(screen, old, new)


def _move(screen: Screen, old: str, new: str) -> None:
    from monitor.usecases.move_store import move_store  # noqa: PLC0415

    with _open(old, must_exist=True) as source, _open(new) as target:
        report = move_store(source, target, _name(old), lambda done: screen.say(f"{done:,} things copied"))
    if screen.is_json:
        screen.json({"things": report.things, "resumed": report.resumed, "kinds": dict(report.kinds)})
        return
    kinds = ", ".join(f"{name} {n:,}" for name, n in report.kinds)
    screen.line(f"{_name(new)} now holds all {count(report.things, 'thing')} of {_name(old)}, compared one by one.")
    screen.say(kinds)
    screen.say("Next: name the new store in config.toml (store = …, at its top), then start the daemon.")


@contextmanager
def _open(url: str, *, must_exist: bool = False) -> "Iterator[Store]":
    """The store, with no daemon on it where that can be known."""
    from monitor.adapters.file_lock import hold_lock, lock_file  # noqa: PLC0415
    from monitor.adapters.sql_store import open_store  # noqa: PLC0415  (costs most of a second)

    lock = lock_file(url)
    if must_exist and lock is not None and not lock.with_suffix("").exists():
        raise UsageError(f"{_name(url)}: there is no such file; name the store you have with --from")
    with ExitStack() as stack:
        if lock is not None:
            stack.enter_context(hold_lock(lock))
        store = open_store(url)
        stack.callback(store.close)
        yield store


def _store(text: str, option: str) -> str:
    try:
        return resolve_store(text, Path())
    except BadValueError as bad:
        raise UsageError(f"{option} {bad}") from None


def _name(url: str) -> str:
    """How people are told of the store, without secrets."""
    from monitor.adapters.sql_store.engine import read_address  # noqa: PLC0415

    return read_address(url).name
