"""An article out of a file, a page, a mail."""

from datetime import date
from email.message import EmailMessage

import pytest

from monitor.adapters.article_reader import read_article
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
def test_a_page_gives_its_article_and_who_wrote_it_when(name: str, kind: str) -> None:
    article = read_article(PAGE.encode(), name, kind, "https://veldam.example/bridge", None)
    assert SENTENCE in article.text
    assert "Copyright" not in article.text
    assert (article.title, article.author, article.outlet) == ("Veldam opens bridge", "Ann Orlo", "The Veldam Post")
    assert (article.url, article.published) == ("https://veldam.example/bridge", DAY)


def test_the_day_that_is_given_goes_before_the_pages_own() -> None:
    assert read_article(PAGE.encode(), "a.html", "", "", date(2020, 1, 1)).published == date(2020, 1, 1)


def test_a_page_without_a_day_has_none() -> None:
    bare = f"<html><body><article><p>{SENTENCE}</p><p>{SENTENCE} {SENTENCE}</p></article></body></html>"
    assert read_article(bare.encode(), "a.html", "", "", None).published is None


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


def test_a_mail_in_an_unknown_encoding_is_an_error() -> None:
    raw = b"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=klingon\n\nIt will \xff open.\n"
    with pytest.raises(UsageError, match="encoding"):
        read_article(raw, "letter.eml", "", "", None)
