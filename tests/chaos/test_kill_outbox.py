"""A short form of `kill_outbox.py`; run that by hand for a thousand kills."""

from pathlib import Path

import pytest
from chaos.kill_outbox import run, verdict


@pytest.mark.slow
def test_a_courier_that_is_killed_loses_nothing_and_says_what_it_repeats(tmp_path: Path) -> None:
    counts = run(alerts=60, kills=15, seed=3, folder=tmp_path, life=0.5)
    assert verdict(counts) == []
    assert counts.kills >= 1  # how many lives end by themselves before their kill is the machine's speed
