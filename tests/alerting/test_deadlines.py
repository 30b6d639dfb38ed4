"""Reminders: the one that is due now, told once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from alerting_build import DUE, a_development, a_due_claim
from build import a_claim
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.rules import deadline_alerts
from monitor.alerting.rules.deadlines import end_of_day, overdue_number, verdict_alert, verdict_key
from monitor.model.alert import AlertKind, AlertLevel
from monitor.model.claim import ClaimStatus, DueWindow
from monitor.model.development import Development
from monitor.model.match import EARLY, Polarity
from monitor.model.policy import AlertPolicy

POLICY = AlertPolicy()
END = end_of_day(DUE)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


def days_before(days: int) -> datetime:
    return at(DUE - timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "key", "words"),
    [
        (30, "due-soon:harbour-bridge:2017-06-30:30", "due in 30 days"),
        (12, "due-soon:harbour-bridge:2017-06-30:30", "due in 12 days"),
        (7, "due-soon:harbour-bridge:2017-06-30:7", "due in 7 days"),
        (1, "due-soon:harbour-bridge:2017-06-30:1", "due in 1 day"),
        (0, "due-soon:harbour-bridge:2017-06-30:0", "due today"),
    ],
)
def test_the_nearest_step_is_told(days: int, key: str, words: str) -> None:
    (alert,) = deadline_alerts(a_due_claim(), (), days_before(days), POLICY)
    assert (alert.key, alert.reason, alert.kind) == (key, words, AlertKind.DUE_SOON)
    assert alert.subject == f"{words}: The city of Veldam will open its new harbour bridge in June."
    assert deadline_alerts(a_due_claim(), {key}, days_before(days), POLICY) == []


@pytest.mark.parametrize(
    ("added", "looked", "told"),
    [
        (12, 12, ""),
        (12, 8, ""),
        (12, 7, "7"),
        (7, 7, "7"),
        (7, 6, "7"),
        (6, 6, ""),
        (6, 1, "1"),
        (1, 1, "1"),
        (0, 0, "0"),
    ],
)
def test_a_step_that_was_past_when_the_claim_came_or_got_its_day_is_not_told(
    added: int, looked: int, told: str
) -> None:
    came, now = days_before(added), days_before(looked)
    keys = [f"due-soon:harbour-bridge:2017-06-30:{told}"] if told else []
    assert [alert.key for alert in deadline_alerts(a_due_claim(created_at=came), (), now, POLICY)] == keys
    assert [alert.key for alert in deadline_alerts(a_due_claim(), (), now, POLICY, None, came)] == keys


def test_nothing_is_told_while_the_date_is_far() -> None:
    assert deadline_alerts(a_due_claim(), (), days_before(31), POLICY) == []


def test_the_due_day_lasts_to_its_end_in_utc() -> None:
    (today,) = deadline_alerts(a_due_claim(), (), END - timedelta(microseconds=1), POLICY)
    (after,) = deadline_alerts(a_due_claim(), (), END, POLICY)
    assert (today.reason, after.reason) == ("due today", "overdue since 30 June 2017")
    assert (after.kind, after.level) == (AlertKind.OVERDUE, AlertLevel.NOW)


def test_overdue_reminders_come_with_growing_distance() -> None:
    told: set[str] = set()
    days = []
    for hour in range(24 * 120):
        now = END + timedelta(hours=hour)
        for alert in deadline_alerts(a_due_claim(), told, now, POLICY):
            told.add(alert.key)
            days.append(hour / 24)
    assert days == [0, 7, 21, 49, 105]


def test_a_later_reminder_says_which_of_those_told_it_is() -> None:
    (first,) = deadline_alerts(a_due_claim(), (), END + timedelta(days=8), POLICY)
    (second,) = deadline_alerts(a_due_claim(), {first.key}, END + timedelta(days=60), POLICY)
    assert first.reason == "overdue since 30 June 2017"
    assert second.reason == "overdue since 30 June 2017, reminder 2"


@pytest.mark.parametrize(
    "changes",
    [
        {"status": ClaimStatus.RESOLVED},
        {"status": ClaimStatus.DROPPED},
        {"acked_at": END},
        {"snoozed_until": END + timedelta(days=9)},
    ],
)
def test_who_has_said_enough_is_not_reminded(changes: dict[str, object]) -> None:
    assert deadline_alerts(a_due_claim(**changes), (), END + timedelta(days=8), POLICY) == []


def test_an_ack_ends_with_the_next_development() -> None:
    claim, now = a_due_claim(acked_at=END), END + timedelta(days=8)
    assert deadline_alerts(claim, (), now, POLICY, a_development(seen_at=END)) == []
    assert deadline_alerts(
        claim, (), now, POLICY, a_development(seen_at=END + timedelta(hours=1), polarity=Polarity.PROGRESS)
    )


def test_the_news_that_ends_an_ack_is_not_followed_by_a_reminder_at_once() -> None:
    claim, news = a_due_claim(acked_at=END), a_development(seen_at=END + timedelta(days=8))
    assert deadline_alerts(claim, (), news.seen_at, POLICY, news) == []
    assert deadline_alerts(claim, (), news.seen_at + timedelta(hours=23), POLICY, news) == []
    assert deadline_alerts(claim, (), news.seen_at + timedelta(days=1), POLICY, news)
    assert deadline_alerts(replace(claim, acked_at=None), (), news.seen_at, POLICY, news)


@pytest.mark.parametrize("answer", [Polarity.OCCURRED, Polarity.CANCELLED, Polarity.FAILED])
def test_a_claim_that_has_its_answer_asks_for_a_verdict(answer: Polarity) -> None:
    news = a_development(polarity=answer)
    (alert,) = deadline_alerts(a_due_claim(), (), END - timedelta(days=8), POLICY, news)
    assert alert.reason == f"needs a verdict, reported as {answer}, due in 7 days"
    (alert,) = deadline_alerts(a_due_claim(), (), END + timedelta(days=8), POLICY, news)
    assert alert.reason == f"needs a verdict, reported as {answer}, overdue since 30 June 2017"


def test_a_step_on_the_way_leaves_the_question_open() -> None:
    step = a_development(polarity=Polarity.PROGRESS)
    (alert,) = deadline_alerts(a_due_claim(), (), END - timedelta(days=8), POLICY, step)
    assert (alert.reason, alert.lines, alert.facts) == ("due in 7 days", ("The due date is near.",), ())


@pytest.mark.parametrize(
    ("news", "report", "near", "past"),
    [
        (
            a_development(polarity=Polarity.POSTPONED),
            "postponed",
            "Has it a new day?",
            "Has it a new day, or a verdict?",
        ),
        (a_development(polarity=Polarity.DENIED), "denied", "has denied it", "had denied it"),
        (
            a_development(polarity=Polarity.PROGRESS, grouped_because=f"said to have happened {EARLY}"),
            "occurred early",
            "Was that the event?",
            "reported to have happened before",
        ),
    ],
)
def test_a_reminder_says_what_was_reported_of_the_day(news: Development, report: str, near: str, past: str) -> None:
    (alert,) = deadline_alerts(a_due_claim(), (), END - timedelta(days=8), POLICY, news)
    assert alert.reason == f"reported as {report}, due in 7 days"
    assert near in alert.lines[0]
    (alert,) = deadline_alerts(a_due_claim(), (), END + timedelta(days=8), POLICY, news)
    assert alert.reason == f"reported as {report}, overdue since 30 June 2017"
    assert past in alert.lines[0]


def test_what_was_put_off_to_a_day_that_is_set_by_now_is_simply_due() -> None:
    news, now = a_development(polarity=Polarity.POSTPONED, seen_at=END - timedelta(days=20)), END - timedelta(days=8)
    (alert,) = deadline_alerts(a_due_claim(), (), now, POLICY, news, END - timedelta(days=19))
    assert alert.reason == "due in 7 days"
    (alert,) = deadline_alerts(a_due_claim(), (), now, POLICY, news, END - timedelta(days=21))
    assert alert.reason == "reported as postponed, due in 7 days"


def test_the_list_names_claims_without_a_due_day_whose_answer_is_four_weeks_old() -> None:
    news = a_development(polarity=Polarity.OCCURRED, opened_at=END)
    claim, now = a_claim(due=None), END + timedelta(days=29)
    alert = verdict_alert([claim], (), now, {claim.slug: news})
    assert alert is not None
    assert alert.facts[0] == (claim.slug, f"reported as occurred on 1 July 2017: {claim.statement}")
    assert verdict_alert([claim], (), END + timedelta(days=28), {claim.slug: news}) is None
    assert verdict_alert([claim], {claim.slug}, now, {claim.slug: news}) is None
    assert verdict_alert([claim], (), now) is None


def test_a_claim_with_an_answer_and_a_due_day_is_listed_when_the_day_is_past() -> None:
    news = a_development(polarity=Polarity.OCCURRED, opened_at=END - timedelta(days=60))
    claim = a_due_claim()
    assert verdict_alert([claim], (), END - timedelta(days=2), {claim.slug: news}) is None
    alert = verdict_alert([claim], (), END + timedelta(days=8), {claim.slug: news})
    assert alert is not None
    assert alert.facts[0][1].startswith("reported as occurred on 2 May 2017")


def test_a_snooze_that_is_over_mutes_nothing() -> None:
    claim = a_due_claim(snoozed_until=END)
    assert deadline_alerts(claim, (), END, POLICY)


@pytest.mark.parametrize("due", [None, DueWindow(), DueWindow(earliest=DUE)])
def test_without_a_last_day_there_is_no_reminder(due: DueWindow | None) -> None:
    assert deadline_alerts(a_claim(due=due), (), END, POLICY) == []


def test_a_moved_due_date_starts_anew() -> None:
    (first,) = deadline_alerts(a_due_claim(), (), END, POLICY)
    moved = a_due_claim(DUE + timedelta(days=30))
    (second,) = deadline_alerts(moved, {first.key}, END, POLICY)
    assert second.reason == "due in 29 days"


hours = st.integers(0, 24 * 365 * 3)
policies = st.builds(
    AlertPolicy,
    due_soon_days=st.lists(st.integers(0, 60), max_size=5).map(tuple),
    overdue_every=st.timedeltas(timedelta(0), timedelta(days=60)),
    overdue_growth=st.floats(0, 10),
)


@given(st.lists(hours, max_size=60).map(sorted), policies)
def test_whenever_one_looks_no_reminder_is_told_twice_and_one_at_a_time(looks: list[int], policy: AlertPolicy) -> None:
    told: list[str] = []
    for hour in looks:
        alerts = deadline_alerts(a_due_claim(), told, days_before(60) + timedelta(hours=hour), policy)
        assert len(alerts) <= 1
        told += [alert.key for alert in alerts]
    assert len(told) == len(set(told))


@given(hours, hours, policies)
def test_the_number_of_a_reminder_never_falls_and_its_distance_never_shrinks(
    one: int, two: int, policy: AlertPolicy
) -> None:
    early, late = sorted((one, two))
    assert overdue_number(timedelta(hours=early), policy) <= overdue_number(timedelta(hours=late), policy)
    assert overdue_number(timedelta(hours=early), policy) <= early // 24 + 1


@given(hours)
def test_more_growth_never_means_more_reminders(hour: int) -> None:
    slow = replace(POLICY, overdue_growth=3.0)
    assert overdue_number(timedelta(hours=hour), slow) <= overdue_number(timedelta(hours=hour), POLICY)


def test_the_week_has_one_list_of_what_needs_a_verdict() -> None:
    now = END + timedelta(days=9)
    claims = [
        a_due_claim(slug="b"),
        a_due_claim(DUE - timedelta(days=90), slug="a"),
        a_due_claim(slug="acked"),
        a_due_claim(now.date() - timedelta(days=7), slug="fresh"),
        a_due_claim(slug="done", status=ClaimStatus.RESOLVED),
        a_claim(slug="open-end"),
    ]
    alert = verdict_alert(claims, {"acked"}, now)
    assert alert is not None
    assert [slug for slug, _ in alert.facts] == ["a", "b"]
    assert (alert.subject, alert.key) == ("2 claims need a verdict: a, b", "needs-verdict:2017-W28")
    assert verdict_key(now + timedelta(days=7)) != alert.key
    assert verdict_alert(claims[2:], {"acked"}, now) is None


def test_a_very_long_list_is_cut_and_says_so() -> None:
    alert = verdict_alert([a_due_claim(slug=f"c{n}") for n in range(40)], (), END + timedelta(days=9))
    assert alert is not None
    assert (len(alert.facts), alert.facts[-1]) == (31, ("and", "10 more"))
