"""Wake feeds that a clock which ran ahead put to sleep; spread what fell due while nobody polled."""

import logging
from dataclasses import replace
from datetime import datetime

from monitor.feeds.schedule import is_asked_ahead, is_backlog, is_out_of_reach, reach, same_wait, spread_out
from monitor.log import log_event
from monitor.model.policy import PollPolicy
from monitor.ports import Store

_log = logging.getLogger(__name__)


def wake_feeds(store: Store, policy: PollPolicy, now: datetime, *, spread: bool = True) -> int:
    """Make due at once what no plan would have put so far off, and drop holds and leases that nobody would have given.

    What was asked by a clock that ran ahead is due after the wait that was planned then. A backlog (feeds that missed more
    than one turn) is spread, unless `spread` is off: the feeds of one host are asked a minute apart. Returns how many feeds
    were woken.
    """
    with store.write() as tx:
        tx.prune_holds(now, now + reach(policy))
        feeds = [feed for feed in tx.idle_feeds(now) if not feed.paused]
        asleep = [replace(feed, next_poll_at=now) for feed in feeds if is_out_of_reach(feed, now, policy)]
        ahead = [feed for feed in feeds if is_asked_ahead(feed, now) and not is_out_of_reach(feed, now, policy)]
        asleep += [replace(feed, next_poll_at=at) for feed in ahead if (at := same_wait(feed, now)) < feed.next_poll_at]
        late = spread_out([feed for feed in feeds if is_backlog(feed, now)], now) if spread else []
        for feed in [*asleep, *late]:
            tx.save_feed(feed)
    if asleep:
        log_event(_log, logging.WARNING, "clock-went-back", feeds=len(asleep), next="they are polled as if it had not")
    return len(asleep)
