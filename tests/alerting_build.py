"""Builders for the tests of alerting."""

from dataclasses import replace
from datetime import date
from typing import Any

from build import NOON, a_claim

from monitor.model.alert import Alert, AlertKind, AlertLevel, Delivery, DeliveryState
from monitor.model.claim import Claim, DueWindow
from monitor.model.development import Development
from monitor.model.match import Match, MatchDecision, Polarity

DUE = date(2017, 6, 30)


def a_due_claim(due: date = DUE, **changes: Any) -> Claim:
    """A claim that is due on 30 June 2017."""
    return a_claim(due=DueWindow(latest=due), **changes)


def a_development(**changes: Any) -> Development:
    """Two outlets say that the opening is called off."""
    development = Development(
        id="1a2b3c4d5e6f7a8b",
        claim="harbour-bridge",
        polarity=Polarity.CANCELLED,
        decision=MatchDecision.MATCH,
        headline="Veldam calls off the opening of its harbour bridge",
        link="https://news.example/bridge?id=7",
        first_entry="0000000000000001",
        opened_at=NOON,
        last_at=NOON,
        seen_at=NOON,
        score=0.8,
        entries=2,
        outlets=("The Example Post", "Veldam Daily"),
    )
    return replace(development, **({"sources": ()} | changes))


def a_match(**changes: Any) -> Match:
    """The match that opened `a_development()`."""
    match = Match(
        claim="harbour-bridge",
        entry="0000000000000001",
        score=0.8,
        decision=MatchDecision.MATCH,
        polarity=Polarity.CANCELLED,
        said_at=NOON,
        polarity_because='"calls off" in the title',
        why=("veldam, harbour, bridge in the title", "near the due date"),
        development="1a2b3c4d5e6f7a8b",
    )
    return replace(match, **changes)


def an_alert(**changes: Any) -> Alert:
    """A plain alert on `a_development()`."""
    alert = Alert(
        id="a1e2700000000001",
        key="development:1a2b3c4d5e6f7a8b:cancelled",
        kind=AlertKind.DEVELOPMENT,
        level=AlertLevel.NOW,
        created_at=NOON,
        event_at=NOON,
        reason="first report",
        claim="harbour-bridge",
        development="1a2b3c4d5e6f7a8b",
        subject="cancelled: Veldam calls off the opening of its harbour bridge",
    )
    return replace(alert, **changes)


def a_delivery(**changes: Any) -> Delivery:
    """A delivery to the desk, being sent for the first time."""
    delivery = Delivery(
        id="de00000000000001",
        alert="a1e2700000000001",
        target="desk",
        state=DeliveryState.SENDING,
        created_at=NOON,
        next_try_at=NOON,
        attempts=1,
    )
    return replace(delivery, **changes)
