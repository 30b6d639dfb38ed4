"""Builders for what the store keeps, and one of each noun with every field unlike its default."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from build import NOON, a_claim, a_feed, an_entry

from monitor.errors import FailureReason
from monitor.model.alert import Alert, AlertKind, AlertLevel, Delivery, DeliveryState
from monitor.model.claim import (
    ClaimSource,
    ClaimStatus,
    Decision,
    DecisionAction,
    DueWindow,
    Modality,
    Outcome,
    Precision,
)
from monitor.model.development import Development, Evidence, RejectReason, Review, ReviewState, Stance, Strength
from monitor.model.feed import EntryKeys, FeedHealth, Validators
from monitor.model.ids import make_id
from monitor.model.match import Learning, Match, MatchDecision, Polarity, Signal

SLUG = a_claim().slug
LATER = datetime(2017, 6, 1, 8, 30, 15, 123456, tzinfo=UTC)


def an_alert(name: str = "1", **changes: Any) -> Alert:
    alert = Alert(
        id=make_id("alert", name),
        key=f"key-{name}",
        kind=AlertKind.DEVELOPMENT,
        level=AlertLevel.NOW,
        created_at=NOON,
        event_at=NOON,
        reason="first report",
    )
    return replace(alert, **changes)


def a_delivery(name: str = "1", **changes: Any) -> Delivery:
    delivery = Delivery(
        id=make_id("delivery", name),
        alert=an_alert("1").id,
        target="mail",
        state=DeliveryState.QUEUED,
        created_at=NOON,
        next_try_at=NOON,
    )
    return replace(delivery, **changes)


def a_match(**changes: Any) -> Match:
    match = Match(SLUG, an_entry().id, 0.75, MatchDecision.MATCH, Polarity.OCCURRED, NOON)
    return replace(match, **changes)


def a_development(**changes: Any) -> Development:
    development = Development(
        id=make_id("development", "1"),
        claim=SLUG,
        polarity=Polarity.OCCURRED,
        decision=MatchDecision.MATCH,
        headline="Veldam opens its harbour bridge",
        link="https://news.example/bridge",
        first_entry=an_entry().id,
        opened_at=NOON,
        last_at=NOON,
        seen_at=NOON,
        score=0.75,
    )
    return replace(development, **changes)


def a_review(name: str = "1", **changes: Any) -> Review:
    review = Review(make_id("review", name), a_development().id, SLUG, ReviewState.ACCEPTED, NOON, "someone")
    return replace(review, **changes)


def a_decision(name: str = "1", **changes: Any) -> Decision:
    decision = Decision(
        id=make_id("decision", name),
        claim=SLUG,
        action=DecisionAction.EDITED,
        status_before=ClaimStatus.OPEN,
        status_after=ClaimStatus.OPEN,
        at=NOON,
        by="someone",
        because=name,
    )
    return replace(decision, **changes)


def an_evidence(**changes: Any) -> Evidence:
    evidence = Evidence(
        id=make_id("evidence", "1"),
        claim=SLUG,
        entry=an_entry().id,
        development=a_development().id,
        stance=Stance.SUPPORTS,
        polarity=Polarity.OCCURRED,
        outlet="The Example Post",
        url="https://news.example/bridge?x=1",
        canonical_url="https://news.example/bridge",
        excerpt="The bridge is open.",
        published=NOON,
        fetched=NOON,
        sha256="0" * 64,
        at=NOON,
        by="someone",
    )
    return replace(evidence, **changes)


_DUE = DueWindow(date(2017, 6, 1), None, "in June", Precision.MONTH)

_FULL: dict[str, Any] = {
    "feed": a_feed(
        title="World",
        tags=("world", "мир"),
        paused=True,
        health=FeedHealth.FAILING,
        reason=FailureReason.TIMEOUT,
        error="no answer",
        validators=Validators(b'W/"\xff"', b"Wed, 03 May 2017 12:00:00 GMT", "https://news.example/w.xml"),
        body_hash="ab" * 32,
        interval=timedelta(seconds=900.5),
        baseline_done=True,
        last_polled_at=LATER,
        last_success_at=LATER,
        last_new_at=LATER,
        last_match_at=LATER,
        failures=3,
        failing_since=LATER,
        failure_told=True,
        moved_to="https://new.example/",
        moved_seen=2,
        polls=9,
        not_modified=4,
        gaps=1,
        asked_interval=timedelta(hours=2),
        skip_hours=frozenset({3, 1}),
        skip_days=frozenset({6}),
    ),
    "entry": an_entry(
        keys=EntryKeys(("guid:1", "link:https://news.example/bridge")),
        summary="The bridge is open.",
        link="https://news.example/bridge?x",
        canonical_link="https://news.example/bridge",
        published=LATER,
        author="A. Writer",
        tags=("bridges",),
        judged_hash="abc",
        revision=2,
        baseline=True,
    ),
    "claim": a_claim(
        status=ClaimStatus.RESOLVED,
        outcome=Outcome.PARTIAL,
        quote="“will open”",
        quote_start=10,
        quote_end=20,
        quote_context="The bridge “will open” in June.",
        asserted_by=("the mayor",),
        denied_by=("the port",),
        silent=("the builder",),
        modality=Modality.PLANS,
        due=_DUE,
        criteria="cars drive over it",
        source=ClaimSource("The Example Post", "A bridge", "https://news.example/a", date(2017, 5, 2)),
        terms=("bridge",),
        not_terms=("card game",),
        tags=("city",),
        targets=("mail",),
        confidence=0.7,
        watched_until=date(2018, 1, 1),
        snoozed_until=LATER,
        acked_at=LATER,
        auto_after=2,
    ),
    "decision": a_decision(
        outcome=Outcome.FULFILLED,
        evidence=("e1", "e2"),
        due_before=_DUE,
        due_after=DueWindow(None, date(2017, 12, 31), "this year", Precision.YEAR),
        rules="2",
    ),
    "evidence": an_evidence(
        because="seen with own eyes",
        strength=Strength.STRONG,
        text="The bridge\nis open.",
        amends="e0",
        diff="[-shut-] {+open+}",
    ),
    "learning": Learning(
        SLUG,
        accepted=2,
        rejected=1,
        line_shift=-0.05,
        term_weights=(("bridg", 1.5),),
        profile=(("harbour", 0.4),),
        mass=1.5,
        matched=3,
        last_matched="2017-06-01",
        examples=(("match", "2017-06-01", "bridg", "open"), ("rejected",)),
    ),
    "match": a_match(
        polarity_because="says opened",
        signals=(Signal("words", 0.5, 2.0, 0.25, ("bridge",)), Signal("date", 1.0, 1.0, 0.5)),
        why=("names the bridge",),
        missing=("June",),
        development="d1",
    ),
    "development": a_development(
        entries=3,
        outlets=("The Example Post", "Another"),
        sketch=("bridg", "open"),
        links=("https://news.example/bridge",),
        grouped_because="nothing like it",
        baseline=True,
        review=ReviewState.SKIPPED,
        sources=("Reuters",),
        prints=(("Reuters", "veldam opens", "cars roll"), ("Another", "", "")),
    ),
    "review": a_review(stance=Stance.CONTRADICTS, reject_reason=RejectReason.OPINION, because="a comment"),
    "alert": an_alert(
        claim=SLUG, feed="f", development="d", subject="Bridge open", lines=("one", "two"), facts=(("due", "June"),)
    ),
    "delivery": a_delivery(
        attempts=2,
        maybe_repeated=True,
        leased_until=LATER,
        last_error="450",
        sent_at=LATER,
        state=DeliveryState.WAITING,
        set_aside=True,
        bundle="b",
    ),
}


def full_of(noun: str) -> Any:
    """The thing with no field at its default, so that a column which is forgotten is missed."""
    return _FULL[noun]


def fields_at_default(thing: Any) -> list[str]:
    """Those fields of a full thing that a test could not miss."""
    return [field.name for field in fields(thing) if getattr(thing, field.name) == field.default]
