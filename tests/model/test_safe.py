"""The one gate: what a stranger wrote comes out as one plain line, and an address without its secrets."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.safe import clip, mask_url, safe, without_login


def is_harmless(char: str) -> bool:
    """No control, format, surrogate or unassigned-for-ever character; the only white space is the blank."""
    category = unicodedata.category(char)
    if category in ("Cc", "Cs", "Zl", "Zp"):
        return False
    return (
        char
        not in "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
    )


@given(st.text())
def test_nothing_that_a_terminal_obeys_comes_through(text: str) -> None:
    line = safe(text)
    assert all(is_harmless(char) for char in line)
    assert line == line.strip()
    assert "  " not in line
    line.encode("utf-8")


@given(st.text())
def test_what_went_through_once_is_not_changed_again(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(st.text(), st.integers(1, 60))
def test_a_limit_is_kept_to_the_letter(text: str, limit: int) -> None:
    whole, cut = safe(text), safe(text, limit)
    assert len(cut) <= limit
    assert cut == whole or (cut.endswith("…") and whole.startswith(cut[:-1].rstrip()))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain", "plain"),
        (" a\tb\n\nc ", "a b c"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("a\x00b\x9bc\x7fd", "a b c d"),
        ("user\u202egpj.exe", "user gpj.exe"),
        ("zero\u200bwidth\ufeff", "zero width"),
        ("tag\U000e0041", "tag"),
        ("lone\ud800end", "lone end"),
        ("none\ufffe\U0010ffff!", "none !"),
        ("fdd\ufdd0x", "fdd x"),
        ("e\u0301", "é"),
        ("日本語 и русский 🙂", "日本語 и русский 🙂"),
    ],
)
def test_by_example(text: str, line: str) -> None:
    assert safe(text) == line


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two thr…"),
        ("one two three", 9, "one two…"),
        ("one two three", 8, "one two…"),
        ("one twothree", 8, "one two…"),
        ("ab cdefghijkl", 8, "ab cdef…"),
        ("abcdef ghijk", 10, "abcdef gh…"),
        ("abcdefg hijk", 10, "abcdefg…"),
        ("abcdefg", 1, "…"),
        ("abcdefg", 7, "abcdefg"),
    ],
)
def test_a_cut_is_made_at_a_word_where_one_ends_late(text: str, limit: int, cut: str) -> None:
    assert clip(text, limit) == cut
    assert safe(text, limit) == cut


def test_no_limit_is_no_cut() -> None:
    assert safe("word " * 1_000) == ("word " * 1_000).strip()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:secret@news.example:8443/world.xml?key=secret#secret", "https://news.example:8443/world.xml?…"),
        ("http://news.example/world.xml", "http://news.example/world.xml"),
        ("https://news.example", "https://news.example"),
        ("HTTPS://News.Example/A", "https://news.example/A"),
        ("slack://token/token/token", "slack://***"),
        ("mailtos://user:secret@mail.example/x?to=a@b", "mailtos://mail.example"),
        ("console://", "console://***"),
        ("postgresql://u:secret@db.example/base", "postgresql://db.example"),
        ("https://news.example:secret/", "(unreadable address)"),
        ("https://[news/secret", "(unreadable address)"),
        ("http://user:secret@[2001:DB8::1]:8080/feed", "http://[2001:db8::1]:8080/feed"),
        ("no address, secret", "(address without scheme)"),
        ("", "(address without scheme)"),
        ("https://news.example/\x1b[31m", "https://news.example/ [31m"),
    ],
)
def test_addresses_lose_what_may_be_secret(url: str, shown: str) -> None:
    assert mask_url(url) == shown


def test_a_masked_address_has_a_bounded_length() -> None:
    assert len(mask_url(f"https://news.example/{'a' * 500}")) == 200
    assert len(mask_url(f"postgresql://{'a' * 500}/b")) == 100


@given(st.text(st.characters(categories=("Ll", "Nd")), min_size=6, max_size=20).map(lambda word: f"S3cr3t{word}"))
def test_no_password_and_no_query_is_ever_shown(secret: str) -> None:
    for url in (
        f"https://u:{secret}@h.example/p",
        f"https://h.example/p?k={secret}",
        f"ftp://{secret}:{secret}@h.example/",
    ):
        assert secret not in mask_url(url)


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://user:pw@news.example/feed?a=b@c", "https://news.example/feed?a=b@c"),
        ("https://user:p@w@news.example:8443/", "https://news.example:8443/"),
        ("https://news.example/~ada@home", "https://news.example/~ada@home"),
        ("https://[::1/unreadable", "https://[::1/unreadable"),
    ],
)
def test_an_address_goes_without_its_login(url: str, bare: str) -> None:
    assert without_login(url) == bare
