"""What a delivery becomes after a try: laws of the back-off."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from alerting_build import a_delivery
from build import NOON
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.retry import (
    FAIR_CHANCE,
    PATIENCE,
    after_failure,
    after_success,
    back_off,
    health_after,
    those_with_it,
)
from monitor.errors import FailureReason, SendError
from monitor.model.alert import Delivery, DeliveryState
from monitor.model.pace import TargetHealth
from monitor.model.policy import RetryPolicy

POLICY = RetryPolicy()
DOWN = SendError("target desk: the server can't be reached", FailureReason.CONNECT)
BROKEN = SendError("target desk: the service has a fault", FailureReason.SERVER_ERROR)
CUT = SendError("target desk: no answer", FailureReason.UNKNOWN_OUTCOME)
HEALTHY = TargetHealth()
MINUTE = timedelta(minutes=1)
attempts = st.integers(0, 100_000)
dice = st.floats(0, 1)
policies = st.builds(
    RetryPolicy,
    first=st.timedeltas(timedelta(seconds=1), timedelta(days=1)),
    factor=st.floats(0, 100),
    longest=st.timedeltas(timedelta(seconds=1), timedelta(days=2)),
    jitter=st.floats(0, 1),
)


def test_success_ends_it() -> None:
    sent = after_success(a_delivery(leased_until=NOON, last_error="before"), NOON)
    assert (sent.state, sent.sent_at, sent.leased_until, sent.last_error) == (DeliveryState.SENT, NOON, None, "")


def test_the_waits_double_from_a_minute_to_six_hours() -> None:
    waits = [back_off(tries, POLICY, 0) / MINUTE for tries in range(1, 12)]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]


def fail(
    delivery: Delivery, error: SendError = DOWN, health: TargetHealth = HEALTHY, now: datetime = NOON, roll: float = 0
) -> tuple[Delivery, TargetHealth]:
    after = health_after(health, delivery, error, now, POLICY, roll)
    return after_failure(delivery, after, error, now, POLICY, roll), after


def test_a_failure_waits_and_says_why() -> None:
    waiting, health = fail(a_delivery(leased_until=NOON))
    assert (waiting.state, waiting.next_try_at, waiting.leased_until) == (DeliveryState.WAITING, NOON + MINUTE, None)
    assert waiting.last_error == "connect: target desk: the server can't be reached"
    assert not waiting.maybe_repeated
    assert not waiting.set_aside
    assert health == TargetHealth(1, NOON, NOON + MINUTE, waiting.id, waiting.last_error)


def test_a_refusal_for_good_is_the_end_of_the_message_and_says_nothing_of_the_target() -> None:
    error = SendError("target desk: 550", FailureReason.REFUSED, recoverable=False)
    dead, health = fail(a_delivery(), error)
    assert (dead.state, dead.last_error) == (DeliveryState.DEAD, "refused: target desk: 550")
    assert health == HEALTHY


def test_an_unknown_outcome_labels_the_next_try_for_ever() -> None:
    once, _ = fail(a_delivery(), CUT)
    assert once.maybe_repeated
    assert fail(once)[0].maybe_repeated


@pytest.mark.parametrize("reason", [FailureReason.REFUSED, FailureReason.PROTOCOL, FailureReason.TOO_BIG])
def test_a_message_that_is_refused_is_set_aside_at_once_and_the_target_is_blameless(reason: FailureReason) -> None:
    waiting, health = fail(a_delivery(attempts=4), SendError("no", reason))
    assert (waiting.state, waiting.set_aside, waiting.next_try_at) == (DeliveryState.WAITING, True, NOON + 8 * MINUTE)
    assert health == HEALTHY


@pytest.mark.parametrize("reason", [FailureReason.SERVER_ERROR, FailureReason.UNKNOWN_OUTCOME])
def test_a_message_that_alone_fails_is_suspected_at_its_third_try(reason: FailureReason) -> None:
    error, health, suspected = SendError("no", reason), HEALTHY, []
    for tries in range(1, PATIENCE + 2):
        waiting, health = fail(a_delivery(attempts=tries), error, health)
        suspected.append(waiting.set_aside)
    assert suspected == [False, False, True, True]


def test_a_second_one_that_fails_clears_the_first() -> None:
    first, health = fail(a_delivery(attempts=PATIENCE), BROKEN)
    assert first.set_aside
    second, health = fail(a_delivery(id="de00000000000002"), BROKEN, health)
    assert (health.failures, health.culprit) == (2, "")
    assert list(those_with_it([first, second], health, NOON, POLICY)) == [replace(first, set_aside=False)]
    again, health = fail(replace(first, attempts=PATIENCE + 1), BROKEN, health)
    assert not again.set_aside


def test_a_target_that_can_not_be_reached_suspects_nobody() -> None:
    health = HEALTHY
    for tries in range(1, 20):
        waiting, health = fail(a_delivery(attempts=tries), DOWN, health)
        assert not waiting.set_aside
        assert waiting.next_try_at == health.hold_until
    assert (health.failures, health.since) == (19, NOON)


@pytest.mark.parametrize(
    ("age", "tries", "state"),
    [
        (timedelta(days=7), 40, DeliveryState.DEAD),
        (timedelta(days=7) - timedelta(seconds=1), 40, DeliveryState.WAITING),
        (timedelta(days=30), FAIR_CHANCE - 1, DeliveryState.WAITING),
        (timedelta(days=30), FAIR_CHANCE, DeliveryState.DEAD),
    ],
)
def test_it_gives_up_after_a_week_and_a_fair_chance(age: timedelta, tries: int, state: DeliveryState) -> None:
    assert fail(a_delivery(attempts=tries), now=NOON + age)[0].state is state
    health = TargetHealth(tries - 1, NOON, NOON, "another")
    assert fail(a_delivery(), DOWN, health, NOON + age)[0].state is state


def test_when_a_target_is_given_up_the_old_go_together_and_the_young_stay() -> None:
    now, health = NOON + timedelta(days=8), TargetHealth(FAIR_CHANCE, NOON, NOON, "", "connect: gone")
    old, young = a_delivery(state=DeliveryState.QUEUED), a_delivery(state=DeliveryState.QUEUED, created_at=now)
    held, failed = a_delivery(state=DeliveryState.HELD), a_delivery(state=DeliveryState.WAITING, last_error="tls: no")
    dead = list(those_with_it([old, young, held, failed], health, now, POLICY))
    assert [(it.state, it.last_error) for it in dead] == [
        (DeliveryState.DEAD, "connect: gone"),
        (DeliveryState.DEAD, "tls: no"),
    ]


def test_the_word_of_the_service_is_heard_within_bounds() -> None:
    for asked, expected in [(timedelta(hours=1), 60), (timedelta(days=9), 360), (timedelta(seconds=-9), 1)]:
        error = SendError("target desk: 429", FailureReason.RATE_LIMITED, retry_at=NOON + asked)
        assert (fail(a_delivery(), error)[0].next_try_at - NOON) / MINUTE == expected


def test_a_long_or_odd_error_is_kept_short_and_safe() -> None:
    for reason in (FailureReason.PROTOCOL, FailureReason.CONNECT):
        waiting, health = fail(a_delivery(), SendError("x\x1b[2J\n" * 99, reason))
        for kept in (waiting.last_error, health.error):
            assert len(kept) <= 200
            assert kept.isprintable() or not kept


@given(attempts, attempts, policies)
def test_waits_never_shrink_with_more_tries(one: int, two: int, policy: RetryPolicy) -> None:
    few, many = sorted((one, two))
    assert back_off(few, policy, 0) <= back_off(many, policy, 0)


@given(attempts, policies, st.floats(-5, 5))
def test_waits_are_bounded_and_jitter_only_takes_its_share_away(tries: int, policy: RetryPolicy, roll: float) -> None:
    whole, shaken = back_off(tries, policy, 0), back_off(tries, policy, roll)
    assert timedelta(0) <= shaken <= whole <= max(policy.first, policy.longest)
    assert whole <= policy.longest
    assert shaken >= whole * (1 - policy.jitter) - timedelta(microseconds=1)


@given(st.lists(dice, min_size=60, max_size=60))
def test_a_target_that_is_down_for_ever_costs_a_bounded_number_of_tries(rolls: list[float]) -> None:
    delivery, health, now = a_delivery(attempts=0), HEALTHY, NOON
    for tries, roll in enumerate(rolls, start=1):
        delivery, health = fail(a_delivery(attempts=tries), DOWN, health, now, roll)
        if delivery.state is DeliveryState.DEAD:
            break
        assert delivery.next_try_at > now
        now = delivery.next_try_at
    assert delivery.state is DeliveryState.DEAD
    assert 30 <= delivery.attempts <= 50
    assert now - NOON <= timedelta(days=7) + POLICY.longest
