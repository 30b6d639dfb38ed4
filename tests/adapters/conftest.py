"""Real databases for the contract of the store: SQLite in memory, SQLite on disk, and the session's PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from monitor.adapters.sql_store import SqlStore, open_store


@pytest.fixture
def empty_postgres(postgres_server: str) -> Iterator[str]:
    """A database of its own without any table."""
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS fresh WITH (FORCE)")
        connection.execute("CREATE DATABASE fresh")
    yield psycopg_url(postgres_server, "fresh")
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS fresh WITH (FORCE)")


def psycopg_url(url: str, database: str) -> str:
    head, _, tail = url.partition("?")
    return f"{head.rpartition('/')[0]}/{database}?{tail}"


@pytest.fixture(params=["memory", "file", pytest.param("postgres", marks=pytest.mark.slow)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    match request.param:
        case "memory":
            return "sqlite://"
        case "file":
            return f"sqlite:///{tmp_path}/monitor.db"
        case _:
            return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(store_url: str, tmp_path: Path, new_store: Callable[[Path], None]) -> Iterator[SqlStore]:
    if store_url.startswith("sqlite:///"):
        new_store(tmp_path / "monitor.db")
    opened = open_store(store_url)
    yield opened
    opened.close()
