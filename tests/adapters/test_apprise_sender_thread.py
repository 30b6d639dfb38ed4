"""Calls in threads of their own."""

import asyncio
import threading
from datetime import timedelta

import pytest
from patience import PATIENCE

from monitor.adapters.apprise_sender.thread import call_beside

MINUTE = timedelta(minutes=1)


async def test_the_result_and_the_thread_are_its_own() -> None:
    thread = await call_beside(threading.current_thread, MINUTE, "send-desk")
    assert (thread.name, thread.daemon) == ("send-desk", True)


async def test_an_exception_comes_back() -> None:
    with pytest.raises(ZeroDivisionError):
        await call_beside(lambda: 1 // 0, MINUTE, "send-desk")


async def test_a_call_that_hangs_is_left_at_the_deadline_and_its_late_end_harms_nobody() -> None:
    gate, ended = threading.Event(), threading.Event()

    def call() -> None:
        gate.wait(PATIENCE)
        ended.set()

    with pytest.raises(TimeoutError):
        await call_beside(call, timedelta(milliseconds=20), "send-desk")
    gate.set()
    assert await asyncio.to_thread(ended.wait, PATIENCE)
    await asyncio.sleep(0)


def test_a_call_that_ends_after_its_loop_harms_nobody() -> None:
    gate = threading.Event()
    threads: list[threading.Thread] = []

    def call() -> None:
        threads.append(threading.current_thread())
        gate.wait(PATIENCE)

    with pytest.raises(TimeoutError):
        asyncio.run(call_beside(call, timedelta(milliseconds=20), "send-desk"))
    gate.set()
    threads[0].join(PATIENCE)
    assert not threads[0].is_alive()
