"""Send what waits in the outbox: plan, lease, render, send, record. Nothing is sent inside a transaction.

Each target is served by itself: one that is slow, down or told to wait delays no other.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.alerting.other_clock import in_this_time, is_ahead
from monitor.alerting.pace import Letter, Round, look_back, plan_round
from monitor.alerting.render import Part, render_letter
from monitor.alerting.retry import (
    after_failure,
    after_success,
    blame_part,
    concerns_others,
    health_after,
    split_bundle,
    those_with_it,
)
from monitor.alerting.rules import OF_A_DAY, answered_anew, report_of
from monitor.errors import FailureReason, MonitorError, SendError
from monitor.log import log_event
from monitor.model.alert import Alert, Delivery, DeliveryState, Message, Target
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import Development
from monitor.model.pace import Pace, TargetHealth
from monitor.model.policy import RetryPolicy
from monitor.ports import OUTBOX, Now, Sender, Store, Transaction
from monitor.usecases.newest_news import due_moved_at, newest_word
from monitor.usecases.target_health import save_target_health, target_health
from monitor.usecases.withdraw_alerts import find_counted, find_stale, still_asked, withdraw

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What one round did, in counts."""

    sent: int = 0
    failed: int = 0
    dead: int = 0


@dataclass(slots=True)
class Courier:
    """All that delivering needs. `targets` by name; `random` gives numbers in 0..1.

    `at_work` are the targets being served at this moment: a second call passes them by.
    """

    store: Store
    sender: Sender
    targets: Mapping[str, Target]
    now: Now
    random: Callable[[], float]
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    at_work: set[str] = field(default_factory=set, init=False)


async def deliver_alerts(courier: Courier, rounds: int = 1_000) -> DeliveryReport:
    """Send all that is due, up to `rounds` messages a target; failures wait for their next try.

    Each result is recorded as soon as it is known, so that a crash can repeat at most what was under way. May be called
    again while a call is at work on a slow target. Raises StoreError.
    """
    names = await asyncio.to_thread(_waiting_targets, courier)
    served = await asyncio.gather(*(_serve(courier, name, rounds) for name in names), return_exceptions=True)
    counts: Counter[DeliveryState] = Counter()
    for result in served:
        if isinstance(result, BaseException):
            raise result
        counts += result
    return DeliveryReport(counts[DeliveryState.SENT], counts[DeliveryState.WAITING], counts[DeliveryState.DEAD])


def _waiting_targets(courier: Courier) -> list[str]:
    with courier.store.read() as tx:
        return tx.waiting_targets()


async def _serve(courier: Courier, name: str, rounds: int) -> Counter[DeliveryState]:
    """One target: message after message, until nothing is left to go now or one fails."""
    counts: Counter[DeliveryState] = Counter()
    if name in courier.at_work:
        return counts
    courier.at_work.add(name)
    try:
        while rounds > 0 and (letters := await asyncio.to_thread(_plan, courier, name)):
            for letter in letters[:rounds]:
                rounds -= 1
                settled = await _deliver(courier, name, letter)
                counts += Counter(delivery.state for delivery in settled)
                if any(delivery.state is not DeliveryState.SENT for delivery in settled):
                    break
    finally:
        courier.at_work.discard(name)
    return counts


def _plan(courier: Courier, name: str) -> tuple[Letter, ...]:
    """What goes now. What is held is stored as held, with the reason, for people to see."""
    with courier.store.read() as tx:
        planned = _plan_in(tx, courier, name)
    if planned.held:
        with courier.store.write() as tx:
            tx.take_turn(OUTBOX)
            planned = _plan_in(tx, courier, name)
            for delivery in planned.held:
                tx.save_delivery(delivery)
    return planned.letters


def _plan_in(tx: Transaction, courier: Courier, name: str) -> Round:
    now = courier.now()
    hold = target_health(tx, name).hold_until
    if hold is not None and hold > now and not is_ahead(hold, now, 2 * courier.policy.longest):
        return Round()
    pace = courier.targets[name].pace if name in courier.targets else Pace()
    snoozed = {it.slug: it.snoozed_until for it in tx.claims(ClaimStatus.OPEN) if it.snoozed_until}
    outbox = in_this_time(tx.outbox(name, now - look_back(pace)), now, courier.policy)
    return plan_round(outbox, snoozed, pace, now)


async def _deliver(courier: Courier, name: str, letter: Letter) -> Sequence[Delivery]:
    """The deliveries as they are after the try; none when another sender was faster."""
    leased = await asyncio.to_thread(_lease, courier, letter)
    if not leased:
        return ()
    error = None
    try:
        target = _target_of(courier, name)
        message = await asyncio.to_thread(_render, courier, leased, letter)
        await courier.sender.send(target, message)
    except SendError as failure:
        error = failure
    return await asyncio.to_thread(_record, courier, name, leased, error)


def _lease(courier: Courier, letter: Letter) -> list[Delivery]:
    """Take the letter's deliveries, but for those that are not to be told any more: they are withdrawn."""
    with courier.store.write() as tx:
        stale = {**find_stale(tx, letter.alerts), **find_counted(tx, letter.alerts, letter.deliveries[0].target)}
        ids = [delivery.id for delivery in letter.deliveries]
        leased = tx.lease_deliveries(ids, courier.now(), courier.policy.lease, letter.bundle)
        gone = [withdraw(delivery, stale[delivery.alert]) for delivery in leased if delivery.alert in stale]
        for delivery in gone:
            tx.save_delivery(delivery)
    for delivery in gone:
        _log_result(delivery)
    return [delivery for delivery in leased if delivery.alert not in stale]


def _target_of(courier: Courier, name: str) -> Target:
    target = courier.targets.get(name)
    if target is None:
        raise SendError(
            f"target {name!r} left the config; name it there again, then `monitor alert retry`",
            FailureReason.NOT_FOUND,
            recoverable=False,
        )
    return target


def _render(courier: Courier, leased: Sequence[Delivery], letter: Letter) -> Message:
    """Raises SendError for one that can't be written, so that it is set aside like any other poison message."""
    try:
        return _write(courier, leased, letter)
    except MonitorError:
        raise
    except Exception as error:
        # Whatever it is, it would come again at each try and keep all younger ones waiting for ever.
        _log.exception("message-broken alerts=%s", ",".join(it.alert for it in leased))
        words = f"it can't be written ({type(error).__name__}); please report it with what the log says"
        raise SendError(words, FailureReason.BROKEN_MESSAGE) from error


def _write(courier: Courier, leased: Sequence[Delivery], letter: Letter) -> Message:
    alerts = {alert.id: alert for alert in letter.alerts}
    with courier.store.read() as tx:
        parts = [_part(tx, alerts[delivery.alert], delivery) for delivery in leased]
        if len(parts) == 1:  # a digest shows no history, and a storm would read it anew for each of a thousand lines
            parts = [replace(parts[0], history=_history(tx, parts[0].claim))]
    return render_letter(parts, letter.bundle, courier.now())


def _part(tx: Transaction, alert: Alert, delivery: Delivery) -> Part:
    claim = tx.claim(alert.claim) if alert.claim else None
    development = tx.development(alert.development) if alert.development else None
    told = still_asked(tx, alert) or alert
    if alert.kind in OF_A_DAY:
        report = report_of(newest_word(tx, alert.claim), due_moved_at(tx, alert.claim))
        to_judge = sum(it.awaits_review for it in tx.developments(claim=alert.claim, brief=True))
        told = answered_anew(told, report, to_judge)
    return Part(told, delivery, claim, development)


def _history(tx: Transaction, claim: Claim | None) -> tuple[Development, ...]:
    return tuple(tx.developments(claim=claim.slug)) if claim else ()


def _record(courier: Courier, name: str, leased: Sequence[Delivery], error: SendError | None) -> Sequence[Delivery]:
    now = courier.now()
    with courier.store.write() as tx:
        if error is None:
            settled = [after_success(delivery, now) for delivery in leased]
            save_target_health(tx, name, TargetHealth())
        else:
            tx.take_turn(OUTBOX)  # others of the target may change with it
            settled = _settle_failure(tx, courier, name, leased, error, now)
        for delivery in settled:
            tx.save_delivery(delivery)
    for delivery in settled:
        _log_result(delivery)
    return settled


def _settle_failure(
    tx: Transaction, courier: Courier, name: str, leased: Sequence[Delivery], error: SendError, now: datetime
) -> list[Delivery]:
    policy, dice, error = courier.policy, courier.random(), blame_part(error, len(leased))
    before = target_health(tx, name)
    health = health_after(before, leased[0], error, now, policy, dice)
    failed = [after_failure(delivery, health, error, now, policy, dice) for delivery in leased]
    settled = split_bundle(failed, now, policy)
    if health != before:
        save_target_health(tx, name, health)
        if concerns_others(before, health):
            others = [delivery for delivery, _ in tx.outbox(name, now) if delivery.id not in {it.id for it in leased}]
            settled += those_with_it(others, health, now, policy)
    # Somebody may have settled the claim, or acked it, while this was on its way: another try would be stale.
    stale = find_stale(tx, [alert for it in settled if (alert := tx.alert(it.alert))])
    return [withdraw(it, stale[it.alert]) if it.alert in stale else it for it in settled]


def _log_result(delivery: Delivery) -> None:
    sent, waiting = delivery.state is DeliveryState.SENT, delivery.state is DeliveryState.WAITING
    log_event(
        _log,
        _level(delivery),
        f"delivery-{delivery.state.value}",
        delivery=delivery.id,
        alert=delivery.alert,
        target=delivery.target,
        attempts=delivery.attempts,
        error=None if sent else delivery.last_error,
        next=delivery.next_try_at.isoformat(timespec="seconds") if waiting else None,
    )


def _level(delivery: Delivery) -> int:
    match delivery.state:
        case DeliveryState.SENT:
            return logging.INFO
        case DeliveryState.DEAD:
            return logging.ERROR
        case _:
            return logging.WARNING
