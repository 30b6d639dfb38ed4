"""A crash around the send, a mail server that hangs while feeds are polled, broken addresses, one story five times."""

import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alerting_build import a_development, a_due_claim, a_match
from build import NOON, a_feed, an_entry
from fakes import Clock, FakeSender, FakeWeb, rss, steady_random
from mail_server import MailServer, mail_server, silent_port
from poll_build import a_poller

from monitor.adapters.apprise_sender import AppriseSender
from monitor.adapters.sql_store import open_store
from monitor.alerting.rules import development_alert
from monitor.cli.main import run
from monitor.model.alert import Alert, Message, Target
from monitor.model.claim import Claim
from monitor.model.policy import RetryPolicy
from monitor.ports import Sender, Store
from monitor.usecases.deliver_alerts import Courier, deliver_alerts
from monitor.usecases.poll_feeds import poll_feeds
from monitor.usecases.publish_alert import publish_alert

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


class CrashError(BaseException):
    """The process ends here."""


class CrashingSender(FakeSender):
    """`before` or after the message is taken, the process dies."""

    def __init__(self, real: Sender, *, before: bool) -> None:
        super().__init__()
        self.real, self.before = real, before

    async def send(self, target: Target, message: Message) -> None:
        if not self.before:
            await self.real.send(target, message)
        raise CrashError


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


def commit_alert(store: Store, target: Target) -> Alert:
    """One development with its alert, stored as a poll stores it."""
    alert = development_alert(a_due_claim(), a_development(), an_entry(), a_match(), None, NOON)
    assert alert is not None
    with store.write() as tx:
        tx.save_claim(a_due_claim())
        tx.save_developments([a_development()])
        assert publish_alert(tx, alert, a_due_claim(), [target], NOON)
    return alert


def a_courier(store: Store, clock: Clock, target: Target, sender: Sender) -> Courier:
    return Courier(store, sender, {target.name: target}, clock, steady_random().random, RetryPolicy())


async def crash_and_go_on(url: str, server: MailServer, *, before: bool) -> Alert:
    """A process stores the alert and dies at the send; another one, later, has only the file."""
    clock, target, real = Clock(), Target("desk", server.url()), AppriseSender(timedelta(seconds=5), Clock())
    first = open_store(url)
    alert = commit_alert(first, target)
    with pytest.raises(CrashError):
        await deliver_alerts(a_courier(first, clock, target, CrashingSender(real, before=before)))
    first.close()
    second = open_store(url)
    courier = a_courier(second, clock, target, real)
    assert (await deliver_alerts(courier)).sent == 0  # the first one may still be at it
    clock.at += RetryPolicy().lease
    assert (await deliver_alerts(courier)).sent == 1
    assert (await deliver_alerts(courier)).sent == 0
    second.close()
    return alert


@pytest.mark.slow
async def test_fault_35_what_was_committed_before_a_crash_is_sent_after_it(server: MailServer, tmp_path: Path) -> None:
    alert = await crash_and_go_on(f"sqlite:///{tmp_path / 'monitor.db'}", server, before=True)
    assert [mail["X-Monitor-Alert"] for mail in server.mails] == [alert.id]


@pytest.mark.slow
async def test_fault_36_a_crash_between_send_and_record_repeats_once_and_says_so(
    server: MailServer, tmp_path: Path
) -> None:
    alert = await crash_and_go_on(f"sqlite:///{tmp_path / 'monitor.db'}", server, before=False)
    first, again = server.mails
    assert first["X-Monitor-Alert"] == again["X-Monitor-Alert"] == alert.id
    assert first["Message-ID"] == again["Message-ID"]
    texts = [part.get_content() for mail in (first, again) if (part := mail.get_body(("plain",)))]
    assert ["possibly repeated" in text for text in texts] == [False, True]


async def test_fault_43_feeds_are_polled_in_time_while_a_mail_server_is_silent(store: Store, clock: Clock) -> None:
    with store.write() as tx:
        tx.save_feed(a_feed("https://one.example/feed", next_poll_at=NOON))
    with silent_port() as port:
        target = Target("desk", f"mailto://127.0.0.1:{port}?from=a@example.org&to=b@example.org")
        commit_alert(store, target)
        courier = a_courier(store, clock, target, AppriseSender(timedelta(minutes=6), Clock()))
        delivering = asyncio.create_task(deliver_alerts(courier))
        while not courier.at_work:  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0)
        report = await poll_feeds(a_poller(store, FakeWeb({"https://one.example/feed": rss()}), clock))
        assert not delivering.done()  # it has two minutes until it gives up: polling did not wait for that
        delivering.cancel()
        await asyncio.wait([delivering])
    assert report.polled == 1


MISSPELT = ["mailto:", "mailto://", "://S3CRET", "S3CRET", "json://"]
NOWHERE = [
    "slakc://S3CRET/T/B",
    "slack://S3CRET",
    "mailtos://user:S3CRET@mail.example.org?to=a@example.org,b@example.org",
    "tgram://S3CRET",
    "discord://S3CRET",
]


@pytest.mark.parametrize("urls", [MISSPELT, NOWHERE])
@pytest.mark.parametrize("command", [["config", "check"], ["run", "--once"]])
def test_fault_46_every_address_that_leads_nowhere_is_named_without_its_secret(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], urls: list[str], command: list[str]
) -> None:
    file = tmp_path / "config.toml"
    tables = (f'[[targets]]\nname = "target-{number}"\nurl = "{url}"\n' for number, url in enumerate(urls))
    file.write_text("\n".join(tables))
    file.chmod(0o600)
    code = run(["--config", str(file), *command])
    told = capfd.readouterr().err
    assert code == 1
    assert "S3CRET" not in told
    named = re.findall(r"targets\[(\d)\]|target-(\d)", told)
    assert [int(first or second) for first, second in named] == list(range(5))


@pytest.mark.slow
async def test_fault_47_one_story_of_five_outlets_is_one_alert_with_five_sources(store: Store, clock: Clock) -> None:
    claim: Claim = a_due_claim()
    urls = [f"https://{name}.example/feed" for name in ("one", "two", "three", "four", "five")]
    story = "Veldam opens its new harbour bridge in June as planned"
    web = FakeWeb({url: rss() for url in urls})
    poller = a_poller(store, web, clock)
    with store.write() as tx:
        tx.save_claim(claim)
        for url in urls:
            tx.save_feed(a_feed(url, outlet=url, next_poll_at=NOON))
    await poll_feeds(poller)
    clock.forward(days=1)
    web.pages = {url: rss((url, story, "")) for url in urls}
    await poll_feeds(poller)
    with store.read() as tx:
        told = [alert for alert in tx.alerts() if alert.development]
        (development,) = (it for it in tx.developments(claim=claim.slug) if it.id == told[0].development)
    assert len(told) == 1
    assert len(development.outlets) == 5
