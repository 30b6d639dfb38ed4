"""Ticks that no jump of the wall clock can stop or pile up.

APScheduler reckons in wall time: of a clock that is set ten years ahead it would list every second, and one that is set
back would leave its jobs asleep until the old time comes again. So a tick is due one distance after now, however many were
missed, and what lies further off than its own distance was planned by another clock and is due at once.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler as Scheduler
from apscheduler.triggers.base import BaseTrigger

from monitor.ports import Now

#: How often it is looked whether the clock was set back.
LOOK_EVERY = timedelta(seconds=1)

__all__ = ["Every", "Scheduler", "Tick", "mind_clock", "schedule", "wake_ticks"]

Tick = Callable[[], Coroutine[Any, Any, None]]


class Every(BaseTrigger):  # type: ignore[misc]
    """Due one distance after the last look, so that a long rest or a leap ahead brings one tick and not thousands."""

    def __init__(self, distance: timedelta) -> None:
        self.distance = distance

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """One distance from now."""
        return now + self.distance


def schedule(ticks: list[tuple[Tick, timedelta]], now: datetime) -> Scheduler:
    """A scheduler, not started yet, whose ticks are all due at `now`, by this machine's own clock."""
    scheduler = Scheduler(timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    for tick, distance in ticks:
        scheduler.add_job(tick, Every(distance), next_run_time=now)
    return scheduler


def wake_ticks(scheduler: Scheduler, now: datetime) -> int:
    """Make due what another clock put off; returns how many ticks that were."""
    asleep = [job for job in scheduler.get_jobs() if job.next_run_time - now > job.trigger.distance]
    for job in asleep:
        job.modify(next_run_time=now)
    return len(asleep)


async def mind_clock(scheduler: Scheduler, now: Now) -> None:
    """Look once a second, by a clock that never goes back, until cancelled."""
    while True:
        await asyncio.sleep(LOOK_EVERY.total_seconds())
        wake_ticks(scheduler, now())
