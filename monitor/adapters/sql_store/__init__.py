"""The store on SQLite and PostgreSQL: one code, one history of migrations.

Who lives here: `tables` (SQLModel), `mapping` (rows <-> nouns), `statements` (what all tables share), one module a table
protocol of `monitor.ports` (`feed_table`, `entry_table`, …) joined in `transaction`, `engine` (connections), `schema`
(versions), `upkeep` (copies, check-ups), `faults` (foreign exceptions), and `store`, the door: `open_store(url)`.
Importing that door costs most of a second; do it late. `glance` is a side door for lists: `open_glance(url)`.
"""

from typing import TYPE_CHECKING

from monitor.adapters.sql_store.glance import GlanceStore, open_glance

if TYPE_CHECKING:
    from monitor.adapters.sql_store.store import SqlStore, open_store

__all__ = ["GlanceStore", "SqlStore", "open_glance", "open_store"]


def __getattr__(name: str) -> object:
    """The heavy door is loaded when it is first asked for (PEP 562)."""
    if name in ("SqlStore", "open_store"):
        from monitor.adapters.sql_store import store  # noqa: PLC0415

        return getattr(store, name)
    raise AttributeError(name)
