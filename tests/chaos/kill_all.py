"""Kill the whole line at random moments: polling, matching, sending, upkeep, backing up, bringing an old store up to date.

    python tests/chaos/kill_all.py --kills 1000

Each life is a forked process with the real store, planner, matcher, courier and sender's outbox on disk; the web is a list
of documents that only grows, the receiver a file. It is killed with SIGKILL after a random while and the next one goes on
where it was. Every fourth life only copies the store, restores a copy elsewhere, or upgrades a store of the first schema.
At the end one life is let finish. Then:

    the file is whole            integrity_check, no row that points nowhere
    nothing half stored          each entry of a published document is there, with its match and its development
    nothing lost, few repeats    each development reached the receiver; at most one repeat a kill, each with the same id
    each match has its outbox    a match that is told has an alert, each alert its deliveries
    every copy is whole          no unfinished copy under a finished name, and each finished one is sound
    old stores are old or new    an upgrade that was killed left the old rows, or all of the new ones
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from chaos.forked import in_child
from fakes import FakeWeb, InProcessParser

from monitor.adapters.sql_store import open_store
from monitor.adapters.sql_store.engine import APPLICATION_ID, make_engine, read_address
from monitor.adapters.sql_store.restore import check_backup, restore_store
from monitor.adapters.sql_store.schema import HISTORY, VERSION_TABLE, upgrade
from monitor.model.alert import Message, Target
from monitor.model.claim import Claim
from monitor.model.feed import FeedDraft
from monitor.model.pace import Pace
from monitor.model.policy import PollPolicy, RetryPolicy, UpkeepPolicy
from monitor.ports import Store
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.deliver_alerts import Courier, deliver_alerts
from monitor.usecases.keep_store import keep_store
from monitor.usecases.poll_feeds import Poller, poll_feeds
from monitor.usecases.publish_alert import Desk
from monitor.usecases.sync_config import sync_config

FEEDS = 6
SYLLABLES = ("ba", "do", "fi", "gu", "ka", "le", "mo", "na", "pe", "ri", "so", "tu", "va", "zo")
TARGETS = (Target("desk", "file://", pace=Pace(max_per_hour=0, max_per_minute=0)),)
POLL = PollPolicy(interval=timedelta(seconds=1), floor=timedelta(seconds=1), lease=timedelta(seconds=1), jitter=0)
RETRY = RetryPolicy(first=timedelta(milliseconds=5), longest=timedelta(milliseconds=50), lease=timedelta(seconds=1))
OLD_ROWS = 300


def wall_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - leases are real time here


@dataclass
class World:
    """What the lives share: a folder. The number of published stories is a file in it."""

    folder: Path
    places: list[str]

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'monitor.db'}"

    @property
    def published(self) -> int:
        file = self.folder / "published"
        return int(file.read_text()) if file.exists() else 0

    def publish(self, count: int) -> None:
        (self.folder / "published").write_text(str(min(count, len(self.places))))

    def claims(self) -> list[Claim]:
        return [
            Claim(
                f"bridge-{n}",
                f"The town of {place} will open its new harbour bridge.",
                datetime(2020, 1, 1, tzinfo=UTC).date(),
                datetime(2020, 1, 1, tzinfo=UTC),
            )
            for n, place in enumerate(self.places)
        ]

    def document(self, feed: int) -> bytes:
        told = [n for n in range(self.published) if n % FEEDS == feed]
        items = "".join(
            f"<item><guid isPermaLink='false'>story-{n}</guid><title>{self.places[n]} opens its new harbour bridge"
            f"</title></item>"
            for n in reversed(told)
        )
        base = f"<item><guid isPermaLink='false'>base-{feed}</guid><title>Market report, number {feed}</title></item>"
        return f"<rss version='2.0'><channel><title>Feed {feed}</title>{items}{base}</channel></rss>".encode()


@dataclass
class FileSender:
    """What is written has arrived, whatever becomes of the one who sent it."""

    file: Path

    async def send(self, target: Target, message: Message) -> None:
        handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(handle, (",".join(message.covers or (message.alert_id,)) + "\n").encode())
        os.close(handle)
        await asyncio.sleep(0.02)  # the answer is on its way: a kill now makes a repeat


def watch(world: World, *, until_done: bool = False) -> None:
    """A life of the daemon, but for its scheduler: rounds without end, or until all that was published was told."""
    store = open_store(world.url)
    drafts = [FeedDraft(f"https://feed{n}.example/rss", f"Feed {n}", ()) for n in range(FEEDS)]
    sync_config(store, drafts, world.claims(), POLL.interval, wall_clock())
    web = FakeWeb()
    dice = random.Random()
    desk = Desk(targets=TARGETS)
    poller = Poller(store, web, InProcessParser(), ClaimWatch(desk.match), wall_clock, dice.random, POLL, desk)
    courier = Courier(
        store, FileSender(world.folder / "inbox"), {TARGETS[0].name: TARGETS[0]}, wall_clock, dice.random, RETRY
    )

    async def live() -> None:
        rounds, news_at = 0, wall_clock()
        while True:
            for n in range(FEEDS):
                web.pages[f"https://feed{n}.example/rss"] = world.document(n)
            report = await poll_feeds(poller)
            sent = await deliver_alerts(courier)
            check_deadlines(store, TARGETS, desk.alerts, wall_clock())
            rounds += 1
            if rounds % 7 == 0:
                keep_store(store, POLL, UpkeepPolicy(backups=2), wall_clock() + timedelta(days=rounds % 5))
            if report.new_entries or sent.sent:
                news_at = wall_clock()
            if until_done and _all_polled_since(store, news_at) and not _waiting(world):
                break
            await asyncio.sleep(0.05)

    asyncio.run(live())
    store.close()


def _all_polled_since(store: Store, at: datetime) -> bool:
    """Each source was asked once more, and none of them had anything."""
    with store.read() as tx:
        return all(feed.last_polled_at is not None and feed.last_polled_at > at for feed in tx.feeds())


def _waiting(world: World) -> int:
    with closing(sqlite3.connect(world.folder / "monitor.db", timeout=120)) as base:
        (count,) = base.execute("select count(*) from deliveries where state not in ('sent', 'superseded')").fetchone()
    return int(count)


def copy_around(world: World) -> None:
    """Back up and restore elsewhere, again and again."""
    store, number = open_store(world.url), 0
    while True:
        number += 1
        copy = world.folder / "copies" / f"{os.getpid()}-{number}.db"
        store.backup(str(copy))
        restore_store(f"sqlite:///{world.folder / 'elsewhere.db'}", str(copy))
        for kept in world.folder.glob("elsewhere.db.replaced*"):
            kept.unlink(missing_ok=True)


def make_old(file: Path) -> None:
    """A store of the first schema, with rows."""
    engine = make_engine(read_address(f"sqlite:///{file}"))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade(connection, to=HISTORY.revisions[0])
        for n in range(OLD_ROWS):
            connection.exec_driver_sql("INSERT INTO notes (name, text) VALUES (?, ?)", (f"note-{n}", "word " * 50))
    engine.dispose()


def bring_up(world: World) -> None:
    open_store(f"sqlite:///{world.folder / 'old.db'}").close()


@dataclass
class Counts:
    """What came of it."""

    kills: int = 0
    stories: int = 0
    told: int = 0
    lost: int = 0
    repeats: int = 0
    unmatched: int = 0
    alerts_without_delivery: int = 0
    matches_without_alert: int = 0
    copies: int = 0
    bad_copies: int = 0
    upgrades: int = 0
    bad_upgrades: int = 0
    died: int = 0
    integrity_ok: bool = False


def run(kills: int, seed: int, folder: Path, life: float = 0.5) -> Counts:
    """Do it, and count."""
    rng = random.Random(seed)
    places: set[str] = set()
    while len(places) < max(12, kills // 5):
        places.add("".join(rng.choice(SYLLABLES) for _ in range(4)).capitalize())
    world, counts = World(folder, sorted(places)), Counts(stories=len(places))
    (folder / "copies").mkdir()
    _finish(lambda: watch(world, until_done=True))  # the baseline
    template = folder / "template.db"
    make_old(template)
    shutil.copy(template, folder / "old.db")
    while counts.kills < kills:
        world.publish(len(places) * (counts.kills + 1) // kills)
        work = (watch, watch, watch, rng.choice((copy_around, bring_up)))[counts.kills % 4]
        child = in_child(lambda: work(world))  # noqa: B023 - called at once
        time.sleep(rng.uniform(0.0, life))  # noqa: TID251 - the moment of the kill
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        counts.kills += 1
        counts.died += not os.WIFSIGNALED(status) and work is not bring_up
        if work is bring_up:
            _judge_upgrade(world, counts, template)
        if work is copy_around:
            _judge_copies(world, counts)
    world.publish(len(places))
    _finish(lambda: watch(world, until_done=True))
    _judge(world, counts)
    return counts


def _finish(work: Callable[[], None]) -> None:
    _, status = os.waitpid(in_child(work), 0)
    if status != 0:
        raise SystemExit("a life that was let finish did not end well")


def _judge_upgrade(world: World, counts: Counts, template: Path) -> None:
    """Whole and of one version, old or new, with every row; then let it come up, and begin anew."""
    file = world.folder / "old.db"
    with closing(sqlite3.connect(file)) as base:
        fine = base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (version,) = base.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()
        (rows,) = base.execute("SELECT count(*) FROM notes").fetchone()
    fine = fine and version in HISTORY.revisions and rows == OLD_ROWS
    store = open_store(f"sqlite:///{file}")
    fine = fine and store.check() == []
    store.close()
    counts.upgrades += version != HISTORY.revisions[0]
    counts.bad_upgrades += not fine
    for old in world.folder.glob("old.db*"):
        old.unlink()
    shutil.copy(template, file)


def _judge_copies(world: World, counts: Counts) -> None:
    for copy in (world.folder / "copies").glob("*.db"):
        counts.copies += 1
        try:
            check_backup(copy)
        except Exception:  # noqa: BLE001 - whatever it is, the copy is bad
            counts.bad_copies += 1
        copy.unlink()
    elsewhere = world.folder / "elsewhere.db"
    if elsewhere.exists():
        store = open_store(f"sqlite:///{elsewhere}")
        counts.bad_copies += store.check() != []
        store.close()


def _judge(world: World, counts: Counts) -> None:
    store = open_store(world.url)
    counts.integrity_ok = store.check() == []
    store.close()
    with closing(sqlite3.connect(world.folder / "monitor.db")) as base:
        counts.integrity_ok &= base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        claims = {slug for (slug,) in base.execute("SELECT claim FROM matches WHERE decision = 'match'")}
        alerts = dict(base.execute("SELECT claim, id FROM alerts WHERE kind = 'development'").fetchall())
        delivered = {alert for (alert,) in base.execute("SELECT alert FROM deliveries")}
    wanted = {f"bridge-{n}" for n in range(len(world.places))}
    inbox = (world.folder / "inbox").read_text().split() if (world.folder / "inbox").exists() else []
    arrived = [alert for line in inbox for alert in line.split(",")]
    counts.unmatched = len(wanted - claims)
    counts.matches_without_alert = len(claims - set(alerts))
    counts.alerts_without_delivery = len(set(alerts.values()) - delivered)
    counts.told = len(set(arrived))
    counts.lost = sum(alerts.get(slug) not in arrived for slug in wanted)
    counts.repeats = len(arrived) - len(set(arrived))


def verdict(counts: Counts) -> list[str]:
    """What broke the laws, in words."""
    none = (
        "lost",
        "unmatched",
        "alerts_without_delivery",
        "matches_without_alert",
        "bad_copies",
        "bad_upgrades",
        "died",
    )
    broken = [f"{name}: {value}" for name, value in asdict(counts).items() if name in none and value]
    if counts.repeats > counts.kills:
        broken.append(f"{counts.repeats} repeats by {counts.kills} kills")
    if not counts.integrity_ok:
        broken.append("the database is damaged")
    return broken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--life", type=float, default=0.5, help="the longest life, in seconds")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kill-all-"))
    counts = run(chosen.kills, chosen.seed, folder, chosen.life)
    print(" ".join(f"{name}={count}" for name, count in asdict(counts).items()), f"folder={folder}")
    broken = verdict(counts)
    for line in broken:
        print("BROKEN:", line)
    raise SystemExit(bool(broken))


if __name__ == "__main__":
    main()
