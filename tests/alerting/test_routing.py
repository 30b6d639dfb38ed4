"""Who gets an alert, and what waits."""

from datetime import time, timedelta

import pytest
from alerting_build import an_alert
from build import NOON, a_claim

from monitor.alerting.routing import route
from monitor.model.alert import AlertKind, AlertLevel, Delivery, DeliveryState, Target
from monitor.model.pace import DigestTime, Pace

DESK = Target("desk", "mailto://x")
SYRIA = Target("syria", "json://x", tags=("syria",))
URGENT = Target("urgent", "json://y", tags=("now",))
OPS = Target("ops", "json://z", tags=("source", "claim-blind"))
ALL = (DESK, SYRIA, URGENT, OPS)


def names(deliveries: list[Delivery]) -> list[str]:
    return [delivery.target for delivery in deliveries]


@pytest.mark.parametrize(
    ("tags", "level", "expected"),
    [
        ((), AlertLevel.DIGEST, ["desk"]),
        (("syria",), AlertLevel.DIGEST, ["desk", "syria"]),
        ((), AlertLevel.NOW, ["desk", "urgent"]),
    ],
)
def test_tags_choose_the_targets(tags: tuple[str, ...], level: AlertLevel, expected: list[str]) -> None:
    assert names(route(an_alert(level=level), a_claim(tags=tags), ALL, NOON)) == expected


def test_more_reports_go_to_targets_with_a_digest_only() -> None:
    daily = Target("daily", "json://d", pace=Pace(digest=DigestTime(time(8))))
    alert = an_alert(kind=AlertKind.MORE_REPORTS, level=AlertLevel.DIGEST)
    assert names(route(alert, a_claim(), (*ALL, daily), NOON)) == ["daily"]
    assert names(route(alert, a_claim(targets=("desk",)), (*ALL, daily), NOON)) == []


def test_a_target_can_choose_a_kind_or_a_claim() -> None:
    by_slug = Target("bridge", "json://b", tags=("harbour-bridge",))
    alert = an_alert(kind=AlertKind.CLAIM_BLIND, level=AlertLevel.DIGEST)
    assert names(route(alert, a_claim(), (*ALL, by_slug), NOON)) == ["desk", "ops", "bridge"]


def test_alerts_on_sources_have_a_tag_of_their_own() -> None:
    alert = an_alert(kind=AlertKind.SOURCE_FAILING, level=AlertLevel.DIGEST, claim="")
    assert names(route(alert, None, ALL, NOON)) == ["desk", "ops"]


def test_a_claim_that_names_its_targets_gets_no_other() -> None:
    assert names(route(an_alert(), a_claim(targets=("syria", "nobody")), ALL, NOON)) == ["syria"]


def test_without_any_target_there_is_no_delivery() -> None:
    assert route(an_alert(), a_claim(targets=("nobody",)), ALL, NOON) == []
    assert route(an_alert(), a_claim(), (), NOON) == []


def test_each_target_gets_one_delivery_with_an_id_of_its_own() -> None:
    deliveries = route(an_alert(), a_claim(), (DESK, URGENT, DESK), NOON)
    assert names(deliveries) == ["desk", "urgent"]
    assert len({delivery.id for delivery in deliveries}) == 2
    assert [delivery.id for delivery in route(an_alert(), a_claim(), (DESK,), NOON + timedelta(days=1))] == [
        deliveries[0].id
    ]
    assert {(delivery.state, delivery.next_try_at) for delivery in deliveries} == {(DeliveryState.QUEUED, NOON)}


def test_a_snoozed_claim_holds_its_deliveries_to_the_end_of_the_snooze() -> None:
    until = NOON + timedelta(days=7)
    (delivery,) = route(an_alert(), a_claim(snoozed_until=until), (DESK,), NOON)
    assert (delivery.state, delivery.next_try_at) == (DeliveryState.HELD, until)
    assert delivery.last_error == "held: the claim is snoozed until 10 May 2017, 12:00 UTC"


def test_a_snooze_that_is_over_holds_nothing() -> None:
    (delivery,) = route(an_alert(), a_claim(snoozed_until=NOON), (DESK,), NOON)
    assert delivery.state is DeliveryState.QUEUED
