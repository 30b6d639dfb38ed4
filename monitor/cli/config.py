"""`monitor config show` and `monitor config check`."""

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import read_config
from monitor.cli.machine import refuse_unroutable
from monitor.cli.screen import Screen, plain
from monitor.cli.wording import count
from monitor.config import Config
from monitor.config.policies import show_bound
from monitor.model.safe import mask_url


@command("show", "monitor config show", "monitor config show --json")
@click.pass_obj
def show(settings: Settings) -> None:
    """Every setting in force, defaults included. No secret: of an address only scheme and host are shown."""
    config = read_config(settings, reveal=False)
    screen = Screen(settings)
    record = config_record(config)
    if screen.is_json:
        screen.json(record)
        return
    for section, values in record.items():
        if isinstance(values, dict):
            screen.line(f"[{section}]", "bold")
            for key, value in values.items():
                screen.line(f"{key} = {value}", indent=2)
        elif isinstance(values, list):
            screen.line(f"{section}: {', '.join(map(str, values)) or 'none'}")
        else:
            screen.line(f"{section} = {values}")


@command("check", "monitor config check", "monitor config check --config /etc/claim-monitor/config.toml")
@click.pass_obj
def check(settings: Settings) -> None:
    """Every problem of the config at once, with its line; also whether each target's address is one that can be sent to."""
    config = read_config(settings, reveal=True)
    screen = Screen(settings)
    refuse_unroutable(config)
    if screen.is_json:
        screen.json(
            {
                "ok": True,
                "file": str(config.file),
                "feeds": len(config.feeds),
                "targets": len(config.targets),
                "claims": len(config.claims),
            }
        )
        return
    counts = ", ".join(
        [count(len(config.feeds), "feed"), count(len(config.targets), "target"), count(len(config.claims), "claim")]
    )
    screen.line(f"{config.file}: sound. {counts}.")


def config_record(config: Config) -> dict[str, object]:
    """The settings for a program, secrets masked."""
    return {
        "file": str(config.file or "(none)"),
        "store": mask_url(config.store_url) if not config.store_url.startswith("sqlite") else config.store_url,
        "fetch": _knobs(config.fetch),
        "poll": _knobs(config.poll),
        "match": _knobs(config.match),
        "alerts": _knobs(config.alerts),
        "upkeep": _knobs(config.upkeep),
        "health": _knobs(config.health) | {"heartbeat_url": "(set)" if config.health.heartbeat_url else ""},
        "feeds": [mask_url(feed.url) for feed in config.feeds],
        "targets": [target.name for target in config.targets],
        "claims": [claim.slug for claim in config.claims],
    }


def _knobs(policy: object) -> dict[str, object]:
    from dataclasses import fields, is_dataclass  # noqa: PLC0415
    from datetime import timedelta  # noqa: PLC0415

    found: dict[str, object] = {}
    for each in fields(policy):  # type: ignore[arg-type]
        value = getattr(policy, each.name)
        if is_dataclass(value):
            found |= {f"{each.name}.{key}": item for key, item in _knobs(value).items()}
        else:
            found[each.name] = show_bound(value) if isinstance(value, timedelta) else plain(value)
    return found
