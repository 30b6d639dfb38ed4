"""The daemon: `run_daemon` starts it (`main`), `service` does what is due and drains.

`ticks` is the schedule and what a clock that jumps does to it, `turns` says which of several daemons looks, `change_feed`
hears what others changed in the store, `signs` tells that it lives.
"""

from monitor.daemon.main import run_daemon

__all__ = ["run_daemon"]
