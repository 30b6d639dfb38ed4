"""An article out of a file, a page, a mail."""

import json
import subprocess
import sys
from datetime import date
from email.message import EmailMessage

import pytest
from patience import ends

from monitor.adapters.article_reader import LARGEST, read_article
from monitor.errors import UsageError

DAY = date(2017, 5, 2)
SENTENCE = "The city of Veldam will open its new harbour bridge in June, the mayor said on Tuesday."
PAGE = f"""<!doctype html><html lang="en"><head><title>Veldam opens bridge</title>
<meta property="og:site_name" content="The Veldam Post"><meta name="author" content="Ann Orlo">
<meta property="article:published_time" content="2017-05-02T19:34:00-0400"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Veldam opens bridge</h1><p>{SENTENCE} It took the city four
years to build it, and the costs were high.</p><p>The ferry will stop running by the end of the year, according to the
port authority, which has run it since 1921 without a break.</p></article><footer>Copyright</footer></body></html>"""


@pytest.mark.parametrize("name", ["article.txt", "article.md", "-", "notes"])
def test_plain_text_is_left_as_it_is(name: str) -> None:
    text = "\ufeff# Veldam\r\n\r\n\tIt will “open”.\r\n"
    article = read_article(text.encode(), name, "", "", DAY)
    assert article.text == text
    assert article.published == DAY


def test_the_charset_that_is_said_counts() -> None:
    text = "Das Café wird öffnen."
    assert read_article(text.encode("latin-1"), "a", "text/plain; charset=ISO-8859-1", "", None).text == text
    assert read_article(text.encode("utf-16"), "a.txt", "", "", None).text == text


@pytest.mark.parametrize(("body", "kind"), [(b"\xe9t\xe9", ""), (b"x", "text/plain; charset=klingon")])
def test_bytes_that_are_no_text_are_told_with_the_way_out(body: bytes, kind: str) -> None:
    with pytest.raises(UsageError, match=r"article\.txt is no .* iconv"):
        read_article(body, "article.txt", kind, "", None)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.html", ""), ("-", "text/html; charset=utf-8"), ("a.htm", ""), ("-", "")]
)
@pytest.mark.slow
def test_a_page_gives_its_article_and_who_wrote_it_when(name: str, kind: str) -> None:
    article = read_article(PAGE.encode(), name, kind, "https://veldam.example/bridge", None)
    assert SENTENCE in article.text
    assert "Copyright" not in article.text
    assert (article.title, article.author, article.outlet) == ("Veldam opens bridge", "Ann Orlo", "The Veldam Post")
    assert (article.url, article.published) == ("https://veldam.example/bridge", DAY)


@pytest.mark.slow
def test_the_day_that_is_given_goes_before_the_pages_own() -> None:
    assert read_article(PAGE.encode(), "a.html", "", "", date(2020, 1, 1)).published == date(2020, 1, 1)


@pytest.mark.slow
def test_a_page_without_a_day_has_none() -> None:
    bare = f"<html><body><article><p>{SENTENCE}</p><p>{SENTENCE} {SENTENCE}</p></article></body></html>"
    assert read_article(bare.encode(), "a.html", "", "", None).published is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("beside", "day"),
    [
        ('<span class="date">May 2, 2017</span>', DAY),
        ("<p>The law on the port was last changed on 3 May 2016, it said.</p><footer>Copyright 2017</footer>", None),
    ],
)
def test_a_day_is_that_of_the_page_and_not_one_that_it_speaks_of(beside: str, day: date | None) -> None:
    article = f"<article><h1>Bridge</h1><p>{SENTENCE}</p>{beside}<p>{SENTENCE} {SENTENCE}</p></article>"
    page = f"<html><body>{article}</body></html>"
    assert read_article(page.encode(), "a.html", "", "", None).published == day


@pytest.mark.slow
@pytest.mark.parametrize("body", [b"", b"<html></html>", b"<html><body><p></p></body></html>"])
def test_a_page_without_an_article_is_an_error(body: bytes) -> None:
    with pytest.raises(UsageError, match=r"page\.html holds no article"):
        read_article(body, "page.html", "text/html", "", None)


def a_mail(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    for name, value in {"From": "The Veldam Post <news@veldam.example>", "Subject": "Bridge", **headers}.items():
        mail[name] = value
    return mail


def test_a_newsletter_gives_its_plain_part() -> None:
    mail = a_mail(Date="Tue, 02 May 2017 18:00:00 -0400")
    mail.set_content(SENTENCE)
    mail.add_alternative(PAGE, subtype="html")
    article = read_article(bytes(mail), "letter.eml", "", "", None)
    assert article.text.strip() == SENTENCE
    assert (article.title, article.outlet, article.published) == ("Bridge", "The Veldam Post", DAY)


@pytest.mark.slow
def test_a_newsletter_of_html_alone_is_read_as_a_page() -> None:
    mail = a_mail(From="news@veldam.example", Date="some day")
    mail.set_content(PAGE, subtype="html")
    article = read_article(bytes(mail), "letter", "message/rfc822", "", None)
    assert SENTENCE in article.text
    assert (article.outlet, article.published) == ("veldam.example", None)


def test_a_mail_on_standard_input_is_recognised() -> None:
    mail = a_mail(Date="Tue, 02 May 2017 18:00:00 +0000")
    mail.set_content(SENTENCE)
    assert read_article(bytes(mail), "-", "", "", None).title == "Bridge"
    assert read_article(b"Note: this\nWhen: that\n\nIt will open.", "-", "", "", None).title == ""


def test_a_mail_without_text_is_an_error() -> None:
    empty = a_mail()
    empty.set_content(" ")
    attached = a_mail()
    attached.add_attachment(b"\x00", maintype="application", subtype="octet-stream")
    for mail in (empty, attached):
        with pytest.raises(UsageError, match="mail without text"):
            read_article(bytes(mail), "letter.eml", "", "", None)


@pytest.mark.parametrize(
    ("charset", "body", "text"),
    [
        ("klingon", b"It will \xe9 open.", "It will \u00e9 open."),
        ("klingon", "It will é open.".encode(), "It will \u00e9 open."),
        ("utf-8", b"The mayor\x92s bridge will open.", "The mayor\u2019s bridge will open."),
        ("windows-1252", b"The mayor\x92s bridge will open.", "The mayor\u2019s bridge will open."),
        ("koi8-r", "Мост will open.".encode("koi8-r"), "Мост will open."),
    ],
)
def test_a_mail_is_read_by_its_charset_or_by_the_likeliest(charset: str, body: bytes, text: str) -> None:
    head = f"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset={charset}\n"
    head += "Content-Transfer-Encoding: 8bit\n\n"
    assert read_article(head.encode() + body, "letter.eml", "", "", None).text.strip() == text


@pytest.mark.slow
def test_a_letter_set_in_tables_and_quoted_printable_keeps_all_its_words() -> None:
    raw = (
        b"From: The Veldam Letter <news@veldam.example>\r\nSubject: Today\r\nDate: Tue, 02 May 2017 08:00:00 +0200\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=windows-1252\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<style>p {color: red}</style><table><tr><td><p>Good morning.</p><p>Veldam=92s council will vote on the =\r\n"
        b"bridge on Thursday.</p></td></tr><tr><td>The ferry closes<br>in July.</td></tr></table>"
    )
    article = read_article(raw, "letter.eml", "", "", None)
    assert "Veldam\u2019s council will vote on the bridge on Thursday." in article.text
    assert "The ferry closes\nin July." in article.text
    assert "red" not in article.text
    assert article.published == date(2017, 5, 2)


@pytest.mark.parametrize("body", [b"<!-- -->" * 490 + b"x", b"A: b\r\n" * 9_000 + b"x"], ids=["comments", "headers"])
def test_telling_what_a_file_is_takes_no_time(body: bytes) -> None:
    with ends():
        assert read_article(body, "-", "", "", None).text == body.decode()


def test_what_is_too_large_is_refused_unread() -> None:
    with pytest.raises(UsageError, match="larger than 5 MB"):
        read_article(b"x" * (LARGEST + 1), "a.txt", "", "", None)


BOMB = (
    b'<!DOCTYPE html [<!ENTITY a0 "aaaaaaaaaa">%s]><html><body><article><p>It ends. &a11;</p></article></body></html>'
)
HEADER = b"From: " + b"a <a@b.c>,(" * 200_000 + b"\nSubject: x\nDate: d\n\nIt will open.\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.html", BOMB % b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))),
        ("a.html", b"<html><body><article>" + b"<p><b>" * 300_000 + b"x"),
        ("a.html", b"<html><body><article>" + b"<p>12/12/2012 " * 20_000),
        ("a.eml", HEADER),
    ],
    ids=["entities", "nested", "dates", "addresses"],
)
def test_a_hostile_document_is_given_up_in_time(name: str, body: bytes) -> None:
    with ends():
        try:
            assert len(read_article(body, name, "", "", None).text) < LARGEST
        except UsageError as refused:
            assert "save the article's text" in str(refused)  # noqa: PT017 - either answer will do, in time


@pytest.mark.slow
def test_the_child_reads_one_document() -> None:
    for kind, body, wanted in (("page", PAGE.encode(), SENTENCE), ("page", b"<p></p>", "no article")):
        code = "import sys; from monitor.adapters.article_reader import main; main()"
        given = json.dumps([kind, "a.html", ""]).encode() + b"\n" + body
        done = subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, check=True)
        assert wanted in done.stdout.decode()


def test_the_head_of_a_markdown_file_says_what_it_is_and_stays_in_the_text() -> None:
    head = 'title: "Council notes"\ndate: 2024-03-12T09:00\nauthor: Ida Holm\nsource: Harbour Herald\n'
    text = f"---\n{head}---\nThe fair opens.\n"
    article = read_article(text.encode(), "notes.md", "", "", None)
    assert (article.title, article.outlet, article.author) == ("Council notes", "Harbour Herald", "Ida Holm")
    assert article.published == date(2024, 3, 12)
    assert article.text == text
    assert read_article(text.encode(), "notes.md", "", "", date(2024, 4, 1)).published == date(2024, 4, 1)


@pytest.mark.parametrize(
    "text", ["---\nThe fair opens.\n", "---\n\n---\n", "--- \ndate: soon\n---\n", "date: 2024-03-12\n"]
)
def test_a_text_without_such_a_head_has_no_day(text: str) -> None:
    assert read_article(text.encode(), "notes.md", "", "", None).published is None
