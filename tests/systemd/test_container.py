"""The Containerfile: hadolint's word where that is there, and the few rules that matter here in any case."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE = ROOT / "Containerfile"


def instructions() -> list[tuple[str, str]]:
    """(word, rest) of each, continued lines joined."""
    text = re.sub(r"^#.*\n", "", FILE.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    return [(word, rest) for word, _, rest in (line.strip().partition(" ") for line in text.split("\n")) if word]


def test_each_instruction_is_one() -> None:
    known = {
        "FROM",
        "WORKDIR",
        "COPY",
        "RUN",
        "USER",
        "VOLUME",
        "ENV",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    }
    assert {word for word, _ in instructions()} <= known


def test_what_is_copied_is_there() -> None:
    for word, rest in instructions():
        if word == "COPY" and "--from" not in rest:
            assert all((ROOT / name).exists() for name in rest.split()[:-1])


def test_it_runs_as_nobody_from_a_lock_and_stops_at_a_word() -> None:
    lines = instructions()
    assert [rest for word, rest in lines if word == "USER"] == ["990:990"]
    assert ("STOPSIGNAL", "SIGTERM") in lines
    installs = [rest for word, rest in lines if word == "RUN" and "pip install" in rest]
    assert all("--require-hashes" in rest or "--no-deps --no-build-isolation" in rest for rest in installs)
    assert lines[-1] == ("CMD", '["run"]')
    assert not any(":latest" in rest for word, rest in lines if word == "FROM")


def test_hadolint_has_nothing_to_say() -> None:
    hadolint = shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("hadolint is not here")
    done = subprocess.run([hadolint, "--no-color", str(FILE)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0)
