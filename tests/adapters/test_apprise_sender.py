"""Real apprise between our sender and real servers on loopback."""

import json
import logging
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from alerting_build import a_delivery, a_development, a_due_claim, an_alert
from build import NOON
from fake_slack import fake_slack
from fakes import Clock
from mail_server import MailServer, mail_server, refusing_port

from monitor.adapters.apprise_sender import AppriseSender
from monitor.alerting.render import render_message
from monitor.errors import FailureReason, SendError
from monitor.model.alert import Message, Target

# apprise looks for a module that Python 3.13 drops.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
HEADERS = [
    "Content-Type",
    "MIME-Version",
    "X-Application",
    "X-Monitor-Alert",
    "References",
    "In-Reply-To",
    "List-Id",
    "Subject",
    "From",
    "To",
    "Message-ID",
    "Date",
]


def a_message(headline: str = "") -> Message:
    development = a_development(headline=headline) if headline else a_development()
    alert = an_alert(subject=f"cancelled: {headline}") if headline else an_alert()
    return render_message(alert, a_delivery(), a_due_claim(), development, NOON, (development,))


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture(autouse=True)
def _fresh(server: MailServer) -> None:
    server.mails.clear()
    server.rcpt = server.data = "250 OK"
    server.drops = False


@pytest.fixture
def sender() -> AppriseSender:
    return AppriseSender(timedelta(minutes=2), Clock())


async def refused(sender: AppriseSender, url: str) -> SendError:
    with pytest.raises(SendError) as caught:
        await sender.send(Target("desk", url), a_message())
    return caught.value


@pytest.mark.slow
async def test_a_mail_has_exactly_the_expected_headers(server: MailServer, sender: AppriseSender) -> None:
    await sender.send(Target("desk", server.url()), a_message())
    mail = server.mails[0]
    assert mail.keys() == HEADERS
    assert mail["X-Monitor-Alert"] == "a1e2700000000001"
    assert mail["References"] == mail["In-Reply-To"] == "<claim.harbour-bridge@claim-monitor.invalid>"
    assert mail["List-Id"] == "<claim.harbour-bridge.claim-monitor.invalid>"
    assert mail["X-Application"] == "claim-monitor"
    assert mail["Subject"] == "[harbour-bridge] cancelled: Veldam calls off the opening of its harbour bridge"


async def test_a_mail_has_our_html_our_text_and_a_picture(server: MailServer, sender: AppriseSender) -> None:
    message = a_message()
    await sender.send(Target("desk", server.url()), message)
    mail = server.mails[0]
    assert mail.get_content_type() == "multipart/related"
    words, picture = mail.iter_parts()
    assert words.get_content_type() == "multipart/alternative"
    text, html = words.iter_parts()
    assert text.get_content().splitlines() == message.body.splitlines()
    assert html.get_content().splitlines() == message.html.splitlines()
    assert f"cid:{picture['Content-ID'].strip('<>')}" in message.html
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content() == message.picture


async def test_a_mail_without_a_picture_has_two_parts(server: MailServer, sender: AppriseSender) -> None:
    message = replace(a_message(), picture=b"")
    await sender.send(Target("desk", server.url()), message)
    text, html = server.mails[0].iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().splitlines() == message.body.splitlines()


@pytest.mark.slow
async def test_the_same_alert_has_the_same_message_id(server: MailServer, sender: AppriseSender) -> None:
    """So a server or a reader's program that has it already can tell that it is no second one."""
    for reader in ("desk", "desk", "other"):
        await sender.send(Target(reader, server.url().replace("to=desk", f"to={reader}")), a_message())
    await sender.send(Target("desk", server.url()), replace(a_message(), alert_id="b0d1e00000000002"))
    for _ in range(2):
        await sender.send(Target("desk", server.url()), Message("test", "test", "A test", "Nothing happened."))
    first, again, other, next_one, *tests = (mail["Message-ID"] for mail in server.mails)
    assert first == again
    assert len({first, other, next_one, *tests}) == 5
    assert first.startswith("<a1e2700000000001.")
    assert first.endswith("@example.org>")


@pytest.mark.parametrize(
    "headline",
    ["漢字" * 400, "😀" * 400, "é" * 400, "=?utf-8?q?=0d=0aBcc:_x@example.org?=", "naïve", "plain =? words"],
)
async def test_a_subject_in_any_script_arrives_whole_in_lines_that_servers_take(
    server: MailServer, sender: AppriseSender, headline: str
) -> None:
    message = a_message(headline)
    await sender.send(Target("desk", server.url()), message)
    subject = server.mails[0]["Subject"]
    assert subject == message.title or (subject.endswith("…") and message.title.startswith(subject[:-1]))
    assert len(subject) > 110 or subject == message.title


async def test_an_endless_subject_is_cut_at_a_letter(server: MailServer, sender: AppriseSender) -> None:
    await sender.send(Target("desk", server.url()), replace(a_message(), title="😀" * 400))
    subject = server.mails[0]["Subject"]
    assert set(subject) == {"😀", "…"}
    assert 100 < len(subject) < 200


@pytest.mark.parametrize("plain", ["the address asks for text", "the message has no html"])
async def test_a_plain_mail_is_the_plain_body(server: MailServer, sender: AppriseSender, plain: str) -> None:
    message = a_message()
    if plain == "the message has no html":
        message = replace(message, html="")
    await sender.send(Target("desk", server.url("&format=text")), message)
    mail = server.mails[0]
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().split() == message.body.split()


async def test_a_recipient_that_is_refused_for_good_is_not_tried_again(
    server: MailServer, sender: AppriseSender
) -> None:
    server.rcpt = "550 no such mailbox desk@example.org"
    error = await refused(sender, server.url())
    assert (error.reason, error.recoverable, error.status) == (FailureReason.REFUSED, False, 550)
    assert str(error) == (
        "target desk: the mail server refuses for good (550); mend the target, then `monitor alert retry`"
    )


@pytest.mark.parametrize(("stage", "answer"), [("rcpt", "450 busy"), ("rcpt", "451 greylisted"), ("data", "452 full")])
async def test_a_throttling_mail_server_is_tried_again(
    server: MailServer, sender: AppriseSender, stage: str, answer: str
) -> None:
    setattr(server, stage, answer)
    error = await refused(sender, server.url())
    assert (error.reason, error.recoverable, error.status) == (FailureReason.RATE_LIMITED, True, int(answer[:3]))


async def test_a_mail_refused_whole_is_final(server: MailServer, sender: AppriseSender) -> None:
    server.data = "554 looks like spam"
    error = await refused(sender, server.url())
    assert (error.reason, error.recoverable, error.status) == (FailureReason.REFUSED_MESSAGE, False, 554)
    assert str(error).endswith("or `monitor alert drop`")


async def test_a_connection_dropped_after_the_mail_leaves_the_outcome_open(
    server: MailServer, sender: AppriseSender
) -> None:
    server.drops = True
    error = await refused(sender, server.url())
    assert (error.reason, error.recoverable) == (FailureReason.UNKNOWN_OUTCOME, True)
    assert len(server.mails) == 1


async def test_a_server_that_is_away_is_tried_again(sender: AppriseSender) -> None:
    with refusing_port() as port:
        error = await refused(sender, f"mailto://127.0.0.1:{port}?from=a@example.org&to=b@example.org")
    assert (error.reason, error.recoverable) == (FailureReason.CONNECT, True)


def tls_context(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


async def test_starttls_with_a_login(sender: AppriseSender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with mail_server(tls=tls_context(authority), password="open-sesame") as server:
        await sender.send(Target("desk", server.url(scheme="mailtos", user="watch:open-sesame@")), a_message())
        assert len(server.mails) == 1
        error = await refused(sender, server.url(scheme="mailtos", user="watch:wrong-word@"))
        assert (error.recoverable, error.status) == (False, 535)
        assert "wrong-word" not in str(error)


@pytest.mark.slow
async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(sender: AppriseSender) -> None:
    with mail_server(tls=tls_context(trustme.CA())) as server:
        error = await refused(sender, server.url(scheme="mailtos"))
        assert (error.reason, error.recoverable) == (FailureReason.TLS, True)
        assert not server.mails


async def test_slack_gets_our_blocks_and_no_markup(
    sender: AppriseSender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        monkeypatch.setenv("HTTPS_PROXY", slack.proxy)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        await sender.send(Target("room", SLACK + "/#desk"), a_message())
        (request,) = slack.requests
    assert (request.host, request.path) == ("hooks.slack.com", SLACK.replace("slack://", "/services/"))
    payload = request.json()
    assert payload == json.loads(a_message().slack) | {"channel": "#desk"}
    assert payload["text"] == a_message().title
    assert [block["type"] for block in payload["blocks"]] == ["header", "rich_text", "rich_text", "context"]
    assert "mrkdwn" not in {element["type"] for element in _objects(payload["blocks"])}
    assert "apprise" not in request.body.decode().lower()


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a JSON value that have a type."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for each in value.values():
            yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)


async def test_a_message_without_blocks_is_plain_text_in_slack(
    sender: AppriseSender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        monkeypatch.setenv("HTTPS_PROXY", slack.proxy)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        await sender.send(Target("room", SLACK), replace(a_message(), slack=""))
        (request,) = slack.requests
    payload = request.json()
    assert payload["mrkdwn"] is False
    assert payload["attachments"][0]["title"] == a_message().title
    assert "monitor claim show harbour-bridge" in payload["attachments"][0]["text"]


@pytest.mark.parametrize(
    "expected",
    [
        (401, FailureReason.REFUSED, False),
        (403, FailureReason.REFUSED, False),
        (404, FailureReason.NOT_FOUND, False),
        (410, FailureReason.GONE, False),
        (400, FailureReason.REFUSED, True),
        (429, FailureReason.RATE_LIMITED, True),
        (500, FailureReason.SERVER_ERROR, True),
        (302, FailureReason.MOVED, True),
    ],
)
@pytest.mark.parametrize("service", ["slack", "json"])
async def test_what_a_service_answers_decides_whether_to_try_again(
    sender: AppriseSender,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    service: str,
    expected: tuple[int, FailureReason, bool],
) -> None:
    status = expected[0]
    async with fake_slack(tmp_path / "ca.pem") as slack:
        monkeypatch.setenv("HTTPS_PROXY", slack.proxy)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        slack.status, slack.text, slack.location = status, "no", "/login" if status == 302 else ""
        error = await refused(sender, SLACK if service == "slack" else f"json://127.0.0.1:{slack.port}/hook")
        assert len(slack.requests) == 1
    assert (error.status, error.reason, error.recoverable) == expected


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ("Retry-After: 120\r\n", 120),
        ("Date: Wed, 03 May 2017 09:00:00 GMT\r\nRetry-After: Wed, 03 May 2017 09:10:00 GMT\r\n", 600),
        ("Retry-After: soon\r\n", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("service", ["slack", "json"])
async def test_a_service_says_when_it_wants_to_be_asked_again(
    sender: AppriseSender,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    service: str,
    headers: str,
    wait: int | None,
) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        monkeypatch.setenv("HTTPS_PROXY", slack.proxy)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        slack.status, slack.text, slack.headers = 429, "no", headers
        error = await refused(sender, SLACK if service == "slack" else f"json://127.0.0.1:{slack.port}/hook")
    assert error.retry_at == (None if wait is None else NOON + timedelta(seconds=wait))


async def test_a_hook_gets_the_alert_id(sender: AppriseSender, tmp_path: Path) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        await sender.send(Target("hook", f"json://127.0.0.1:{slack.port}/hook"), a_message())
        (request,) = slack.requests
    assert request.headers["x-monitor-alert"] == "a1e2700000000001"
    assert request.json()["message"].split() == a_message().body.split()


async def test_a_hook_cut_off_while_it_answers_leaves_the_outcome_open(sender: AppriseSender, tmp_path: Path) -> None:
    async with fake_slack(tmp_path / "ca.pem") as slack:
        slack.cuts = True
        error = await refused(sender, f"json://127.0.0.1:{slack.port}/hook")
    assert (error.reason, error.recoverable) == (FailureReason.UNKNOWN_OUTCOME, True)


async def test_an_unknown_name_is_told_as_such(sender: AppriseSender) -> None:
    error = await refused(sender, "json://no-such-host.invalid/hook")
    assert (error.reason, error.recoverable) == (FailureReason.DNS, True)


@pytest.mark.parametrize(
    "url",
    [
        "slakc://T0SECRET/B0SECRET/S0SECRET",
        "T0SECRET/B0SECRET",
        "mailto://",
        "mailto://watch:S0SECRET@127.0.0.1?to=a@example.org,b@example.org&from=c@example.org",
        "mailto://watch:S0SECRET@127.0.0.1?to=a@example.org&cc=b@example.org&from=c@example.org",
        "mailto://watch:S0SECRET@127.0.0.1?to=a@example.org&bcc=b@example.org&from=c@example.org",
        SLACK.replace("T1JJ3T3L2", "T0SECRET1") + "/#one/#two",
        "discord://S0SECRET",
        "",
    ],
)
def test_an_address_that_will_not_do_is_named_without_its_secret(sender: AppriseSender, url: str) -> None:
    problem = sender.check_target(Target("desk", url))
    assert problem is not None
    assert "secret" not in problem.lower()


@pytest.mark.parametrize(
    "url",
    [
        SLACK,
        SLACK.replace("slack://", "https://hooks.slack.com/services/"),
        "mailto://watch:word@127.0.0.1?to=a@example.org&from=c@example.org&retry=3",
        "json://127.0.0.1/hook?retry=3",
    ],
)
def test_a_sound_address_has_no_problem(sender: AppriseSender, url: str) -> None:
    assert sender.check_target(Target("desk", url)) is None


async def test_whatever_a_plugin_raises_is_a_failure_of_its_target(server: MailServer, sender: AppriseSender) -> None:
    odd = Message("a1e2700000000001", "network", "[sources] odd", "a lone surrogate: \ud800")
    with pytest.raises(SendError) as caught:
        await sender.send(Target("desk", server.url()), odd)
    error = caught.value
    assert (error.reason, error.recoverable) == (FailureReason.PROTOCOL, True)
    assert (error.__cause__, error.__context__) == (None, None)
    await sender.send(Target("desk", server.url()), a_message())
    assert len(server.mails) == 1


async def test_sending_to_an_address_that_is_not_understood_is_final(sender: AppriseSender) -> None:
    error = await refused(sender, "slakc://S0SECRET")
    assert (error.reason, error.recoverable) == (FailureReason.BAD_URL, False)
    assert "S0SECRET" not in str(error)


async def test_no_secret_reaches_our_log_at_any_level(
    server: MailServer, sender: AppriseSender, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(1)
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    async with fake_slack(tmp_path / "ca.pem") as slack:
        hook = f"json://watch:S0SECRET@127.0.0.1:{slack.port}/T0SECRET?+X-Token=H0SECRET"
        await sender.send(Target("hook", hook), a_message())
        slack.status = 500
        await refused(sender, hook)
    server.rcpt = "550 S0SECRET"
    for url in [server.url(user="watch:S0SECRET@"), "slakc://S0SECRET/x", "json://S0SECRET@127.0.0.1:1/T0SECRET"]:
        error = await refused(sender, url)
        assert "SECRET" not in repr(error)
    assert "SECRET" not in caplog.text.upper()
