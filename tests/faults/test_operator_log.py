"""79 and the journal: one record is one line, and a healthy daemon of two hundred feeds has little to say."""

import json
import logging
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from build import NOON, a_claim, a_feed
from fakes import Clock, FakeSender, FakeWeb, InProcessParser, rss, steady_random

from monitor.log import OneLine
from monitor.model.alert import Target
from monitor.model.policy import PollPolicy, UpkeepPolicy
from monitor.ports import Store
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.deliver_alerts import Courier, deliver_alerts
from monitor.usecases.keep_store import keep_store
from monitor.usecases.poll_feeds import Poller, poll_feeds
from monitor.usecases.publish_alert import Desk

FEEDS = 200
POLICY = PollPolicy()
FORGED = "Fine\n<3>error bug work=poll\r\n\x1b[2Jnothing to see\u2028here"


@dataclass
class Line:
    """Two hundred feeds that bring something new each hour; a third of them have a flaw that comes again each time."""

    store: Store
    clock: Clock
    web: FakeWeb
    hour: int = 0

    def __post_init__(self) -> None:
        targets, dice, desk = (Target("desk", "console://"),), steady_random(), Desk()
        self.poller = Poller(
            self.store, self.web, InProcessParser(), ClaimWatch(desk.match), self.clock, dice.random, POLICY, desk
        )
        self.courier = Courier(self.store, FakeSender(), {it.name: it for it in targets}, self.clock, dice.random)

    async def live(self, hours: int) -> None:
        for _ in range(hours):
            self.hour += 1
            for n in range(FEEDS):
                self.web.pages[f"https://feed{n}.example/"] = self.document(n)
            for _ in range(60):
                self.clock.forward(minutes=1)
                while (await poll_feeds(self.poller)).polled:
                    pass
                await deliver_alerts(self.courier)
                check_deadlines(self.store, (), self.poller.desk.alerts, self.clock())
            keep_store(self.store, POLICY, UpkeepPolicy(), self.clock())

    def document(self, n: int) -> bytes:
        newest = 2 * self.hour  # two of three are new
        body = rss(*((f"{n}-{item}", f"Story {item} of {n}", "") for item in range(newest, newest + 3)))
        return body if n % 3 else body.replace(b"version='1.0'?", b"version='1.0' encoding='x-klingon'?")


def watched(store: Store) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim())
        for n in range(FEEDS):
            due = NOON + timedelta(seconds=9 * n)
            tx.save_feed(a_feed(f"https://feed{n}.example/", next_poll_at=due, interval=timedelta(minutes=30)))


@pytest.mark.slow
@pytest.mark.one_store
async def test_quiet_when_healthy(store: Store, clock: Clock, web: FakeWeb, caplog: pytest.LogCaptureFixture) -> None:
    watched(store)
    line = Line(store, clock, web)
    with caplog.at_level(logging.INFO):
        await line.live(1)
        first = [record.getMessage() for record in caplog.records]
        caplog.clear()
        await line.live(2)
    # The flaw of a feed is told once; from then on there is silence.
    assert FEEDS / 3 < len(first) < FEEDS / 3 + 20
    assert all("feed-mended" in words for words in first)
    assert len(caplog.records) < 2 * 20, caplog.text


@pytest.mark.parametrize("as_json", [True, False])
def test_a_forged_line_stays_inside_its_own(as_json: bool) -> None:
    line = OneLine(as_json=as_json, journald=not as_json)
    record = logging.LogRecord("monitor", logging.WARNING, __file__, 1, "%s", (FORGED,), None)
    record.event, record.facts = "found", {"title": FORGED, "count": 1}
    told = line.format(record)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", told)
    if as_json:
        assert json.loads(told)["fields"] == {"title": "Fine <3>error bug work=poll [2Jnothing to see here", "count": 1}
    else:
        assert told.startswith("<4>warning Fine <3>error")
