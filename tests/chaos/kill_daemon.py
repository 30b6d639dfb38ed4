"""Kill the daemon at random moments while it polls, matches and mails, and hold the books against one another.

    python tests/chaos/kill_daemon.py --kills 100

A loopback server plays news that never ends: every claim of ours gets its follow-up in one of several feeds, a few more
at each start of the daemon. The daemon is the real one, with a real SMTP server at its other end. At the end it runs
until the outbox is empty. Then:

    no development lost      every follow-up that was published after the baseline lies in the mailbox
    none told twice          but at most once more a kill, with the same X-Monitor-Alert id
    the store is whole       PRAGMA integrity_check says ok
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from monitor.demo.mailbox import Mailbox

FEEDS = 8
SYLLABLES = ("ba", "do", "fi", "gu", "ka", "le", "mo", "na", "pe", "ri", "so", "tu", "va", "zo")


@dataclass(frozen=True)
class Story:
    """One claim and the news that fulfils it."""

    number: int
    place: str

    @property
    def slug(self) -> str:
        return f"bridge-{self.number}"

    @property
    def claim(self) -> str:
        return f"The town of {self.place} will open its new harbour bridge."

    @property
    def news(self) -> str:
        return f"{self.place} opens its new harbour bridge"


def make_stories(count: int, rng: random.Random) -> list[Story]:
    """Towns with names nobody has."""
    places: set[str] = set()
    while len(places) < count:
        places.add("".join(rng.choice(SYLLABLES) for _ in range(4)).capitalize())
    return [Story(number, place) for number, place in enumerate(sorted(places))]


class NewsServer(ThreadingHTTPServer):
    """Serves `/feed/N`; what is published can only grow."""

    daemon_threads = True

    def __init__(self, stories: list[Story]) -> None:
        super().__init__(("127.0.0.1", 0), _Page)
        self.stories = stories
        self.published = 0
        self.guard = threading.Lock()

    def publish(self, more: int) -> None:
        with self.guard:
            self.published = min(len(self.stories), self.published + more)

    def document(self, feed: int) -> bytes:
        with self.guard:
            told = [story for story in self.stories[: self.published] if story.number % FEEDS == feed]
        items = "".join(
            f"<item><guid isPermaLink='false'>{story.slug}</guid><title>{story.news}</title></item>"
            for story in reversed(told[-40:])
        )
        base = f"<item><guid isPermaLink='false'>base-{feed}</guid><title>Market report, number {feed}</title></item>"
        return f"<rss version='2.0'><channel><title>Feed {feed}</title>{items}{base}</channel></rss>".encode()


class _Page(BaseHTTPRequestHandler):
    server: NewsServer

    def do_GET(self) -> None:
        body = self.server.document(int(self.path.rsplit("/", 1)[1]))
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


def write_config(folder: Path, stories: list[Story], web: int, mail: int) -> Path:
    """A config whose clockwork runs in seconds."""
    lines = [
        'store = "monitor.db"',
        '[poll]\ninterval = "1s"\nfloor = "1s"\nlease = "5s"',
        '[fetch]\nprivate_hosts = ["127.0.0.0/8"]',
        '[alerts.retry]\nfirst = "500ms"\nlease = "2s"',
        f'[[targets]]\nname = "desk"\nurl = "mailto://127.0.0.1:{mail}?from=monitor@desk.example&to=desk@desk.example"',
        # Crashes are at stake here, not pace. These are keys of the target above.
        "max_per_minute = 1000\nmax_per_hour = 1000",
    ]
    lines += [f'[[feeds]]\nurl = "http://127.0.0.1:{web}/feed/{n}"\noutlet = "Feed {n}"' for n in range(FEEDS)]
    lines += [
        f'[[claims]]\nslug = "{story.slug}"\nstatement = "{story.claim}"\nsaid_on = 2020-01-01' for story in stories
    ]
    file = folder / "config.toml"
    file.write_text("\n\n".join(lines) + "\n")
    file.chmod(0o600)
    return file


def start(config: Path, log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "monitor", "--config", str(config), "run"],
            stdout=out,
            stderr=out,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )


def end(daemon: subprocess.Popen[bytes], number: int) -> int:
    daemon.send_signal(number)
    return daemon.wait(timeout=120)


def wait_for(condition: "threading.Event", seconds: float) -> None:
    condition.wait(seconds)


def alert_ids(mailbox: Mailbox) -> Counter[str]:
    return Counter(str(mail["X-Monitor-Alert"]) for mail in mailbox.mails())


def open_deliveries(database: Path) -> int:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=120) as base:
        (count,) = base.execute("select count(*) from deliveries where state not in ('sent', 'superseded')").fetchone()
        return int(count)


def run(kills: int, seed: int, folder: Path) -> dict[str, int]:
    """Do it, and count."""
    rng = random.Random(seed)
    stories = make_stories(max(24, 2 * kills), rng)
    never = threading.Event()
    mails = folder / "mails"
    mails.mkdir()
    server = NewsServer(stories)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    log = folder / "daemon.log"
    database = folder / "monitor.db"
    with Mailbox(mails) as mailbox:
        config = write_config(folder, stories, server.server_port, mailbox.port)
        baseline = subprocess.run(
            [sys.executable, "-m", "monitor", "--config", str(config), "run", "--once"],
            capture_output=True,
            check=False,
        )
        if baseline.returncode != 0:
            raise SystemExit(f"the first round failed: {baseline.stderr.decode()}")
        for _ in range(kills):
            server.publish(len(stories) // kills + 1)
            daemon = start(config, log)
            # A start takes about 2 s; most moments lie after it.
            wait_for(never, rng.uniform(0.2, 6.0))
            if daemon.poll() is not None:
                raise SystemExit(f"the daemon ended by itself; see {log}")
            end(daemon, signal.SIGKILL)
        server.publish(len(stories))
        begun = log.stat().st_size
        daemon = start(config, log)
        for _ in range(300):
            wait_for(never, 1.0)
            # Before it says that it started, SIGTERM meets a Python that has no ears yet.
            ready = b"started" in log.read_bytes()[begun:]
            if ready and len(alert_ids(mailbox)) >= len(stories) and open_deliveries(database) == 0:
                break
        code = end(daemon, signal.SIGTERM)
        told = alert_ids(mailbox)
        texts = "\n".join(str(mail["Subject"]) for mail in mailbox.mails())
    server.shutdown()
    server.server_close()
    with sqlite3.connect(database) as base:
        (integrity,) = base.execute("pragma integrity_check").fetchone()
        (alerts,) = base.execute("select count(*) from alerts").fetchone()
    lost = sum(story.place not in texts for story in stories)
    return {
        "kills": kills,
        "developments": len(stories),
        "alerts": int(alerts),
        "mails": sum(told.values()),
        "lost": lost,
        "repeated": sum(told.values()) - len(told),
        "integrity_ok": int(integrity == "ok"),
        "exit_code": code,
    }


def verdict(counts: dict[str, int]) -> list[str]:
    """What broke the laws, in words."""
    broken = []
    if counts["lost"]:
        broken.append(f"{counts['lost']} developments never reached the mailbox")
    if counts["repeated"] > counts["kills"]:
        broken.append(f"{counts['repeated']} mails repeated by {counts['kills']} kills")
    if not counts["integrity_ok"]:
        broken.append("the database is damaged")
    if counts["exit_code"] != 0:
        broken.append(f"SIGTERM ended the daemon with {counts['exit_code']}")
    return broken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kill-daemon-"))
    counts = run(chosen.kills, chosen.seed, folder)
    print(" ".join(f"{name}={count}" for name, count in counts.items()), f"folder={folder}")
    broken = verdict(counts)
    for line in broken:
        print("BROKEN:", line)
    raise SystemExit(bool(broken))


if __name__ == "__main__":
    main()
