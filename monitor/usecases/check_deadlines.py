"""Tell what the calendar brings: due soon, overdue, and claims that nobody can see news of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.alerting.rules import OF_A_DAY, OUTRUN, blind_alert, deadline_alerts, is_muted, verdict_alert, verdict_key
from monitor.model.alert import REMINDERS, Alert, AlertKind, Target
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import Development
from monitor.model.feed import Feed
from monitor.model.ids import make_id
from monitor.model.policy import AlertPolicy
from monitor.ports import Store, Transaction
from monitor.usecases.newest_news import due_moved_at, newest_word
from monitor.usecases.notes import NETWORK_NOTE
from monitor.usecases.publish_alert import publish_alert
from monitor.usecases.repeat_alerts import repeat_alerts
from monitor.usecases.settle_claims import settle_claims

WEEK = timedelta(days=7)
_OF_TIME = (*REMINDERS, AlertKind.CLAIM_BLIND)


@dataclass(frozen=True, slots=True)
class DeadlineReport:
    """How many open claims were looked at, how many alerts raised, how many claims settled by their own rule."""

    claims: int = 0
    alerts: int = 0
    settled: int = 0


def check_deadlines(store: Store, targets: Sequence[Target], policy: AlertPolicy, now: datetime) -> DeadlineReport:
    """Settle what settles itself, then raise what is due now and was not told yet, or is to be told again.

    Reads first and opens a write transaction only when there is something to write.
    """
    settled = settle_claims(store, targets, now)
    with store.read() as tx:
        claims, feeds = tx.claims(ClaimStatus.OPEN), _charged_feeds(tx)
        found: list[tuple[Claim | None, Alert]] = [
            (claim, alert)
            for claim in _untold(tx, claims, feeds, policy, now)
            for alert in _alerts_of(tx, claim, feeds, policy, now)
        ]
        raised = found + [(None, alert) for alert in _week_list(tx, claims, found, now)]
    told = 0
    if raised:
        with store.write() as tx:
            told = sum(_publish(tx, alert, claim, targets, now) for claim, alert in raised)
    told += repeat_alerts(store, targets, now)
    return DeadlineReport(len(claims), told, len(settled))


def _untold(
    tx: Transaction, claims: Sequence[Claim], feeds: Sequence[Feed], policy: AlertPolicy, now: datetime
) -> list[Claim]:
    """The claims of which the calendar may bring something that was not told: few, and only those are looked at closely.

    What it brings has its key from claim and day alone; an ack that newer news has ended is not known here, so none counts.
    """
    brought = {
        claim.slug: [alert.id for alert in _brought(replace(claim, acked_at=None), feeds, policy, now)]
        for claim in claims
    }
    told = tx.known_alerts(alert for alerts in brought.values() for alert in alerts)
    return [claim for claim in claims if not told.issuperset(brought[claim.slug])]


def _brought(claim: Claim, feeds: Sequence[Feed], policy: AlertPolicy, now: datetime) -> list[Alert]:
    """What the calendar brings for one claim, told or not, as far as the calendar alone knows."""
    blind = blind_alert(claim, feeds, now, policy)
    return [*deadline_alerts(claim, (), now, policy), *([blind] if blind else [])]


def _publish(tx: Transaction, alert: Alert, claim: Claim | None, targets: Sequence[Target], now: datetime) -> bool:
    """An earlier reminder of the claim that still waits is outrun: it would say another number of days."""
    if claim and alert.kind in OF_A_DAY and tx.alert(alert.id) is None:
        tx.supersede_deliveries(claim.slug, OF_A_DAY, now, OUTRUN)
    return publish_alert(tx, alert, claim, targets, now)


def _alerts_of(tx: Transaction, claim: Claim, feeds: Sequence[Feed], policy: AlertPolicy, now: datetime) -> list[Alert]:
    told = frozenset(alert.key for alert in tx.alerts(claim=claim.slug, kinds=_OF_TIME))
    news, moved_at = newest_word(tx, claim.slug), due_moved_at(tx, claim.slug)
    blind = blind_alert(claim, feeds, now, policy)
    alerts = [*deadline_alerts(claim, told, now, policy, news, moved_at), *([blind] if blind else [])]
    return [alert for alert in alerts if alert.key not in told]


def _week_list(
    tx: Transaction, claims: Sequence[Claim], found: Sequence[tuple[Claim | None, Alert]], now: datetime
) -> list[Alert]:
    lists = [tx.alert(make_id("alert", verdict_key(week))) for week in (now, now - WEEK)]
    if any(it is not None and now - WEEK < it.created_at <= now for it in lists):
        return []
    news = tx.newest_told(claim.slug for claim in claims)
    muted = {claim.slug for claim in claims if is_muted(claim, now, _seen_at(news.get(claim.slug)))}
    muted |= {alert.claim for _, alert in found if alert.kind is AlertKind.OVERDUE}
    # Who was reminded of a claim in the last week was asked enough.
    reminders = tx.alerts(kinds=[AlertKind.OVERDUE], since=now - WEEK)
    muted |= {alert.claim for alert in reminders if alert.created_at <= now}
    muted |= _listed(tx, claims, now)
    alert = verdict_alert(claims, muted, now, news)
    return [alert] if alert else []


def _seen_at(news: Development | None) -> datetime | None:
    return news.seen_at if news else None


def _listed(tx: Transaction, claims: Sequence[Claim], now: datetime) -> set[str]:
    """Claims without a due day that were on one of the last three lists: those are asked about once in four weeks."""
    lists = [tx.alert(make_id("alert", verdict_key(now - weeks * WEEK))) for weeks in (1, 2, 3)]
    named = {slug for alert in lists if alert for slug, _ in alert.facts}
    return {claim.slug for claim in claims if claim.due is None or claim.due.latest is None} & named


def _charged_feeds(tx: Transaction) -> list[Feed]:
    """The feeds that watch, when all of them fail. With the network down there is one reason for it, told already."""
    if tx.is_any_feed_well() or tx.note(NETWORK_NOTE):
        return []
    return [feed for feed in tx.feeds() if not feed.paused]
