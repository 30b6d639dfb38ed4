"""How late the daemon's ticks are while it works: `python -m bench.ticks`.

In one process, as in the daemon: the scheduler ticks once a second while every feed of a farm is polled for the first time,
read, matched with a hundred claims and stored. Each tick is due a second after the one before was begun.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from bench.farm import address_of
from bench.readers import Ours
from bench.speed import farm_of
from monitor.app import build_app, monotonic, utc_now
from monitor.config import load_config
from monitor.daemon.ticks import schedule
from monitor.usecases.poll_feeds import poll_due_feeds

EVERY = timedelta(seconds=1)


@dataclass
class Ticks:
    """When each tick came, in seconds."""

    at: list[float] = field(default_factory=list)

    async def note(self) -> None:
        """One came."""
        self.at.append(monotonic())

    def late(self) -> list[float]:
        """How much later than its second each came, in milliseconds, smallest first."""
        pairs = zip(self.at, self.at[1:], strict=False)
        return sorted((later - earlier - EVERY.total_seconds()) * 1_000 for earlier, later in pairs)


async def poll_and_tick(ours: Ours) -> tuple[float, int, Ticks]:
    """(seconds that the round took, new entries, the ticks of that time)."""
    config = replace(load_config(ours.config, {}), store_url=f"sqlite:///{ours.store}")
    app = build_app(config)
    ticks = Ticks()
    scheduler = schedule([(ticks.note, EVERY)], utc_now())
    scheduler.start()
    began = monotonic()
    report = await poll_due_feeds(app.poller)
    took = monotonic() - began
    scheduler.shutdown(wait=False)
    await app.close()
    return took, report.new_entries, ticks


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--feeds", type=int, default=500)
    given = words.parse_args(arguments)
    with farm_of(given.feeds) as port, tempfile.TemporaryDirectory() as home:
        ours = Ours(Path(home), [address_of(feed, port) for feed in range(given.feeds)])
        ours.set_up()
        ours.make_due()
        took, entries, ticks = asyncio.run(poll_and_tick(ours))
    late = ticks.late()
    how = f"{median(late):.0f} ms in the median, {late[int(len(late) * 0.95)]:.0f} p95, {late[-1]:.0f} at most"
    print(f"{given.feeds} feeds, {entries} new entries in {took:.1f} s: {len(late)} ticks, late by {how}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
