"""The upgrade and the restore drill of the README, each command run as it is written."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = """
[[targets]]
name = "console"
url = "console://"
[[feeds]]
url = "https://news.example/world.xml"
[[claims]]
slug = "harbour-bridge"
statement = "The city of Veldam will open its new harbour bridge in June."
said_on = 2017-05-02
"""


def commands() -> list[str]:
    readme = (ROOT / "README.md").read_text()
    section = readme[readme.index("## Upgrading, and getting back") :]
    section = section[: section.index("\n## ", 3)]
    lines = re.findall(r"^\.venv/bin/monitor .*$", section, re.MULTILINE)
    return [line.split("  #")[0].strip() for line in lines]


@pytest.mark.slow
def test_each_command_does_what_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    lines = commands()
    assert len(lines) == 8
    for line in lines:
        words = shlex.split(line)[1:]
        done = subprocess.run(
            [sys.executable, "-m", "monitor", *words], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        if "claim list" in line:
            assert "harbour-bridge" in done.stdout
    names = {path.name for path in tmp_path.iterdir()}
    assert {"before-upgrade.db", "drill.db", "monitor.db", "monitor.db.replaced"} <= names
    assert (tmp_path / "drill.db").stat().st_mode & 0o077 == 0
