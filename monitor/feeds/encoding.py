"""Bytes to text. The name of an encoding comes from a stranger, so only known, linear codecs are ever used."""

import codecs
import re

#: Python codec by the name in a declaration, both in lower case without `-`, `_` and blanks.
_CODECS = {
    name.replace("-", "").replace("_", ""): codec
    for codec, names in {
        "utf-8": "utf-8 utf8mb4 us-ascii ascii unicode-1-1-utf-8",
        "utf-16": "utf-16 ucs-2 iso-10646-ucs-2",
        "utf-16-le": "utf-16le",
        "utf-16-be": "utf-16be",
        "utf-32": "utf-32 ucs-4",
        "windows-1252": "iso-8859-1 latin1 latin-1 windows-1252 cp1252 ansi l1",
        **{f"windows-{page}": f"windows-{page} cp{page}" for page in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
        **{f"iso8859-{part}": f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16)},
        "koi8-r": "koi8-r koi8",
        "koi8-u": "koi8-u",
        "ibm866": "ibm866 cp866",
        "mac-cyrillic": "x-mac-cyrillic",
        "mac-roman": "macintosh x-mac-roman",
        "gb18030": "gb2312 gbk gb18030 x-gbk cp936",
        "big5hkscs": "big5 big5-hkscs cp950",
        "shift_jis": "shift-jis sjis x-sjis cp932 windows-31j",
        "euc-jp": "euc-jp",
        "iso2022_jp": "iso-2022-jp",
        "euc-kr": "euc-kr ks-c-5601-1987 cp949",
        "cp874": "tis-620 cp874 windows-874",
    }.items()
    for name in names.split()
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: `<?` in encodings where a character has several bytes (XML 1.0 appendix F).
_WIDE_STARTS = (
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
#: An encoding whose every byte is ASCII, and what gives it away.
_SEVEN_BITS = "iso2022_jp"
_ESCAPE = b"\x1b$"
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_LETTER_ROWS = re.compile(rb"[\xc0-\xff]{3,}")
_HIGH_ROWS = re.compile(rb"[\x80-\xff]+")
#: So far in a document its own declaration is looked for.
_LOOK = 20_000
#: More bad bytes than one in this many, and the declared encoding is taken for a lie.
_BAD_SHARE = 100


def decode_body(body: bytes, content_type: str) -> tuple[str, tuple[str, ...]]:
    """The text of a document, and in plain words what had to be mended. Never raises.

    Order: byte order mark, the document's own declaration, the header's charset, UTF-8. Real feeds lie less in the
    document than in the header, which servers fill by default; so RFC 7303 section 3 is followed for the mark only. A
    few bad bytes become U+FFFD; only a document full of them is read in another encoding.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), ()
    for start, codec in _WIDE_STARTS:
        if body.startswith(start):
            return body.decode(codec, "replace"), ()
    names = _declared_names(body, content_type)
    known = [found for name in names if (found := _codec(name))]
    warnings = tuple(
        f"it names a set of characters that we don’t know (“{name}”)" for name in names if _codec(name) is None
    )
    text, mended = _decode(body, [*known, "utf-8"])
    return text, warnings + mended


def _declared_names(body: bytes, content_type: str) -> list[str]:
    at = max(body.find(b"<?xml", 0, _LOOK), 0)  # something else may stand before it
    declared = _DECLARED.search(body[at : at + 400])
    charset = _CHARSET.search(content_type[:400])
    return ([declared[1].decode("ascii")] if declared else []) + ([charset[1]] if charset else [])


def _codec(name: str) -> str | None:
    return _CODECS.get(name.lower().replace("-", "").replace("_", ""))


def _decode(body: bytes, wanted: list[str]) -> tuple[str, tuple[str, ...]]:
    """UTF-8 first wherever it holds: hardly any text in another encoding is sound UTF-8 by chance."""
    if _SEVEN_BITS in wanted and _ESCAPE in body:
        return body.decode(_SEVEN_BITS, "replace"), ()
    try:
        return body.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    texts = [body.decode(codec, "replace") for codec in dict.fromkeys(wanted)]
    bad = [text.count("\ufffd") for text in texts]
    for codec, text, count in zip(dict.fromkeys(wanted), texts, bad, strict=True):
        if count * _BAD_SHARE <= len(text) or (codec == "utf-8" and _letters_beyond_ascii(text) > 2 * count):
            return text, (
                f"{count} unreadable {'character' if count == 1 else 'characters'}, shown as \ufffd",
            ) if count else ()
    guess = "windows-1251" if _is_cyrillic(body) else "windows-1252"
    return body.decode(guess, "replace"), (f"the set of characters that it names is the wrong one; read as {guess}",)


def _letters_beyond_ascii(text: str) -> int:
    """Sound ones. Two bytes and more that fit together are no chance, however short the document."""
    return sum(letter > "\x7f" and letter != "\ufffd" for letter in text)


def _is_cyrillic(body: bytes) -> bool:
    """Letters beyond ASCII stand alone in western words, and in whole rows in Russian ones."""
    rows = sum(len(row) for row in _LETTER_ROWS.findall(body))
    return rows * 2 > sum(len(row) for row in _HIGH_ROWS.findall(body))
