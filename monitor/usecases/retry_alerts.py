"""Look into the outbox, and try again what was given up."""

from dataclasses import dataclass, replace
from datetime import datetime

from monitor.errors import NotFoundError
from monitor.model.alert import Alert, Delivery, DeliveryState
from monitor.model.pace import TargetHealth
from monitor.model.safe import safe
from monitor.ports import OUTBOX, Store, Transaction
from monitor.usecases.lookup import need_claim
from monitor.usecases.target_health import save_target_health
from monitor.usecases.withdraw_alerts import find_stale, withdraw

_STUCK = (DeliveryState.DEAD, DeliveryState.WAITING)
_UNSENT = (*_STUCK, DeliveryState.QUEUED, DeliveryState.HELD)


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


@dataclass(frozen=True, slots=True)
class RetryReport:
    """What is due `again` now, and what was `withdrawn` because it would be stale; `last_error` says why."""

    again: tuple[Delivery, ...] = ()
    withdrawn: tuple[Delivery, ...] = ()


def find_alerts(
    store: Store, *, alert: str = "", claim: str = "", failed: bool = False, limit: int = 50
) -> tuple[SentAlert, ...]:
    """The newest `limit` that fit, oldest first; `alert`: this one alone. Raises NotFoundError for what is not there."""
    with store.read() as tx:
        if alert:
            one = _need_alert(tx, alert)
            return (SentAlert(one, tuple(tx.deliveries(alert=one.id))),)
        slug = need_claim(tx, claim).slug if claim else ""
        most = None if failed or limit <= 0 else limit  # what failed may lie behind any number of newer ones
        by_alert: dict[str, list[Delivery]] = {}
        for delivery in tx.deliveries():
            by_alert.setdefault(delivery.alert, []).append(delivery)
        found = [SentAlert(alert, tuple(by_alert.get(alert.id, ()))) for alert in tx.alerts(claim=slug, limit=most)]
    wanted = [it for it in found if it.has_failed or not failed]
    return tuple(wanted[-limit:] if limit > 0 else wanted)


def retry_alerts(store: Store, alert_id: str, now: datetime) -> RetryReport:
    """Put the dead and waiting deliveries of one alert (or of all, with an empty id) back in the queue, due now.

    Not those that are stale by now: they are withdrawn. What was held against the targets is forgotten.

    Raises NotFoundError.
    """
    with store.write() as tx:
        tx.take_turn(OUTBOX)
        alert = _need_alert(tx, alert_id) if alert_id else None
        rows = tx.deliveries(alert=alert.id) if alert else tx.deliveries(open_only=True)
        stuck = [row for row in rows if row.state in _STUCK]
        stale = find_stale(tx, [known for name in {row.alert for row in stuck} if (known := tx.alert(name))])
        gone = [withdraw(row, stale[row.alert]) for row in stuck if row.alert in stale]
        again = [replace(row, state=DeliveryState.QUEUED, next_try_at=now) for row in stuck if row.alert not in stale]
        for delivery in (*gone, *again):
            tx.save_delivery(delivery)
        for target in {delivery.target for delivery in again}:
            save_target_health(tx, target, TargetHealth())
        tx.announce(OUTBOX)
    return RetryReport(tuple(again), tuple(gone))


def drop_alert(store: Store, alert_id: str, now: datetime) -> tuple[Delivery, ...]:
    """Withdraw what was not sent of one alert, also what was given up or whose sender died.

    One that is being sent at this moment is left alone. Raises NotFoundError.
    """
    with store.write() as tx:
        tx.take_turn(OUTBOX)
        rows = tx.deliveries(alert=_need_alert(tx, alert_id).id)
        gone = [withdraw(row, "withdrawn by hand") for row in rows if row.state in _UNSENT or _is_orphan(row, now)]
        for delivery in gone:
            tx.save_delivery(delivery)
    return tuple(gone)


def _is_orphan(row: Delivery, now: datetime) -> bool:
    """Its try began, and its lease ran out before its end was recorded: nobody is at it any more."""
    return row.state is DeliveryState.SENDING and (row.leased_until is None or row.leased_until <= now)


def _need_alert(tx: Transaction, alert_id: str) -> Alert:
    alert = tx.alert(alert_id)
    if alert is None:
        raise NotFoundError(f"there is no alert {safe(alert_id, 40)!r}; `monitor alert list` shows them")
    return alert
