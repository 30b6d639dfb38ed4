"""Sources that fail, end, and come back; a network that is down; claims that nobody watches."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from alerting_build import a_due_claim
from build import NOON, a_feed

from monitor.alerting.rules import blind_alert, network_alert, source_alert
from monitor.errors import FailureReason
from monitor.model.alert import Alert, AlertKind
from monitor.model.claim import ClaimStatus
from monitor.model.feed import Feed, FeedHealth
from monitor.model.policy import AlertPolicy, PollPolicy

POLL = PollPolicy()
DAY = timedelta(days=1)


def failing(since: datetime = NOON, failures: int = 9, **changes: Any) -> Feed:
    return a_feed(
        failing_since=since,
        failures=failures,
        health=FeedHealth.FAILING,
        reason=FailureReason.BLOCKED,
        error="403 from https://news.example/world.xml",
        **changes,
    )


def told(before: Feed, after: Feed, now: datetime = NOON + 2 * DAY) -> Alert:
    alert = source_alert(before, after, now, POLL)
    assert alert is not None
    return alert


def test_a_source_that_fails_for_long_is_told_with_its_reason() -> None:
    alert = told(a_feed(), failing())
    assert alert.kind is AlertKind.SOURCE_FAILING
    assert alert.subject == "The Example Post fails since 3 May 2017, 12:00 UTC: the site turns us away"
    assert alert.lines == ("9 tries failed in 2 days. It is still tried, less often.",)
    assert alert.facts == (
        ("source", "https://news.example/world.xml"),
        ("error", "403 from https://news.example/world.xml"),
    )
    assert alert.feed == failing().id


@pytest.mark.parametrize(
    ("feed", "after"),
    [
        (failing(failures=4), 2 * DAY),
        (failing(), DAY - timedelta(seconds=1)),
        (failing(failure_told=True), 2 * DAY),
        (failing(paused=True), 2 * DAY),
        (a_feed(), 2 * DAY),
    ],
    ids=["few tries", "short", "told", "paused", "well"],
)
def test_a_short_or_known_failure_is_not_told(feed: Feed, after: timedelta) -> None:
    assert source_alert(a_feed(failure_told=feed.failure_told), feed, NOON + after, POLL) is None


def test_the_line_is_exactly_the_policy() -> None:
    assert source_alert(a_feed(), failing(failures=5), NOON + DAY, POLL) is not None


def test_an_incident_has_one_key_and_the_next_one_another() -> None:
    first, later = told(a_feed(), failing(failures=9)), told(a_feed(), failing(failures=10), NOON + 3 * DAY)
    assert first.key == later.key
    assert told(a_feed(), failing(since=NOON + DAY)).key != first.key


def test_recovery_is_told_once_and_only_after_a_failure_that_was_told() -> None:
    well = a_feed(health=FeedHealth.OK)
    alert = told(failing(failure_told=True), well)
    assert alert.kind is AlertKind.SOURCE_RECOVERED
    assert alert.subject == "The Example Post works again, after 2 days"
    assert source_alert(failing(), well, NOON + 2 * DAY, POLL) is None
    assert source_alert(well, well, NOON + 2 * DAY, POLL) is None


def test_a_source_that_is_gone_is_told_at_once_and_once() -> None:
    gone = replace(failing(failures=1), health=FeedHealth.GONE)
    alert = told(a_feed(), gone, NOON)
    assert alert.subject == "The Example Post is gone for good"
    assert alert.kind is AlertKind.SOURCE_FAILING
    assert source_alert(replace(gone, failure_told=True), gone, NOON + DAY, POLL) is None


def test_a_told_failure_that_turns_out_final_is_told_again() -> None:
    before = failing(failure_told=True)
    alert = told(before, replace(before, health=FeedHealth.GONE))
    assert "gone for good" in alert.subject


def test_a_gone_source_that_answers_again_has_recovered() -> None:
    before = a_feed(health=FeedHealth.GONE, failure_told=True, last_polled_at=NOON)
    assert told(before, a_feed(health=FeedHealth.OK)).kind is AlertKind.SOURCE_RECOVERED


def test_a_source_without_a_name_is_named_by_its_address() -> None:
    alert = told(a_feed(), replace(failing(), outlet="", title="", reason=None, error=""))
    assert alert.subject == "https://news.example/world.xml fails since 3 May 2017, 12:00 UTC"


def test_a_network_that_is_down_is_one_incident() -> None:
    down = network_alert(None, NOON, 9, NOON)
    up = network_alert(NOON, None, 9, NOON + timedelta(minutes=90))
    assert down is not None
    assert up is not None
    assert (down.kind, down.key) == (AlertKind.SOURCE_FAILING, "network:2017-05-03T12:00:00Z")
    assert down.lines == ("Of 9 sources none answers. The network of this machine is the likely cause.",)
    assert (up.kind, up.key) == (AlertKind.SOURCE_RECOVERED, "network-recovered:2017-05-03T12:00:00Z")
    assert up.subject == "sources can be reached again, after 90 minutes"


@pytest.mark.parametrize(("known", "since"), [(None, None), (NOON, NOON)])
def test_nothing_new_of_the_network_is_not_told(known: datetime | None, since: datetime | None) -> None:
    assert network_alert(known, since, 9, NOON) is None


def blind(*feeds: Feed, now: datetime = NOON + 2 * DAY, **changes: Any) -> Alert | None:
    return blind_alert(a_due_claim(**changes), feeds, now, AlertPolicy())


def test_a_claim_is_blind_when_all_its_sources_fail() -> None:
    alert = blind(failing(), failing(since=NOON + timedelta(hours=5)))
    assert alert is not None
    assert (alert.kind, alert.claim) == (AlertKind.CLAIM_BLIND, "harbour-bridge")
    assert alert.key == "blind:harbour-bridge:2017-05-03"
    assert alert.lines == ("All 2 sources fail, so news of this claim would be missed.",)
    assert alert.event_at == NOON + timedelta(hours=5)


def test_one_incident_of_blindness_has_one_key() -> None:
    one, two = blind(failing()), blind(failing(), now=NOON + 30 * DAY)
    assert one is not None
    assert two is not None
    assert one.key == two.key


@pytest.mark.parametrize(
    "feeds",
    [(), (a_feed(),), (failing(), a_feed()), (failing(paused=True),), (failing(since=NOON + 2 * DAY),)],
    ids=["none", "well", "one well", "paused", "just begun"],
)
def test_a_claim_with_a_working_source_or_a_short_gap_is_not_blind(feeds: tuple[Feed, ...]) -> None:
    assert blind(*feeds) is None


def test_a_paused_source_does_not_watch() -> None:
    assert blind(failing(), a_feed(paused=True)) is not None


@pytest.mark.parametrize("health", [FeedHealth.GONE, FeedHealth.DEAD])
def test_a_gone_source_does_not_watch_even_when_its_failing_time_is_not_known(health: FeedHealth) -> None:
    alert = blind(a_feed(health=health))
    assert alert is not None
    assert alert.event_at == NOON


def test_nobody_is_told_that_a_decided_claim_is_unwatched() -> None:
    assert blind(failing(), status=ClaimStatus.RESOLVED) is None
