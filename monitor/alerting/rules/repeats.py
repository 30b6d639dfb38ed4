"""News that nobody took up is told again, to a target that asks for it (`repeat`, as Alertmanager's repeat_interval)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.alerting.pace import Item, is_urgent
from monitor.alerting.words import time_words
from monitor.model.alert import Alert, DeliveryState
from monitor.model.ids import make_id

_AGAIN = "again: "


def due_repeats(outbox: Sequence[Item], target: str, every: timedelta, now: datetime) -> list[Alert]:
    """What was told longer than `every` ago and may be told once more; the caller knows what nobody took up.

    `outbox`: what this target has to get and what it got lately. Only urgent news of a development; what is on its way
    again already waits for nothing.
    """
    last: dict[str, tuple[datetime, Alert]] = {}
    waiting = {alert.development for delivery, alert in outbox if delivery.state is not DeliveryState.SENT}
    for delivery, alert in outbox:
        if delivery.sent_at and alert.development and is_urgent(alert) and alert.development not in waiting:
            known = last.get(alert.development)
            if known is None or known[0] < delivery.sent_at:
                last[alert.development] = delivery.sent_at, alert
    return [_repeat(alert, sent, target, now) for sent, alert in last.values() if sent + every <= now]


def _repeat(alert: Alert, sent: datetime, target: str, now: datetime) -> Alert:
    key = f"repeat:{alert.id}:{target}"
    return replace(
        alert,
        id=make_id("alert", key),
        key=key,
        created_at=now,
        reason=f"told before, on {time_words(sent)}, and not reviewed since",
        subject=_AGAIN + alert.subject.removeprefix(_AGAIN),
    )
