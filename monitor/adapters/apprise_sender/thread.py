"""A blocking call in a daemon thread of its own.

A shared pool would be a trap: a few servers that accept and then say nothing would occupy all of its threads, and a
healthy target would wait behind them. A daemon thread that hangs costs its stack and nobody waits for it, not even exit.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def call_beside(call: Callable[[], T], deadline: timedelta, name: str) -> T:
    """The result of `call()`, or its exception; TimeoutError after `deadline`, when the thread is left to itself."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(put: Callable[[], None]) -> None:
        # A loop that is closed, or a waiter that left, has no use for the result.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: None if future.done() else put())

    def work() -> None:
        try:
            result = call()
        except BaseException as error:  # noqa: BLE001 - it is raised again where the caller waits
            failure = error
            settle(lambda: future.set_exception(failure))
        else:
            settle(lambda: future.set_result(result))

    Thread(target=work, name=name, daemon=True).start()
    async with asyncio.timeout(deadline.total_seconds()):
        return await future
