"""Start to watch a claim."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.claims.lifecycle import plan_add
from monitor.claims.lint import lint_claim
from monitor.claims.slug import make_slug
from monitor.errors import ConflictError
from monitor.model.claim import Claim, ClaimStatus, Decision, undated
from monitor.ports import Store


@dataclass(frozen=True, slots=True)
class AddedClaim:
    """The claim as stored, the first row of its record, and what a stranger would find hard to check in it."""

    claim: Claim
    decision: Decision
    lint: tuple[str, ...] = ()


def add_claim(store: Store, claim: Claim, *, by: str, now: datetime) -> AddedClaim:
    """Store a claim; one without a slug gets its own out of the statement. Raises ConflictError when the slug is taken."""
    with store.write() as tx:
        tx.take_turn("add claims")
        there = tx.claims()
        taken = {known.slug for known in there}
        slug = claim.slug or make_slug(claim.statement, taken)
        if slug in taken:
            raise ConflictError(
                f"there is a claim {slug} already; name this one otherwise, or `monitor claim edit {slug}`"
            )
        stored, decision = plan_add(replace(claim, slug=slug, created_at=now), by=by, at=now)
        tx.save_claim(stored)
        tx.add_decision(decision)
    twins = [f"watched already as {known.slug}" for known in there if _is_twin(known, stored)]
    return AddedClaim(stored, decision, (*lint_claim(stored.statement, stored.due), *twins))


def _is_twin(known: Claim, claim: Claim) -> bool:
    """Whether an open claim says the same in the same words, of the same days."""
    same_days = _days(known) == _days(claim)
    return known.status is ClaimStatus.OPEN and same_days and _words(known.statement) == _words(claim.statement)


def _days(claim: Claim) -> tuple[date | None, date | None]:
    return (claim.due.earliest, claim.due.latest) if claim.due else (None, None)


def _words(statement: str) -> list[str]:
    return undated(statement).casefold().strip(" .").split()
