"""Change what is watched and how: edit, snooze, wake, ack, drop. Each tells what it did to unsent alerts."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from monitor.alerting.rules.withdrawals import ACKED, CLOSED, MOVED
from monitor.claims.lifecycle import Plan, plan_ack, plan_drop, plan_edit, plan_snooze
from monitor.model.alert import AlertKind, Delivery, DeliveryState
from monitor.model.claim import Claim, Decision
from monitor.ports import OUTBOX, Store, Transaction
from monitor.reporting.codec import encode
from monitor.usecases.lookup import need_claim_alone
from monitor.usecases.notes import CLAIM_BEFORE

REMINDERS = (AlertKind.DUE_SOON, AlertKind.OVERDUE)
ALL_OF_CLAIM = (
    *REMINDERS,
    AlertKind.DEVELOPMENT,
    AlertKind.POLARITY_CHANGE,
    AlertKind.MORE_REPORTS,
    AlertKind.CLAIM_BLIND,
)

#: What stands in the record of a claim that is heard again.
SNOOZE_ENDED = "snooze ended"
ACK_ENDED = "ack ended"


#: What the message says of its delay that a person put an end to.
WOKEN = "held: the claim was snoozed"


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim before and after, the row for its record, and how many unsent alerts were `cancelled`, `held`, `released`.

    `taken_back`: the decision that had closed it, when it was reopened.
    """

    before: Claim
    after: Claim
    decision: Decision
    cancelled: int = 0
    held: int = 0
    released: int = 0
    taken_back: Decision | None = None


def edit_claim(
    store: Store, slug: str, changes: dict[str, Any], *, because: str, by: str, now: datetime
) -> ClaimChange:
    """Set fields of an open claim; its words of before are kept. A moved due date cancels the reminders not sent yet."""

    def plan(claim: Claim) -> Plan:
        return plan_edit(claim, replace(claim, **changes), because=because, by=by, at=now)

    with store.write() as tx:
        change = carry_out(tx, slug, plan)
        tx.save_note(f"{CLAIM_BEFORE}{change.decision.id}", json.dumps(encode(change.before)))
        moved = change.before.due != change.after.due
        return replace(change, cancelled=cancel_alerts(tx, change.after, REMINDERS, now, MOVED) if moved else 0)


def snooze_claim(store: Store, slug: str, until: datetime, *, by: str, now: datetime) -> ClaimChange:
    """Hold this claim's alerts until then, also those that wait to be sent."""
    with store.write() as tx:
        change = carry_out(tx, slug, lambda claim: plan_snooze(claim, until, by=by, at=now))
        return replace(change, held=_hold(tx, change.after, until))


def wake_claim(store: Store, slug: str, *, by: str, now: datetime) -> ClaimChange:
    """End a snooze before its time; what was held goes out."""

    def plan(claim: Claim) -> Plan:
        return plan_edit(claim, replace(claim, snoozed_until=None), because=SNOOZE_ENDED, by=by, at=now)

    with store.write() as tx:
        change = carry_out(tx, slug, plan)
        tx.announce(OUTBOX)
        return replace(change, released=_release(tx, change.after, now))


def ack_claim(store: Store, slug: str, *, by: str, now: datetime) -> ClaimChange:
    """Mute this claim's reminders until its next development, and cancel those that were not sent yet."""
    with store.write() as tx:
        change = carry_out(tx, slug, lambda claim: plan_ack(claim, by=by, at=now))
        return replace(change, cancelled=cancel_alerts(tx, change.after, REMINDERS, now, ACKED))


def unack_claim(store: Store, slug: str, *, by: str, now: datetime) -> ClaimChange:
    """Remind of a claim again; the newest reminder that was withdrawn goes out after all."""

    def plan(claim: Claim) -> Plan:
        return plan_edit(claim, replace(claim, acked_at=None), because=ACK_ENDED, by=by, at=now)

    with store.write() as tx:
        change = carry_out(tx, slug, plan)
        return replace(change, released=revive_alerts(tx, change.after, now, ACKED))


def drop_claim(store: Store, slug: str, *, because: str, by: str, now: datetime) -> ClaimChange:
    """Stop to watch a claim without a verdict."""
    with store.write() as tx:
        change = carry_out(tx, slug, lambda claim: plan_drop(claim, because=because, by=by, at=now))
        return replace(change, cancelled=cancel_alerts(tx, change.after, ALL_OF_CLAIM, now, CLOSED))


def carry_out(tx: Transaction, slug: str, plan: Callable[[Claim], Plan]) -> ClaimChange:
    """Store the claim and the decision that `plan` makes of it. Raises NotFoundError, and what `plan` raises."""
    before = need_claim_alone(tx, slug)
    after, decision = plan(before)
    tx.save_claim(after)
    tx.add_decision(decision)
    return ClaimChange(before, after, decision)


def cancel_alerts(tx: Transaction, claim: Claim, kinds: tuple[AlertKind, ...], now: datetime, because: str) -> int:
    """Withdraw the unsent alerts of these kinds, also those that were given up; how many."""
    return tx.supersede_deliveries(claim.slug, [kind.value for kind in kinds], now, because)


def revive_alerts(tx: Transaction, claim: Claim, now: datetime, because: str = CLOSED) -> int:
    """Put back on their way what was withdrawn for that reason; of its reminders only the newest. How many."""
    alerts = {alert.id: alert for alert in tx.alerts(claim=claim.slug)}
    reminders = [alert.id for alert in alerts.values() if alert.kind in REMINDERS]
    again = [
        replace(row, state=DeliveryState.QUEUED, next_try_at=now, last_error="")
        for alert in alerts.values()
        if alert.kind not in REMINDERS or alert.id == reminders[-1]
        for row in tx.deliveries(alert=alert.id)
        if row.state is DeliveryState.SUPERSEDED and row.last_error == because
    ]
    for delivery in again:
        tx.save_delivery(delivery)
    return len(again)


def _hold(tx: Transaction, claim: Claim, until: datetime) -> int:
    waiting = [it for it in _open_deliveries(tx, claim) if it.state in (DeliveryState.QUEUED, DeliveryState.WAITING)]
    for delivery in waiting:
        because = f"held: the claim is snoozed until {until:%Y-%m-%d %H:%M} UTC"
        tx.save_delivery(replace(delivery, state=DeliveryState.HELD, next_try_at=until, last_error=because))
    return len(waiting)


def _release(tx: Transaction, claim: Claim, now: datetime) -> int:
    held = [delivery for delivery in _open_deliveries(tx, claim) if delivery.state is DeliveryState.HELD]
    for delivery in held:
        tx.save_delivery(replace(delivery, state=DeliveryState.QUEUED, next_try_at=now, last_error=WOKEN))
    return len(held)


def _open_deliveries(tx: Transaction, claim: Claim) -> list[Delivery]:
    alerts = {alert.id for alert in tx.alerts(claim=claim.slug)}
    return [delivery for delivery in tx.deliveries(open_only=True) if delivery.alert in alerts]
