"""A short form of `kill_fleet.py`; run that by hand for ten minutes of kills and a minute without a database."""

from pathlib import Path

import pytest
from chaos.kill_fleet import Plan, run, verdict


@pytest.mark.slow
def test_a_fleet_of_which_one_is_killed_tells_everything(tmp_path: Path) -> None:
    counts = run(Plan(kills=1, every=2.0, daemons=2, feeds=4), tmp_path)
    assert verdict(counts) == []
    assert counts.lost == 0
    assert (counts.kills, counts.developments) == (1, 8)
