"""Who changes something says so (NOTIFY), and whoever listens hears it after the commit. PostgreSQL alone can."""

from typing import Any

from sqlalchemy import Connection, Engine, text

from monitor.adapters.sql_store.faults import mapped
from monitor.errors import StoreError

#: The channel; what is said on it is the kind of thing that changed.
_CHANNEL = "claim_monitor"
_SAY = text("SELECT pg_notify(:channel, :kind)")


def announce(connection: Connection, kind: str) -> None:
    """Tell whoever listens that such things changed, once this transaction is stored. Nothing on SQLite."""
    if connection.dialect.name == "postgresql":
        connection.execute(_SAY, {"channel": _CHANNEL, "kind": kind})


class SqlChanges:
    """`ports.Changes` on a connection of its own."""

    def __init__(self, connection: Any, errors: type[Exception], name: str) -> None:
        self._connection = connection
        self._errors = errors
        self._name = name
        self._number: int = connection.fileno()

    def fileno(self) -> int:
        """Readable when something may have been said."""
        return self._number

    def heard(self) -> frozenset[str]:
        """What was said since the last call, without waiting. Raises StoreError when the connection is lost."""
        channel = self._connection.pgconn
        kinds: set[str] = set()
        try:
            channel.consume_input()
            while said := channel.notifies():
                kinds.add(said.extra.decode())
        except self._errors as error:
            raise StoreError(f"{self._name}: the connection for changes is lost") from error
        return frozenset(kinds)

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()


def listen(engine: Engine, name: str) -> SqlChanges | None:
    """Hear of changes from now on; None where the database can't say. Raises StoreError."""
    errors = getattr(engine.dialect.dbapi, "Error", None)
    if engine.dialect.name != "postgresql" or errors is None:
        return None
    try:
        with mapped(name):
            return SqlChanges(_own_connection(engine), errors, name)
    except errors as error:
        raise StoreError(f"{name}: the database does not answer; see that it runs, then try again") from error


def _own_connection(engine: Engine) -> Any:
    pooled = engine.raw_connection()
    connection: Any = pooled.driver_connection
    pooled.detach()  # it is never given back
    try:
        connection.autocommit = True
        connection.execute(f"LISTEN {_CHANNEL}")
    except BaseException:
        connection.close()
        raise
    return connection
