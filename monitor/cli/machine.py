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

from monitor import __version__
from monitor.cli.desk import store_file
from monitor.config import Config
from monitor.config.secrets import is_private
from monitor.errors import ConfigError, ConfigProblem, MonitorError
from monitor.feeds.schedule import host_of
from monitor.model.alert import Target
from monitor.usecases.diagnose import Machine

#: Names that nobody can resolve, by RFC 2606 and RFC 6761.
_RESERVED = ("example", "test", "invalid", "localhost", "example.org", "example.com", "example.net")
#: So many names are looked up, each for so many seconds.
_NAMES, _PATIENCE = 5, 5.0
_LIBRARIES = ("apprise", "feedparser", "httpx", "sqlalchemy", "trafilatura")
_SMALL_FEED = (
    b"<rss version='2.0'><channel><title>t</title><item><guid>1</guid><title>one</title></item></channel></rss>"
)


def look_at_machine(config: Config, hosts: Sequence[str]) -> Machine:
    """All of it. `hosts`: those of the feeds."""
    from monitor.adapters.file_lock import is_held  # noqa: PLC0415

    file = store_file(config.store_url)
    return Machine(
        free_bytes=_room(file) if file else None,
        daemon_runs=is_held(file.with_name(file.name + ".lock")) if file else None,
        targets=tuple((target.name, target_problem(target)) for target in config.targets),
        rights=tuple(_wrong_rights(config.file, file)),
        barred=file is not None and not all(_is_mine(it) for it in _own_files(file)),
        names=_look_up(hosts),
        parser=asyncio.run(_try_parser(config)),
        versions=versions(),
        newest_backup=_newest_backup(file) if file else None,
        store_file=str(file) if file else None,
        before_upgrade=_before_upgrade(file) if file else None,
    )


def _room(file: Path) -> int | None:
    try:
        return shutil.disk_usage(file.parent).free
    except OSError:
        return None


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
    """(what is wrong, the command that mends it)."""
    wrong: list[tuple[str, str]] = []
    if store is not None:
        ours = _own_files(store)
        shut = [file for file in ours if not _is_mine(file)]
        wrong += [(_shut_words(file), _open_command(file)) for file in shut]
        open_ones = [(file, mode) for file in ours[1:] if (mode := _mode(file)) is not None and not is_private(mode)]
        wrong += [
            (f"{file} is open to others", f"chmod {'700' if stat.S_ISDIR(mode) else '600'} {file}")
            for file, mode in open_ones
        ]
    if config is not None and (_mode(config) or 0) & stat.S_IWOTH:
        wrong.append((f"{config} may be written by anybody", f"chmod o-w {config}"))
    return wrong


def _own_files(store: Path) -> list[Path]:
    """The folder of a store first, then what is there of the store's own files."""
    ours = (store.with_name(store.name + end) for end in ("", "-wal", "-shm", ".lock", ".backups"))
    return [file for file in (store.parent, *ours) if _mode(file) is not None]


def _mode(file: Path) -> int | None:
    """None for one that is not there, or where nobody may look."""
    try:
        return file.stat().st_mode
    except OSError:
        return None


def _is_mine(file: Path) -> bool:
    return os.access(file, os.R_OK | os.W_OK | (os.X_OK if file.is_dir() else 0))


def _shut_words(file: Path) -> str:
    if os.statvfs(file).f_flag & os.ST_RDONLY:
        return f"{file} lies on a disk that is mounted read-only"
    return f"{file} may not be read and written by you"


def _open_command(file: Path) -> str:
    """Make the disk writable; or the owner opens it to himself; or it is asked for as its owner."""
    owner = file.stat().st_uid
    if os.statvfs(file).f_flag & os.ST_RDONLY:
        return f"mount -o remount,rw $(df --output=target {file} | tail -n 1)"
    if owner == os.getuid():
        return f"chmod u+rw{'x' if file.is_dir() else ''} {file}"
    return f"say it as its owner: sudo -u '#{owner}' monitor …; or, as root, make it yours: chown {os.getuid()} {file}"


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


async def _try_parser(config: Config) -> str:
    """What keeps the child that reads feeds from its work; empty = nothing."""
    from monitor.app import build_parser  # noqa: PLC0415

    parser = build_parser(config)
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


def _before_upgrade(store: Path) -> str | None:
    try:
        return max((str(copy) for copy in store.parent.glob(f"{store.name}.before-*")), default=None)
    except OSError:
        return None
