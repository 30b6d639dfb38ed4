"""`monitor doctor`."""

import shutil
from typing import TYPE_CHECKING

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk, read_config, store_file
from monitor.cli.screen import Screen
from monitor.errors import ConfigError, ExitCode, MonitorError
from monitor.model.alert import Target
from monitor.usecases.diagnose import Finding, Machine, Verdict, diagnose, worst
from monitor.usecases.read_status import read_status

if TYPE_CHECKING:
    from monitor.app import App

MARKS = {Verdict.OK: ("ok", "green"), Verdict.WARNING: ("!", "yellow"), Verdict.FAILING: ("FAIL", "red")}


@command("doctor", "monitor doctor", "monitor doctor --json")
@click.pass_obj
def doctor(settings: Settings) -> int:
    """Config, database, disk, clock, daemon, feeds, targets: a verdict each, and what to do.

    The exit code is 0 when nothing fails, 4 when something does, 1 when nothing can work.
    """
    screen = Screen(settings)
    findings = _look(settings)
    if screen.is_json:
        screen.json(
            [{"name": it.name, "verdict": it.verdict.name.lower(), "text": it.text, "fix": it.fix} for it in findings]
        )
    else:
        for finding in findings:
            _show(screen, finding)
    if any(it.name in ("config", "store") and it.verdict is Verdict.FAILING for it in findings):
        return ExitCode.ERROR
    return ExitCode.PARTIAL if worst(findings) is Verdict.FAILING else ExitCode.DONE


def _look(settings: Settings) -> tuple[Finding, ...]:
    try:
        config = read_config(settings, reveal=True)
    except ConfigError as error:
        return tuple(
            Finding("config", Verdict.FAILING, str(problem), "mend it, then: monitor config check")
            for problem in error.problems
        )
    found: tuple[Finding, ...] = (Finding("config", Verdict.OK, str(config.file or "none; what ships is in force")),)
    try:
        with open_desk(settings, reveal=True) as (app, _):
            return found + diagnose(app.store, read_status(app.store, config.alerts, app.now()), _machine(app))
    except MonitorError as error:
        return (
            *found,
            Finding("store", Verdict.FAILING, str(error), "see the words above; a backup is made by `monitor backup`"),
        )


def _machine(app: "App") -> Machine:
    from monitor.adapters.file_lock import is_held  # noqa: PLC0415

    file = store_file(app.config.store_url)
    return Machine(
        free_bytes=shutil.disk_usage(file.parent).free if file else None,
        daemon_runs=is_held(file.with_name(file.name + ".lock")) if file else None,
        targets=tuple((target.name, target_problem(target)) for target in app.config.targets),
    )


def target_problem(target: Target) -> str:
    """What is wrong with a target's address, in plain words without the address; empty = nothing."""
    from monitor.adapters.apprise_sender.service import address_problem  # noqa: PLC0415

    return "" if target.url.startswith("console:") else (address_problem(target.url) or "")


def _show(screen: Screen, finding: Finding) -> None:
    mark, colour = MARKS[finding.verdict]
    screen.line(f"{mark:4} {finding.name:8} {finding.text}", colour if finding.verdict is not Verdict.OK else "")
    if finding.fix:
        screen.line(f"→ {finding.fix}", "dim", indent=14)
