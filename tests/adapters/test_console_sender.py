"""Messages on a terminal."""

import io
from typing import Any

import pytest

from monitor.adapters.console_sender import ConsoleSender
from monitor.adapters.scheme_sender import SchemeSender
from monitor.errors import FailureReason, SendError
from monitor.model.alert import Message, Target

CONSOLE = Target("screen", "console://")


def a_message(**changes: Any) -> Message:
    return Message(
        **({"alert_id": "a1", "thread": "claim.x", "title": "[x] news", "body": "One.\n\nTwo:  2\n"} | changes)
    )


async def test_a_message_is_printed_line_by_line() -> None:
    stream = io.StringIO()
    await ConsoleSender(stream).send(CONSOLE, a_message(body="One.\n\nTwo:  2\nClaim:       3\n  - Said:   4 5\n"))
    body = ["One.", "", "Two:  2", "Claim:       3", "  - Said:   4 5"]
    assert stream.getvalue().splitlines() == ["─" * 72, "[x] news", "", *body]


async def test_nothing_of_a_message_can_command_the_terminal() -> None:
    stream = io.StringIO()
    await ConsoleSender(stream).send(CONSOLE, a_message(title="a\x1b[2Jb\r\n", body="c\x1b]0;x\x07d\u202ee\nf"))
    text = stream.getvalue()
    assert text.isprintable() is False
    assert all(letter.isprintable() or letter == "\n" for letter in text)


async def test_a_narrow_encoding_shows_what_it_can() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    await ConsoleSender(stream).send(CONSOLE, a_message(title="→ naïve"))
    assert b"? na?ve" in raw.getvalue()


async def test_a_closed_stream_is_a_failure_that_may_pass() -> None:
    stream = io.StringIO()
    stream.close()
    with pytest.raises(SendError) as caught:
        await ConsoleSender(stream).send(CONSOLE, a_message())
    assert (caught.value.reason, caught.value.recoverable) == (FailureReason.CONNECT, True)


class Kept:
    """A Sender that keeps the names of its targets."""

    def __init__(self) -> None:
        self.names: list[str] = []

    async def send(self, target: Target, message: Message) -> None:
        self.names.append(target.name)

    def check_target(self, target: Target) -> str | None:
        return f"{target.name} looked at"


async def test_the_scheme_chooses_the_sender() -> None:
    console, other = Kept(), Kept()
    sender = SchemeSender({"console": console}, other)
    for name, url in [("a", "console://"), ("b", "mailto://x"), ("c", " CONSOLE://"), ("d", "no scheme"), ("e", "")]:
        await sender.send(Target(name, url), a_message())
    assert (console.names, other.names) == (["a", "c"], ["b", "d", "e"])


def test_the_scheme_chooses_who_looks_at_an_address() -> None:
    sender = SchemeSender({"console": ConsoleSender(io.StringIO())}, Kept())
    assert sender.check_target(CONSOLE) is None
    assert sender.check_target(Target("b", "mailto://x")) == "b looked at"
    assert "nothing behind it" in str(sender.check_target(Target("c", "console://S0SECRET")))
