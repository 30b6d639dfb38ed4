"""The few statements that all tables share, the same on SQLite and PostgreSQL."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, case, func, select, text
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")

Values = Mapping[str, Any]

#: Keys asked for in one statement: far below the 32,766 variables of SQLite.
CHUNK = 500

#: Shorter words are no prefix of an id, so that a stray letter never names a thing.
SHORTEST_PREFIX = 4


class Verbs:
    """What a transaction's tables stand on: one open connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection


def lock_here(connection: Connection, number: int) -> None:
    """On PostgreSQL: wait for whoever holds this number, and hold it to the end of the transaction.

    On SQLite a transaction that writes holds the whole database already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": number})


def take_turn(connection: Connection, work: str) -> None:
    """`lock_here` by the name of some work."""
    lock_here(connection, int.from_bytes(blake2b(work.encode(), digest_size=7).digest()))


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the words of this database."""
    return _insert(connection.dialect.name, table)


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@lru_cache(maxsize=64)  # two databases, sixteen tables; building one costs as much as a small transaction
def _upsert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    insert = _insert(dialect, table)
    changes = {column.name: insert.excluded[column.name] for column in table.columns if not column.primary_key}
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=changes | _kept(table, insert))


def _kept(table: Table, insert: sqlite.Insert | postgresql.Insert) -> dict[str, ColumnElement[Any]]:
    """An entry that was let go (`gone`) comes back only with a text."""
    if "gone" not in table.columns:
        return {}
    new = insert.excluded
    still = and_(table.c.gone, new.title == "", new.summary == "", new.link == "")
    return {"gone": still, "listed_at": case((still, table.c.listed_at), else_=None)}


def put(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert whole rows; where one with the same primary key is, replace all its columns."""
    if rows:
        connection.execute(_upsert(connection.dialect.name, table), [dict(row) for row in rows])


def append(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert the rows that are not there yet, by any unique key."""
    if rows:
        connection.execute(insert_into(connection, table).on_conflict_do_nothing(), [dict(row) for row in rows])


def append_new(connection: Connection, table: Table, row: Values) -> bool:
    """Insert one row unless it is there, by any unique key. Says whether it was new."""
    statement = insert_into(connection, table).values(dict(row)).on_conflict_do_nothing()
    return connection.execute(statement.returning(*table.primary_key)).first() is not None


def find_one(connection: Connection, query: Select[Any], column: ColumnElement[str], word: str) -> Row[Any] | None:
    """The row whose `column` is `word`, or the only one that begins with it."""
    exact = connection.execute(query.where(column == word)).first()
    if exact is not None or len(word) < SHORTEST_PREFIX or not word.isascii():
        return exact
    # The range lets the index answer; substr is exact whatever the collation.
    near = query.where(column >= word, column < word + "~", func.substr(column, 1, len(word)) == word).limit(2)
    rows = connection.execute(near).all()
    return rows[0] if len(rows) == 1 else None


def fit(query: Select[Any], table: Table, words: Mapping[str, str]) -> Select[Any]:
    """The query, narrowed to rows whose columns hold the given words; an empty word asks for nothing."""
    for name, word in words.items():
        if word:
            query = query.where(table.c[name] == word)
    return query


def key_digest(key: str) -> bytes:
    """What stands for an entry's key in the table: 16 bytes."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def chunks(things: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of at most `size`."""
    pile: list[T] = []
    for thing in things:
        pile.append(thing)
        if len(pile) == size:
            yield pile
            pile = []
    if pile:
        yield pile


def rows_of(connection: Connection, table: Table, **words: str) -> Sequence[Row[Any]]:
    """All rows that fit the words."""
    return connection.execute(fit(select(table), table, words)).all()
