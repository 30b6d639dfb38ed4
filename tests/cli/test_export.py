"""`monitor export`, `import`, `help`, `man`, `completion`: handed on, and read."""

import csv
import gzip
import io
import json
import shutil
import stat
import subprocess
import sys
from typing import Any

import feedparser
import icalendar
import pytest
from build import NOON, a_claim, a_feed
from desk_build import tell

from monitor.cli.commands import COMMANDS
from monitor.cli.main import root
from monitor.cli.man import escape
from monitor.model.claim import DueWindow, Outcome
from monitor.reporting.vocabulary import TOPICS
from monitor.usecases.resolve_claim import resolve_claim


def fill(desk: Any) -> None:
    with desk.store() as store:
        with store.write() as tx:
            tx.save_feed(a_feed())
            tx.save_claim(a_claim("tunnel", due=DueWindow(latest=NOON.date())))
        told = tell(store, "Bridge open \x1b[31m\u202e now", "Cars cross")
        resolve_claim(
            store, "harbour-bridge", Outcome.FULFILLED, evidence=[told.id], because="open", by="ada", now=NOON
        )


def test_a_whole_store_goes_out_and_in_again(desk: Any) -> None:
    fill(desk)
    out = desk.say("export", "json").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    (desk.folder / "store.jsonl").write_text(out)
    said = desk.say("--store", "sqlite:///new.db", "import", "store.jsonl")
    assert (said.code, "Took in" in said.out, "claim 2" in said.out) == (0, True, True)
    again = desk.say("--store", "sqlite:///new.db", "export", "json").out
    assert out.splitlines()[1:] == again.splitlines()[1:]
    refused = desk.say("--store", "sqlite:///new.db", "import", "store.jsonl")
    assert (refused.code, "not empty" in refused.err) == (1, True)


def test_an_export_may_be_packed_and_a_broken_one_is_told_by_its_line(desk: Any) -> None:
    fill(desk)
    lines = desk.say("export", "json").lines
    (desk.folder / "a.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    assert desk.say("--store", "sqlite:///a.db", "import", "a.gz", "--json").json["kinds"]["claim"] == 2
    (desk.folder / "cut").write_text("\n".join(lines[:-1]))
    assert "a part of it is missing" in desk.say("--store", "sqlite:///b.db", "import", "cut").err
    (desk.folder / "odd").write_text(lines[0] + '\n{"claim": {"slug": 3}}\n')
    said = desk.say("--store", "sqlite:///c.db", "import", "odd")
    assert (said.code, said.out) == (2, "")
    assert "odd, line 2: claim: " in said.err
    assert desk.say("--store", "sqlite:///d.db", "import", "nowhere").code == 1


def test_a_file_is_written_whole_and_never_over_another(desk: Any) -> None:
    fill(desk)
    file = desk.folder / "store.jsonl"
    assert desk.say("export", "json", "--out", "store.jsonl").code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_text()
    assert desk.say("export", "csv", "--out", "store.jsonl").code == 1
    assert file.read_text() == before
    assert desk.say("export", "csv", "--out", "store.jsonl", "--force").code == 0
    assert file.read_text().startswith("claim,statement")
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    assert desk.say("export", "csv", "--out", "nowhere/x.csv").code == 1
    assert [path.name for path in desk.folder.glob(".*.part")] == []


def test_the_other_formats_are_read_by_readers_of_their_kind(desk: Any) -> None:
    fill(desk)
    rows = list(csv.DictReader(io.StringIO(desk.say("export", "csv").out, newline="")))
    assert {row["claim"]: row["outcome"] for row in rows} == {"tunnel": "", "harbour-bridge": "fulfilled"}
    events = icalendar.Calendar.from_ical(desk.say("export", "ics").out).walk("VEVENT")
    assert [str(event["UID"]) for event in events] == ["tunnel@claim-monitor"]
    atom = feedparser.parse(desk.say("export", "atom").out.encode())
    assert (atom.bozo, len(atom.entries)) == (False, 1)
    base = ("--base-url", "https://desk.example/x/", "--publisher", "Desk")
    reviews = [json.loads(line) for line in desk.say("export", "claimreview", *base).lines]
    assert [(it["author"]["name"], it["reviewRating"]["ratingValue"]) for it in reviews] == [("Desk", 5)]
    assert reviews[0]["url"] == "https://desk.example/x/claims/harbour-bridge.html"
    assert desk.say("export", "xml").code == 2


def test_help_explains_words_and_commands(desk: Any) -> None:
    whole = desk.say("help", "topics").out
    for topic in TOPICS:
        assert topic.name.upper() in whole
        assert all(f"\n{word.value} " in whole for word in topic.meanings)
    assert "copies count once" in " ".join(desk.say("help", "source").out.split())
    word = desk.say("help", "Failed").out
    assert ("it did not come true" in word, "it was tried and did not succeed" in word) == (True, True)
    assert "fulfilled" not in word
    assert "Usage: monitor claim" in desk.say("help", "claim").out
    one = desk.say("help", "polarity")
    assert (one.lines[0].startswith("POLARITY"), "OUTCOMES" in one.out) == (True, False)
    assert desk.say("help", "polarity", "--json").json["polarity"]["occurred"] == "it happened"
    assert desk.say("help", "claim", "add").out.startswith("Usage: monitor claim add")
    assert desk.say("help").out.startswith("Usage: monitor")
    assert desk.say("help", "nothing").code == 2
    assert desk.say("help", "status", "deeper").code == 2


def test_the_manual_has_every_command_and_option(desk: Any) -> None:
    page = desk.say("man").out
    plain = page.replace("\\-", "-").replace("\\&", "")
    assert page.startswith(".TH MONITOR 1")
    for entry in COMMANDS:
        assert f"\n.SS monitor {entry.words}" in plain, entry.words
    for words in ("--base-url URL", "monitor export json > store.jsonl", "75", ".SH ENVIRONMENT"):
        assert words in plain
    for line in page.splitlines():
        assert not line.startswith("'")
        assert not line.startswith(".") or line.split()[0] in {
            ".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".nf", ".fi", ".RS", ".RE",
        }  # fmt: skip


def test_words_mean_nothing_to_roff() -> None:
    assert escape(".x") == r"\&.x"
    assert escape("'x -a \\n") == r"\&'x \-a \en"


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff here")
def test_roff_has_nothing_to_complain_of(desk: Any) -> None:
    page = desk.say("man").out
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z", "-K", "utf8"], input=page, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_a_script_that_it_can_read(desk: Any, shell: str) -> None:
    said = desk.say("completion", shell)
    assert said.code == 0
    assert "_MONITOR_COMPLETE" in said.out
    if shutil.which(shell):
        done = subprocess.run([shell, "-n"], input=said.out, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("line", "number", "found"),
    [
        ("monitor cl", 1, ["plain,claim"]),
        ("monitor claim e", 2, ["plain,edit", "plain,export"]),
        ("monitor export a", 2, ["plain,atom"]),
        ("monitor score --b", 2, ["plain,--by"]),
    ],
)
def test_completion_finds_commands_words_and_options(line: str, number: int, found: list[str]) -> None:
    environ = {"_MONITOR_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(number)}
    code = "from monitor.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == found


def test_completing_a_command_imports_none() -> None:
    code = (
        "import sys, click\nfrom monitor.cli.main import root\n"
        "words = root.shell_complete(click.Context(root, info_name='monitor'), '')\n"
        "print(len(words), [name for name in sys.modules if name.startswith(('monitor.usecases', 'sqlmodel'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split(maxsplit=1)[1] == "[]\n"
    assert int(done.stdout.split()[0]) >= len(root.list_commands(None))  # type: ignore[arg-type]
