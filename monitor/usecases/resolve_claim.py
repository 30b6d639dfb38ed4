"""Settle a claim, and take it back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.alerting.rules.withdrawals import CLOSED, REOPENED
from monitor.claims.lifecycle import plan_reopen, plan_resolve
from monitor.errors import NotFoundError
from monitor.model.alert import AlertKind
from monitor.model.claim import Claim, Outcome
from monitor.model.safe import safe
from monitor.ports import Store, Transaction
from monitor.usecases.change_claim import (
    ALL_OF_CLAIM,
    ClaimChange,
    cancel_alerts,
    carry_out,
    revive_alerts,
)
from monitor.usecases.lookup import need_claim_alone


def resolve_claim(
    store: Store, slug: str, outcome: Outcome, *, evidence: Sequence[str], because: str, by: str, now: datetime
) -> ClaimChange:
    """Close an open claim with a verdict, and cancel what was to be told about it.

    `evidence`: ids, or the beginnings of ids, of the claim's evidence or of its developments.
    Raises NotFoundError, ConflictError.
    """
    with store.write() as tx:
        claim = need_claim_alone(tx, slug)
        named = [_evidence_id(tx, claim, word) for word in evidence]
        change = carry_out(
            tx,
            claim.slug,
            lambda it: plan_resolve(it, outcome, evidence=named, because=because, by=by, at=now),
        )
        return replace(change, cancelled=cancel_alerts(tx, change.after, ALL_OF_CLAIM, now, CLOSED))


def reopen_claim(store: Store, slug: str, *, because: str, by: str, now: datetime) -> ClaimChange:
    """Take back a verdict or a drop. The record keeps both.

    A notice of the verdict that was not sent yet is withdrawn; what the verdict had withdrawn goes out after all.
    """
    with store.write() as tx:
        change = carry_out(tx, slug, lambda claim: plan_reopen(claim, because=because, by=by, at=now))
        shut = [it for it in tx.decisions(change.after.slug) if it.status_after is change.before.status]
        cancelled = cancel_alerts(tx, change.after, (AlertKind.SETTLED,), now, REOPENED)
        released = revive_alerts(tx, change.after, now)
        return replace(change, cancelled=cancelled, released=released, taken_back=shut[-1] if shut else None)


def _evidence_id(tx: Transaction, claim: Claim, word: str) -> str:
    known = [row.id for row in tx.evidence(claim.slug)] + [row.id for row in tx.developments(claim=claim.slug)]
    found = sorted({row for row in known if row.startswith(word)}) if len(word) >= 4 else []
    if len(found) != 1:
        many = f"{len(found)} begin so" if found else "there is none"
        raise NotFoundError(
            f"no evidence {safe(word, 40)!r} of {claim.slug}: {many}; `monitor claim show {claim.slug}` lists it"
        )
    return found[0]
