"""A daemon that has nothing to do: CPU and memory of `monitor run` while no feed is due: `python -m bench.idle`.

The feeds are known and due tomorrow, the claims are open. The first half minute, in which it starts, is not counted.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.farm import address_of
from bench.measure import family, memory_of
from bench.readers import Ours

_START = 30.0


def cpu_of(pid: int) -> float:
    """CPU seconds that a process and all below it have used."""
    ticks = 0
    for one in family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def put_off(ours: Ours) -> None:
    """Nothing is due before tomorrow."""
    from monitor.adapters.sql_store import open_store

    store = open_store(f"sqlite:///{ours.store}")
    with store.write() as tx:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        tx.save_feeds([replace(feed, next_poll_at=tomorrow) for feed in tx.feeds()])
    store.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--feeds", type=int, default=1_000)
    words.add_argument("--minutes", type=float, default=10.0)
    given = words.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        ours = Ours(Path(home), [address_of(feed, 9) for feed in range(given.feeds)])
        ours.set_up()
        put_off(ours)
        daemon = subprocess.Popen([*ours.command, "run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(_START)
            before = cpu_of(daemon.pid)
            time.sleep(given.minutes * 60)
            used, memory = cpu_of(daemon.pid) - before, memory_of(daemon.pid)
        finally:
            daemon.terminate()
            daemon.wait()
    share = used / (given.minutes * 60)
    print(
        f"{given.feeds} feeds, idle for {given.minutes:g} min: {used:.2f} s CPU, {share:.2%} of a core, {memory:.0f} MB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
