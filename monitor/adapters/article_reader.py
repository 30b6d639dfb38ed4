"""Reads an article out of a file or a page: plain text as it is, HTML by trafilatura (its only door), e-mail newsletters.

The text of a plain file is never touched, so that offsets in a draft are offsets in the file. Pages and mails are taken
apart in a child process with limits of the kernel and a deadline of ours: `python -m monitor.adapters.article_reader`.
"""

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import PurePath

from monitor.errors import UsageError
from monitor.model.claim import Article
from monitor.model.safe import safe

_HTML_NAMES = {".html", ".htm", ".xhtml"}
# Possessive throughout: what a comment or a header line took is never given back, or time grows without bound.
_HTML_START = re.compile(
    rb"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL
)
_MAIL_START = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+){2,}+\r?\n")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


#: No article is longer; a page of a megabyte is a page of scripts.
LARGEST = 5_000_000
#: What the child may use: seconds by the clock, seconds of CPU, bytes.
DEADLINE, CPU_SECONDS, MEMORY = 20.0, 10, 1_000_000_000
#: A line of no more words is a byline or a stamp, and no sentence.
_BYLINE = 8
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "COVERAGE_PROCESS_START")


def read_article(body: bytes, name: str, content_type: str, url: str, day: date | None) -> Article:
    """The article in `body`; `name` is how it is called in an error, `day` goes before the day it gives itself.

    Raises UsageError when it is too large, can't be decoded, holds no article, or breaks what reads it.
    """
    if len(body) > LARGEST:
        raise UsageError(f"{safe(name, 100)} is larger than 5 MB; save the article's text as .txt")
    if _is_html(body, name, content_type):
        return _read_apart("page", body, name, url, day)
    if _is_mail(body, name, content_type):
        return _read_apart("mail", body, name, url, day)
    return _read_text(_decode(body, name, content_type), url, day)


#: The lines between two `---` at the head of a Markdown file, each `key: value`.
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<lines>(?:[^\n]{0,500}\n){1,40}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_FRONT_LINE = re.compile(r"^(?P<key>[A-Za-z_-]{2,20}):[ \t]*(?P<value>[^\n\r]+?)[ \t]*\r?$", re.MULTILINE)


def _read_text(text: str, url: str, day: date | None) -> Article:
    """Plain text as it is; the front matter of a Markdown file says its title, outlet, author, day and address."""
    head = _FRONT_MATTER.match(text)
    said = {it["key"].lower(): it["value"].strip("\"'") for it in _FRONT_LINE.finditer(head["lines"])} if head else {}

    def first(*keys: str, most: int = 300) -> str:
        return safe(next((said[key] for key in keys if said.get(key)), ""), most)

    return Article(
        text,
        title=first("title"),
        outlet=first("outlet", "publication", "publisher", "source", "site", most=100),
        author=first("author", "authors", "byline", most=200),
        url=url or first("url", "link", "canonical_url", most=2_000),
        published=day or _day(first("date", "published", "pubdate")),
    )


def _read_apart(kind: str, body: bytes, name: str, url: str, day: date | None) -> Article:
    """The same in a child, which is killed when it takes too long. Raises UsageError."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "monitor.adapters.article_reader"],
            input=json.dumps([kind, name, url]).encode() + b"\n" + body,
            capture_output=True,
            timeout=DEADLINE,
            check=True,
            env={it: os.environ[it] for it in _ENVIRONMENT if it in os.environ},
        )
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        why = "takes too long to be read" if isinstance(error, subprocess.TimeoutExpired) else "can't be read"
        raise UsageError(f"{safe(name, 100)} {why}; save the article's text as .txt") from None
    if "error" in found:
        raise UsageError(str(found["error"]))
    return _unpack(found, day)


def _unpack(found: Mapping[str, str], day: date | None) -> Article:
    words = {it: str(found[it]) for it in ("text", "title", "outlet", "author", "url")}
    return Article(**words, published=day or _day(found["published"]))


def main() -> None:
    """The child. On stdin a line of JSON (`page` or `mail`, name, address), then the document; the article on stdout."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    kind, name, url = json.loads(sys.stdin.buffer.readline())
    body = sys.stdin.buffer.read()
    try:
        article = _read_html(body, name, url) if kind == "page" else _read_mail(body, name, url)
        found = asdict(article) | {"published": article.published.isoformat() if article.published else ""}
    except UsageError as error:
        found = {"error": str(error)}
    sys.stdout.write(json.dumps(found))


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


def _read_html(body: bytes | str, name: str, url: str) -> Article:
    from trafilatura import bare_extraction  # noqa: PLC0415  (a fifth of a second, and only for pages)

    found = bare_extraction(
        body,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_precision=True,
        date_extraction_params=_dating(guess=False),
    )
    text = str(getattr(found, "text", None) or "")
    if not text:
        raise UsageError(f"{safe(name, 100)} holds no article that can be told from the page; save its text as .txt")
    return Article(
        text=text,
        title=safe(getattr(found, "title", None) or "", 300),
        outlet=safe(getattr(found, "sitename", None) or "", 100),
        author=safe(getattr(found, "author", None) or "", 200),
        url=url or getattr(found, "url", None) or "",
        published=_day(getattr(found, "date", None)) or _guessed_day(body, url, text),
    )


def _dating(*, guess: bool) -> dict[str, bool]:
    """How trafilatura looks for a page's day. `guess`: any day on it will do where none is marked as such."""
    return {"original_date": True, "extensive_search": guess}


def _guessed_day(body: bytes | str, url: str, text: str) -> date | None:
    """A day that stands on the page beside its `text`. None for one that a sentence may speak of, and for a mere year.

    Of a year, as of a copyright, the guess is its first day. A wrong day is worse than none, which is asked for.
    """
    from trafilatura import extract_metadata  # noqa: PLC0415

    found = extract_metadata(body, default_url=url or None, date_config=_dating(guess=True))
    day = _day(getattr(found, "date", None))
    if day is None or (day.month, day.day) == (1, 1):
        return None
    sentences = (line for line in text.splitlines() if len(line.split()) > _BYLINE)
    return None if any(str(day.year) in line for line in sentences) else day


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _read_mail(body: bytes, name: str, url: str) -> Article:
    message = message_from_bytes(body, policy=policy.default)
    sender = parseaddr(str(message.get("From", "")))
    text = _mail_text(message, name, url)
    return Article(
        text=text,
        title=safe(str(message.get("Subject", "")), 300),
        outlet=safe(sender[0] or sender[1].partition("@")[2], 100),
        url=url,
        published=_mail_day(str(message.get("Date", ""))),
    )


def _mail_text(message: EmailMessage, name: str, url: str) -> str:
    part = message.get_body(("plain", "html"))
    text = _part_text(part) if isinstance(part, EmailMessage) else ""
    if part is not None and part.get_content_type() == "text/html":
        text = _page_text(text, name, url)
    if not text.strip():
        raise UsageError(f"{safe(name, 100)} is a mail without text; save the article as .txt")
    return text


def _part_text(part: EmailMessage) -> str:
    """By the charset it says; by UTF-8, else Windows' own for Western Europe, where that is unknown or wrong."""
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    for codec in (part.get_content_charset("utf-8"), "utf-8"):
        try:
            return body.decode(codec)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("cp1252", "replace")


def _page_text(page: str, name: str, url: str) -> str:
    """The article of a mail's page; all its words where none can be told from the rest, as in a letter set in tables."""
    words = _Words()
    words.feed(page)
    words.close()
    try:
        found = _read_html(page, name, url).text
    except UsageError:
        found = ""
    return found if 2 * len(found) >= len(words.text) else words.text


class _Words(HTMLParser):
    """The words of a page, a line for each block."""

    _BLOCKS = frozenset(
        ("p", "div", "td", "tr", "li", "br", "h1", "h2", "h3", "h4", "table", "ul", "ol", "section", "article")
    )
    _HIDDEN = frozenset(("script", "style", "title", "template"))

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in self._HIDDEN
        if tag in self._BLOCKS:
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in self._HIDDEN))
        if tag in self._BLOCKS:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(re.sub(r"\s+", " ", data))

    @property
    def text(self) -> str:
        """The lines that have words in them."""
        lines = (line.strip() for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line)


def _mail_day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return None


if __name__ == "__main__":
    main()
