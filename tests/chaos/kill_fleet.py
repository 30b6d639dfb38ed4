"""Kill daemons of a fleet on one PostgreSQL at random, stop the database for a while, and look through the books.

    python tests/chaos/kill_fleet.py --minutes 10 --pause 60

Real daemons, a real PostgreSQL, feeds on addresses of their own, a real SMTP server. News goes on all the time. Every few
seconds one daemon is killed with SIGKILL and another one starts. In the middle the database is stopped as by a crash and
comes back after `--pause` seconds. At the end those that run are asked to end. Then:

    no alert lost            each event that was published after the baseline lies in the mailbox
    few repeats              no more than there were kills and stops, each with the same X-Monitor-Alert id
    no feed forgotten        each was asked again within its interval and the lease, the time without a database left out
    one request a host       never two at a time, whoever asked
    nothing left behind      every daemon that was asked to end gave its leases back, and ended well
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1]))

from chaos.kill_daemon import SYLLABLES, alert_ids
from postgres import Server, make_daemon_role, start_server

from monitor.adapters.sql_store import open_store
from monitor.demo.mailbox import Mailbox

INTERVAL, LEASE = 5.0, 10.0
#: Starting a daemon takes a while, and two cores are shared by all of them.
SLACK = 10.0


#: Claims and the news that fulfils them, about names that nobody has: matching is not what is tried here.
KINDS = (
    ("The {0} council will open the {1} bridge.", "{0} council opens the {1} bridge"),
    ("Pilots of {0} will strike against {1}.", "Pilots of {0} strike against {1}"),
    ("{0} and {1} will sign a fishing treaty.", "{0} and {1} sign fishing treaty"),
    ("Parliament of {0} will pass the {1} budget.", "Parliament of {0} passes {1} budget"),
    ("{0} will launch the {1} satellite.", "{0} launches the {1} satellite"),
)


@dataclass(frozen=True)
class Story:
    """One claim and the news that fulfils it."""

    number: int
    place: str
    other: str

    @property
    def slug(self) -> str:
        return f"claim-{self.number}"

    @property
    def claim(self) -> str:
        return KINDS[self.number % len(KINDS)][0].format(self.place, self.other)

    @property
    def news(self) -> str:
        return KINDS[self.number % len(KINDS)][1].format(self.place, self.other)


def make_stories(count: int, dice: random.Random) -> list[Story]:
    names: dict[str, None] = {}
    while len(names) < 2 * count:
        names["".join(dice.choice(SYLLABLES) for _ in range(4)).capitalize()] = None
    words = list(names)
    return [Story(number, words[2 * number], words[2 * number + 1]) for number in range(count)]


class Web(ThreadingHTTPServer):
    """Each feed on a host of its own (127.1.0.N); what is published only grows; every request is noted."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, stories: list[Story], feeds: int) -> None:
        super().__init__(("", 0), _Page)
        self.stories = stories
        self.feeds = feeds
        self.published = 0
        self.asked: dict[int, list[float]] = defaultdict(list)
        self.busy: Counter[int] = Counter()
        self.busiest = 0
        self.guard = threading.Lock()

    def publish(self, count: int) -> None:
        with self.guard:
            self.published = min(len(self.stories), count)

    def document(self, feed: int) -> bytes:
        told = [story for story in self.stories[: self.published] if story.number % self.feeds == feed]
        items = "".join(
            f"<item><guid isPermaLink='false'>{story.slug}</guid><title>{story.news}</title></item>"
            for story in reversed(told)
        )
        base = f"<item><guid isPermaLink='false'>base-{feed}</guid><title>Market report, number {feed}</title></item>"
        return f"<rss version='2.0'><channel><title>Feed {feed}</title>{items}{base}</channel></rss>".encode()

    @contextmanager
    def serving(self, feed: int) -> Iterator[bytes]:
        with self.guard:
            self.asked[feed].append(time.monotonic())  # noqa: TID251 - what is measured
            self.busy[feed] += 1
            self.busiest = max(self.busiest, self.busy[feed])
            body = self.document(feed)
        yield body
        with self.guard:
            self.busy[feed] -= 1


class _Page(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        with self.server.serving(int(self.path.rsplit("/", 1)[1])) as body:
            try:
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # who asked was killed

    def log_message(self, *_: object) -> None:
        return


def write_config(folder: Path, stories: list[Story], web: Web, mail: int) -> Path:
    address = f"mailto://127.0.0.1:{mail}?from=monitor@desk.example&to=desk@desk.example"
    lines = [
        f'[poll]\ninterval = "{INTERVAL}s"\nfloor = "{INTERVAL}s"\nceiling = "{INTERVAL}s"\nlease = "{LEASE}s"',
        '[fetch]\nprivate_hosts = ["127.0.0.0/8"]',
        '[alerts.retry]\nfirst = "500ms"\nlease = "20s"\nsend_timeout = "10s"',
        f'[[targets]]\nname = "desk"\nurl = "{address}"\nmax_per_minute = 1000\nmax_per_hour = 1000',
    ]
    lines += [
        f'[[feeds]]\nurl = "http://127.1.0.{n + 1}:{web.server_port}/feed/{n}"\noutlet = "Feed {n}"'
        for n in range(web.feeds)
    ]
    lines += [
        f'[[claims]]\nslug = "{story.slug}"\nstatement = "{story.claim}"\nsaid_on = 2020-01-01' for story in stories
    ]
    file = folder / "config.toml"
    file.write_text("\n\n".join(lines) + "\n")
    file.chmod(0o600)
    return file


@dataclass
class Fleet:
    """Daemons that run, and the exit codes of those that ended when asked to."""

    command: list[str]
    log: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    died: int = 0

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.running.append(subprocess.Popen(self.command, stdout=out, stderr=out, start_new_session=True))

    def kill(self, one: subprocess.Popen[bytes]) -> None:
        one.kill()
        one.wait()
        self.running.remove(one)

    def refill(self) -> None:
        """One that could not start without a database is started again, as a service would."""
        for one in [one for one in self.running if one.poll() is not None]:
            self.running.remove(one)
            self.died += 1
            self.start()

    def end(self) -> None:
        for one in self.running:
            one.send_signal(signal.SIGTERM)
        self.codes += [one.wait(timeout=120) for one in self.running]
        self.running.clear()

    def abort(self) -> None:
        for one in list(self.running):
            self.kill(one)


@dataclass
class Plan:
    """How it is played."""

    kills: int
    every: float
    daemons: int = 4
    feeds: int = 24
    pause: float = 0.0
    seed: int = 1


@dataclass
class Counts:
    """What came of it."""

    kills: int = 0
    stops: int = 0
    daemons: int = 0
    requests: int = 0
    developments: int = 0
    mails: int = 0
    lost: int = 0
    repeated: int = 0
    forgotten: int = 0
    longest_gap: float = 0.0
    busiest_host: int = 0
    leases_left: int = 0
    problems: int = 0
    bad_exits: int = 0
    died: int = 0


def run(plan: Plan, folder: Path) -> Counts:
    """Do it, and count."""
    dice = random.Random(plan.seed)
    stories = make_stories(max(2 * plan.feeds, 2 * plan.kills), dice)
    (folder / "mails").mkdir()
    with start_server(lasting=True) as server, Mailbox(folder / "mails") as mailbox:
        open_store(server.url).close()
        url = make_daemon_role(server.url)
        web = Web(stories, plan.feeds)
        threading.Thread(target=web.serve_forever, daemon=True).start()
        config = write_config(folder, stories, web, mailbox.port)
        command = [sys.executable, "-m", "monitor", "--config", str(config), "--store", url, "run"]
        fleet = Fleet(command, folder / "daemons.log")
        try:
            return _play(plan, dice, Stage(server, web, mailbox, fleet))
        finally:
            fleet.abort()
            web.shutdown()
            web.server_close()


@dataclass
class Stage:
    """All that takes part."""

    server: Server
    web: Web
    mailbox: Mailbox
    fleet: Fleet


def _play(plan: Plan, dice: random.Random, stage: Stage) -> Counts:
    web, fleet = stage.web, stage.fleet
    first = subprocess.run([*fleet.command, "--once"], capture_output=True, check=False)
    if first.returncode != 0:
        raise SystemExit(f"the first round failed: {first.stderr.decode()}")
    web.asked.clear()
    counts = Counts(developments=len(web.stories), daemons=plan.daemons)
    for _ in range(plan.daemons):
        fleet.start()
    begun, outage = _now(), (0.0, 0.0)
    _until(lambda: min(len(web.asked[n]) for n in range(plan.feeds)) > 0)
    while counts.kills < plan.kills:
        web.publish(len(web.stories) * (counts.kills + 1) // plan.kills)
        _sleep(dice.uniform(0.3, 1.7) * plan.every)
        fleet.refill()
        fleet.kill(dice.choice(fleet.running))
        fleet.start()
        counts.kills += 1
        if plan.pause and not counts.stops and counts.kills >= plan.kills // 2:
            outage = (_now(), _now() + plan.pause)
            counts.stops += 1
            stage.server.stop()
            _sleep(plan.pause)
            stage.server.start()
    over = _now()
    web.publish(len(web.stories))
    _until(lambda: fleet.refill() or (len(alert_ids(stage.mailbox)) >= len(web.stories) and not _waiting(stage.server)))
    fleet.end()
    _judge(counts, stage, (begun, over), outage)
    return counts


def _judge(counts: Counts, stage: Stage, span: tuple[float, float], outage: tuple[float, float]) -> None:
    told = alert_ids(stage.mailbox)
    texts = "\n".join(str(mail["Subject"]) for mail in stage.mailbox.mails())
    gaps = [gap for times in stage.web.asked.values() for gap in _gaps(times, span, outage)]
    log = stage.fleet.log.read_text(errors="replace")
    counts.requests = sum(map(len, stage.web.asked.values()))
    counts.mails = sum(told.values())
    counts.lost = sum(story.place not in texts for story in stage.web.stories)
    counts.repeated = counts.mails - len(told)
    counts.longest_gap = round(max(gaps), 1)
    counts.forgotten = sum(gap > INTERVAL + LEASE + SLACK for gap in gaps)
    counts.busiest_host = stage.web.busiest
    counts.bad_exits = sum(code != 0 for code in stage.fleet.codes)
    counts.died = stage.fleet.died
    counts.problems = log.count("Traceback")
    with psycopg.connect(stage.server.url) as connection:
        row = connection.execute("SELECT count(*) FROM feeds WHERE leased_until > now()").fetchone()
    counts.leases_left = int(row[0]) if row else -1


def _gaps(times: list[float], span: tuple[float, float], outage: tuple[float, float]) -> list[float]:
    """Between one request and the next, but for those around the time without a database: daemons wait a while longer."""
    at = [span[0], *times, max(span[1], times[-1])]
    return [after - before for before, after in pairwise(at) if not before <= outage[1] <= after]


def _waiting(server: Server) -> int:
    with psycopg.connect(server.url) as connection:
        row = connection.execute("SELECT count(*) FROM deliveries WHERE state NOT IN ('sent', 'superseded')").fetchone()
    return int(row[0]) if row else -1


def _now() -> float:
    return time.monotonic()  # noqa: TID251 - what is measured


def _sleep(seconds: float) -> None:
    threading.Event().wait(seconds)


def _until(is_done: object, longest: float = 600.0) -> None:
    end = _now() + longest
    while not is_done() and _now() < end:  # type: ignore[operator]
        _sleep(0.3)


def verdict(counts: Counts) -> list[str]:
    """What broke the laws, in words."""
    none = ("lost", "forgotten", "leases_left", "problems", "bad_exits")
    broken = [f"{name}: {value}" for name, value in asdict(counts).items() if name in none and value]
    if counts.repeated > counts.kills + counts.stops:
        broken.append(f"{counts.repeated} repeats by {counts.kills} kills")
    if counts.busiest_host > 1 + counts.kills:
        broken.append(f"{counts.busiest_host} requests at a time to one host")
    return broken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--every", type=float, default=6.0, help="seconds between two kills, on average")
    parser.add_argument("--daemons", type=int, default=4)
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    kills = round(60 * chosen.minutes / chosen.every)
    plan = Plan(kills, chosen.every, chosen.daemons, pause=chosen.pause, seed=chosen.seed)
    folder = Path(tempfile.mkdtemp(prefix="kill-fleet-"))
    os.environ["PYTHONUNBUFFERED"] = "1"
    counts = run(plan, folder)
    print(" ".join(f"{name}={count}" for name, count in asdict(counts).items()), f"folder={folder}")
    broken = verdict(counts)
    for line in broken:
        print("BROKEN:", line)
    raise SystemExit(bool(broken))


if __name__ == "__main__":
    main()
