"""60: the ticks of the daemon go on through any jump of the clock, and none is made up for a thousand times."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from patience import PATIENCE

from monitor.app import utc_now
from monitor.daemon.ticks import Every, mind_clock, schedule, wake_ticks

MINUTE, TEN_YEARS = timedelta(minutes=1), timedelta(days=3650)
LONG_AGO = datetime(2017, 5, 4, tzinfo=UTC)


async def nothing() -> None:
    """A tick."""


@pytest.mark.parametrize("leap", [timedelta(0), timedelta(hours=9), TEN_YEARS])
def test_however_long_the_rest_one_tick_is_due_and_the_next_a_distance_later(leap: timedelta) -> None:
    now = LONG_AGO + leap
    assert Every(MINUTE).get_next_fire_time(LONG_AGO, now) == now + MINUTE


async def test_a_clock_that_was_set_back_leaves_no_tick_asleep() -> None:
    scheduler = schedule([(nothing, MINUTE), (nothing, timedelta(hours=1))], LONG_AGO)
    scheduler.start(paused=True)
    try:
        assert wake_ticks(scheduler, LONG_AGO) == 0
        assert wake_ticks(scheduler, LONG_AGO - MINUTE) == 0
        assert wake_ticks(scheduler, LONG_AGO - 30 * MINUTE) == 1
        assert wake_ticks(scheduler, LONG_AGO - TEN_YEARS) == 2
        assert {job.next_run_time for job in scheduler.get_jobs()} == {LONG_AGO - TEN_YEARS}
    finally:
        scheduler.shutdown()


@pytest.mark.parametrize("planned_at", [timedelta(0), TEN_YEARS, -TEN_YEARS])
async def test_ticks_come_whatever_the_clock_said_when_they_were_planned(planned_at: timedelta) -> None:
    ticked: asyncio.Queue[int] = asyncio.Queue()

    async def tick() -> None:
        ticked.put_nowait(1)

    scheduler = schedule([(tick, timedelta(milliseconds=1))], utc_now() + planned_at)
    scheduler.start()
    minding = asyncio.get_running_loop().create_task(mind_clock(scheduler, utc_now))
    try:
        for _ in range(2):
            await asyncio.wait_for(ticked.get(), PATIENCE)
    finally:
        minding.cancel()
        scheduler.shutdown()
