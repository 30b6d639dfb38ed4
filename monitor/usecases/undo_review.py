"""Take a judgement back, with what was learned from it and what was withdrawn for it."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.alerting.rules.withdrawals import REJECTED
from monitor.claims.standing import take_back
from monitor.errors import ConflictError
from monitor.model.alert import DeliveryState
from monitor.model.claim import ClaimStatus
from monitor.model.development import Development, Review, ReviewState
from monitor.model.match import Learning
from monitor.ports import Store, Transaction
from monitor.reporting.codec import decode, encode
from monitor.usecases.lookup import need_claim, need_development

_LESSON = "lesson:"


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was known of a claim before and after the judgement `review` (its id) taught something."""

    review: str
    before: Learning
    after: Learning


@dataclass(frozen=True, slots=True)
class UndoReport:
    """The judgement that was `undone`, the row that says so, and how many withdrawn alerts are on their way again.

    `unlearned`: what was learned from it is gone too; not when something else was learned since.
    """

    development: Development
    undone: Review
    review: Review
    unlearned: bool
    released: int = 0


def undo_review(
    store: Store, development_id: str, *, by: str, now: datetime, lesson: Lesson | None = None
) -> UndoReport:
    """Put a development back to the judgement before its last one; the record keeps all rows.

    `lesson`: what that judgement taught, when the caller knows; else the last one of the claim is looked up.
    Raises NotFoundError; ConflictError when nothing is left to undo.
    """
    with store.write() as tx:
        development = need_development(tx, development_id)
        found = take_back(tx.reviews(development=development.id), by=by, at=now)
        if found is None:
            raise ConflictError(
                f"{development.id[:8]} has no judgement that could be undone "
                f"(`monitor claim show {development.claim} --why` shows the record)"
            )
        undone, row = found
        tx.add_review(row)
        unlearned = _unlearn(tx, undone, lesson or _read_lesson(tx, development.claim))
        released = revive_development(tx, development, now) if row.state is not ReviewState.REJECTED else 0
    return UndoReport(replace(development, review=row.state), undone, row, unlearned, released)


def keep_lesson(tx: Transaction, lesson: Lesson) -> None:
    """The last lesson of each claim is kept, so that a later command can take it back."""
    record = {"review": lesson.review, "before": encode(lesson.before), "after": encode(lesson.after)}
    tx.save_note(f"{_LESSON}{lesson.after.claim}", json.dumps(record))


def revive_development(tx: Transaction, development: Development, now: datetime) -> int:
    """Put back on their way what was withdrawn because the match had been rejected; how many. Not for a closed claim."""
    if need_claim(tx, development.claim).status is not ClaimStatus.OPEN:
        return 0
    again = [
        replace(row, state=DeliveryState.QUEUED, next_try_at=now, last_error="")
        for alert in tx.alerts(claim=development.claim)
        if alert.development == development.id
        for row in tx.deliveries(alert=alert.id)
        if row.state is DeliveryState.SUPERSEDED and row.last_error == REJECTED
    ]
    for delivery in again:
        tx.save_delivery(delivery)
    return len(again)


def _read_lesson(tx: Transaction, slug: str) -> Lesson | None:
    text = tx.note(f"{_LESSON}{slug}")
    if text is None:
        return None
    record = json.loads(text)
    return Lesson(record["review"], decode(Learning, record["before"]), decode(Learning, record["after"]))


def _unlearn(tx: Transaction, undone: Review, lesson: Lesson | None) -> bool:
    """Whether nothing is left of what this judgement taught."""
    if undone.state not in (ReviewState.ACCEPTED, ReviewState.REJECTED):
        return True
    if lesson is None or lesson.review != undone.id or tx.learning(undone.claim) != lesson.after:
        return False
    tx.save_learnings([lesson.before])
    return True
