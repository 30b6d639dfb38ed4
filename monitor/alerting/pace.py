"""What goes to a target now, in which messages, and what is held until when and why.

Everything is decided anew each time from what is in the outbox: a changed config, a snooze that was lifted or a clock that
was set counts at once. What the store says of a hold is there to be shown, not to be obeyed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.alerting.local_time import next_digest, quiet_end, zone_of
from monitor.alerting.words import time_words
from monitor.model.alert import REMINDERS, Alert, AlertKind, AlertLevel, Delivery, DeliveryState
from monitor.model.pace import Pace

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

_MANY = 20
"""Tries after which a message without a known end is suspected to end whoever sends it."""

Item = tuple[Delivery, Alert]
Hold = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class Letter:
    """The deliveries of one message, the oldest first. `bundle` is its id when it has several, or had before."""

    deliveries: tuple[Delivery, ...]
    alerts: tuple[Alert, ...]
    bundle: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """`letters` go now, in this order; `held` are deliveries whose hold is new or changed, to be stored."""

    letters: tuple[Letter, ...] = ()
    held: tuple[Delivery, ...] = ()


def look_back(pace: Pace) -> timedelta:
    """How far back `plan_round` must see what was sent: no further than a limit of this target reaches."""
    return max(
        HOUR if pace.max_per_hour else timedelta(),
        MINUTE if pace.max_per_minute else timedelta(),
        pace.group_interval,
    )


def plan_round(outbox: Sequence[Item], snoozed: Mapping[str, datetime], pace: Pace, now: datetime) -> Round:
    """`outbox`: what one target has to get and what it got since `look_back`, in order. `snoozed`: claim -> until when."""
    sent = [item for item in outbox if item[0].state is DeliveryState.SENT]
    unsent = [item for item in outbox if item[0].state is not DeliveryState.SENT]
    if any(_is_leased(delivery, now) for delivery, _ in unsent):
        return Round()
    desk = _Desk(sent, unsent, snoozed, pace, now)
    holds = {delivery.id: desk.hold(delivery, alert) for delivery, alert in unsent}
    free = _in_turn([item for item in unsent if holds[item[0].id] is None], now)
    letters, late = _cap(_bundle(free, pace), sent, pace, now)
    holds |= late
    room = _room(pace.max_per_minute, _messages(sent, now - MINUTE))
    return Round(tuple(letters[:room]), tuple(_held(unsent, holds)))


def is_urgent(alert: Alert) -> bool:
    """Passes quiet hours and intervals: something happened to a claim. Reminders and failing sources can wait."""
    return alert.level is AlertLevel.NOW and alert.kind in (AlertKind.DEVELOPMENT, AlertKind.POLARITY_CHANGE)


def _is_leased(delivery: Delivery, now: datetime) -> bool:
    until = delivery.leased_until
    return delivery.state is DeliveryState.SENDING and until is not None and until > now


class _Desk:
    """What all deliveries of a target are held against, looked up once."""

    def __init__(
        self, sent: Sequence[Item], unsent: Sequence[Item], snoozed: Mapping[str, datetime], pace: Pace, now: datetime
    ) -> None:
        self.snoozed, self.pace, self.now = snoozed, pace, now
        self.zone = zone_of(pace)
        self.quiet_until = quiet_end(now, pace.quiet, self.zone) if pace.quiet else None
        self.first = {alert.claim: delivery.created_at for delivery, alert in reversed(unsent)}
        self.last: dict[str, datetime] = {}
        for delivery, alert in sent:
            if delivery.sent_at:
                self.last[alert.claim] = max(delivery.sent_at, self.last.get(alert.claim, delivery.sent_at))

    def hold(self, delivery: Delivery, alert: Alert) -> Hold | None:
        """The longest of all holds."""
        holds = [*self._holds_of_time(delivery, alert), *self._holds_of_group(alert)]
        return max((hold for hold in holds if hold[0] > self.now), default=None)

    def _holds_of_time(self, delivery: Delivery, alert: Alert) -> Iterable[Hold]:
        if until := self.snoozed.get(alert.claim):
            yield until, f"held: the claim is snoozed until {time_words(until)}"
        if self.pace.digest and alert.level is AlertLevel.DIGEST:
            at = next_digest(delivery.created_at, self.pace.digest, self.zone)
            yield at, f"held: for the digest of {time_words(at)}"
        if self.quiet_until and not is_urgent(alert):
            yield self.quiet_until, f"held: quiet hours until {time_words(self.quiet_until)}"

    def _holds_of_group(self, alert: Alert) -> Iterable[Hold]:
        if self.pace.group_wait:
            yield self.first[alert.claim] + self.pace.group_wait, "held: a little, for more on the same claim"
        if self.pace.group_interval and alert.claim in self.last and not is_urgent(alert):
            yield self.last[alert.claim] + self.pace.group_interval, "held: its claim was told of a short while ago"


def _in_turn(free: Sequence[Item], now: datetime) -> list[Item]:
    """Up to the first that waits for its next try; those set aside keep nobody waiting.

    One whose tries never came to an end goes last: should it be what ends the program, the others are told all the same.
    """
    going = []
    for delivery, alert in free:
        waits = delivery.state in (DeliveryState.WAITING, DeliveryState.QUEUED) and delivery.next_try_at > now
        if waits and delivery.state is DeliveryState.WAITING and not delivery.set_aside:
            break
        if not waits:
            going.append((delivery, alert))
    return sorted(going, key=lambda item: _ends_badly(item[0]))


def _ends_badly(delivery: Delivery) -> bool:
    """Its last two tries, of many, have no known end; after an outage with many tries one alone says nothing."""
    return delivery.state is DeliveryState.SENDING and delivery.maybe_repeated and delivery.attempts >= _MANY


def _bundle(free: Sequence[Item], pace: Pace) -> list[Letter]:
    """Put together what belongs together, each letter at the place of its oldest delivery."""
    merging = {alert.claim for delivery, alert in free if delivery.state is DeliveryState.HELD or delivery.bundle}
    merging |= _days_of_reminders(free)
    piles: dict[tuple[str, str], list[Item]] = {}
    for item in free:
        piles.setdefault(_pile(item, merging, pace), []).append(item)
    return [_letter(pile) for pile in piles.values()]


def _pile(item: Item, merging: set[str], pace: Pace) -> tuple[str, str]:
    delivery, alert = item
    if _is_fixed(delivery):
        # The receiver may have it: it comes again as it was, under the same id. One set aside takes no other with it.
        return "again", delivery.bundle or delivery.id
    if _waited_for_digest(delivery, alert, pace):
        return "digest", ""
    if _is_of_one_claim(alert) and _moment(delivery) in merging:
        return "reminders", _moment(delivery)
    if alert.claim in merging or pace.group_wait or pace.group_interval:
        return "claim", alert.claim
    return "alone", delivery.id


def _days_of_reminders(free: Iterable[Item]) -> set[str]:
    """Moments at which reminders of several claims were raised: they are one message, however many claims are due."""
    claims: dict[str, set[str]] = {}
    for delivery, alert in free:
        if _is_of_one_claim(alert):
            claims.setdefault(_moment(delivery), set()).add(alert.claim)
    return {moment for moment, of in claims.items() if len(of) > 1}


def _is_of_one_claim(alert: Alert) -> bool:
    """A reminder; the week's list names several already."""
    return alert.kind in REMINDERS and bool(alert.claim)


def _moment(delivery: Delivery) -> str:
    return delivery.created_at.isoformat()


def _waited_for_digest(delivery: Delivery, alert: Alert, pace: Pace) -> bool:
    if pace.digest and alert.level is AlertLevel.DIGEST:
        return True
    quiet = pace.quiet is not None and quiet_end(delivery.created_at, pace.quiet, zone_of(pace)) is not None
    return quiet and not is_urgent(alert)


def _may_have_arrived(delivery: Delivery) -> bool:
    return delivery.maybe_repeated or delivery.state is DeliveryState.SENDING


def _is_fixed(delivery: Delivery) -> bool:
    """Goes in the message that it is in, whatever else waits."""
    return _may_have_arrived(delivery) or delivery.set_aside


def _letter(pile: Sequence[Item]) -> Letter:
    deliveries, alerts = zip(*pile, strict=True)
    known = next((delivery.bundle for delivery in deliveries if _may_have_arrived(delivery) and delivery.bundle), "")
    return Letter(deliveries, alerts, known or (alerts[0].id if len(alerts) > 1 else ""))


def _cap(
    letters: Sequence[Letter], sent: Sequence[Item], pace: Pace, now: datetime
) -> tuple[list[Letter], dict[str, Hold | None]]:
    """At most so many messages on a claim in any hour: the last one lists all that is left, what comes later is held."""
    going: list[Letter] = []
    late: dict[str, Hold | None] = {}
    for topic, pile in _by_topic(letters).items():
        lately = [item for item in sent if item[1].claim == topic]
        room = len(pile) if topic is None else _room(pace.max_per_hour, _messages(lately, now - HOUR))
        if 0 < room < len(pile):
            pile[room - 1 :] = [_merge(pile[room - 1 :])]
        if room == 0:
            until = min(
                delivery.sent_at for delivery, _ in lately if delivery.sent_at and delivery.sent_at > now - HOUR
            )
            words = f"held: more than {pace.max_per_hour} messages on it in an hour"
            late |= {delivery.id: (until + HOUR, words) for letter in pile for delivery in letter.deliveries}
        going += pile[:room]
    place = {letter.deliveries[0].id: number for number, letter in enumerate(letters)}
    return sorted(going, key=lambda letter: place[letter.deliveries[0].id]), late


def _by_topic(letters: Sequence[Letter]) -> dict[str | None, list[Letter]]:
    """By the claim they are on ("" = sources); None: digests, which no cap concerns, and repeats."""
    piles: dict[str | None, list[Letter]] = {}
    for letter in letters:
        claims = {alert.claim for alert in letter.alerts}
        again = any(_is_fixed(delivery) for delivery in letter.deliveries)
        piles.setdefault(None if again or len(claims) > 1 else claims.pop(), []).append(letter)
    return piles


def _merge(letters: Sequence[Letter]) -> Letter:
    deliveries = tuple(delivery for letter in letters for delivery in letter.deliveries)
    alerts = tuple(alert for letter in letters for alert in letter.alerts)
    return Letter(deliveries, alerts, alerts[0].id)


def _messages(sent: Sequence[Item], since: datetime) -> int:
    """How many messages went out after `since`: what one bundle carried counts once."""
    return len(
        {delivery.bundle or delivery.id for delivery, _ in sent if delivery.sent_at and delivery.sent_at > since}
    )


def _room(limit: int, used: int) -> int:
    return max(limit - used, 0) if limit else 1_000_000


def _held(unsent: Sequence[Item], holds: Mapping[str, Hold | None]) -> Iterable[Delivery]:
    """Those whose hold differs from what is stored of it."""
    for delivery, _ in unsent:
        if hold := holds[delivery.id]:
            begun = delivery.state is DeliveryState.SENDING
            held = replace(
                delivery,
                state=DeliveryState.HELD,
                next_try_at=hold[0],
                last_error=hold[1],
                leased_until=None,
                maybe_repeated=delivery.maybe_repeated or begun,
            )
            if held != delivery:
                yield held
