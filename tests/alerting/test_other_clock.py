"""A clock that ran ahead for a while must not keep anything waiting for years once it is right again."""

from datetime import timedelta

import pytest
from alerting_build import a_delivery, an_alert
from build import NOON

from monitor.alerting.other_clock import in_this_time, is_ahead
from monitor.model.alert import Delivery, DeliveryState
from monitor.model.policy import RetryPolicy

POLICY = RetryPolicy()
MINUTE, DAY, TEN_YEARS = timedelta(minutes=1), timedelta(days=1), timedelta(days=3650)


def seen(**changes: object) -> list[Delivery]:
    return [delivery for delivery, _ in in_this_time([(a_delivery(**changes), an_alert())], NOON, POLICY)]


@pytest.mark.parametrize(
    ("off", "is_seen"), [(-DAY, True), (10 * MINUTE, True), (11 * MINUTE, False), (TEN_YEARS, False)]
)
def test_what_was_sent_in_the_future_limits_nothing(off: timedelta, is_seen: bool) -> None:
    assert bool(seen(state=DeliveryState.SENT, created_at=NOON - DAY, sent_at=NOON + off)) is is_seen


def test_what_is_to_be_tried_in_years_is_tried_now() -> None:
    (late,) = seen(state=DeliveryState.WAITING, created_at=NOON - DAY, next_try_at=NOON + TEN_YEARS)
    assert late.next_try_at == NOON
    (soon,) = seen(state=DeliveryState.WAITING, created_at=NOON - DAY, next_try_at=NOON + POLICY.longest)
    assert soon.next_try_at == NOON + POLICY.longest


def test_what_was_made_in_the_future_waits_from_now_on() -> None:
    (made,) = seen(created_at=NOON + TEN_YEARS, next_try_at=NOON + TEN_YEARS)
    assert (made.created_at, made.next_try_at) == (NOON, NOON)
    (right,) = seen(created_at=NOON + MINUTE, next_try_at=NOON)
    assert right.created_at == NOON + MINUTE


def test_a_hold_is_decided_anew_and_left_as_it_is() -> None:
    (held,) = seen(state=DeliveryState.HELD, created_at=NOON, next_try_at=NOON + TEN_YEARS)
    assert held.next_try_at == NOON + TEN_YEARS


def test_a_lease_of_years_is_none() -> None:
    (under_way,) = seen(state=DeliveryState.SENDING, created_at=NOON, next_try_at=NOON, leased_until=NOON + TEN_YEARS)
    assert under_way.leased_until is None
    (leased,) = seen(state=DeliveryState.SENDING, created_at=NOON, next_try_at=NOON, leased_until=NOON + MINUTE)
    assert leased.leased_until == NOON + MINUTE


def test_ahead_is_more_than_a_correction() -> None:
    assert not is_ahead(None, NOON)
    assert not is_ahead(NOON + 10 * MINUTE, NOON)
    assert is_ahead(NOON + 11 * MINUTE, NOON)
    assert not is_ahead(NOON + DAY, NOON, 2 * DAY)
