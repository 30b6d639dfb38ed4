"""An article at the desk: what is proposed, asked, saved and shown again. All articles are invented."""

import contextlib
import io
import os
import pty
from typing import Any

import pytest
from build import an_entry
from terminal import Terminal

ARTICLE = """The ferry crews went home on Tuesday.

The mayor of Veldam said on Tuesday that the city will open its new harbour bridge in June. It cost 40 million.

The union vowed to strike. Port Ellery plans to sell the old ferry by October.
"""
DAY = ("--date", "2017-05-02")
MAIL = """From: The Veldam Letter <letter@veldam.example>
To: reader@veldam.example
Subject: Bridges
Date: Tue, 02 May 2017 08:00:00 +0000
Content-Type: text/plain; charset=utf-8

The city will open its new harbour bridge in June.
"""


@pytest.fixture
def article(desk: Any) -> str:
    (desk.folder / "news.txt").write_text(ARTICLE)
    return "news.txt"


def test_the_same_article_twice_proposes_nothing_new_and_numbers_stay(desk: Any, article: str) -> None:
    drafts = desk.say("claim", "draft", article, *DAY, "--json").json
    assert len(drafts) == 3
    saved = desk.say("claim", "draft", article, *DAY, "--save", "1-2", "--json").json
    assert [it["statement"] for it in saved] == [it["statement"] for it in drafts[:2]]
    again = desk.say("claim", "draft", article, *DAY)
    assert "1 candidate claim" in again.out
    assert f"\n3   {drafts[2]['statement']}" in again.out
    assert f"2 claims watched already: {saved[0]['slug']}, {saved[1]['slug']}." in again.out
    assert again.err.endswith("--save 3\n")
    assert [it["statement"] for it in desk.say("claim", "draft", article, *DAY, "--json").json] == [
        drafts[2]["statement"]
    ]
    assert "watched already" in desk.say("claim", "draft", article, *DAY, "--save", "all").out
    last = desk.say("claim", "draft", article, *DAY)
    assert last.out.startswith("Nothing new.\n")
    assert desk.say("claim", "draft", article, *DAY, "--json").json == []


def test_each_saved_claim_has_its_next_steps(desk: Any, article: str) -> None:
    told = desk.say("claim", "draft", article, *DAY, "--save", "1,3")
    slugs = told.out.removeprefix("Saved 2 claims: ").rstrip(".\n").split(", ")
    assert len(slugs) == 2
    for slug in slugs:
        assert f"Change: monitor claim edit {slug} --due DAY\n" in told.err
        assert f"Undo: monitor claim drop {slug}\n" in told.err
    assert "--keep" not in told.err
    with desk.store() as store, store.write() as tx:
        tx.save_entries([an_entry()])
    later = desk.say("claim", "draft", article, *DAY, "--save", "2")
    slug = later.out.removeprefix("Saved 1 claim: ").rstrip(".\n")
    assert later.err.endswith(f"What came since then: monitor test {slug} --keep\n")


def test_looking_makes_no_store(desk: Any, article: str) -> None:
    assert desk.say("claim", "draft", article, *DAY).code == 0
    assert not (desk.folder / "monitor.db").exists()


def test_what_was_read_is_named(desk: Any, article: str) -> None:
    named = desk.say("claim", "draft", article, *DAY, "--outlet", "The Post", "--title", "Bridges").out
    assert named.startswith("Read: Bridges · The Post · 2017-05-02\n")


def test_a_claim_is_shown_with_its_quote_in_its_passage(desk: Any, article: str) -> None:
    words = ("--save", "1", "--outlet", "The Post", "--title", "Bridges", "--url", "https://post.example/b")
    desk.say("claim", "draft", article, *DAY, *words)
    (claim,) = desk.say("claim", "list", "--json").json
    shown = " ".join(desk.say("claim", "show", claim["slug"]).out.split())
    assert "that «the city will open its new harbour bridge in June.» It cost" in shown
    assert "by the mayor of Veldam (will)" in shown
    assert "The Post, Bridges, 2017-05-02, https://post.example/b" in shown
    place = ARTICLE.index("the city will")
    assert f"characters {place} to " in shown
    assert desk.say("claim", "edit", claim["slug"], "--quote", "other words").code == 0
    assert "«other words»" in desk.say("claim", "show", claim["slug"]).out
    assert "characters" not in desk.say("claim", "show", claim["slug"]).out


@pytest.mark.parametrize(("name", "text", "day"), [
    ("letter.eml", MAIL, ()),
    ("letter.md", "# Letter\n\nThe city will open its **new** harbour bridge in June.\n", DAY),
    ("page.html", "<html><head><title>Bridges</title><meta name='date' content='2017-05-02'></head><body><article>"
                  "<p>The city will open its new harbour bridge in June. " + "It is long and low. " * 20
                  + "</p></article></body></html>", DAY),
])  # fmt: skip
def test_letters_and_pages_are_articles_too(desk: Any, name: str, text: str, day: tuple[str, ...]) -> None:
    (desk.folder / name).write_text(text)
    (draft,) = desk.say("claim", "draft", name, *day, "--json").json
    assert draft["due"]["latest"] == "2017-06-30"


def test_without_a_day_nothing_is_dated_and_that_is_said(desk: Any, article: str) -> None:
    said = desk.say("claim", "draft", article)
    assert "--date" in said.err
    assert "no date" in said.out
    assert desk.say("claim", "draft", article, "--save", "1").code == 2


@pytest.mark.parametrize("wrong", [("--save", "9"), ("--save", "2-9"), ("--save", "0"), ("--due", "1=fri"),
                                   ("--save", "1", "--due", "fri"), ("--save", "1", "--due", "1=soonish")])  # fmt: skip
def test_slips_are_told_and_save_nothing(desk: Any, article: str, wrong: tuple[str, ...]) -> None:
    said = desk.say("claim", "draft", article, *DAY, *wrong)
    assert said.code == 2
    assert "--" in said.err
    assert desk.say("claim", "list", "--json").json == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:9/talks.html", "private_hosts"),
        ("https://nowhere.invalid/talks.html", "save the page"),
        ("ftp://news.example/talks.html", "https://"),
    ],
)
def test_an_address_that_cannot_be_read_names_the_way_out(desk: Any, address: str, words: str) -> None:
    said = desk.say("claim", "draft", address)
    assert said.code in (1, 2)
    assert words in said.err
    assert len(said.err.splitlines()) == 1


def test_an_article_without_predictions_is_told(desk: Any) -> None:
    (desk.folder / "old.txt").write_text("The bridge was built in 1921.\n")
    assert "No open prediction found" in desk.say("claim", "draft", "old.txt", *DAY).out
    assert "nothing" in desk.say("claim", "draft", "old.txt", *DAY, "--save", "1").err


@pytest.mark.parametrize("width", [60, 80, 140])
def test_the_list_fits_the_screen(desk: Any, article: str, width: int) -> None:
    said = desk.say("claim", "draft", article, *DAY, width=width)
    assert all(len(line) <= width for line in said.lines)
    assert "due 2017-06-01 to 2017-06-30" in " ".join(said.out.split())


@pytest.mark.slow
def test_on_a_terminal_one_is_asked(desk: Any, article: str) -> None:
    with Terminal(desk.folder, "claim", "draft", article) as sitting:
        sitting.until("When did the article appear?")
        sitting.press("nonsense\n")
        sitting.until("When did the article appear?")
        sitting.press("2017-05-02\n")
        sitting.until("(“in June”)")
        sitting.until("Save which?")
        sitting.press("7\n")
        sitting.until("Save which?")
        sitting.press("1,3\n")
        sitting.until("By when, 3?")
        sitting.press("someday\n")
        sitting.until("By when, 3?")
        sitting.press("in July\n")
        sitting.until("Saved 2 claims")
        assert sitting.leave() == 0
    assert {it["due"]["latest"] for it in desk.say("claim", "list", "--json").json} == {"2017-06-30", "2017-07-31"}


@pytest.mark.slow
def test_on_a_terminal_one_may_leave_at_a_question(desk: Any, article: str) -> None:
    with Terminal(desk.folder, "claim", "draft", article, *DAY) as sitting:
        sitting.until("Save which?")
        sitting.interrupt()
        assert sitting.leave() == 130
    assert desk.say("claim", "list", "--json").json == []


def read_all(hand: int) -> str:
    """What was shown on a terminal whose other side is closed."""
    shown = b""
    with contextlib.suppress(OSError):  # so a terminal says that no more will come
        while piece := os.read(hand, 65_536):
            shown += piece
    os.close(hand)
    return shown.decode()


@pytest.mark.parametrize(
    ("keys", "words", "told"),
    [
        ("\n", (), "3 candidate claims"),
        ("\n", DAY, "Save which?"),
        ("\x04", DAY, "Save which?"),
        ("", (*DAY, "--no-input"), "3 candidate claims"),
    ],
    ids=["no day", "enter", "end of input", "no input"],
)
def test_on_a_terminal_who_chooses_none_saves_none(
    desk: Any, article: str, monkeypatch: pytest.MonkeyPatch, keys: str, words: tuple[str, ...], told: str
) -> None:
    """The terminal is real; the program runs in this process, as each start of its own takes most of a second."""
    hand, side = pty.openpty()
    os.write(hand, keys.encode())
    with os.fdopen(side, encoding="utf-8") as typed, os.fdopen(os.dup(side), "w", encoding="utf-8") as shown:
        monkeypatch.setattr("sys.stdin", typed)
        monkeypatch.setattr("sys.stdout", shown)
        code = desk.say("claim", "draft", article, *words).code
        monkeypatch.undo()
    assert told in read_all(hand)
    assert code == 0
    assert desk.say("claim", "list", "--json").json == []


def test_a_hostile_article_writes_nothing_to_the_terminal(desk: Any) -> None:
    (desk.folder / "bad.txt").write_text("\x1b[31mThe city\u202e will open [/oops] its bridge \x07in June.\n")
    said = desk.say("claim", "draft", "bad.txt", *DAY, "--outlet", "\x1b]0;x\x07")
    assert said.code == 0
    assert not set(said.out + said.err) & set("\x1b\x07\u202e")


def test_stdin_is_an_article(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    assert len(desk.say("claim", "draft", "-", *DAY, "--json").json) == 3


@pytest.mark.parametrize(("words", "latest"), [
    (("The bridge will open in June.", "--said-on", "2026-11-23"), "2027-06-30"),
    (("The bridge will open in June.", "--said-on", "2026-11-23", "--due", "2027-01-31"), "2027-01-31"),
    (("The bridge will open in June.", "--due", "none"), None),
    (("The bridge will open.",), None),
    (("It may open within 30 days.", "--said-on", "2017-05-02"), "2017-06-01"),
])  # fmt: skip
def test_a_claim_by_hand_is_dated_by_its_sentence(desk: Any, words: tuple[str, ...], latest: str | None) -> None:
    said = desk.say("claim", "add", *words, "--slug", "bridge")
    assert said.code == 0
    due = desk.say("claim", "show", "bridge", "--json").json["claim"]["due"]
    assert (due or {}).get("latest") == latest
    assert ("no date" in said.err) is (latest is None)
    assert ("vague actor" in said.err) is words[0].startswith("It")
