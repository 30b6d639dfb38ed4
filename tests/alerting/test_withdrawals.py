"""When an alert is not to be sent any more, and why."""

from datetime import date, timedelta

import pytest
from alerting_build import DUE, a_development, a_due_claim, an_alert
from build import NOON

from monitor.alerting.rules import deadline_alerts, why_withdrawn
from monitor.alerting.rules.deadlines import end_of_day
from monitor.alerting.rules.withdrawals import ACKED, CLOSED, MOVED, REJECTED, REOPENED
from monitor.model.alert import Alert, AlertKind
from monitor.model.claim import Claim, ClaimStatus, DueWindow, Outcome
from monitor.model.development import Development, ReviewState
from monitor.model.policy import AlertPolicy

OPEN = a_due_claim()
DONE = a_due_claim(status=ClaimStatus.RESOLVED, outcome=Outcome.FULFILLED)
NEWS = a_development()
REMINDER = deadline_alerts(OPEN, (), end_of_day(DUE), AlertPolicy())[0]
RAISED = REMINDER.created_at
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("alert", "claim", "development", "by_rule", "why"),
    [
        (an_alert(), OPEN, NEWS, False, ""),
        (an_alert(), None, None, False, ""),
        (an_alert(), OPEN, a_development(review=ReviewState.REJECTED), False, REJECTED),
        (an_alert(), OPEN, a_development(review=ReviewState.ACCEPTED), False, ""),
        (an_alert(), DONE, NEWS, False, CLOSED),
        (an_alert(), DONE, NEWS, True, ""),
        (REMINDER, DONE, None, True, CLOSED),
        (an_alert(kind=AlertKind.SETTLED, development=""), DONE, None, True, ""),
        (an_alert(kind=AlertKind.SETTLED, development=""), OPEN, None, False, REOPENED),
        (REMINDER, OPEN, None, False, ""),
        (REMINDER, a_due_claim(acked_at=RAISED), None, False, ACKED),
        (REMINDER, a_due_claim(acked_at=RAISED + MINUTE), None, False, ACKED),
        # Raised after the ack: news had ended it.
        (REMINDER, a_due_claim(acked_at=RAISED - MINUTE), None, False, ""),
        (REMINDER, a_due_claim(DUE + timedelta(days=9)), None, False, MOVED),
        (REMINDER, Claim(OPEN.slug, "No day is known.", date(2017, 5, 1), NOON), None, False, MOVED),
        (an_alert(), a_due_claim(acked_at=NOON), NEWS, False, ""),
        # Kept by a version that named no day in its keys.
        (an_alert(kind=AlertKind.DUE_SOON, key="due-soon:old"), OPEN, None, False, ""),
    ],
)
def test_what_a_person_or_the_time_went_past_is_withdrawn(
    alert: Alert, claim: Claim | None, development: Development | None, by_rule: bool, why: str
) -> None:
    assert why_withdrawn(alert, claim, development, by_rule=by_rule) == why


def test_a_due_day_in_other_words_is_the_same_day() -> None:
    worded = Claim(OPEN.slug, "x", date(2017, 5, 1), NOON, due=DueWindow(latest=DUE, text="by the end of June"))
    assert why_withdrawn(REMINDER, worded, None) == ""
