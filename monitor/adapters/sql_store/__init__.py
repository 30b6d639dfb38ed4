"""The store on SQLite and PostgreSQL: one code, one history of migrations.

Who lives here: `tables` (SQLModel), `mapping` (rows <-> nouns), `statements` (what all tables share), one module a table
protocol of `monitor.ports` (`feed_table`, `entry_table`, …) joined in `transaction`, `engine` (connections), `schema`
(versions), `upkeep` (copies, check-ups), `faults` (foreign exceptions), and `store`, the door: `open_store(url)`.
Importing it costs most of a second; do it late.
"""

from monitor.adapters.sql_store.store import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
