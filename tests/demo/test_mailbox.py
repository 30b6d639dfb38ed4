"""The demo's mailbox takes mail by real SMTP and keeps it byte for byte."""

import smtplib
import socket
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from patience import PATIENCE

from monitor.demo.mailbox import Mailbox

FROM, TO = "monitor@demo.example", "desk@demo.example"


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path, max_bytes=10_000) as mailbox:
        yield mailbox


@pytest.fixture
def client(mailbox: Mailbox) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP("127.0.0.1", mailbox.port, timeout=PATIENCE) as client:
        yield client


def a_mail(body: str = "Something happened.\n", subject: str = "News") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = FROM, TO, subject
    mail.set_content(body)
    return mail


def test_a_mail_arrives_with_its_envelope(mailbox: Mailbox, client: smtplib.SMTP) -> None:
    client.send_message(a_mail("Grüße aus Hamburg\n", "Über den Gipfel"))
    (mail,) = mailbox.mails()
    assert mail["Subject"] == "Über den Gipfel"
    assert mail.get_content().strip() == "Grüße aus Hamburg"
    assert (mail["Return-Path"], mail["Delivered-To"]) == (f"<{FROM}>", TO)


def test_mails_are_kept_in_order_and_for_the_owner_only(mailbox: Mailbox, client: smtplib.SMTP) -> None:
    for number in range(12):
        client.send_message(a_mail(subject=f"News {number}"))
    assert [mail["Subject"] for mail in mailbox.mails()] == [f"News {number}" for number in range(12)]
    assert {file.stat().st_mode & 0o777 for file in mailbox.files()} == {0o600}
    assert {file.suffix for file in mailbox.folder.iterdir()} == {".eml"}


def test_leading_dots_survive(mailbox: Mailbox, client: smtplib.SMTP) -> None:
    text = ".\r\n..\r\n.hidden\r\nend\r\n"
    client.sendmail(FROM, [TO], f"Subject: dots\r\n\r\n{text}")
    assert mailbox.files()[0].read_bytes().endswith(f"\r\n\r\n{text}".encode())


def test_a_dot_inside_a_long_line_ends_nothing(mailbox: Mailbox, client: smtplib.SMTP) -> None:
    long = "x" * 8_192
    client.sendmail(FROM, [TO], f"Subject: long\r\n\r\n{long}.\r\nend\r\n")
    assert mailbox.files()[0].read_bytes().endswith(f"{long}.\r\nend\r\n".encode())


@pytest.mark.parametrize("declared", [True, False])
def test_a_mail_over_the_limit_is_refused_and_the_next_is_taken(
    mailbox: Mailbox, client: smtplib.SMTP, declared: bool
) -> None:
    client.ehlo() if declared else client.helo()
    with pytest.raises(smtplib.SMTPException) as refused:
        client.sendmail(FROM, [TO], "Subject: big\r\n\r\n" + "0123456789\r\n" * 1_000)
    assert "552" in str(refused.value)
    client.rset()
    client.send_message(a_mail())
    assert len(mailbox.files()) == 1


def test_several_recipients_share_one_copy(mailbox: Mailbox, client: smtplib.SMTP) -> None:
    client.sendmail(FROM, [TO, "night@demo.example"], "Subject: both\r\n\r\nx\r\n")
    assert mailbox.mails()[0].get_all("Delivered-To") == [TO, "night@demo.example"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (["DATA"], 503),
        (["RCPT TO:<a@b.example>"], 503),
        (["MAIL FROM:<a@b.example>", "DATA"], 503),
        (["MAIL FROM:<a@b.example>", "MAIL FROM:<a@b.example>"], 503),
        (["MAIL TO:<a@b.example>"], 501),
        (["MAIL FROM:a@b.example"], 501),
        (["MAIL FROM:<>"], 250),
        (["MAIL FROM:<> SIZE=10001"], 552),
        (["MAIL FROM:<> SIZE=10000 BODY=8BITMIME"], 250),
        (["MAIL FROM:<>", "RCPT TO:<>"], 501),
        (["MAIL FROM:<>", "RSET", "RCPT TO:<a@b.example>"], 503),
        (["noop"], 250),
        (["HELO me"], 250),
        (["EHLO me"], 250),
        (["VRFY a"], 500),
        ([""], 500),
        (["QUIT"], 221),
    ],
)
def test_the_order_of_the_verbs_is_held(client: smtplib.SMTP, said: list[str], code: int) -> None:
    assert [client.docmd(line)[0] for line in said][-1] == code


def test_a_line_without_end_is_turned_away(mailbox: Mailbox) -> None:
    with socket.create_connection(("127.0.0.1", mailbox.port), timeout=PATIENCE) as raw, raw.makefile("rb") as answers:
        assert answers.readline().startswith(b"220")
        raw.sendall(b"N" * 8_192)
        assert answers.readline().startswith(b"500")
        assert answers.readline() == b""


def test_a_mail_cut_off_in_the_middle_is_not_kept(mailbox: Mailbox, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_connection(("127.0.0.1", mailbox.port), timeout=PATIENCE) as raw, raw.makefile("rb") as answers:
        raw.sendall(b"MAIL FROM:<>\r\nRCPT TO:<a@b.example>\r\nDATA\r\n")
        assert [answers.readline()[:3] for _ in range(4)] == [b"220", b"250", b"250", b"354"]
        raw.sendall(b"Subject: half\r\n")
        raw.shutdown(socket.SHUT_WR)
        assert answers.readline() == b""
    assert list(mailbox.folder.iterdir()) == []
    assert capsys.readouterr().err == ""


def test_nothing_is_left_behind_even_when_a_client_stays(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with Mailbox(tmp_path) as mailbox:
        stays = socket.create_connection(("127.0.0.1", mailbox.port), timeout=PATIENCE)
        assert stays.recv(3) == b"220"
    assert set(threading.enumerate()) <= before
    while stays.recv(1_000):
        pass  # the rest of the greeting; then the end
    stays.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", mailbox.port), timeout=PATIENCE)
