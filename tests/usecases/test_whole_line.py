"""A stateful machine over the whole line: poll, match, deliver, crash, restart, clock, feed edits.

The law: every development that was to be told is told at least once to each of its targets, and no alert twice, unless a
crash came between sending and recording.
"""

import asyncio
import contextlib
import tempfile
from collections import Counter, deque
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from build import NOON, a_claim, a_feed
from fakes import Clock, FakeSender, FakeWeb, InProcessParser, rss, steady_random
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from postgres import empty

from monitor.adapters.sql_store import open_store
from monitor.errors import FailureReason, FetchError, SendError
from monitor.model.alert import DeliveryState, Message, Target
from monitor.model.match import MatchDecision, Polarity
from monitor.model.policy import AlertPolicy, MatchPolicy, PollPolicy, RetryPolicy
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.deliver_alerts import Courier, deliver_alerts
from monitor.usecases.poll_feeds import Poller, poll_feeds
from monitor.usecases.publish_alert import Desk

URLS = ("https://one.example/feed", "https://two.example/feed", "https://two.example/more")
TARGETS = (Target("desk", "console://"), Target("slack", "console://"))
HEADLINES = (
    "Veldam opens its new harbour bridge",
    "New harbour bridge of Veldam opened by the mayor",
    "Veldam postpones the opening of its harbour bridge",
    "Veldam will not open its harbour bridge in June, says council",
    "Harvest is late this year",
    "Shares fall on weak orders",
    "Rain is expected on Sunday",
)


class CrashError(BaseException):
    """The process ends here."""


class CrashingSender(FakeSender):
    """Takes the message, then the process dies before it can be recorded."""

    async def send(self, target: Target, message: Message) -> None:
        self.sent.append((target.name, message))
        raise CrashError


class Line(RuleBasedStateMachine):
    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.url = self.place()
        self.clock = Clock(NOON)
        self.web = FakeWeb()
        self.sender = FakeSender()
        self.items: dict[str, list[tuple[str, str, str]]] = {url: [("base", "Nothing new today", "")] for url in URLS}
        self.serial = 0
        self.crashes = 0
        self.open()
        with self.store.write() as tx:
            tx.save_claim(a_claim())
            for url in URLS:
                tx.save_feed(a_feed(url, outlet=url.split("/")[2]))

    def place(self) -> str:
        """The address of an empty store."""
        return f"sqlite:///{Path(self.folder.name) / 'line.db'}"

    def open(self) -> None:
        self.store = open_store(self.url)
        policy = MatchPolicy()
        self.poller = Poller(
            self.store,
            self.web,
            InProcessParser(),
            ClaimWatch(policy),
            self.clock,
            steady_random().random,
            PollPolicy(),
            Desk(policy, AlertPolicy(), TARGETS),
        )
        self.courier = Courier(
            self.store,
            self.sender,
            {target.name: target for target in TARGETS},
            self.clock,
            steady_random().random,
            RetryPolicy(give_up_after=timedelta(days=4_000)),
        )

    def publish(self) -> None:
        for url, items in self.items.items():
            self.web.pages[url] = rss(*items[-10:])

    @rule(url=st.sampled_from(URLS), headline=st.sampled_from(HEADLINES))
    def news(self, url: str, headline: str) -> None:
        self.serial += 1
        self.items[url].append((f"g{self.serial}", headline, ""))

    @rule(url=st.sampled_from(URLS), headline=st.sampled_from(HEADLINES))
    def edit(self, url: str, headline: str) -> None:
        guid, _, summary = self.items[url][-1]
        self.items[url][-1] = (guid, headline, summary)

    @rule(url=st.sampled_from(URLS))
    def rekey(self, url: str) -> None:
        """Every guid of a feed changes at once; the texts stay."""
        self.serial += 1
        self.items[url] = [(f"{guid}-{self.serial}", head, text) for guid, head, text in self.items[url]]

    @rule(hours=st.integers(1, 72))
    def time_passes(self, hours: int) -> None:
        self.clock.forward(hours=hours)

    @rule(broken=st.sets(st.sampled_from(URLS), max_size=2))
    def poll(self, broken: set[str]) -> None:
        self.publish()
        for url in broken:
            self.web.pages[url] = FetchError("server error", FailureReason.SERVER_ERROR, status=500)
        asyncio.run(poll_feeds(self.poller))

    @rule()
    def no_network(self) -> None:
        for url in URLS:
            self.web.pages[url] = FetchError("no such name", FailureReason.DNS)
        asyncio.run(poll_feeds(self.poller))

    @rule(failures=st.integers(0, 3))
    def deliver(self, failures: int) -> None:
        self.sender.failures = deque([SendError("refused", FailureReason.CONNECT)] * failures)
        asyncio.run(deliver_alerts(self.courier))
        self.sender.failures.clear()

    @rule()
    def deadlines(self) -> None:
        check_deadlines(self.store, TARGETS, AlertPolicy(), self.clock())

    @rule()
    def crash_between_send_and_record(self) -> None:
        self.courier.sender = CrashingSender(sent=self.sender.sent)
        try:
            asyncio.run(deliver_alerts(self.courier))
        except CrashError:
            self.crashes += len(TARGETS)
        self.store.close()
        self.open()

    @rule()
    def crash_in_poll(self) -> None:
        self.publish()

        def dies() -> float:
            raise CrashError

        self.poller.random = dies
        with contextlib.suppress(CrashError):
            asyncio.run(poll_feeds(self.poller))
        self.store.close()
        self.open()

    @invariant()
    def nothing_is_told_twice_without_a_crash(self) -> None:
        told = Counter((name, message.covers) for name, message in self.sender.sent)
        single = Counter((name, alert) for name, covers in told for alert in covers)
        assert set(single.values()) <= {1}, "what comes again comes in the same company"
        assert sum(count - 1 for count in told.values()) <= self.crashes

    @invariant()
    def what_is_to_be_told_has_its_alert(self) -> None:
        with self.store.read() as tx:
            told = {alert.development for alert in tx.alerts()}
            for development in tx.developments():
                if (
                    development.decision is MatchDecision.MATCH
                    and development.polarity is not Polarity.ECHO
                    and not development.baseline
                ):
                    assert development.id in told

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        # Let everything that waits go out, then hold the books against one another.
        for _ in range(30):
            self.clock.forward(hours=7)
            asyncio.run(deliver_alerts(replace(self.courier, sender=self.sender)))
        received = {(name, alert) for name, message in self.sender.sent for alert in message.covers}
        with self.store.read() as tx:
            for delivery in tx.deliveries():
                assert delivery.state is DeliveryState.SENT
                assert (delivery.target, delivery.alert) in received
        assert self.store.check() == []
        self.store.close()
        self.folder.cleanup()


TestLine = pytest.mark.slow(Line.TestCase)
TestLine.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.slow
def test_the_line_on_postgres(daemon_postgres: str, owner: psycopg.Connection[Any]) -> None:
    class OnPostgres(Line):
        def place(self) -> str:
            empty(owner)
            return daemon_postgres

    run_state_machine_as_test(OnPostgres, settings=settings(TestLine.settings, max_examples=5))
