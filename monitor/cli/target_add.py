"""`monitor target add`: one more [[targets]] table at the end of the config file."""

import json
import os
from pathlib import Path

import click

from monitor.cli.command import Settings, command
from monitor.cli.doctor import target_problem
from monitor.cli.screen import Screen
from monitor.cli.target import masked
from monitor.config import Config, find_config, load_config
from monitor.errors import ConfigError, ConfigProblem, MonitorError, UsageError
from monitor.model.alert import Target


@command(
    "add",
    "monitor target add desk-mail --url-file desk-mail.url",
    "monitor target add desk-slack --url-env DESK_SLACK_URL --tag now --quiet-hours 22:00-07:00",
    "monitor target add desk-mail --credential desk-mail --digest 'daily 08:00' --timezone Europe/Berlin",
)
@click.argument("name")
@click.option("--url-file", default="", metavar="FILE", help="A file of mode 0600 with the address in one line.")
@click.option("--url-env", default="", metavar="NAME", help="A variable of the environment that holds the address.")
@click.option("--credential", default="", metavar="NAME", help="A systemd credential that holds the address.")
@click.option("--tag", "tags", multiple=True, help="Only alerts with this tag, kind, level or claim. Repeatable.")
@click.option("--digest", default="", help="When the rest is told: 'daily 08:00' or 'weekly mon 08:00'.")
@click.option("--quiet-hours", default="", help="Hold what is not urgent: 22:00-07:00.")
@click.option("--repeat", default="", help="Tell urgent news again after so long until it is reviewed: 12h.")
@click.option("--timezone", default="", help="Of these times, like Europe/Berlin.")
@click.pass_obj
def add(settings: Settings, /, name: str, tags: tuple[str, ...], **said: str) -> None:
    """Add a target to the config. An address holds a secret, so it is never said here: name where it is kept.

    The address is looked at, but nothing is sent; `monitor target test NAME` does.
    """
    said["quiet"] = said.pop("quiet_hours")  # as the config calls it; on the command line `quiet` says few words
    keys: dict[str, str | list[str]] = {"name": name, **{key: value for key, value in said.items() if value}}
    if len({"url_file", "url_env", "credential"} & keys.keys()) != 1:
        raise UsageError("say where the address is kept: one of --url-file, --url-env, --credential")
    path = (settings.config or find_config(settings.environ, Path())).resolve()
    config = add_table(path, keys | ({"tags": list(tags)} if tags else {}), settings)
    target = config.targets[-1]
    screen = Screen(settings)
    if screen.is_json:
        screen.json({"name": target.name, "address": masked(target.url), "tags": target.tags, "config": str(path)})
        return
    screen.line(f"{target.name}: {masked(target.url)}, kept in {target.kept}, written to {path}.")
    if not target.url:
        screen.say(
            f"Only the service can read a credential: it needs LoadCredential={said['credential']}:/path/to/file"
        )
    screen.say(f"Next:  monitor target test {target.name}    Undo: remove its table at the end of the file")


def add_table(path: Path, keys: dict[str, str | list[str]], settings: Settings) -> Config:
    """Write the file anew with one more table, at once and with its mode, or leave it as it was. Raises ConfigError."""
    if not path.exists():
        raise MonitorError(f"there is no {path}; `monitor init` writes one")
    table = "\n".join(["[[targets]]", *(f"{key} = {json.dumps(value)}" for key, value in keys.items())])
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{path.read_text('utf-8').rstrip()}\n\n{table}\n")
        draft.chmod(path.stat().st_mode & 0o777)
        config = _check(draft, path, settings)
        draft.replace(path)
    except OSError as error:
        raise MonitorError(f"{path} can't be written: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)
    return config


def _check(draft: Path, path: Path, settings: Settings) -> Config:
    """The new address must do; those of other targets need not even be readable here."""
    try:
        config = load_config(draft, settings.environ, reveal=False)
    except ConfigError as error:
        raise ConfigError(str(path), error.problems) from None
    target: Target = config.targets[-1]
    if problems := _problems_of(target, len(config.targets) - 1, draft, settings):
        raise ConfigError(str(path), problems)
    return config


def _problems_of(target: Target, place: int, draft: Path, settings: Settings) -> list[ConfigProblem]:
    if target.url:
        words = target_problem(target)
        return [ConfigProblem(f"targets.{target.name}", 0, words)] if words else []
    if target.kept.startswith("credential ") and not settings.environ.get("CREDENTIALS_DIRECTORY"):
        return []  # there are none outside a service
    try:
        load_config(draft, settings.environ)
    except ConfigError as error:
        return [problem for problem in error.problems if problem.path.startswith(f"targets[{place}]")]
    return []
