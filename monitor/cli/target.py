"""`monitor target list` and `monitor target test`."""

import asyncio
import re
from datetime import timedelta

import click

from monitor.cli.command import Settings, command
from monitor.cli.complete import complete_targets
from monitor.cli.desk import read_config
from monitor.cli.screen import Column, Screen
from monitor.errors import ExitCode, NotFoundError, SendError
from monitor.model.alert import Message, Target
from monitor.model.safe import safe

COLUMNS = (
    Column("NAME", whole=True, style="bold"),
    Column("ADDRESS", stretch=True),
    Column("KEPT IN", 2),
    Column("TAGS", 2),
)
_WITH_HOST = frozenset({"mailto", "mailtos", "http", "https", "json", "jsons", "xml", "xmls", "form", "forms"})
_HOST = re.compile(r"localhost|[a-z0-9-]+(\.[a-z0-9-]+)+")


@command("list", "monitor target list", "monitor target list --json")
@click.pass_obj
def list_(settings: Settings) -> None:
    """Targets of the config, and where their addresses are kept.

    Of an address only the scheme is ever shown, and the host where that is one: in many it is a part of the secret.
    """
    config = read_config(settings, reveal=False)
    screen = Screen(settings)
    if screen.is_json:
        screen.json(
            [{"name": it.name, "address": masked(it.url), "kept": it.kept, "tags": it.tags} for it in config.targets]
        )
        return
    rows = [[it.name, masked(it.url), it.kept, ", ".join(it.tags)] for it in config.targets]
    if not rows:
        screen.say("No target. Alerts are stored, but go nowhere; add [[targets]] to config.toml.")
        return
    screen.table(COLUMNS, rows)


@command("test", "monitor target test console", "monitor target test")
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=complete_targets)
@click.pass_obj
def test(settings: Settings, names: tuple[str, ...]) -> int:
    """Send a test message to these targets, or to all. The exit code is 4 when one did not take it."""
    config = read_config(settings, reveal=False)
    screen = Screen(settings)
    known = {target.name: target for target in config.targets}
    if unknown := [name for name in names if name not in known]:
        words = f"there is no target {_named(unknown[0])!r} in the config"
        raise NotFoundError(f"{words}; it has: {', '.join(known) or 'none'}")
    wanted = [known[name] for name in names] or list(config.targets)
    if not all(target.url for target in wanted):
        read_config(settings, reveal=True)  # raises, and says what keeps an address from being read
    results = asyncio.run(_test_all(wanted, config.alerts.retry.send_timeout))
    if screen.is_json:
        screen.json([{"target": name, "ok": not error, "error": error} for name, error in results])
    else:
        for name, error in results:
            screen.line(f"{name}: {error or 'delivered'}", "red" if error else "")
    return ExitCode.PARTIAL if any(error for _, error in results) else ExitCode.DONE


def _named(word: str) -> str:
    """What was said in a name's place; it may be a whole address, with its password."""
    return masked(word) if "://" in word else word


def masked(url: str) -> str:
    """The scheme of an address, and the host where there is one: in most schemes even what looks like a host is a token."""
    if not url:
        return "(can't be read here)"
    scheme, _, rest = url.partition("://")
    if scheme == "console":
        return "console://"
    return safe(f"{scheme[:20]}://{_host(scheme.lower(), rest)}…", 100)


def _host(scheme: str, rest: str) -> str:
    """Nothing, should there be any doubt where a login ends: a password may hold a / or an @."""
    place, _, path = rest.partition("?")[0].partition("/")
    host = place.rpartition("@")[2].partition(":")[0].lower()
    is_sure = place.count("@") < 2 and "@" not in path
    return f"{host}/" if scheme in _WITH_HOST and is_sure and _HOST.fullmatch(host) else ""


async def _test_all(targets: list[Target], patience: timedelta) -> list[tuple[str, str]]:
    from monitor.app import build_sender  # noqa: PLC0415

    sender = build_sender(patience)

    async def test_one(target: Target) -> tuple[str, str]:
        message = Message("test", "test", "claim-monitor: test", f"A test message to {target.name}. Nothing happened.")
        try:
            await sender.send(target, message)
        except SendError as error:
            return target.name, str(error)
        return target.name, ""

    # All at once: those that hang are waited for together.
    return list(await asyncio.gather(*map(test_one, targets)))
