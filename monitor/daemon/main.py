"""How it starts: the config, the lock, the store, then the daemon or one round."""

import asyncio
import gc
import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from types import FrameType
from typing import NoReturn

from monitor.adapters.allocator import share_one_arena
from monitor.adapters.file_lock import hold_lock, lock_file
from monitor.adapters.systemd_notify import open_notify
from monitor.app import App
from monitor.config import Config
from monitor.daemon.opening import open_app, open_in_time
from monitor.daemon.rounds import RoundReport, run_round
from monitor.errors import ExitCode


def run_daemon(load: Callable[[], Config], *, once: bool, tell: Callable[[RoundReport], None] | None = None) -> int:
    """Run until SIGTERM or SIGINT (or, with `once`, until nothing is due) and return the exit code.

    `tell` gets what one round did. `load` reads the config again on SIGHUP. Raises ConfigError, StoreError, LockedError.
    """
    if not once:
        signal.signal(signal.SIGTERM, _leave)
    share_one_arena()
    config = load()
    with ExitStack() as stack:
        if (file := lock_file(config.store_url)) is not None:
            stack.enter_context(hold_lock(file))
        notify = open_notify(os.environ)
        app = open_app(config, notify, spread=False) if once else open_in_time(config, notify)
        gc.freeze()  # what was made for the start stays to the end: no look for unused things need pass over it
        with asyncio.Runner() as runner:
            return runner.run(run_round(app, tell) if once else _serve(app, load))


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    """SIGTERM before there is a loop to hear it: what the store had begun is rolled back, and the end is a good one."""
    raise SystemExit(ExitCode.DONE)


async def _serve(app: App, load: Callable[[], Config]) -> int:
    from monitor.daemon.service import Daemon  # noqa: PLC0415  (a round needs no clockwork)

    daemon = Daemon(app, load, open_notify(os.environ))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, daemon.stop)
    loop.add_signal_handler(signal.SIGHUP, daemon.reload)
    await daemon.run()
    return ExitCode.DONE
