"""Keep the evidence ledger true to its sources: an entry that was edited after it was accepted gets a row of its own."""

from collections.abc import Sequence
from datetime import datetime

from monitor.claims.ledger import amend
from monitor.model.development import Evidence
from monitor.model.feed import Entry
from monitor.ports import Transaction


def record_edits(tx: Transaction, changed: Sequence[Entry], now: datetime) -> list[Evidence]:
    """Append a row for each claim whose evidence one of these entries is, unless it reads as it was judged last."""
    if not changed:
        return []
    latest = {(row.claim, row.entry, row.stance): row for row in tx.evidence_in(entry.id for entry in changed)}
    entries = {entry.id: entry for entry in changed}
    rows = [new for row in latest.values() if (new := amend(row, entries[row.entry], now)) is not None]
    for row in rows:
        tx.add_evidence(row)
    return rows
