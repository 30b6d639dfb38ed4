"""What was worth telling once and is no more: a person, or the time, has gone past it."""

from monitor.alerting.rules.deadlines import OF_A_DAY, reminded_day
from monitor.model.alert import Alert, AlertKind
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import Development, ReviewState

#: Why an alert was withdrawn, as people read it, and as the claim that is reopened knows again what it gets back.
CLOSED = "withdrawn: the claim was settled or dropped"
ACKED = "withdrawn: the claim was acked"
MOVED = "withdrawn: the due day was moved"
REOPENED = "withdrawn: the claim was reopened"
REJECTED = "withdrawn: the match was rejected"
OUTRUN = "withdrawn: a newer reminder says it"
COUNTED = "withdrawn: the first message counted these reports already"


def why_withdrawn(alert: Alert, claim: Claim | None, development: Development | None, *, by_rule: bool = False) -> str:
    """Why this alert is not to be sent any more, by the claim and the development as they are now; empty = it is.

    `by_rule`: the claim was settled by its own rule. A rule has read no news, so those still go out; reminders do not.
    """
    if development and development.review is ReviewState.REJECTED:
        return REJECTED
    if claim is None:
        return ""
    if claim.status is not ClaimStatus.OPEN:
        return "" if by_rule and alert.kind not in OF_A_DAY else CLOSED
    if alert.kind is AlertKind.SETTLED:
        return REOPENED
    return _why_no_reminder(alert, claim) if alert.kind in OF_A_DAY else ""


def _why_no_reminder(alert: Alert, claim: Claim) -> str:
    day = reminded_day(alert)
    if day and day != str(claim.due.latest if claim.due else None):
        return MOVED
    return ACKED if claim.acked_at is not None and alert.created_at <= claim.acked_at else ""
