"""`monitor run`."""

import logging
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import read_config
from monitor.cli.machine import refuse_unroutable
from monitor.cli.screen import Screen
from monitor.cli.wording import count
from monitor.config import Config
from monitor.log import configure_logging

if TYPE_CHECKING:
    from monitor.daemon.rounds import RoundReport


@command(
    "run", "monitor run", "monitor run --once", "monitor run --once --json", "systemctl --user start claim-monitor"
)
@click.option("--once", is_flag=True, help="Poll what is due, match, deliver, and leave.")
@click.pass_obj
def run(settings: Settings, once: bool) -> int:
    """Watch: poll the feeds, match, tell. SIGTERM ends it after the work under way, SIGHUP reads the config again."""
    from monitor.daemon import run_daemon  # noqa: PLC0415

    screen = Screen(settings)

    def load() -> Config:
        found = read_config(settings, reveal=True)
        refuse_unroutable(found)  # an alert that can go nowhere is lost without a word
        return found

    config = load()
    if once and screen.is_interactive:
        config = replace(config, log_level=max(config.log_level, logging.WARNING))  # the last line tells it all
    set_up_log(config)
    return run_daemon(load, once=once, tell=lambda report: _tell(screen, report))


def _tell(screen: Screen, report: "RoundReport") -> None:
    """A line for a person who waits, or for a program that asked; cron gets none."""
    if screen.is_json:
        screen.json_line(report)
    elif sys.stdout.isatty() and not screen.settings.quiet:
        screen.line(round_words(report))


def round_words(report: "RoundReport") -> str:
    """What one round did, as a person says it."""
    asked = [f"{report.not_modified} not modified"] if report.not_modified else []
    asked += [f"{report.failed} failed"] if report.failed else []
    how = f" ({', '.join(asked)})" if asked else ""
    if report.failed and not report.polled:
        return f"No source could be reached ({report.failed} tried); the network of this machine is the likely cause."
    words = f"Polled {count(report.polled, 'feed')}{how}: " if report.polled else "No feed was due: "
    words += f"{count(report.new, 'new item')}, {count(report.matches, 'match', 'matches')}, "
    words += f"{count(report.alerts, 'alert')}"
    words += f", {count(report.settled, 'claim')} settled by rule" if report.settled else ""
    words += f"; {report.sent} sent" if report.sent else ""
    words += f"; {count(report.waiting, 'delivery', 'deliveries')} waiting for the next try" if report.waiting else ""
    return words + (f"; {report.dead} given up" if report.dead else "") + "."


def set_up_log(config: Config) -> None:
    """Log lines to stderr, as the config says; the journal gets its priorities."""
    journald = "JOURNAL_STREAM" in os.environ and not sys.stderr.isatty()
    configure_logging(config.log_level, as_json=config.log_json, journald=journald, stream=sys.stderr)
