"""What every test may ask for: a real store in memory, a clock to move, the fakes; and a guard against the real world."""

import logging
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from fakes import Clock, FakeSender, FakeWeb, InProcessParser
from hypothesis import settings
from postgres import empty, make_daemon_role, start_server

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.ports import Store

# The same examples in every run, so that a red test is red for everybody; `make fast` is content with fewer of them
# (HYPOTHESIS_PROFILE=quick), and HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=20)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# What the machine or its service manager sets is none of the tests' business, nor of the programs that they start.
_OF_THE_MACHINE = (
    "_PROXY",
    "NOTIFY_SOCKET",
    "WATCHDOG_USEC",
    "WATCHDOG_PID",
    "JOURNAL_STREAM",
    "CREDENTIALS_DIRECTORY",
)
for _name in [name for name in os.environ if name.upper().endswith(_OF_THE_MACHINE)]:
    del os.environ[_name]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "one_store: plays through days and more; on SQLite alone, for time's sake")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The fast tests alone reach every branch that is asked for; counting them in the slow ones would double their cost."""
    left_out = [item for item in items if item.get_closest_marker("one_store") and "postgres" in _parameters(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.no_cover)


def _parameters(item: pytest.Item) -> list[object]:
    call = getattr(item, "callspec", None)
    return list(call.params.values()) if call else []


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty one in memory; and one on PostgreSQL, by a role that has no more rights than the README grants."""
    if request.param == "postgres":
        request.getfixturevalue("empty_tables")
        yield request.getfixturevalue("daemon_store")
        return
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """Put an empty store of today's schema at a path that is free: its migrations are run once, then it is copied."""
    file = tmp_path_factory.mktemp("new") / "monitor.db"
    open_store(f"sqlite:///{file}").close()
    content = file.read_bytes()

    def put(path: Path) -> None:
        if not path.exists():
            path.touch(0o600)
            path.write_bytes(content)

    return put


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The owner's address of a PostgreSQL that lives as long as the session; skips, with the reason, where none starts."""
    with start_server() as server:
        yield server.url


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> str:
    """The owner's address of a database at the newest schema."""
    open_store(postgres_server).close()
    return postgres_server


@pytest.fixture(scope="session")
def daemon_postgres(migrated_postgres: str) -> str:
    """The same database, for a role that has what the README grants."""
    return make_daemon_role(migrated_postgres)


@pytest.fixture(scope="session")
def daemon_store(daemon_postgres: str) -> Iterator[SqlStore]:
    opened = open_store(daemon_postgres)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def owner(migrated_postgres: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(migrated_postgres, autocommit=True, options="-c lock_timeout=120s") as connection:
        yield connection


@pytest.fixture
def empty_tables(owner: psycopg.Connection[Any]) -> None:
    """No row in the session's database."""
    empty(owner)


@pytest.fixture
def postgres_url(migrated_postgres: str, empty_tables: None) -> str:
    """The owner's address of a database at the newest schema, with no row in it."""
    return migrated_postgres


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
def _own_log() -> Iterator[None]:
    """A command sets up the log of its process; that ends with the test, as its streams do."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    root.handlers[:] = [handler for handler in root.handlers if handler in before]
    root.setLevel(level)


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that leaves this machine fails by name, not by time-out."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
            raise AssertionError(f"a test tried to connect to {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
