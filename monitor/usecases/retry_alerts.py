"""Look into the outbox, and try again what was given up."""

from dataclasses import dataclass, replace
from datetime import datetime

from monitor.errors import NotFoundError
from monitor.model.alert import Alert, Delivery, DeliveryState
from monitor.model.safe import safe
from monitor.ports import Store
from monitor.usecases.lookup import need_claim

_STUCK = (DeliveryState.DEAD, DeliveryState.WAITING)


@dataclass(frozen=True, slots=True)
class SentAlert:
    """An alert and its deliveries."""

    alert: Alert
    deliveries: tuple[Delivery, ...]

    @property
    def has_failed(self) -> bool:
        """Whether one of its deliveries did not arrive at the first try and has not since."""
        return any(
            delivery.state is DeliveryState.DEAD or (delivery.state is DeliveryState.WAITING and delivery.last_error)
            for delivery in self.deliveries
        )


def find_alerts(store: Store, *, claim: str = "", failed: bool = False, limit: int = 50) -> tuple[SentAlert, ...]:
    """The newest `limit` that fit, oldest first. Raises NotFoundError for a claim that is not there."""
    with store.read() as tx:
        slug = need_claim(tx, claim).slug if claim else ""
        by_alert: dict[str, list[Delivery]] = {}
        for delivery in tx.deliveries():
            by_alert.setdefault(delivery.alert, []).append(delivery)
        found = [SentAlert(alert, tuple(by_alert.get(alert.id, ()))) for alert in tx.alerts(claim=slug)]
    wanted = [it for it in found if it.has_failed or not failed]
    return tuple(wanted[-limit:] if limit > 0 else wanted)


def retry_alerts(store: Store, alert_id: str, now: datetime) -> tuple[Delivery, ...]:
    """Put the dead and waiting deliveries of one alert (or of all, with an empty id) back in the queue, due now.

    Raises NotFoundError.
    """
    with store.write() as tx:
        alert = tx.alert(alert_id) if alert_id else None
        if alert_id and alert is None:
            raise NotFoundError(f"there is no alert {safe(alert_id, 40)!r}; `monitor alert list` shows them")
        rows = tx.deliveries(alert=alert.id) if alert else tx.deliveries()
        again = [replace(row, state=DeliveryState.QUEUED, next_try_at=now) for row in rows if row.state in _STUCK]
        for delivery in again:
            tx.save_delivery(delivery)
    return tuple(again)
