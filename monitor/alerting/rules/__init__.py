"""What is worth telling. Every rule takes facts and `now` and returns alerts with their reason, or none."""

from monitor.alerting.rules.deadlines import (
    OF_A_DAY,
    answered_anew,
    counted_anew,
    deadline_alerts,
    is_muted,
    report_of,
    verdict_alert,
    verdict_key,
    without_closed,
)
from monitor.alerting.rules.developments import development_alert, first_alert_of, more_reports_alert
from monitor.alerting.rules.repeats import due_repeats
from monitor.alerting.rules.sources import blind_alert, network_alert, source_alert
from monitor.alerting.rules.withdrawals import CLOSED, COUNTED, OUTRUN, why_withdrawn

__all__ = [
    "CLOSED",
    "COUNTED",
    "OF_A_DAY",
    "OUTRUN",
    "answered_anew",
    "blind_alert",
    "counted_anew",
    "deadline_alerts",
    "development_alert",
    "due_repeats",
    "first_alert_of",
    "is_muted",
    "more_reports_alert",
    "network_alert",
    "report_of",
    "source_alert",
    "verdict_alert",
    "verdict_key",
    "why_withdrawn",
    "without_closed",
]
