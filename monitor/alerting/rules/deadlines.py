"""Reminders: due soon, due today, overdue. A due day ends at the end of that day in UTC."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from monitor.alerting.words import count_words, day_words, list_words
from monitor.model.alert import Alert, AlertKind, AlertLevel
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import Development
from monitor.model.ids import make_id
from monitor.model.match import OCCURRED_EARLY, Polarity
from monitor.model.policy import AlertPolicy
from monitor.model.safe import safe

OF_A_DAY = frozenset({AlertKind.DUE_SOON, AlertKind.OVERDUE})
"""Reminders of one claim's due day."""

ANSWER = "answer"
"""The fact of a reminder that says what the newest news reported, where that bears on the day."""

TO_JUDGE = "to judge"
"""The fact of a reminder that says how many matches of its claim wait for a person's word."""

_SHORTEST = timedelta(days=1)
_WEEK = timedelta(days=7)
_LISTED = 30
_MORE = "and"
_ANSWER_REST = timedelta(days=21)
_ANSWERS = frozenset({Polarity.OCCURRED, Polarity.CANCELLED, Polarity.FAILED})
_DOUBTS = frozenset({Polarity.POSTPONED, Polarity.DENIED})
_REPORTS = (*sorted(_ANSWERS), *sorted(_DOUBTS), OCCURRED_EARLY)
_NEAR: Mapping[str, str] = {
    "": "The due date is near.",
    **dict.fromkeys(_ANSWERS, "The due date is near, and an answer was reported. The claim needs a verdict."),
    Polarity.POSTPONED: "The due date is near, but it was reported as put off. Has it a new day?",
    Polarity.DENIED: "The due date is near, and someone concerned has denied it.",
    OCCURRED_EARLY: "The due date is near, and it was reported to have happened already. Was that the event?",
}
_PAST: Mapping[str, str] = {
    "": "The due date has passed. Did it happen? The claim needs a verdict.",
    **dict.fromkeys(_ANSWERS, "The due date has passed, and an answer was reported. The claim needs a verdict."),
    Polarity.POSTPONED: "The due date has passed, and it was reported as put off. Has it a new day, or a verdict?",
    Polarity.DENIED: "The due date has passed, and someone concerned had denied it. The claim needs a verdict.",
    OCCURRED_EARLY: "The due date has passed, and it was reported to have happened before. The claim needs a verdict.",
}


def deadline_alerts(
    claim: Claim,
    told: Collection[str],
    now: datetime,
    policy: AlertPolicy,
    news: Development | None = None,
    moved_at: datetime | None = None,
) -> list[Alert]:
    """The one reminder that is due now, unless its key is in `told`; empty when there is none.

    Only the step nearest to the due day counts, so a long pause is not made up for by a row of reminders. Nothing for
    claims that are resolved or dropped, acked, snoozed, or whose due day is not known. A moved due day starts anew. A step
    that lay in the past already when the claim was added, or its day was set, is not told: who did that knew it.
    `news` is the newest development that was told (None = there is none): an ack ends with the next one, and a claim that
    has its answer is not called due: it needs a verdict. `moved_at` is when a person last set another due day.
    """
    due = _due_day(claim)
    if due is None or is_muted(claim, now, news.seen_at if news else None):
        return []
    # The news that ends an ack is told itself: the reminders begin again a day after it.
    if claim.acked_at is not None and news and now - news.seen_at < _SHORTEST:
        return []
    report = report_of(news, moved_at)
    if now.astimezone(UTC).date() > due:
        alert: Alert | None = _overdue(claim, due, told, now, policy, report)
    else:
        set_at = max(claim.created_at, moved_at or claim.created_at)
        alert = _due_soon(claim, due, now, policy, report) if _is_reached(due, now, set_at, policy) else None
    return [alert] if alert and alert.key not in told else []


def reminded_day(alert: Alert) -> str:
    """The due day that a reminder is of, as its key has it (2017-06-30); empty when it names none."""
    parts = alert.key.split(":")
    return parts[2] if len(parts) == 4 else ""


def counted_anew(alert: Alert, claim: Claim | None, now: datetime) -> Alert:
    """A reminder with its days counted from `now`: right also when it had to wait for its digest, or for a server."""
    if alert.kind is not AlertKind.DUE_SOON or claim is None or claim.due is None or claim.due.latest is None:
        return alert
    due = claim.due.latest
    then, today = (f"due {_when((due - moment.astimezone(UTC).date()).days)}" for moment in (alert.created_at, now))
    return replace(alert, subject=alert.subject.replace(then, today, 1), reason=alert.reason.replace(then, today, 1))


def answered_anew(alert: Alert, report: str, to_judge: int = 0) -> Alert:
    """A reminder with the report as it is known by now, also when it came, or was rejected, while the reminder waited.

    `to_judge` matches of its claim wait for a person's word.
    """
    if alert.kind not in OF_A_DAY:
        return alert
    old = next((words for it in _REPORTS if alert.reason.startswith(words := _asks(it))), "")
    new = _asks(report)
    return replace(
        alert,
        subject=new + alert.subject.removeprefix(old),
        reason=new + alert.reason.removeprefix(old),
        lines=(_ask(alert.kind, report),),
        facts=(*_facts(report), *([(TO_JUDGE, str(to_judge))] if to_judge else [])),
    )


def report_of(news: Development | None, moved_at: datetime | None = None) -> str:
    """What the newest news says of the due day: an answer, or that it is put off, denied, or come early; else empty.

    That it is put off is outdone once a person has set another day (`moved_at`).
    """
    if news is None:
        return ""
    if news.is_early:
        return OCCURRED_EARLY
    is_moved = moved_at is not None and moved_at >= news.seen_at
    if news.polarity is Polarity.POSTPONED and is_moved:
        return ""
    return news.polarity.value if news.polarity in _ANSWERS | _DOUBTS else ""


def answer_of(news: Development | None) -> Polarity | None:
    """What the newest news leaves for a person to confirm; None while the question is open."""
    return news.polarity if news and news.polarity in _ANSWERS else None


def verdict_key(now: datetime) -> str:
    """The key of this week's list: one an ISO week of UTC."""
    year, week, _ = now.astimezone(UTC).isocalendar()
    return f"needs-verdict:{year}-W{week:02}"


def verdict_alert(
    claims: Sequence[Claim], muted: Collection[str], now: datetime, news: Mapping[str, Development] | None = None
) -> Alert | None:
    """The week's list of claims that wait for a person, the longest wait first; None when there is none.

    They wait whose due day is past by a week, and those without one whose answer was reported four weeks ago (`news`:
    slug -> the newest told development). `muted` are slugs of claims that a person has acked or snoozed, or was told to
    decide not long ago.
    Reminders of one claim grow rare; this one does not.
    """
    before = now.astimezone(UTC).date() - _WEEK
    waits = [(wait, claim) for claim in claims if (wait := _wait(claim, (news or {}).get(claim.slug)))]
    late = [(wait, claim) for wait, claim in waits if wait[0] < before and claim.slug not in muted]
    if not late:
        return None
    late.sort(key=lambda pair: (pair[0][0], pair[1].slug))
    facts = [(claim.slug, f"{words}: {safe(claim.statement, 200)}") for (_, words), claim in late[:_LISTED]]
    words, subject = _verdict_words([claim.slug for _, claim in late], 0)
    more = len(late) - _LISTED
    return Alert(
        id=make_id("alert", verdict_key(now)),
        key=verdict_key(now),
        kind=AlertKind.NEEDS_VERDICT,
        level=AlertLevel.DIGEST,
        created_at=now,
        event_at=now,
        reason=words,
        subject=subject,
        lines=("For more than a week their due day is past, or their answer is known; they have no verdict yet.",),
        facts=(*facts, *([(_MORE, f"{more} more")] if more > 0 else [])),
    )


def without_closed(alert: Alert, closed: Collection[str]) -> Alert | None:
    """The week's list without claims that got their verdict while it waited (`closed`: slugs); None when none is left."""
    facts = tuple(fact for fact in alert.facts if fact[0] not in closed)
    unlisted = [_unlisted(fact) for fact in facts]
    slugs = [slug for (slug, _), number in zip(facts, unlisted, strict=True) if not number]
    more = sum(unlisted)
    if len(facts) == len(alert.facts):
        return alert
    if not slugs and not more:
        return None
    reason, subject = _verdict_words(slugs, more)
    return replace(alert, facts=facts, reason=reason, subject=subject)


def _unlisted(fact: tuple[str, str]) -> int:
    """How many claims a line of the list stands for that it does not name; 0 for the line of a claim, whatever its slug."""
    name, words = fact
    number = words.removesuffix(" more")
    return int(number) if name == _MORE and number.isdecimal() else 0


def _verdict_words(slugs: Sequence[str], more: int) -> tuple[str, str]:
    words = f"{count_words(len(slugs) + more, 'claim needs', 'claims need')} a verdict"
    return words, f"{words}: {list_words([*slugs, *[''] * more], 3)}"


def _wait(claim: Claim, news: Development | None) -> tuple[date, str] | None:
    """Since when this claim waits for a verdict, and why; None = it does not.

    One that has no due day waits three weeks from its answer: no reminder of its own will ever come.
    """
    due, answer = _due_day(claim), answer_of(news)
    if claim.status is not ClaimStatus.OPEN or not (due or answer):
        return None
    day = news.opened_at.astimezone(UTC).date() if news else claim.said_on
    words = f"reported as {answer} on {day_words(day)}" if answer else ""
    return (due, words or f"due {day_words(due)}") if due else (day + _ANSWER_REST, words)


def is_muted(claim: Claim, now: datetime, news_at: datetime | None = None) -> bool:
    """True when a person has said that no reminder is wanted, or has decided the claim."""
    snoozed = claim.snoozed_until is not None and claim.snoozed_until > now
    acked = claim.acked_at is not None and (news_at is None or news_at <= claim.acked_at)
    return claim.status is not ClaimStatus.OPEN or acked or snoozed


def end_of_day(day: date) -> datetime:
    """The first moment after this day, in UTC."""
    return datetime.combine(day, time(), UTC) + timedelta(days=1)


def overdue_number(since_end: timedelta, policy: AlertPolicy) -> int:
    """Which reminder it is time for, so long after the end of the due day: 1, 2, 3 … with growing distance.

    Distances are `overdue_every`, then each `overdue_growth` times the one before; never under a day, never shrinking.
    """
    step = max(policy.overdue_every, _SHORTEST).total_seconds()
    growth = max(policy.overdue_growth, 1.0)
    elapsed, number = since_end.total_seconds() - step, 1
    while elapsed >= 0:
        number += 1
        step *= growth
        elapsed -= step
    return number


def _due_day(claim: Claim) -> date | None:
    return claim.due.latest if claim.due and claim.status is ClaimStatus.OPEN else None


def _step(due: date, now: datetime, policy: AlertPolicy) -> int | None:
    """The step on the way to the due day that was reached last, in days before it; None = none yet."""
    return min((days for days in policy.due_soon_days if days >= _left(due, now)), default=None)


def _left(due: date, now: datetime) -> int:
    return (due - now.astimezone(UTC).date()).days


def _is_reached(due: date, now: datetime, set_at: datetime, policy: AlertPolicy) -> bool:
    """Whether a step was reached on the day on which this due day was set, or since."""
    step = _step(due, now, policy)
    return step is not None and step <= _left(due, set_at)


def _due_soon(claim: Claim, due: date, now: datetime, policy: AlertPolicy, report: str) -> Alert:
    key = f"due-soon:{claim.slug}:{due}:{_step(due, now, policy)}"
    return _reminder(claim, key, AlertKind.DUE_SOON, now, f"{_asks(report)}due {_when(_left(due, now))}", report)


def _when(left: int) -> str:
    """In words like: in 7 days, today, 2 days ago."""
    if left == 0:
        return "today"
    return f"in {count_words(left, 'day')}" if left > 0 else f"{count_words(-left, 'day')} ago"


def _overdue(claim: Claim, due: date, told: Collection[str], now: datetime, policy: AlertPolicy, report: str) -> Alert:
    """The step since the due day makes the key; the words count what was told, which may have begun late."""
    stem = f"overdue:{claim.slug}:{due}:"
    key = f"{stem}{overdue_number(now - end_of_day(due), policy)}"
    words, number = f"{_asks(report)}overdue since {day_words(due)}", 1 + sum(known.startswith(stem) for known in told)
    words = words if number == 1 else f"{words}, reminder {number}"
    return _reminder(claim, key, AlertKind.OVERDUE, now, words, report)


def _reminder(claim: Claim, key: str, kind: AlertKind, now: datetime, words: str, report: str) -> Alert:
    return Alert(
        id=make_id("alert", key),
        key=key,
        kind=kind,
        level=AlertLevel.NOW if kind is AlertKind.OVERDUE else AlertLevel.DIGEST,
        created_at=now,
        event_at=now,
        reason=words,
        claim=claim.slug,
        subject=f"{words}: {safe(claim.statement, 200)}",
        lines=(_ask(kind, report),),
        facts=_facts(report),
    )


def _asks(report: str) -> str:
    """What a reminder begins with when there is something that bears on the day."""
    ask = "needs a verdict, " if report in _ANSWERS else ""
    return f"{ask}reported as {report}, " if report else ""


def _facts(report: str) -> tuple[tuple[str, str], ...]:
    return ((ANSWER, report),) if report else ()


def _ask(kind: AlertKind, report: str) -> str:
    return (_PAST if kind is AlertKind.OVERDUE else _NEAR)[report]
