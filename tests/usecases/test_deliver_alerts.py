"""The outbox at work: what is due is sent once, in order, and every result is kept."""

import asyncio
from collections import deque
from datetime import timedelta

import pytest
from build import NOON, a_claim
from fakes import Clock, FakeSender, steady_random

from monitor.alerting.routing import route
from monitor.errors import FailureReason, SendError
from monitor.model.alert import Alert, AlertKind, AlertLevel, DeliveryState, Target
from monitor.model.claim import ClaimStatus, Outcome
from monitor.model.ids import make_id
from monitor.ports import Store
from monitor.usecases.deliver_alerts import Courier, DeliveryReport, deliver_alerts

DESK = Target("desk", "console://")


@pytest.fixture
def courier(store: Store, sender: FakeSender, clock: Clock) -> Courier:
    with store.write() as tx:
        tx.save_claim(a_claim())
    return Courier(store, sender, {"desk": DESK}, clock, steady_random().random)


def raise_alert(courier: Courier, number: int = 1, targets: tuple[Target, ...] = (DESK,)) -> Alert:
    alert = Alert(
        id=make_id("alert", str(number)),
        key=f"due-soon:{number}",
        kind=AlertKind.DUE_SOON,
        level=AlertLevel.DIGEST,
        created_at=NOON + timedelta(seconds=number),
        event_at=NOON,
        reason="due in 7 days",
        claim="harbour-bridge",
        subject=f"due in {number} days",
        lines=("The claim is due.",),
    )
    with courier.store.write() as tx:
        tx.add_alert(alert, route(alert, a_claim(), targets, courier.now()))
    return alert


def states(courier: Courier) -> list[DeliveryState]:
    with courier.store.read() as tx:
        return [delivery.state for delivery in tx.deliveries()]


async def test_each_alert_goes_out_once_and_in_order(courier: Courier, sender: FakeSender, clock: Clock) -> None:
    for number in range(1, 6):
        raise_alert(courier, number)
        clock.forward(seconds=1)
    assert await deliver_alerts(courier) == DeliveryReport(sent=5)
    assert await deliver_alerts(courier) == DeliveryReport()
    assert [message.alert_id for _, message in sender.sent] == [make_id("alert", str(n)) for n in range(1, 6)]
    assert states(courier) == [DeliveryState.SENT] * 5


async def test_a_failed_one_waits_and_goes_out_later(courier: Courier, sender: FakeSender, clock: Clock) -> None:
    raise_alert(courier)
    sender.failures = deque([SendError("refused", FailureReason.CONNECT)])
    assert await deliver_alerts(courier) == DeliveryReport(failed=1)
    assert states(courier) == [DeliveryState.WAITING]
    clock.forward(minutes=3)
    assert await deliver_alerts(courier) == DeliveryReport(sent=1)


async def test_a_permanent_refusal_is_dead_at_once(courier: Courier, sender: FakeSender) -> None:
    raise_alert(courier)
    sender.failures = deque([SendError("no such mailbox", FailureReason.REFUSED, recoverable=False)])
    assert await deliver_alerts(courier) == DeliveryReport(dead=1)


async def test_a_target_that_left_the_config_is_dead_with_the_next_step(courier: Courier) -> None:
    raise_alert(courier, targets=(Target("old", "console://"),))
    assert await deliver_alerts(courier) == DeliveryReport(dead=1)
    with courier.store.read() as tx:
        (delivery,) = tx.deliveries()
    assert "monitor alert retry" in delivery.last_error


async def test_news_of_a_claim_settled_meanwhile_is_not_tried_again(courier: Courier) -> None:
    class Settling(FakeSender):
        async def send(self, target: Target, message: object) -> None:
            with courier.store.write() as tx:
                tx.save_claim(a_claim(status=ClaimStatus.RESOLVED, outcome=Outcome.FULFILLED))
            raise SendError("refused", FailureReason.CONNECT)

    raise_alert(courier)
    courier.sender = Settling()
    await deliver_alerts(courier)
    assert states(courier) == [DeliveryState.SUPERSEDED]


async def test_a_try_whose_end_was_never_recorded_is_repeated_and_says_so(
    courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    class Hanging(FakeSender):
        async def send(self, target: Target, message: object) -> None:
            raise asyncio.CancelledError

    raise_alert(courier)
    courier.sender = Hanging()
    with pytest.raises(asyncio.CancelledError):
        await deliver_alerts(courier)
    assert states(courier) == [DeliveryState.SENDING]
    courier.sender = sender
    assert await deliver_alerts(courier) == DeliveryReport()
    clock.forward(minutes=5)
    assert await deliver_alerts(courier) == DeliveryReport(sent=1)
    assert "repeated" in sender.sent[0][1].body
