"""The daemon: ticks, signals, systemd. It calls the use cases and nothing else.

The ticks (`ticks`) are short and never wait. The work itself runs in tasks that the daemon owns, so that it can drain
them: APScheduler swallows cancellation and does not wait for coroutines. What is due lives in the store, so
a missed tick, a suspend or a jump of the clock costs at most one tick.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from monitor.adapters.systemd_notify import Notify, watchdog_period
from monitor.app import App, monotonic, utc_now
from monitor.config import Config
from monitor.daemon.change_feed import ChangeFeed
from monitor.daemon.opening import sync
from monitor.daemon.signs import Signs
from monitor.daemon.ticks import Scheduler, Tick, mind_clock, schedule
from monitor.daemon.turns import Turns
from monitor.errors import ConfigError, MonitorError, StoreError, StoreFullError
from monitor.log import log_event
from monitor.ports import CLAIMS, FEEDS, OUTBOX
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.deliver_alerts import deliver_alerts
from monitor.usecases.fellow_daemons import Fellow, sign_in, sign_out
from monitor.usecases.keep_store import keep_store
from monitor.usecases.poll_feeds import catch_up, is_quiet, keep_leases, lanes_of, poll_feeds, store_counts
from monitor.usecases.wake_feeds import wake_feeds

_log = logging.getLogger(__name__)

POLL_EVERY = timedelta(seconds=1)
DELIVER_EVERY = timedelta(seconds=5)
DEADLINES_EVERY = timedelta(minutes=1)
SIGN_EVERY = timedelta(minutes=1)
UPKEEP_EVERY = timedelta(hours=1)
#: After a full disk or a store that does not answer, nothing is polled for so long; twice as long when it comes again.
STORE_PAUSE = timedelta(seconds=20)
#: So many times within a lease it is made longer for what is still under way.
BEATS = 4
#: Claims that others changed are taken up so long after it was heard.
CATCH_UP_AFTER = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=10)
#: SIGTERM: so long for the work under way, then it is cancelled; leases run out by themselves.
DRAIN = timedelta(seconds=8)


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
    trouble: str = ""
    pause: timedelta = STORE_PAUSE
    signs: Signs = field(default_factory=Signs)
    started_at: datetime = field(init=False)
    polls: int = 0
    late: timedelta = timedelta()
    turns: Turns = field(default_factory=Turns)
    changes: ChangeFeed = field(init=False)

    def __post_init__(self) -> None:
        self.started_at = self.app.now()
        self.changes = ChangeFeed(
            self.app.store,
            {CLAIMS: self._hear_of_claims, FEEDS: self._hear_of_feeds, OUTBOX: self._hear_of_outbox},
        )

    async def run(self) -> None:
        """Tick until `stop`, then drain."""
        scheduler = self._schedule()
        scheduler.start()
        minding = asyncio.get_running_loop().create_task(mind_clock(scheduler, utc_now), name="clock")
        self._tell_ready()
        await self.stopping.wait()
        self.notify("STOPPING=1")
        minding.cancel()
        scheduler.shutdown(wait=False)
        await self._drain()
        self.changes.close()
        await self._store_counts()
        await self._sign_out()
        await self.app.close()
        log_event(_log, logging.INFO, "stopped")

    def stop(self) -> None:
        """Take no more work; `run` returns when what is under way has ended."""
        self.stopping.set()
        self.app.poller.closing = True

    def reload(self) -> None:
        """Read the config again; a bad one is told and the old one stays."""
        self._start("reload", self._reload)

    def _schedule(self) -> Scheduler:
        ticks: list[tuple[Tick, timedelta]] = [
            (self._tick_poll, POLL_EVERY),
            (self._tick_deliver, DELIVER_EVERY),
            (self._tick_deadlines, DEADLINES_EVERY),
            (self._tick_sign, SIGN_EVERY),
            (self._tick_beat, self.app.config.poll.lease / BEATS),
            (self._tick_upkeep, UPKEEP_EVERY),
        ]
        if (period := watchdog_period(os.environ, os.getpid())) is not None:
            ticks.append((self._tick_watchdog, period / 3))
        return schedule(ticks, utc_now())

    def _tell_ready(self) -> None:
        config = self.app.config
        with self.app.store.read() as tx:
            watched = tx.feed_counts().watched
        log_event(
            _log,
            logging.INFO,
            "started",
            name=self.app.poller.name,
            config=config.file,
            feeds=watched,
            claims=len(config.claims),
            targets=",".join(target.name for target in config.targets),
        )
        self.notify("READY=1\nSTATUS=watching")

    # Ticks: each only starts a task, so that one that takes long holds up no other.

    async def _tick_poll(self) -> None:
        if self.trouble:
            if monotonic() >= self.paused_until:
                self._start("sign", self._give_sign)  # as soon as a little can be written, polls follow
            return
        if is_quiet(self.app.poller):
            return
        if self.app.poller.has_more or self._is_my_turn("poll", POLL_EVERY):
            self._look_for_feeds()

    def _look_for_feeds(self) -> None:
        lanes, size = lanes_of(self.app.config.poll)
        if sum(name == "poll" for name in self.tasks.values()) < lanes:
            self._start("poll", lambda: self._poll(size), many=True)

    async def _tick_deliver(self) -> None:
        if self._is_my_turn("deliver", DELIVER_EVERY):
            self._start("deliver", self._deliver, many=True)  # those busy with a slow target hold up no other

    async def _tick_deadlines(self) -> None:
        if self._is_my_turn("deadlines", DEADLINES_EVERY):
            self._start("deadlines", self._check_deadlines)

    async def _tick_sign(self) -> None:
        self._start("sign", self._give_sign)

    async def _tick_beat(self) -> None:
        if not self.trouble and self.app.poller.under_way:
            self._start("beat", self._keep_leases)

    async def _tick_upkeep(self) -> None:
        self._start("upkeep", self._keep_up)

    async def _tick_watchdog(self) -> None:
        """A sign of life, as long as polling rounds come to an end: fed by progress, not by a thread of its own."""
        if monotonic() - self.progress < 2 * self.app.config.poll.lease.total_seconds():
            self.notify("WATCHDOG=1")

    def _is_my_turn(self, work: str, every: timedelta) -> bool:
        return self.turns.is_mine(work, self.app.now(), every)

    # What others changed, heard at once; without it the next tick finds the same.

    def _hear_of_claims(self) -> None:
        self._start("claims", self._catch_up)

    def _hear_of_feeds(self) -> None:
        self.app.poller.look_again_at = None
        if not self.trouble:
            self._look_for_feeds()

    def _hear_of_outbox(self) -> None:
        self._start("deliver", self._deliver, many=True)

    # Work

    async def _catch_up(self) -> None:
        """Not at once: who teaches much does so in a row."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), CATCH_UP_AFTER.total_seconds())
            return
        await asyncio.to_thread(catch_up, self.app.poller)

    async def _poll(self, size: int) -> None:
        """One round; after a full one there is probably more that is due, and the next begins at once."""
        report = await poll_feeds(self.app.poller, size)
        self.counts.polls += report.polled
        self.polls += report.polled
        self.late = report.late
        self.counts.failed += report.failed
        self.counts.new_entries += report.new_entries
        self.counts.alerts += report.alerts
        if report.polled or report.failed:
            log_event(_log, logging.DEBUG, "round", polled=report.polled, failed=report.failed, new=report.new_entries)
        if report.polled >= size:
            self._look_for_feeds()
        if report.alerts:
            self._start("deliver", self._deliver, many=True)

    async def _keep_leases(self) -> None:
        await asyncio.to_thread(keep_leases, self.app.poller)

    async def _deliver(self) -> None:
        report = await deliver_alerts(self.app.courier)
        self.counts.sent += report.sent

    async def _check_deadlines(self) -> None:
        app = self.app
        await asyncio.to_thread(check_deadlines, app.store, app.config.targets, app.config.alerts, app.now())

    async def _give_sign(self) -> None:
        await asyncio.to_thread(self.app.align_clock)
        names = await asyncio.to_thread(sign_in, self.app.store, self._fellow())
        self.turns.share(names, self.app.poller.name)
        await self.changes.open()
        await self.signs.give(self.app, reads=self._is_my_turn("vitals", SIGN_EVERY))
        self._store_is_back()

    def _fellow(self) -> Fellow:
        return Fellow(self.app.poller.name, self.started_at, self.app.now(), self.polls, self.late)

    def _store_is_back(self) -> None:
        """Something could be written."""
        if self.trouble:
            log_event(_log, logging.INFO, "store-recovered", next="polling goes on")
            self.trouble = ""

    async def _sign_out(self) -> None:
        try:
            left = await asyncio.to_thread(sign_out, self.app.store, self.app.poller.name)
        except StoreError as error:
            log_event(_log, logging.WARNING, "leases-kept", problem=error, next="they run out by themselves")
        else:
            log_event(_log, logging.INFO, "signed-out", leases=left or None)

    async def _store_counts(self) -> None:
        try:
            await asyncio.to_thread(store_counts, self.app.poller)
        except StoreError as error:
            log_event(_log, logging.WARNING, "terms-uncounted", problem=error)

    async def _keep_up(self) -> None:
        app = self.app
        await self._store_counts()
        await asyncio.to_thread(wake_feeds, app.store, app.config.poll, app.now())
        await asyncio.to_thread(keep_store, app.store, app.config.poll, app.config.upkeep, app.now())
        done, self.counts = self.counts, Counts()
        self.pause = STORE_PAUSE
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
        await asyncio.to_thread(sync, self.app)
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
        if name == "poll" or self.trouble:  # with a full disk there are no polls, and to look for room is all there is
            self.progress = monotonic()
        error = None if task.cancelled() else task.exception()
        match error:
            case None:
                return
            case StoreError():
                self._tell_trouble(name, error)
            case MonitorError():
                log_event(_log, logging.ERROR, "work-failed", work=name, problem=error)
            case _:
                # A bug of ours must not end the watch; it is told with its traceback and counted.
                self.counts.bugs += 1
                _log.error("bug work=%s", name, exc_info=error)

    def _tell_trouble(self, work: str, error: StoreError) -> None:
        """Polling waits; what is wrong is told once, and again when it is something else."""
        self.paused_until = monotonic() + self.pause.total_seconds()
        if not self.trouble:
            self.pause = min(2 * self.pause, LONGEST_PAUSE)
        event = "disk-full" if isinstance(error, StoreFullError) else "store-trouble"
        if event != self.trouble:
            what = "free some space; polling goes on by itself" if event == "disk-full" else "polling goes on by itself"
            log_event(_log, logging.ERROR, event, work=work, problem=error, next=what)
        self.trouble = event

    async def _drain(self) -> None:
        if not self.tasks:
            return
        _, pending = await asyncio.wait(list(self.tasks), timeout=DRAIN.total_seconds())
        for task in pending:
            task.cancel()
        if pending:
            log_event(_log, logging.WARNING, "drain-cut-short", tasks=len(pending))
            await asyncio.wait(pending, timeout=1)
