"""What was learned last of a claim, and when its due day was last set anew."""

from datetime import datetime

from monitor.model.development import Development
from monitor.ports import Transaction


def newest_news(tx: Transaction, slug: str) -> Development | None:
    """The development of this claim that we learned of last, of those that a person was to be told."""
    return tx.newest_told([slug]).get(slug)


def due_moved_at(tx: Transaction, slug: str) -> datetime | None:
    """When a person last set another due window; None = it is the first one."""
    return max((it.at for it in tx.decisions(slug) if it.due_before != it.due_after), default=None)
