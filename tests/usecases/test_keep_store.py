"""Upkeep: a copy before anything is forgotten, entries by age and number, and a full disk that holds up nothing."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from build import NOON, a_claim, an_entry
from store_rows import a_match, an_evidence

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.errors import StoreError, StoreFullError, StoreTrouble
from monitor.model.policy import PollPolicy, UpkeepPolicy
from monitor.ports import Store
from monitor.usecases.keep_store import is_upkeep_due, keep_store
from monitor.usecases.prune_store import prune_store

DAY = timedelta(days=1)


def fill(store: Store, days: int) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_entries([an_entry(f"Day {n}", first_seen=NOON + n * DAY) for n in range(days)])
        tx.save_matches([a_match(entry=an_entry("Day 0").id)])
        tx.add_evidence(an_evidence(entry=an_entry("Day 1").id))


def test_what_is_old_goes_and_what_a_claim_needs_stays(store: Store) -> None:
    fill(store, 10)
    assert prune_store(store, 5 * DAY, NOON + 9 * DAY).entries == 2
    with store.read() as tx:
        assert tx.count_entries() == 8
        assert tx.entry(an_entry("Day 0").id) is not None
        assert tx.entry(an_entry("Day 1").id) is not None


def test_what_is_too_many_goes_too(store: Store) -> None:
    fill(store, 10)
    assert prune_store(store, 400 * DAY, NOON + 9 * DAY, 4).entries == 4
    with store.read() as tx:
        assert tx.count_entries() == 6
    assert prune_store(store, 400 * DAY, NOON + 9 * DAY, 6).entries == 0


def test_a_copy_is_made_first(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    fill(store, 10)
    report = keep_store(store, PollPolicy(keep_entries=5 * DAY), UpkeepPolicy(), NOON + 9 * DAY)
    store.close()
    assert report.entries == 2
    copy = open_store(f"sqlite:///{report.backup}")
    with copy.read() as tx:
        assert tx.count_entries() == 10
    copy.close()


class NoRoom:
    """A store that can't be copied."""

    def __init__(self, store: Store, error: StoreError) -> None:
        self.read, self.write, self.tidy, self.error = store.read, store.write, store.tidy, error

    def keep_backups(self, keep: int, now: datetime) -> str | None:
        raise self.error


def test_a_damaged_store_is_not_passed_over(store: Store) -> None:
    broken = NoRoom(store, StoreError("not sound", StoreTrouble.DAMAGED))
    with pytest.raises(StoreError, match="not sound"):
        keep_store(broken, PollPolicy(), UpkeepPolicy(), NOON)  # type: ignore[arg-type]


@pytest.mark.parametrize("error", [StoreFullError("no room"), StoreError("no right", StoreTrouble.RIGHTS)])
def test_no_room_or_no_right_for_a_copy_holds_up_nothing(
    store: Store, caplog: pytest.LogCaptureFixture, error: StoreError
) -> None:
    fill(store, 10)
    with caplog.at_level(logging.INFO):
        report = keep_store(NoRoom(store, error), PollPolicy(keep_entries=5 * DAY), UpkeepPolicy(), NOON + 9 * DAY)  # type: ignore[arg-type]
    assert (report.backup, report.entries) == ("", 2)
    assert "backup-skipped" in caplog.text


def test_upkeep_is_due_once_a_while_also_after_a_clock_was_set_back(store: SqlStore) -> None:
    assert is_upkeep_due(store, DAY, NOON)
    keep_store(store, PollPolicy(), UpkeepPolicy(), NOON)
    assert not is_upkeep_due(store, DAY, NOON + DAY / 2)
    assert is_upkeep_due(store, DAY, NOON + DAY)
    assert is_upkeep_due(store, DAY, NOON - DAY)


def test_a_clock_that_ran_ahead_forgets_nothing(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    fill(store, 10)
    keep_store(store, PollPolicy(keep_entries=5 * DAY), UpkeepPolicy(), NOON + DAY)
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            report = keep_store(store, PollPolicy(keep_entries=5 * DAY), UpkeepPolicy(), NOON + 3650 * DAY)
    assert report.entries == 0
    assert "prune-refused" in caplog.text
    assert keep_store(store, PollPolicy(keep_entries=5 * DAY), UpkeepPolicy(), NOON + 8 * DAY).entries == 1
