"""A desk with something on it: one claim, a development told by two outlets, an alert that waits."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from build import NOON, a_claim, an_entry

from monitor.model.alert import Alert, AlertKind, AlertLevel, Delivery, DeliveryState
from monitor.model.development import Development
from monitor.model.feed import Entry
from monitor.model.ids import make_id
from monitor.model.match import Match, MatchDecision, Polarity, Signal
from monitor.ports import Store


@dataclass(frozen=True)
class Told:
    """A development and the entries that tell it."""

    development: Development
    entries: tuple[Entry, ...]

    @property
    def id(self) -> str:
        return self.development.id


def tell(
    store: Store, *titles: str, claim: str = "harbour-bridge", polarity: Polarity = Polarity.OCCURRED, **changes: Any
) -> Told:
    """Store a development of `claim` (stored too when not there), told by one entry a title, each of its own outlet."""
    words = titles or ("Veldam opens its harbour bridge",)
    entries = tuple(
        an_entry(title, key=f"guid:{claim}:{title}", outlet=f"Outlet {number}", link=f"https://n{number}.example/a")
        for number, title in enumerate(words, 1)
    )
    development = Development(
        id=make_id("development", claim, *words),
        claim=claim,
        polarity=polarity,
        decision=MatchDecision.MATCH,
        headline=words[0],
        link=entries[0].link,
        first_entry=entries[0].id,
        opened_at=NOON,
        last_at=NOON,
        seen_at=NOON,
        score=0.7,
        entries=len(entries),
        outlets=tuple(entry.outlet for entry in entries),
    )
    # Who is not told apart by `sources` is a source of its own.
    kept = [name for name in development.__dataclass_fields__ if name != "sources"]
    development = Development(
        **({name: getattr(development, name) for name in kept} | changes),
    )
    signals = (Signal("terms", 0.8, 0.5, 0.4, ("bridg", "veldam")),)
    matches = [
        Match(
            claim,
            entry.id,
            0.7 - number / 100,
            MatchDecision.MATCH,
            polarity,
            NOON,
            signals=signals,
            why=("terms: bridge, Veldam",),
            development=development.id,
        )
        for number, entry in enumerate(entries)
    ]
    with store.write() as tx:
        if tx.claim(claim) is None:
            tx.save_claim(a_claim(claim))
        tx.save_entries(entries)
        tx.save_developments([development])
        tx.save_matches(matches)
    return Told(development, entries)


def alert(
    store: Store,
    *,
    claim: str = "harbour-bridge",
    development: str = "",
    kind: AlertKind = AlertKind.DEVELOPMENT,
    state: DeliveryState = DeliveryState.QUEUED,
    target: str = "desk",
    **changes: Any,
) -> Delivery:
    """Store an alert with one delivery in this state."""
    key = f"{kind}:{claim}:{development}:{target}"
    row = Alert(
        id=make_id("alert", key),
        key=key,
        kind=kind,
        level=AlertLevel.NOW,
        created_at=NOON,
        event_at=NOON,
        reason="first report",
        claim=claim,
        development=development,
        subject="Veldam opens its harbour bridge",
        lines=("It is open.",),
    )
    delivery = Delivery(
        id=make_id("delivery", row.id, target),
        alert=row.id,
        target=target,
        state=state,
        created_at=NOON,
        next_try_at=NOON + timedelta(minutes=1),
        **changes,
    )
    with store.write() as tx:
        tx.add_alert(row, [delivery])
        tx.save_delivery(delivery)
    return delivery


def state_of(store: Store, delivery: Delivery) -> DeliveryState:
    """How a delivery stands now."""
    with store.read() as tx:
        return next(row.state for row in tx.deliveries(alert=delivery.alert) if row.id == delivery.id)
