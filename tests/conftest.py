"""What every test may ask for: a real store in memory, a clock to move, the fakes; and a guard against the real world."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from fakes import Clock, FakeSender, FakeWeb, InProcessParser
from hypothesis import settings

from monitor.adapters.sql_store import open_store
from monitor.ports import Store

# The same examples in every run, so that a red test is red for everybody; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web() -> FakeWeb:
    return FakeWeb()


@pytest.fixture
def sender() -> FakeSender:
    return FakeSender()


@pytest.fixture
def parser() -> InProcessParser:
    return InProcessParser()


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that leaves this machine fails by name, not by time-out."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
            raise AssertionError(f"a test tried to connect to {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
