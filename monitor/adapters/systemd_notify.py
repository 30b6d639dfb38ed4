"""Tell systemd how the service does (sd_notify(3)): one datagram to the socket that $NOTIFY_SOCKET names."""

import socket
from collections.abc import Callable, Mapping
from datetime import timedelta

Notify = Callable[[str], None]


def open_notify(environ: Mapping[str, str]) -> Notify:
    """A function that sends `READY=1`, `STATUS=…` and such; one that does nothing when no service manager listens."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return lambda _: None
    # A leading @ stands for the NUL byte of Linux's abstract names.
    target = "\0" + address[1:] if address.startswith("@") else address

    def notify(state: str) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
            channel.sendto(state.encode(), target)

    return notify


def watchdog_period(environ: Mapping[str, str], pid: int) -> timedelta | None:
    """How often systemd wants a sign of life (WATCHDOG_USEC, when WATCHDOG_PID is ours); None = it does not ask."""
    micros = environ.get("WATCHDOG_USEC", "")
    asked = environ.get("WATCHDOG_PID", str(pid)) == str(pid)
    return timedelta(microseconds=int(micros)) if asked and micros.isdecimal() and int(micros) > 0 else None
