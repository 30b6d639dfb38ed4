"""The words of the command line: help, mistakes, exit codes, what is imported."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from desk_build import tell

from monitor.cli.command import Command, Settings
from monitor.cli.commands import COMMANDS, SECTIONS, CommandTree
from monitor.cli.main import root, run

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "apprise",
    "httpx",
    "apscheduler",
    "feedparser",
    "trafilatura",
    "numpy",
    "rich",
    "Stemmer",
)


def every_command() -> Iterator[tuple[str, click.Command]]:
    for entry in COMMANDS:
        tree: click.Command = root
        for word in entry.words.split():
            assert isinstance(tree, CommandTree)
            found = tree.get_command(click.Context(tree), word)
            assert found is not None, entry.words
            tree = found
        yield entry.words, tree


ALL = dict(every_command())


@pytest.mark.parametrize("words", ALL)
def test_every_command_has_help_with_examples_of_itself(words: str) -> None:
    done = CliRunner().invoke(root, [*words.split(), "--help"], obj=Settings(), prog_name="monitor")
    assert done.exit_code == 0
    assert "Examples:" in done.output
    examples = [line.strip() for line in done.output.split("Examples:")[1].splitlines() if line.strip()]
    assert examples
    said = ("monitor", f"| monitor {words}", "systemctl")
    assert all(example.startswith("monitor") or any(word in example for word in said) for example in examples)
    assert any(f"monitor {words}" in example for example in examples) or words == "status"


@pytest.mark.parametrize("words", ALL)
def test_every_example_is_made_of_options_that_exist(words: str) -> None:
    command = ALL[words]
    assert isinstance(command, Command | CommandTree)
    known = {option for param in command.params for option in param.opts} | {"--help"}
    for example in command.examples:
        if example.startswith(f"monitor {words} "):
            given = {word.split("=")[0] for word in example.split() if word.startswith("--")}
            inner = {name for name in given if name not in known}
            subs = {
                option
                for name, sub in ALL.items()
                if name.startswith(f"{words} ")
                for it in sub.params
                for option in it.opts
            }
            assert inner <= subs, example


def test_every_command_stands_under_a_heading_of_the_help() -> None:
    listed = {name for _, names in SECTIONS for name in names}
    assert listed == {entry.words for entry in COMMANDS if " " not in entry.words}


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['monitor', '--help']\n"
        "from monitor.cli.main import run\n"
        "run(['--help'], {})\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "Every day:" in done.stdout


def test_the_version_is_told(desk) -> None:  # type: ignore[no-untyped-def]
    assert desk.say("--version", config=False).out.startswith("claim-monitor ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["clam"], "did you mean `claim`?"),
        (["zzz"], "see `monitor --help`"),
        (["claim", "lst"], "did you mean `claim list`?"),
        (["claim", "show"], "see `monitor claim show --help`"),
        (["claim", "list", "--stats", "x"], "claim list"),
        (["claim", "list", "--status", "late"], "write one of"),
        (["claim", "list", "--due-within", "soon"], "no length of time"),
        (["resolve", "x", "--as", "won", "--because", "y"], "see `monitor resolve --help`"),
        (["snooze", "x"], "say how long"),
        (["explain", "x"], "name a claim and an entry"),
        (["alert", "retry"], "--all"),
        (["claim", "add", " "], "statement is empty"),
        (["review", "reject", "x", "--because", "mood"], "see `monitor review reject --help`"),
        (["--store", "mysql://x/y", "status"], "--store is to be sqlite"),
        (["feed", "add", "news.example"], "https://"),
    ],
)
def test_wrong_words_are_one_line_with_the_next_step(desk, words: list[str], told: str) -> None:  # type: ignore[no-untyped-def]
    said = desk.say(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert said.err.startswith("monitor: ")
    assert told in said.err


def test_a_noun_alone_is_its_help(desk) -> None:  # type: ignore[no-untyped-def]
    said = desk.say("claim")
    assert said.code == 2
    assert "claim draft" in said.err or "draft" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ["claim", "show", "nothing"],
        ["resolve", "nothing", "--as", "failed", "--because", "x"],
        ["feed", "remove", "nothing"],
        ["alert", "show", "nothing"],
        ["review", "accept", "nothing"],
        ["explain", "nothing", "nothing"],
        ["target", "test", "nothing"],
        ["claim", "import", "nothing.toml"],
        ["claim", "draft", "nothing.txt"],
    ],
)
def test_what_is_not_there_is_one_line_and_exit_1(desk, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    said = desk.say(*words)
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err


def test_no_config_tells_how_to_get_one(desk) -> None:  # type: ignore[no-untyped-def]
    (desk.folder / "config.toml").unlink()
    said = desk.say("status", config=False)
    assert said.code == 1
    assert "monitor init" in said.err


def test_a_broken_config_is_told_whole_and_without_its_secret(desk) -> None:  # type: ignore[no-untyped-def]
    (desk.folder / "config.toml").write_text('stor = 1\n[[targets]]\nname = "a"\nurl = "slack://s3cr3t/x"\nurls = 1\n')
    (desk.folder / "config.toml").chmod(0o644)
    for words in (["status"], ["config", "check"], ["run", "--once"]):
        said = desk.say(*words)
        assert (said.code, said.out) == (1, "")
        assert said.err.count("\n") == 3
        assert "line 4: targets[0].url: holds a secret" in said.err
        assert "s3cr3t" not in said.err


def test_a_bug_is_a_traceback_and_exit_3(capsys: pytest.CaptureFixture[str]) -> None:
    @root.command("break-now", cls=Command)
    def break_now() -> None:
        raise RuntimeError("oh")

    try:
        tree = CommandTree("monitor", callback=None)
        tree.add_command(break_now)
        from monitor.cli.main import _guard

        assert _guard(lambda: break_now.main([], standalone_mode=False, obj=Settings())) == 3
    finally:
        root.commands.pop("break-now")
    said = capsys.readouterr()
    assert "RuntimeError: oh" in said.err
    assert "this is a bug" in said.err


def test_an_interrupt_is_130() -> None:
    from monitor.cli.main import _guard

    def interrupted() -> int:
        raise KeyboardInterrupt

    assert _guard(interrupted) == 130


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    script = f"{sys.executable} -m monitor --help; echo rc=$? >&2"
    done = subprocess.run(
        ["bash", "-c", f"({script}) | head -1"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert "rc=0" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_behind_the_shell_is_told_in_a_line(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "monitor", "help", "topics"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=tmp_path,
        )
    assert (done.returncode, done.stderr) == (1, "monitor: no space is left where the output goes; it is not whole\n")


def leave_without_reader(folder: Path, *words: str, closed: str = "stdout") -> subprocess.CompletedProcess[bytes]:
    """Run a command one of whose streams nobody reads any more."""
    far, near = os.pipe()
    os.close(far)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {closed: near}
    try:
        return subprocess.run([sys.executable, "-m", "monitor", *words], check=False, cwd=folder, **streams)  # type: ignore[call-overload,no-any-return]
    finally:
        os.close(near)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "claim list",
        "claim list --json",
        "claim show harbour-bridge",
        "status",
        "review --list",
        "export json",
        "export csv",
        "score",
        "man",
        "help topics",
        "claim list --help",
        "completion bash",
    ],
)
def test_a_closed_pipe_is_no_error_of_any_command(desk, words: str) -> None:  # type: ignore[no-untyped-def]
    with desk.store() as store:
        tell(store)
    left = leave_without_reader(desk.folder, *words.split())
    assert (left.returncode, left.stderr) == (0, b"")


@pytest.mark.slow
def test_nobody_hears_the_talk_and_it_is_no_error(desk) -> None:  # type: ignore[no-untyped-def]
    left = leave_without_reader(desk.folder, "claim", "list", closed="stderr")
    assert (left.returncode, left.stdout) == (0, b"")


def test_global_options_stand_anywhere(desk) -> None:  # type: ignore[no-untyped-def]
    assert run(["claim", "list", "--config", str(desk.folder / "config.toml"), "--json"], {}) == 0
    assert desk.say("--json", "claim", "list").json == []
    assert desk.say("claim", "--json", "list").json == []


def test_a_config_without_a_file_works_with_a_store(desk) -> None:  # type: ignore[no-untyped-def]
    (desk.folder / "config.toml").unlink()
    assert desk.say("--store", "other.db", "claim", "list", "--json", config=False).json == []
    assert (desk.folder / "other.db").exists()
