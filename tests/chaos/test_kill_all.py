"""A short form of `kill_all.py`; run that by hand for a thousand kills."""

from pathlib import Path

import pytest
from chaos.kill_all import run, verdict


@pytest.mark.slow
def test_a_line_that_is_killed_anywhere_is_whole_and_tells_everything(tmp_path: Path) -> None:
    counts = run(kills=20, seed=5, folder=tmp_path, life=0.6)
    assert verdict(counts) == []
    assert (counts.kills, counts.told) == (20, counts.stories)
