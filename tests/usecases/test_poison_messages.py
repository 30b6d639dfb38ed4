"""A message that nobody can write or take stops no other: it is set aside, found out in its bundle, and named."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from build import NOON, a_claim, a_feed, an_entry
from fakes import Clock, FakeSender, steady_random
from store_rows import a_development, an_alert

from monitor.adapters.sql_store import open_store
from monitor.alerting.routing import route
from monitor.errors import FailureReason, SendError
from monitor.model.alert import Alert, Delivery, DeliveryState, Message, Target
from monitor.model.ids import make_id
from monitor.model.pace import Pace
from monitor.ports import Store
from monitor.usecases.deliver_alerts import Courier, deliver_alerts
from monitor.usecases.retry_alerts import find_alerts

BUNDLING = Target("desk", "console://", pace=Pace(group_wait=timedelta(minutes=1)))


def raise_alert(courier: Courier, number: int) -> Alert:
    alert = an_alert(str(number), claim="tunnel", created_at=NOON, event_at=NOON, subject=f"news {number}")
    with courier.store.write() as tx:
        tx.save_claim(a_claim("tunnel"))
        tx.add_alert(alert, route(alert, None, list(courier.targets.values()), courier.now()))
    return alert


def unsent(store: Store) -> list[Delivery]:
    with store.read() as tx:
        return [row for row in tx.deliveries() if row.state is not DeliveryState.SENT]


def told(sender: FakeSender) -> list[str]:
    return [alert for _, message in sender.sent for alert in message.covers]


class Picky(FakeSender):
    """Refuses a message that tells of this alert."""

    def __init__(self, poison: str, reason: FailureReason, *, recoverable: bool = True) -> None:
        super().__init__()
        self.poison, self.reason, self.recoverable, self.refused = poison, reason, recoverable, 0

    async def send(self, target: Target, message: Message) -> None:
        if self.poison in message.covers:
            self.refused += 1
            raise SendError("what is this", self.reason, recoverable=self.recoverable)
        await super().send(target, message)


@pytest.mark.slow
async def test_one_that_cannot_be_written_is_set_aside_and_the_queue_goes_on(
    tmp_path: Path, clock: Clock, sender: FakeSender, caplog: pytest.LogCaptureFixture
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'm.db'}")
    courier = Courier(store, sender, {"desk": Target("desk", "console://")}, clock, steady_random().random)
    poison = replace(an_alert("poison"), development=a_development().id)
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_feed(a_feed())
        tx.save_entries([an_entry()])
        tx.save_developments([a_development()])
        tx.add_alert(poison, route(poison, None, list(courier.targets.values()), clock()))
    with sqlite3.connect(tmp_path / "m.db") as damaged:
        assert damaged.execute("UPDATE developments SET outlets = 'no list'").rowcount == 1
    after = [raise_alert(courier, number) for number in range(3)]
    for _ in range(4):
        await deliver_alerts(courier)
        clock.forward(minutes=20)
    assert sorted(told(sender)) == sorted(it.id for it in after)
    (left,) = unsent(store)
    assert (left.alert, left.state, left.set_aside) == (poison.id, DeliveryState.WAITING, True)
    assert left.last_error.startswith("broken-message: it can't be written (JSONDecodeError)")
    assert [it.alert.id for it in find_alerts(store, failed=True)] == [poison.id]
    assert f"message-broken alerts={poison.id}" in caplog.text
    clock.forward(days=8)
    for _ in range(5):
        await deliver_alerts(courier)
        clock.forward(hours=7)
    assert [row.state for row in unsent(store)] == [DeliveryState.DEAD]
    store.close()


@pytest.mark.parametrize("reason", [FailureReason.REFUSED, FailureReason.SERVER_ERROR, FailureReason.UNKNOWN_OUTCOME])
@pytest.mark.slow
async def test_a_bundle_is_halved_until_the_one_at_fault_is_alone(
    store: Store, clock: Clock, reason: FailureReason
) -> None:
    courier = Courier(store, FakeSender(), {"desk": BUNDLING}, clock, steady_random().random)
    alerts = [raise_alert(courier, number) for number in range(20)]
    poison = alerts[7]
    courier.sender = picky = Picky(poison.id, reason)
    for _ in range(40):
        clock.forward(minutes=2)
        await deliver_alerts(courier)
    assert sorted(told(picky)) == sorted(it.id for it in alerts if it is not poison)
    assert len(picky.sent) <= 5
    (left,) = unsent(store)
    assert (left.alert, left.set_aside, left.bundle) == (poison.id, True, "")
    later = raise_alert(courier, 99)
    clock.forward(minutes=2)
    await deliver_alerts(courier)
    assert picky.sent[-1][1].covers == (later.id,)


async def test_a_digest_refused_for_good_loses_only_the_one_that_is_refused(store: Store, clock: Clock) -> None:
    courier = Courier(store, FakeSender(), {"desk": BUNDLING}, clock, steady_random().random)
    alerts = [raise_alert(courier, number) for number in range(9)]
    courier.sender = picky = Picky(alerts[4].id, FailureReason.REFUSED_MESSAGE, recoverable=False)
    for _ in range(20):
        clock.forward(minutes=2)
        await deliver_alerts(courier)
    assert sorted(told(picky)) == sorted(it.id for it in alerts if it is not alerts[4])
    assert [(row.alert, row.state) for row in unsent(store)] == [(alerts[4].id, DeliveryState.DEAD)]


async def test_a_target_that_refuses_for_good_is_not_asked_for_each_part(store: Store, clock: Clock) -> None:
    courier = Courier(store, FakeSender(), {"desk": BUNDLING}, clock, steady_random().random)
    alerts = [raise_alert(courier, number) for number in range(9)]
    courier.sender = picky = Picky(alerts[4].id, FailureReason.REFUSED, recoverable=False)
    for _ in range(9):
        clock.forward(minutes=2)
        await deliver_alerts(courier)
    assert picky.refused == 1
    assert {row.state for row in unsent(store)} == {DeliveryState.DEAD}


@pytest.mark.slow
@pytest.mark.one_store
async def test_a_storm_with_poison_in_it_is_no_flood(store: Store, clock: Clock) -> None:
    courier = Courier(store, FakeSender(), {"desk": replace(BUNDLING, pace=Pace())}, clock, steady_random().random)
    alerts = [raise_alert(courier, number) for number in range(100)]
    courier.sender = picky = Picky(alerts[60].id, FailureReason.REFUSED)
    for _ in range(60):
        await deliver_alerts(courier)
        clock.forward(minutes=2)
    assert len(told(picky)) == len(set(told(picky))) == 99
    assert len(picky.sent) + picky.refused < 40
    assert make_id("alert", "60") not in told(picky)
