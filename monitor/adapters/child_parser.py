"""A Parser whose documents are read in child processes, with limits of the kernel and a deadline of ours.

Whatever a document does to the code that reads it, it does to a child, which is killed and replaced.
"""

import asyncio
import logging
import math
import os
import sys
from dataclasses import dataclass

from monitor.errors import FailureReason, ParseError
from monitor.feeds.wire import READY, answer_size, pack_request, unpack_answer
from monitor.log import log_event
from monitor.model.feed import ParsedFeed
from monitor.model.policy import PollPolicy
from monitor.model.safe import mask_url

_log = logging.getLogger(__name__)

#: All that a child needs of our environment; secrets in the rest are none of its business.
_ENVIRONMENT = (
    "PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "LANG",
    "LC_ALL",
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
    "COVERAGE_PROCESS_START",
)
#: Seconds for Python to start and import the parser, on a busy machine.
_START_PATIENCE = 20.0
_LARGEST_ANSWER = 64_000_000


@dataclass(slots=True, eq=False)
class _Child:
    """A running child and its pipes."""

    process: asyncio.subprocess.Process

    async def greet(self) -> None:
        """Wait until it says that it is ready. Raises as `ask` does."""
        if self.process.stdout is None or await self.process.stdout.readexactly(len(READY)) != READY:
            raise EOFError

    async def ask(self, request: bytes) -> bytes:
        """Send a request, wait for the answer. Raises EOFError (asyncio's too) or OSError when the child died."""
        source, sink = self.process.stdin, self.process.stdout
        if source is None or sink is None:
            raise EOFError
        source.write(request)
        await source.drain()
        size = answer_size(await sink.readexactly(4))
        if size > _LARGEST_ANSWER:
            raise EOFError
        return await sink.readexactly(size)

    async def end(self) -> None:
        """Kill it and wait until it is gone."""
        if self.process.returncode is None:
            self.process.kill()
        if self.process.stdin is not None:
            self.process.stdin.close()
        await self.process.wait()


class ChildParser:
    """A pool of `policy.parsers` children, each started when it is first needed. One event loop only.

    A document has `policy.parse_timeout` of time and CPU and `policy.parse_memory` bytes. Children end when this process
    does, however it ends: their input closes.
    """

    def __init__(self, policy: PollPolicy, python: str = sys.executable) -> None:
        self._policy = policy
        self._python = python
        self._places: asyncio.LifoQueue[_Child | None] = asyncio.LifoQueue()
        for _ in range(max(policy.parsers, 1)):
            self._places.put_nowait(None)
        self._children: set[_Child] = set()

    async def parse(self, body: bytes, content_type: str, url: str) -> ParsedFeed:
        """Read one document; wait for a free child first.

        Raises ParseError (reason parse when the child did not survive the document).
        """
        request = pack_request(body, content_type, url, self._policy.max_entries)
        child = await self._places.get()
        survivor: _Child | None = None
        try:
            if child is None or child.process.returncode is not None:
                child = await self._spawn()
                await self._greet(child)
            answer = await self._ask(child, request, url)
            survivor = child
        finally:
            self._places.put_nowait(survivor)
            if survivor is None and child is not None:
                await self._bury(child)
        return unpack_answer(answer)

    async def close(self) -> None:
        """End the children."""
        await asyncio.gather(*(self._bury(child) for child in list(self._children)))

    async def _greet(self, child: _Child) -> None:
        try:
            async with asyncio.timeout(_START_PATIENCE):
                await child.greet()
        except (TimeoutError, EOFError, OSError) as error:
            words = "the parsing process does not start; is there memory enough (poll.parse_memory)?"
            raise ParseError(words, FailureReason.PARSE) from error

    async def _spawn(self) -> _Child:
        policy = self._policy
        limits = (str(policy.parse_memory), str(math.ceil(policy.parse_timeout.total_seconds())))
        process = await asyncio.create_subprocess_exec(
            self._python,
            *("-m", "monitor.feeds.child", *limits),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
        child = _Child(process)
        self._children.add(child)
        return child

    async def _ask(self, child: _Child, request: bytes, url: str) -> bytes:
        try:
            async with asyncio.timeout(self._policy.parse_timeout.total_seconds()):
                return await child.ask(request)
        except (TimeoutError, EOFError, OSError) as error:
            words = "took too long to be read" if isinstance(error, TimeoutError) else "broke the parser"
            log_event(_log, logging.WARNING, "parser-killed", url=mask_url(url), because=words)
            raise ParseError(
                f"{mask_url(url)} {words}; it is left aside until the next poll", FailureReason.PARSE
            ) from None

    async def _bury(self, child: _Child) -> None:
        self._children.discard(child)
        await child.end()
