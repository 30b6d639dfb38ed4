"""One round: poll what is due, match, see to what the clock brings, deliver; for a timer instead of a daemon."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from monitor.app import App
from monitor.errors import ExitCode
from monitor.log import log_event
from monitor.usecases.check_deadlines import DeadlineReport, check_deadlines
from monitor.usecases.deliver_alerts import DeliveryReport, deliver_alerts
from monitor.usecases.keep_store import is_upkeep_due, keep_store
from monitor.usecases.poll_feeds import PollReport, poll_due_feeds
from monitor.usecases.read_vitals import Mode, give_sign

_log = logging.getLogger(__name__)

#: Rounds see to the store once a day.
ROUNDS_UPKEEP_EVERY = timedelta(hours=20)


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


async def run_round(app: App, tell: Callable[[RoundReport], None] | None) -> int:
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
