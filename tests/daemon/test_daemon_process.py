"""The daemon as a process: signals, the lock, and what systemd hears."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO

import pytest
from patience import PATIENCE

pytestmark = pytest.mark.slow

CONFIG = """
store = "monitor.db"

[[targets]]
name = "console"
url = "console://"

[[claims]]
slug = "harbour-bridge"
statement = "The city of Veldam will open its new harbour bridge in June."
said_on = 2017-05-02
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(CONFIG)
    return file


class Service:
    """What systemd would be to the daemon: a socket that hears its words."""

    def __init__(self, folder: Path) -> None:
        self.address = folder / "notify"
        self.channel = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.channel.bind(str(self.address))
        self.channel.settimeout(PATIENCE)
        self.heard = ""

    def wait_for(self, word: str) -> None:
        while word not in self.heard:
            self.heard += self.channel.recv(4_096).decode() + "\n"


class Log:
    """The lines of a process as they come."""

    def __init__(self, stream: IO[str]) -> None:
        self.lines: Queue[str] = Queue()
        self.text = ""
        self.reader = Thread(target=lambda: [self.lines.put(line) for line in stream], daemon=True)
        self.reader.start()

    def wait_for(self, word: str) -> None:
        while word not in self.text:
            self.text += self.lines.get(timeout=PATIENCE)


@contextmanager
def running(
    config: Path, until: str = "READY=1", **environ: str
) -> Iterator[tuple[subprocess.Popen[str], Service, Log]]:
    service = Service(config.parent)
    daemon = subprocess.Popen(
        [sys.executable, "-m", "monitor", "--config", str(config), "run"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"NOTIFY_SOCKET": str(service.address)} | environ,
    )
    assert daemon.stderr is not None
    log = Log(daemon.stderr)
    try:
        service.wait_for(until)
        yield daemon, service, log
    finally:
        daemon.kill()
        daemon.wait()
        log.reader.join(PATIENCE)  # it reads to the end before the stream is closed under it
        daemon.stderr.close()
        service.channel.close()
        service.address.unlink()


def test_it_says_when_it_is_ready_and_ends_at_a_word(config: Path) -> None:
    with running(config) as (daemon, service, _):
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(PATIENCE) == 0
        service.wait_for("STOPPING=1")


def test_it_ends_well_too_while_it_still_opens_the_store(config: Path) -> None:
    with running(config, until="STATUS=opening") as (daemon, _, log):
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(PATIENCE) == 0
    assert not [line for line in log.lines.queue if "Traceback" in line]
    with running(config) as (daemon, _, _):  # the lock is free, the store is whole
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(PATIENCE) == 0


def test_it_gives_signs_of_life_while_it_makes_progress(config: Path) -> None:
    with running(config, WATCHDOG_USEC="600000") as (_, service, _log):
        service.wait_for("WATCHDOG=1")


def test_a_second_daemon_is_refused_and_the_first_goes_on(config: Path) -> None:
    with running(config) as (daemon, _, _log):
        done = subprocess.run(
            [sys.executable, "-m", "monitor", "--config", str(config), "run"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 75
        assert str(daemon.pid) in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert daemon.poll() is None


def test_a_bad_config_is_told_and_the_old_one_stays(config: Path) -> None:
    with running(config) as (daemon, service, log):
        config.write_text(CONFIG + "\n[nonsense]\nkey = 'hunter2'\n")
        daemon.send_signal(signal.SIGHUP)
        log.wait_for("config-kept")
        assert "nonsense" in log.text
        assert "hunter2" not in log.text
        config.write_text(CONFIG.replace("harbour-bridge", "second-bridge"))
        daemon.send_signal(signal.SIGHUP)
        log.wait_for("config-reloaded")
        assert "claim=second-bridge" in log.text
        service.wait_for("RELOADING=1")
        assert daemon.poll() is None


def test_one_round_ends_by_itself(config: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "--config", str(config), "run", "--once"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
