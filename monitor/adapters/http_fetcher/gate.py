"""One request at a time a host, whatever address led there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class HostGate:
    """Feeds of many hosts can lead to one. One event loop only.

    Who has waited for `longest_wait` (seconds) asks beside the others: the feed was leased, and must not be held for ever.
    """

    def __init__(self, longest_wait: float = 60.0) -> None:
        self._longest_wait = longest_wait
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn_at(self, host: str, deadline: asyncio.Timeout) -> AsyncIterator[None]:
        """Wait until nobody else asks this host; the time of waiting is added to the deadline."""
        lock = self._locks.setdefault(host, asyncio.Lock())
        held = await (self._wait(lock, deadline) if lock.locked() else lock.acquire())
        try:
            yield
        finally:
            if held:
                lock.release()

    async def _wait(self, lock: asyncio.Lock, deadline: asyncio.Timeout) -> bool:
        """Whether the lock was got."""
        loop, until = asyncio.get_running_loop(), deadline.when()
        began = loop.time()
        deadline.reschedule(None)
        try:
            async with asyncio.timeout(self._longest_wait):
                return await lock.acquire()
        except TimeoutError:
            return False
        finally:
            if until is not None:
                deadline.reschedule(until + loop.time() - began)
