"""Hostile words on their way through real apprise: nothing becomes a header, a tag, a mention or a link of theirs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from alerting_build import a_delivery, a_development, a_due_claim, a_match
from build import NOON, an_entry
from fake_slack import Request, fake_slack
from fakes import Clock
from mail_server import MailServer, mail_server

from monitor.adapters.apprise_sender import AppriseSender
from monitor.alerting.render import render_message
from monitor.alerting.rules import development_alert
from monitor.model.alert import Message, Target

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

HEADERS = {"Content-Type", "MIME-Version", "X-Application", "X-Monitor-Alert", "References", "In-Reply-To", "List-Id"}
HEADERS |= {"Subject", "From", "To", "Message-ID", "Date"}
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "<iframe src=//evil.example>",
    "<body onload=alert(1)>",
    "<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<form action=//evil.example><input name=password>",
    "a\r\nBcc: everyone@example.org\r\n\r\nbody",
    "a\nX-Monitor-Alert: forged",
    "a\x0bSubject: forged",
    "a\u2028To: forged@example.org",
    "=?utf-8?q?=0d=0aBcc:_x@example.org?=",
    "a" * 5_000,
    "é" * 5_000,
    "漢字" * 3_000,
    "😀" * 2_000,
    "nul\x00bell\x07escape\x1b[2J",
    "\u202egnorw",
    "lone \ud800 surrogate",
    ".\r\n.\r\nQUIT",
    "%s %d {0} ${HOME} {{7*7}}",
]


def a_message(headline: str, link: str = "https://news.example/1") -> Message:
    development = a_development(headline=headline, link=link, outlets=(headline,))
    alert = development_alert(a_due_claim(), development, an_entry(), a_match(why=(headline,)), None, NOON)
    assert alert is not None
    return render_message(alert, a_delivery(), a_due_claim(statement=headline), development, NOON)


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("form", ["", "&format=text"])
async def test_fault_75_thirty_payloads_arrive_as_words_in_a_mail(server: MailServer, payload: str, form: str) -> None:
    server.mails.clear()
    message = a_message(payload, link=payload)
    await AppriseSender(timedelta(minutes=2), Clock()).send(Target("desk", server.url(form)), message)
    (mail,) = server.mails
    assert sorted(mail.keys()) == sorted(HEADERS | ({"Content-Transfer-Encoding"} if form else set()))
    assert mail["To"] == "desk@example.org"
    assert mail["X-Monitor-Alert"] == message.alert_id
    assert mail["Subject"] == message.title
    assert not mail.defects
    html = mail.get_body(("html",))
    assert (html is None) == bool(form)
    if html is not None:
        page = Page(html.get_content())
        assert page.tags <= {
            "html",
            "head",
            "meta",
            "style",
            "body",
            "main",
            "h1",
            "p",
            "b",
            "hr",
            "span",
            "br",
            "code",
            "a",
        }
        assert page.attributes <= {"lang", "charset", "name", "content", "class"}


class Page(HTMLParser):
    """The names of a page's tags and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.slow
@pytest.mark.parametrize(
    "poison", ["a\r\nBcc: all@example.org", "a\nMessage-ID: <x@y>\n\nbody", "x" * 20_000, "\x00\x0b"]
)
async def test_fault_77_no_word_of_a_stranger_becomes_a_header(server: MailServer, poison: str) -> None:
    server.mails.clear()
    message = replace(a_message(poison, link=poison), alert_id=f"a1{poison[:40]}", thread=f"claim.{poison[:40]}")
    message = replace(message, title=f"T {poison}")
    await AppriseSender(timedelta(minutes=2), Clock()).send(Target("desk", server.url()), message)
    (mail,) = server.mails
    assert sorted(mail.keys()) == sorted(HEADERS)
    assert (mail["To"], server.recipients[-1]) == ("desk@example.org", "desk@example.org")
    assert not mail.defects


@pytest.mark.slow
async def test_fault_41_ten_poison_titles_among_a_hundred_stop_nothing(server: MailServer) -> None:
    server.mails.clear()
    sender = AppriseSender(timedelta(minutes=2), Clock())
    for number in range(100):
        words = PAYLOADS[number // 10 + 16] if number % 10 == 0 else f"Bridge news {number}"
        await sender.send(Target("desk", server.url()), a_message(words))
    assert len(server.mails) == 100


MENTIONS = "<!channel> <@U024BE7LH> @everyone @here @channel [bank](https://evil.example) <https://evil.example|bank>"


async def posted(url: str, message: Message, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Request:
    """The request that this message becomes."""
    async with fake_slack(tmp_path / "ca.pem") as slack:
        monkeypatch.setenv("HTTPS_PROXY", slack.proxy)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        slack.text = "ok" if url.startswith("slack") else '{"ok": true}'
        await AppriseSender(timedelta(minutes=2), Clock()).send(
            Target("room", url.replace("PORT", str(slack.port))), message
        )
        return slack.requests[0]


def _texts(value: Any) -> str:
    match value:
        case dict():
            return "\n".join(_texts(part) for part in value.values())
        case list():
            return "\n".join(_texts(part) for part in value)
        case _:
            return str(value)


@pytest.mark.parametrize(
    "url",
    [
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
        "mmost://127.0.0.1:PORT/3ccdd113474722377935511fc85d3dd4",
        "tgram://123456789:abcdefg_hijklmnop/12315544",
    ],
    ids=["slack", "discord", "mattermost", "telegram"],
)
async def test_fault_76_a_chat_service_gets_no_mention_and_no_masked_link(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = await posted(url, a_message(MENTIONS), tmp_path, monkeypatch)
    text = _texts(request.json())
    assert "monitor claim show harbour-bridge" in text
    assert "https://news.example/1" in text
    for sign in ["<!", "<@", "@everyone", "@here", "@channel", "](", "<http"]:
        assert sign not in text


async def test_fault_41_a_very_long_message_is_not_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = await posted(
        "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", a_message("word " * 20_000), tmp_path, monkeypatch
    )
    assert len(request.body) < 8_000
