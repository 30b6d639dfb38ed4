"""Send what waits in the outbox: lease, render, send, record. Nothing is sent inside a transaction."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.alerting.render import render_message
from monitor.alerting.retry import after_failure, after_success
from monitor.errors import FailureReason, SendError
from monitor.log import log_event
from monitor.model.alert import Delivery, DeliveryState, Message, Target
from monitor.model.claim import ClaimStatus
from monitor.model.policy import RetryPolicy
from monitor.ports import Now, Sender, Store, Transaction

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What one round did, in counts."""

    sent: int = 0
    failed: int = 0
    dead: int = 0


@dataclass(slots=True)
class Courier:
    """All that delivering needs. `targets` by name; `random` gives numbers in 0..1."""

    store: Store
    sender: Sender
    targets: Mapping[str, Target]
    now: Now
    random: Callable[[], float]
    policy: RetryPolicy = field(default_factory=RetryPolicy)


async def deliver_alerts(courier: Courier, rounds: int = 1_000) -> DeliveryReport:
    """Send all that is due, up to `rounds` leases of `policy.concurrency` deliveries; failures wait for their next try.

    Each result is recorded as soon as it is known, so that a crash can repeat at most what was under way.
    """
    sent = failed = dead = 0
    for _ in range(rounds):
        leased = await asyncio.to_thread(_lease, courier)
        if not leased:
            break
        for delivery in await asyncio.gather(*(_deliver(courier, delivery) for delivery in leased)):
            sent += delivery.state is DeliveryState.SENT
            failed += delivery.state is DeliveryState.WAITING
            dead += delivery.state is DeliveryState.DEAD
    return DeliveryReport(sent, failed, dead)


def _lease(courier: Courier) -> list[Delivery]:
    now, policy = courier.now(), courier.policy
    with courier.store.read() as tx:
        waiting = any(_is_due(delivery, now) for delivery in tx.deliveries(open_only=True))
    if not waiting:
        return []
    with courier.store.write() as tx:
        return tx.lease_deliveries(now, policy.concurrency, policy.lease)


def _is_due(delivery: Delivery, now: datetime) -> bool:
    match delivery.state:
        case DeliveryState.QUEUED | DeliveryState.WAITING:
            return delivery.next_try_at <= now
        case DeliveryState.SENDING:
            return delivery.leased_until is None or delivery.leased_until <= now
        case DeliveryState.SENT | DeliveryState.DEAD | DeliveryState.SUPERSEDED | DeliveryState.HELD:
            return False


async def _deliver(courier: Courier, delivery: Delivery) -> Delivery:
    try:
        target = _target_of(courier, delivery)
        message = await asyncio.to_thread(_render, courier, delivery)
        await courier.sender.send(target, message)
        settled = after_success(delivery, courier.now())
    except SendError as error:
        settled = after_failure(delivery, error, courier.now(), courier.policy, courier.random())
    await asyncio.to_thread(_record, courier, settled)
    return settled


def _target_of(courier: Courier, delivery: Delivery) -> Target:
    target = courier.targets.get(delivery.target)
    if target is None:
        raise SendError(
            f"target {delivery.target!r} left the config; name it there again, then `monitor alert retry`",
            FailureReason.NOT_FOUND,
            recoverable=False,
        )
    return target


def _render(courier: Courier, delivery: Delivery) -> Message:
    with courier.store.read() as tx:
        alert = tx.alert(delivery.alert)
        if alert is None:
            raise SendError(
                f"alert {delivery.alert} is gone from the store", FailureReason.NOT_FOUND, recoverable=False
            )
        claim = tx.claim(alert.claim) if alert.claim else None
        development = tx.development(alert.development) if alert.development else None
    return render_message(alert, delivery, claim, development, courier.now())


def _record(courier: Courier, settled: Delivery) -> None:
    with courier.store.write() as tx:
        if settled.state is not DeliveryState.SENT and _is_withdrawn(tx, settled):
            settled = replace(settled, state=DeliveryState.SUPERSEDED)
        tx.save_delivery(settled)
    log_event(
        _log,
        _level(settled),
        f"delivery-{settled.state.value}",
        delivery=settled.id,
        alert=settled.alert,
        target=settled.target,
        attempts=settled.attempts,
        error=settled.last_error if settled.state is not DeliveryState.SENT else None,
        next=settled.next_try_at.isoformat(timespec="seconds") if settled.state is DeliveryState.WAITING else None,
    )


def _is_withdrawn(tx: Transaction, delivery: Delivery) -> bool:
    """The claim was settled while this was on its way: another try would be stale news."""
    alert = tx.alert(delivery.alert)
    claim = tx.claim(alert.claim) if alert and alert.claim else None
    return claim is not None and claim.status is not ClaimStatus.OPEN


def _level(delivery: Delivery) -> int:
    match delivery.state:
        case DeliveryState.SENT:
            return logging.INFO
        case DeliveryState.DEAD:
            return logging.ERROR
        case _:
            return logging.WARNING
