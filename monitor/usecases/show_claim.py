"""Everything on one claim, today or as it was known on a day."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.claims.ledger import find_fallen
from monitor.claims.lifecycle import read_snooze
from monitor.matching.grouping import regroup
from monitor.model.alert import Alert, Delivery, DeliveryState
from monitor.model.claim import Claim, ClaimStatus, Decision, DecisionAction
from monitor.model.development import Development, Evidence, Review, ReviewState
from monitor.model.feed import Entry
from monitor.model.match import Learning, Match
from monitor.model.policy import AlertPolicy
from monitor.ports import Store, Transaction
from monitor.reporting.codec import decode
from monitor.usecases.change_claim import ACK_ENDED, SNOOZE_ENDED
from monitor.usecases.lookup import need_claim
from monitor.usecases.notes import CLAIM_BEFORE
from monitor.usecases.read_status import ClaimRow, gather_facts, is_healthy, last_stances, make_row


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """One claim with its record. All lists are oldest first; `alerts` come with their deliveries.

    `fallen`: id -> why, of the rows of evidence that do not stand any more.

    `looked_at` entries came in since the claim is watched, from `healthy_feeds` of `all_feeds` (0 for an earlier day: how
    the feeds were is not kept). The `unasked_feeds`, which were never polled, are not healthy here: they prove no silence.
    """

    row: ClaimRow
    developments: tuple[Development, ...]
    reviews: tuple[Review, ...]
    evidence: tuple[Evidence, ...]
    decisions: tuple[Decision, ...]
    alerts: tuple[tuple[Alert, tuple[Delivery, ...]], ...]
    learning: Learning
    fallen: Mapping[str, str] = field(default_factory=dict)
    looked_at: int = 0
    healthy_feeds: int = 0
    all_feeds: int = 0
    unasked_feeds: int = 0


def show_claim(
    store: Store, slug: str, policy: AlertPolicy, now: datetime, *, as_of: datetime | None = None
) -> ShownClaim:
    """The claim with all that is known of it; with `as_of` what was known at that moment. Raises NotFoundError."""
    moment = as_of or now
    with store.read() as tx:
        claim = need_claim(tx, slug)
        decisions = tx.decisions(claim.slug)
        reviews = tuple(it for it in tx.reviews(claim=claim.slug) if it.at <= moment)
        developments = tuple(it for it in tx.developments(claim=claim.slug) if it.seen_at <= moment)
        if as_of:
            reports = _read_reports(tx, claim.slug, as_of)
            developments = tuple(_as_known(it, reports[it.id], developments, reviews) for it in developments)
        alerts = tuple(
            (it, tuple(_as_sent(each, moment) for each in tx.deliveries(alert=it.id)))
            for it in tx.alerts(claim=claim.slug)
            if it.created_at <= moment
        )
        evidence = tuple(it for it in tx.evidence(claim.slug) if it.at <= moment)
        then = _as_worded(tx, claim, decisions, as_of) if as_of else claim
        learning = Learning(claim.slug) if as_of else tx.learning(claim.slug)
        looked_at = tx.count_entries(claim.created_at) - (tx.count_entries(moment) if as_of else 0)
        # How the feeds were on an earlier day is not kept.
        feeds = [] if as_of else [it for it in tx.feeds() if not it.paused]
        facts = gather_facts(developments, feeds)
    then = _as_decided(then, decisions, as_of) if as_of else then
    return ShownClaim(
        row=make_row(then, facts, reviews, policy, moment),
        developments=developments,
        reviews=reviews,
        evidence=evidence,
        decisions=tuple(it for it in decisions if it.at <= moment),
        alerts=alerts,
        learning=learning,
        fallen=find_fallen(evidence, last_stances(reviews)),
        looked_at=max(0, looked_at),
        healthy_feeds=sum(is_healthy(it) and it.last_polled_at is not None for it in feeds),
        all_feeds=facts.all_feeds,
        unasked_feeds=sum(it.last_polled_at is None for it in feeds),
    )


def _as_sent(delivery: Delivery, moment: datetime) -> Delivery:
    """As it stood then: what was sent later was still to be sent."""
    later = delivery.sent_at is not None and delivery.sent_at > moment
    return replace(delivery, state=DeliveryState.QUEUED, sent_at=None) if later else delivery


def _read_reports(tx: Transaction, slug: str, moment: datetime) -> dict[str, list[tuple[Match, Entry]]]:
    """Development -> what had been read of it by then, in the words the entries have now."""
    reports: dict[str, list[tuple[Match, Entry]]] = defaultdict(list)
    for match in tx.matches(claim=slug):
        entry = tx.entry(match.entry)
        if entry is not None and entry.first_seen <= moment:
            reports[match.development].append((match, entry))
    return reports


def _as_known(
    development: Development,
    reports: Sequence[tuple[Match, Entry]],
    all_: Sequence[Development],
    reviews: tuple[Review, ...],
) -> Development:
    """With the reports that had come in, in that order, and the review that stood then."""
    own = [it for it in reviews if it.development == development.id]
    first = development.first_entry
    told = sorted(reports, key=lambda it: (it[1].first_seen, it[1].id != first, it[1].published, it[1].id))
    then = regroup(development, told, [it for it in all_ if it.id != development.id]) if told else development
    return replace(then, review=own[-1].state if own else ReviewState.UNREVIEWED)


def _as_heard(claim: Claim, past: Sequence[Decision]) -> Claim:
    """With the snooze and the ack that were in force after these decisions."""
    snoozed, acked = None, None
    for it in past:
        if it.action is DecisionAction.SNOOZED:
            snoozed = read_snooze(it)
        elif it.action is DecisionAction.ACKED:
            acked = it.at
        elif it.action is not DecisionAction.EDITED:
            snoozed, acked = None, None
        elif it.because in (SNOOZE_ENDED, ACK_ENDED):
            snoozed, acked = (None, acked) if it.because == SNOOZE_ENDED else (snoozed, None)
    return replace(claim, snoozed_until=snoozed, acked_at=acked)


def _as_worded(tx: Transaction, claim: Claim, decisions: Sequence[Decision], moment: datetime) -> Claim:
    """In the words of before its next edit; edits by older programs did not keep them."""
    later = (it.id for it in decisions if it.at > moment and it.action is DecisionAction.EDITED)
    kept = next((text for it in later if (text := tx.note(f"{CLAIM_BEFORE}{it}"))), None)
    return claim if kept is None else decode(Claim, json.loads(kept))


def _as_decided(claim: Claim, decisions: list[Decision], moment: datetime) -> Claim:
    """With status, verdict, due date, snooze and ack as they stood."""
    later = [it for it in decisions if it.at > moment]
    moved = next((it for it in later if it.action is DecisionAction.EDITED and it.due_before != it.due_after), None)
    past = [it for it in decisions if it.at <= moment]
    claim = _as_heard(replace(claim, due=moved.due_before if moved else claim.due), past)
    if not later:
        return claim
    status = past[-1].status_after if past else ClaimStatus.OPEN
    verdicts = [it.outcome for it in past if it.action is DecisionAction.RESOLVED]
    return replace(claim, status=status, outcome=verdicts[-1] if verdicts and status is ClaimStatus.RESOLVED else None)
