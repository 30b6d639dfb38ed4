"""Into the outbox: an alert, with a delivery for each target that wants it, in the transaction of what caused it."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from monitor.alerting.routing import route
from monitor.log import log_event
from monitor.model.alert import Alert, Target
from monitor.model.claim import Claim
from monitor.model.policy import AlertPolicy, MatchPolicy
from monitor.ports import Transaction

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What judging needs besides the store: the knobs and where alerts go."""

    match: MatchPolicy = field(default_factory=MatchPolicy)
    alerts: AlertPolicy = field(default_factory=AlertPolicy)
    targets: tuple[Target, ...] = ()


def publish_alert(tx: Transaction, alert: Alert, claim: Claim | None, targets: Iterable[Target], now: datetime) -> bool:
    """Put an alert and its deliveries into the outbox; False when this news was told before."""
    deliveries = route(alert, claim, tuple(targets), now)
    if not tx.add_alert(alert, deliveries):
        return False
    level = logging.INFO if deliveries else logging.WARNING
    log_event(
        _log,
        level,
        "alert-raised" if deliveries else "alert-without-target",
        alert=alert.id,
        kind=alert.kind.value,
        claim=alert.claim,
        feed=alert.feed,
        reason=alert.reason,
        targets=",".join(delivery.target for delivery in deliveries),
    )
    return True
