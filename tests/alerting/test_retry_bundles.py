"""Whose fault it is that a message of several parts fails, and when the others of its target are concerned."""

from dataclasses import replace
from datetime import timedelta

import pytest
from alerting_build import a_delivery
from build import NOON

from monitor.alerting.retry import blame_part, concerns_others, split_bundle
from monitor.errors import FailureReason, SendError
from monitor.model.alert import Delivery, DeliveryState
from monitor.model.pace import TargetHealth
from monitor.model.policy import RetryPolicy

POLICY = RetryPolicy()


def parts(count: int, **changes: object) -> list[Delivery]:
    shared = {"state": DeliveryState.WAITING, "set_aside": True, "bundle": "b0"} | changes
    return [a_delivery(id=f"de{n:014}", alert=f"a1{n:014}", **shared) for n in range(count)]


def test_of_several_parts_none_is_given_up_for_a_message_that_is_refused() -> None:
    error = SendError("too odd", FailureReason.REFUSED_MESSAGE, recoverable=False, status=422)
    assert blame_part(error, 1) is error
    shared = blame_part(error, 2)
    assert (str(shared), shared.reason, shared.recoverable, shared.status) == ("too odd", error.reason, True, 422)
    other = SendError("no such room", FailureReason.NOT_FOUND, recoverable=False)
    assert blame_part(other, 2) is other


@pytest.mark.parametrize(("count", "bundles"), [(2, [1, 1]), (3, [1, 2]), (4, [2, 2]), (5, [2, 3])])
def test_a_bundle_at_fault_is_halved(count: int, bundles: list[int]) -> None:
    halved = split_bundle(parts(count), NOON, POLICY)
    assert [it.id for it in halved] == [it.id for it in parts(count)]
    assert {it.next_try_at for it in halved} == {NOON + POLICY.first}
    first, second = halved[: bundles[0]], halved[bundles[0] :]
    for half in (first, second):
        assert {it.bundle for it in half} == {half[0].alert if len(half) > 1 else ""}


def test_one_alone_or_one_that_is_not_at_fault_is_left_as_it_is() -> None:
    assert split_bundle(parts(1), NOON, POLICY) == parts(1)
    assert split_bundle(parts(3, set_aside=False), NOON, POLICY) == parts(3, set_aside=False)
    mixed = [*parts(2), replace(parts(1)[0], set_aside=False)]
    assert split_bundle(mixed, NOON, POLICY) == mixed
    given_up = [*parts(2), replace(parts(1)[0], state=DeliveryState.DEAD)]
    assert split_bundle(given_up, NOON, POLICY) == given_up


@pytest.mark.parametrize(
    ("before", "after", "failures", "concerned"),
    [("x", "", 2, True), ("x", "x", 2, False), ("", "", 2, False), ("", "", 7, False), ("", "", 8, True)],
)
def test_others_are_concerned_when_the_message_is_cleared_or_it_lasts(
    before: str, after: str, failures: int, concerned: bool
) -> None:
    was = TargetHealth(1, since=NOON - timedelta(hours=1), culprit=before)
    now = TargetHealth(failures, since=NOON - timedelta(hours=1), culprit=after)
    assert concerns_others(was, now) is concerned
