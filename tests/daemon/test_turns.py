"""Daemons look in turn: once a span of time in all, whoever ticks when."""

from collections import Counter
from datetime import timedelta

import pytest
from build import NOON

from monitor.daemon.turns import Turns

SECOND = timedelta(seconds=1)


def fleet(count: int) -> list[Turns]:
    names = [f"machine:{n}" for n in range(count)]
    turns = [Turns() for _ in names]
    for name, one in zip(names, turns, strict=True):
        one.share(names, name)
    return turns


@pytest.mark.parametrize(("count", "looks"), [(1, 60), (2, 60), (4, 60), (5, 60), (10, 120)])
def test_together_they_look_once_a_second(count: int, looks: int) -> None:
    turns = fleet(count)
    begun = NOON + 10 * SECOND  # each looks once when it starts
    ticks = [(NOON + n * SECOND / count, turns[n % count]) for n in range(70 * count)]
    looked = [at.replace(microsecond=0) for at, one in ticks if one.is_mine("poll", at, SECOND)]
    taken = [at for at in looked if at >= begun]
    assert len(taken) == looks
    assert max(Counter(taken).values()) == looks // 60


def test_a_turn_that_was_slept_through_is_made_up_for() -> None:
    first, *_ = fleet(4)
    assert [first.is_mine("poll", NOON + s * SECOND, SECOND) for s in (0, 1, 2, 3)].count(True) == 1
    assert first.is_mine("poll", NOON + 6.9 * SECOND, SECOND)
    assert not first.is_mine("poll", NOON + 7.1 * SECOND, SECOND)


def test_each_work_has_turns_of_its_own_and_a_clock_that_goes_back_ends_none() -> None:
    first, *_ = fleet(3)
    assert first.is_mine("poll", NOON, SECOND)
    assert first.is_mine("deliver", NOON, SECOND)
    assert first.is_mine("poll", NOON - timedelta(hours=1), SECOND)


def test_one_that_is_not_known_yet_or_alone_waits_for_nobody() -> None:
    turns = Turns()
    assert all(turns.is_mine("poll", NOON, SECOND) for _ in range(3))
    turns.share([], "machine:1")
    assert all(turns.is_mine("poll", NOON, SECOND) for _ in range(3))
