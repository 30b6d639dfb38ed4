"""Claims out of the store and into another."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from monitor.claims.lifecycle import plan_add
from monitor.claims.verdict import auto_words
from monitor.model.claim import Claim, ClaimStatus
from monitor.ports import Store

#: What belongs to this desk alone and is not handed on.
_OWN = frozenset({"snoozed_until", "acked_at", "created_at"})


@dataclass(frozen=True, slots=True)
class ImportReport:
    """By slug: what is new, what was there and is the same, and what was there and differs (and was left alone)."""

    added: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()


def export_claims(store: Store, slugs: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Claims (all, or these) as plain records of text, numbers and lists, keys as in config.toml; empty ones left out."""
    with store.read() as tx:
        claims = [claim for claim in tx.claims() if not slugs or claim.slug in slugs]
    return [claim_record(claim) for claim in claims]


def claim_record(claim: Claim) -> dict[str, Any]:
    """One claim as such a record."""
    record = {each.name: getattr(claim, each.name) for each in fields(claim) if each.name not in _OWN}
    record["due"] = asdict(claim.due) if claim.due else None
    record["source"] = asdict(claim.source)
    del record["auto_after"]
    record["auto"] = auto_words(claim.auto_after) if claim.auto_after else None
    if claim.status is ClaimStatus.OPEN:
        del record["status"]
    plain: dict[str, Any] = _plain(record)
    return plain


def import_claims(
    store: Store, claims: Sequence[Claim], *, by: str, now: datetime, dry_run: bool = False
) -> ImportReport:
    """Store the claims whose slug is new; change nothing that is there. The same import twice adds nothing."""
    with store.write() as tx:
        tx.take_turn("add claims")
        known = {claim.slug: claim for claim in tx.claims()}
        new = [claim for claim in claims if claim.slug not in known]
        for claim in [] if dry_run else new:
            stored, decision = plan_add(replace(claim, created_at=now), by=by, at=now)
            tx.save_claim(stored)
            tx.add_decision(decision)
    there = [claim for claim in claims if claim.slug in known]
    same = {claim.slug for claim in there if claim_record(claim) == claim_record(known[claim.slug])}
    return ImportReport(
        added=tuple(claim.slug for claim in new),
        same=tuple(claim.slug for claim in there if claim.slug in same),
        differing=tuple(claim.slug for claim in there if claim.slug not in same),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _plain(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
