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


def lease(store: SqlStore, *names: str, after: timedelta = timedelta(0), bundle: str = "") -> list[Delivery]:
    with store.write() as tx:
        return tx.lease_deliveries([a_delivery(name).id for name in names], NOON + after, MINUTE, bundle)


class TestOutbox:
    def test_it_has_what_is_to_go_and_what_went_lately(self, store: SqlStore) -> None:
        open_ones = [a_delivery(s, state=s) for s in ("queued", "sending", "waiting", "held")]
        over = [a_delivery(s, state=s) for s in ("dead", "superseded")]
        old = a_delivery("old", state=DeliveryState.SENT, sent_at=NOON - HOUR)
        new = a_delivery("new", state=DeliveryState.SENT, sent_at=NOON - MINUTE)
        queue(store, *open_ones, *over, old, new, a_delivery("other", target="chat"))
        with store.read() as tx:
            found = tx.outbox("mail", NOON - MINUTE)
        assert {delivery.id for delivery, _ in found} == {it.id for it in [*open_ones, new]}
        assert {alert for _, alert in found} == {an_alert("1")}

    def test_it_is_in_the_order_of_what_happened(self, store: SqlStore) -> None:
        with store.write() as tx:
            for name, created, event in [("1", 0, 9), ("2", 0, 3), ("3", -1, 12), ("4", 0, 3)]:
                at, happened = NOON + created * MINUTE, NOON + event * MINUTE
                alert = an_alert(name, created_at=at, event_at=happened)
                tx.add_alert(alert, [a_delivery(name, alert=alert.id, created_at=at)])
            found = [delivery.id for delivery, _ in tx.outbox("mail", NOON)]
        ties = sorted(a_delivery(name).id for name in "24")
        assert found == [a_delivery("3").id, *ties, a_delivery("1").id]

    def test_who_has_something_to_get(self, store: SqlStore) -> None:
        states = enumerate(DeliveryState)
        queue(store, *[a_delivery(str(n), state=state, target=state.value) for n, state in states])
        with store.read() as tx:
            assert tx.waiting_targets() == ["held", "queued", "sending", "waiting"]


class TestLease:
    def test_a_lease_begins_a_try(self, store: SqlStore) -> None:
        queue(store, a_delivery("1"))
        (leased,) = lease(store, "1")
        assert leased == a_delivery("1", state=SENDING, attempts=1, leased_until=NOON + MINUTE)

    def test_several_go_together_in_the_order_asked_for(self, store: SqlStore) -> None:
        queue(store, *[a_delivery(str(n)) for n in range(1_200)])
        names = [str(n) for n in reversed(range(1_200))]
        leased = lease(store, *names, bundle="b0d1e")
        assert [it.id for it in leased] == [a_delivery(name).id for name in names]
        assert {it.bundle for it in leased} == {"b0d1e"}

    def test_one_message_a_target_at_a_time(self, store: SqlStore) -> None:
        queue(store, a_delivery("1"), a_delivery("2"), a_delivery("3", target="chat"))
        assert lease(store, "1")
        assert lease(store, "2") == []
        assert lease(store, "3")
        assert lease(store, "2", after=MINUTE)

    def test_a_sender_that_died_may_have_sent(self, store: SqlStore) -> None:
        queue(store, a_delivery("1"))
        lease(store, "1")
        assert lease(store, "1", after=MINUTE - timedelta(microseconds=1)) == []
        (again,) = lease(store, "1", after=MINUTE)
        assert (again.maybe_repeated, again.attempts) == (True, 2)

    def test_a_recorded_failure_is_not_a_repeat(self, store: SqlStore) -> None:
        queue(store, a_delivery("1"))
        lease(store, "1")
        with store.write() as tx:
            tx.save_delivery(a_delivery("1", state=DeliveryState.WAITING, attempts=1, set_aside=True))
        (again,) = lease(store, "1")
        assert (again.maybe_repeated, again.attempts, again.set_aside) == (False, 2, True)

    @pytest.mark.parametrize("state", ["sent", "dead", "superseded"])
    def test_what_is_over_is_left_out(self, store: SqlStore, state: str) -> None:
        queue(store, a_delivery("1", state=DeliveryState(state)), a_delivery("2", state=DeliveryState.HELD))
        assert [it.id for it in lease(store, "1", "2")] == [a_delivery("2").id]

    def test_nothing_asked_for_is_nothing_taken(self, store: SqlStore) -> None:
        assert lease(store) == []
        assert lease(store, "unknown") == []


class TestHeartbeat:
    def test_only_its_holder_can_make_a_lease_longer(self, store: SqlStore) -> None:
        ids = [a_feed(f"https://{n}.example/").id for n in range(3)]
        with store.write() as tx:
            for n in range(3):
                tx.save_feed(a_feed(f"https://{n}.example/"))
            tx.lease_due_feeds(NOON, 3, MINUTE, "one")
            tx.save_feed(a_feed("https://2.example/", next_poll_at=NOON + HOUR))
            assert tx.keep_leases(ids, "other", NOON + HOUR) == 0
            assert tx.keep_leases(ids, "one", NOON + HOUR) == 2, "what was given back is not taken again"
            assert tx.keep_leases([], "one", NOON + HOUR) == 0
            assert tx.lease_due_feeds(NOON + 2 * MINUTE, 3, MINUTE) == []
            assert tx.leases(NOON + 2 * MINUTE) == {"one": 2}


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

    @pytest.mark.slow
    def test_each_delivery_is_sent_once_and_in_order(self, four: list[SqlStore]) -> None:
        rows = [a_delivery(f"{n}", target="ab"[n % 2], created_at=NOON + n * MINUTE / 1000) for n in range(40)]
        queue(four[0], *rows)
        sent: list[Delivery] = []

        def send(number: int) -> None:
            idle = 0
            while idle < 30:
                with four[number].write() as tx:
                    waiting = [tx.outbox(name, NOON + MINUTE) for name in "ab"]
                    firsts = [rows[0][0] for rows in waiting if rows]
                    leased = [it for each in firsts for it in tx.lease_deliveries([each.id], NOON, HOUR)]
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
        until = {(row.target, row.leased_until) for row in self.rows.values() if self._is_leased(row)}
        assert len(until) == len({target for target, _ in until}), "what is leased together is one message"

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        with self.store.read() as tx:
            assert {row.id: row for row in tx.deliveries()} == self.rows

    def _lease(self, count: int) -> list[Delivery]:
        """Ask for the `count` oldest open ones of each target."""
        leased = []
        for name in "ab":
            mine = sorted((row for row in self.rows.values() if row.target == name), key=_age)
            busy = any(self._is_leased(row) for row in mine)
            wanted = [row for row in mine if self._is_open(row)][:count]
            with self.store.write() as tx:
                taken = tx.lease_deliveries([row.id for row in wanted], self.now, 2 * MINUTE)
            assert [row.id for row in taken] == ([] if busy else [row.id for row in wanted])
            leased += taken
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


class TestTurns:
    def test_one_at_a_time_does_what_must_be_done_once(self, store: SqlStore, store_url: str) -> None:
        """Each looks whether it was done, and does it when it was not."""
        stores = [store] * 4 if store_url == "sqlite://" else [open_store(store_url) for _ in range(4)]
        done: list[int] = []

        def work(number: int) -> None:
            with stores[number].write() as tx:
                tx.take_turn("the work")
                if tx.note("done") is None:
                    done.append(number)
                    tx.save_note("done", "yes")

        run_together(work)
        assert len(done) == 1
        for one in stores:
            if one is not store:
                one.close()
