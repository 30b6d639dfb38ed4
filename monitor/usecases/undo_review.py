"""Take a judgement back, with what was learned from it and what was withdrawn for it."""

import json
from collections.abc import Sequence
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
from monitor.usecases.lookup import need_claim, need_claim_alone, need_development

_LESSON = "lesson:"
#: So many lessons of a claim can be taken back one after the other, the last first.
_KEPT = 10


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

    `lesson`: what that judgement taught, when the caller knows; else it is looked up, and is to be the claim's last.
    Raises NotFoundError; ConflictError when nothing is left to undo.
    """
    with store.write() as tx:
        need_claim_alone(tx, need_development(tx, development_id).claim)
        development = need_development(tx, development_id)
        found = take_back(tx.reviews(development=development.id), by=by, at=now)
        if found is None:
            raise ConflictError(
                f"{development.id[:8]} has no judgement that could be undone "
                f"(`monitor claim show {development.claim} --why` shows the record)"
            )
        undone, row = found
        tx.add_review(row)
        unlearned = _unlearn(tx, undone, lesson)
        released = revive_development(tx, development, now) if row.state is not ReviewState.REJECTED else 0
    return UndoReport(replace(development, review=row.state), undone, row, unlearned, released)


def keep_lesson(tx: Transaction, lesson: Lesson) -> None:
    """The last lessons of each claim are kept, so that a later command can take them back."""
    _save_lessons(tx, lesson.after.claim, [*_read_lessons(tx, lesson.after.claim), lesson])


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


def _save_lessons(tx: Transaction, slug: str, lessons: Sequence[Lesson]) -> None:
    records = [{"review": it.review, "before": encode(it.before), "after": encode(it.after)} for it in lessons[-_KEPT:]]
    tx.save_note(f"{_LESSON}{slug}", json.dumps(records))


def _read_lessons(tx: Transaction, slug: str) -> list[Lesson]:
    """The oldest first."""
    said = json.loads(tx.note(f"{_LESSON}{slug}") or "[]")
    records = [said] if isinstance(said, dict) else said  # older versions kept one
    return [Lesson(it["review"], decode(Learning, it["before"]), decode(Learning, it["after"])) for it in records]


def _unlearn(tx: Transaction, undone: Review, lesson: Lesson | None) -> bool:
    """Whether nothing is left of what this judgement taught."""
    if undone.state not in (ReviewState.ACCEPTED, ReviewState.REJECTED):
        return True
    kept = _read_lessons(tx, undone.claim)
    lesson = lesson or (kept[-1] if kept else None)
    if lesson is None or lesson.review != undone.id or tx.learning(undone.claim) != lesson.after:
        return False
    tx.save_learnings([lesson.before])
    _save_lessons(tx, undone.claim, [it for it in kept if it.review != lesson.review])
    return True
