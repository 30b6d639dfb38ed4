"""Leases: nothing is taken twice at a time, nothing is forgotten, and each target gets its deliveries in order."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from build import NOON, a_feed
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule
from store_rows import a_delivery, an_alert

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.model.alert import Delivery, DeliveryState

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SENDING = DeliveryState.SENDING


def queue(store: SqlStore, *deliveries: Delivery) -> None:
    with store.write() as tx:
        tx.add_alert(an_alert("1"), deliveries)


def lease(store: SqlStore, after: timedelta = timedelta(0), count: int = 99) -> list[str]:
    with store.write() as tx:
        return [delivery.id for delivery in tx.lease_deliveries(NOON + after, count, MINUTE)]


class TestOrder:
    def test_a_lease_begins_a_try(self, store: SqlStore) -> None:
        queue(store, a_delivery("1"))
        with store.write() as tx:
            (leased,) = tx.lease_deliveries(NOON, 5, MINUTE)
        assert leased == a_delivery("1", state=SENDING, attempts=1, leased_until=NOON + MINUTE)

    def test_one_at_a_time_oldest_first(self, store: SqlStore) -> None:
        second, first = a_delivery("2", created_at=NOON - MINUTE), a_delivery("1", created_at=NOON - HOUR)
        queue(store, second, first)
        assert lease(store) == [first.id]
        assert lease(store) == []
        with store.write() as tx:
            tx.save_delivery(a_delivery("1", created_at=NOON - HOUR, state=DeliveryState.SENT, sent_at=NOON))
        assert lease(store) == [second.id]

    def test_targets_do_not_wait_for_one_another(self, store: SqlStore) -> None:
        rows = [a_delivery(f"{t}{n}", target=t, created_at=NOON - n * MINUTE) for t in "abc" for n in range(3)]
        queue(store, *rows)
        assert set(lease(store)) == {a_delivery(f"{t}2").id for t in "abc"}

    def test_no_more_than_asked_for(self, store: SqlStore) -> None:
        queue(store, *[a_delivery(t, target=t, created_at=NOON - ord(t) * MINUTE) for t in "abc"])
        assert lease(store, count=2) == [a_delivery("c").id, a_delivery("b").id]
        assert lease(store, count=0) == []

    def test_a_sender_that_died_may_have_sent(self, store: SqlStore) -> None:
        queue(store, a_delivery("1"))
        lease(store)
        assert lease(store, MINUTE - timedelta(microseconds=1)) == []
        with store.write() as tx:
            (again,) = tx.lease_deliveries(NOON + MINUTE, 5, MINUTE)
        assert (again.maybe_repeated, again.attempts) == (True, 2)

    def test_a_recorded_failure_is_not_a_repeat(self, store: SqlStore) -> None:
        queue(store, a_delivery("1"))
        with store.write() as tx:
            tx.lease_deliveries(NOON, 5, MINUTE)
            tx.save_delivery(a_delivery("1", state=DeliveryState.WAITING, attempts=1, next_try_at=NOON + MINUTE))
            assert tx.lease_deliveries(NOON, 5, MINUTE) == []
            (again,) = tx.lease_deliveries(NOON + MINUTE, 5, MINUTE)
        assert (again.maybe_repeated, again.attempts) == (False, 2)

    @pytest.mark.parametrize(("attempts", "passed"), [(1, False), (2, False), (3, True), (9, True)])
    def test_who_waits_is_passed_after_three_tries(self, store: SqlStore, attempts: int, passed: bool) -> None:
        waiting = a_delivery("1", state=DeliveryState.WAITING, attempts=attempts, next_try_at=NOON + HOUR)
        younger = a_delivery("2", created_at=NOON + MINUTE)
        queue(store, waiting, younger)
        assert lease(store, MINUTE) == ([younger.id] if passed else [])

    def test_a_digest_of_tonight_holds_up_nobody(self, store: SqlStore) -> None:
        digest = a_delivery("1", next_try_at=NOON + HOUR)
        younger = a_delivery("2", created_at=NOON + MINUTE)
        queue(store, digest, younger)
        assert lease(store, MINUTE) == [younger.id]

    @pytest.mark.parametrize("state", ["sent", "dead", "superseded", "held"])
    def test_what_is_over_or_held_is_neither_sent_nor_in_the_way(self, store: SqlStore, state: str) -> None:
        queue(store, a_delivery("1", state=DeliveryState(state)), a_delivery("2", created_at=NOON + MINUTE))
        assert lease(store, MINUTE) == [a_delivery("2").id]

    def test_an_older_one_in_flight_keeps_the_younger_waiting(self, store: SqlStore) -> None:
        queue(store, a_delivery("2"), a_delivery("1", created_at=NOON + MINUTE))
        assert lease(store) == [a_delivery("2").id]
        assert lease(store, MINUTE / 2) == []

    def test_a_younger_one_in_flight_keeps_the_older_waiting(self, store: SqlStore) -> None:
        patient = a_delivery("1", state=DeliveryState.WAITING, attempts=3, next_try_at=NOON + MINUTE / 2)
        queue(store, patient, a_delivery("2", created_at=NOON + MINUTE / 4))
        assert lease(store, MINUTE / 3) == [a_delivery("2").id]
        assert lease(store, MINUTE / 2) == []


def run_together(work: Callable[[int], None], count: int = 4) -> None:
    start = threading.Barrier(count)

    def one(number: int) -> None:
        start.wait()
        work(number)

    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(one, number) for number in range(count)]:
            done.result()


class TestTogether:
    """Four stores on one database stand for four programs; in memory, four threads on one store."""

    @pytest.fixture
    def four(self, store: SqlStore, store_url: str) -> Iterator[list[SqlStore]]:
        opened = [store] * 4 if store_url == "sqlite://" else [open_store(store_url) for _ in range(4)]
        yield opened
        for one in opened:
            one.close()

    def test_each_feed_is_polled_once(self, four: list[SqlStore]) -> None:
        with four[0].write() as tx:
            for number in range(60):
                tx.save_feed(a_feed(f"https://{number}.example/"))
        taken: list[str] = []

        def poll(number: int) -> None:
            while True:
                with four[number].write() as tx:
                    feeds = tx.lease_due_feeds(NOON, 3, MINUTE)
                if not feeds:
                    return
                taken.extend(feed.id for feed in feeds)

        run_together(poll)
        assert len(taken) == 60
        assert set(Counter(taken).values()) == {1}

    def test_each_delivery_is_sent_once_and_in_order(self, four: list[SqlStore]) -> None:
        rows = [a_delivery(f"{n}", target="ab"[n % 2], created_at=NOON + n * MINUTE / 1000) for n in range(40)]
        queue(four[0], *rows)
        sent: list[Delivery] = []

        def send(number: int) -> None:
            idle = 0
            while idle < 30:
                with four[number].write() as tx:
                    leased = tx.lease_deliveries(NOON + MINUTE, 2, HOUR)
                idle = 0 if leased else idle + 1
                for delivery in leased:
                    sent.append(delivery)
                    with four[number].write() as tx:
                        tx.save_delivery(a_delivery(**_changes(delivery)))

        run_together(send)
        assert len(sent) == len(rows)
        for target in "ab":
            times = [delivery.created_at for delivery in sent if delivery.target == target]
            assert times == sorted(times)

    def test_no_update_is_lost(self, four: list[SqlStore]) -> None:
        def count(number: int) -> None:
            for turn in range(15):
                with four[number].write() as tx:
                    tx.add_term_counts(1, {"bridg": 1, f"stem{turn}": 1})

        run_together(count)
        with four[0].read() as tx:
            documents, counts = tx.term_counts()
        assert (documents, counts["bridg"], counts["stem7"]) == (60, 60, 4)

    def test_a_reader_sees_one_moment(self, four: list[SqlStore], store_url: str) -> None:
        if store_url == "sqlite://":
            pytest.skip("in memory, readers and writers take turns")
        with four[0].write() as tx:
            tx.save_note("a", "1")
        with four[1].read() as reader:
            before = reader.note("a")
            with four[2].write() as writer:
                writer.save_note("a", "2")
            assert reader.note("a") == before


def _changes(delivery: Delivery) -> dict[str, object]:
    return {
        "id": delivery.id,
        "target": delivery.target,
        "created_at": delivery.created_at,
        "state": DeliveryState.SENT,
    }


class LeaseMachine(RuleBasedStateMachine):
    """Senders lease, end well or badly, die; the clock goes on. A model in plain Python says what may be leased."""

    leased = Bundle("leased")

    def __init__(self) -> None:
        super().__init__()
        self.store = open_store("sqlite://")
        self.now = NOON
        self.count = 0
        self.rows: dict[str, Delivery] = {}
        with self.store.write() as tx:
            tx.add_alert(an_alert("1"), [])

    def teardown(self) -> None:
        while any(self._is_open(row) for row in self.rows.values()):  # nothing is forgotten
            self.now += timedelta(days=1)
            for delivery in self._lease(9):
                self._save(delivery, DeliveryState.SENT)
        self.store.close()

    @rule(target_name=st.sampled_from("ab"), later=st.integers(0, 3), known_tries=st.integers(0, 4))
    def enqueue(self, target_name: str, later: int, known_tries: int) -> None:
        self.count += 1
        state = DeliveryState.WAITING if known_tries else DeliveryState.QUEUED
        row = a_delivery(
            str(self.count),
            target=target_name,
            state=state,
            attempts=known_tries,
            created_at=self.now,
            next_try_at=self.now + later * MINUTE,
        )
        self.rows[row.id] = row
        with self.store.write() as tx:
            tx.save_delivery(row)

    @rule(minutes=st.integers(0, 4))
    def pass_time(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule(target=leased, count=st.integers(1, 3))
    def take(self, count: int):  # type: ignore[no-untyped-def]  # a bundle of many
        return multiple(*self._lease(count))

    @rule(delivery=consumes(leased), state=st.sampled_from([DeliveryState.SENT, DeliveryState.WAITING]))
    def end(self, delivery: Delivery, state: DeliveryState) -> None:
        if self.rows[delivery.id].leased_until == delivery.leased_until:  # not taken over since
            self._save(delivery, state)

    @invariant()
    def never_two_at_a_time_for_one_target(self) -> None:
        busy = Counter(row.target for row in self.rows.values() if self._is_leased(row))
        assert all(count == 1 for count in busy.values())

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        with self.store.read() as tx:
            assert {row.id: row for row in tx.deliveries()} == self.rows

    def _lease(self, count: int) -> list[Delivery]:
        free = sorted((row for row in self.rows.values() if self._may_go(row)), key=_age)
        with self.store.write() as tx:
            leased = tx.lease_deliveries(self.now, count, 2 * MINUTE)
        assert [row.id for row in leased] == [row.id for row in free[:count]]
        for row in leased:
            assert row.maybe_repeated == (self.rows[row.id].maybe_repeated or self.rows[row.id].state == SENDING)
            self.rows[row.id] = row
        return leased

    def _save(self, delivery: Delivery, state: DeliveryState) -> None:
        row = replace(delivery, state=state, next_try_at=self.now + MINUTE, leased_until=None)
        self.rows[row.id] = row
        with self.store.write() as tx:
            tx.save_delivery(row)

    def _is_open(self, row: Delivery) -> bool:
        return row.state in (DeliveryState.QUEUED, DeliveryState.WAITING, SENDING)

    def _is_leased(self, row: Delivery) -> bool:
        return row.state == SENDING and row.leased_until is not None and row.leased_until > self.now

    def _is_due(self, row: Delivery) -> bool:
        if row.state == SENDING:
            return not self._is_leased(row)
        return self._is_open(row) and row.next_try_at <= self.now

    def _may_go(self, row: Delivery) -> bool:
        others = [other for other in self.rows.values() if other.target == row.target and other.id != row.id]
        if not self._is_due(row) or any(self._is_leased(other) for other in others):
            return False
        older = [other for other in others if _age(other) < _age(row)]
        return not any(self._is_due(o) or (o.state == DeliveryState.WAITING and o.attempts < 3) for o in older)


def _age(row: Delivery) -> tuple[object, str]:
    return row.created_at, row.id


LeaseMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLeaseMachine = pytest.mark.slow(LeaseMachine.TestCase)


def test_many_programs_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/monitor.db"

    def open_and_write(number: int) -> None:
        store = open_store(url)
        with store.write() as tx:
            tx.save_note(f"n{number}", "here")
        store.close()

    run_together(open_and_write)
    with open_store(url).read() as tx:
        assert [tx.note(f"n{number}") for number in range(4)] == ["here"] * 4
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
