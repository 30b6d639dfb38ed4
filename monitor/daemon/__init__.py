"""The daemon: `run_daemon` starts it (`main`), `service` ticks and drains, `signs` tells that it lives."""

from monitor.daemon.main import run_daemon

__all__ = ["run_daemon"]
