"""Which developments are told, how urgently, and under which key."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from alerting_build import a_development, a_match
from build import NOON, a_claim, an_entry

from monitor.alerting.rules import development_alert
from monitor.model.alert import Alert, AlertKind, AlertLevel
from monitor.model.claim import ClaimStatus
from monitor.model.development import ReviewState
from monitor.model.match import EARLY, MatchDecision, Polarity


def tell(before: Polarity | None = None, **changes: object) -> Alert | None:
    return development_alert(a_claim(), a_development(**changes), an_entry(), a_match(), before, NOON)


def test_a_first_report_is_told_with_its_reason() -> None:
    alert = tell()
    assert alert is not None
    assert (alert.kind, alert.level, alert.reason) == (AlertKind.DEVELOPMENT, AlertLevel.NOW, "first report")
    assert alert.key == "development:1a2b3c4d5e6f7a8b:cancelled"
    assert alert.subject == "cancelled: Veldam calls off the opening of its harbour bridge"
    assert dict(alert.facts)["why"] == "veldam, harbour, bridge in the title; near the due date"


def test_what_an_edit_brought_says_so() -> None:
    edited = replace(an_entry(), revision=1)
    alert = development_alert(a_claim(), a_development(), edited, a_match(), Polarity.PROGRESS, NOON)
    assert alert is not None
    assert alert.reason == "polarity changed: progress → cancelled; the article was edited since it came out"


def test_what_is_said_to_have_happened_before_its_time_is_told_at_once() -> None:
    step = a_development(polarity=Polarity.PROGRESS)
    said = replace(a_match(), polarity=Polarity.PROGRESS)
    early = replace(said, polarity_because=f"progress: told as done ('opens'), but {EARLY}")
    told = development_alert(a_claim(), step, an_entry(), early, Polarity.PROGRESS, NOON)
    plain = development_alert(a_claim(), step, an_entry(), said, Polarity.PROGRESS, NOON)
    assert told is not None
    assert plain is not None
    assert (told.level, plain.level) == (AlertLevel.NOW, AlertLevel.DIGEST)
    assert told.subject.startswith("occurred early: ")
    assert plain.subject.startswith("progress: ")


@pytest.mark.parametrize(
    "changes",
    [
        {"baseline": True},
        {"polarity": Polarity.ECHO},
        {"decision": MatchDecision.SUGGEST},
        {"decision": MatchDecision.NONE},
        {"review": ReviewState.REJECTED},
    ],
)
def test_what_is_not_worth_telling_is_not_told(changes: dict[str, object]) -> None:
    assert tell(**changes) is None


@pytest.mark.parametrize("status", [ClaimStatus.RESOLVED, ClaimStatus.DROPPED])
def test_news_of_a_decided_claim_is_not_told(status: ClaimStatus) -> None:
    assert development_alert(a_claim(status=status), a_development(), an_entry(), a_match(), None, NOON) is None


@pytest.mark.parametrize(
    ("before", "after", "kind", "reason"),
    [
        (Polarity.PROGRESS, Polarity.CANCELLED, AlertKind.POLARITY_CHANGE, "polarity changed: progress → cancelled"),
        (Polarity.DENIED, Polarity.PROGRESS, AlertKind.POLARITY_CHANGE, "polarity changed: denied → progress"),
        (Polarity.PROGRESS, Polarity.OCCURRED, AlertKind.DEVELOPMENT, "new event: progress → occurred"),
        (Polarity.POSTPONED, Polarity.CANCELLED, AlertKind.DEVELOPMENT, "new event: postponed → cancelled"),
        (Polarity.PROGRESS, Polarity.PROGRESS, AlertKind.DEVELOPMENT, "new event"),
    ],
)
def test_a_turn_between_good_and_bad_is_a_change_of_polarity(
    before: Polarity, after: Polarity, kind: AlertKind, reason: str
) -> None:
    alert = tell(before, polarity=after)
    assert alert is not None
    assert (alert.kind, alert.reason) == (kind, reason)


@pytest.mark.parametrize("polarity", [polarity for polarity in Polarity if polarity is not Polarity.ECHO])
def test_only_plain_progress_can_wait_for_a_digest(polarity: Polarity) -> None:
    alert = tell(polarity=polarity)
    assert alert is not None
    assert alert.level is (AlertLevel.DIGEST if polarity is Polarity.PROGRESS else AlertLevel.NOW)


def test_progress_after_bad_news_is_urgent() -> None:
    alert = tell(Polarity.CANCELLED, polarity=Polarity.PROGRESS)
    assert alert is not None
    assert alert.level is AlertLevel.NOW


def test_the_key_is_one_a_development_and_polarity() -> None:
    keys = [alert.key for polarity in Polarity if (alert := tell(polarity=polarity))]
    assert all(one != two for one, two in pairwise(sorted(keys)))
    again, later = (
        tell(),
        development_alert(a_claim(), a_development(entries=9), an_entry(), a_match(), None, NOON + timedelta(days=1)),
    )
    assert again is not None
    assert later is not None
    assert (again.key, again.id) == (later.key, later.id)


def test_an_entry_from_the_future_does_not_put_the_event_there() -> None:
    entry = an_entry(published=NOON + timedelta(days=2))
    alert = development_alert(a_claim(), a_development(), entry, a_match(), None, NOON)
    assert alert is not None
    assert alert.event_at == NOON


def test_without_a_headline_the_entry_gives_the_words() -> None:
    alert = tell(headline="")
    assert alert is not None
    assert alert.subject == "cancelled: Veldam opens its harbour bridge"
