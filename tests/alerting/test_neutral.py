"""Text without power over the chat service that shows it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.neutral import neutralise

GAP = "\u200b"


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("@everyone and @here", f"@{GAP}everyone and @{GAP}here"),
        ("<!channel> <@U123> <#C1|x> </cmd:1>", f"‹!channel> ‹@{GAP}U123> ‹#C1|x> ‹/cmd:1>"),
        ("<http://evil.example|bank.example>", "‹http://evil.example|bank.example>"),
        ("[bank](https://evil.example)", f"[bank]{GAP}(https://evil.example)"),
        ("![x][y]", f"![x]{GAP}[y]"),
        ("```code``` ||spoiler||", f"`{GAP}`{GAP}`code`{GAP}`{GAP}` |{GAP}|spoiler|{GAP}|"),
        ("a < b, 5 @ 3, <-", "a < b, 5 @ 3, <-"),
        ("https://social.example/@reporter/1", "https://social.example/%40reporter/1"),
        ("*so* __very__ ~~old~~, 2 * 3 * 4, a_b_c, ** no **", "∗so∗ ˍˍveryˍˍ ∼∼old∼∼, 2 * 3 * 4, a_b_c, ** no **"),
        ("(*not now*) says *he", "(∗not now∗) says *he"),
        ("monitor review reject 1a2b --because wrong-event", "monitor review reject 1a2b --because wrong-event"),
    ],
)
def test_signs_of_a_service_lose_their_meaning(text: str, neutral: str) -> None:
    assert neutralise(text) == neutral


@given(st.text(alphabet="@<!>[]()`|#&/:htpsx. \n"))
def test_no_sign_survives_and_no_word_is_lost(text: str) -> None:
    neutral = neutralise(text)
    assert not re.search(r"@[^\s\u200b]|<[!@#/&:a-zA-Z]|\]\(|\]\[|```|\|\|", re.sub(r"https?://[^\s<>]+", "", neutral))
    assert "@" not in "".join(re.findall(r"https?://[^\s<>]+", neutral))
    assert neutral.replace(GAP, "").replace("‹", "<").replace("%40", "@") == text
