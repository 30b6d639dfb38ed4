"""59, 60: suspend, jumps of an hour and of ten years, summer time: nothing missed, nothing twice, nobody overrun."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from build import a_claim, a_feed
from fakes import Clock, FakeSender, FakeWeb, InProcessParser, rss, steady_random

from monitor.model.alert import Target
from monitor.model.claim import DueWindow, Precision
from monitor.model.pace import DigestTime, Pace
from monitor.model.policy import AlertPolicy, PollPolicy, UpkeepPolicy
from monitor.ports import Store
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.deliver_alerts import Courier, deliver_alerts
from monitor.usecases.keep_store import keep_store
from monitor.usecases.poll_feeds import Poller, poll_feeds
from monitor.usecases.publish_alert import Desk
from monitor.usecases.wake_feeds import wake_feeds

START = datetime(2017, 5, 4, 6, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Life:
    """The daemon's round on a clock that a test sets: ten feeds of five hosts, one claim."""

    def __init__(self, store: Store, clock: Clock, web: FakeWeb) -> None:
        self.store, self.clock, self.web, self.sender = store, clock, web, FakeSender()
        clock.at = START
        targets = (Target("desk", "console://", pace=Pace(max_per_hour=0, max_per_minute=0)),)
        self.desk, self.policy, dice = Desk(targets=targets), PollPolicy(jitter=0.0), steady_random()
        self.poller = Poller(
            store, web, InProcessParser(), ClaimWatch(self.desk.match), clock, dice.random, self.policy, self.desk
        )
        self.courier = Courier(store, self.sender, {"desk": targets[0]}, clock, dice.random)
        self.items: list[tuple[str, str, str]] = [("base", "Market report", "")]
        with store.write() as tx:
            tx.save_claim(a_claim(statement="The city of Veldam will open its new harbour bridge.", created_at=START))
            for n in range(10):
                tx.save_feed(a_feed(f"https://host{n % 5}.example/{n}", next_poll_at=START, interval=HOUR))

    def publish(self, name: str) -> None:
        self.items.insert(0, (name, "Veldam opens its new harbour bridge", ""))

    async def live(self, span: timedelta, step: timedelta = timedelta(minutes=5)) -> int:
        """Let time pass; the number of requests that were made."""
        end, before = self.clock() + span, len(self.web.asked)
        while self.clock() < end:
            for n in range(10):
                self.web.pages[f"https://host{n % 5}.example/{n}"] = rss(*self.items)
            self.clock.at += step
            await poll_feeds(self.poller)
            check_deadlines(self.store, self.desk.targets, self.desk.alerts, self.clock())
            await deliver_alerts(self.courier)
            if self.clock().minute == 0:
                wake_feeds(self.store, self.policy, self.clock())
                keep_store(self.store, self.policy, UpkeepPolicy(), self.clock())
        return len(self.web.asked) - before

    def subjects(self) -> list[str]:
        return [message.title for _, message in self.sender.sent]

    def developments(self) -> int:
        with self.store.read() as tx:
            return len(tx.developments())


@pytest.fixture
def life(store: Store, clock: Clock, web: FakeWeb) -> Life:
    return Life(store, clock, web)


@pytest.mark.slow
@pytest.mark.one_store
async def test_after_a_night_asleep_each_feed_is_asked_once_and_hosts_are_not_overrun(life: Life) -> None:
    await life.live(6 * HOUR)
    life.publish("news")
    life.clock.at += 9 * HOUR
    asked = await life.live(timedelta(minutes=30))
    assert 10 <= asked <= 20
    assert life.developments() == 1
    assert len([line for line in life.subjects() if "Veldam" in line or "bridge" in line]) == 1


@pytest.mark.slow
@pytest.mark.parametrize("jump", [-HOUR, HOUR, -3650 * DAY, 3650 * DAY])
@pytest.mark.one_store
async def test_a_jump_of_the_clock_and_back_loses_nothing_and_tells_nothing_twice(life: Life, jump: timedelta) -> None:
    await life.live(6 * HOUR)
    life.clock.at += jump
    wrong = await life.live(2 * HOUR)
    life.clock.at -= jump
    asked = await life.live(3 * HOUR)
    assert max(wrong, asked) <= 10 * 8 + 20  # never more than the floor of 15 minutes a feed allows
    life.publish("news")
    await life.live(6 * HOUR)
    assert life.developments() == 1
    news = [message for _, message in life.sender.sent if message.covers or "bridge" in message.title]
    ids = [one for message in news for one in (message.covers or (message.alert_id,))]
    assert len(ids) == len(set(ids))
    with life.store.read() as tx:
        assert all(feed.next_poll_at < life.clock() + 2 * DAY for feed in tx.feeds())
        assert tx.count_entries() == 20


@pytest.mark.slow
@pytest.mark.parametrize("start", [datetime(2017, 3, 25, 6, tzinfo=UTC), datetime(2017, 10, 28, 6, tzinfo=UTC)])
@pytest.mark.one_store
async def test_a_digest_comes_once_a_day_over_both_changes_of_summer_time(
    store: Store, clock: Clock, start: datetime
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    pace = Pace(digest=DigestTime(time(2, 30)), timezone="Europe/Berlin", max_per_hour=0, max_per_minute=0)
    target, sender, policy = Target("desk", "console://", pace=pace), FakeSender(), AlertPolicy()
    courier = Courier(store, sender, {"desk": target}, clock, steady_random().random)
    clock.at = start
    with store.write() as tx:
        for n in range(12):
            due = (start + timedelta(days=n)).date()
            window = DueWindow(None, due, "soon", Precision.DAY)
            claim = a_claim(f"claim-{n}", statement=f"Number {n} will happen.", said_on=start.date(), due=window)
            tx.save_claim(replace(claim, created_at=start))
    nights: list[date] = []
    while clock() < start + timedelta(days=3):
        at_night = clock().astimezone(berlin).hour in range(1, 5)
        clock.forward(minutes=10 if at_night else 60)
        check_deadlines(store, (target,), policy, clock())
        before = len(sender.sent)
        await deliver_alerts(courier)
        here = clock().astimezone(berlin)
        if time(2, 30) <= here.time() <= time(3, 40):
            nights += [here.date()] * (len(sender.sent) - before)
    first = start.date()
    assert nights == [first + timedelta(days=n) for n in (1, 2, 3)]
