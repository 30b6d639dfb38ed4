"""Several daemons at once on one PostgreSQL, each with connections, a matcher and a thread of its own."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from build import NOON, a_claim, a_feed
from fakes import Clock, FakeSender, FakeWeb, InProcessParser, rss, steady_random

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.model.alert import AlertKind, Target
from monitor.model.claim import Outcome
from monitor.model.development import ReviewState
from monitor.model.feed import FeedDraft
from monitor.model.pace import Pace
from monitor.model.policy import MatchPolicy
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.deliver_alerts import Courier, deliver_alerts
from monitor.usecases.poll_feeds import Poller, poll_due_feeds
from monitor.usecases.publish_alert import Desk
from monitor.usecases.resolve_claim import resolve_claim
from monitor.usecases.review_match import Judgement, review_match
from monitor.usecases.sync_config import sync_config

pytestmark = pytest.mark.slow

DAEMONS = 4
#: What is said of each claim, and the headline of what became of it.
EVENTS = {
    "bridge": ("The city of Veldam will open its new harbour bridge in June.", "Veldam opens its new harbour bridge"),
    "strike": ("The dock workers of Ostrim will go on strike in June.", "Dock workers of Ostrim go on strike"),
    "budget": ("The parliament of Kallebro will pass the budget in June.", "Parliament of Kallebro passes the budget"),
    "treaty": ("Arvika and Dornfels will sign a fishing treaty in June.", "Arvika and Dornfels sign a fishing treaty"),
}
SLUGS = tuple(EVENTS)
URLS = [f"https://outlet{n}.example/feed" for n in range(2 * DAEMONS)]
DESK = Target("desk", "console://", pace=Pace(max_per_hour=0, max_per_minute=0))


@pytest.fixture
def stores(empty_tables: None, daemon_postgres: str) -> Iterator[list[SqlStore]]:
    with ExitStack() as stack:
        yield [stack.enter_context(closing(open_store(daemon_postgres))) for _ in range(DAEMONS)]


@pytest.fixture
def deadlocks(owner: psycopg.Connection[Any]) -> Callable[[], int]:
    def count() -> int:
        owner.execute("SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()")
        row = owner.execute("SELECT sum(deadlocks) FROM pg_stat_database").fetchone()
        assert row is not None
        return int(row[0])

    return count


def together(work: Callable[[int], object]) -> None:
    start = threading.Barrier(DAEMONS)

    def one(number: int) -> None:
        start.wait()
        work(number)

    with ThreadPoolExecutor(DAEMONS) as pool:
        for done in [pool.submit(one, number) for number in range(DAEMONS)]:
            done.result()


def a_daemon(store: SqlStore, web: FakeWeb, number: int, clock: Clock) -> Poller:
    desk = Desk(targets=(DESK,))
    dice = steady_random(number).random
    watch = ClaimWatch(MatchPolicy())
    return Poller(store, web, InProcessParser(), watch, clock, dice, desk=desk, name=f"machine:{number}")


def claims() -> list[Any]:
    return [a_claim(slug, statement=statement) for slug, (statement, _) in EVENTS.items()]


def story(slug: str, outlet: int) -> tuple[str, str, str]:
    return f"{slug}-{outlet}", EVENTS[slug][1], f"Outlet {outlet} reports."


def test_what_the_config_names_is_added_once(stores: list[SqlStore]) -> None:
    drafts = [FeedDraft(url) for url in URLS]
    reports = []
    together(lambda n: reports.append(sync_config(stores[n], drafts, claims(), timedelta(hours=1), NOON)))
    with stores[0].read() as tx:
        assert {claim.slug: len(tx.decisions(claim.slug)) for claim in tx.claims()} == dict.fromkeys(SLUGS, 1)
    assert Counter(url for report in reports for url in report.feeds) == dict.fromkeys(URLS, 1)


@pytest.mark.parametrize("turn", range(3))
def test_one_event_is_one_development_whoever_reads_of_it(
    stores: list[SqlStore], deadlocks: Callable[[], int], turn: int
) -> None:
    """All outlets tell of all events at the same moment, each in an order of its own."""
    before, clock, web = deadlocks(), Clock(), FakeWeb()
    with stores[0].write() as tx:
        for claim in claims():
            tx.save_claim(claim)
        for url in URLS:
            tx.save_feed(a_feed(url, outlet=url.split("/")[2]))
    web.pages = {url: rss((f"base-{n}", f"Market report, number {n}", "")) for n, url in enumerate(URLS)}
    daemons = [a_daemon(store, web, number, clock) for number, store in enumerate(stores)]
    asyncio.run(poll_due_feeds(daemons[0]))
    clock.forward(days=1)
    for n, url in enumerate(URLS):
        order = SLUGS[(n + turn) % len(SLUGS) :] + SLUGS[: (n + turn) % len(SLUGS)]
        web.pages[url] = rss(*[story(slug, n) for slug in order])
    together(lambda n: asyncio.run(poll_due_feeds(daemons[n])))
    with stores[0].read() as tx:
        told = [it for it in tx.developments() if it.decision.value == "match"]
        assert Counter(it.claim for it in told) == dict.fromkeys(SLUGS, 1)
        assert {len(it.outlets) for it in told} == {len(URLS)}
        news = tx.alerts(kinds=[AlertKind.DEVELOPMENT.value])
        assert Counter(alert.claim for alert in news) == dict.fromkeys(SLUGS, 1)
    assert deadlocks() == before
    assert len({url for url, _ in web.asked}) == len(URLS)
    assert len(web.asked) == 2 * len(URLS), "each feed was asked once by whichever daemon"


def test_people_and_daemons_change_a_claim_in_turn(stores: list[SqlStore], deadlocks: Callable[[], int]) -> None:
    """While daemons read more reports of an event, a person accepts it, another one settles the claim."""
    before, clock, web = deadlocks(), Clock(), FakeWeb()
    with stores[0].write() as tx:
        tx.save_claim(claims()[0])
        for url in URLS:
            tx.save_feed(a_feed(url, outlet=url.split("/")[2], baseline_done=True))
    web.pages = {url: rss(story("bridge", n)) for n, url in enumerate(URLS)}
    with stores[0].write() as tx:
        for url in URLS[1:]:
            (feed,) = tx.find_feeds([a_feed(url).id])
            tx.put_off({feed.id: NOON + timedelta(days=1)})
    daemons = [a_daemon(store, web, number, clock) for number, store in enumerate(stores)]
    asyncio.run(poll_due_feeds(daemons[0]))
    with stores[0].read() as tx:
        (development,) = tx.developments()
    clock.forward(days=1)
    yes = Judgement(ReviewState.ACCEPTED)

    def work(number: int) -> None:
        match number:
            case 0:
                review_match(stores[0], development.id, yes, by="ann", now=clock())
            case 1:
                resolve_claim(
                    stores[1], "bridge", Outcome.FULFILLED, evidence=(), because="it is open", by="bob", now=clock()
                )
            case _:
                asyncio.run(poll_due_feeds(daemons[number]))

    together(work)
    with stores[0].read() as tx:
        after = tx.development(development.id)
        claim, learning = tx.claim("bridge"), tx.learning("bridge")
        assert after is not None
        assert claim is not None
        assert after.review is ReviewState.ACCEPTED
        assert claim.outcome is Outcome.FULFILLED
        assert learning.accepted == 1
    assert deadlocks() == before


def test_each_alert_is_sent_once_by_one_of_them(stores: list[SqlStore]) -> None:
    clock, web = Clock(), FakeWeb()
    with stores[0].write() as tx:
        for claim in claims():
            tx.save_claim(claim)
        tx.save_feed(a_feed(URLS[0], baseline_done=True))
    web.pages[URLS[0]] = rss(*[story(slug, 0) for slug in SLUGS])
    asyncio.run(poll_due_feeds(a_daemon(stores[0], web, 0, clock)))
    sender = FakeSender()
    dice = steady_random().random
    couriers = [Courier(store, sender, {"desk": DESK}, clock, dice) for store in stores]

    def send(number: int) -> None:
        for _ in range(3):
            asyncio.run(deliver_alerts(couriers[number]))

    together(send)
    asyncio.run(deliver_alerts(couriers[0]))
    with stores[0].read() as tx:
        wanted = {alert.id for alert in tx.alerts()}
    assert Counter(alert for _, message in sender.sent for alert in message.covers) == dict.fromkeys(wanted, 1)
