"""News that nobody took up is told again, once for each `repeat`, until somebody does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from alerting_build import a_delivery, a_development, an_alert
from build import NOON, a_claim
from fakes import Clock, FakeSender, steady_random

from monitor.alerting.rules import due_repeats
from monitor.model.alert import AlertKind, AlertLevel, DeliveryState, Target
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import Development, ReviewState
from monitor.model.pace import Pace
from monitor.model.policy import AlertPolicy
from monitor.ports import Store
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.deliver_alerts import Courier, deliver_alerts
from monitor.usecases.publish_alert import publish_alert

HOUR = timedelta(hours=1)
DESK = Target("desk", "console://", pace=Pace(repeat=4 * HOUR))
ONCE = Target("once", "console://")
SENT = a_delivery(state=DeliveryState.SENT, sent_at=NOON)


@pytest.fixture
def courier(store: Store, sender: FakeSender, clock: Clock) -> Courier:
    """One cancelled development that both targets are to be told."""
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_developments([a_development()])
        publish_alert(tx, an_alert(), a_claim(), [DESK, ONCE], NOON)
    return Courier(store, sender, {"desk": DESK, "once": ONCE}, clock, steady_random().random)


async def pass_by(courier: Courier, clock: Clock, hours: int) -> None:
    for _ in range(hours):
        check_deadlines(courier.store, [DESK, ONCE], AlertPolicy(), clock())
        await deliver_alerts(courier)
        clock.forward(hours=1)


@pytest.mark.slow
async def test_it_is_told_again_to_the_target_that_asks(courier: Courier, sender: FakeSender, clock: Clock) -> None:
    await pass_by(courier, clock, 13)
    told = [(name, message.title.partition("] ")[2][:6]) for name, message in sender.sent]
    assert sorted(told[:2]) == [("desk", "cancel"), ("once", "cancel")]
    assert told[2:] == [("desk", "again:")] * 3
    last = sender.sent[-1][1]
    assert "told before, on 3 May 2017, 20:00 UTC, and not reviewed since" in last.body
    assert "again: again" not in last.title
    assert len({message.alert_id for _, message in sender.sent}) == 4


def reviewed(claim: Claim, news: Development) -> tuple[Claim, list[Development]]:
    return claim, [replace(news, review=ReviewState.ACCEPTED)]


def acked(claim: Claim, news: Development) -> tuple[Claim, list[Development]]:
    return replace(claim, acked_at=NOON + HOUR), [news]


def settled(claim: Claim, news: Development) -> tuple[Claim, list[Development]]:
    return replace(claim, status=ClaimStatus.RESOLVED), [news]


def overtaken(claim: Claim, news: Development) -> tuple[Claim, list[Development]]:
    return claim, [news, replace(news, id="2b3c4d5e6f7a8b9c", seen_at=NOON + HOUR)]


@pytest.mark.parametrize("taken_up", [reviewed, acked, settled, overtaken])
async def test_what_was_taken_up_is_not_told_again(
    courier: Courier,
    sender: FakeSender,
    clock: Clock,
    taken_up: Callable[[Claim, Development], tuple[Claim, list[Development]]],
) -> None:
    await pass_by(courier, clock, 2)
    claim, news = taken_up(a_claim(), a_development())
    with courier.store.write() as tx:
        tx.save_claim(claim)
        tx.save_developments(news)
    await pass_by(courier, clock, 10)
    assert len(sender.sent) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"level": AlertLevel.DIGEST},
        {"kind": AlertKind.OVERDUE, "development": ""},
        {"kind": AlertKind.MORE_REPORTS, "level": AlertLevel.DIGEST},
    ],
)
def test_only_urgent_news_is_repeated(changes: dict[str, object]) -> None:
    alert = replace(an_alert(), **changes)  # type: ignore[arg-type]
    assert due_repeats([(SENT, alert)], "desk", HOUR, NOON + 2 * HOUR) == []


def test_nothing_is_repeated_while_it_is_on_its_way() -> None:
    waiting = replace(SENT, id="de2", state=DeliveryState.WAITING, sent_at=None)
    again = replace(an_alert(), id="a2")
    assert due_repeats([(SENT, an_alert()), (waiting, again)], "desk", HOUR, NOON + 2 * HOUR) == []


def test_the_last_time_counts() -> None:
    later = replace(SENT, id="de2", sent_at=NOON + HOUR)
    outbox = [(later, replace(an_alert(), id="a2")), (SENT, an_alert())]
    assert due_repeats(outbox, "desk", 2 * HOUR, NOON + 2 * HOUR) == []
    assert len(due_repeats(outbox, "desk", 2 * HOUR, NOON + 3 * HOUR)) == 1
