"""A writer that is killed with signal 9 at any moment leaves a sound file, and each of its transactions whole or absent."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.adapters.sql_store import open_store

_KILLS = 12

#: Writes rounds of one feed, ten entries with keys, a claim, an alert and two deliveries, each round one transaction,
#: and says so after each commit.
_WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from build import a_claim, a_feed, an_entry
from store_rows import a_delivery, an_alert
from monitor.adapters.sql_store import open_store

store = open_store(sys.argv[1])
with store.read() as tx:
    number = len(tx.alerts(limit=1_000_000))
print("ready", flush=True)
while True:
    with store.write() as tx:
        tx.save_feed(a_feed(f"https://{number}.example/", polls=number))
        tx.save_entries([an_entry(f"Entry {number} {n}", summary="word " * 80) for n in range(10)])
        tx.save_claim(a_claim(f"claim-{number}"))
        alert = an_alert(str(number))
        tx.add_alert(alert, [a_delivery(f"{number}-{t}", alert=alert.id, target=t) for t in ("mail", "chat")])
        tx.add_term_counts(10, {"word": 10, f"stem{number}": 1})
        tx.save_note("round", str(number))
    number += 1
    print(number, flush=True)
"""


def write_until_killed(url: str, moment: random.Random) -> int:
    """Start the writer, kill it somewhere in its work; the number of rounds that it said were committed."""
    command = [sys.executable, "-c", _WRITER, url, str(Path(__file__).parents[1])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        said = 0
        for _ in range(moment.randint(0, 6)):
            said = int(writer.stdout.readline())
        for _ in range(moment.randint(0, 200_000)):  # somewhere inside the next rounds
            pass
        os.kill(writer.pid, signal.SIGKILL)
        rest = [int(line) for line in writer.stdout.read().split("\n")[:-1]]
        return max([said, *rest])


@pytest.mark.slow
def test_killed_at_random_points(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/monitor.db"
    open_store(url).close()
    moment = random.Random(8)
    for _ in range(_KILLS):
        said = write_until_killed(url, moment)
        store = open_store(url)
        assert store.check() == []
        with store.read() as tx:
            rounds = len(tx.alerts(limit=1_000_000))
            assert rounds >= said  # what was said to be committed is there
            assert len(tx.feeds()) == rounds
            assert len(tx.claims()) == rounds
            assert tx.count_entries() == 10 * rounds
            assert len(tx.deliveries()) == 2 * rounds
            assert tx.term_counts()[0] == 10 * rounds
            assert tx.claims_version() == rounds
            assert tx.note("round") == (str(rounds - 1) if rounds else None)
        store.close()
    assert rounds > 0
