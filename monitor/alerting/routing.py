"""Who gets an alert, and whether it waits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.alerting.words import time_words
from monitor.model.alert import Alert, AlertKind, Delivery, DeliveryState, Target
from monitor.model.claim import Claim
from monitor.model.ids import make_id

_OF_SOURCES = (AlertKind.SOURCE_FAILING, AlertKind.SOURCE_RECOVERED)


def route(alert: Alert, claim: Claim | None, targets: Sequence[Target], now: datetime) -> list[Delivery]:
    """One delivery for each target that wants the alert, in the order of `targets`; empty when none does.

    A claim that names targets gets these and no other. Else a target without tags gets everything, one with tags what
    `alert_tags` shares with them. More reports of what was told go to targets with a digest only. While a claim is
    snoozed its deliveries are held to the end of the snooze.
    """
    wanted = {target.name: None for target in targets if _wants(target, alert, claim)}
    return [_delivery(alert, claim, name, now) for name in wanted]


def alert_tags(alert: Alert, claim: Claim | None) -> frozenset[str]:
    """The words a target's tags can choose by: kind, level, the claim's slug and its tags, `source` for sources' alerts."""
    own = {alert.kind.value, alert.level.value}
    return frozenset(own | ({claim.slug, *claim.tags} if claim else {"source"} if alert.kind in _OF_SOURCES else set()))


def _wants(target: Target, alert: Alert, claim: Claim | None) -> bool:
    if alert.kind is AlertKind.MORE_REPORTS and target.pace.digest is None:
        return False
    if claim and claim.targets:
        return target.name in claim.targets
    return not target.tags or not alert_tags(alert, claim).isdisjoint(target.tags)


def _delivery(alert: Alert, claim: Claim | None, target: str, now: datetime) -> Delivery:
    delivery = Delivery(
        id=make_id("delivery", alert.id, target),
        alert=alert.id,
        target=target,
        state=DeliveryState.QUEUED,
        created_at=now,
        next_try_at=now,
    )
    until = claim.snoozed_until if claim else None
    if until is None or until <= now:
        return delivery
    because = f"held: the claim is snoozed until {time_words(until)}"
    return replace(delivery, state=DeliveryState.HELD, next_try_at=until, last_error=because)
