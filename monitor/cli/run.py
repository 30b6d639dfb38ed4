"""`monitor run`."""

import os
import sys

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import read_config
from monitor.config import Config
from monitor.log import configure_logging


@command("run", "monitor run", "monitor run --once", "systemctl --user start claim-monitor")
@click.option("--once", is_flag=True, help="Poll what is due, match, deliver, and leave.")
@click.pass_obj
def run(settings: Settings, once: bool) -> int:
    """Watch: poll the feeds, match, tell. SIGTERM ends it after the work under way, SIGHUP reads the config again."""
    from monitor.daemon import run_daemon  # noqa: PLC0415

    def load() -> Config:
        return read_config(settings, reveal=True)

    set_up_log(load())
    return run_daemon(load, once=once)


def set_up_log(config: Config) -> None:
    """Log lines to stderr, as the config says; the journal gets its priorities."""
    journald = "JOURNAL_STREAM" in os.environ and not sys.stderr.isatty()
    configure_logging(config.log_level, as_json=config.log_json, journald=journald, stream=sys.stderr)
