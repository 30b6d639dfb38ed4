"""Small repairs on the text of an XML document, each linear, so that the strict parser can read it."""

import html.entities
import re

#: Characters that XML 1.0 section 2.2 does not allow.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: So much may stand before a feed.
_RUBBISH = 20_000
_BLANK = "\ufeff\x00 \t\r\n"
_ROOT = re.compile(r"<(?:rss|feed|rdf:rdf|channel)[\s/>]", re.IGNORECASE)
_START = re.compile(
    r"<\?xml\s|<(?:rss|feed|rdf:rdf)[\s>]|\{\s{0,99}\"version\"\s{0,99}:\s{0,99}\"https?:(?:\\?/){2}jsonfeed",
    re.IGNORECASE,
)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|script|svg)\b", re.IGNORECASE)
_PROLOG_PART = re.compile(r"\s+|<\?[^>]{0,2000}\?>|<!--")
_REFERENCE = re.compile(r"&(?:#(\d{1,7}|[xX][0-9A-Fa-f]{1,6});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
DECLARATION = "<?xml version='1.0' encoding='utf-8'?>"


def find_document(text: str) -> tuple[str, tuple[str, ...]]:
    """The document from its root element or brace on, and in plain words what stood before it that may not.

    That is blank lines before the declaration, or a message of the program that makes the feed. A web page is left whole.
    """
    started = text.lstrip(_BLANK)
    if started[:1] == "{":
        return started, ()
    blank = ("blank lines stood before its beginning",) if started != text and started[:5] == "<?xml" else ()
    document = strip_prolog(started).lstrip(_BLANK)
    start = None if _ROOT.match(document) else _START.search(document, 0, _RUBBISH)
    if start is None or _PAGE.search(document, 0, start.start()):
        return document, blank
    rest = document[start.start() :]
    found = rest if rest[0] == "{" else strip_prolog(rest)
    return found, ("a message of the site’s own program stood before the feed; it was left out",)


def strip_prolog(text: str) -> str:
    """The document from its root element on: no declaration, no DOCTYPE (so no own entity), no forbidden character."""
    text = _FORBIDDEN.sub("", text) if _FORBIDDEN.search(text) else text
    at = 0
    while at < len(text):
        part = _PROLOG_PART.match(text, at)
        if part and part[0] == "<!--":
            end = text.find("-->", at)
            at = len(text) if end < 0 else end + 3
        elif part:
            at = part.end()
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            at = _after_doctype(text, at + 9)
        else:
            break
    return text[at:]


def _after_doctype(text: str, at: int) -> int:
    """The place behind the declaration, its internal subset in square brackets passed over (XML 1.0 section 2.8)."""
    end, subset = text.find(">", at), text.find("[", at)
    if 0 <= subset < end:
        close = re.compile(r"\]\s{0,20}>").search(text, subset)
        return close.end() if close else len(text)
    return end + 1 if end >= 0 else len(text)


def mend_references(text: str) -> str:
    """HTML's names become characters; a bare `&` and references to nothing become `&amp;`; CDATA stays."""
    parts = _CDATA.split(text)
    parts[::2] = [_REFERENCE.sub(_mend_reference, part) if "&" in part else part for part in parts[::2]]
    return "".join(parts)


def _mend_reference(found: re.Match[str]) -> str:
    number, name = found.groups()
    if name:
        return found[0] if name in _XML_NAMES else html.entities.html5.get(name + ";", f"&amp;{name};")
    if number is None:
        return "&amp;"
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return found[0] if _is_allowed(code) else "\ufffd"


def _is_allowed(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000


_LONG_WORD = re.compile(r"[^\s<>]{4000}[^\s<>]+")
_LONG_TAG = re.compile(r"<[^<>]{20000}[^<>]*>")


def blunt_bombs(text: str) -> str:
    """For the loose parser: no word longer than 4,000 characters, no tag longer than 20,000."""
    return _LONG_TAG.sub(" ", _LONG_WORD.sub(lambda found: found[0][:4000], text))
