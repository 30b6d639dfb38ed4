"""What goes to a target now, what is held until when, and what goes together."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from alerting_build import a_delivery, an_alert
from build import NOON
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.pace import Item, Round, look_back, plan_round
from monitor.model.alert import AlertKind, AlertLevel, Delivery, DeliveryState
from monitor.model.pace import DigestTime, Pace, QuietHours

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
NIGHT = QuietHours(time(22), time(7))
EVENING = NOON + 11 * HOUR
FREE = Pace(max_per_hour=0, max_per_minute=0)
DIGEST, NOW = AlertLevel.DIGEST, AlertLevel.NOW


def item(number: int = 1, claim: str = "bridge", level: AlertLevel = NOW, **changes: Any) -> Item:
    kind = changes.pop("kind", AlertKind.DEVELOPMENT)
    at = changes.pop("created_at", NOON)
    alert = an_alert(id=f"a{number:015}", key=f"k{number}", claim=claim, level=level, kind=kind, created_at=at)
    delivery = a_delivery(id=f"d{number:015}", alert=alert.id, state=DeliveryState.QUEUED, created_at=at, attempts=0)
    return replace(delivery, **changes), alert


def plan(*items: Item, pace: Pace = FREE, now: datetime = NOON, snoozed: dict[str, datetime] | None = None) -> Round:
    return plan_round(items, snoozed or {}, pace, now)


def numbers(planned: Round) -> list[list[int]]:
    return [[int(it.id[1:]) for it in letter.deliveries] for letter in planned.letters]


def sent(number: int, minutes_ago: float = 1, **changes: Any) -> Item:
    return item(number, state=DeliveryState.SENT, sent_at=NOON - minutes_ago * MINUTE, **changes)


def held(planned: Round) -> list[tuple[int, datetime, str]]:
    assert all(it.state is DeliveryState.HELD for it in planned.held)
    return [(int(it.id[1:]), it.next_try_at, it.last_error) for it in planned.held]


def test_each_goes_alone_and_in_order() -> None:
    assert numbers(plan(item(1), item(2, "tunnel"), item(3))) == [[1], [2], [3]]
    assert plan(item(1)).letters[0].bundle == ""


def test_nothing_goes_while_one_is_being_sent() -> None:
    flying = item(1, state=DeliveryState.SENDING, leased_until=NOON + MINUTE)
    assert plan(flying, item(2)) == Round()
    assert numbers(plan(flying, item(2), now=NOON + MINUTE)) == [[1], [2]]


def test_one_that_ends_the_program_at_each_try_goes_last() -> None:
    once = {"state": DeliveryState.SENDING, "leased_until": NOON - MINUTE}
    died = once | {"maybe_repeated": True}
    assert numbers(plan(item(1, attempts=25, **once), item(2), item(3))) == [[1], [2], [3]]
    assert numbers(plan(item(1, attempts=19, **died), item(2), item(3))) == [[1], [2], [3]]
    assert numbers(plan(item(1, attempts=20, **died), item(2), item(3))) == [[2], [3], [1]]


class TestReminders:
    def due(self, number: int, claim: str, **changes: Any) -> Item:
        return item(number, claim, DIGEST, kind=AlertKind.OVERDUE, **changes)

    def test_those_of_one_day_are_one_message_at_the_place_of_the_first(self) -> None:
        list_ = item(4, "", DIGEST, kind=AlertKind.NEEDS_VERDICT)
        assert numbers(plan(item(1), self.due(2, "tunnel"), item(3), self.due(5, "road"), list_)) == [
            [1],
            [2, 5],
            [3],
            [4],
        ]

    def test_one_alone_and_those_of_other_days_are_messages_of_their_own(self) -> None:
        assert numbers(plan(item(1), self.due(2, "tunnel"))) == [[1], [2]]
        later = self.due(3, "road", created_at=NOON + HOUR)
        assert numbers(plan(self.due(2, "tunnel"), later)) == [[2], [3]]

    def test_what_failed_together_goes_together_again(self) -> None:
        failed = {"state": DeliveryState.WAITING, "bundle": "b0", "next_try_at": NOON + MINUTE}
        both = self.due(1, "tunnel", **failed), self.due(2, "road", **failed)
        assert plan(*both) == Round()
        assert numbers(plan(*both, now=NOON + MINUTE)) == [[1, 2]]


def test_no_more_is_read_back_than_a_limit_reaches() -> None:
    assert look_back(FREE) == timedelta()
    assert look_back(replace(FREE, max_per_minute=1)) == MINUTE
    assert look_back(replace(FREE, max_per_hour=1)) == HOUR
    assert look_back(replace(FREE, max_per_hour=1, group_interval=5 * HOUR)) == 5 * HOUR


class TestTurns:
    def test_one_that_waits_for_its_next_try_keeps_the_younger_waiting(self) -> None:
        waiting = item(2, state=DeliveryState.WAITING, next_try_at=NOON + MINUTE)
        assert numbers(plan(item(1), waiting, item(3))) == [[1]]
        assert numbers(plan(item(1), waiting, item(3), now=NOON + MINUTE)) == [[1], [2], [3]]

    def test_one_set_aside_does_not(self) -> None:
        aside = item(2, state=DeliveryState.WAITING, next_try_at=NOON + MINUTE, set_aside=True)
        assert numbers(plan(item(1), aside, item(3))) == [[1], [3]]

    def test_nor_does_one_that_is_queued_for_later(self) -> None:
        assert numbers(plan(item(1, next_try_at=NOON + MINUTE), item(2))) == [[2]]


class TestDigest:
    PACE = replace(FREE, digest=DigestTime(time(8)), timezone="Europe/Berlin")
    MORNING = NOON + 18 * HOUR

    def test_the_rest_waits_for_the_digest_and_what_is_urgent_does_not(self) -> None:
        planned = plan(item(1, level=DIGEST), item(2), pace=self.PACE)
        assert numbers(planned) == [[2]]
        assert held(planned) == [(1, self.MORNING, "held: for the digest of 4 May 2017, 06:00 UTC")]

    def test_it_brings_all_claims_together_once(self) -> None:
        rows = [item(1, level=DIGEST), item(2, "tunnel", level=DIGEST), item(3, level=DIGEST, created_at=self.MORNING)]
        planned = plan(*rows, pace=self.PACE, now=self.MORNING)
        assert numbers(planned) == [[1, 2]]
        assert planned.letters[0].bundle == rows[0][1].id
        assert [number for number, _, _ in held(planned)] == [3]

    def test_without_one_it_goes_at_once(self) -> None:
        assert numbers(plan(item(1, level=DIGEST), item(2, level=DIGEST))) == [[1], [2]]

    def test_what_is_stored_of_a_hold_is_not_written_again(self) -> None:
        (kept,) = plan(item(1, level=DIGEST), pace=self.PACE).held
        assert plan((kept, item(1, level=DIGEST)[1]), pace=self.PACE).held == ()

    def test_a_digest_that_was_taken_from_the_config_frees_what_waits_for_it(self) -> None:
        (kept,) = plan(item(1, level=DIGEST), pace=self.PACE).held
        assert numbers(plan((kept, item(1, level=DIGEST)[1]))) == [[1]]


class TestQuietHours:
    PACE = replace(FREE, quiet=NIGHT)

    @pytest.mark.parametrize("kind", [AlertKind.OVERDUE, AlertKind.SOURCE_FAILING, AlertKind.CLAIM_BLIND])
    def test_they_hold_what_can_wait(self, kind: AlertKind) -> None:
        planned = plan(item(1, kind=kind, created_at=EVENING), pace=self.PACE, now=EVENING)
        assert numbers(planned) == []
        assert held(planned) == [(1, NOON + 19 * HOUR, "held: quiet hours until 4 May 2017, 07:00 UTC")]

    def test_urgent_news_passes(self) -> None:
        turned = item(2, kind=AlertKind.POLARITY_CHANGE, created_at=EVENING)
        assert numbers(plan(item(1, created_at=EVENING), turned, pace=self.PACE, now=EVENING)) == [[1], [2]]

    def test_in_the_morning_all_of_it_comes_in_one_message(self) -> None:
        rows = [item(n, f"c{n}", level=DIGEST, created_at=EVENING + n * MINUTE) for n in range(4)]
        kept = plan(*rows, pace=self.PACE, now=EVENING + HOUR).held
        late = [(delivery, alert) for delivery, (_, alert) in zip(kept, rows, strict=True)]
        assert numbers(plan(*late, pace=self.PACE, now=NOON + 19 * HOUR)) == [[0, 1, 2, 3]]

    def test_one_that_was_begun_before_the_night_is_known_as_begun_after_it(self) -> None:
        begun = item(1, level=DIGEST, state=DeliveryState.SENDING, leased_until=EVENING)
        (kept,) = plan(begun, pace=self.PACE, now=EVENING).held
        assert kept.maybe_repeated


class TestSnooze:
    def test_a_snoozed_claim_is_held_and_comes_together_at_the_end(self) -> None:
        rows = [item(1), item(2, "tunnel"), item(3)]
        planned = plan(*rows, snoozed={"bridge": NOON + HOUR})
        assert numbers(planned) == [[2]]
        assert [number for number, until, _ in held(planned) if until == NOON + HOUR] == [1, 3]
        kept = [(delivery, rows[0][1]) for delivery in planned.held]
        assert numbers(plan(*kept, now=NOON + HOUR, snoozed={"bridge": NOON + HOUR})) == [[1, 3]]

    def test_the_longest_hold_counts(self) -> None:
        pace = replace(FREE, quiet=NIGHT)
        planned = plan(item(1, level=DIGEST), pace=pace, now=EVENING, snoozed={"bridge": EVENING + MINUTE})
        assert held(planned)[0][1] == NOON + 19 * HOUR


class TestGroups:
    def test_the_first_of_a_claim_waits_for_more(self) -> None:
        pace = replace(FREE, group_wait=MINUTE)
        rows = [item(1), item(2, created_at=NOON + MINUTE / 2), item(3, "tunnel", created_at=NOON + MINUTE / 2)]
        assert numbers(plan(*rows, pace=pace, now=NOON + MINUTE / 2)) == []
        assert numbers(plan(*rows, pace=pace, now=NOON + MINUTE)) == [[1, 2]]

    def test_the_next_comes_after_the_interval_unless_it_is_urgent(self) -> None:
        pace = replace(FREE, group_interval=HOUR)
        rows = [sent(1, 30), sent(2, 90), item(3, level=DIGEST), item(4, "tunnel", level=DIGEST), item(5)]
        planned = plan(*rows, pace=pace)
        assert numbers(planned) == [[4], [5]]
        assert held(planned) == [(3, NOON + HOUR / 2, "held: its claim was told of a short while ago")]


class TestCap:
    PACE = Pace(max_per_hour=3, max_per_minute=0)

    def test_a_storm_becomes_so_many_messages_and_the_last_has_all_the_rest(self) -> None:
        rows = [item(n) for n in range(1_000)]
        planned = plan(*rows, item(2_000, "tunnel"), pace=self.PACE)
        assert [len(it) for it in numbers(planned)] == [1, 1, 998, 1]
        assert planned.letters[2].bundle == rows[2][1].id

    def test_what_fits_is_left_alone(self) -> None:
        assert numbers(plan(*[item(n) for n in range(3)], pace=self.PACE)) == [[0], [1], [2]]

    def test_what_comes_later_is_held_until_there_is_room(self) -> None:
        bundled = [sent(n, 20, bundle="b") for n in (3, 4)]
        rows = [sent(1, 50), sent(2, 40), *bundled, item(5), item(6, "tunnel")]
        planned = plan(*rows, pace=self.PACE)
        assert numbers(planned) == [[6]]
        assert held(planned) == [(5, NOON + 10 * MINUTE, "held: more than 3 messages on it in an hour")]

    def test_sources_have_one_cap_for_all_of_them(self) -> None:
        rows = [item(n, "", kind=AlertKind.SOURCE_FAILING) for n in range(100)]
        assert [len(it) for it in numbers(plan(*rows, pace=self.PACE))] == [1, 1, 98]

    def test_a_repeat_is_not_merged(self) -> None:
        rows = [item(n) for n in range(4)] + [item(9, state=DeliveryState.SENDING)]
        assert [9] in numbers(plan(*rows, pace=self.PACE))

    def test_so_many_messages_a_minute_in_all(self) -> None:
        pace = Pace(max_per_hour=0, max_per_minute=3)
        rows = [sent(1, 2), sent(2, 0.5), item(3), item(4), item(5)]
        assert numbers(plan(*rows, pace=pace)) == [[3], [4]]
        assert numbers(plan(*rows, pace=pace, now=NOON + MINUTE)) == [[3], [4], [5]]


class TestRepeats:
    def test_a_bundle_that_may_have_arrived_comes_again_as_it_was(self) -> None:
        rows = [item(n, state=DeliveryState.SENDING, bundle="b") for n in (1, 2)]
        planned = plan(*rows, item(3, state=DeliveryState.HELD))
        assert numbers(planned) == [[1, 2], [3]]
        assert planned.letters[0].bundle == "b"

    def test_one_that_surely_failed_may_have_company(self) -> None:
        rows = [item(n, state=DeliveryState.WAITING, bundle="b") for n in (1, 2)]
        assert numbers(plan(*rows, item(3))) == [[1, 2, 3]]


def deliveries(draw: st.DrawFn, number: int) -> Item:
    state = draw(
        st.sampled_from([it for it in DeliveryState if it not in (DeliveryState.DEAD, DeliveryState.SUPERSEDED)])
    )
    past = st.integers(-90, 0).map(lambda minutes: NOON + minutes * MINUTE)
    return item(
        number,
        draw(st.sampled_from(["bridge", "tunnel", ""])),
        draw(st.sampled_from(AlertLevel)),
        kind=draw(st.sampled_from(AlertKind)),
        state=state,
        created_at=NOON - (200 - number) * MINUTE,
        sent_at=draw(past) if state is DeliveryState.SENT else None,
        maybe_repeated=draw(st.booleans()),
        next_try_at=NOON + draw(st.integers(-5, 5)) * MINUTE,
        set_aside=draw(st.booleans()),
        bundle=draw(st.sampled_from(["", "", "b", "c"])),
    )


@st.composite
def outboxes(draw: st.DrawFn) -> list[Item]:
    return [deliveries(draw, number) for number in range(draw(st.integers(0, 12)))]


paces = st.builds(
    Pace,
    digest=st.one_of(st.none(), st.builds(DigestTime, st.times(), st.one_of(st.none(), st.integers(0, 6)))),
    quiet=st.one_of(st.none(), st.just(NIGHT), st.just(QuietHours(time(11), time(13)))),
    timezone=st.sampled_from(["UTC", "Europe/Berlin"]),
    group_wait=st.sampled_from([timedelta(), MINUTE]),
    group_interval=st.sampled_from([timedelta(), HOUR]),
    max_per_hour=st.integers(0, 4),
    max_per_minute=st.integers(0, 4),
)


@given(outboxes(), paces)
def test_nothing_goes_twice_and_nothing_is_both_sent_and_held(outbox: list[Item], pace: Pace) -> None:
    planned = plan(*outbox, pace=pace)
    going = [number for letter in numbers(planned) for number in letter]
    waiting = {int(it.id[1:]) for it in planned.held}
    assert len(going) == len(set(going))
    assert waiting.isdisjoint(going)
    assert all(it.next_try_at > NOON for it in planned.held)
    already: set[Delivery] = {delivery for delivery, _ in outbox if delivery.state is DeliveryState.SENT}
    assert not already & {it for letter in planned.letters for it in letter.deliveries}


@given(outboxes(), paces)
def test_every_message_of_several_has_an_id(outbox: list[Item], pace: Pace) -> None:
    assert all(letter.bundle for letter in plan(*outbox, pace=pace).letters if len(letter.deliveries) > 1)


@given(outboxes())
def test_without_any_pace_all_that_is_due_goes_in_order(outbox: list[Item]) -> None:
    unbundled = [(replace(delivery, bundle=""), alert) for delivery, alert in outbox]
    queued = [it for it in unbundled if it[0].state is DeliveryState.QUEUED and not it[0].maybe_repeated]
    due = [[int(it[0].id[1:])] for it in queued if it[0].next_try_at <= NOON]
    assert numbers(plan(*queued)) == due
