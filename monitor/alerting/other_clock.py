"""Times that were written by a clock which ran ahead, read so that nothing waits for years until that clock is right."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model.alert import Alert, Delivery, DeliveryState
from monitor.model.policy import LONGEST_LEASE, RetryPolicy

#: A clock may be corrected by so much without anybody noticing.
SLACK = timedelta(minutes=10)


def is_ahead(moment: datetime | None, now: datetime, longest: timedelta = SLACK) -> bool:
    """Whether no right clock can have written this: it lies further off than anything is put off."""
    return moment is not None and moment - now > longest


def in_this_time(
    outbox: Sequence[tuple[Delivery, Alert]], now: datetime, policy: RetryPolicy
) -> list[tuple[Delivery, Alert]]:
    """The outbox of a target as it would be had the clock been right.

    What was sent in the future limits nothing; what was made, or is to be tried, in the future waits from now on.
    """
    longest = 2 * policy.longest
    lately = [item for item in outbox if not (item[0].state is DeliveryState.SENT and is_ahead(item[0].sent_at, now))]
    return [(_in_this_time(delivery, now, longest), alert) for delivery, alert in lately]


def _in_this_time(delivery: Delivery, now: datetime, longest: timedelta) -> Delivery:
    if is_ahead(delivery.created_at, now):
        delivery = replace(delivery, created_at=now)
    if delivery.state is not DeliveryState.HELD and is_ahead(delivery.next_try_at, now, longest):
        delivery = replace(delivery, next_try_at=now)
    if is_ahead(delivery.leased_until, now, LONGEST_LEASE):
        delivery = replace(delivery, leased_until=None)
    return delivery
