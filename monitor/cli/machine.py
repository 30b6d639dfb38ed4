"""What only this machine knows: rights, room, the lock, names, the parser, versions. Nothing is changed or sent."""

import asyncio
import os
import shutil
import sqlite3
import stat
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from monitor import __version__
from monitor.cli.desk import store_file
from monitor.config import Config
from monitor.config.secrets import is_private
from monitor.errors import ConfigError, ConfigProblem, MonitorError
from monitor.feeds.schedule import host_of
from monitor.model.alert import Target
from monitor.usecases.diagnose import Machine

if TYPE_CHECKING:
    from monitor.app import App

#: Names that nobody can resolve, by RFC 2606 and RFC 6761.
_RESERVED = ("example", "test", "invalid", "localhost", "example.org", "example.com", "example.net")
#: So many names are looked up, each for so many seconds.
_NAMES, _PATIENCE = 5, 5.0
_LIBRARIES = ("apprise", "feedparser", "httpx", "sqlalchemy", "trafilatura")
_SMALL_FEED = (
    b"<rss version='2.0'><channel><title>t</title><item><guid>1</guid><title>one</title></item></channel></rss>"
)


def look_at_machine(app: "App", hosts: Sequence[str]) -> Machine:
    """All of it. `hosts`: those of the feeds."""
    from monitor.adapters.file_lock import is_held  # noqa: PLC0415

    file = store_file(app.config.store_url)
    return Machine(
        free_bytes=shutil.disk_usage(file.parent).free if file else None,
        daemon_runs=is_held(file.with_name(file.name + ".lock")) if file else None,
        targets=tuple((target.name, target_problem(target)) for target in app.config.targets),
        rights=tuple(_wrong_rights(app.config.file, file)),
        names=_look_up(hosts),
        parser=asyncio.run(_try_parser(app)),
        versions=versions(),
        newest_backup=_newest_backup(file) if file else None,
    )


def target_problem(target: Target) -> str:
    """What is wrong with a target's address, in plain words without the address; empty = nothing."""
    if target.url.startswith("console:"):
        return ""
    from monitor.adapters.apprise_sender.service import address_problem  # noqa: PLC0415 - apprise is slow to import

    return address_problem(target.url) or ""


def refuse_unroutable(config: Config) -> None:
    """Raise ConfigError naming every target that nothing could be sent to, without its address."""
    named = ((target.name, target_problem(target)) for target in config.targets)
    problems = [ConfigProblem(f"targets.{name}", 0, words) for name, words in named if words]
    if problems:
        raise ConfigError(str(config.file), problems)


def versions() -> tuple[tuple[str, str], ...]:
    """Of the program and of what it stands on."""
    found = [("claim-monitor", __version__), ("Python", sys.version.split()[0]), ("SQLite", sqlite3.sqlite_version)]
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found.append((name, version(name)))
    return tuple(found)


def hosts_of(urls: Sequence[str]) -> list[str]:
    """Their different hosts, but for addresses in figures and names that are made up."""
    hosts = dict.fromkeys(host_of(url) for url in urls)
    return [
        host
        for host in hosts
        if not host.endswith(_RESERVED) and not host.replace(".", "").isdigit() and ":" not in host
    ]


def _wrong_rights(config: Path | None, store: Path | None) -> list[tuple[str, str]]:
    """(file, the command that mends it)."""
    wrong: list[tuple[str, str]] = []
    if store is not None and store.exists():
        ours = [store, store.with_name(f"{store.name}-wal"), store.with_name(f"{store.name}.backups")]
        open_ones = [file for file in ours if file.exists() and not is_private(file.stat().st_mode)]
        wrong += [(str(file), f"chmod {'700' if file.is_dir() else '600'} {file}") for file in open_ones]
        if not os.access(store.parent, os.W_OK) or not os.access(store, os.W_OK):
            wrong.append((str(store), f"chown {os.getuid()} {store.parent} {store}"))
    if config is not None and config.exists() and config.stat().st_mode & stat.S_IWOTH:
        wrong.append((str(config), f"chmod o-w {config}"))
    return wrong


def _look_up(hosts: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """(name, whether it has an address) of the first few. A resolver that hangs is left behind."""
    from monitor.adapters.http_fetcher.guard import resolve  # noqa: PLC0415

    known: set[str] = set()

    def ask(host: str) -> None:
        with suppress(OSError, ValueError, MonitorError):
            if resolve(host, 443):
                known.add(host)

    some = list(hosts)[:_NAMES]
    threads = [threading.Thread(target=ask, args=(host,), daemon=True) for host in some]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_PATIENCE)
    return tuple((host, host in known) for host in some)


async def _try_parser(app: "App") -> str:
    """What keeps the child that reads feeds from its work; empty = nothing."""
    from monitor.app import build_parser  # noqa: PLC0415

    parser = build_parser(app.config)
    try:
        parsed = await parser.parse(_SMALL_FEED, "application/rss+xml", "https://feed.example/")
    except MonitorError as error:
        return str(error)
    finally:
        await parser.close()
    return "" if len(parsed.entries) == 1 else "it reads a small feed wrongly"


def _newest_backup(store: Path) -> str | None:
    from monitor.adapters.sql_store.shelf import daily_copies  # noqa: PLC0415

    copies = daily_copies(store)
    return str(copies[-1]) if copies else None
