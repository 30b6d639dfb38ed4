"""Which sources are not written in English, by what they brought of late."""

from collections import defaultdict
from datetime import datetime, timedelta

from monitor.feeds.language import language_words
from monitor.ports import Transaction

#: As far back, and so many entries of all sources together, are looked at.
_BACK = timedelta(days=90)
_MOST = 5_000


def read_languages(tx: Transaction, now: datetime) -> dict[str, str]:
    """Feed id -> `in German; only news in English is understood`, for those of which there is such a thing to say."""
    texts: dict[str, list[str]] = defaultdict(list)
    for entry in tx.entries_since(now - _BACK, _MOST):
        texts[entry.feed_id].append(f"{entry.title} {entry.summary}")
    return {feed: words for feed, some in texts.items() if (words := language_words(some))}
