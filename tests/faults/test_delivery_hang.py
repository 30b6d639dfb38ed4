"""A target that accepts and then says nothing delays nobody else, and the whole never takes longer than its deadline."""

import asyncio
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from fake_slack import fake_slack
from fakes import Clock
from mail_server import dripping_server, mail_server, silent_port

from monitor.adapters.apprise_sender import AppriseSender
from monitor.errors import FailureReason, SendError
from monitor.model.alert import Message, Target

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

MESSAGE = Message("a1e2700000000001", "claim.harbour-bridge", "[harbour-bridge] occurred: it opened", "It opened.\n")
MAIL = "mailto://127.0.0.1:{}?from=a@example.org&to=b@example.org"


async def fails(sender: AppriseSender, target: Target) -> SendError:
    with pytest.raises(SendError) as caught:
        await sender.send(target, MESSAGE)
    return caught.value


@pytest.mark.slow
async def test_fault_43_a_silent_mail_server_is_left_after_a_third_of_the_deadline() -> None:
    sender = AppriseSender(timedelta(seconds=9), Clock())
    with silent_port() as port:
        error = await fails(sender, Target("desk", MAIL.format(port)))
    # At the deadline itself nobody would know what became of it: FailureReason.UNKNOWN_OUTCOME.
    assert (error.reason, error.recoverable) == (FailureReason.TIMEOUT, True)


@pytest.mark.slow
async def test_fault_43_a_silent_hook_may_have_the_message_already(tmp_path: Path) -> None:
    sender = AppriseSender(timedelta(seconds=1.5), Clock())
    async with fake_slack(tmp_path / "ca.pem") as slack:
        slack.hangs = True
        error = await fails(sender, Target("hook", f"json://127.0.0.1:{slack.port}/x"))
    assert (error.reason, error.recoverable) == (FailureReason.UNKNOWN_OUTCOME, True)


@pytest.mark.slow
async def test_fault_43_a_server_that_drips_is_cut_off_at_the_deadline_and_gets_no_second_thread() -> None:
    sender = AppriseSender(timedelta(seconds=0.9), Clock())
    async with dripping_server() as port:
        target = Target("desk", MAIL.format(port) + "&cto=60")
        before = threading.active_count()
        first = await fails(sender, target)
        again = await fails(sender, target)
        assert threading.active_count() <= before + 1
    assert first.reason is FailureReason.UNKNOWN_OUTCOME
    assert (again.reason, again.recoverable) == (FailureReason.TIMEOUT, True)
    assert "still hangs" in str(again)


async def test_fault_43_ten_silent_targets_do_not_delay_a_healthy_one() -> None:
    sender = AppriseSender(timedelta(minutes=6), Clock())
    with silent_port() as port, mail_server() as server:
        await sender.send(Target("warm", server.url()), MESSAGE)
        stuck = [
            asyncio.create_task(fails(sender, Target(f"stuck-{number}", MAIL.format(port)))) for number in range(10)
        ]
        await sender.send(Target("desk", server.url()), MESSAGE)
        assert len(server.mails) == 2
        assert not any(task.done() for task in stuck)
        for task in stuck:
            task.cancel()
        await asyncio.wait(stuck)


async def test_fault_43_the_loop_goes_on_while_a_target_hangs() -> None:
    sender = AppriseSender(timedelta(minutes=6), Clock())
    with silent_port() as port:
        task = asyncio.create_task(fails(sender, Target("desk", MAIL.format(port))))
        for _ in range(20):
            await asyncio.wait([task], timeout=0.01)
        assert not task.done()  # a loop that hangs with the target comes round only when that has been given up
        task.cancel()
        await asyncio.wait([task])
