"""The type of the columns that keep a time."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect
from sqlmodel.sql.sqltypes import UTCDateTime

from monitor.adapters.sql_store.sqlite_faults import RESTORE
from monitor.errors import StoreError, StoreTrouble

_Step = Callable[[Any], Any] | None


class Moment(UTCDateTime):
    """Aware UTC; on SQLite read and written in one step: a feed has eight times, and is read and written at each poll."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> _Step:
        """How a value goes to the database."""
        return write_moment if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> _Step:
        """How a value comes back."""
        return read_moment if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def write_moment(moment: datetime | None) -> str | None:
    """UTC to the microsecond, without saying so, as SQLAlchemy writes it. Raises ValueError for a time without a zone."""
    if moment is None:
        return None
    if moment.utcoffset() is None:
        raise ValueError("a time without its zone can't be stored")
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]


def read_moment(text: str | None) -> datetime | None:
    """What `write_moment` wrote. Raises StoreError for what it can't have written: the pages are sound, a value is not."""
    try:
        return None if text is None else datetime.fromisoformat(f"{text}+00:00")
    except ValueError as error:
        raise StoreError(f"a time in the database is none: it is damaged; {RESTORE}", StoreTrouble.DAMAGED) from error
