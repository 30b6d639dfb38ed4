"""Alerts: something worth telling once; and their deliveries, one a target."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from monitor.model.pace import Pace


class AlertKind(StrEnum):
    """What an alert is about."""

    DEVELOPMENT = "development"
    POLARITY_CHANGE = "polarity-change"
    MORE_REPORTS = "more-reports"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    NEEDS_VERDICT = "needs-verdict"
    SETTLED = "settled"
    SOURCE_FAILING = "source-failing"
    SOURCE_RECOVERED = "source-recovered"
    CLAIM_BLIND = "claim-blind"


REMINDERS = frozenset({AlertKind.DUE_SOON, AlertKind.OVERDUE, AlertKind.NEEDS_VERDICT})
"""What the calendar brings, as against news."""


class AlertLevel(StrEnum):
    """`now` goes out at once, `digest` can wait for the next digest."""

    NOW = "now"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Alert:
    """Something worth telling once: two alerts with the same `key` are the same news.

    `subject` names it in one line, `lines` are the body, plain text, already made of safe strings by the rules;
    `facts` are the values a renderer may lay out itself (label, value). `event_at` is when it happened in the world.
    """

    id: str
    key: str
    kind: AlertKind
    level: AlertLevel
    created_at: datetime
    event_at: datetime
    reason: str
    claim: str = ""
    feed: str = ""
    development: str = ""
    subject: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Where alerts go: a name and an address that is secret. `tags` choose what it gets; empty = everything.

    `url` is an apprise address, or `console://`; empty = it can't be read here. The repr hides it. `kept` says in words
    where it is kept.
    """

    name: str
    url: str
    tags: tuple[str, ...] = ()
    pace: Pace = field(default_factory=Pace)
    kept: str = ""

    def __repr__(self) -> str:
        return f"Target(name={self.name!r}, url=***)"


class DeliveryState(StrEnum):
    """Where one delivery stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    WAITING = "waiting"
    DEAD = "dead"
    SUPERSEDED = "superseded"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert on its way to one target. `attempts` counts tries that were begun.

    `maybe_repeated` is True when an earlier try began and its end was never recorded: the receiver may have it already.
    `set_aside`: it failed by its own fault, as it seems, and keeps no younger one waiting. `bundle` is the id of the
    message that carries several deliveries, the same on each of them; empty = a message of its own.
    """

    id: str
    alert: str
    target: str
    state: DeliveryState
    created_at: datetime
    next_try_at: datetime
    attempts: int = 0
    maybe_repeated: bool = False
    leased_until: datetime | None = None
    last_error: str = ""
    sent_at: datetime | None = None
    set_aside: bool = False
    bundle: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What a sender gets: `alert_id` (for the X-Monitor-Alert header), `thread` (one a claim), title and plain body.

    `html` is our own escaped part, or empty; it may show `picture`, a PNG, as `cid:timeline.png`. `slack` is a JSON object
    with the blocks that Slack lays out. `covers` are the ids of all alerts it tells of; one of them is `alert_id`.
    """

    alert_id: str
    thread: str
    title: str
    body: str
    html: str = ""
    covers: tuple[str, ...] = ()
    picture: bytes = b""
    slack: str = ""
