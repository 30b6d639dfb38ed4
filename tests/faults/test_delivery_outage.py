"""Targets that are down, flap, refuse or throttle: real store, real use case, real apprise, real servers, a fast clock."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from alerting_build import a_development, a_due_claim, a_match, an_alert
from build import an_entry
from fake_slack import fake_slack
from fakes import Clock, steady_random
from mail_server import MailServer, mail_server

from monitor.adapters.apprise_sender import AppriseSender
from monitor.alerting.routing import route
from monitor.alerting.rules import development_alert
from monitor.model.alert import Alert, Delivery, DeliveryState, Target
from monitor.model.ids import make_id
from monitor.model.policy import RetryPolicy
from monitor.ports import Store
from monitor.usecases.deliver_alerts import Courier, deliver_alerts
from monitor.usecases.retry_alerts import find_alerts

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

STEP = timedelta(minutes=10)


def a_courier(store: Store, clock: Clock, targets: Sequence[Target]) -> Courier:
    with store.write() as tx:
        tx.save_claim(a_due_claim())
    return Courier(
        store=store,
        sender=AppriseSender(timedelta(minutes=2), Clock()),
        targets={target.name: target for target in targets},
        now=clock,
        random=steady_random().random,
        policy=RetryPolicy(),
    )


def tell(courier: Courier, number: int, second: int = 0) -> Alert:
    """Store one more development, of that second, its alert and its deliveries."""
    development = a_development(id=make_id("development", str(number)), headline=f"Bridge news {number:03}")
    alert = development_alert(a_due_claim(), development, an_entry(), a_match(), None, courier.now())
    assert alert is not None
    alert = replace(alert, event_at=alert.event_at + timedelta(seconds=second))
    with courier.store.write() as tx:
        tx.save_developments([development])
        tx.add_alert(alert, route(alert, a_due_claim(), tuple(courier.targets.values()), courier.now()))
    return alert


def deliveries(courier: Courier, target: str = "") -> list[Delivery]:
    with courier.store.read() as tx:
        return [delivery for delivery in tx.deliveries() if target in ("", delivery.target)]


def states(courier: Courier, target: str = "") -> Counter[DeliveryState]:
    return Counter(delivery.state for delivery in deliveries(courier, target))


def text_of(mail: EmailMessage) -> str:
    """Its words, in one line."""
    part = mail.get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def covered(server: MailServer) -> list[str]:
    """The short ids of all alerts that the mails tell of, in their order."""
    found = []
    for mail in server.mails:
        listed = re.findall("· alert ([0-9a-f]{8})", text_of(mail))
        found += listed or [mail["X-Monitor-Alert"][:8]]
    return found


def ids(server: MailServer) -> list[str]:
    return [mail["X-Monitor-Alert"] for mail in server.mails]


@pytest.fixture
def down() -> Iterator[MailServer]:
    """A mail server that is not there yet; the test starts it."""
    server = MailServer()
    yield server
    server.stop()


@pytest.mark.slow
@pytest.mark.one_store
async def test_fault_37_three_days_without_mail_lose_nothing_and_end_in_order(
    store: Store, clock: Clock, down: MailServer
) -> None:
    courier = a_courier(store, clock, [Target("desk", down.url())])
    told, tries, busiest = [], 0, 0
    for step in range(72 * 6):
        if step % 48 == 0:
            told += [tell(courier, step * 10 + number, number).id for number in range(3)]
        report = await deliver_alerts(courier)
        tries += report.failed
        busiest = max(busiest, report.failed)
        clock.at += STEP
    assert states(courier).keys() <= {DeliveryState.WAITING, DeliveryState.QUEUED}
    assert tries <= 25
    assert busiest == 1
    down.start()
    before, most = 0, 0
    for _ in range(6 * 60 + 60):
        await deliver_alerts(courier)
        before, most = len(down.mails), max(most, len(down.mails) - before)
        clock.at += timedelta(minutes=1)
    assert most <= 30
    assert covered(down) == [alert[:8] for alert in told]
    assert len(down.mails) <= len(told)
    assert states(courier) == {DeliveryState.SENT: len(told)}
    for mail in down.mails[:5]:
        text = mail.get_body(("plain",))
        assert text is not None
        assert "delayed, event of 12:0" in text.get_content()
        assert "possibly repeated" not in text.get_content()


@pytest.mark.slow
@pytest.mark.one_store
async def test_fault_44_a_storm_of_a_thousand_matches_is_ten_mails_that_tell_of_all(store: Store, clock: Clock) -> None:
    with mail_server() as server:
        courier = a_courier(store, clock, [Target("desk", server.url())])
        told = [tell(courier, number, number).id for number in range(1_000)]
        report = await deliver_alerts(courier)
        assert report.sent == 1_000
        assert len(server.mails) == 10
        assert ids(server) == told[:10]
        assert "+971 more: monitor alert list --claim harbour-bridge" in text_of(server.mails[-1])
    assert {it.alert.id for it in find_alerts(store, claim="harbour-bridge", limit=2_000)} == set(told)
    assert states(courier) == {DeliveryState.SENT: 1_000}


@pytest.mark.slow
@pytest.mark.one_store
async def test_fault_40_two_hundred_alerts_in_a_minute_are_thirty_messages(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        courier = a_courier(store, clock, [Target("hook", f"json://127.0.0.1:{slack.port}/hook")])
        with store.write() as tx:
            for number in range(200):
                claim = a_due_claim(slug=f"claim-{number}")
                tx.save_claim(claim)
                alert = an_alert(id=make_id("alert", str(number)), key=f"k{number}", claim=claim.slug, development="")
                tx.add_alert(alert, route(alert, claim, tuple(courier.targets.values()), clock()))
        minutes = []
        while len(slack.requests) < 200:
            before = len(slack.requests)
            for _ in range(6):
                await deliver_alerts(courier)
                clock.at += timedelta(seconds=10)
            minutes.append(len(slack.requests) - before)
    assert max(minutes) <= 30
    assert len(minutes) == 7


@pytest.mark.slow
async def test_fault_40_a_service_that_throttles_is_asked_once_until_it_takes_again(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        courier = a_courier(store, clock, [Target("hook", f"json://127.0.0.1:{slack.port}/hook")])
        told = [tell(courier, number, number).id for number in range(8)]
        slack.status = 429
        for _ in range(6):
            await deliver_alerts(courier)
            clock.at += timedelta(seconds=5)
        assert len(slack.requests) == 1
        slack.status = 200
        clock.at += timedelta(minutes=2)
        await deliver_alerts(courier)
        assert [it.headers["x-monitor-alert"] for it in slack.requests[1:]] == told


@pytest.mark.slow
async def test_fault_41_a_message_that_the_service_does_not_take_stops_no_other(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        courier = a_courier(store, clock, [Target("hook", f"json://127.0.0.1:{slack.port}/hook")])
        poison = tell(courier, 0, 0)
        slack.status = 400
        await deliver_alerts(courier)
        slack.status = 200
        told = [tell(courier, number, number).id for number in range(1, 6)]
        await deliver_alerts(courier)
        assert [it.headers["x-monitor-alert"] for it in slack.requests[1:]] == told
        clock.at += STEP
        await deliver_alerts(courier)
        assert slack.requests[-1].headers["x-monitor-alert"] == poison.id


@pytest.mark.slow
async def test_fault_38_one_target_down_of_three_never_repeats_to_the_others(
    store: Store, clock: Clock, down: MailServer, tmp_path: Path
) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        with mail_server() as well:
            courier = a_courier(
                store,
                clock,
                [
                    Target("down", down.url()),
                    Target("mail", well.url()),
                    Target("hook", f"json://127.0.0.1:{slack.port}/hook"),
                ],
            )
            told = [tell(courier, number).id for number in range(5)]
            for _ in range(30):
                await deliver_alerts(courier)
                clock.at += STEP
            assert sorted(ids(well)) == sorted(told)
            assert sorted(request.headers["x-monitor-alert"] for request in slack.requests) == sorted(told)
            assert DeliveryState.SENT not in states(courier, "down")
            down.start()
            for _ in range(40):
                await deliver_alerts(courier)
                clock.at += STEP
            assert sorted(ids(down)) == sorted(told)
            assert len(well.mails) == len(slack.requests) == 5


async def test_fault_39_a_refusal_for_good_is_dead_at_once_and_says_why(store: Store, clock: Clock) -> None:
    with mail_server() as server:
        server.rcpt = "550 no such mailbox"
        courier = a_courier(store, clock, [Target("desk", server.url())])
        tell(courier, 1)
        assert (await deliver_alerts(courier)).dead == 1
        (delivery,) = deliveries(courier)
        assert (delivery.state, delivery.attempts) == (DeliveryState.DEAD, 1)
        assert "refuses for good (550)" in delivery.last_error
        clock.at += timedelta(days=30)
        await deliver_alerts(courier)
        assert server.tries == 1


@pytest.mark.slow
async def test_fault_36_a_mail_that_was_taken_before_the_line_broke_comes_again_with_a_label(
    store: Store, clock: Clock
) -> None:
    with mail_server() as server:
        server.drops = True
        courier = a_courier(store, clock, [Target("desk", server.url())])
        alert = tell(courier, 1)
        await deliver_alerts(courier)
        server.drops = False
        clock.at += STEP
        await deliver_alerts(courier)
    assert ids(server) == [alert.id, alert.id]
    first, second = (mail.get_body(("plain",)) for mail in server.mails)
    assert first is not None
    assert second is not None
    assert "possibly repeated" not in first.get_content()
    assert "possibly repeated" in second.get_content()


@pytest.mark.slow
async def test_fault_40_a_service_that_throttles_gets_it_all_in_the_end(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        courier = a_courier(store, clock, [Target("hook", f"json://127.0.0.1:{slack.port}/hook")])
        told = [tell(courier, number).id for number in range(10)]
        taken = []
        for round_ in range(60):
            slack.status = 429 if round_ % 3 else 200
            before = len(slack.requests)
            await deliver_alerts(courier)
            taken += [] if slack.status == 429 else [it.headers["x-monitor-alert"] for it in slack.requests[before:]]
            clock.at += STEP
    assert sorted(taken) == sorted(told)
    assert states(courier) == {DeliveryState.SENT: 10}


async def test_fault_42_a_redirect_to_a_login_page_is_no_success(store: Store, clock: Clock, tmp_path: Path) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        slack.status, slack.location = 302, "/login"
        courier = a_courier(store, clock, [Target("hook", f"json://127.0.0.1:{slack.port}/hook")])
        tell(courier, 1)
        await deliver_alerts(courier)
        assert len(slack.requests) == 1
    assert states(courier) == {DeliveryState.WAITING: 1}


@pytest.mark.slow
@pytest.mark.one_store
async def test_fault_45_when_every_target_is_dead_each_delivery_says_so(
    store: Store, clock: Clock, down: MailServer
) -> None:
    courier = a_courier(store, clock, [Target("desk", down.url()), Target("typo", "slakc://S0SECRET")])
    tell(courier, 1)
    for _ in range(24 * 9):
        await deliver_alerts(courier)
        clock.at += timedelta(hours=1)
    assert states(courier) == {DeliveryState.DEAD: 2}
    assert all(delivery.last_error and "SECRET" not in delivery.last_error for delivery in deliveries(courier))
