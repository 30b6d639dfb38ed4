"""How long a test waits before it says that something hangs. A net and no measure: nothing that works comes near it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: Seconds for whatever must succeed, on a machine that is busy with other things.
PATIENCE = 120.0
FOR_EVER = 300.0


class HangError(AssertionError):
    """The work did not end."""


@contextmanager
def ends(cpu_seconds: float = PATIENCE, seconds: float = FOR_EVER) -> Iterator[None]:
    """Fail when the block does not end: within so much CPU of this process, or else within so much time."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise HangError(f"no end after {cpu_seconds:g} s of CPU or {seconds:g} s of time")

    before = {number: signal.signal(number, stop) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, old in before.items():
            signal.signal(number, old)
