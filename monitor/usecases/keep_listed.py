"""For how long the keys of an entry are kept whose text was let go: while its feed may list it still."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from monitor.model.feed import Entry, Feed
from monitor.ports import Transaction

#: A feed that did not list an entry for so long, and had news at the end of it, lists it no more.
UNLISTED = timedelta(days=60)
#: After so long a silence a feed's next document may be an odd one: what it leaves out gets the whole time once more.
SILENCE = UNLISTED / 2


def keep_listed(tx: Transaction, feed: Feed, known: Mapping[str, Entry], *, has_news: bool, now: datetime) -> None:
    """Note which entries without text (`known`: those that the document lists, by key) are to be kept known.

    `feed` is as it was before this document.
    """
    shells = {entry.id for entry in known.values() if not (entry.title or entry.summary or entry.link)}
    if shells:
        tx.keep_shells(sorted(shells), now)
    if has_news and feed.last_new_at is not None and now - feed.last_new_at > SILENCE:
        tx.keep_feed_shells(feed.id, now)


def unlisted_before(feed: Feed | None, now: datetime) -> datetime | None:
    """Entries of this feed last listed before then may go for good; None = none.

    News shows that a document was read since; one that is not modified lists what it listed. Nothing is told of the first
    document of a feed, so one that was taken out (None) needs its keys no more.
    """
    if feed is None:
        return now - UNLISTED
    return None if feed.last_new_at is None else min(feed.last_new_at, now) - UNLISTED
