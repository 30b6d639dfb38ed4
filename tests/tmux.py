"""A person at a terminal: a real shell inside tmux, keys go in, what the screen shows comes out."""

import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import pytest
from patience import PATIENCE

ROOT = Path(__file__).parent.parent
_PROMPT = re.compile(r"\n\[(\d+)\]\$ ?$")


def need_tmux() -> str:
    """Where tmux is; skips, with the reason, where it is not."""
    found = shutil.which("tmux")
    if found is None:
        pytest.skip("tmux is not installed; the sittings at a terminal are not walked through")
    return found


class Tmux:
    """One window of `width` columns in `folder`, with a bare shell that knows `monitor` of this checkout."""

    def __init__(self, folder: Path, width: int = 80, lang: str = "C.UTF-8") -> None:
        letters = ["-u"] if "UTF-8" in lang else []
        self.command = [need_tmux(), *letters, "-f", "/dev/null", "-S", str(folder / ".tmux")]
        start = folder / ".start"
        monitor = f'PYTHONPATH={shlex.quote(str(ROOT))} {shlex.quote(sys.executable)} -m monitor "$@"'
        start.write_text(f"PS1='[$?]$ '\nmonitor() {{ {monitor}; }}\n")
        names = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TERM": "screen", "LANG": lang, "USER": "ada"}
        words = ["env", "-i", *(f"{name}={value}" for name, value in names.items())]
        shell = shlex.join([*words, "bash", "--noprofile", "--rcfile", str(start), "-i"])
        self._tmux("new-session", "-d", "-x", str(width), "-y", "60", "-c", str(folder), shell)
        self.until(re.compile(r"\$ ?$"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._tmux("kill-server")

    def run(self, line: str, code: int = 0, seconds: float = PATIENCE) -> str:
        """Type a command line, wait for the prompt after it; what it showed. Its exit code is to be `code`."""
        self.type(line)
        shown = self.until(_PROMPT, seconds)
        found = _PROMPT.search(shown)
        assert found is not None
        assert int(found[1]) == code, shown
        return "\n".join(shown.splitlines()[1:-1]) + "\n"

    def type(self, line: str) -> None:
        """Type on an empty screen."""
        self._tmux("send-keys", "-l", "clear")
        self._tmux("send-keys", "Enter")
        self.until(re.compile(r"\A\[0\]\$ ?\Z"), history=False)
        self._tmux("clear-history")
        self._tmux("send-keys", "-l", line)
        self._tmux("send-keys", "Enter")

    def press(self, keys: str, expect: str, seconds: float = PATIENCE) -> str:
        """Press keys, and wait for a further line that shows `expect`; the lines that came, and the one before."""
        before = self._tmux("capture-pane", "-p", "-S", "-").rstrip().count("\n")
        self._tmux("send-keys", "-l", keys)
        shown = self.until(re.compile(rf"\A(?:[^\n]*\n){{{before + 1},}}[^\n]*{expect}[^\n]*\Z"), seconds)
        return "\n".join(shown.split("\n")[before:])

    def until(self, words: "re.Pattern[str]", seconds: float = PATIENCE, *, history: bool = True) -> str:
        """Wait until the screen, its blank end left out, fits; all that it shows, with what scrolled off."""
        scope = ["-S", "-"] if history else []
        end = time.perf_counter() + seconds
        shown = ""
        while time.perf_counter() < end:
            shown = self._tmux("capture-pane", "-p", *scope).rstrip()
            if words.search(shown):
                return shown
            time.sleep(0.05)  # noqa: TID251 - a screen gives no event
        raise AssertionError(f"{words.pattern} was not shown in {seconds} s:\n{shown}")

    def _tmux(self, *words: str) -> str:
        done = subprocess.run([*self.command, *words], capture_output=True, text=True, check=True, timeout=PATIENCE)
        return done.stdout
