"""What a person went past while it was on its way, or after it was given up, is withdrawn and not sent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial

import pytest
from alerting_build import a_development, a_match
from build import NOON, a_claim, an_entry
from fakes import Clock, FakeSender, steady_random

from monitor.alerting.rules import development_alert, more_reports_alert, verdict_alert
from monitor.alerting.rules.withdrawals import ACKED, CLOSED, COUNTED, MOVED, OUTRUN, REJECTED
from monitor.errors import FailureReason, SendError
from monitor.model.alert import Alert, AlertKind, AlertLevel, Delivery, DeliveryState, Message, Target
from monitor.model.claim import Claim, DueWindow, Outcome
from monitor.model.development import Development, ReviewState
from monitor.model.match import MatchDecision, Polarity
from monitor.model.pace import DigestTime, Pace
from monitor.model.policy import AlertPolicy
from monitor.ports import Store
from monitor.usecases.change_claim import ack_claim, drop_claim, edit_claim, snooze_claim, wake_claim
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.deliver_alerts import Courier, DeliveryReport, deliver_alerts
from monitor.usecases.publish_alert import publish_alert
from monitor.usecases.resolve_claim import reopen_claim, resolve_claim
from monitor.usecases.retry_alerts import RetryReport, drop_alert, retry_alerts

DESK = Target("desk", "console://")
DUE = date(2017, 5, 10)
JULY = DueWindow(latest=date(2017, 7, 31))
DOWN = SendError("refused", FailureReason.CONNECT)
Act = Callable[[Store, Clock], object]


@pytest.fixture
def claim(store: Store) -> Claim:
    claim = a_claim(due=DueWindow(latest=DUE))
    with store.write() as tx:
        tx.save_claim(claim)
    return claim


@pytest.fixture
def courier(store: Store, sender: FakeSender, clock: Clock) -> Courier:
    return Courier(store, sender, {"desk": DESK}, clock, steady_random().random)


def rows(store: Store) -> list[Delivery]:
    with store.read() as tx:
        return tx.deliveries()


def remind(store: Store, now: Clock) -> Alert:
    """The reminder that is due at this moment."""
    assert check_deadlines(store, [DESK], AlertPolicy(), now()).alerts == 1
    with store.read() as tx:
        return tx.alerts(kinds=[AlertKind.DUE_SOON, AlertKind.OVERDUE])[-1]


def tell(store: Store, claim: Claim) -> Alert:
    """News of the claim, on its way to the desk."""
    news = Development(
        "00000000000000d1", claim.slug, Polarity.OCCURRED, MatchDecision.MATCH, "x", "", "e1", NOON, NOON, NOON, 0.9
    )
    alert = Alert(
        "00000000000000a1",
        "news",
        AlertKind.DEVELOPMENT,
        AlertLevel.NOW,
        NOON,
        NOON,
        "first report",
        claim=claim.slug,
        development=news.id,
    )
    with store.write() as tx:
        tx.save_developments([news])
        publish_alert(tx, alert, claim, [DESK], NOON)
    return alert


class Interrupted(FakeSender):
    """A server that is down; a person acts while the message is on its way."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self.act = act

    async def send(self, target: Target, message: Message) -> None:
        self.act()
        raise DOWN


def ack(store: Store, clock: Clock) -> object:
    return ack_claim(store, "harbour-bridge", by="desk", now=clock())


def move(store: Store, clock: Clock) -> object:
    return edit_claim(store, "harbour-bridge", {"due": JULY}, because="", by="desk", now=clock())


def settle(store: Store, clock: Clock) -> object:
    return resolve_claim(
        store, "harbour-bridge", Outcome.FULFILLED, evidence=(), because="seen", by="desk", now=clock()
    )


@pytest.mark.parametrize(("act", "why"), [(ack, ACKED), (move, MOVED), (settle, CLOSED)])
async def test_a_reminder_is_not_tried_again_after_a_person_acted_while_it_was_on_its_way(
    store: Store, claim: Claim, courier: Courier, clock: Clock, act: Act, why: str
) -> None:
    remind(store, clock)
    courier.sender = Interrupted(partial(act, store, clock))
    await deliver_alerts(courier)
    (row,) = rows(store)
    assert (row.state, row.last_error) == (DeliveryState.SUPERSEDED, why)
    courier.sender = quiet = FakeSender()
    clock.forward(days=1)
    assert await deliver_alerts(courier) == DeliveryReport()
    assert quiet.sent == []


@pytest.mark.parametrize(("act", "why"), [(ack, ACKED), (move, MOVED), (settle, CLOSED)])
async def test_nor_when_the_sender_died_with_it(
    claim: Claim, courier: Courier, sender: FakeSender, clock: Clock, act: Act, why: str
) -> None:
    store = courier.store
    remind(store, clock)
    (row,) = rows(store)
    with store.write() as tx:
        tx.lease_deliveries([row.id], clock(), courier.policy.lease)
    act(store, clock)
    assert rows(store)[0].state is DeliveryState.SENDING
    clock.forward(minutes=5)
    assert await deliver_alerts(courier) == DeliveryReport()
    assert [(row.state, row.last_error) for row in rows(store)] == [(DeliveryState.SUPERSEDED, why)]
    assert sender.sent == []


async def test_a_snooze_holds_what_was_on_its_way_and_its_end_is_told(
    store: Store, claim: Claim, courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    tell(store, claim)
    until = NOON + timedelta(days=2)
    courier.sender = Interrupted(lambda: snooze_claim(store, claim.slug, until, by="desk", now=clock()))
    await deliver_alerts(courier)
    courier.sender = sender
    clock.forward(hours=1)
    assert await deliver_alerts(courier) == DeliveryReport()
    (row,) = rows(store)
    assert (row.state, row.next_try_at) == (DeliveryState.HELD, until)
    clock.at = until
    assert await deliver_alerts(courier) == DeliveryReport(sent=1)
    assert "held while the claim was snoozed, until 5 May 2017, 12:00 UTC" in sender.sent[0][1].body


async def test_a_snooze_ended_by_hand_is_told_as_a_hold_and_no_delay(
    store: Store, claim: Claim, courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    tell(store, claim)
    snooze_claim(store, claim.slug, NOON + timedelta(days=2), by="desk", now=clock())
    wake_claim(store, claim.slug, by="desk", now=clock.forward(days=1))
    assert await deliver_alerts(courier) == DeliveryReport(sent=1)
    body = sender.sent[0][1].body
    assert body.startswith("(held: the claim was snoozed; event of 12:00 UTC on 2017-05-03)\n")
    assert "delayed" not in body


async def test_news_whose_match_was_rejected_meanwhile_is_not_sent(
    store: Store, claim: Claim, courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    tell(store, claim)

    def reject() -> None:
        with store.write() as tx:
            (news,) = tx.developments()
            tx.save_developments([replace(news, review=ReviewState.REJECTED)])

    courier.sender = Interrupted(reject)
    await deliver_alerts(courier)
    assert [(row.state, row.last_error) for row in rows(store)] == [(DeliveryState.SUPERSEDED, REJECTED)]


def given_up(store: Store) -> None:
    with store.write() as tx:
        for row in tx.deliveries():
            tx.save_delivery(replace(row, state=DeliveryState.DEAD, last_error="no such mailbox", attempts=9))


def test_a_verdict_withdraws_what_was_given_up_and_a_reopened_claim_gets_it_back(
    store: Store, claim: Claim, clock: Clock
) -> None:
    tell(store, claim)
    given_up(store)
    settle(store, clock)
    assert [(row.state, row.last_error) for row in rows(store)] == [(DeliveryState.SUPERSEDED, CLOSED)]
    assert retry_alerts(store, "", clock()) == RetryReport()
    reopen_claim(store, claim.slug, because="not yet", by="desk", now=clock())
    assert [row.state for row in rows(store)] == [DeliveryState.QUEUED]


def test_a_retry_withdraws_what_would_be_stale_and_says_so(store: Store, claim: Claim, clock: Clock) -> None:
    """A store of an earlier version left the dead alerts of a settled claim as they were."""
    news = tell(store, claim)
    remind(store, clock)
    drop_claim(store, claim.slug, because="a double", by="desk", now=clock())
    given_up(store)
    one = retry_alerts(store, news.id, clock())
    assert (one.again, [row.last_error for row in one.withdrawn]) == ((), [CLOSED])
    rest = retry_alerts(store, "", clock())
    assert (rest.again, [row.last_error for row in rest.withdrawn]) == ((), [CLOSED])
    assert {row.state for row in rows(store)} == {DeliveryState.SUPERSEDED}


def test_a_crashed_try_can_be_dropped_once_its_lease_ran_out(store: Store, claim: Claim, clock: Clock) -> None:
    alert = tell(store, claim)
    with store.write() as tx:
        tx.lease_deliveries([row.id for row in tx.deliveries()], clock(), timedelta(minutes=2))
    assert drop_alert(store, alert.id, clock()) == ()
    gone = drop_alert(store, alert.id, clock.forward(minutes=2))
    assert [row.last_error for row in gone] == ["withdrawn by hand"]
    assert [row.state for row in rows(store)] == [DeliveryState.SUPERSEDED]


def test_a_newer_reminder_outruns_one_that_waits_still(store: Store, claim: Claim, clock: Clock) -> None:
    """Else a server that was down for a week would bring `due in 7 days` and `due today` at once."""
    first = remind(store, clock)
    clock.at = NOON + timedelta(days=7)
    second = remind(store, clock)
    assert {row.alert: (row.state, row.last_error) for row in rows(store)} == {
        first.id: (DeliveryState.SUPERSEDED, OUTRUN),
        second.id: (DeliveryState.QUEUED, ""),
    }
    assert check_deadlines(store, [DESK], AlertPolicy(), clock()).alerts == 0
    assert rows(store)[-1].state is DeliveryState.QUEUED


async def test_the_weeks_list_leaves_out_what_got_its_verdict_while_it_waited(
    store: Store, claim: Claim, courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    slugs = [f"claim-{number:02}" for number in range(33)] + ["and", "andorra"]
    with store.write() as tx:
        tx.save_claim(replace(claim, due=None))
        for slug in slugs:
            tx.save_claim(a_claim(slug, due=DueWindow(latest=date(2017, 3, 1))))
        claims = [it for it in tx.claims() if it.slug in slugs]
        alert = verdict_alert(claims, (), clock())
        assert alert is not None
        publish_alert(tx, alert, None, [DESK], clock())
    assert alert.subject == "35 claims need a verdict: and, andorra, claim-00 and 32 more"
    for slug in ("andorra", "claim-00", "claim-07"):
        drop_claim(store, slug, because="a double", by="desk", now=clock())
    assert await deliver_alerts(courier) == DeliveryReport(sent=1)
    ((_, message),) = sender.sent
    assert message.title == "[verdicts] 32 claims need a verdict: and, claim-01, claim-02 and 29 more"
    assert "claim-07" not in message.body
    assert "and:         5 more" in message.body


async def test_nor_is_a_list_sent_of_which_nothing_is_left(
    store: Store, claim: Claim, courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    clock.forward(days=20)
    with store.write() as tx:
        alert = verdict_alert([claim], (), clock())
        assert alert is not None
        publish_alert(tx, alert, None, [DESK], clock())
    settle(store, clock)
    assert await deliver_alerts(courier) == DeliveryReport()
    assert sender.sent == []
    assert [(row.state, row.last_error) for row in rows(store)] == [(DeliveryState.SUPERSEDED, CLOSED)]


@pytest.mark.slow
@pytest.mark.one_store
def test_no_number_of_alerts_hides_an_older_one_from_a_snooze_or_a_reopening(
    store: Store, claim: Claim, clock: Clock
) -> None:
    """What waits for longest is the oldest: it must not fall out of sight behind newer ones."""
    old = tell(store, claim)
    with store.write() as tx:
        for number in range(1_100):
            newer = replace(old, id=f"{number:016x}", key=f"n{number}", created_at=NOON + timedelta(seconds=1))
            tx.add_alert(newer, [])
    until = NOON + timedelta(days=2)
    assert snooze_claim(store, claim.slug, until, by="desk", now=clock()).held == 1
    assert wake_claim(store, claim.slug, by="desk", now=clock()).released == 1
    assert drop_claim(store, claim.slug, because="a double", by="desk", now=clock()).cancelled == 1
    assert reopen_claim(store, claim.slug, because="no double", by="desk", now=clock()).released == 1


async def test_a_reminder_that_waited_knows_the_answer_that_came_meanwhile(
    store: Store, claim: Claim, courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    reminder = remind(store, clock)
    tell(store, claim)
    await deliver_alerts(courier)
    (body,) = [message.body for _, message in sender.sent if message.covers == (reminder.id,)]
    assert body.startswith("Needs a verdict, reported as occurred, due in 7 days\n")
    assert "monitor resolve harbour-bridge --as fulfilled" in body
    assert "\n1 match to judge:    monitor review --claim harbour-bridge\n" in body


async def test_and_forgets_one_that_was_rejected_meanwhile(
    store: Store, claim: Claim, courier: Courier, sender: FakeSender, clock: Clock
) -> None:
    tell(store, claim)
    assert remind(store, clock).reason == "needs a verdict, reported as occurred, due in 7 days"
    with store.write() as tx:
        tx.save_developments([replace(it, review=ReviewState.REJECTED) for it in tx.developments(claim=claim.slug)])
    await deliver_alerts(courier)
    ((_, message),) = sender.sent
    assert message.title.startswith("[harbour-bridge] due in 7 days: ")
    assert message.body.startswith("Due in 7 days\nThe due date is near.\n")
    assert "to judge" not in message.body


@pytest.mark.parametrize("sent_after", [timedelta(), timedelta(hours=1), -timedelta(hours=1)])
async def test_reports_that_the_first_message_counted_are_not_told_again(
    store: Store, claim: Claim, courier: Courier, sender: FakeSender, clock: Clock, sent_after: timedelta
) -> None:
    """`sent_after`: how long after the second report the first message went out."""
    one = a_development(outlets=("The Example Post",))
    two = replace(one, outlets=("The Example Post", "Veldam Daily"))
    second_at = NOON - sent_after
    first = development_alert(claim, one, an_entry(), a_match(), None, NOON)
    more = more_reports_alert(claim, one, two, an_entry(), second_at)
    assert first is not None
    assert more is not None
    with store.write() as tx:
        tx.save_developments([two])
        publish_alert(tx, first, claim, [DESK], NOON)
    await deliver_alerts(courier)
    with store.write() as tx:
        publish_alert(tx, more, claim, [replace(DESK, pace=Pace(digest=DigestTime(time(8))))], second_at)
    clock.forward(days=2)
    await deliver_alerts(courier)
    told = [message.covers for _, message in sender.sent]
    assert told == [(first.id,), (more.id,)][: 1 if sent_after >= timedelta() else 2]
    assert (COUNTED in {row.last_error for row in rows(store)}) is (len(told) == 1)
