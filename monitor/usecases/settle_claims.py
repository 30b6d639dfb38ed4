"""Settle by rule those claims that ask for it, and tell that it was done. All others wait for a person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.alerting.rules.withdrawals import CLOSED
from monitor.alerting.words import list_words
from monitor.claims.ledger import BY_RULE
from monitor.claims.lifecycle import Plan, plan_resolve
from monitor.claims.verdict import RULES, Suggestion, plan_auto
from monitor.model.alert import Alert, AlertKind, AlertLevel, Target
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import Development
from monitor.model.ids import make_id
from monitor.model.safe import safe
from monitor.ports import Glance, Store
from monitor.usecases.change_claim import REMINDERS, ClaimChange, cancel_alerts, carry_out
from monitor.usecases.publish_alert import publish_alert
from monitor.usecases.read_status import last_stances


def settle_claims(store: Store, targets: Sequence[Target], now: datetime) -> tuple[ClaimChange, ...]:
    """Resolve every open claim whose own rule is met; the report of what was found still goes out, reminders do not.

    Reads first and opens a write transaction only when there is something to settle.
    """
    with store.read() as tx:
        if not find_settled(tx):
            return ()
    with store.write() as tx:
        tx.take_turn("settle claims")
        tx.lock_claims(claim.slug for claim, _ in find_settled(tx))
        done = []
        for claim, found in find_settled(tx):
            change = carry_out(tx, claim.slug, lambda it, found=found: _plan(it, found, now))  # type: ignore[misc]
            cancelled = cancel_alerts(tx, change.after, REMINDERS, now, CLOSED)
            publish_alert(tx, settled_alert(change.after, found, change.decision.id, now), change.after, targets, now)
            done.append(replace(change, cancelled=cancelled))
    return tuple(done)


def find_settled(tx: Glance) -> list[tuple[Claim, Suggestion]]:
    """Open claims whose own rule is met, with what met it."""
    asking = [claim for claim in tx.claims(ClaimStatus.OPEN) if claim.auto_after]
    if not asking:
        return []
    stances = last_stances(tx.reviews())
    told: dict[str, list[Development]] = defaultdict(list)
    for claim in asking:
        told[claim.slug] = tx.developments(claim=claim.slug)
    found = ((claim, plan_auto(claim, told[claim.slug], stances)) for claim in asking)
    return [(claim, suggestion) for claim, suggestion in found if suggestion is not None]


def settled_alert(claim: Claim, found: Suggestion, decision: str, now: datetime) -> Alert:
    """What tells a person that a claim was settled without them."""
    key = f"settled:{claim.slug}:{decision}"
    words = f"settled as {found.outcome.value}: {found.finding}"
    return Alert(
        id=make_id("alert", key),
        key=key,
        kind=AlertKind.SETTLED,
        level=AlertLevel.NOW,
        created_at=now,
        event_at=now,
        reason=words,
        claim=claim.slug,
        subject=f"{words}: {safe(claim.statement, 200)}",
        lines=("The claim's own rule settled it, not a person.",),
        facts=(("outlets", safe(list_words(found.outlets), 500)),),
    )


def _plan(claim: Claim, found: Suggestion, now: datetime) -> Plan:
    because = f"{found.finding}: {', '.join(found.outlets)}"
    after, decision = plan_resolve(
        claim, found.outcome, evidence=found.developments, because=because, by=BY_RULE, at=now
    )
    return after, replace(decision, rules=RULES)
