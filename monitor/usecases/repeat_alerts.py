"""Tell again what was told, where a target asks for it and nobody took it up."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.alerting.rules import due_repeats, is_muted
from monitor.model.alert import Alert, Target
from monitor.model.claim import Claim
from monitor.model.development import ReviewState
from monitor.ports import Store, Transaction
from monitor.usecases.newest_news import newest_news
from monitor.usecases.publish_alert import publish_alert

#: A daemon that was off for so long goes on with what it would have repeated.
_LOOK_BACK = timedelta(days=7)


def repeat_alerts(store: Store, targets: Sequence[Target], now: datetime) -> int:
    """Queue the repeats that are due, each for the one target that asks; how many.

    Taken up means: reviewed, acked, snoozed, settled, or followed by newer news of the claim.
    """
    return sum(_repeat_to(store, target, now) for target in targets if target.pace.repeat)


def _repeat_to(store: Store, target: Target, now: datetime) -> int:
    with store.read() as tx:
        due = _due(tx, target, now)
    if not due:
        return 0
    with store.write() as tx:
        return sum(publish_alert(tx, alert, claim, [target], now) for claim, alert in due)


def _due(tx: Transaction, target: Target, now: datetime) -> list[tuple[Claim, Alert]]:
    every = target.pace.repeat
    again = due_repeats(tx.outbox(target.name, now - every - _LOOK_BACK), target.name, every, now)
    pairs = ((tx.claim(alert.claim), alert) for alert in again)
    return [(claim, alert) for claim, alert in pairs if claim and not _is_taken_up(tx, claim, alert, now)]


def _is_taken_up(tx: Transaction, claim: Claim, alert: Alert, now: datetime) -> bool:
    news = newest_news(tx, claim.slug)
    if news is None or news.id != alert.development:
        return True
    return news.review is not ReviewState.UNREVIEWED or is_muted(claim, now, news.seen_at)
