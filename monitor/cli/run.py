"""`monitor run`."""

import logging
from datetime import UTC, datetime

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import read_config
from monitor.cli.screen import dump
from monitor.config import Config


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


class JsonLines(logging.Formatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        """The record; a traceback is one string in it."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        return dump(told | ({"trace": self.formatException(record.exc_info)} if record.exc_info else {}))


def set_up_log(config: Config) -> None:
    """Log lines to stderr, as the config says; other packages only from warnings on."""
    handler = logging.StreamHandler()
    plain = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    handler.setFormatter(JsonLines() if config.log_json else plain)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("monitor").setLevel(config.log_level)
