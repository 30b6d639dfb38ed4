"""The parser in children: what it survives, and that its children do not outlive it."""

import asyncio
import contextlib
import os
import select
import signal
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from feed_builds import Item, numbered, read, rss
from patience import PATIENCE

from monitor.adapters.child_parser import ChildParser
from monitor.errors import FailureReason, ParseError
from monitor.model.policy import PollPolicy

URL = "https://news.example/world.xml"
#: A document that is not well-formed and costs the lenient parser ten seconds even on a fast machine.
KILLER = b"<rss><channel><item><title>x</title><description>" + b"<a>" * 2_000_000 + b"</item></channel></rss>"


@contextlib.asynccontextmanager
async def opened(policy: PollPolicy, **options: str) -> AsyncIterator[ChildParser]:
    parser = ChildParser(policy, **options)
    try:
        yield parser
    finally:
        await parser.close()


@pytest.fixture
async def parser() -> AsyncIterator[ChildParser]:
    async with opened(PollPolicy(parsers=2, parse_timeout=timedelta(minutes=2))) as it:
        yield it


async def test_what_a_child_reads_is_what_we_would_read(parser: ChildParser) -> None:
    extra = "<ttl>5</ttl><skipHours><hour>1</hour></skipHours><sy:updatePeriod>daily</sy:updatePeriod>"
    body = rss(*numbered(3), Item("Ä “quoted” ☃", summary="<p>x</p>", date="2017-05-02T10:00:00+02:00"), extra=extra)
    assert await parser.parse(body, "text/xml", URL) == read(body, "text/xml", URL)
    assert await parser.parse(body[:-60], "text/xml", URL) == read(body[:-60], "text/xml", URL)


async def test_an_error_comes_back_with_its_reason(parser: ChildParser) -> None:
    with pytest.raises(ParseError) as caught:
        await parser.parse(b"<html></html>", "text/html", URL)
    assert caught.value.reason is FailureReason.NOT_A_FEED


@pytest.mark.slow
async def test_children_start_when_they_are_needed_and_stay(parser: ChildParser) -> None:
    assert children() == set()
    await parser.parse(rss(*numbered(1)), "", URL)
    first = children()
    await parser.parse(rss(*numbered(1)), "", URL)
    assert len(first) == 1
    assert children() == first
    await asyncio.gather(*(parser.parse(rss(*numbered(1)), "", URL) for _ in range(10)))
    assert len(children()) == 2
    await parser.close()
    assert children() == set()


@pytest.mark.slow
async def test_fault_61_a_killer_is_killed_and_the_others_are_read() -> None:
    bodies = [KILLER, *(rss(*numbered(2, start=n)) for n in range(99))]
    async with opened(PollPolicy(parsers=2, parse_timeout=timedelta(seconds=2))) as parser, asyncio.timeout(PATIENCE):
        results = await asyncio.gather(*(parser.parse(body, "", URL) for body in bodies), return_exceptions=True)
    assert [type(result).__name__ for result in results].count("ParsedFeed") == 99
    error = results[0]
    assert isinstance(error, ParseError)
    assert error.reason is FailureReason.PARSE


@pytest.mark.slow
async def test_a_child_that_dies_is_replaced(parser: ChildParser) -> None:
    await parser.parse(rss(*numbered(1)), "", URL)
    os.kill(children().pop(), signal.SIGKILL)
    with contextlib.suppress(ParseError):
        await parser.parse(rss(*numbered(1)), "", URL)
    assert (await parser.parse(rss(*numbered(1)), "", URL)).entries


@pytest.mark.slow
async def test_a_document_that_needs_too_much_memory_costs_only_itself() -> None:
    async with opened(PollPolicy(parsers=1, parse_memory=150_000_000)) as parser:
        with pytest.raises(ParseError):
            await parser.parse(rss(*(Item("x" * 3_000, summary="y" * 100_000) for _ in range(1_000))), "", URL)
        assert (await parser.parse(rss(*numbered(1)), "", URL)).entries


async def test_children_that_can_not_start_are_said_to() -> None:
    async with opened(PollPolicy(parsers=1), python="/bin/false") as parser:
        with pytest.raises(ParseError, match="parse_memory"):
            await parser.parse(rss(*numbered(1)), "", URL)


@pytest.mark.slow
async def test_a_caller_that_gives_up_leaves_no_half_read_answer(parser: ChildParser) -> None:
    big = rss(*numbered(2_000))
    for _ in range(3):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await asyncio.gather(*(parser.parse(big, "", URL) for _ in range(4)))
    parsed = await parser.parse(rss(*numbered(1)), "", URL)
    assert [entry.title for entry in parsed.entries] == ["Report number 0 from the harbour"]


async def test_children_sit_out_the_signals_of_their_parent(parser: ChildParser) -> None:
    await parser.parse(rss(*numbered(1)), "", URL)
    child = children().pop()
    os.kill(child, signal.SIGINT)
    os.kill(child, signal.SIGTERM)
    assert (await parser.parse(rss(*numbered(1)), "", URL)).entries
    assert children() == {child}


async def test_children_know_nothing_of_our_secrets(parser: ChildParser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "s3cret")
    await parser.parse(rss(*numbered(1)), "", URL)
    assert b"s3cret" not in environment(children().pop())


@pytest.mark.slow
@pytest.mark.parametrize("body", [b"", b"busy"])
def test_children_die_with_a_parent_that_is_killed(body: bytes) -> None:
    """Idle ones by the end of their input; busy ones at the latest when their CPU time is up."""
    program = textwrap.dedent(
        f"""
        import asyncio
        from datetime import timedelta
        from monitor.adapters.child_parser import ChildParser
        from monitor.model.policy import PollPolicy
        async def main():
            parser = ChildParser(PollPolicy(parsers=1, parse_timeout=timedelta(seconds=1)))
            await parser.parse(b"<rss version='2.0'><channel/></rss>", "", "{URL}")
            print(next(iter(parser._children)).process.pid, flush=True)
            if {bool(body)}:
                await parser.parse({KILLER[:60]!r} + b"<a>" * 2_000_000, "", "{URL}")
            await asyncio.sleep(60)
        asyncio.run(main())
        """
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    handle = None
    try:
        handle = os.pidfd_open(child)
    except ProcessLookupError:
        return
    ended, _, _ = select.select([handle], [], [], PATIENCE)
    os.close(handle)
    assert ended


def environment(process: int) -> bytes:
    return Path(f"/proc/{process}/environ").read_bytes()


def children() -> set[int]:
    """Process ids of our living parsing children."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == os.getpid() and b"monitor.feeds.child" in (entry / "cmdline").read_bytes():
                    found.add(int(entry.name))
            except OSError:
                continue
    return found
