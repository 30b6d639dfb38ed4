"""The daemon's signs of life, and what it says when nobody else can be told."""

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

import monitor
from monitor.adapters.text_file import write_whole
from monitor.app import App, monotonic
from monitor.errors import MonitorError
from monitor.log import log_event
from monitor.usecases.beat_heart import beat_heart
from monitor.usecases.read_vitals import Mode, Vitals, give_sign, read_vitals
from monitor.usecases.render_metrics import render_metrics

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Signs:
    """What was said last, so that each thing is said once."""

    next_beat: float = 0.0
    beat_trouble: str = ""
    file_trouble: str = ""
    is_mute: bool = False

    async def give(self, app: App, *, reads: bool = True) -> None:
        """To whoever looks into the store, into the file for metrics, and to the heartbeat's address while all is well.

        `reads` is off where another daemon looks at the whole this time; a file for metrics is written by each.
        """
        health = app.config.health
        await asyncio.to_thread(give_sign, app.store, Mode.DAEMON, app.now())
        if not reads and not health.metrics_file:
            return
        names = [target.name for target in app.config.targets]
        vitals = await asyncio.to_thread(read_vitals, app.store, names, app.now())
        self._tell_mute(vitals)
        if health.metrics_file:
            await asyncio.to_thread(self._write_metrics, Path(health.metrics_file), vitals)
        if health.heartbeat_url and vitals.is_well and monotonic() >= self.next_beat:
            self.next_beat = monotonic() + health.heartbeat_every.total_seconds()
            self._tell_beat(await beat_heart(app.poller.fetcher, health.heartbeat_url))

    def _write_metrics(self, file: Path, vitals: Vitals) -> None:
        trouble = ""
        try:
            write_whole(file, render_metrics(vitals, monitor.__version__), 0o644)
        except MonitorError as error:
            trouble = str(error)
        if trouble and not self.file_trouble:
            log_event(_log, logging.ERROR, "metrics-unwritten", problem=trouble)
        self.file_trouble = trouble

    def _tell_mute(self, vitals: Vitals) -> None:
        """When no target takes anything, no alert can say so: the journal does, once."""
        if vitals.is_mute and not self.is_mute:
            what = "monitor doctor; nothing is lost, alerts wait"
            log_event(_log, logging.ERROR, "no-target-works", targets=",".join(vitals.broken), next=what)
        if self.is_mute and not vitals.is_mute:
            log_event(_log, logging.INFO, "target-works-again")
        self.is_mute = vitals.is_mute

    def _tell_beat(self, trouble: str) -> None:
        if trouble and not self.beat_trouble:
            log_event(_log, logging.WARNING, "heartbeat-unheard", reason=trouble, next="it is tried again")
        if self.beat_trouble and not trouble:
            log_event(_log, logging.INFO, "heartbeat-heard")
        self.beat_trouble = trouble
