"""`monitor doctor`."""

import json
import os
import shlex
from dataclasses import replace
from pathlib import Path

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk, read_config
from monitor.cli.machine import hosts_of, look_at_machine, target_problem, versions
from monitor.cli.screen import Screen, dump
from monitor.errors import ConfigError, ExitCode, MonitorError, StoreError
from monitor.model.safe import mask_url
from monitor.usecases.diagnose import Finding, Verdict, diagnose, diagnose_rest, worst
from monitor.usecases.read_status import read_status
from monitor.usecases.read_vitals import read_vitals

__all__ = ["doctor", "target_problem"]

MARKS = {Verdict.OK: ("ok", "green"), Verdict.WARNING: ("!", "yellow"), Verdict.FAILING: ("FAIL", "red")}


@command("doctor", "monitor doctor", "monitor doctor --json", "monitor doctor --bundle support.json")
@click.option(
    "--bundle", metavar="FILE", help="Also write what a helper would ask for: no secret, no text of claims or news."
)
@click.pass_obj
def doctor(settings: Settings, bundle: str | None) -> int:
    """Versions, rights, database, disk, clock, daemon, parser, names, feeds, targets: a verdict each, and what to do.

    The exit code is 0 when nothing fails, 4 when something does, 1 when nothing can work. Nothing is sent.
    """
    screen = Screen(settings)
    findings = _look(settings)
    if screen.is_json:
        screen.json([_record(finding) for finding in findings])
    else:
        for finding in findings:
            _show(screen, finding)
    if bundle:
        _write_bundle(settings, Path(bundle), findings)
        screen.say(f"Wrote {bundle}; look at it before you hand it on.")
    if any(it.name in ("config", "rights", "store") and it.verdict is Verdict.FAILING for it in findings):
        return ExitCode.ERROR
    return ExitCode.PARTIAL if worst(findings) is Verdict.FAILING else ExitCode.DONE


def _look(settings: Settings) -> tuple[Finding, ...]:
    try:
        config = read_config(settings, reveal=True)
    except ConfigError as error:
        found = tuple(
            Finding("config", Verdict.FAILING, f"{error.file}: {problem}", "mend it, then: monitor config check")
            for problem in error.problems
        )
        return (*found, Finding("versions", Verdict.OK, ", ".join(" ".join(pair) for pair in versions())))
    again = _monitor_words(settings)
    found = (Finding("config", Verdict.OK, str(config.file or "none; what ships is in force")),)
    try:
        with open_desk(settings, reveal=True) as (app, _):
            with app.store.read() as tx:
                hosts = hosts_of([feed.url for feed in tx.feeds() if not feed.paused])
            vitals = read_vitals(app.store, [target.name for target in config.targets], app.now())
            page = read_status(app.store, config.alerts, app.now())
            return found + diagnose(app.store, page, replace(look_at_machine(config, hosts), monitor=again), vitals)
    except StoreError as error:
        machine = look_at_machine(config, hosts_of([feed.url for feed in config.feeds]))
        return found + diagnose_rest(error, replace(machine, monitor=again))
    except MonitorError as error:
        return (*found, Finding("store", Verdict.FAILING, str(error), "see the words above"))


def _monitor_words(settings: Settings) -> str:
    """`monitor` with the options that name this store again; an address that can hold a secret is left out."""
    words = ["monitor"]
    if settings.config:
        words += ["--config", str(settings.config)]
    if settings.store and not settings.store.startswith("postgresql"):
        words += ["--store", settings.store]
    return shlex.join(words)


def _record(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.name,
        "verdict": finding.verdict.name.lower(),
        "text": finding.text,
        "fix": finding.fix,
    }


def _write_bundle(settings: Settings, file: Path, findings: tuple[Finding, ...]) -> None:
    """One JSON document with mode 0600. What can't be read is left out."""
    from monitor.cli.config import config_record  # noqa: PLC0415

    record: dict[str, object] = {"versions": dict(versions()), "findings": [_record(finding) for finding in findings]}
    try:
        record["config"] = config_record(read_config(settings))
        with open_desk(settings) as (app, _), app.store.read() as tx:
            record["schema"] = app.store.schema
            record["feeds"] = [
                {
                    "url": mask_url(feed.url),
                    "health": feed.health,
                    "reason": feed.reason,
                    "polls": feed.polls,
                    "not_modified": feed.not_modified,
                    "failures": feed.failures,
                    "next_poll_at": feed.next_poll_at,
                }
                for feed in tx.feeds()
            ]
            record["counts"] = {
                "claims": len(tx.claims()),
                "entries": tx.count_entries(),
                "deliveries_open": len(tx.deliveries(open_only=True)),
            }
    except MonitorError as error:
        record["unreadable"] = str(error)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
            stream.write(json.dumps(json.loads(dump(record)), indent=2, ensure_ascii=False) + "\n")
    except OSError as error:
        raise MonitorError(f"{file} can't be written ({error.strerror}); name a new file") from None


def _show(screen: Screen, finding: Finding) -> None:
    mark, colour = MARKS[finding.verdict]
    style = colour if finding.verdict is not Verdict.OK else ""
    screen.entry(f"{mark:4} {finding.name:8} ", finding.text, 14, style)
    if finding.fix:
        screen.line(f"→ {finding.fix}", "dim", indent=14)
