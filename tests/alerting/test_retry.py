"""What a delivery becomes after a try: laws of the back-off."""

from datetime import timedelta

import pytest
from alerting_build import a_delivery
from build import NOON
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.retry import FAIR_CHANCE, after_failure, after_success, back_off
from monitor.errors import FailureReason, SendError
from monitor.model.alert import DeliveryState
from monitor.model.policy import RetryPolicy

POLICY = RetryPolicy()
DOWN = SendError("target desk: the server can't be reached", FailureReason.CONNECT)
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


def test_a_failure_waits_and_says_why() -> None:
    waiting = after_failure(a_delivery(leased_until=NOON), DOWN, NOON, POLICY, 0)
    assert (waiting.state, waiting.next_try_at, waiting.leased_until) == (DeliveryState.WAITING, NOON + MINUTE, None)
    assert waiting.last_error == "connect: target desk: the server can't be reached"
    assert not waiting.maybe_repeated


def test_a_refusal_for_good_is_the_end() -> None:
    error = SendError("target desk: 550", FailureReason.REFUSED, recoverable=False)
    dead = after_failure(a_delivery(), error, NOON, POLICY, 0)
    assert (dead.state, dead.last_error) == (DeliveryState.DEAD, "refused: target desk: 550")


def test_an_unknown_outcome_labels_the_next_try_for_ever() -> None:
    error = SendError("target desk: no answer", FailureReason.UNKNOWN_OUTCOME)
    once = after_failure(a_delivery(), error, NOON, POLICY, 0)
    assert once.maybe_repeated
    assert after_failure(once, DOWN, NOON, POLICY, 0).maybe_repeated


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
    assert after_failure(a_delivery(attempts=tries), DOWN, NOON + age, POLICY, 0).state is state


def test_the_word_of_the_service_is_heard_within_bounds() -> None:
    for asked, expected in [(timedelta(hours=1), 60), (timedelta(days=9), 360), (timedelta(seconds=-9), 1)]:
        error = SendError("target desk: 429", FailureReason.RATE_LIMITED, retry_at=NOON + asked)
        assert (after_failure(a_delivery(), error, NOON, POLICY, 0).next_try_at - NOON) / MINUTE == expected


def test_a_long_or_odd_error_is_kept_short_and_safe() -> None:
    error = SendError("x\x1b[2J\n" * 99, FailureReason.PROTOCOL)
    kept = after_failure(a_delivery(), error, NOON, POLICY, 0).last_error
    assert len(kept) <= 200
    assert kept.isprintable()


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
    delivery, now = a_delivery(attempts=0), NOON
    for tries, roll in enumerate(rolls, start=1):
        delivery = after_failure(a_delivery(attempts=tries), DOWN, now, POLICY, roll)
        if delivery.state is DeliveryState.DEAD:
            break
        assert delivery.next_try_at > now
        now = delivery.next_try_at
    assert delivery.state is DeliveryState.DEAD
    assert 30 <= delivery.attempts <= 50
    assert now - NOON <= timedelta(days=7) + POLICY.longest
