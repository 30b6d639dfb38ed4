"""Wake feeds whose due time a clock that ran ahead put out of reach."""

import logging
from dataclasses import replace
from datetime import datetime

from monitor.feeds.schedule import is_out_of_reach
from monitor.log import log_event
from monitor.model.policy import PollPolicy
from monitor.ports import Store

_log = logging.getLogger(__name__)


def wake_feeds(store: Store, policy: PollPolicy, now: datetime) -> int:
    """Make due at once what no plan would have put so far off. Returns how many."""
    with store.read() as tx:
        asleep = [feed for feed in tx.feeds() if not feed.paused and is_out_of_reach(feed, now, policy)]
    if asleep:
        with store.write() as tx:
            for feed in asleep:
                tx.save_feed(replace(feed, next_poll_at=now))
        log_event(_log, logging.WARNING, "clock-went-back", feeds=len(asleep), next="they are polled now")
    return len(asleep)
