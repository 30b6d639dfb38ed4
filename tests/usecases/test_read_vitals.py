"""Does the watch go on? Signs of life, lateness, targets that take nothing; and how others hear of it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOON, a_claim, a_feed
from desk_build import alert
from fakes import FakeWeb, rss

from monitor.errors import FailureReason, FetchError
from monitor.model.alert import DeliveryState
from monitor.model.feed import FeedHealth
from monitor.model.pace import TargetHealth
from monitor.ports import Store
from monitor.usecases.beat_heart import beat_heart
from monitor.usecases.notes import NETWORK_NOTE
from monitor.usecases.read_vitals import Mode, Vitals, give_sign, read_vitals
from monitor.usecases.render_metrics import render_metrics
from monitor.usecases.target_health import save_target_health

HOUR = timedelta(hours=1)


def test_a_store_that_nobody_worked_on_is_well(store: Store) -> None:
    vitals = read_vitals(store, ["desk"], NOON)
    assert vitals == Vitals(NOON, targets=1)
    assert vitals.is_well


@pytest.mark.parametrize(
    ("mode", "ago", "silent"),
    [
        (Mode.DAEMON, timedelta(minutes=14), False),
        (Mode.DAEMON, timedelta(minutes=16), True),
        (Mode.ROUNDS, timedelta(hours=25), False),
        (Mode.ROUNDS, timedelta(hours=27), True),
        (Mode.DAEMON, -10 * HOUR, False),
    ],
)
def test_silence(store: Store, mode: Mode, ago: timedelta, silent: bool) -> None:
    give_sign(store, mode, NOON - ago)
    vitals = read_vitals(store, [], NOON)
    assert (vitals.is_silent, vitals.is_well) == (silent, not silent)


def test_a_daemon_that_does_not_keep_up_is_late_and_rounds_are_not(store: Store) -> None:
    with store.write() as tx:
        tx.save_feed(a_feed(next_poll_at=NOON - 2 * HOUR))
        tx.save_feed(a_feed("https://paused.example/", paused=True, next_poll_at=NOON - 50 * HOUR))
    give_sign(store, Mode.DAEMON, NOON)
    late = read_vitals(store, [], NOON)
    assert (late.late, late.is_late, late.is_well) == (2 * HOUR, True, False)
    give_sign(store, Mode.ROUNDS, NOON)
    assert not read_vitals(store, [], NOON).is_late
    assert read_vitals(store, [], NOON - 5 * HOUR).late == timedelta()


def test_a_clock_behind_what_the_store_has_seen_is_told(store: Store) -> None:
    with store.write() as tx:
        tx.save_feed(a_feed(last_polled_at=NOON + 2 * HOUR))
    assert read_vitals(store, [], NOON).behind == 2 * HOUR
    give_sign(store, Mode.DAEMON, NOON + 5 * HOUR)
    behind = read_vitals(store, [], NOON)
    assert (behind.behind, behind.is_behind) == (5 * HOUR, True)
    assert not read_vitals(store, [], NOON + 5 * HOUR - timedelta(minutes=10)).is_behind
    assert read_vitals(store, [], NOON + 6 * HOUR).behind == timedelta()


def test_without_a_network_nobody_is_late_but_nothing_is_well(store: Store) -> None:
    with store.write() as tx:
        tx.save_feed(a_feed(next_poll_at=NOON - 2 * HOUR))
        tx.save_note(NETWORK_NOTE, (NOON - HOUR).isoformat())
    give_sign(store, Mode.DAEMON, NOON)
    vitals = read_vitals(store, [], NOON)
    assert (vitals.late, vitals.network_down_since, vitals.is_well) == (timedelta(), NOON - HOUR, False)


def test_feeds_and_the_outbox_are_counted(store: Store) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_feed(a_feed(health=FeedHealth.OK, last_polled_at=NOON - HOUR))
        tx.save_feed(a_feed("https://dead.example/", health=FeedHealth.DEAD))
    alert(store)
    alert(store, target="mail", state=DeliveryState.DEAD)
    alert(store, target="chat", state=DeliveryState.HELD)
    vitals = read_vitals(store, [], NOON + HOUR)
    assert (vitals.feeds, vitals.healthy, vitals.last_polled_at) == (2, 1, NOON - HOUR)
    assert (vitals.waiting, vitals.dead) == (1, 1)
    assert vitals.waiting_since is not None


def test_a_watch_is_mute_when_no_target_takes_anything(store: Store) -> None:
    with store.write() as tx:
        for name, since in (("desk", NOON - 2 * HOUR), ("chat", NOON - HOUR / 2)):
            save_target_health(tx, name, TargetHealth(3, since, NOON, "", "refused"))
    assert read_vitals(store, ["desk", "chat"], NOON).broken == ("desk",)
    assert read_vitals(store, ["desk", "chat"], NOON).is_well
    assert not read_vitals(store, ["desk", "chat"], NOON + HOUR).is_well


def test_metrics_are_lines_that_prometheus_reads() -> None:
    text = render_metrics(Vitals(NOON, feeds=3, late=timedelta(seconds=90), waiting_since=NOON, targets=1), "1.2.3")
    assert text.endswith("\n")
    for line in text.splitlines():
        assert re.fullmatch(
            r"# (HELP|TYPE) claim_monitor_\w+ .+|claim_monitor_\w+(\{version=\"1\.2\.3\"\})? [0-9.e+]+", line
        )
    values = dict(line.split(" ") for line in text.splitlines() if not line.startswith("#"))
    assert values["claim_monitor_feeds"] == "3"
    assert values["claim_monitor_feed_lateness_seconds"] == "90"
    assert values["claim_monitor_well"] == "1"
    assert values["claim_monitor_last_poll_seconds"] == "0"
    assert float(values["claim_monitor_deliveries_waiting_since_seconds"]) == NOON.timestamp()
    unwell = replace(Vitals(NOON), network_down_since=NOON)
    assert "claim_monitor_well 0\n" in render_metrics(unwell, "1.2.3")


async def test_a_heartbeat_says_in_one_word_what_was_wrong(web: FakeWeb) -> None:
    url = "https://beat.example/ping/token"
    web.pages[url] = rss()
    assert await beat_heart(web, url) == ""
    web.pages[url] = FetchError(f"{url} refused", FailureReason.SERVER_ERROR)
    assert await beat_heart(web, url) == "server-error"
