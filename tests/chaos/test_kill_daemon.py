"""A short form of the chaos run; `python tests/chaos/kill_daemon.py --kills 100` is the long one."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from kill_daemon import run, verdict


@pytest.mark.slow
def test_a_killed_daemon_loses_nothing(tmp_path: Path) -> None:
    counts = run(kills=4, seed=3, folder=tmp_path)
    assert verdict(counts) == []
    assert counts["developments"] == 24
