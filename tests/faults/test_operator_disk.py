"""51: a disk that is really full pauses polling, says so once, loses nothing, and is worked on again by itself."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue

import pytest

from monitor.adapters.sql_store import open_store

pytestmark = pytest.mark.slow
ITEMS = 40


class Page(BaseHTTPRequestHandler):
    """One feed; its entries are long, and their number is the server's."""

    server: "Web"

    def do_GET(self) -> None:
        self.server.polls += 1
        items = "".join(
            f"<item><guid isPermaLink='false'>{n}</guid><title>Report {n}</title><description>{'word ' * 2_000}"
            f"</description></item>"
            for n in range(self.server.items)
        )
        body = f"<rss version='2.0'><channel><title>World</title>{items}</channel></rss>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


class Web(ThreadingHTTPServer):
    daemon_threads = True
    items = 1
    polls = 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if not done or done.returncode != 0:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


class Log:
    """The lines of a process as they come."""

    def __init__(self, daemon: subprocess.Popen[str]) -> None:
        self.lines: Queue[str] = Queue()
        self.seen: list[str] = []
        assert daemon.stderr is not None
        self.reader = threading.Thread(
            target=lambda: [self.lines.put(line) for line in daemon.stderr or ()], daemon=True
        )
        self.reader.start()

    def wait_for(self, word: str) -> None:
        while not any(word in line for line in self.seen):
            try:
                self.seen.append(self.lines.get(timeout=150))
            except Empty:
                pytest.fail(f"no {word!r} in {''.join(self.seen)}")


def test_a_full_disk_is_told_once_and_work_goes_on_by_itself(small_disk: Path, tmp_path: Path) -> None:
    web = Web(("127.0.0.1", 0), Page)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    config = tmp_path / "config.toml"
    config.write_text(
        f'store = "{small_disk}/monitor.db"\n[poll]\ninterval = "1s"\nfloor = "1s"\nlease = "5s"\n'
        '[upkeep]\nbackups = 0\n[fetch]\nprivate_hosts = ["127.0.0.0/8"]\n'
        f'[[feeds]]\nurl = "http://127.0.0.1:{web.server_port}/feed"\n'
    )
    daemon = subprocess.Popen(
        [sys.executable, "-m", "monitor", "--config", str(config), "run"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    log = Log(daemon)
    try:
        log.wait_for("started")
        filler = small_disk / "filler"
        filler.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 200_000))
        web.items = ITEMS
        log.wait_for("disk-full")
        filler.unlink()
        log.wait_for("store-recovered")
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(timeout=150) == 0
    finally:
        daemon.kill()
        daemon.wait()
        log.reader.join(150)  # it reads to the end before the stream is closed under it
        daemon.stderr.close()  # type: ignore[union-attr]
        web.shutdown()
        web.server_close()
    errors = [line for line in log.seen if " error " in line]
    assert len(errors) == 1, errors
    assert "polling goes on by itself" in errors[0]
    store = open_store(f"sqlite:///{small_disk}/monitor.db")
    assert store.check() == []
    with store.read() as tx:
        (feed,) = tx.feeds()
        # Either all of the large poll is there, or its validators are not.
        assert tx.count_entries() in (0, 1, ITEMS)
        assert feed.last_polled_at is not None or tx.count_entries() == 0
    store.close()


def test_a_daemon_that_is_started_on_a_full_disk_waits_for_room(small_disk: Path, tmp_path: Path) -> None:
    """Whoever starts it again and again, as systemd does, would give up at some time."""
    config = tmp_path / "config.toml"
    config.write_text(f'store = "{small_disk}/monitor.db"\n[upkeep]\nbackups = 0\n')
    monitor = [sys.executable, "-m", "monitor", "--config", str(config)]
    subprocess.run([*monitor, "claim", "list"], check=True, capture_output=True)
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * shutil.disk_usage(small_disk).free)
    listed = subprocess.run([*monitor, "claim", "list"], check=False, capture_output=True, text=True)
    assert (listed.returncode, "the disk is full; make room" in listed.stderr) == (1, True)
    daemon = subprocess.Popen([*monitor, "run"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    log = Log(daemon)
    try:
        log.wait_for("disk-full")
        filler.unlink()
        log.wait_for("started")
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(timeout=150) == 0
    finally:
        daemon.kill()
        daemon.wait()
        log.reader.join(150)
        daemon.stderr.close()  # type: ignore[union-attr]
    assert len([line for line in log.seen if " error " in line]) == 1


def test_nothing_is_lost_in_rounds_either(small_disk: Path, tmp_path: Path) -> None:
    web = Web(("127.0.0.1", 0), Page)
    web.items = ITEMS
    threading.Thread(target=web.serve_forever, daemon=True).start()
    config = tmp_path / "config.toml"
    config.write_text(
        f'store = "{small_disk}/monitor.db"\n[poll]\ninterval = "1s"\nfloor = "1s"\nlease = "5s"\n'
        '[upkeep]\nbackups = 0\n[fetch]\nprivate_hosts = ["127.0.0.0/8"]\n'
        f'[[feeds]]\nurl = "http://127.0.0.1:{web.server_port}/feed"\n'
    )

    def round_of() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "monitor", "--config", str(config), "run", "--once"]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    open_store(f"sqlite:///{small_disk}/monitor.db").close()
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 200_000))
    full = round_of()
    assert (full.returncode, full.stderr.count("Traceback")) == (1, 0)
    assert "the disk is full; make room" in full.stderr
    filler.unlink()
    deadline = threading.Event()
    for _ in range(10):  # the lease of the round that failed runs out by itself
        again = round_of()
        store = open_store(f"sqlite:///{small_disk}/monitor.db")
        with store.read() as tx:
            count = tx.count_entries()
        store.close()
        if count == ITEMS:
            break
        deadline.wait(1.0)
    web.shutdown()
    web.server_close()
    assert (again.returncode, count) == (0, ITEMS)
