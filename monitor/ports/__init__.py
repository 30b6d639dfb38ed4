"""What the use cases need of the world, as small protocols. Adapters implement them; tests bring honest fakes.

Who lives here: `world` (clock, web, parsers, senders), `tables` (the verbs of a transaction), `store`.

A `Store` gives transactions; a `Transaction` is the sum of small tables of verbs. Everything written in one
`with store.write() as tx` is stored together or not at all; an exception inside rolls back. Write transactions are short
and never held over the network. Stores are synchronous and safe to call from several threads.
"""

from monitor.ports.store import Changes, Glance, GlanceStore, Store
from monitor.ports.tables import (
    CLAIMS,
    FEEDS,
    OUTBOX,
    AlertTable,
    ArchiveTable,
    ClaimTable,
    DevelopmentTable,
    EntryTable,
    FeedTable,
    NoteTable,
    ShellTable,
    Transaction,
)
from monitor.ports.world import Fetcher, Now, Parser, Sender

__all__ = [
    "CLAIMS",
    "FEEDS",
    "OUTBOX",
    "AlertTable",
    "ArchiveTable",
    "Changes",
    "ClaimTable",
    "DevelopmentTable",
    "EntryTable",
    "FeedTable",
    "Fetcher",
    "Glance",
    "GlanceStore",
    "NoteTable",
    "Now",
    "Parser",
    "Sender",
    "ShellTable",
    "Store",
    "Transaction",
]
