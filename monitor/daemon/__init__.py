"""The daemon: `run_daemon` starts it (`main`) once its store is open (`opening`), `service` does what is due and drains.

`rounds` is one round without a daemon. `ticks` is the schedule and what a clock that jumps does to it, `turns` says which
of several daemons looks, `change_feed` hears what others changed in the store, `signs` tells that it lives.
"""

from monitor.daemon.main import run_daemon

__all__ = ["run_daemon"]
