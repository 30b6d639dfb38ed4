"""What a delivery, and the target it was for, become after a try.

Three things can be at fault. The target (it can't be reached, or is full): then all that waits for it waits in order, and
one try at a time finds out when it is back. The message (the target refuses this one): then it is set aside and the rest
goes on. When that can't be told, the message is suspected after some tries, until another one fails like it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from monitor.errors import FailureReason, SendError
from monitor.model.alert import Delivery, DeliveryState
from monitor.model.pace import TargetHealth
from monitor.model.policy import RetryPolicy
from monitor.model.safe import safe

FAIR_CHANCE = 8
"""Tries that every delivery gets, however old it is: a daemon that was off for a week must not give up at its first try."""

PATIENCE = 3
"""Tries after which a message is suspected."""


class Fault(Enum):
    """Whose fault a failure is."""

    TARGET = "target"
    MESSAGE = "message"
    UNSURE = "unsure"


def fault_of(error: SendError) -> Fault:
    """By the reason. A service's own fault (HTTP 5xx) and a line that breaks can be the work of one odd message."""
    match error.reason:
        case (
            FailureReason.REFUSED
            | FailureReason.PROTOCOL
            | FailureReason.TOO_BIG
            | FailureReason.BROKEN_MESSAGE
            | FailureReason.REFUSED_MESSAGE
        ):
            return Fault.MESSAGE
        case FailureReason.SERVER_ERROR | FailureReason.UNKNOWN_OUTCOME:
            return Fault.UNSURE
        case _:
            return Fault.TARGET


def health_after(
    health: TargetHealth, delivery: Delivery, error: SendError, now: datetime, policy: RetryPolicy, jitter: float
) -> TargetHealth:
    """The target after a failure of this delivery; `jitter` in 0..1 is the caller's dice.

    A target that refused has answered, so nothing is held against it. When the message is suspected, the next one is
    tried soon: it tells whose fault it is.
    """
    if not error.recoverable or fault_of(error) is Fault.MESSAGE:
        return health
    failures = health.failures + 1
    culprit = delivery.id if failures == 1 or health.culprit == delivery.id else ""
    wait = back_off(1 if culprit and _is_suspect(delivery, error) else failures, policy, jitter)
    asked = error.retry_at - now if error.retry_at else timedelta()
    return TargetHealth(
        failures=failures,
        since=health.since or now,
        hold_until=now + min(max(wait, asked), policy.longest),
        culprit=culprit,
        error=safe(f"{error.reason}: {error}", 200),
    )


def after_success(delivery: Delivery, now: datetime) -> Delivery:
    """The target took it."""
    return replace(delivery, state=DeliveryState.SENT, sent_at=now, leased_until=None, last_error="")


def after_failure(
    delivery: Delivery, health: TargetHealth, error: SendError, now: datetime, policy: RetryPolicy, jitter: float
) -> Delivery:
    """Wait for the next try, or give up: at once when the target refuses for good, else after `give_up_after`.

    `health` is the target's after this failure. With an unknown outcome the receiver may have it, so the next try is
    labelled.
    """
    failed = replace(
        delivery,
        state=DeliveryState.WAITING,
        leased_until=None,
        last_error=safe(f"{error.reason}: {error}", 200),
        maybe_repeated=delivery.maybe_repeated or error.reason is FailureReason.UNKNOWN_OUTCOME,
    )
    if not error.recoverable or is_given_up(failed, health, now, policy):
        return replace(failed, state=DeliveryState.DEAD)
    own_wait = now + back_off(delivery.attempts, policy, jitter)
    match fault_of(error):
        case Fault.MESSAGE:
            return replace(failed, set_aside=True, next_try_at=own_wait)
        case _ if health.culprit and _is_suspect(delivery, error):
            return replace(failed, set_aside=True, next_try_at=own_wait)
        case _:
            return replace(failed, set_aside=False, next_try_at=health.hold_until or own_wait)


def blame_part(error: SendError, parts: int) -> SendError:
    """What the failure of a message says of each of its `parts`: of several one is at fault, so none is given up for it."""
    if parts == 1 or error.reason is not FailureReason.REFUSED_MESSAGE:
        return error
    return SendError(str(error), error.reason, recoverable=True, status=error.status)


def split_bundle(settled: Sequence[Delivery], now: datetime, policy: RetryPolicy) -> list[Delivery]:
    """A bundle that was set aside is halved and tried again soon, until the one message at fault is alone.

    `settled`: all deliveries of one message after its failure. Any other failure changes nothing here.
    """
    if len(settled) < 2 or not all(it.set_aside and it.state is DeliveryState.WAITING for it in settled):
        return list(settled)
    middle = len(settled) // 2
    return [
        replace(it, bundle=half[0].alert if len(half) > 1 else "", next_try_at=now + policy.first)
        for half in (settled[:middle], settled[middle:])
        for it in half
    ]


def _is_suspect(delivery: Delivery, error: SendError) -> bool:
    """Whether it is time to pass it by, should nothing else have failed since it began to."""
    return fault_of(error) is Fault.UNSURE and delivery.attempts >= PATIENCE


def concerns_others(before: TargetHealth, after: TargetHealth) -> bool:
    """Whether a failure can change what else waits for the target, so that a long queue need not be read for each."""
    is_cleared = bool(before.culprit) and not after.culprit
    return is_cleared or after.failures >= FAIR_CHANCE


def those_with_it(
    others: Iterable[Delivery], health: TargetHealth, now: datetime, policy: RetryPolicy
) -> Iterable[Delivery]:
    """What the failure changes for the other deliveries of the target: some are given up, none is suspected any more.

    Once the target has failed for long enough all that is too old goes with the one that was tried, so that a target
    that is gone does not keep them for weeks.
    """
    for other in others:
        if other.state not in (DeliveryState.QUEUED, DeliveryState.WAITING):
            continue
        if is_given_up(other, health, now, policy):
            yield replace(other, state=DeliveryState.DEAD, last_error=other.last_error or health.error)
        elif other.set_aside and health.failures and not health.culprit:
            yield replace(other, set_aside=False)


def is_given_up(delivery: Delivery, health: TargetHealth, now: datetime, policy: RetryPolicy) -> bool:
    """True when it is old, and it or its target was tried often enough."""
    tries = max(delivery.attempts, health.failures)
    return now - delivery.created_at >= policy.give_up_after and tries >= FAIR_CHANCE


def back_off(attempts: int, policy: RetryPolicy, jitter: float) -> timedelta:
    """How long to wait after so many tries: `first`, times `factor` for each more, at most `longest`.

    Jitter (0..1) takes up to `policy.jitter` of it away, so that what failed together does not come back together.
    """
    wait, longest = policy.first.total_seconds(), policy.longest.total_seconds()
    for _ in range(min(max(attempts - 1, 0), 64)):
        wait = min(wait * max(policy.factor, 1.0), longest)
    return timedelta(seconds=min(wait, longest) * (1 - policy.jitter * min(max(jitter, 0.0), 1.0)))
