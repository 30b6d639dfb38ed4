"""A week of two hundred sources with restarts and kills: nobody is asked too early, too often, or after the end."""

from pathlib import Path

import pytest
from etiquette.sixty_days import HABITS, live


@pytest.mark.slow
def test_a_week_of_two_hundred_sources_keeps_every_promise(tmp_path: Path) -> None:
    figures = live(tmp_path, days=7, restarts_a_day=3)
    assert len(figures.publishers) == 200
    assert figures.kills > 3
    assert figures.restarts - figures.kills > 3
    assert figures.early == 0
    assert sum(publisher.after_gone for publisher in figures.publishers) == 0
    for habit in HABITS:
        days = figures.per_day(habit)
        assert max(days) <= habit.most, habit.name
        # Nobody is forgotten either: but for 410, each is asked once a day at least.
        assert min(days) >= 0.9 or habit.name.startswith(("410", "429")), habit.name
    assert 3 <= max(len(one.old_address) for one in figures.publishers) <= 5  # then the new address is believed
    assert figures.busiest_round() < 100
