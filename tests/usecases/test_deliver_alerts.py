"""The outbox at work: what is due is sent once, in order, and every result is kept."""

import asyncio
from collections import deque
from dataclasses import replace
from datetime import time, timedelta

import pytest
from build import NOON, a_claim
from fakes import Clock, FakeSender, steady_random
from patience import PATIENCE

from monitor.alerting.routing import route
from monitor.errors import FailureReason, NotFoundError, SendError, StoreError
from monitor.model.alert import Alert, AlertKind, AlertLevel, Delivery, DeliveryState, Message, Target
from monitor.model.claim import ClaimStatus, Outcome
from monitor.model.ids import make_id
from monitor.model.pace import DigestTime, Pace
from monitor.ports import Store
from monitor.usecases.deliver_alerts import Courier, DeliveryReport, deliver_alerts
from monitor.usecases.retry_alerts import drop_alert, retry_alerts

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
        event_at=NOON + timedelta(seconds=number),
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


def outbox(courier: Courier, target: str = "desk") -> list[Delivery]:
    with courier.store.read() as tx:
        return [delivery for delivery, _ in tx.outbox(target, NOON - timedelta(days=999))]


async def test_a_target_that_is_down_is_tried_by_one_message_only(
    courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    for number in range(20):
        raise_alert(courier, number)
    down = [SendError("refused", FailureReason.CONNECT)]
    sender.failures = deque(down * 99)
    assert await deliver_alerts(courier) == DeliveryReport(failed=1)
    assert await deliver_alerts(courier) == DeliveryReport()
    for _ in range(8):
        clock.forward(hours=7)
        assert await deliver_alerts(courier) == DeliveryReport(failed=1)
    sender.failures.clear()
    clock.forward(hours=7)
    assert (await deliver_alerts(courier)).sent == 20
    with courier.store.read() as tx:
        assert tx.note("target:desk") is None
    assert [message.alert_id for _, message in sender.sent][:3] == [make_id("alert", str(n)) for n in range(3)]


async def test_a_restart_does_not_forget_that_a_target_is_down(
    courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    raise_alert(courier)
    sender.failures = deque([SendError("refused", FailureReason.CONNECT)])
    await deliver_alerts(courier)
    raise_alert(courier, 2)
    assert await deliver_alerts(replace(courier)) == DeliveryReport()
    clock.forward(minutes=1)
    assert await deliver_alerts(replace(courier)) == DeliveryReport(sent=2)


async def test_a_poison_message_is_passed_by(courier: Courier, sender: FakeSender, clock: Clock) -> None:
    poison = raise_alert(courier, 0)
    for number in range(1, 6):
        raise_alert(courier, number)

    class Picky(FakeSender):
        async def send(self, target: Target, message: Message) -> None:
            if message.alert_id == poison.id:
                raise SendError("what is this", FailureReason.SERVER_ERROR)
            await super().send(target, message)

    courier.sender = picky = Picky()
    for _ in range(12):
        await deliver_alerts(courier)
        clock.forward(minutes=5)
    assert [message.alert_id for _, message in picky.sent] == [make_id("alert", str(n)) for n in range(1, 6)]
    (left,) = [delivery for delivery in outbox(courier) if delivery.state is not DeliveryState.SENT]
    assert (left.alert, left.set_aside) == (poison.id, True)


async def test_one_slow_target_delays_no_other_and_is_not_served_twice(courier: Courier, clock: Clock) -> None:
    slow, fast = Target("slow", "console://"), Target("fast", "console://")
    courier.targets = {"slow": slow, "fast": fast}
    gate, asked = asyncio.Event(), []

    class Gated(FakeSender):
        async def send(self, target: Target, message: Message) -> None:
            asked.append(target.name)
            if target is slow:
                await gate.wait()
            await super().send(target, message)

    courier.sender = gated = Gated()
    for number in range(4):
        raise_alert(courier, number, (slow, fast))
    first = asyncio.create_task(deliver_alerts(courier))
    async with asyncio.timeout(PATIENCE):
        while len(gated.sent) < 4 or "fast" in courier.at_work:  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(0)
    raise_alert(courier, 9, (slow, fast))
    assert await deliver_alerts(courier) == DeliveryReport(sent=1)
    assert asked.count("slow") == 1
    gate.set()
    assert (await first).sent == 9
    assert [name for name, _ in gated.sent].count("slow") == 5


@pytest.mark.slow
@pytest.mark.one_store
async def test_a_storm_on_one_claim_is_ten_messages_an_hour_and_tells_of_all(
    courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    told = {raise_alert(courier, number).id for number in range(1_000)}
    assert await deliver_alerts(courier) == DeliveryReport(sent=1_000)
    assert len(sender.sent) == 10
    assert {alert for _, message in sender.sent for alert in message.covers} == told
    assert "+971 more: monitor alert list --claim harbour-bridge" in sender.sent[-1][1].body
    told.add(raise_alert(courier, 2_000).id)
    assert await deliver_alerts(courier) == DeliveryReport()
    assert any("more than 10 messages" in delivery.last_error for delivery in outbox(courier))
    clock.forward(hours=1)
    assert await deliver_alerts(courier) == DeliveryReport(sent=1)
    assert {alert for _, message in sender.sent for alert in message.covers} == told


@pytest.mark.one_store
async def test_no_more_than_thirty_messages_a_minute(courier: Courier, sender: FakeSender, clock: Clock) -> None:
    courier.targets = {"desk": replace(DESK, pace=Pace(max_per_hour=0))}
    for number in range(70):
        raise_alert(courier, number)
    sizes = []
    for _ in range(4):
        sizes.append((await deliver_alerts(courier)).sent)
        clock.forward(minutes=1)
    assert sizes == [30, 30, 10, 0]


async def test_a_snoozed_claim_is_told_at_the_end_in_one_message(
    courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    until = NOON + timedelta(days=7)
    with courier.store.write() as tx:
        tx.save_claim(a_claim(snoozed_until=until))
    told = {raise_alert(courier, number).id for number in range(3)}
    assert await deliver_alerts(courier) == DeliveryReport()
    assert states(courier) == [DeliveryState.HELD] * 3
    assert {delivery.next_try_at for delivery in outbox(courier)} == {until}
    clock.at = until
    assert await deliver_alerts(courier) == DeliveryReport(sent=3)
    ((_, message),) = sender.sent
    assert set(message.covers) == told


async def test_a_digest_goes_once_a_day_and_again_as_it_was_after_a_crash(
    courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    class Dying(FakeSender):
        async def send(self, target: Target, message: Message) -> None:
            await super().send(target, message)
            raise asyncio.CancelledError

    pace = Pace(digest=DigestTime(time(8)), timezone="Europe/Berlin")
    courier.targets = {"desk": replace(DESK, pace=pace)}
    for number in range(3):
        raise_alert(courier, number)
    assert await deliver_alerts(courier) == DeliveryReport()
    clock.at = NOON + timedelta(hours=18)
    courier.sender = dying = Dying()
    with pytest.raises(asyncio.CancelledError):
        await deliver_alerts(courier)
    raise_alert(courier, 7)
    clock.forward(minutes=5)
    courier.sender = sender
    assert await deliver_alerts(courier) == DeliveryReport(sent=3)
    ((_, first),), ((_, again),) = dying.sent, sender.sent
    assert (again.alert_id, again.covers) == (first.alert_id, first.covers)
    assert "possibly repeated" in again.body
    assert "possibly repeated" not in first.body
    clock.forward(hours=24)
    assert await deliver_alerts(courier) == DeliveryReport(sent=1)


async def test_what_was_withdrawn_between_plan_and_lease_is_not_sent(courier: Courier, sender: FakeSender) -> None:
    class Withdrawing(FakeSender):
        async def send(self, target: Target, message: Message) -> None:
            await super().send(target, message)
            with courier.store.write() as tx:
                tx.supersede_deliveries("harbour-bridge", [AlertKind.DUE_SOON], NOON)

    for number in range(3):
        raise_alert(courier, number)
    courier.sender = withdrawing = Withdrawing()
    assert await deliver_alerts(courier) == DeliveryReport(sent=1)
    assert len(withdrawing.sent) == 1
    assert sorted(states(courier)) == [DeliveryState.SENT, DeliveryState.SUPERSEDED, DeliveryState.SUPERSEDED]


@pytest.mark.slow
@pytest.mark.one_store
async def test_when_a_target_is_given_up_what_is_too_old_goes_with_it(
    courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    for number in range(5):
        raise_alert(courier, number)
    sender.failures = deque([SendError("refused", FailureReason.CONNECT)] * 999)
    for _ in range(24 * 8):
        await deliver_alerts(courier)
        clock.forward(hours=1)
    assert set(states(courier)) == {DeliveryState.DEAD}
    tries = 999 - len(sender.failures)
    assert tries < 50
    retried = retry_alerts(courier.store, "", clock()).again
    sender.failures.clear()
    assert len(retried) == 5
    assert (await deliver_alerts(courier)).sent == 5


def test_an_alert_can_be_dropped(courier: Courier) -> None:
    alert = raise_alert(courier)
    assert [delivery.state for delivery in drop_alert(courier.store, alert.id[:8], NOON)] == [DeliveryState.SUPERSEDED]
    assert drop_alert(courier.store, alert.id, NOON) == ()
    with pytest.raises(NotFoundError, match="monitor alert list"):
        drop_alert(courier.store, "ffff", NOON)


async def test_a_store_that_fails_is_told_and_the_target_can_be_served_again(courier: Courier) -> None:
    class Failing(FakeSender):
        async def send(self, target: Target, message: Message) -> None:
            raise StoreError("disk")

    raise_alert(courier)
    courier.sender = Failing()
    with pytest.raises(StoreError, match="disk"):
        await deliver_alerts(courier)
    assert courier.at_work == set()
