"""How it starts: the config, the lock, the store looked through, then the daemon or one round."""

import asyncio
import gc
import logging
import os
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from types import FrameType
from typing import NoReturn

from monitor.adapters.allocator import share_one_arena
from monitor.adapters.file_lock import hold_lock, lock_file
from monitor.adapters.systemd_notify import Notify, open_notify
from monitor.app import App, build_app
from monitor.config import Config
from monitor.daemon.service import Daemon, sync
from monitor.errors import ExitCode, StoreFullError
from monitor.log import log_event
from monitor.usecases.check_deadlines import DeadlineReport, check_deadlines
from monitor.usecases.deliver_alerts import DeliveryReport, deliver_alerts
from monitor.usecases.keep_store import is_upkeep_due, keep_store
from monitor.usecases.poll_feeds import PollReport, poll_due_feeds
from monitor.usecases.read_vitals import Mode, give_sign
from monitor.usecases.wake_feeds import wake_feeds

_log = logging.getLogger(__name__)

#: Rounds see to the store once a day.
ROUNDS_UPKEEP_EVERY = timedelta(hours=20)
#: How often it is looked whether a full disk has room again, so that the store can be opened.
ROOM_AGAIN = timedelta(seconds=10)
#: What systemd is asked for while a store is looked through, and perhaps brought up to date.
OPENING = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What one round did, in counts: feeds `polled` of which `not_modified` and `failed`, `new` entries, `matches`.

    `alerts` were raised, `settled` claims settled by their own rule; of the deliveries `sent` went out, `waiting` are tried
    again, `dead` were given up.
    """

    polled: int = 0
    not_modified: int = 0
    failed: int = 0
    new: int = 0
    matches: int = 0
    alerts: int = 0
    settled: int = 0
    sent: int = 0
    waiting: int = 0
    dead: int = 0

    @property
    def has_failed(self) -> bool:
        """Whether a feed or a delivery did not do."""
        return bool(self.failed or self.waiting or self.dead)


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
        app = _open(config, notify, spread=False) if once else _open_in_time(config, notify)
        gc.freeze()  # what was made for the start stays to the end: no look for unused things need pass over it
        with asyncio.Runner() as runner:
            return runner.run(_run_once(app, tell) if once else _serve(app, load))


def _open(config: Config, notify: Notify, *, spread: bool) -> App:
    """The program with its store looked through, and brought up to the config and the clock. Raises StoreError."""
    notify(f"STATUS=opening the store\nEXTEND_TIMEOUT_USEC={round(OPENING.total_seconds() * 1e6)}")
    app = build_app(config)
    try:
        app.store.verify()
        if app.store.is_copy:
            app.store.adopt()
        sync(app)
        wake_feeds(app.store, config.poll, app.now(), spread=spread)
    except BaseException:
        app.store.close()
        raise
    return app


def _open_in_time(config: Config, notify: Notify) -> App:
    """The same, as soon as the disk has room: whoever starts a daemon again and again would give up. Raises StoreError."""
    patience = threading.Event()  # that nobody sets: a signal ends the waiting
    is_told = False
    while True:
        try:
            return _open(config, notify, spread=True)
        except StoreFullError as error:
            if not is_told:
                what = "free some space; the start goes on by itself"
                log_event(_log, logging.ERROR, "disk-full", work="start", problem=error, next=what)
                is_told = True
            patience.wait(ROOM_AGAIN.total_seconds())


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    """SIGTERM before there is a loop to hear it: what the store had begun is rolled back, and the end is a good one."""
    raise SystemExit(ExitCode.DONE)


async def _run_once(app: App, tell: Callable[[RoundReport], None] | None) -> int:
    """One round: poll what is due, match, deliver."""
    try:
        polled = await poll_due_feeds(app.poller)
        _log_round(polled)
        dated = await asyncio.to_thread(_keep_round, app)
        delivered = await deliver_alerts(app.courier)
        log_event(_log, logging.INFO, "delivered", sent=delivered.sent, waiting=delivered.failed, dead=delivered.dead)
        report = _sum_up(polled, dated, delivered)
        if tell is not None:
            tell(report)
        return ExitCode.PARTIAL if report.has_failed else ExitCode.DONE
    finally:
        await app.close()


def _sum_up(polled: PollReport, dated: DeadlineReport, delivered: DeliveryReport) -> RoundReport:
    return RoundReport(
        polled=polled.polled,
        not_modified=polled.not_modified,
        failed=polled.failed,
        new=polled.new_entries,
        matches=polled.matches,
        alerts=polled.alerts + dated.alerts + dated.settled,
        settled=dated.settled,
        sent=delivered.sent,
        waiting=delivered.failed,
        dead=delivered.dead,
    )


def _keep_round(app: App) -> DeadlineReport:
    """What the clock brings, the store's upkeep when it is time for it, and a sign of life."""
    config, store, now = app.config, app.store, app.now()
    dated = check_deadlines(store, config.targets, config.alerts, now)
    if is_upkeep_due(store, ROUNDS_UPKEEP_EVERY, now):
        keep_store(store, config.poll, config.upkeep, now)
    give_sign(store, Mode.ROUNDS, now)
    return dated


def _log_round(report: PollReport) -> None:
    log_event(
        _log,
        logging.INFO,
        "polled",
        feeds=report.polled,
        not_modified=report.not_modified,
        failed=report.failed,
        new=report.new_entries,
        matches=report.matches,
        alerts=report.alerts,
    )


async def _serve(app: App, load: Callable[[], Config]) -> int:
    daemon = Daemon(app, load, open_notify(os.environ))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, daemon.stop)
    loop.add_signal_handler(signal.SIGHUP, daemon.reload)
    await daemon.run()
    return ExitCode.DONE
