"""The daemon: ticks, signals, systemd. It calls the use cases and nothing else.

APScheduler keeps the ticks; they are short and never wait. The work itself runs in tasks that the daemon owns, so that
it can drain them: APScheduler swallows cancellation and does not wait for coroutines. What is due lives in the store, so
a missed tick, a suspend or a jump of the clock costs at most one tick.
"""

import asyncio
import logging
import math
import os
import signal
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.adapters.file_lock import hold_lock, lock_file
from monitor.adapters.systemd_notify import Notify, open_notify, watchdog_period
from monitor.app import App, build_app, monotonic
from monitor.config import Config
from monitor.errors import ConfigError, ExitCode, StoreError, StoreFullError
from monitor.log import log_event
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.deliver_alerts import deliver_alerts
from monitor.usecases.move_store import refuse_half_moved
from monitor.usecases.poll_feeds import PollReport, poll_feeds
from monitor.usecases.prune_store import prune_store
from monitor.usecases.sync_config import sync_config
from monitor.usecases.wake_feeds import wake_feeds

_log = logging.getLogger(__name__)

POLL_EVERY = timedelta(seconds=5)
DELIVER_EVERY = timedelta(seconds=5)
DEADLINES_EVERY = timedelta(minutes=1)
UPKEEP_EVERY = timedelta(hours=1)
#: After a full disk or a store that does not answer, nothing is polled for so long.
STORE_PAUSE = timedelta(seconds=60)
#: SIGTERM: so long for the work under way, then it is cancelled; leases run out by themselves.
DRAIN = timedelta(seconds=8)


def run_daemon(load: Callable[[], Config], *, once: bool) -> int:
    """Run until SIGTERM or SIGINT (or, with `once`, until nothing is due) and return the exit code.

    `load` reads the config again on SIGHUP. Raises ConfigError, StoreError, LockedError.
    """
    config = load()
    with ExitStack() as stack:
        if (file := lock_file(config.store_url)) is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(hold_lock(file))
        app = build_app(config)
        with asyncio.Runner() as runner:
            return runner.run(_run_once(app) if once else _serve(app, load))


def _sync(app: App) -> None:
    config = app.config
    refuse_half_moved(app.store)
    sync_config(app.store, config.feeds, config.claims, config.poll.interval, app.now())


async def _run_once(app: App) -> int:
    """One round: poll what is due, match, deliver."""
    await asyncio.to_thread(_sync, app)
    failed = 0
    try:
        for _ in range(_rounds(app)):
            report = await poll_feeds(app.poller)
            failed += report.failed
            _log_round(report)
        check_deadlines(app.store, app.config.targets, app.config.alerts, app.now())
        delivered = await deliver_alerts(app.courier)
        log_event(_log, logging.INFO, "delivered", sent=delivered.sent, waiting=delivered.failed, dead=delivered.dead)
        return ExitCode.PARTIAL if failed or delivered.failed or delivered.dead else ExitCode.DONE
    finally:
        await app.close()


def _rounds(app: App) -> int:
    """Enough for every feed that is due now; one that is due again meanwhile waits for the next run."""
    with app.store.read() as tx:
        due = sum(feed.next_poll_at <= app.now() for feed in tx.feeds())
    return math.ceil(due / app.config.poll.concurrency)


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


@dataclass(slots=True)
class Counts:
    """What was done since the last line about it: the proof that silence is no failure."""

    polls: int = 0
    failed: int = 0
    new_entries: int = 0
    alerts: int = 0
    sent: int = 0
    bugs: int = 0


@dataclass(slots=True)
class Daemon:
    """One running daemon. All methods run in its event loop."""

    app: App
    load: Callable[[], Config]
    notify: Notify
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    tasks: dict[asyncio.Task[None], str] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    progress: float = field(default_factory=monotonic)
    paused_until: float = 0.0
    deliver_again: bool = False

    async def run(self) -> None:
        """Tick until `stop`, then drain."""
        await asyncio.to_thread(_sync, self.app)
        await asyncio.to_thread(wake_feeds, self.app.store, self.app.config.poll, self.app.now())
        scheduler = self._schedule()
        scheduler.start()
        self._tell_ready()
        await self.stopping.wait()
        self.notify("STOPPING=1")
        scheduler.shutdown(wait=False)
        await self._drain()
        await self.app.close()
        log_event(_log, logging.INFO, "stopped")

    def stop(self) -> None:
        """Take no more work; `run` returns when what is under way has ended."""
        self.stopping.set()

    def reload(self) -> None:
        """Read the config again; a bad one is told and the old one stays."""
        self._start("reload", self._reload)

    def _schedule(self) -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        now = self.app.now()
        ticks: list[tuple[Callable[[], Coroutine[Any, Any, None]], timedelta]] = [
            (self._tick_poll, POLL_EVERY),
            (self._tick_deliver, DELIVER_EVERY),
            (self._tick_deadlines, DEADLINES_EVERY),
            (self._tick_upkeep, UPKEEP_EVERY),
        ]
        for tick, every in ticks:
            scheduler.add_job(tick, "interval", seconds=every.total_seconds(), next_run_time=now)
        if (period := watchdog_period(os.environ, os.getpid())) is not None:
            scheduler.add_job(self._tick_watchdog, "interval", seconds=period.total_seconds() / 3, next_run_time=now)
        return scheduler

    def _tell_ready(self) -> None:
        config = self.app.config
        log_event(
            _log,
            logging.INFO,
            "started",
            config=config.file,
            feeds=len(config.feeds),
            claims=len(config.claims),
            targets=",".join(target.name for target in config.targets),
        )
        self.notify("READY=1\nSTATUS=watching")

    # Ticks: each only starts a task, so that one that takes long holds up no other.

    async def _tick_poll(self) -> None:
        room = self.app.config.poll.concurrency - sum(name == "poll" for name in self.tasks.values())
        if room > 0 and monotonic() >= self.paused_until:
            self._start("poll", lambda: self._poll(room), many=True)

    async def _tick_deliver(self) -> None:
        self._start("deliver", self._deliver, many=True)  # those busy with a slow target hold up no other

    async def _tick_deadlines(self) -> None:
        self._start("deadlines", self._check_deadlines)

    async def _tick_upkeep(self) -> None:
        self._start("upkeep", self._keep_up)

    async def _tick_watchdog(self) -> None:
        """A sign of life, as long as polling rounds come to an end: fed by progress, not by a thread of its own."""
        if monotonic() - self.progress < 2 * self.app.config.poll.lease.total_seconds():
            self.notify("WATCHDOG=1")

    # Work

    async def _poll(self, room: int) -> None:
        report = await poll_feeds(self.app.poller, room)
        self.counts.polls += report.polled
        self.counts.failed += report.failed
        self.counts.new_entries += report.new_entries
        self.counts.alerts += report.alerts
        if report.polled or report.failed:
            log_event(_log, logging.DEBUG, "round", polled=report.polled, failed=report.failed, new=report.new_entries)
        if report.alerts:
            self._start("deliver", self._deliver, many=True)

    async def _deliver(self) -> None:
        report = await deliver_alerts(self.app.courier)
        self.counts.sent += report.sent

    async def _check_deadlines(self) -> None:
        app = self.app
        await asyncio.to_thread(check_deadlines, app.store, app.config.targets, app.config.alerts, app.now())

    async def _keep_up(self) -> None:
        app = self.app
        await asyncio.to_thread(wake_feeds, app.store, app.config.poll, app.now())
        await asyncio.to_thread(prune_store, app.store, app.config.poll.keep_entries, app.now())
        done, self.counts = self.counts, Counts()
        log_event(
            _log,
            logging.INFO,
            "hour",
            polls=done.polls,
            failed=done.failed,
            new=done.new_entries,
            alerts=done.alerts,
            sent=done.sent,
            bugs=done.bugs or None,
        )
        self.notify(f"STATUS=last hour: {done.polls} polls, {done.new_entries} new entries, {done.alerts} alerts")

    async def _reload(self) -> None:
        self.notify("RELOADING=1")
        try:
            config = await asyncio.to_thread(self.load)
        except ConfigError as error:
            for problem in error.problems:
                log_event(_log, logging.ERROR, "config-refused", problem=problem, file=error.file)
            log_event(_log, logging.ERROR, "config-kept", next="mend the file, then send SIGHUP again")
        else:
            await self._take_config(config)
        self.notify("READY=1")

    async def _take_config(self, config: Config) -> None:
        if config.store_url != self.app.config.store_url:
            log_event(_log, logging.WARNING, "store-kept", next="restart the daemon to work on another store")
        logging.getLogger().setLevel(config.log_level)
        old, self.app = self.app, self.app.reconfigured(config)
        await asyncio.to_thread(_sync, self.app)
        log_event(_log, logging.INFO, "config-reloaded", file=config.file)
        # Polls under way end on the parts they began with.
        polls = [task for task, name in self.tasks.items() if name == "poll"]
        if polls:
            await asyncio.wait(polls)
        await old.release()

    # Tasks

    def _start(self, name: str, work: Callable[[], Coroutine[Any, Any, None]], *, many: bool = False) -> None:
        """Run `work` in a task of ours; unless `many`, not while another of that name runs."""
        if self.stopping.is_set() or (not many and name in self.tasks.values()):
            return
        task = asyncio.get_running_loop().create_task(work(), name=name)
        self.tasks[task] = name
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        name = self.tasks.pop(task)
        if name == "poll":
            self.progress = monotonic()
        error = None if task.cancelled() else task.exception()
        match error:
            case None:
                return
            case StoreFullError():
                log_event(
                    _log, logging.ERROR, "disk-full", work=name, next="free some space; polling goes on by itself"
                )
                self.paused_until = monotonic() + STORE_PAUSE.total_seconds()
            case StoreError():
                log_event(_log, logging.ERROR, "store-trouble", work=name, problem=error)
                self.paused_until = monotonic() + STORE_PAUSE.total_seconds()
            case _:
                # A bug of ours must not end the watch; it is told with its traceback and counted.
                self.counts.bugs += 1
                _log.error("bug work=%s", name, exc_info=error)

    async def _drain(self) -> None:
        if not self.tasks:
            return
        _, pending = await asyncio.wait(list(self.tasks), timeout=DRAIN.total_seconds())
        for task in pending:
            task.cancel()
        if pending:
            log_event(_log, logging.WARNING, "drain-cut-short", tasks=len(pending))
            await asyncio.wait(pending, timeout=1)
