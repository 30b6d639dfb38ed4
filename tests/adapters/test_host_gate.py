"""One request at a time a host, and nobody pays for the time that others took."""

import asyncio

from patience import PATIENCE

from monitor.adapters.http_fetcher.gate import HostGate


async def test_who_waits_gets_the_time_back() -> None:
    gate, begun, done = HostGate(), asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with asyncio.timeout(PATIENCE) as deadline, gate.turn_at("a.example", deadline):
            begun.set()
            await done.wait()

    async def second() -> tuple[float, float]:
        async with asyncio.timeout(PATIENCE) as deadline:
            before = deadline.when() or 0.0
            asyncio.get_running_loop().call_soon(done.set)
            async with gate.turn_at("a.example", deadline):
                return before, deadline.when() or 0.0

    holder = asyncio.create_task(first())
    await begun.wait()
    before, after = await second()
    await holder
    assert after > before


async def test_hosts_do_not_wait_for_one_another_and_nobody_waits_for_ever() -> None:
    gate = HostGate(longest_wait=0.01)
    async with asyncio.timeout(PATIENCE) as deadline, gate.turn_at("a.example", deadline):
        async with gate.turn_at("b.example", deadline):
            before = deadline.when() or 0.0
        async with gate.turn_at("a.example", deadline):
            assert (deadline.when() or 0.0) > before
