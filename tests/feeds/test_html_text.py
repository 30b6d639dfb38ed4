"""HTML to words."""

import pytest
from patience import ends

from monitor.feeds.html_text import html_to_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain words", "plain words"),
        ("a<b>b</b>c", "abc"),
        ("<p>one</p><p>two</p>", "one two"),
        ("one<br/>two", "one two"),
        ("x < y > z", "x < y > z"),
        ("3 <4", "3 <4"),
        ("a <", "a <"),
        ("&amp;lt;", "&lt;"),
        ("AT&T", "AT&T"),
        ("&lt;b&gt;", "<b>"),
        ("<b>&lt;i&gt;</b>", "<i>"),
        ("caf&eacute; &#233; &#xe9;", "café é é"),
        ("<script>alert(1)</script>hi", "hi"),
        ("<SCRIPT src=x>alert(1)</SCRIPT >hi", "hi"),
        ("<script/>hi", "hi"),
        ("<style>p{}</style>hi<style>", "hi"),
        ("<!-- a <b> -->hi<!-- never", "hi"),
        ("<!DOCTYPE html><?php x ?>hi", "hi"),
        ("<![CDATA[a <b> c]]>d", "a <b> cd"),
        ('<a title="a > b" href=x>c</a>', "c"),
        ("<a title='it\"s'>c</a>", "c"),
        ("<img src=x onerror=alert(1)>hi", "hi"),
        ("</p>hi</", "hi</"),
        ("a\u00a0\n\tb", "a b"),
        ("<" + "a" * 5_000, "<" + "a" * 5_000),
        ("&#99999999999;x", "\ufffdx"),
    ],
)
def test_words(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


def test_the_limit() -> None:
    assert html_to_text("<p>" + "word " * 100, 9) == "word word"


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<a ", '<a "', '<a b=">', "<script>", "<![CDATA[", "</scrip", "&#9", "&amp", "<!"]
)
def test_hostile_markup_costs_linear_time(piece: str) -> None:
    with ends():
        assert len(html_to_text(piece * 200_000)) <= len(piece) * 200_000
        assert len(html_to_text("<script>" + piece * 200_000)) <= len(piece) * 200_000
