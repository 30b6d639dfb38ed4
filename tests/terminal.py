"""A command on a pseudo-terminal, and a person who reads and types."""

import codecs
import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Self

from patience import PATIENCE

ROOT = Path(__file__).parent.parent


def _own_terminal() -> None:
    """Ctrl-C is a signal here, and one that is heard: what a shell starts in the background is born deaf to it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A command on a real terminal of 80 columns: what it shows, and keys for it."""

    def __init__(self, folder: Path, *words: str, **environ: str) -> None:
        self.main, side = pty.openpty()
        given = {"PATH": os.environ["PATH"], "HOME": str(folder), "COLUMNS": "80", "TERM": "xterm", "USER": "ada"}
        given["PYTHONPATH"] = str(ROOT)  # the program of this checkout, wherever the test runs
        self.process = subprocess.Popen(
            [sys.executable, "-m", "monitor", *words],
            stdin=side,
            stdout=side,
            stderr=side,
            cwd=folder,
            env=given | environ,
            start_new_session=True,
            preexec_fn=_own_terminal,  # noqa: PLW1509
        )
        os.close(side)
        self.seen = ""
        self._letters = codecs.getincrementaldecoder("utf-8")("replace")  # a letter may come in two pieces

    def until(self, words: str, seconds: float = PATIENCE) -> str:
        """What came since the last time, up to and with `words`."""
        end = time.perf_counter() + seconds
        while words not in self.seen and time.perf_counter() < end and self._take():
            pass
        assert words in self.seen, self.seen
        place = self.seen.index(words) + len(words)
        found, self.seen = self.seen[:place], self.seen[place:]
        return found

    def press(self, keys: str) -> None:
        os.write(self.main, keys.encode())

    def interrupt(self) -> None:
        """Ctrl-C, and again while nothing comes of it, as a person would.

        Python does not hear one that comes in the instant between its last look for signals and its wait for a line, so
        the first is given once it sleeps, which is that wait; a program that never sleeps hears one anyway.
        """
        end = time.perf_counter() + PATIENCE
        soon = time.perf_counter() + 1
        while not self._sleeps() and time.perf_counter() < soon and self._take():
            pass
        while self.process.poll() is None and time.perf_counter() < end:
            self.press("\x03")
            again = time.perf_counter() + 10
            while self.process.poll() is None and time.perf_counter() < again and self._take():
                pass

    def leave(self) -> int:
        """Read on until it ends, for it could not end with its words unread; its exit code."""
        end = time.perf_counter() + PATIENCE
        while self.process.poll() is None and time.perf_counter() < end and self._take():
            pass
        return self.process.wait(PATIENCE)

    def _sleeps(self) -> bool:
        state = Path(f"/proc/{self.process.pid}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "R"

    def _take(self) -> bool:
        """Wait a little for more; False when it has closed the terminal."""
        if select.select([self.main], [], [], 0.1)[0]:
            try:
                self.seen += self._letters.decode(os.read(self.main, 65_536))
            except OSError:
                return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        os.close(self.main)
