"""What a delivery becomes after a try."""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.errors import FailureReason, SendError
from monitor.model.alert import Delivery, DeliveryState
from monitor.model.policy import RetryPolicy
from monitor.model.safe import safe

FAIR_CHANCE = 8
"""Tries that every delivery gets, however old it is: a daemon that was off for a week must not give up at its first try."""


def after_success(delivery: Delivery, now: datetime) -> Delivery:
    """The target took it."""
    return replace(delivery, state=DeliveryState.SENT, sent_at=now, leased_until=None, last_error="")


def after_failure(delivery: Delivery, error: SendError, now: datetime, policy: RetryPolicy, jitter: float) -> Delivery:
    """Wait for the next try, or give up: at once when the target refuses for good, else after `give_up_after`.

    `jitter` in 0..1 is the caller's dice. With an unknown outcome the receiver may have it, so the next try is labelled.
    """
    failed = replace(
        delivery,
        leased_until=None,
        last_error=safe(f"{error.reason}: {error}", 200),
        maybe_repeated=delivery.maybe_repeated or error.reason is FailureReason.UNKNOWN_OUTCOME,
    )
    if not error.recoverable or is_given_up(delivery, now, policy):
        return replace(failed, state=DeliveryState.DEAD)
    wait = back_off(delivery.attempts, policy, jitter)
    asked = error.retry_at - now if error.retry_at else timedelta()
    return replace(failed, state=DeliveryState.WAITING, next_try_at=now + min(max(wait, asked), policy.longest))


def is_given_up(delivery: Delivery, now: datetime, policy: RetryPolicy) -> bool:
    """True when it was tried for long enough, and often enough."""
    return now - delivery.created_at >= policy.give_up_after and delivery.attempts >= FAIR_CHANCE


def back_off(attempts: int, policy: RetryPolicy, jitter: float) -> timedelta:
    """How long to wait after so many tries: `first`, times `factor` for each more, at most `longest`.

    Jitter (0..1) takes up to `policy.jitter` of it away, so that what failed together does not come back together.
    """
    wait, longest = policy.first.total_seconds(), policy.longest.total_seconds()
    for _ in range(min(max(attempts - 1, 0), 64)):
        wait = min(wait * max(policy.factor, 1.0), longest)
    return timedelta(seconds=min(wait, longest) * (1 - policy.jitter * min(max(jitter, 0.0), 1.0)))
