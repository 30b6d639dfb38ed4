"""A desk to type at: a folder with a config, a real store, and what a command says and leaves with."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from monitor.adapters.sql_store import open_store
from monitor.cli.main import run
from monitor.ports import Store

CONFIG = """
[[targets]]
name = "console"
url = "console://"
[[targets]]
name = "desk"
url = "console://"
"""


@dataclass(frozen=True)
class Said:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass
class Desk:
    """A folder, and a way to run commands in it."""

    folder: Path
    say: Callable[..., Said]
    new_store: Callable[[Path], None]

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'monitor.db'}"

    @contextmanager
    def store(self) -> Iterator[Store]:
        self.new_store(self.folder / "monitor.db")
        opened = open_store(self.url)
        yield opened
        opened.close()


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str], new_store: Callable[[Path], None]) -> Iterator[Desk]:
    """A desk of its own folder; `say(words..., width=80, environ=...)` runs one command line."""
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "config.toml").chmod(0o600)

    def say(*words: str, width: int = 100, config: bool = True, **environ: str) -> Said:
        capfd.readouterr()
        given = ["--config", str(tmp_path / "config.toml")] if config else []
        code = run([*given, *words], {"COLUMNS": str(width), "USER": "ada", "HOME": str(tmp_path), **environ})
        said = capfd.readouterr()
        return Said(code, said.out, said.err)

    before = Path.cwd()
    os.chdir(tmp_path)
    yield Desk(tmp_path, say, new_store)
    os.chdir(before)
