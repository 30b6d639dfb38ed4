"""What the head of a message says of its own way: a hold is no delay, an outage is no hold."""

import json
from dataclasses import replace
from datetime import timedelta

from alerting_build import a_delivery, a_development, a_due_claim, a_match, an_alert
from build import NOON, an_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alerting.notes import way_notes
from monitor.alerting.render import Part, render_letter, render_message
from monitor.alerting.rules import development_alert
from monitor.model.alert import Alert, AlertKind, Delivery, Message
from monitor.model.claim import Claim
from monitor.model.development import ReviewState

HOUR = timedelta(hours=1)
MORNING = NOON + 18 * HOUR
QUIET = a_delivery(last_error="held: quiet hours until 4 May 2017, 06:00 UTC", next_try_at=MORNING)
FAILED = a_delivery(last_error="connect: target desk: the server can't be reached", attempts=4)
EARLIER = an_alert(id="b2", event_at=NOON - HOUR)


def notes(*sent: tuple[Alert, Delivery] | tuple[Alert, Delivery, Claim], late: timedelta) -> list[str]:
    return list(way_notes([(one[0], one[1], one[2] if len(one) > 2 else None) for one in sent], NOON + late))  # type: ignore[misc]


def test_what_goes_out_in_time_says_nothing() -> None:
    assert notes((an_alert(), a_delivery()), (EARLIER, a_delivery()), late=HOUR / 2) == []
    short = a_delivery(last_error="held: a little, for more on the same claim", next_try_at=NOON + HOUR / 12)
    assert notes((an_alert(), short), late=HOUR / 12) == []


def test_an_outage_is_a_delay_and_no_hold() -> None:
    both = notes((an_alert(), FAILED), (EARLIER, a_delivery()), late=3 * HOUR)
    assert both == ["delayed, the oldest event of 11:00 UTC"]
    assert notes((an_alert(), FAILED), late=3 * HOUR) == ["delayed, event of 12:00 UTC"]
    reminder = an_alert(kind=AlertKind.OVERDUE, development="")
    assert notes((reminder, FAILED), late=24 * HOUR) == ["delayed, notice of 12:00 UTC on 2017-05-03"]


def test_a_hold_is_named_and_no_delay() -> None:
    held = notes((an_alert(), QUIET), (EARLIER, QUIET), late=18 * HOUR)
    assert held == ["held: quiet hours until 4 May 2017, 06:00 UTC; the oldest event of 11:00 UTC on 2017-05-03"]


def test_a_hold_that_ran_on_into_an_outage_says_both() -> None:
    held, delayed = notes((an_alert(), QUIET), late=20 * HOUR)
    assert held == "held: quiet hours until 4 May 2017, 06:00 UTC; event of 12:00 UTC on 2017-05-03"
    assert delayed == "delayed, event of 12:00 UTC on 2017-05-03"


def test_two_reasons_are_both_told() -> None:
    other = replace(QUIET, last_error="held: more than 10 messages on it in an hour")
    (held,) = notes((an_alert(), QUIET), (EARLIER, other), late=18 * HOUR)
    assert held.startswith("held: quiet hours until 4 May 2017, 06:00 UTC, more than 10 messages on it in an hour; ")


def test_the_end_of_a_snooze_is_told_in_a_bundle_too() -> None:
    claim = a_due_claim(snoozed_until=MORNING)
    snoozed = a_delivery(last_error="held: the claim is snoozed until 4 May 2017, 06:00 UTC", next_try_at=MORNING)
    assert notes((an_alert(), snoozed, claim), (EARLIER, snoozed, claim), late=18 * HOUR) == [
        "held while the claim was snoozed, until 4 May 2017, 06:00 UTC"
    ]
    tunnel = replace(claim, slug="tunnel")
    other = an_alert(id="c3", claim="tunnel")
    assert notes((an_alert(), a_delivery(), a_due_claim()), (other, snoozed, tunnel), late=18 * HOUR) == [
        "held while tunnel was snoozed, until 4 May 2017, 06:00 UTC",
        "delayed, event of 12:00 UTC on 2017-05-03",
    ]


def bundle(count: int, headline: str = "Veldam calls off the opening of its harbour bridge") -> Message:
    claims = [a_due_claim(slug=f"claim-{number % 5}", statement=headline) for number in range(count)]
    parts = []
    for number, claim in enumerate(claims):
        news = a_development(id=f"{number:016}", headline=headline, claim=claim.slug)
        alert = development_alert(claim, news, an_entry(), a_match(why=(headline, headline)), None, NOON)
        assert alert is not None
        parts.append(Part(alert, a_delivery(), claim, news))
    return render_letter(parts, "", NOON)


@settings(max_examples=30)
@given(st.integers(2, 40), st.text(max_size=600))
def test_slack_gets_no_more_text_than_it_takes_and_the_rest_is_counted(count: int, headline: str) -> None:
    shown = json.loads(bundle(count, headline).slack)
    texts = list(_texts(shown["blocks"]))
    assert sum(map(len, texts)) < 11_000
    told = sum(text.startswith("If this is right") for text in (it.strip() for it in texts))
    more = sum(int(text.removeprefix("+").split()[0]) for text in texts if text.startswith("+") and "more: " in text)
    assert told + more == count


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [text for text in (value.get("text"),) if isinstance(text, str)]
        return own + [text for each in value.values() for text in _texts(each)]
    return [text for each in value for text in _texts(each)] if isinstance(value, list) else []


def test_what_was_judged_already_is_not_asked_again() -> None:
    known = a_development(review=ReviewState.ACCEPTED)
    alert = development_alert(a_due_claim(), known, an_entry(), a_match(), None, NOON)
    assert alert is not None
    body = render_message(alert, a_delivery(), a_due_claim(), known, NOON).body
    assert "monitor review" not in body
    assert "monitor resolve harbour-bridge --as failed" in body
    skipped = replace(known, review=ReviewState.SKIPPED)
    assert "monitor review accept" in render_message(alert, a_delivery(), a_due_claim(), skipped, NOON).body


def test_who_only_prints_a_copy_is_an_outlet_and_no_source() -> None:
    copied = a_development(outlets=("A", "B", "C", "D", "E"), sources=("Agency",))
    alert = development_alert(a_due_claim(), copied, an_entry(), a_match(), None, NOON)
    assert alert is not None
    body = render_message(alert, a_delivery(), a_due_claim(), copied, NOON).body
    assert "Reported by: A, B, C, D, E (seen in 5 outlets, 1 independent source)" in body
    pair = render_letter([Part(alert, a_delivery(), a_due_claim(), copied)] * 2, "", NOON)
    assert "seen in 5 outlets, 1 independent source: A, B, C and 2 more" in pair.body
