"""What the mails told is held against what ought to have been told."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from monitor.demo.archive import ExpectedEvent, Item
from monitor.demo.told import Told, read_told, weigh_told
from monitor.model.match import Polarity

ITEM = Item(
    feed="Harbour Wire",
    at=datetime(2017, 7, 7, 16, 30, tzinfo=UTC),
    guid="1",
    link="https://harbourwire.example/2017/07/07/they-meet",
    title="They meet",
    summary="They met for two hours.",
    event="they-meet",
    claim="g20-meeting",
)
EVENT = ExpectedEvent("they-meet", "g20-meeting", (Polarity.OCCURRED,), date(2017, 7, 7), "They meet")
TOLD = Told("g20-meeting", Polarity.OCCURRED, "They meet", ITEM)


def a_mail(subject: str, body: str, kind: str = "plain") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail.set_content(body, subtype=kind)
    return mail


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_news_is_read_with_claim_polarity_and_item(kind: str) -> None:
    mail = a_mail("[g20-meeting] occurred: They meet", f'<a href="{ITEM.link}">harbourwire.example</a>', kind)
    assert read_told(mail, [ITEM]) == TOLD


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("[g20-meeting] due in 30 days: They will meet", ITEM.link),
        ("[sources] Harbour Wire fails since Monday", ITEM.link),
        ("[g20-meeting] occurred: They meet", "no link"),
        ("[g20-meeting] occurred: They meet", "https://elsewhere.example/page"),
    ],
)
def test_a_mail_that_is_no_news_is_none(subject: str, body: str) -> None:
    assert read_told(a_mail(subject, body), [ITEM]) is None


def test_an_event_told_once_is_right() -> None:
    outcome = weigh_told([TOLD], [EVENT])
    assert outcome.is_right
    assert outcome.hits == ((EVENT, (TOLD,)),)


@pytest.mark.parametrize(
    "told",
    [
        [],
        [TOLD, TOLD],
        [replace(TOLD, polarity=Polarity.DENIED)],
        [replace(TOLD, claim="astana-envoy")],
        [TOLD, replace(TOLD, item=replace(ITEM, event=None))],
    ],
    ids=["not at all", "twice", "with the wrong polarity", "to another claim", "with other news beside it"],
)
def test_an_event_told_otherwise_is_wrong(told: list[Told]) -> None:
    assert not weigh_told(told, [EVENT]).is_right


def test_either_of_two_fair_readings_will_do() -> None:
    event = replace(EVENT, polarities=(Polarity.PROGRESS, Polarity.OCCURRED))
    assert weigh_told([TOLD], [event]).is_right
