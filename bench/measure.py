"""What a command costs: wall seconds, CPU seconds of it and its children, the most memory they held together."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.1


@dataclass(frozen=True)
class Cost:
    """Seconds and megabytes."""

    wall: float
    cpu: float
    memory: float


class CommandFailedError(Exception):
    """A command of the bench ended badly; the text has the end of what it said."""


def run(command: Sequence[str], environment: Mapping[str, str] | None = None, good: Sequence[int] = (0,)) -> Cost:
    """Run to its end. Memory is the proportional set size of the whole tree, looked at ten times a second."""
    begin = time.perf_counter()
    child = subprocess.Popen(
        list(command),
        env=os.environ | dict(environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    said: list[bytes] = []
    assert child.stderr is not None
    reader = threading.Thread(target=said.extend, args=(child.stderr,))
    reader.start()
    peak, over = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(child.pid, peak, over))
    watcher.start()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    over.set()
    watcher.join()
    reader.join()
    if child.returncode not in good:
        raise CommandFailedError(
            f"{command[:3]}: {child.returncode}: {b''.join(said)[-2_000:].decode(errors='replace')}"
        )
    return Cost(wall, used.ru_utime + used.ru_stime, peak[0])


def _watch(pid: int, peak: list[float], over: threading.Event) -> None:
    while not over.wait(_EVERY):
        peak[0] = max(peak[0], memory_of(pid))


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            found += family(int(child))
    return found


def memory_of(pid: int) -> float:
    """Megabytes of a process and all below it, shared pages counted once."""
    total = 0
    for one in family(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
