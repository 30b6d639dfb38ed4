"""Targets that are down, flap, refuse or throttle: real store, real use case, real apprise, real servers, a fast clock."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from alerting_build import a_development, a_due_claim, a_match
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

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

STEP = timedelta(minutes=10)


def a_courier(store: Store, clock: Clock, targets: Sequence[Target]) -> Courier:
    with store.write() as tx:
        tx.save_claim(a_due_claim())
    return Courier(
        store=store,
        sender=AppriseSender(timedelta(seconds=3)),
        targets={target.name: target for target in targets},
        now=clock,
        random=steady_random().random,
        policy=RetryPolicy(),
    )


def tell(courier: Courier, number: int) -> Alert:
    """Store one more development, its alert and its deliveries."""
    development = a_development(id=make_id("development", str(number)), headline=f"Bridge news {number:03}")
    alert = development_alert(a_due_claim(), development, an_entry(), a_match(), None, courier.now())
    assert alert is not None
    with courier.store.write() as tx:
        tx.save_developments([development])
        tx.add_alert(alert, route(alert, a_due_claim(), tuple(courier.targets.values()), courier.now()))
    return alert


def deliveries(courier: Courier, target: str = "") -> list[Delivery]:
    with courier.store.read() as tx:
        return [delivery for delivery in tx.deliveries() if target in ("", delivery.target)]


def states(courier: Courier, target: str = "") -> Counter[DeliveryState]:
    return Counter(delivery.state for delivery in deliveries(courier, target))


def ids(server: MailServer) -> list[str]:
    return [mail["X-Monitor-Alert"] for mail in server.mails]


@pytest.fixture
def down() -> Iterator[MailServer]:
    """A mail server that is not there yet; the test starts it."""
    server = MailServer()
    yield server
    server.stop()


@pytest.mark.slow
async def test_three_days_without_mail_lose_nothing_and_end_in_order(
    store: Store, clock: Clock, down: MailServer
) -> None:
    courier = a_courier(store, clock, [Target("desk", down.url())])
    told, tries, busiest = [], 0, 0
    for step in range(72 * 6):
        if step % 72 == 0:
            told.append(tell(courier, step).id)
        report = await deliver_alerts(courier)
        tries += report.failed
        busiest = max(busiest, report.failed)
        clock.at += STEP
    assert states(courier).keys() <= {DeliveryState.WAITING, DeliveryState.QUEUED}
    assert tries <= 25 * len(told)
    assert busiest <= len(told)
    down.start()
    for _ in range(6 * 6 + 1):
        await deliver_alerts(courier)
        clock.at += STEP
    assert sorted(ids(down)) == sorted(told)
    assert states(courier) == {DeliveryState.SENT: len(told)}
    for mail in down.mails:
        text = mail.get_body(("plain",))
        assert text is not None
        assert "delayed, event of 12:00 UTC" in text.get_content()
        assert "possibly repeated" not in text.get_content()


async def test_one_target_down_of_three_never_repeats_to_the_others(
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


async def test_a_refusal_for_good_is_dead_at_once_and_says_why(store: Store, clock: Clock) -> None:
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


async def test_a_mail_that_was_taken_before_the_line_broke_comes_again_with_a_label(store: Store, clock: Clock) -> None:
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


async def test_a_service_that_throttles_gets_it_all_in_the_end(store: Store, clock: Clock, tmp_path: Path) -> None:
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


async def test_a_redirect_to_a_login_page_is_no_success(store: Store, clock: Clock, tmp_path: Path) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        slack.status, slack.location = 302, "/login"
        courier = a_courier(store, clock, [Target("hook", f"json://127.0.0.1:{slack.port}/hook")])
        tell(courier, 1)
        await deliver_alerts(courier)
        assert len(slack.requests) == 1
    assert states(courier) == {DeliveryState.WAITING: 1}


async def test_when_every_target_is_dead_each_delivery_says_so(store: Store, clock: Clock, down: MailServer) -> None:
    courier = a_courier(store, clock, [Target("desk", down.url()), Target("typo", "slakc://S0SECRET")])
    tell(courier, 1)
    for _ in range(24 * 9):
        await deliver_alerts(courier)
        clock.at += timedelta(hours=1)
    assert states(courier) == {DeliveryState.DEAD: 2}
    assert all(delivery.last_error and "SECRET" not in delivery.last_error for delivery in deliveries(courier))
