"""What was learned last of a claim."""

from monitor.model.development import Development
from monitor.ports import Transaction


def newest_news(tx: Transaction, slug: str) -> Development | None:
    """The development of this claim that we learned of last, of those that a person was to be told."""
    return tx.newest_told([slug]).get(slug)
