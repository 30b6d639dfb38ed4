"""Poll the feeds that are due: fetch, read, plan, judge, store.

One transaction a feed, or for those that brought nothing together; no network inside it.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.errors import FetchError, ParseError
from monitor.feeds.plan import body_hash
from monitor.feeds.schedule import host_of, is_backlog, spread_out
from monitor.model.feed import Feed, Fetched, NotModified
from monitor.model.policy import PollPolicy
from monitor.usecases.network_watch import PROBES, end_incident, is_network_down, keep_incident
from monitor.usecases.notes import NETWORK_NOTE
from monitor.usecases.record_polls import (
    Place,
    Polled,
    Poller,
    PollReport,
    Read,
    catch_up,
    record_poll,
    record_quiet_polls,
    store_counts,
)

__all__ = [
    "NETWORK_NOTE",
    "PollReport",
    "Polled",
    "Poller",
    "Read",
    "catch_up",
    "host_of",
    "keep_leases",
    "lanes_of",
    "poll_due_feeds",
    "poll_feed",
    "poll_feeds",
    "record_poll",
    "store_counts",
]

#: So many rounds run side by side, so that a slow source holds up those of its own round only.
_MOST_LANES = 8
_SMALLEST_LANE = 8
#: Where nothing is due, somebody may make something due: so often it is looked for.
LOOK_EVERY = timedelta(seconds=5)
#: So long a poll may take, the matching of all that it brought included, before it counts as stuck.
_LONGEST_POLL = timedelta(hours=1)
#: A process that did not poll for so long was asleep, and what fell due meanwhile is no reason to rush.
_SLEEP = timedelta(minutes=10)


def is_quiet(poller: Poller) -> bool:
    """Nothing was due when last looked, and nothing has become due since, as far as is known without looking."""
    at = poller.look_again_at
    return at is not None and timedelta(0) < at - poller.now() <= LOOK_EVERY


def lanes_of(policy: PollPolicy) -> tuple[int, int]:
    """(rounds that run side by side, feeds of each): together never more than the policy's concurrency."""
    lanes = min(_MOST_LANES, max(policy.concurrency // _SMALLEST_LANE, 1))
    return lanes, policy.concurrency // lanes


async def poll_due_feeds(poller: Poller) -> PollReport:
    """Poll every feed that is due now; one that is due again meanwhile waits for the next call. Raises StoreError."""
    left = await asyncio.to_thread(_count_due, poller)
    lanes, size = lanes_of(poller.policy)
    reports: list[PollReport] = []

    async def run_lane() -> None:
        # A round may find less than there is: feeds of a host that another lane asks wait for that lane.
        nonlocal left
        report = PollReport(polled=1)
        while left > 0 and report.polled:
            report = await poll_feeds(poller, min(size, left))
            left -= report.polled
            reports.append(report)

    running = [asyncio.create_task(run_lane()) for _ in range(lanes)]
    try:
        await asyncio.gather(*running)
    finally:
        for lane in running:
            lane.cancel()
    await asyncio.to_thread(store_counts, poller)
    return _sum(reports)


def _count_due(poller: Poller) -> int:
    now = poller.now()
    with poller.store.read() as tx:
        return sum(feed.next_poll_at <= now and not feed.paused for feed in tx.feeds())


async def poll_feeds(poller: Poller, count: int | None = None) -> PollReport:
    """Lease up to `count` due feeds (default: the policy's concurrency), poll them, store what came of it.

    Hosts are polled side by side, the feeds of one host one after another. Raises StoreError; a full disk is told and
    pauses the round (leases run out by themselves, and no validator is stored without its entries).
    """
    wanted = poller.policy.concurrency if count is None else count
    began = poller.now()
    leased = await asyncio.to_thread(_lease, poller, wanted)
    if not leased:
        return PollReport()
    poller.under_way |= {feed.id: began for feed in leased}
    try:
        return replace(await _poll_all(poller, leased), late=max(began - leased[0].next_poll_at, timedelta()))
    finally:
        for feed in leased:
            poller.under_way.pop(feed.id, None)


async def _poll_all(poller: Poller, leased: Sequence[Feed]) -> PollReport:
    by_host: dict[str, list[Feed]] = defaultdict(list)
    for feed in leased:
        by_host[host_of(feed.url)].append(feed)
    results = await asyncio.gather(*(_poll_host(poller, host, feeds) for host, feeds in by_host.items()))
    troubled = [polled for _, waiting in results for polled in waiting]
    reports = [report for done, _ in results for report in done]
    return await asyncio.to_thread(_settle_network, poller, troubled, reports)


def keep_leases(poller: Poller) -> int:
    """The heartbeat of polls that take long: what is held is held for another lease. Returns how many. Raises StoreError.

    Not of a poll that does not come to an end: somebody else may have better luck.
    """
    now = poller.now()
    under_way = poller.under_way.copy()  # rounds go on meanwhile
    alive = [feed for feed, began in under_way.items() if now - began < _LONGEST_POLL]
    if not alive:
        return 0
    with poller.store.write() as tx:
        return tx.keep_leases(alive, poller.name, now + poller.policy.lease)


def _lease(poller: Poller, count: int) -> list[Feed]:
    now = poller.now()
    asleep = poller.last_round is not None and now - poller.last_round > _SLEEP
    poller.last_round = now
    with poller.store.read() as tx:
        due, is_down = tx.next_due(), tx.note(NETWORK_NOTE) is not None
    poller.network.is_down = is_down
    poller.look_again_at = None if due is not None and due <= now else min(due or now + LOOK_EVERY, now + LOOK_EVERY)
    poller.has_more = False
    if due is None or due > now or (is_down and not poller.network.may_probe(now)):
        return []
    with poller.store.write() as tx:
        if asleep:
            tx.save_feeds(spread_out([feed for feed in tx.idle_feeds(now) if is_backlog(feed, now)], now))
        leased = tx.lease_due_feeds(now, min(count, PROBES) if is_down else count, poller.policy.lease, poller.name)
        tx.put_off({feed.id: now + _patience(feed, poller) for feed in leased})
    poller.has_more = len(leased) == count
    return leased


def _patience(feed: Feed, poller: Poller) -> timedelta:
    """What a process that died had asked waits again as long as it had waited this time: its server may want that."""
    asked = feed.last_polled_at
    usual = timedelta(0) if asked is None else min(feed.next_poll_at - asked, poller.policy.ceiling)
    return max(poller.policy.lease, feed.interval, usual)


async def _store(poller: Poller, polled: Polled) -> PollReport:
    """Return when it is stored. Raises StoreError.

    While one transaction runs, polls that brought nothing new gather in the tray for the next: where many sources have
    nothing new there is one transaction for all who wait, not one for each.
    """
    if polled.has_news or polled.asks_for_rest:  # what a server asked is not to be forgotten: no waiting for others
        return await asyncio.to_thread(record_poll, poller, polled)
    place = Place(polled)
    poller.tray.append(place)
    try:
        async with poller.tray_turn:
            return place.report or await _store_tray(poller, place)
    finally:
        if place in poller.tray:
            poller.tray.remove(place)


async def _store_tray(poller: Poller, own: Place) -> PollReport:
    """Store all who wait. When that fails it failed for this one; the others try for themselves."""
    await asyncio.sleep(0)  # those whose answers came together come together
    batch, poller.tray = poller.tray, []
    try:
        reports = await asyncio.to_thread(record_quiet_polls, poller, [place.polled for place in batch])
    except BaseException:
        poller.tray = [place for place in batch if place is not own] + poller.tray
        raise
    for place, report in zip(batch, reports, strict=True):
        place.report = report
    return reports[batch.index(own)]


async def _poll_host(poller: Poller, host: str, feeds: Sequence[Feed]) -> tuple[list[PollReport], list[Polled]]:
    """Poll the feeds of one host in turn; give what was stored, and the network troubles that wait for a judgement.

    Only the first half of a lease is used to begin a poll: what a slow host keeps waiting for longer is given back, so that
    nobody else takes it while we still hold it.
    """
    done: list[PollReport] = []
    troubled: list[Polled] = []
    lock = poller.host_locks.setdefault(host, asyncio.Lock())
    until = poller.now() + poller.policy.lease / 2
    async with lock:
        for at, feed in enumerate(feeds):
            held = poller.held_hosts.get(host)
            now = poller.now()
            if poller.closing or now > until or (held is not None and held > now):
                await asyncio.to_thread(_give_back, poller, feeds[at:], held)
                break
            elsewhere = poller.held_hosts.get(host_of(feed.validators.url))
            if elsewhere is not None and elsewhere > now:  # it leads to a host that asked for rest
                await asyncio.to_thread(_give_back, poller, [feed], elsewhere)
                continue
            result = await _poll_one(poller, feed)
            if isinstance(result, Polled):
                troubled.append(result)
            else:
                done.append(result)
    return done, troubled


async def _poll_one(poller: Poller, feed: Feed) -> PollReport | Polled:
    """Poll one feed and store what came, but for a network trouble, which waits for a judgement.

    Few documents at a time are read, judged and stored: matching has one place, and the rest would wait before it unpacked.
    """
    answer = await _fetch(poller, feed)
    if isinstance(answer, Polled):
        return await _keep(poller, answer)
    async with poller.reading:
        return await _keep(poller, await _read(poller, feed, answer))


async def _keep(poller: Poller, polled: Polled) -> PollReport | Polled:
    return polled if polled.is_network_trouble else await _store(poller, polled)


async def poll_feed(poller: Poller, feed: Feed) -> Polled:
    """Fetch and read one feed; store nothing."""
    answer = await _fetch(poller, feed)
    return answer if isinstance(answer, Polled) else await _read(poller, feed, answer)


async def _fetch(poller: Poller, feed: Feed) -> Polled | Fetched:
    """What came, or the document that is to be read."""
    try:
        answer = await poller.fetcher.fetch(feed.url, feed.validators)
    except FetchError as error:
        return Polled(feed, error, feed.url)
    if isinstance(answer, NotModified) or body_hash(answer.body) == feed.body_hash:
        return Polled(feed, answer, answer.url)
    return answer


async def _read(poller: Poller, feed: Feed, answer: Fetched) -> Polled:
    try:
        parsed = await poller.parser.parse(answer.body, answer.content_type, answer.url)
    except ParseError as error:
        return Polled(feed, error, answer.url)
    return Polled(feed, Read(answer, parsed), answer.url)


def _give_back(poller: Poller, feeds: Sequence[Feed], until: datetime | None) -> None:
    """End the leases of feeds that were not asked; they are due as before, or when their host is free again.

    Those that somebody else took up meanwhile, because our lease had run out, are theirs.
    """
    with poller.store.write() as tx:
        for feed in feeds:
            is_ours = tx.keep_leases([feed.id], poller.name, poller.now() + poller.policy.lease) > 0
            current = tx.find_feed(feed.id)
            if is_ours and current is not None:
                tx.save_feed(replace(current, next_poll_at=max(until or feed.next_poll_at, feed.next_poll_at)))


def _settle_network(poller: Poller, troubled: list[Polled], reports: list[PollReport]) -> PollReport:
    """Charge network troubles to their feeds, unless nothing at all could be reached: that is one incident of our own."""
    with poller.settle_lock:
        targets, network = poller.desk.targets, poller.network
        if any(report.polled for report in reports):
            network.clear()
            end_incident(poller.store, network, targets, poller.now())
        elif troubled:
            network.suspect(polled.feed for polled in troubled)
            if is_network_down(poller.store, network):
                keep_incident(poller.store, network, targets, poller.now())
                return replace(_sum(reports), failed=len(troubled), network_down=True)
        reports += record_quiet_polls(poller, troubled) if troubled else []
        return _sum(reports)


def _sum(reports: Sequence[PollReport]) -> PollReport:
    return PollReport(
        polled=sum(report.polled for report in reports),
        not_modified=sum(report.not_modified for report in reports),
        failed=sum(report.failed for report in reports),
        new_entries=sum(report.new_entries for report in reports),
        matches=sum(report.matches for report in reports),
        alerts=sum(report.alerts for report in reports),
        network_down=any(report.network_down for report in reports),
        late=max((report.late for report in reports), default=timedelta()),
    )
