"""Kill the courier at random moments while it empties an outbox, and hold what arrived against what was to be told.

    python tests/chaos/kill_outbox.py --kills 1000 --alerts 3000

Three targets, each a file that a sender appends one line a message to before it answers; one of them flaps: it is
away again and again, or takes the message and then breaks the line. The courier is the real one, over the real store
on disk. It runs in a child that is killed with SIGKILL at a random moment, until that happened so often; then one is
let finish. Before each life a few more alerts are raised, so that there is always something on its way; an early end of
a life is made up for by one life more, with an alert more.

    nothing lost         every alert arrived at every target
    bounded repeats      at most one message more a kill (those of the broken line apart)
    each repeat says so  the same alert id again, labelled "possibly repeated"
    order                first arrivals at each target are in the order of the alerts
"""

import argparse
import asyncio
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from chaos.forked import in_child

from monitor.adapters.sql_store import open_store
from monitor.alerting.routing import route
from monitor.errors import FailureReason, SendError
from monitor.model.alert import Alert, AlertKind, AlertLevel, Message, Target
from monitor.model.ids import make_id
from monitor.model.pace import Pace
from monitor.model.policy import RetryPolicy
from monitor.usecases.deliver_alerts import Courier, DeliveryReport, deliver_alerts

FREE = Pace(max_per_hour=0, max_per_minute=0)
TARGETS = tuple(Target(name, "file://", pace=FREE) for name in ("desk", "room", "flapping"))
# The lease is shorter than most lives, else each would only wait for what the one before it had begun.
POLICY = RetryPolicy(
    first=timedelta(milliseconds=2), longest=timedelta(milliseconds=20), lease=timedelta(milliseconds=40)
)


@dataclass
class FileSender:
    """A receiver that is a file: what is written has arrived, whatever becomes of the one who sent it.

    The one that flaps goes down for some hundredths of a second after about twenty messages.
    """

    folder: Path
    rng: random.Random
    down_until: float = 0.0

    async def send(self, target: Target, message: Message) -> None:
        await asyncio.sleep(self.rng.uniform(0, 0.002))
        flaw = self.rng.random() if target.name == "flapping" else 1.0
        if flaw > 0.95 and target.name == "flapping":
            self.down_until = time.perf_counter() + 0.03
        if target.name == "flapping" and time.perf_counter() < self.down_until:
            raise SendError("refused", FailureReason.CONNECT)
        label = "repeat" if "possibly repeated" in message.body else "first"
        word = "cut" if flaw < 0.03 else "whole"
        line = f"{label} {word} {message.alert_id} {','.join(message.covers)}\n"
        file = os.open(self.folder / target.name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(file, line.encode())
        os.close(file)
        await asyncio.sleep(self.rng.uniform(0, 0.002))
        if word == "cut":
            raise SendError("the line broke", FailureReason.UNKNOWN_OUTCOME)


@dataclass
class Counts:
    """What came of it."""

    kills: int = 0
    alerts: int = 0
    arrived: int = 0
    lost: int = 0
    repeats: int = 0
    cut: int = 0
    unlabelled: int = 0
    out_of_order: int = 0
    integrity_ok: bool = False
    broken: list[str] = field(default_factory=list)


def queue_alerts(url: str, first: int, last: int) -> list[str]:
    """Alerts number `first` to before `last` with their deliveries, a microsecond apart."""
    store, ids, start = open_store(url), [], datetime.now(UTC)  # noqa: TID251 - what is a week old is given up
    with store.write() as tx:
        for number in range(first, last):
            at = start + timedelta(microseconds=number)
            alert = Alert(
                id=make_id("alert", str(number)),
                key=f"news:{number}",
                kind=AlertKind.DEVELOPMENT,
                level=AlertLevel.NOW,
                created_at=at,
                event_at=at,
                reason="first report",
                subject=f"occurred: news {number}",
                lines=("It happened.",),
            )
            tx.add_alert(alert, route(alert, None, TARGETS, at))
            ids.append(alert.id)
    store.close()
    return ids


def deliver(url: str, folder: Path, seed: int) -> None:
    """One life of the courier: until nothing waits."""
    store, rng = open_store(url), random.Random(seed)

    def now() -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - leases are real time here

    targets = {target.name: target for target in TARGETS}
    courier = Courier(store, FileSender(folder, rng), targets, now, rng.random, POLICY)

    def waits() -> bool:
        with store.read() as tx:
            return bool(tx.waiting_targets())

    async def run() -> None:
        """Tick like the daemon: a target that is at work is passed by, the others go on."""
        under_way: list[asyncio.Task[DeliveryReport]] = []
        while waits():
            under_way.append(asyncio.create_task(deliver_alerts(courier)))
            await asyncio.sleep(0.02)
            for done in [task for task in under_way if task.done()]:
                done.result()
                under_way.remove(done)
        await asyncio.gather(*under_way)

    asyncio.run(run())
    store.close()


def run(alerts: int, kills: int, seed: int, folder: Path, life: float) -> Counts:
    """Do it, and count. A life lasts up to `life` seconds; one that ends by itself is no kill, and another follows."""
    url, rng = f"sqlite:///{folder / 'monitor.db'}", random.Random(seed)
    counts, ids = Counts(), []
    for number in range(2 * kills):
        if counts.kills == kills:
            break
        ids += queue_alerts(url, len(ids), max((counts.kills + 1) * alerts // kills, len(ids) + 1))
        child = in_child(lambda: deliver(url, folder, seed * 100_000 + number))  # noqa: B023 - called at once
        time.sleep(rng.uniform(0.01, life))  # noqa: TID251 - the moment of the kill
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        counts.kills += os.WIFSIGNALED(status)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
            counts.broken.append(f"life {number} ended by itself with {os.WEXITSTATUS(status)}")
    counts.alerts = len(ids)
    child = in_child(lambda: deliver(url, folder, seed))
    if os.WEXITSTATUS(os.waitpid(child, 0)[1]) != 0:
        counts.broken.append("the last life failed")
    for target in TARGETS:
        _hold_against(counts, ids, (folder / target.name).read_text().splitlines(), target.name)
    with sqlite3.connect(folder / "monitor.db") as base:
        counts.integrity_ok = base.execute("pragma integrity_check").fetchone() == ("ok",)
    return counts


def _hold_against(counts: Counts, ids: list[str], lines: list[str], name: str) -> None:
    firsts: dict[str, None] = {}
    for label, word, alert_id, covers in (line.split(" ") for line in lines):
        counts.arrived += 1
        counts.cut += word == "cut"
        known = alert_id in firsts
        counts.repeats += known
        counts.unlabelled += known and label != "repeat"
        for each in covers.split(","):
            firsts.setdefault(each)
    counts.lost += len(set(ids) - set(firsts))
    told = list(firsts)
    counts.out_of_order += told != [alert for alert in ids if alert in firsts]
    if set(told) - set(ids):
        counts.broken.append(f"{name} got something unknown")


def verdict(counts: Counts) -> list[str]:
    """What broke the laws, in words."""
    broken = list(counts.broken)
    if counts.lost:
        broken.append(f"{counts.lost} alerts never arrived")
    if counts.repeats > counts.kills + counts.cut:
        broken.append(f"{counts.repeats} repeats by {counts.kills} kills and {counts.cut} broken lines")
    if counts.unlabelled:
        broken.append(f"{counts.unlabelled} repeats do not say so")
    if counts.out_of_order:
        broken.append(f"{counts.out_of_order} targets got their alerts out of order")
    if not counts.integrity_ok:
        broken.append("the database is damaged")
    return broken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alerts", type=int, default=3_000)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--life", type=float, default=0.4, help="the longest life of a courier, in seconds")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kill-outbox-"))
    began = time.perf_counter()
    counts = run(chosen.alerts, chosen.kills, chosen.seed, folder, chosen.life)
    print(counts, f"seconds={time.perf_counter() - began:.0f} folder={folder}")
    broken = verdict(counts)
    for line in broken:
        print("BROKEN:", line)
    raise SystemExit(bool(broken))


if __name__ == "__main__":
    main()
