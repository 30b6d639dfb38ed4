"""Tell what the calendar brings: due soon, overdue, and claims that nobody can see news of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.alerting.rules import blind_alert, deadline_alerts, is_muted, verdict_alert, verdict_key
from monitor.model.alert import Alert, Target
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.feed import Feed
from monitor.model.ids import make_id
from monitor.model.match import MatchDecision
from monitor.model.policy import AlertPolicy
from monitor.ports import Store, Transaction
from monitor.usecases.match_entries import publish_alert
from monitor.usecases.notes import NETWORK_NOTE
from monitor.usecases.settle_claims import settle_claims


@dataclass(frozen=True, slots=True)
class DeadlineReport:
    """How many open claims were looked at, how many alerts raised, how many claims settled by their own rule."""

    claims: int = 0
    alerts: int = 0
    settled: int = 0


def check_deadlines(store: Store, targets: Sequence[Target], policy: AlertPolicy, now: datetime) -> DeadlineReport:
    """Settle what settles itself, then raise what is due now and was not told yet.

    Reads first and opens a write transaction only when there is something to write.
    """
    settled = settle_claims(store, targets, now)
    with store.read() as tx:
        claims = tx.claims(ClaimStatus.OPEN)
        found: list[tuple[Claim | None, Alert]] = [
            (claim, alert) for claim in claims for alert in _alerts_of(tx, claim, policy, now)
        ]
        raised = found + [(None, alert) for alert in _week_list(tx, claims, now)]
    told = 0
    if raised:
        with store.write() as tx:
            told = sum(publish_alert(tx, alert, claim, targets, now) for claim, alert in raised)
    return DeadlineReport(len(claims), told, len(settled))


def _alerts_of(tx: Transaction, claim: Claim, policy: AlertPolicy, now: datetime) -> list[Alert]:
    told = frozenset(alert.key for alert in tx.alerts(claim=claim.slug))
    alerts = deadline_alerts(claim, told, now, policy, _news_at(tx, claim))
    # With the network down every claim is blind for one known reason that was told already.
    if tx.note(NETWORK_NOTE) is None and (blind := blind_alert(claim, _feeds_of(tx), now, policy)):
        alerts.append(blind)
    return [alert for alert in alerts if alert.key not in told]


def _week_list(tx: Transaction, claims: Sequence[Claim], now: datetime) -> list[Alert]:
    if tx.alert(make_id("alert", verdict_key(now))) is not None:
        return []
    muted = {claim.slug for claim in claims if is_muted(claim, now, _news_at(tx, claim))}
    alert = verdict_alert(claims, muted, now)
    return [alert] if alert else []


def _news_at(tx: Transaction, claim: Claim) -> datetime | None:
    known = tx.developments(claim=claim.slug)
    return max((it.seen_at for it in known if it.decision is MatchDecision.MATCH), default=None)


def _feeds_of(tx: Transaction) -> list[Feed]:
    return [feed for feed in tx.feeds() if not feed.paused]
