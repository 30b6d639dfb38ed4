"""Reads an article out of a file or a page: plain text as it is, HTML by trafilatura (its only door), e-mail newsletters.

The text of a plain file is never touched, so that offsets in a draft are offsets in the file.
"""

import re
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePath

from monitor.errors import UsageError
from monitor.model.claim import Article
from monitor.model.safe import safe

_HTML_NAMES = {".html", ".htm", ".xhtml"}
_HTML_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL
)
_MAIL_START = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}\r?\n")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_article(body: bytes, name: str, content_type: str, url: str, day: date | None) -> Article:
    """The article in `body`; `name` is how it is called in an error, `day` goes before the day it gives itself.

    Raises UsageError when it can't be decoded, or holds no article.
    """
    if _is_html(body, name, content_type):
        return _read_html(body, name, url, day)
    if _is_mail(body, name, content_type):
        return _read_mail(body, name, url, day)
    return Article(_decode(body, name, content_type), url=url, published=day)


def _is_html(body: bytes, name: str, content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        return True
    return PurePath(name).suffix.lower() in _HTML_NAMES or bool(_HTML_START.match(body[:4_000]))


def _is_mail(body: bytes, name: str, content_type: str) -> bool:
    if content_type.lower().startswith("message/rfc822") or PurePath(name).suffix.lower() == ".eml":
        return True
    head = _MAIL_START.match(body[:65_536])
    return head is not None and re.search(rb"(?im)^(?:from|subject):", head[0]) is not None and b"ate:" in head[0]


def _decode(body: bytes, name: str, content_type: str) -> str:
    """Exactly as it is, by the charset that is said, by a UTF-16 mark, else as UTF-8."""
    said = _CHARSET.search(content_type)
    marked = next((codec for mark, codec in _BOMS if body.startswith(mark)), "utf-8")
    codec = said[1] if said else marked
    try:
        return body.decode(codec)
    except (UnicodeDecodeError, LookupError):
        raise UsageError(
            f"{safe(name, 100)} is no {safe(codec, 20)} text; convert it first: iconv -f ENCODING -t utf-8"
        ) from None


def _read_html(body: bytes | str, name: str, url: str, day: date | None) -> Article:
    from trafilatura import bare_extraction  # noqa: PLC0415  (a fifth of a second, and only for pages)

    found = bare_extraction(
        body, url=url or None, with_metadata=True, include_comments=False, include_tables=False, favor_precision=True
    )
    text = getattr(found, "text", None)
    if not text:
        raise UsageError(f"{safe(name, 100)} holds no article that can be told from the page; save its text as .txt")
    return Article(
        text=str(text),
        title=safe(getattr(found, "title", None) or "", 300),
        outlet=safe(getattr(found, "sitename", None) or "", 100),
        author=safe(getattr(found, "author", None) or "", 200),
        url=url or getattr(found, "url", None) or "",
        published=day or _day(getattr(found, "date", None)),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _read_mail(body: bytes, name: str, url: str, day: date | None) -> Article:
    message = message_from_bytes(body, policy=policy.default)
    sender = parseaddr(str(message.get("From", "")))
    text = _mail_text(message, name, url)
    return Article(
        text=text,
        title=safe(str(message.get("Subject", "")), 300),
        outlet=safe(sender[0] or sender[1].partition("@")[2], 100),
        url=url,
        published=day or _mail_day(str(message.get("Date", ""))),
    )


def _mail_text(message: EmailMessage, name: str, url: str) -> str:
    part = message.get_body(("plain", "html"))
    try:
        text = str(part.get_content()) if part is not None else ""
    except (LookupError, KeyError):
        raise UsageError(
            f"{safe(name, 100)} is in an encoding this mail reader doesn't know; save its text as .txt"
        ) from None
    if part is not None and part.get_content_type() == "text/html":
        return _read_html(text, name, url, None).text
    if not text.strip():
        raise UsageError(f"{safe(name, 100)} is a mail without text; save the article as .txt")
    return text


def _mail_day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return None
