"""The messages as a reader gets them: one golden text for each kind, and what no headline can do to them."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from alerting_build import DUE, a_delivery, a_development, a_due_claim, a_match, an_alert
from build import NOON, a_claim, a_feed, an_entry
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.alerting.render import Part, render_letter, render_message
from monitor.alerting.rules import (
    blind_alert,
    deadline_alerts,
    development_alert,
    more_reports_alert,
    network_alert,
    source_alert,
    verdict_alert,
)
from monitor.alerting.rules.deadlines import end_of_day
from monitor.claims.verdict import Suggestion
from monitor.errors import FailureReason
from monitor.model.alert import Alert, AlertKind, Message
from monitor.model.claim import Claim, ClaimStatus, DueWindow, Outcome
from monitor.model.development import Development
from monitor.model.feed import FeedHealth
from monitor.model.match import EARLY, Polarity
from monitor.model.policy import AlertPolicy, PollPolicy
from monitor.model.safe import safe
from monitor.usecases.settle_claims import settled_alert

MESSAGES = Path(__file__).parent.parent / "data" / "messages"
DAY = timedelta(days=1)
DOWN = a_feed(failing_since=NOON, failures=9, health=FeedHealth.FAILING, reason=FailureReason.BLOCKED, error="403")


def the(alert: Alert | None) -> Alert:
    assert alert is not None
    return alert


def of_development(before: Polarity | None = None, development: Development | None = None) -> Message:
    known = development or a_development()
    alert = the(development_alert(a_due_claim(), known, an_entry(), a_match(), before, NOON))
    earlier = replace(known, id="earlier", polarity=before, opened_at=NOON - 3 * DAY) if before else None
    return render_message(alert, a_delivery(), a_due_claim(), known, NOON, [it for it in (earlier, known) if it])


def of_claim(alert: Alert | None) -> Message:
    found = the(alert)
    return render_message(found, a_delivery(), a_due_claim(), None, found.created_at)


def of_source(alert: Alert | None) -> Message:
    found = the(alert)
    return render_message(found, a_delivery(), None, None, found.created_at)


def reminder(now_in_days: int) -> Alert:
    return deadline_alerts(a_due_claim(), (), end_of_day(DUE) + now_in_days * DAY, AlertPolicy())[0]


def occurred() -> Development:
    return a_development(
        polarity=Polarity.OCCURRED,
        headline="First cars cross the harbour bridge of Veldam",
        outlets=("The Example Post", "Veldam Daily", "Coast Radio", "Nordland News", "The Ledger", "Six"),
    )


def of_more_reports() -> Message:
    before = a_development(outlets=("The Example Post",))
    alert = the(more_reports_alert(a_due_claim(), before, a_development(), an_entry(), NOON))
    return render_message(alert, a_delivery(), a_due_claim(), a_development(), NOON)


def late() -> Message:
    alert = the(development_alert(a_due_claim(), a_development(), an_entry(), a_match(), None, NOON))
    return render_message(alert, a_delivery(maybe_repeated=True), a_due_claim(), a_development(), NOON + DAY)


def digest_parts() -> list[Part]:
    """Two developments of one claim, a reminder of another, and a source that fails."""
    news = [occurred(), a_development(id="2b3c4d5e6f7a8b9c")]
    alerts = [the(development_alert(a_due_claim(), it, an_entry(), a_match(), None, NOON)) for it in news]
    other = a_due_claim(slug="tunnel", statement="Veldam will dig a tunnel.")
    due = deadline_alerts(other, (), end_of_day(DUE), AlertPolicy())[0]
    failing = the(source_alert(DOWN, DOWN, NOON + DAY, PollPolicy()))
    waited = a_delivery(last_error="held: for the digest of 2 July 2017, 12:00 UTC", next_try_at=NOON + 60 * DAY)
    return [
        *(Part(alert, waited, a_due_claim(), it) for alert, it in zip(alerts, news, strict=True)),
        Part(due, waited, other),
        Part(failing, waited),
    ]


def digest() -> Message:
    return render_letter(digest_parts(), "b0d1e00000000001", NOON + 60 * DAY)


def settled() -> Alert:
    claim = a_due_claim(status=ClaimStatus.RESOLVED, outcome=Outcome.FULFILLED)
    found = Suggestion(
        Outcome.FULFILLED, (Polarity.OCCURRED,), ("The Example Post", "Veldam Daily"), ("1a2b3c4d5e6f7a8b",)
    )
    return settled_alert(claim, found, "d0", NOON)


GOLDEN: dict[str, Callable[[], Message]] = {
    "development": lambda: of_development(development=occurred()),
    "polarity-change": lambda: of_development(Polarity.PROGRESS),
    "more-reports": of_more_reports,
    "due-soon": lambda: of_claim(reminder(-8)),
    "overdue": lambda: of_claim(reminder(8)),
    "needs-verdict": lambda: of_source(verdict_alert([a_due_claim()], (), end_of_day(DUE) + 9 * DAY)),
    "settled": lambda: of_claim(settled()),
    "claim-blind": lambda: of_claim(blind_alert(a_due_claim(), [DOWN], NOON + 2 * DAY, AlertPolicy())),
    "source-failing": lambda: of_source(source_alert(a_feed(), DOWN, NOON + 2 * DAY, PollPolicy())),
    "source-recovered": lambda: of_source(
        source_alert(replace(DOWN, failure_told=True), a_feed(health=FeedHealth.OK), NOON + 2 * DAY, PollPolicy())
    ),
    "network": lambda: of_source(network_alert(None, NOON, 9, NOON)),
    "late-and-repeated": late,
}


def test_every_kind_of_alert_has_a_golden_text() -> None:
    assert {kind.value for kind in AlertKind} <= GOLDEN.keys()
    assert {path.stem for path in MESSAGES.glob("*.txt")} == GOLDEN.keys() | {"digest"}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_text_is_as_agreed(name: str) -> None:
    message = GOLDEN[name]()
    assert f"{message.title}\n\n{message.body}" == (MESSAGES / f"{name}.txt").read_text(encoding="utf-8")


def test_the_html_is_as_agreed() -> None:
    expected = (MESSAGES / "polarity-change.html").read_text(encoding="utf-8")
    assert GOLDEN["polarity-change"]().html == expected


@pytest.mark.parametrize("name", ["polarity-change", "digest"])
def test_the_blocks_for_slack_are_as_agreed(name: str) -> None:
    message = digest() if name == "digest" else GOLDEN[name]()
    expected = json.loads((MESSAGES / f"{name}.slack.json").read_text(encoding="utf-8"))
    assert json.loads(message.slack) == expected


@pytest.mark.parametrize("name", [*GOLDEN, "digest", "reminders"])
def test_slack_gets_no_empty_text_and_nothing_too_long(name: str) -> None:
    """It refuses the whole message for one of them."""
    parts = [Part(the(verdict_alert([a_due_claim()], (), end_of_day(DUE) + 9 * DAY)), a_delivery()), *digest_parts()]
    made = {"digest": digest, "reminders": lambda: render_letter(parts, "", NOON)} | GOLDEN
    shown = json.loads(made[name]().slack)
    texts = list(_texts(shown["blocks"]))
    assert all(texts)
    assert max(map(len, texts)) < 3_000
    assert len(shown["blocks"]) <= 50
    assert len(shown["blocks"][0]["text"]["text"]) <= 150


def test_a_digest_of_very_many_claims_keeps_to_fifty_blocks_and_its_id() -> None:
    claims = [a_due_claim(slug=f"claim-{number}") for number in range(60)]
    alert = digest_parts()[0].alert
    parts = [Part(replace(alert, id=claim.slug, claim=claim.slug), a_delivery(), claim) for claim in claims]
    blocks = json.loads(render_letter(parts, "b0d1e000", NOON).slack)["blocks"]
    assert len(blocks) == 50
    assert blocks[-1]["elements"][0]["text"] == "alert b0d1e000 · claim-monitor"


def test_more_outlets_are_told_at_two_four_eight() -> None:
    outlets = tuple(f"Outlet {number}" for number in range(9))
    steps = ((a_development(outlets=outlets[:n]), a_development(outlets=outlets[: n + 1])) for n in range(9 - 1))
    told = [more_reports_alert(a_due_claim(), before, after, an_entry(), NOON) for before, after in steps]
    assert [number + 1 for number, alert in enumerate(told) if alert] == [2, 4, 8]
    same = a_development(outlets=outlets[:4])
    assert more_reports_alert(a_due_claim(), same, same, an_entry(), NOON) is None
    assert (
        more_reports_alert(a_due_claim(), a_development(outlets=()), replace(same, baseline=True), an_entry(), NOON)
        is None
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for text in (value.get("text"),) if isinstance(text, str))
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def test_a_letter_with_events_shows_a_picture_and_one_without_shows_none() -> None:
    with_one, without = GOLDEN["polarity-change"](), GOLDEN["overdue"]()
    assert with_one.picture.startswith(b"\x89PNG")
    assert 'src="cid:timeline.png"' in with_one.html
    assert without.picture == b""
    assert "cid:" not in without.html


@pytest.mark.parametrize("name", GOLDEN)
def test_text_and_html_say_the_same(name: str) -> None:
    message = GOLDEN[name]()
    html = words_of(message.html)
    for line in message.body.splitlines():
        for part in re.split(r":? {2,}|^\(|\)$", line):
            assert part.rstrip(":") in html


@pytest.mark.parametrize("name", GOLDEN)
def test_lines_fit_a_screen(name: str) -> None:
    assert max(len(line) for line in GOLDEN[name]().body.splitlines()) <= 124


class Page(HTMLParser):
    """The text of a page, its tags and what they point to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def words_of(page: str) -> str:
    return " ".join("".join(Page(page).text).split())


def test_a_claim_has_one_thread_and_sources_have_their_own() -> None:
    assert of_development().thread == of_claim(reminder(8)).thread == "claim.harbour-bridge"
    assert GOLDEN["source-failing"]().thread == GOLDEN["source-recovered"]().thread == f"feed.{DOWN.id}"
    assert GOLDEN["network"]().thread == "network"


def test_the_short_id_is_in_every_message() -> None:
    for make in GOLDEN.values():
        message = make()
        assert f"alert {message.alert_id[:8]} · claim-monitor" in message.body


@pytest.mark.parametrize("minutes", [0, 30])
def test_a_message_in_time_is_not_called_late(minutes: int) -> None:
    message = render_message(an_alert(), a_delivery(), None, None, NOON + timedelta(minutes=minutes))
    assert "delayed" not in message.body


def test_a_late_message_names_the_time_of_the_event() -> None:
    alert = an_alert(event_at=NOON - timedelta(minutes=28))
    soon = render_message(alert, a_delivery(), None, None, NOON + timedelta(minutes=31))
    assert "(delayed, event of 11:32 UTC)" in soon.body
    later = render_message(alert, a_delivery(), None, None, NOON + DAY)
    assert "(delayed, event of 11:32 UTC on 2017-05-03)" in later.body
    other = render_message(replace(alert, development=""), a_delivery(), None, None, NOON + DAY)
    assert "(delayed, notice of 11:32 UTC on 2017-05-03)" in other.body


def test_what_comes_before_its_time_is_not_said_to_be_still_to_come() -> None:
    step = a_development(polarity=Polarity.PROGRESS)
    alert = replace(an_alert(), facts=(("polarity because", f"progress: a finished act ('opens'), but {EARLY}"),))
    body = render_message(alert, a_delivery(), a_due_claim(), step, NOON).body
    assert "\nIt is reported to have happened, but before its time" in body
    assert "If it is the event:  monitor resolve harbour-bridge --as fulfilled" in body
    body = render_message(an_alert(), a_delivery(), a_due_claim(), step, NOON).body
    assert "it has not happened yet" in body
    assert "--as fulfilled" not in body


def test_what_is_put_off_says_how_to_move_the_day() -> None:
    put_off = a_development(polarity=Polarity.POSTPONED)
    body = render_message(an_alert(), a_delivery(), a_due_claim(), put_off, NOON).body
    assert "If it has a new day: monitor claim edit harbour-bridge --due DAY\n" in body
    assert "--due DAY" not in render_message(an_alert(), a_delivery(), a_due_claim(), a_development(), NOON).body


def test_the_end_of_a_snooze_is_told_with_what_it_held() -> None:
    claim = a_due_claim(snoozed_until=NOON + DAY)
    body = render_message(an_alert(), a_delivery(), claim, a_development(), NOON + DAY).body
    assert "(held while the claim was snoozed, until 4 May 2017, 12:00 UTC)" in body
    woken = a_delivery(created_at=NOON + 2 * DAY)
    assert "snoozed" not in render_message(an_alert(), woken, claim, a_development(), NOON + 2 * DAY).body


def test_later_outlets_are_counted_when_the_message_is_made() -> None:
    more = a_development(outlets=("A", "B", "C"))
    assert "Reported by: A, B, C (seen in 3 outlets)" in of_development(development=more).body


def test_without_a_development_row_the_alert_still_tells_its_link_and_outlet() -> None:
    alone = a_development(outlets=(), link="")
    entry = an_entry(link="https://news.example/one")
    alert = the(development_alert(a_claim(), alone, entry, a_match(), None, NOON))
    body = render_message(alert, a_delivery(), a_claim(), alone, NOON).body
    assert "Reported by: The Example Post, alone so far" in body
    assert "Link:        https://news.example/one" in body
    assert "Due:" not in body


POISON = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[here](javascript:alert(1))",
    "<a href='javascript:alert(1)'>x</a>",
    "</main></body><h1>spoof",
    "BODY",
    "{{7*7}} ${x} %s {0} {subject}",
    "a\r\nBcc: everyone@example.org",
    "nul\x00 esc\x1b[31m bell\x07",
    "rtl \u202e override \u200b zero",
    "lone \ud800 surrogate",
    "x" * 100_000,
    "é" * 5_000,
    "<!channel> <@U123> @everyone @here",
    "&lt;b&gt; &amp; &#x3c;",
]


@pytest.mark.parametrize("poison", POISON)
def test_no_headline_breaks_a_message(poison: str) -> None:
    development = a_development(headline=poison, outlets=(poison,))
    alert = the(
        development_alert(
            a_due_claim(), development, an_entry(outlet=poison), a_match(why=(poison,)), Polarity.PROGRESS, NOON
        )
    )
    claim = a_due_claim(statement=poison)
    history = [replace(development, id="earlier", polarity=Polarity.PROGRESS), development]
    message = render_message(alert, a_delivery(), claim, development, NOON, history)
    assert len(message.title) <= 150
    assert message.title == safe(message.title)
    assert len(message.body) < 6_000
    assert all(letter.isprintable() or letter == "\n" for letter in message.body)
    page = Page(message.html)
    assert page.tags == Page(GOLDEN["polarity-change"]().html).tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert [value for name, value in page.attributes if name == "href"] == ["https://news.example/bridge?id=7"]
    message.html.encode()
    message.title.encode()


FEATURES = {"lang", "charset", "name", "content", "class", "href", "rel", "src", "width", "alt"}


@given(st.text(), st.text(), st.text())
@example("BODY", "</style>", "javascript:alert(1)")
def test_whatever_strangers_write_the_page_keeps_its_form(headline: str, outlet: str, link: str) -> None:
    development = a_development(headline=headline, outlets=(outlet,), link=link)
    page = Page(of_development(development=development).html)
    assert {name for name, _ in page.attributes} <= FEATURES
    assert not {"script", "iframe", "link", "object", "form"} & page.tags


def test_the_page_loads_nothing_from_anywhere() -> None:
    for make in GOLDEN.values():
        html = make().html
        assert not re.search(r"\bsrc=(?!\"cid:timeline.png\")|url\(|@import|<link|http-equiv", html)


@pytest.mark.parametrize("claim", [a_due_claim(date(2017, 5, 3)), a_due_claim(date(2017, 5, 1))])
def test_the_due_date_is_put_beside_today(claim: Claim) -> None:
    body = render_message(an_alert(), a_delivery(), claim, None, NOON).body
    assert "Due:         3 May 2017 (today)" in body or "Due:         1 May 2017 (2 days ago)" in body


def test_what_happened_leads_a_bundle_of_one_claim_and_its_reminder_follows() -> None:
    news, _, _, _ = digest_parts()
    reminder = deadline_alerts(a_due_claim(), (), end_of_day(DUE), AlertPolicy())[0]
    bundle = render_letter([news, Part(reminder, a_delivery(), a_due_claim())], "b0d1e00000000001", NOON + 60 * DAY)
    assert news.alert.subject in bundle.title
    assert reminder.subject not in bundle.title
    assert "+1 more" in bundle.title


def test_a_digest_is_as_agreed() -> None:
    message = digest()
    expected = (MESSAGES / "digest.txt").read_text(encoding="utf-8")
    assert f"{message.title}\n\n{message.body}" == expected
    assert (message.alert_id, message.thread) == ("b0d1e00000000001", "digest")
    assert message.covers == tuple(part.alert.id for part in digest_parts())


def test_text_and_html_of_a_digest_say_the_same() -> None:
    message = digest()
    html = words_of(message.html)
    for line in message.body.splitlines():
        for part in re.split(r":? {2,}", line.strip(" ()-")):
            assert part in html


def test_an_event_has_one_line_in_a_digest_however_its_count_grew() -> None:
    grown = a_development(outlets=tuple(f"Outlet {n}" for n in range(5)))
    alerts = [the(development_alert(a_due_claim(), grown, an_entry(), a_match(), None, NOON))]
    for before, after in ((1, 2), (3, 4)):
        fewer, more = (replace(grown, outlets=grown.outlets[:count]) for count in (before, after))
        alerts.append(the(more_reports_alert(a_due_claim(), fewer, more, an_entry(), NOON)))
    for several in (alerts, alerts[1:]):
        message = render_letter([Part(it, a_delivery(), a_due_claim(), grown) for it in several], "", NOON)
        assert message.body.count("\n- ") == 1
        assert "seen in 5 outlets: Outlet 0" in message.body


REMINDED = [replace(a_due_claim(slug=slug), statement=f"Claim {slug}.") for slug in ("one", "two", "three")]


@pytest.mark.parametrize(
    ("days", "with_list", "title"),
    [
        (8, False, "[digest] 3 claims are overdue"),
        (-8, False, "[digest] 3 claims are due soon"),
        (8, True, "[digest] 4 reminders: 3 claims and the week's list"),
    ],
)
def test_the_reminders_of_a_day_are_one_message_that_says_so(days: int, with_list: bool, title: str) -> None:
    now = end_of_day(DUE) + days * DAY
    due = [(claim, deadline_alerts(claim, (), now, AlertPolicy())[0]) for claim in REMINDED]
    parts = [Part(alert, a_delivery(), claim) for claim, alert in due]
    if with_list:
        parts.append(Part(the(verdict_alert([a_due_claim()], (), now + DAY)), a_delivery()))
    message = render_letter(parts, "", now)
    assert message.title == title
    assert "held" not in message.body
    assert ("\nWaiting for a verdict\n- harbour-bridge: due 30 June 2017" in message.body) == with_list
    assert "monitor feed list" not in message.body


@pytest.mark.parametrize(
    ("days", "words"), [(0, "due in 7 days"), (3, "due in 4 days"), (7, "due today"), (9, "due 2 days ago")]
)
def test_a_reminder_that_had_to_wait_counts_its_days_anew(days: int, words: str) -> None:
    alert = deadline_alerts(a_due_claim(), (), end_of_day(DUE) - 8 * DAY, AlertPolicy())[0]
    one, other = Part(alert, a_delivery(), a_due_claim()), Part(an_alert(), a_delivery(), a_due_claim(), occurred())
    now = alert.created_at + days * DAY
    single = render_letter([one], "", now)
    assert single.title.startswith(f"[harbour-bridge] {words}: ")
    assert f"\n{words.capitalize()}\n" in f"\n{single.body}"
    bundle = render_letter([one, other], "", now).body
    assert f"\n- {words}\n  The due date is near.\n  due 30 June 2017 · alert 4e30cf5b\n" in bundle
    assert render_letter([replace(one, claim=None)], "", now).title.startswith("[harbour-bridge] due in 7 days: ")


def test_reminders_of_both_kinds_are_told_apart_in_the_subject() -> None:
    late, soon = REMINDED[0], replace(REMINDED[1], due=DueWindow(latest=DUE + 12 * DAY))
    now = end_of_day(DUE)
    parts = [Part(deadline_alerts(it, (), now, AlertPolicy())[0], a_delivery(), it) for it in (late, soon)]
    assert render_letter(parts, "", now).title == "[digest] 1 claim is overdue, 1 due soon"
    for order in (parts, parts[::-1]):
        body = render_letter(order, "", now).body
        assert body.index("Claim one. (one)") < body.index("Claim two. (two)"), "what is late comes first"


def test_what_a_bundle_is_on_is_listed_in_words() -> None:
    verdict = Part(the(verdict_alert([a_due_claim()], (), end_of_day(DUE) + 9 * DAY)), a_delivery())
    message = render_letter([verdict, *digest_parts()], "", NOON)
    assert message.title == "[digest] 5 alerts: 2 claims, the week's list and the sources"


def test_a_storm_on_one_claim_says_how_many_more() -> None:
    parts = [
        replace(part, alert=replace(part.alert, id=f"{number:016}"))
        for number, part in enumerate(digest_parts()[:1] * 991)
    ]
    message = render_letter(parts, "", NOON)
    assert message.title.startswith("[harbour-bridge] occurred: First cars cross the harbour bridge")
    assert message.title.endswith(", +990 more")
    assert "+971 more: monitor alert list --claim harbour-bridge" in message.body
    assert "+971 more: " in message.html
    assert message.thread == "claim.harbour-bridge"
    assert message.alert_id == "0" * 16
    assert len(message.body) < 12_000


def test_a_bundle_that_may_have_arrived_says_so_and_keeps_its_id_when_one_is_left() -> None:
    parts = [replace(part, delivery=a_delivery(maybe_repeated=True)) for part in digest_parts()]
    assert "possibly repeated" in render_letter(parts, "", NOON).body
    assert "possibly repeated" in render_letter(parts, "", NOON).html
    left = render_letter(parts[:1], "b0d1e00000000001", NOON)
    assert (left.alert_id, left.covers) == ("b0d1e00000000001", (parts[0].alert.id,))


def test_a_digest_takes_no_markup_from_anyone() -> None:
    evil = a_development(headline="<script>x</script>", link="javascript:alert(1)", outlets=("<b>", "\x1b[2J"))
    alert = the(development_alert(a_due_claim(), evil, an_entry(), a_match(), None, NOON))
    message = render_letter([Part(alert, a_delivery(), a_due_claim(statement="<i>"), evil)] * 2, "", NOON)
    for sign in ("<script", "<i>", "<b>x", "javascript:", "\x1b"):
        assert sign not in message.html
    assert "\x1b" not in message.body + message.title


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(Polarity.OCCURRED, "fulfilled"), (Polarity.CANCELLED, "failed"), (Polarity.FAILED, "failed")],
)
@pytest.mark.parametrize("days", [-7, 8])
def test_a_reminder_that_asks_for_a_verdict_says_how_to_give_the_one_reported(
    answer: Polarity, outcome: str, days: int
) -> None:
    now = end_of_day(DUE) + days * DAY
    (alert,) = deadline_alerts(a_due_claim(), (), now, AlertPolicy(), a_development(polarity=answer))
    body = of_claim(alert).body
    assert "needs a verdict" in body
    assert f"monitor resolve {alert.claim} --as {outcome} --because …" in body


def test_a_reminder_of_an_open_question_due_soon_asks_for_no_verdict_yet() -> None:
    (alert,) = deadline_alerts(a_due_claim(), (), end_of_day(DUE) - 7 * DAY, AlertPolicy())
    assert "monitor resolve" not in of_claim(alert).body


def test_a_reminder_of_what_was_put_off_says_how_to_move_its_day() -> None:
    news = a_development(polarity=Polarity.POSTPONED)
    for days, verdicts in ((-7, 0), (8, 2)):
        (alert,) = deadline_alerts(a_due_claim(), (), end_of_day(DUE) + days * DAY, AlertPolicy(), news)
        body = of_claim(alert).body
        assert f"If it has a new day: monitor claim edit {alert.claim} --due DAY\n" in body
        assert body.count("monitor resolve") == verdicts


def test_more_reports_of_what_came_early_say_so() -> None:
    early = a_development(polarity=Polarity.PROGRESS, grouped_because=f"said to have happened {EARLY}")
    fewer = replace(early, outlets=("The Example Post",))
    alert = the(more_reports_alert(a_due_claim(), fewer, early, an_entry(), NOON))
    message = render_message(alert, a_delivery(), a_due_claim(), early, NOON)
    assert message.title.startswith("[harbour-bridge] more reports, occurred early: ")
    assert "it has not happened yet" not in message.body
    assert "before its time" in message.body
