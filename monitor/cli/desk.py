"""The config read, the store open, and who sits at the desk."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli.command import Settings
from monitor.cli.screen import Screen
from monitor.config import Config, find_config, load_config
from monitor.config.config import is_there
from monitor.config.sections import resolve_store
from monitor.config.values import BadValueError
from monitor.errors import UsageError
from monitor.model.ids import make_id
from monitor.ports import GlanceStore

#: Which feeds and claims of a config were last brought into the store.
SYNC_NOTE = "config-synced"

if TYPE_CHECKING:
    from monitor.app import App


@dataclass(frozen=True, slots=True)
class Look:
    """What a list needs: the config, a store to look at, and the moment of it."""

    config: Config
    store: GlanceStore
    now: datetime


def read_config(settings: Settings, *, reveal: bool = False) -> Config:
    """The config of this call. Raises ConfigError, UsageError.

    With `--store` and no config file anywhere, what ships is in force.
    """
    path = settings.config or find_config(settings.environ, Path())
    if settings.store and not settings.config and not is_there(path):
        return Config(store_url=_store(settings.store))
    config = load_config(path, settings.environ, reveal=reveal)
    return replace(config, store_url=_store(settings.store)) if settings.store else config


def config_or_shipped(settings: Settings) -> Config:
    """The config; what ships where there is none at all, for commands that need no store. Raises ConfigError."""
    path = settings.config or find_config(settings.environ, Path())
    return read_config(settings) if settings.config or is_there(path) else Config(store_url="")


def _store(text: str) -> str:
    try:
        return resolve_store(text, Path())
    except BadValueError as bad:
        raise UsageError(f"--store {bad}") from None


@contextmanager
def open_desk(settings: Settings, *, reveal: bool = False) -> "Iterator[tuple[App, Screen]]":
    """The program with its store open, and the screen. The store is closed at the end."""
    from monitor.app import build_app  # noqa: PLC0415  (the database is not imported for --help)

    config = read_config(settings, reveal=reveal)
    app = build_app(config)
    try:
        _sync(app)
        yield app, Screen(settings)
    finally:
        app.store.close()


@contextmanager
def glance_desk(settings: Settings) -> "Iterator[tuple[Look, Screen]]":
    """Like `open_desk` for what only reads a list: quick where the store allows it. Closed at the end."""
    from monitor.app import glance, utc_now  # noqa: PLC0415

    config = read_config(settings, reveal=False)
    quick = glance(config)
    if quick is not None and _is_synced(quick, config):
        yield Look(config, quick, utc_now()), Screen(settings)
        return
    with open_desk(settings) as (app, screen):
        yield Look(app.config, app.store, app.now()), screen


def _is_synced(store: GlanceStore, config: Config) -> bool:
    with store.read() as tx:
        return tx.note(SYNC_NOTE) == _digest(config) or not (config.feeds or config.claims)


def _digest(config: Config) -> str:
    return make_id(repr(config.feeds), repr(config.claims))


def _sync(app: "App") -> None:
    """What the config names is in the store when a command looks; done once for each state of the config.

    A backup that somebody looks into stays as it is.
    """
    from monitor.usecases.sync_config import sync_config  # noqa: PLC0415

    config = app.config
    if not _is_synced(app.store, config) and not app.store.is_copy:
        sync_config(app.store, config.feeds, config.claims, config.poll.interval, app.now())
        with app.store.write() as tx:
            tx.save_note(SYNC_NOTE, _digest(config))


def who(settings: Settings) -> str:
    """Whose name stands in the record."""
    for name in ("MONITOR_USER", "LOGNAME", "USER"):
        if settings.environ.get(name):
            return settings.environ[name]
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "someone"


def store_file(store_url: str) -> Path | None:
    """The file of an SQLite store; None for PostgreSQL."""
    return Path(store_url.removeprefix("sqlite:///")) if store_url.startswith("sqlite:///") else None
