"""A large store on PostgreSQL: `python -m bench.large --feeds 100000 --entries 2000000`.

It is filled with invented rows spread over a year. Then each question that daemons ask all the time is asked, its plan is
looked at (is any large table read from end to end?), and the oldest month of entries is let go, as upkeep does it.
"""

# ruff: noqa: E501, ISC004  rows in SQL read best whole
import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event

from bench.fleet import database
from monitor.adapters.sql_store import SqlStore, open_store
from monitor.model.ids import make_id
from monitor.ports import Transaction
from monitor.usecases.prune_store import prune_store

LARGE = ("feeds", "entries", "entry_keys", "deliveries", "alerts", "developments", "matches")
_WORDS = (
    "repeat('The harbour board of a town said on Monday that the bridge will be ready before the end of June. ', 5)"
)

_FILL = (
    "INSERT INTO feeds SELECT left(md5('feed' || n), 16), 'https://h' || n || '.example/feed', 'h' || n || '.example', 'h' || n,"
    " now(), now() + (n::float / %(feeds)s - 0.01) * interval '1 hour', NULL, '', '[]', n %% 50 = 0, 'ok', NULL, '', NULL,"
    " NULL, '', '', 3600, true, now(), now(), NULL, NULL, 0, NULL, false, '', 0, 9, 8, 0, 0, '[]', '[]', '' FROM"
    " generate_series(1, %(feeds)s) n",
    "INSERT INTO entries SELECT left(md5('entry' || n), 16), left(md5('feed' || (n %% %(feeds)s + 1)), 16), 'h', '[\"g' || n ||"
    " '\"]', 'Headline number ' || n, "
    + _WORDS
    + ", 'https://h.example/' || n, 'https://h.example/' || n, at, at, '', '[]',"
    " md5(n::text), 0, false, false, NULL FROM (SELECT n, now() - (n::float / %(entries)s) * interval '380 days' AS at FROM"
    " generate_series(1, %(entries)s) n) x",
    "INSERT INTO entry_keys SELECT left(md5('feed' || (n %% %(feeds)s + 1)), 16), decode(md5('key' || n), 'hex'),"
    " left(md5('entry' || n), 16) FROM generate_series(1, %(entries)s) n",
    "INSERT INTO claims SELECT 'claim-' || n, 'A bridge opens.', now()::date, now(), 'open', NULL, '', NULL, NULL, '', '', '', '[]',"
    " 'plain', NULL, '', '{}', '[]', '[]', '[]', '[]', NULL, NULL, NULL, NULL, 0 FROM generate_series(1, %(claims)s) n",
    "INSERT INTO developments SELECT left(md5('dev' || n), 16), 'claim-' || (n %% %(claims)s + 1), 'progress', 'match', 'h', '', '',"
    " at, at, at, 0.7, 3, '[]', '[]', '[]', '', false, 'unreviewed', '[]', '[]' FROM (SELECT n, now() - (n::float / %(told)s) *"
    " interval '380 days' AS at FROM generate_series(1, %(told)s) n) x",
    "INSERT INTO matches SELECT 'claim-' || (n %% %(claims)s + 1), left(md5('entry' || n * 20), 16), 0.7, 'match', 'progress', now(),"
    " '', '[]', '[]', '[]', left(md5('dev' || n), 16) FROM generate_series(1, %(told)s) n ON CONFLICT DO NOTHING",
    "INSERT INTO alerts SELECT left(md5('alert' || n), 16), 'key-' || n, 'development', 'now', now() - (n::float / %(told)s) *"
    " interval '380 days', now(), '', 'claim-' || (n %% %(claims)s + 1), '', left(md5('dev' || n), 16), 's', '[]', '[]' FROM"
    " generate_series(1, %(told)s) n",
    "INSERT INTO deliveries SELECT left(md5('delivery' || n), 16), left(md5('alert' || n), 16), 'desk', CASE WHEN n <= 20 THEN"
    " 'queued' ELSE 'sent' END, now() - (n::float / %(told)s) * interval '380 days', now(), 1, false, NULL, '', now() - (n::float"
    " / %(told)s) * interval '380 days', false, '' FROM generate_series(1, %(told)s) n",
)


def fill(url: str, sizes: dict[str, int]) -> None:
    """By SQL alone: what is in the rows matters less than how many they are."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        for statement in _FILL:
            connection.execute(statement % sizes)  # type: ignore[arg-type]
        connection.execute("VACUUM ANALYZE")


@contextmanager
def heard(store: SqlStore) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent meanwhile."""
    said: list[tuple[str, Any]] = []

    def hear(_c: Any, _cursor: Any, statement: str, words: Any, _context: Any, _many: bool) -> None:
        said.append((statement, words))

    event.listen(store._engine, "before_cursor_execute", hear)  # noqa: SLF001 - a look from outside
    yield said
    event.remove(store._engine, "before_cursor_execute", hear)  # noqa: SLF001


def questions(now: datetime) -> dict[str, Callable[[Transaction], object]]:
    """What daemons ask in each round, for each document, each minute."""
    feed, entry = make_id("feed", "x"), make_id("entry", "x")
    return {
        "when is the next feed due": lambda tx: tx.next_due(),
        "all feeds, once a minute": lambda tx: tx.feeds(),
        "lease 32 feeds": lambda tx: tx.lease_due_feeds(now, 32, timedelta(minutes=5), "bench"),
        "feeds by id": lambda tx: tx.find_feeds([feed, feed[::-1]]),
        "hold a host": lambda tx: tx.hold_host("h77.example", now + timedelta(hours=1)),
        "who holds leases": lambda tx: tx.leases(now),
        "known entries of a document": lambda tx: tx.known_entries(feed, [f"k{n}" for n in range(30)]),
        "an entry": lambda tx: tx.entry(entry),
        "developments of a claim in a week": lambda tx: tx.developments(claim="claim-7", since=now - timedelta(days=7)),
        "the last told of a claim": lambda tx: tx.last_told("claim-7"),
        "claims changed": lambda tx: tx.claims_changed(0),
        "who has something to get": lambda tx: tx.waiting_targets(),
        "the outbox of a target": lambda tx: tx.outbox("desk", now - timedelta(days=1)),
        "all that is unsent": lambda tx: tx.deliveries(open_only=True),
        "alerts of a claim": lambda tx: tx.alerts(claim="claim-7"),
        "the newest alerts": lambda tx: tx.alerts(limit=50),
        "the newest 4,000 entries": lambda tx: tx.entries_since(now - timedelta(days=9_000), limit=4_000),
        "the oldest shells": lambda tx: tx.oldest_shells(),
    }


def ask(store: SqlStore, url: str, now: datetime) -> None:
    """Each question's time, and the large tables that its plan reads whole."""
    for name, question in questions(now).items():
        with heard(store) as said:
            spent = min(time_of(store, question) for _ in range(3))
        whole = sorted({table for statement, words in said for table in read_whole(url, statement, words)})
        print(f"{name:36} {1000 * spent:8.1f} ms   {'reads whole: ' + ', '.join(whole) if whole else 'by index'}")


def time_of(store: SqlStore, question: Callable[[Transaction], object]) -> float:
    """Nothing of it lasts."""
    with store.write() as tx:
        began = time.perf_counter()
        question(tx)
        spent = time.perf_counter() - began
        tx.connection.rollback()
    return spent


def read_whole(url: str, statement: str, words: Any) -> list[str]:
    """The large tables that are read from end to end."""
    if statement.split(None, 1)[0] not in ("SELECT", "WITH", "UPDATE"):
        return []
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        plan = "\n".join(row[0] for row in connection.execute(f"EXPLAIN {statement}", words))  # type: ignore[arg-type]
        connection.rollback()
    return [table for table in LARGE if f"Seq Scan on {table} " in plan or f"Seq Scan on {table}\n" in plan]


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--feeds", type=int, default=100_000)
    words.add_argument("--entries", type=int, default=2_000_000)
    words.add_argument("--claims", type=int, default=10_000)
    given = words.parse_args()
    sizes = {"feeds": given.feeds, "entries": given.entries, "claims": given.claims, "told": given.entries // 20}
    with tempfile.TemporaryDirectory() as home, database(Path(home)) as (url, _):
        store = open_store(url)
        fill(url, sizes)
        now = datetime.now(UTC)
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            (size,) = connection.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
            parts = connection.execute(
                "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' ORDER BY 2 DESC LIMIT 4"
            ).fetchall()
        print(f"{sizes}: {size / 1e9:.2f} GB ({', '.join(f'{name} {part / 1e9:.2f}' for name, part in parts)})")
        ask(store, url, now)
        began = time.perf_counter()
        gone = prune_store(store, timedelta(days=350), now).entries
        spent = time.perf_counter() - began
        print(f"a month let go: {gone:,} entries in {spent:.0f} s, {1e6 * spent / max(gone, 1):.0f} µs each")
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
