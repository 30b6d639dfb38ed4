"""What waits in the outbox although it is not to be told any more: each try asks anew."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from monitor.alerting.rules import CLOSED, COUNTED, first_alert_of, why_withdrawn, without_closed
from monitor.claims.ledger import BY_RULE
from monitor.model.alert import Alert, AlertKind, Delivery, DeliveryState
from monitor.model.claim import Claim, ClaimStatus
from monitor.ports import Transaction


def find_stale(tx: Transaction, alerts: Iterable[Alert]) -> Mapping[str, str]:
    """Id -> why, of those alerts that a person or the time has gone past; each claim is read once."""
    claim_of = cache(tx.claim)
    by_rule = cache(lambda slug: _is_by_rule(tx, claim_of(slug)))

    def why(alert: Alert) -> str:
        if alert.kind is AlertKind.NEEDS_VERDICT:
            return "" if still_asked(tx, alert) else CLOSED
        claim = claim_of(alert.claim) if alert.claim else None
        try:
            development = tx.development(alert.development) if alert.development else None
        except (ValueError, TypeError, LookupError):
            return ""  # a row that can't be read: writing the message fails on it, and sets it aside
        return why_withdrawn(alert, claim, development, by_rule=by_rule(alert.claim))

    return {alert.id: because for alert in alerts if (because := why(alert))}


def find_counted(tx: Transaction, alerts: Iterable[Alert], target: str) -> Mapping[str, str]:
    """Id -> why, of those further reports that were there already when the first message of them went to this target."""
    more = [alert for alert in alerts if alert.kind is AlertKind.MORE_REPORTS]
    return {alert.id: COUNTED for alert in more if _was_counted(tx, alert, target)}


def _was_counted(tx: Transaction, more: Alert, target: str) -> bool:
    first = [row for row in tx.deliveries(alert=first_alert_of(more)) if row.target == target]
    return any(row.sent_at is not None and row.sent_at >= more.created_at for row in first)


def still_asked(tx: Transaction, alert: Alert) -> Alert | None:
    """The week's list as it is by now; any other alert as it is. None: all of its claims got their verdict."""
    if alert.kind is not AlertKind.NEEDS_VERDICT:
        return alert
    known = [(slug, tx.claim(slug)) for slug, _ in alert.facts]
    closed = {slug for slug, it in known if it and it.slug == slug and it.status is not ClaimStatus.OPEN}
    return without_closed(alert, closed)


def withdraw(delivery: Delivery, because: str) -> Delivery:
    """The delivery as it is when it will not be sent."""
    return replace(delivery, state=DeliveryState.SUPERSEDED, leased_until=None, last_error=because)


def _is_by_rule(tx: Transaction, claim: Claim | None) -> bool:
    if claim is None or claim.status is ClaimStatus.OPEN:
        return False
    return any(it.by == BY_RULE for it in tx.decisions(claim.slug)[-1:])
