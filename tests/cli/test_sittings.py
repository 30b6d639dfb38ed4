"""Whole sittings at a real terminal, walked through in tmux; what the screens show is compared with `tests/data/sittings`.

What differs from run to run (ids, times of today, ports) is written as a name in capitals. To take new screens for the
expected ones: `SITTINGS=write pytest tests/cli/test_sittings.py`, then read the difference.
"""

import os
import re
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from build import NOON, a_claim
from desk_build import tell
from tmux import Tmux, need_tmux

from monitor.adapters.sql_store import open_store
from monitor.model.claim import DueWindow
from monitor.model.development import ReviewState, Stance
from monitor.model.match import MatchDecision, Polarity

EXPECTED = Path(__file__).parents[1] / "data" / "sittings"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Veldam Courier</title>
<link>http://127.0.0.1/</link>
<item><title>Mayor: the harbour bridge of Veldam will open in June</title><link>http://127.0.0.1/a</link><guid>a</guid>
<pubDate>Tue, 02 May 2017 10:00:00 GMT</pubDate>
<description>The mayor of Veldam promised it on Tuesday.</description></item>
<item><title>Veldam opens its harbour bridge</title><link>http://127.0.0.1/b</link><guid>b</guid>
<pubDate>Sat, 03 Jun 2017 10:00:00 GMT</pubDate>
<description>The harbour bridge of Veldam was opened to cars.</description></item>
<item><title>Rain all week</title><link>http://127.0.0.1/c</link><guid>c</guid>
<pubDate>Sun, 04 Jun 2017 10:00:00 GMT</pubDate>
<description>More rain is expected.</description></item>
</channel></rss>"""
ARTICLE = """The city of Veldam will open its new harbour bridge in June, the mayor said on Monday.

The port authority plans to close the old ferry line by the end of the year.
"""
_MASKS = (
    (r"\b[0-9a-f]{8}\b", "IDENTITY"),
    (r"127\.0\.0\.1:\d+", "HOST"),
    (r"20[2-9]\d-\d\d-\d\d \d\d:\d\d", "TODAY AND TIME. "),
    (r"\d+ (mo|y) ago", "N y ago"),
    (r"\b[01]\.\d\d\b", "0.NN"),
    (r"[+-]\d+[dy]\b", "LATE"),
    (r"\d+ (s|min) ago", "just now"),
    (r" +\n", "\n"),
    (r"(?<=\S)   +", "  "),
)


@pytest.fixture
def feed() -> Iterator[str]:
    """The address of a feed of three items on the loopback."""

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("ETag", '"1"')
            self.end_headers()
            self.wfile.write(FEED.encode())

        def log_message(self, *words: object) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/world.xml"
    server.shutdown()
    server.server_close()


class Book:
    """Writes down what was shown, and compares it with what is expected."""

    def __init__(self, name: str) -> None:
        self.file = EXPECTED / f"{name}.txt"
        self.pages: list[str] = []

    def keep(self, title: str, shown: str) -> str:
        for pattern, name in _MASKS:
            shown = re.sub(pattern, name, shown)
        self.pages.append(f"=== {title}\n{shown.rstrip()}\n")
        return shown

    def compare(self) -> None:
        text = "\n".join(self.pages)
        if os.environ.get("SITTINGS") == "write":
            self.file.parent.mkdir(exist_ok=True)
            self.file.write_text(text)
        assert text == self.file.read_text()


@pytest.mark.slow
def test_the_first_ten_minutes_of_a_new_user(tmp_path: Path, feed: str) -> None:
    need_tmux()
    book = Book("first-ten-minutes")
    (tmp_path / "article.txt").write_text(ARTICLE)
    with Tmux(tmp_path) as desk:

        def do(line: str, code: int = 0) -> str:
            return book.keep(line.replace(feed, "FEED"), desk.run(line, code))

        do("monitor init")
        config = tmp_path / "config.toml"
        head = config.read_text().partition("[[feeds]]")[0]
        config.write_text(f'{head}\n[fetch]\nprivate_hosts = ["127.0.0.1"]\n')
        desk.type("monitor claim draft article.txt --date 2017-05-01")
        asked = desk.until(re.compile(r"Enter for none\)$"))
        book.keep("monitor claim draft", asked.partition("\n")[2])
        book.keep("2, Enter", desk.press("2\n", r"\$"))
        do("monitor claim add 'Veldam will open its harbour bridge in June' --said-on 2017-05-01 --by Mayor")
        do(f"monitor feed add {feed}")
        do("monitor test veldam")
        do("monitor target test console")
        do("monitor review --list --baseline")
        do("monitor clam list", 2)
        do("monitor claim show veldam")
    book.compare()


def _morning(folder: Path) -> None:
    """Three claims and thirty matches that came in, one of them told by two outlets."""
    (folder / "config.toml").write_text('[[targets]]\nname = "console"\nurl = "console://"\n')
    slugs = ["harbour-bridge", "ferry-line", "night-train"]
    store = open_store(f"sqlite:///{folder / 'monitor.db'}")
    with store.write() as tx:
        for slug in slugs:
            words = f"Veldam will open its {slug.replace('-', ' ')} in June."
            tx.save_claim(a_claim(slug, statement=words, due=DueWindow(latest=date(2017, 6, 30))))
    polarities = [Polarity.OCCURRED, Polarity.PROGRESS, Polarity.POSTPONED]
    for number in range(30):
        titles = [f"Report {number:02} of Veldam's bridges and trains"]
        titles += ["The same report elsewhere"] * (number == 0)
        when = NOON + timedelta(hours=number)
        tell(
            store,
            *titles,
            claim=slugs[number % 3],
            polarity=polarities[number // 3 % 3],
            decision=MatchDecision.MATCH if number < 10 else MatchDecision.SUGGEST,
            score=round(0.99 - number / 50, 2),
            opened_at=when,
            last_at=when,
            seen_at=when,
        )
    store.close()


def _judged(folder: Path) -> dict[str, int]:
    store = open_store(f"sqlite:///{folder / 'monitor.db'}")
    with store.read() as tx:
        states: list[Any] = [it.review for it in tx.developments()]
    store.close()
    return {state.value: states.count(state) for state in ReviewState if state in states}


@pytest.mark.slow
def test_a_morning_s_review_of_thirty_matches(tmp_path: Path) -> None:
    """Judged with one key each, with a help, an undo, a stop in the middle and the same again after it."""
    need_tmux()
    book = Book("a-morning")
    _morning(tmp_path)
    with Tmux(tmp_path) as desk:
        book.keep("monitor", desk.run("monitor"))
        desk.type("monitor review")
        desk.until(re.compile(r"\[1/30\][\s\S]*\[\?\] ?$"))
        book.keep("?", desk.press("?", r"\[\?\]"))
        desk.press("a", r"\[\?\]")
        book.keep("a, then r", desk.press("r", "else: back"))
        book.keep("e", desk.press("e", r"\[\?\]"))
        book.keep("u", desk.press("u", r"\[\?\]"))
        for key in "cmss":
            desk.press(key, r"\[\?\]")
        book.keep("q", desk.press("q", r"\$"))
        assert _judged(tmp_path) == {"accepted": 3, "skipped": 2, "unreviewed": 25}
        desk.type("monitor review")
        assert "[1/25]" in desk.until(re.compile(r"\[\?\] ?$"))
        for _ in range(24):
            desk.press("a", r"\[\?\]")
        shown = desk.press("a", r"\$")
        book.keep("the end", "\n".join(shown.splitlines()[-12:]))
        assert _judged(tmp_path) == {"accepted": 28, "skipped": 2}
        book.keep("monitor status", desk.run("monitor status"))
        line = "monitor resolve night-train --as fulfilled --because 'all say so'"
        book.keep(line, desk.run(line))
        book.keep("why", desk.run("monitor claim show night-train --why | head -12"))
        book.keep("score", desk.run("monitor score"))
    book.compare()
    store = open_store(f"sqlite:///{tmp_path / 'monitor.db'}")
    with store.read() as tx:
        assert {row.stance for row in tx.evidence("harbour-bridge")} >= {Stance.SUPPORTS}
    store.close()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "lang"), [(60, "C.UTF-8"), (80, "C.UTF-8"), (140, "C.UTF-8"), (60, "C")])
def test_screens_at_a_real_terminal(tmp_path: Path, width: int, lang: str) -> None:
    """Nothing is broken by the terminal itself: no line is wider than it, and `LANG=C` gets ASCII."""
    need_tmux()
    _morning(tmp_path)
    with Tmux(tmp_path, width, lang) as desk:
        for words in ("monitor", "monitor claim list", "monitor claim show harbour-bridge", "monitor review --list"):
            shown = desk.run(f"{words} 2>/dev/null")
            assert "harbour-bridge" in shown, shown
            assert max(map(len, shown.splitlines())) <= width
            assert lang == "C.UTF-8" or shown.isascii(), shown
            if lang == "C":
                assert "?????" not in shown


MENU = r"(\[\?\]|what they do:) ?$"


@pytest.mark.slow
@pytest.mark.parametrize(("width", "lang"), [(60, "C.UTF-8"), (140, "C.UTF-8"), (60, "C"), (80, "C"), (140, "C")])
def test_a_review_at_every_width(tmp_path: Path, width: int, lang: str) -> None:
    """One key a judgement, whatever the terminal: no line wraps, each menu is one line, and `LANG=C` gets ASCII."""
    need_tmux()
    _morning(tmp_path)
    with Tmux(tmp_path, width, lang) as desk:
        desk.type("monitor review")
        shown = [desk.until(re.compile(MENU))]
        shown += [desk.press("?", MENU), desk.press("r", r"else: back ?$"), desk.press("z", MENU)]
        shown += [desk.press("a", MENU), desk.press("r", r"else: back ?$"), desk.press("e", MENU)]
        assert "rejected, wrong-event" in shown[-1]
        assert "[3/30]" in shown[-1]
        shown += [desk.press("u", MENU), desk.press("x", MENU), desk.press("q", r"\$")]
        lines = "\n".join(shown).splitlines()
        assert max(map(len, lines)) <= width
        assert not [line for line in lines if line.strip() in ("back", "or ? for what they do:")], lines
        assert lang == "C.UTF-8" or "\n".join(shown).isascii(), shown
    assert _judged(tmp_path) == {"accepted": 1, "unreviewed": 29}
