"""Everything on one claim, today or as it was known on a day."""

from dataclasses import dataclass, replace
from datetime import datetime

from monitor.model.alert import Alert, Delivery, DeliveryState
from monitor.model.claim import Claim, ClaimStatus, Decision, DecisionAction
from monitor.model.development import Development, Evidence, Review, ReviewState
from monitor.model.match import Learning
from monitor.model.policy import AlertPolicy
from monitor.ports import Store
from monitor.usecases.lookup import need_claim
from monitor.usecases.read_status import ClaimRow, gather_facts, make_row


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """One claim with its record. All lists are oldest first; `alerts` come with their deliveries.

    `looked_at` entries came in since the claim is watched, from `healthy_feeds` of `all_feeds` (0 for an earlier day: how
    the feeds were is not kept).
    """

    row: ClaimRow
    developments: tuple[Development, ...]
    reviews: tuple[Review, ...]
    evidence: tuple[Evidence, ...]
    decisions: tuple[Decision, ...]
    alerts: tuple[tuple[Alert, tuple[Delivery, ...]], ...]
    learning: Learning
    looked_at: int = 0
    healthy_feeds: int = 0
    all_feeds: int = 0


def show_claim(
    store: Store, slug: str, policy: AlertPolicy, now: datetime, *, as_of: datetime | None = None
) -> ShownClaim:
    """The claim with all that is known of it; with `as_of` what was known at that moment. Raises NotFoundError."""
    moment = as_of or now
    with store.read() as tx:
        claim = need_claim(tx, slug)
        decisions = tx.decisions(claim.slug)
        reviews = tuple(it for it in tx.reviews(claim=claim.slug) if it.at <= moment)
        developments = tuple(
            _as_known(it, reviews) if as_of else it for it in tx.developments(claim=claim.slug) if it.seen_at <= moment
        )
        alerts = tuple(
            (it, tuple(_as_sent(each, moment) for each in tx.deliveries(alert=it.id)))
            for it in tx.alerts(claim=claim.slug)
            if it.created_at <= moment
        )
        evidence = tuple(it for it in tx.evidence(claim.slug) if it.at <= moment)
        learning = Learning(claim.slug) if as_of else tx.learning(claim.slug)
        looked_at = tx.count_entries(claim.created_at) - (tx.count_entries(moment) if as_of else 0)
        # How the feeds were on an earlier day is not kept.
        facts = gather_facts(developments, [] if as_of else tx.feeds())
    then = _as_decided(claim, decisions, as_of) if as_of else claim
    return ShownClaim(
        row=make_row(then, facts, reviews, policy, moment),
        developments=developments,
        reviews=reviews,
        evidence=evidence,
        decisions=tuple(it for it in decisions if it.at <= moment),
        alerts=alerts,
        learning=learning,
        looked_at=max(0, looked_at),
        healthy_feeds=facts.healthy_feeds,
        all_feeds=facts.all_feeds,
    )


def _as_sent(delivery: Delivery, moment: datetime) -> Delivery:
    """As it stood then: what was sent later was still to be sent."""
    later = delivery.sent_at is not None and delivery.sent_at > moment
    return replace(delivery, state=DeliveryState.QUEUED, sent_at=None) if later else delivery


def _as_known(development: Development, reviews: tuple[Review, ...]) -> Development:
    """With the review that stood then."""
    own = [it for it in reviews if it.development == development.id]
    return replace(development, review=own[-1].state if own else ReviewState.UNREVIEWED)


def _as_decided(claim: Claim, decisions: list[Decision], moment: datetime) -> Claim:
    """Status, verdict and due date as they stood; other words of a claim are kept in their last form only."""
    later = [it for it in decisions if it.at > moment]
    moved = next((it for it in later if it.action is DecisionAction.EDITED and it.due_before != it.due_after), None)
    claim = replace(claim, due=moved.due_before if moved else claim.due, snoozed_until=None, acked_at=None)
    past = [it for it in decisions if it.at <= moment]
    if not later:
        return claim
    status = past[-1].status_after if past else ClaimStatus.OPEN
    verdicts = [it.outcome for it in past if it.action is DecisionAction.RESOLVED]
    return replace(claim, status=status, outcome=verdicts[-1] if verdicts and status is ClaimStatus.RESOLVED else None)
