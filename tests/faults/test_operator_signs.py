"""45, 62, 71: the daemon says that it lives: to a heartbeat's address, to a file for Prometheus, to `monitor status`."""

import json
import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from build import a_feed
from patience import PATIENCE

from monitor.adapters.sql_store import open_store
from monitor.app import utc_now
from monitor.usecases.exchange_feeds import read_opml
from monitor.usecases.read_vitals import SILENT_AFTER, Mode, give_sign

pytestmark = pytest.mark.slow


class Beats(BaseHTTPRequestHandler):
    """Hears the heartbeat."""

    server: "Listener"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"OK")
        self.server.heard.set()

    def log_message(self, *_: object) -> None:
        return


class Listener(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Beats)
        self.heard = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()


def config_in(folder: Path, port: int = 1) -> Path:
    (folder / "beat.url").write_text(f"http://127.0.0.1:{port}/ping/token")
    (folder / "beat.url").chmod(0o600)
    file = folder / "config.toml"
    file.write_text(
        'store = "monitor.db"\n[fetch]\nprivate_hosts = ["127.0.0.0/8"]\n[health]\nheartbeat_url_file = "beat.url"\n'
        'metrics_file = "monitor.prom"\n[[targets]]\nname = "console"\nurl = "console://"\n'
    )
    return file


def status(config: Path) -> tuple[int, dict[str, object]]:
    command = [sys.executable, "-m", "monitor", "--config", str(config), "status", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)["watch"]


def test_a_living_daemon_is_heard_and_a_dead_one_is_missed(tmp_path: Path) -> None:
    listener = Listener()
    config = config_in(tmp_path, listener.server_port)
    daemon = subprocess.Popen(
        [sys.executable, "-m", "monitor", "--config", str(config), "run"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        assert listener.heard.wait(PATIENCE)
        metrics = (tmp_path / "monitor.prom").read_text()
        assert "claim_monitor_well 1\n" in metrics
        assert "token" not in metrics
        code, watch = status(config)
        assert (code, watch["well"], watch["kept_by"]) == (0, True, "daemon")
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(timeout=PATIENCE) == 0
    finally:
        daemon.kill()
        daemon.wait()
        listener.shutdown()
        listener.server_close()
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    give_sign(store, Mode.DAEMON, utc_now() - 2 * SILENT_AFTER)
    store.close()
    code, watch = status(config)
    assert (code, watch["well"], watch["silent"]) == (4, False, True)


def test_a_daemon_that_is_behind_is_told_by_its_status(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    give_sign(store, Mode.DAEMON, utc_now())
    with store.write() as tx:
        tx.save_feed(a_feed())  # due since 2017
    store.close()
    code, watch = status(config)
    assert code == 4
    assert int(str(watch["late_seconds"])) > 86_400


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_opml_file_with_entities_is_refused_in_any_encoding(encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><opml><body><outline text="&a;"/></body></opml>'
    with pytest.raises(Exception, match="has a DTD"):
        read_opml(bomb.encode(encoding))
