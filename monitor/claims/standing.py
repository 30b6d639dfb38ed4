"""Which judgements of a development stand. The record only grows: what takes a judgement back is a row of its own."""

from collections.abc import Sequence
from datetime import datetime

from monitor.model.development import Review, ReviewState
from monitor.model.ids import make_id

#: What the reason of a row that takes another back begins with; the id of that other one follows.
UNDO = "undo of "


def standing(reviews: Sequence[Review]) -> list[Review]:
    """Those of one development that nobody took back, oldest first; the last one is in force. `reviews`: oldest first."""
    undone = {it.because.removeprefix(UNDO) for it in reviews if it.because.startswith(UNDO)}
    return [it for it in reviews if it.id not in undone and not it.because.startswith(UNDO)]


def take_back(reviews: Sequence[Review], *, by: str, at: datetime) -> tuple[Review, Review] | None:
    """The judgement in force, and the row that puts the one before it in its place; None when there is none."""
    stands = standing(reviews)
    if not stands:
        return None
    undone, before = stands[-1], stands[-2] if len(stands) > 1 else None
    state, because = before.state if before else ReviewState.UNREVIEWED, f"{UNDO}{undone.id}"
    row = Review(
        id=make_id("review", undone.development, state, at.isoformat(), by, because),
        development=undone.development,
        claim=undone.claim,
        state=state,
        at=at,
        by=by,
        stance=before.stance if before else None,
        reject_reason=before.reject_reason if before else None,
        because=because,
    )
    return undone, row
