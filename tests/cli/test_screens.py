"""How screens look: narrow and wide, into a pipe, without colour; and that no stranger's text commands the terminal."""

import os
import re
import subprocess
import sys
import unicodedata
from datetime import timedelta
from typing import Any

import pytest
from build import NOON, a_claim, a_feed, an_entry
from desk_build import alert, tell
from hypothesis import given, settings
from hypothesis import strategies as st
from terminal import Terminal

from monitor.cli.command import Settings
from monitor.cli.screen import Column, Screen, cells, dump, tidy, wrap
from monitor.cli.wording import ago, joined, left_words, span_words, spark
from monitor.model.alert import DeliveryState
from monitor.model.claim import ClaimSource, DueWindow
from monitor.model.feed import FeedHealth
from monitor.model.match import Polarity

HOSTILE = (
    "Bridge\x1b[2J\x1b]0;x\x07 \x9b31m \u202egnp.exe\u2066 \u200bopen[/oops]\r\nInjected: line [b]x[/b] \U000e0041"
)
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)

SCREENS = (
    ("status",),
    ("claim", "list", "--status", "all"),
    ("claim", "show", "harbour-bridge"),
    ("review", "--list"),
    ("feed", "list"),
    ("feed", "list", "--failing"),
    ("alert", "list"),
    ("test", "harbour-bridge"),
    ("doctor",),
    ("config", "show"),
    ("target", "list"),
)


@pytest.fixture
def hostile(desk: Any) -> Any:
    """Every place where a stranger's words can stand has some that try to take the terminal over."""
    with desk.store() as store:
        claim = a_claim(
            statement=f"Will it open? {HOSTILE}",
            quote=HOSTILE,
            criteria=HOSTILE,
            asserted_by=(HOSTILE,),
            terms=(HOSTILE,),
            due=DueWindow(text=HOSTILE),
            source=ClaimSource(HOSTILE, HOSTILE, HOSTILE),
        )
        with store.write() as tx:
            tx.save_claim(claim)
            tx.save_feed(
                a_feed(
                    f"https://news.example/{HOSTILE}",
                    outlet=HOSTILE,
                    title=HOSTILE,
                    error=HOSTILE,
                    health=FeedHealth.FAILING,
                    failing_since=NOON,
                    last_polled_at=NOON,
                )
            )
            tx.save_entries([an_entry(HOSTILE, outlet=HOSTILE, summary=HOSTILE)])
        told = tell(store, HOSTILE, outlets=(HOSTILE, "東京新聞"), polarity=Polarity.DENIED)
        alert(store, development=told.id, state=DeliveryState.DEAD, last_error=HOSTILE)
    return desk


@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
@pytest.mark.parametrize("width", [60, 80, 140])
def test_a_screen_fits_its_width_and_obeys_nobody(hostile: Any, words: tuple[str, ...], width: int) -> None:
    said = hostile.say(*words, width=width)
    assert said.code in (0, 4), said.err
    assert said.out.strip()
    assert not FORBIDDEN.search(said.out + said.err)
    assert [line for line in said.lines if cells(line) > width] == []


@pytest.mark.parametrize("words", [*SCREENS, ("claim", "export"), ("feed", "export")], ids=" ".join)
def test_json_escapes_what_a_terminal_would_obey(hostile: Any, words: tuple[str, ...]) -> None:
    said = hostile.say(*words, "--json")
    assert not FORBIDDEN.search(said.out)
    assert said.out.strip()


def test_opml_out_of_hostile_feeds_is_plain(hostile: Any) -> None:
    assert not FORBIDDEN.search(hostile.say("feed", "export").out)


def test_markup_is_printed_as_it_is(hostile: Any) -> None:
    assert "[/oops]" in hostile.say("claim", "show", "harbour-bridge").out


def test_no_colour_off_a_terminal(hostile: Any) -> None:
    assert "\x1b[" not in hostile.say("status").out


def test_narrow_screens_leave_columns_out(desk: Any) -> None:
    with desk.store() as store, store.write() as tx:
        tx.save_claim(a_claim())
    assert "LAST NEWS" in desk.say("claim", "list", width=140).out
    assert "LAST NEWS" not in desk.say("claim", "list", width=80).out
    assert "EVIDENCE" not in desk.say("claim", "list", width=60).out


@given(st.lists(st.lists(st.text(max_size=40), min_size=3, max_size=3), max_size=5), st.integers(50, 200))
@settings(deadline=None)
def test_any_table_fits_and_is_safe(rows: list[list[str]], width: int) -> None:
    import contextlib
    import io

    screen = Screen(Settings(environ={"COLUMNS": str(width)}))
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        screen.table(
            (Column("A", 3), Column("B", 2, right=True), Column("C", stretch=True)),
            [[row[0][:9], row[1][:9], row[2]] for row in rows],
        )
    text = out.getvalue()
    assert not FORBIDDEN.search(text)
    assert text.count("\n") == len(rows) + 1
    assert all(cells(line) <= width for line in text.splitlines())


@given(st.text())
def test_a_tidy_line_keeps_our_columns_and_nobody_s_commands(text: str) -> None:
    assert tidy("ALERTS   4 waiting") == "ALERTS   4 waiting"
    assert not FORBIDDEN.search(tidy(text))
    assert "\n" not in tidy(text)


@given(st.text())
def test_json_is_the_same_text_for_a_program(text: str) -> None:
    import json

    assert json.loads(dump({"text": text}))["text"] == text
    assert not FORBIDDEN.search(dump(text))


def test_wide_letters_take_two_columns() -> None:
    assert (cells("abc"), cells("東京"), cells(unicodedata.normalize("NFD", "é"))) == (3, 4, 1)


def test_times_are_said_shortly() -> None:
    spans = [timedelta(seconds=5), timedelta(minutes=20), timedelta(hours=5), timedelta(days=12), timedelta(days=500)]
    assert [span_words(span) for span in spans] == ["5 s", "20 min", "5 h", "12 d", "16 mo"]
    assert [ago(NOON - span, NOON) for span in spans[:2]] == ["just now", "20 min ago"]
    assert (ago(NOON + timedelta(hours=3), NOON), ago(None, NOON)) == ("in 3 h", "never")
    assert [left_words(days) for days in (None, 0, 7, -12, -3_400)] == ["", "today", "7d", "-12d", "-9y"]
    assert (joined(["a", "b", "c"], 2), spark((0, 1, 4)), spark((0, 0))) == ("a, b, +1", "·▂█", "")


@pytest.mark.slow
def test_a_review_by_keys_with_a_reason_an_undo_and_an_early_end(desk: Any) -> None:
    with desk.store() as store:
        first = tell(store, "Veldam opens its harbour bridge", "Harbour bridge open", score=0.9)
        second = tell(store, "Veldam bridge put off", polarity=Polarity.POSTPONED, score=0.8)
        tell(store, "Third", score=0.6)
    with Terminal(desk.folder, "review") as sitting:
        page = sitting.until("[q]uit")
        assert "[1/3] harbour-bridge  0.90  happened?" in page
        assert "+1 report (Outlet 2)" in page
        assert "\x1b[" in page
        sitting.press("a")
        assert "accepted, supports the claim (2 rows of evidence)" in sitting.until("[2/3]")
        sitting.until("[q]uit")
        sitting.press("rz")
        sitting.until("else: back")
        sitting.until("[q]uit")
        sitting.press("r")
        sitting.until("else: back")
        sitting.press("p")
        assert "rejected, wrong-person" in sitting.until("[3/3]")
        sitting.until("[q]uit")
        sitting.press("u")
        assert "undone" in sitting.until("[2/3]")
        sitting.until("[q]uit")
        sitting.press("s")
        sitting.until("[3/3]")
        sitting.until("[q]uit")
        sitting.press("q")
        sitting.until("1 judgement (1 accepted, 0 rejected), 1 skipped, 1 match left.")
        assert sitting.leave() == 0
    with desk.store() as store, store.read() as tx:
        states = {it.id: it.review.value for it in tx.developments()}
    assert (states[first.id], states[second.id]) == ("accepted", "skipped")


@pytest.mark.slow
def test_a_terminal_gets_colour_unless_someone_said_no(desk: Any) -> None:
    with desk.store() as store, store.write() as tx:
        tx.save_claim(a_claim())
    for extra, environ, wanted in (([], {}, True), (["--plain"], {}, False), ([], {"NO_COLOR": "1"}, False)):
        with Terminal(desk.folder, "claim", "list", *extra, **environ) as page:
            shown = page.until("More on one")
            assert ("\x1b[" in shown) is wanted
            assert page.leave() == 0


@pytest.mark.slow
def test_an_interrupted_review_leaves_with_130(desk: Any) -> None:
    with desk.store() as store:
        tell(store)
    with Terminal(desk.folder, "review") as sitting:
        sitting.until("[q]uit")
        sitting.interrupt()
        assert sitting.leave() == 130


@pytest.mark.slow
def test_a_terminal_without_a_language_is_no_crash(hostile: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "claim", "show", "harbour-bridge"],
        capture_output=True,
        cwd=hostile.folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "HOME": str(hostile.folder)},
        check=False,
    )
    assert done.returncode == 0
    assert "harbour-bridge" in done.stdout.decode()


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=200), st.integers(20, 100))
@settings(deadline=None)
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
