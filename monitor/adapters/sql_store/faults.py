"""Foreign exceptions of the database, as our own; no text of theirs is passed on, for it may hold values or secrets."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from monitor.adapters.sql_store.sqlite_faults import disk_full, sqlite_fault
from monitor.errors import ConflictError, MonitorError, StoreError

_DISK_FULL = "53100"
_NOT_ALLOWED = "42501"
_LOOK_AT_LOGIN = "see that user, password (~/.pgpass) and database are right and the server has room for one more"


@contextmanager
def mapped(name: str) -> Iterator[None]:
    """Run the block; what the database `name` raises in it comes out as StoreError, StoreFullError or ConflictError."""
    try:
        yield
    except exc.TimeoutError as error:
        raise StoreError(f"{name}: no connection came free in time; try again") from error
    except exc.DBAPIError as error:
        ours = _translated(name, error)
        if ours is None:
            raise
        raise ours from error
    except sqlite3.Error as error:
        raise sqlite_fault(name, error) from error


def is_not_allowed(error: exc.DBAPIError) -> bool:
    """Whether the role lacks a right."""
    return getattr(error.orig, "sqlstate", None) == _NOT_ALLOWED


def _is_turned_away(error: exc.DBAPIError) -> bool:
    """Whether the server answered, but refused the login; one that only starts or ends does not count.

    What is said before the login comes without a code (libpq keeps it), so the words are looked at.
    """
    words = str(error.orig)
    if getattr(error.orig, "sqlstate", None) is not None or "database system" in words:
        return False
    return "FATAL:" in words or "no password supplied" in words


def _refusal(error: exc.DBAPIError) -> str:
    """What the server allows us not; empty when it is something else."""
    if is_not_allowed(error):
        return "this role may not do that; give it the rights that the README names"
    return f"lets nobody in by this address; {_LOOK_AT_LOGIN}, then try again" if _is_turned_away(error) else ""


def _translated(name: str, error: exc.DBAPIError) -> MonitorError | None:
    if isinstance(error, exc.IntegrityError):
        return ConflictError(f"{name}: the change contradicts what is stored; look at both and try again")
    if isinstance(error.orig, sqlite3.Error):
        return sqlite_fault(name, error.orig)
    if getattr(error.orig, "sqlstate", None) == _DISK_FULL:
        return disk_full(name)
    if words := _refusal(error):
        return StoreError(f"{name}: {words}")
    if isinstance(error, exc.OperationalError | exc.InterfaceError | exc.InternalError) or error.connection_invalidated:
        return StoreError(f"{name}: the database does not answer or holds a lock; see that it runs, then try again")
    return None
