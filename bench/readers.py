"""Programs that poll feeds, each set up in a folder of its own and started as its user would: ours, and the peers.

A peer that is not there is left out with a word. `CLAIM_MONITOR_PEERS` names a venv that has them: reader[cli], rss2email,
pycurl; newsboat is looked for in the PATH.
"""

# ruff: noqa: D102  the contract stands in the base class
import os
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from bench.invent import claims
from bench.measure import Cost, run

CLAIMS = 100


def peers_python() -> str:
    """The Python that has the peers."""
    folder = os.environ.get("CLAIM_MONITOR_PEERS", "")
    return str(Path(folder) / "bin" / "python") if folder else sys.executable


def _has(module: str) -> bool:
    found = subprocess.run([peers_python(), "-c", f"import {module}"], capture_output=True, check=False)
    return found.returncode == 0


@dataclass
class Reading(ABC):
    """One program over one set of feeds in one folder."""

    folder: Path
    urls: Sequence[str]
    name = ""

    @staticmethod
    @abstractmethod
    def is_here() -> bool:
        """Whether it can be run on this machine."""

    @abstractmethod
    def set_up(self) -> None:
        """Make it know the feeds; nothing is polled."""

    @abstractmethod
    def poll(self) -> Cost:
        """Poll every feed once."""


class Ours(Reading):
    """`monitor run --once` with a hundred claims, a store in a file and an outbox."""

    name = "claim-monitor"

    @staticmethod
    def is_here() -> bool:
        return True

    @property
    def store(self) -> Path:
        """The database."""
        return self.folder / "monitor.db"

    @property
    def config(self) -> Path:
        """The settings."""
        return self.folder / "config.toml"

    def set_up(self) -> None:
        from monitor.adapters.sql_store import open_store
        from monitor.model.claim import Claim
        from monitor.model.feed import Feed
        from monitor.model.ids import make_id

        now = datetime.now(UTC)
        self.config.write_text(
            '[fetch]\nprivate_hosts = ["127.0.0.0/8"]\n[log]\nlevel = "warning"\n'
            '[[targets]]\nname = "desk"\nurl = "console://"\n'
        )
        self.config.chmod(0o600)
        store = open_store(f"sqlite:///{self.store}")
        with store.write() as tx:
            for url in self.urls:
                tx.save_feed(Feed(make_id("feed", url), url, url.split("/")[2], now, now))
            for number, claim in enumerate(claims(CLAIMS)):
                tx.save_claim(Claim(f"claim-{number}", claim.statement, date(2026, 1, 1), now))
        store.close()

    def make_due(self) -> None:
        """All feeds are due at once, as after a night."""
        from monitor.adapters.sql_store import open_store

        store = open_store(f"sqlite:///{self.store}")
        with store.write() as tx:
            for feed in tx.feeds():
                tx.save_feed(replace(feed, next_poll_at=datetime.now(UTC)))
        store.close()

    def poll(self) -> Cost:
        self.make_due()
        return run([*self.command, "run", "--once"])

    @property
    def command(self) -> list[str]:
        """`monitor` with this folder's settings and store."""
        return [sys.executable, "-m", "monitor", "--config", str(self.config), "--store", f"sqlite:///{self.store}"]


class Reader(Reading):
    """lemon24/reader."""

    name = "reader, 8 workers"
    workers = 8

    @staticmethod
    def is_here() -> bool:
        return _has("reader._cli")

    def set_up(self) -> None:
        script = "import sys, reader\nr = reader.make_reader(sys.argv[1])\nfor u in sys.stdin: r.add_feed(u.strip())"
        command = [peers_python(), "-c", script, str(self.folder / "db.sqlite")]
        subprocess.run(command, input="\n".join(self.urls), text=True, check=True)

    def poll(self) -> Cost:
        database = str(self.folder / "db.sqlite")
        return run(
            [
                peers_python(),
                "-m",
                "reader",
                "--db",
                database,
                "update",
                "--no-scheduled",
                "--workers",
                str(self.workers),
            ]
        )


class Reader32(Reader):
    """The same with more workers, for slow networks."""

    name = "reader, 32 workers"
    workers = 32


class Rss2email(Reading):
    """rss2email, sending nothing."""

    name = "rss2email"

    @staticmethod
    def is_here() -> bool:
        return _has("rss2email")

    def set_up(self) -> None:
        feeds = "".join(f"\n[feed.f{n}]\nurl = {url}\n" for n, url in enumerate(self.urls))
        (self.folder / "rss2email.cfg").write_text(f"[DEFAULT]\nto = a@b.example\nfrom = a@b.example\n{feeds}")

    def poll(self) -> Cost:
        places = ["-c", str(self.folder / "rss2email.cfg"), "-d", str(self.folder / "data.json")]
        program = "import sys, rss2email.main; sys.exit(rss2email.main.run())"
        return run([peers_python(), "-c", program, *places, "run", "--no-send"])


class Newsboat(Reading):
    """newsboat without its screen."""

    name = "newsboat"

    @staticmethod
    def is_here() -> bool:
        return shutil.which("newsboat") is not None

    def set_up(self) -> None:
        (self.folder / "urls").write_text("\n".join(self.urls) + "\n")
        (self.folder / "config").write_text("reload-threads 8\n")

    def poll(self) -> Cost:
        at = str(self.folder)
        return run(["newsboat", "-u", f"{at}/urls", "-c", f"{at}/cache.db", "-C", f"{at}/config", "-x", "reload"])


class Floor(Reading):
    """libcurl and expat: fetched and walked over, nothing kept but validators. No feed tool can be faster in Python."""

    name = "pycurl + expat (a floor)"

    @staticmethod
    def is_here() -> bool:
        return _has("pycurl")

    def set_up(self) -> None:
        (self.folder / "urls").write_text("\n".join(self.urls))

    def poll(self) -> Cost:
        return run([peers_python(), str(Path(__file__).with_name("floor.py")), str(self.folder)])


ALL: tuple[type[Reading], ...] = (Ours, Reader, Reader32, Rss2email, Newsboat, Floor)
