"""What became of a claim: the decisions a person may take, and the states that evidence and clock give.

Every `plan_…` returns the claim as it is to be stored and the row for its record, and raises ConflictError, naming the
next step, when the claim's status forbids it. `at` and `now` are aware UTC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

from monitor.errors import ConflictError, UsageError
from monitor.model.claim import Claim, ClaimState, ClaimStatus, Decision, DecisionAction, Outcome
from monitor.model.development import Development, ReviewState, Stance, stance_of
from monitor.model.ids import make_id
from monitor.model.match import MatchDecision
from monitor.model.policy import AlertPolicy

Plan = tuple[Claim, Decision]
_UNTIL = "until %Y-%m-%d %H:%M UTC"


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What the states of one claim depend on beside the claim.

    `healthy_feeds` of `all_feeds` that this claim reads are well; `open_reviews` suggested matches wait for a person;
    `stances` are what a person accepted developments as, by their id.
    """

    developments: Sequence[Development] = ()
    healthy_feeds: int = 0
    all_feeds: int = 0
    open_reviews: int = 0
    stances: Mapping[str, Stance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Urgency:
    """How much a claim needs a person: `score` in 0..1, the sum of its named `parts`, greatest first."""

    score: float
    parts: tuple[tuple[str, float], ...] = ()


def plan_add(claim: Claim, *, by: str, at: datetime) -> Plan:
    """The first row of a claim's record."""
    _check_due(claim)
    return claim, _decide(DecisionAction.ADDED, None, claim, by=by, at=at, due_after=claim.due)


def _check_due(claim: Claim) -> None:
    """What was due before it was said is no prediction."""
    if claim.due is not None and claim.due.latest is not None and claim.due.latest < claim.said_on:
        words = f"{claim.slug}: due {claim.due.latest} lies before {claim.said_on}, when it was said"
        raise UsageError(f"{words}; give another --due or --said-on")


def plan_resolve(
    claim: Claim, outcome: Outcome, *, evidence: Sequence[str], because: str, by: str, at: datetime
) -> Plan:
    """Close an open claim with its verdict; a snooze and an ack end with it."""
    _need_open(claim, "resolve")
    after = _quieted(replace(claim, status=ClaimStatus.RESOLVED, outcome=outcome))
    return after, _decide(
        DecisionAction.RESOLVED, claim, after, by=by, at=at, because=because, evidence=tuple(evidence), outcome=outcome
    )


def plan_reopen(claim: Claim, *, because: str, by: str, at: datetime) -> Plan:
    """Take back a verdict or a drop; what was recorded stays recorded.

    A claim that a person took up again does not settle itself any more.
    """
    if claim.status is ClaimStatus.OPEN:
        raise ConflictError(f"{claim.slug} is open already; `monitor resolve {claim.slug} --as OUTCOME` closes it")
    after = _quieted(replace(claim, status=ClaimStatus.OPEN, outcome=None, auto_after=0))
    return after, _decide(DecisionAction.REOPENED, claim, after, by=by, at=at, because=because, outcome=claim.outcome)


def plan_drop(claim: Claim, *, because: str, by: str, at: datetime) -> Plan:
    """Stop tracking an open claim without a verdict."""
    _need_open(claim, "drop")
    after = _quieted(replace(claim, status=ClaimStatus.DROPPED))
    return after, _decide(DecisionAction.DROPPED, claim, after, by=by, at=at, because=because)


def plan_edit(claim: Claim, changed: Claim, *, because: str, by: str, at: datetime) -> Plan:
    """Put `changed` in place of an open claim; name, status and verdict have verbs of their own."""
    _need_open(claim, "edit")
    if changed.slug != claim.slug:
        raise ConflictError(f"the name {claim.slug} is for ever; drop it and add {changed.slug} instead")
    if changed.status is not claim.status or changed.outcome is not claim.outcome:
        raise ConflictError(f"an edit can't close {claim.slug}; use `monitor resolve {claim.slug} --as OUTCOME`")
    _check_due(changed)
    if changed == claim:
        raise ConflictError(
            f"nothing would change on {claim.slug}; `monitor claim show {claim.slug}` shows it as it is"
        )
    moved = {} if changed.due == claim.due else {"due_before": claim.due, "due_after": changed.due}
    return changed, _decide(DecisionAction.EDITED, claim, changed, by=by, at=at, because=because, **moved)


def plan_snooze(claim: Claim, until: datetime, *, by: str, at: datetime) -> Plan:
    """Hold the alerts of an open claim until then. Raises UsageError for a moment that is not in the future."""
    _need_open(claim, "snooze")
    if until <= at:
        raise UsageError(f"a snooze ends in the future; {until:%Y-%m-%d %H:%M} UTC is past (try 7d, or a later day)")
    after = replace(claim, snoozed_until=until)
    return after, _decide(
        DecisionAction.SNOOZED, claim, after, by=by, at=at, because=until.astimezone(UTC).strftime(_UNTIL)
    )


def plan_ack(claim: Claim, *, by: str, at: datetime) -> Plan:
    """Mute the reminders of an open claim until its next development."""
    _need_open(claim, "ack")
    after = replace(claim, acked_at=at)
    return after, _decide(DecisionAction.ACKED, claim, after, by=by, at=at)


def read_snooze(decision: Decision) -> datetime | None:
    """Until when a snooze of the record was to last, as `plan_snooze` writes it."""
    try:
        return datetime.strptime(decision.because, _UNTIL).replace(tzinfo=UTC)
    except ValueError:
        return None


def days_left(claim: Claim, now: datetime) -> int | None:
    """Days from today (UTC) to the latest due day: 0 on the day itself, negative after it, None without one."""
    if claim.due is None or claim.due.latest is None:
        return None
    return (claim.due.latest - now.astimezone(UTC).date()).days


def claim_states(claim: Claim, facts: ClaimFacts, now: datetime, policy: AlertPolicy) -> tuple[ClaimState, ...]:
    """Every state an open claim is in, most pressing first; a closed claim is in none.

    The latest news decides between advancing and stalled; news both ways is contested besides. What a person took it for
    goes before what it seems to say; a mere mention is neither. A claim whose watch has ended is neither quiet nor blind.
    """
    if claim.status is not ClaimStatus.OPEN:
        return ()
    news = _news(facts)
    found = {*_due_states(claim, now, policy), *_direction(news, facts.stances)}
    if _is_watched(claim, now):
        found |= _watch_states(claim, facts, news, now, policy)
    if facts.open_reviews:
        found.add(ClaimState.UNREVIEWED)
    if claim.snoozed_until is not None and claim.snoozed_until > now:
        found.add(ClaimState.SNOOZED)
    return tuple(state for state in ClaimState if state in found)


def urgency(claim: Claim, states: Sequence[ClaimState], facts: ClaimFacts, now: datetime) -> Urgency:
    """How far up its list a claim belongs. A snooze takes nine tenths off, an ack that still holds a half."""
    parts = {state.value: _WEIGHTS[state] for state in states if state in _WEIGHTS}
    left = days_left(claim, now)
    if ClaimState.DUE_SOON in states and left is not None:
        parts[ClaimState.DUE_SOON] = 0.3 / (1 + left / 10)
    whole = sum(parts.values())
    if ClaimState.SNOOZED in states:
        parts["snoozed"] = -0.9 * whole
    elif _is_acked(claim, facts):
        parts["acked"] = -0.5 * whole
    ranked = sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))
    return Urgency(round(sum(parts.values()), 4), tuple((name, round(value, 4)) for name, value in ranked if value))


#: What each state adds; all that can hold together add up to 1. due-soon is scaled by its distance.
_WEIGHTS = {
    ClaimState.OVERDUE: 0.4,
    ClaimState.STALLED: 0.2,
    ClaimState.CONTESTED: 0.15,
    ClaimState.BLIND: 0.1,
    ClaimState.UNREVIEWED: 0.1,
    ClaimState.ADVANCING: 0.1,
    ClaimState.QUIET: 0.05,
}


def _need_open(claim: Claim, verb: str) -> None:
    if claim.status is not ClaimStatus.OPEN:
        how = f" as {claim.outcome}" if claim.outcome else ""
        raise ConflictError(
            f"can't {verb} {claim.slug}: it is {claim.status}{how}; `monitor reopen {claim.slug} --because …` first"
        )


def _quieted(claim: Claim) -> Claim:
    return replace(claim, snoozed_until=None, acked_at=None)


def _decide(
    action: DecisionAction, before: Claim | None, after: Claim, *, by: str, at: datetime, because: str = "", **more: Any
) -> Decision:
    return Decision(
        id=make_id("decision", after.slug, action, at.isoformat(), by, because),
        claim=after.slug,
        action=action,
        status_before=before.status if before else None,
        status_after=after.status,
        at=at,
        by=by,
        because=because,
        **more,
    )


def _news(facts: ClaimFacts) -> list[Development]:
    """What counts as told: matched by the rules or accepted by a person, and not rejected; oldest first."""
    told = [
        it
        for it in facts.developments
        if it.review is not ReviewState.REJECTED
        and (it.decision is MatchDecision.MATCH or it.review is ReviewState.ACCEPTED)
    ]
    return sorted(told, key=lambda it: (it.last_at, it.id))


def _due_states(claim: Claim, now: datetime, policy: AlertPolicy) -> set[ClaimState]:
    left = days_left(claim, now)
    if left is None:
        return set()
    if left < 0:
        return {ClaimState.OVERDUE}
    return {ClaimState.DUE_SOON} if left <= max(policy.due_soon_days, default=30) else set()


def _direction(news: Sequence[Development], stances: Mapping[str, Stance]) -> set[ClaimState]:
    telling = [stances.get(it.id, stance_of(it.polarity)) for it in news]
    telling = [stance for stance in telling if stance is not Stance.MENTIONS]
    if not telling:
        return set()
    found = {ClaimState.ADVANCING if telling[-1] is Stance.SUPPORTS else ClaimState.STALLED}
    return found | {ClaimState.CONTESTED} if len(set(telling)) > 1 else found


def _is_watched(claim: Claim, now: datetime) -> bool:
    return claim.watched_until is None or now.astimezone(UTC).date() <= claim.watched_until


def _watch_states(
    claim: Claim, facts: ClaimFacts, news: Sequence[Development], now: datetime, policy: AlertPolicy
) -> set[ClaimState]:
    found = set()
    heard = max([claim.created_at, _start_of(claim.said_on), *(it.last_at for it in news)])
    if now - heard >= policy.quiet_after:
        found.add(ClaimState.QUIET)
    if facts.all_feeds and not facts.healthy_feeds:
        found.add(ClaimState.BLIND)
    return found


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _is_acked(claim: Claim, facts: ClaimFacts) -> bool:
    acked = claim.acked_at
    return acked is not None and all(it.seen_at <= acked for it in _news(facts))
