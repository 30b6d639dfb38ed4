"""What a message says at its head of its own way: held on purpose, delayed against it, possibly sent before."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from monitor.alerting.words import list_words, time_words
from monitor.model.alert import Alert, Delivery
from monitor.model.claim import Claim

LATE = timedelta(minutes=30)
"""A message that goes out so long after its alert was raised, or after its hold ended, says so."""

HELD = "held: "
"""What the reason of a hold begins with."""

Sent = tuple[Alert, Delivery, Claim | None]


def way_notes(sent: Sequence[Sent], now: datetime) -> Iterator[str]:
    """One note for each thing that happened to these deliveries of one message before it went out at `now`."""
    snoozed = [one for one in sent if _snoozed_until(one, now)]
    for slug, until in {_claim_of(one): _snoozed_until(one, now) for one in snoozed}.items():
        which = "the claim" if len({alert.claim for alert, _, _ in sent}) == 1 else slug
        yield f"held while {which} was snoozed, until {time_words(until)}" if until else ""
    held = [one for one in sent if _why_held(one) and one not in snoozed and now - one[0].created_at > LATE]
    if held:
        whys = dict.fromkeys(_why_held(one) for one in held)
        yield f"held: {list_words(list(whys), 2)}; {_event(held, now)}"
    late = [one for one in sent if now - _free_at(one, now) > LATE]
    if late:
        yield f"delayed, {_event(late, now)}"
    if any(delivery.maybe_repeated for _, delivery, _ in sent):
        yield "possibly repeated: an earlier try to send this did not end cleanly"


def _claim_of(one: Sent) -> str:
    return one[0].claim


def _snoozed_until(one: Sent, now: datetime) -> datetime | None:
    """When the snooze ended that this had to wait for; None = there was none."""
    _, delivery, claim = one
    until = claim.snoozed_until if claim else None
    return until if until and delivery.created_at < until <= now else None


def _why_held(one: Sent) -> str:
    error = one[1].last_error
    return error.removeprefix(HELD) if error.startswith(HELD) else ""


def _free_at(one: Sent, now: datetime) -> datetime:
    """When nothing of ours kept it back any more: from then on it is the world that delays it."""
    alert, delivery, _ = one
    moments = [alert.created_at, *([delivery.next_try_at] if _why_held(one) else [])]
    return max(moments + [until for until in (_snoozed_until(one, now),) if until])


def _event(some: Sequence[Sent], now: datetime) -> str:
    """In words like: event of 14:02 UTC; the oldest event of 14:02 UTC on 2017-05-03."""
    moment = min(alert.event_at for alert, _, _ in some)
    what = "event" if any(alert.development for alert, _, _ in some) else "notice"
    utc = moment.astimezone(UTC)
    day = "" if utc.date() == now.astimezone(UTC).date() else f" on {utc:%Y-%m-%d}"
    return f"{'the oldest ' if len(some) > 1 else ''}{what} of {utc:%H:%M} UTC{day}"
