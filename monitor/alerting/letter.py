"""The letter: what a message says, before it is text or HTML."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.alerting.notes import way_notes
from monitor.alerting.rules.deadlines import ANSWER, OF_A_DAY, TO_JUDGE
from monitor.alerting.timeline import Timeline, read_timeline, timeline_words
from monitor.alerting.words import (
    EARLY_MEANING,
    count_words,
    day_words,
    due_words,
    list_words,
    polarity_meaning,
    time_words,
)
from monitor.model.alert import Alert, AlertKind, Delivery
from monitor.model.claim import Claim
from monitor.model.development import Development, ReviewState
from monitor.model.ids import short_id
from monitor.model.links import LONGEST, shown_link
from monitor.model.match import EARLY, OCCURRED_EARLY, Polarity
from monitor.model.safe import clip, safe

_OUTCOMES: Mapping[str, str] = {
    Polarity.OCCURRED: "fulfilled",
    OCCURRED_EARLY: "fulfilled",
    Polarity.CANCELLED: "failed",
    Polarity.FAILED: "failed",
}
"""The verdict that news of this polarity speaks for."""

_WHYS = 3
"""Reasons of a match that a message names, the strongest first; `monitor explain` has them all."""

SUBJECT = 150
"""Characters of a subject; no server refuses so short a one."""


@dataclass(frozen=True, slots=True)
class Letter:
    """All parts are safe single lines. `rows` are (label, value), `commands` (when to use it, what to type)."""

    subject: str
    headline: str
    meaning: str
    notes: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    link: str
    commands: tuple[tuple[str, str], ...]
    alert: str
    timeline: Timeline | None = None


def write_letter(
    alert: Alert,
    delivery: Delivery,
    claim: Claim | None,
    development: Development | None,
    now: datetime,
    history: Sequence[Development] = (),
) -> Letter:
    """Lay out what the alert has to say about its claim and development as they are now.

    `history` are all developments of the claim.
    """
    facts = dict(alert.facts)
    timeline = read_timeline(claim, history, alert.development, now) if claim and history else None
    return Letter(
        subject=clip(safe(f"[{topic_of(alert)}] {alert.subject}"), SUBJECT),
        headline=_headline(alert),
        meaning=meaning_of(alert, development),
        notes=tuple(way_notes([(alert, delivery, claim)], now)),
        rows=tuple(
            (label, clip(safe(value), LONGEST))
            for label, value in (*_rows(alert, claim, development, now), _so_far(timeline))
            if value
        ),
        link=shown_link(development.link if development and development.link else facts.get("link", "")),
        commands=tuple(_commands(alert, development)),
        alert=f"alert {short_id(alert.id)}",
        timeline=timeline if timeline and timeline.marks else None,
    )


def _so_far(timeline: Timeline | None) -> tuple[str, str]:
    return "So far", timeline_words(timeline) if timeline else ""


def topic_of(alert: Alert) -> str:
    """What the subject begins with: the claim, or what else it is about."""
    return alert.claim or ("verdicts" if alert.kind is AlertKind.NEEDS_VERDICT else "sources")


def _headline(alert: Alert) -> str:
    words = clip(safe(alert.subject if alert.development else alert.reason), 300)
    return words[:1].upper() + words[1:]


def meaning_of(alert: Alert, development: Development | None) -> str:
    """What it means for the claim, in a sentence or two."""
    if development:
        return EARLY_MEANING if _is_early(alert, development) else polarity_meaning(development.polarity)
    return safe(" ".join(alert.lines), 600)


def _is_early(alert: Alert, development: Development) -> bool:
    because = dict(alert.facts).get("polarity because", "")
    return development.is_early or (development.polarity is Polarity.PROGRESS and because.endswith(EARLY))


def why_words(alert: Alert) -> str:
    """Why it is told and why it matched; empty for what the calendar or a source brings."""
    if alert.kind not in (AlertKind.DEVELOPMENT, AlertKind.POLARITY_CHANGE):
        return ""
    reasons = dict(alert.facts).get("why", "").split("; ")[:_WHYS]
    return clip(safe("; ".join(word for word in (alert.reason, *reasons) if word)), LONGEST)


def seen_words(development: Development) -> str:
    """In words like: seen in 5 outlets, 2 independent sources: who prints only a copy is an outlet and no source."""
    outlets, sources = len(development.outlets), len(development.sources)
    own = f", {count_words(sources, 'independent source')}" if 0 < sources < outlets else ""
    return f"seen in {count_words(outlets, 'outlet')}{own}"


def _rows(
    alert: Alert, claim: Claim | None, development: Development | None, now: datetime
) -> Iterator[tuple[str, str]]:
    facts = dict(alert.facts)
    if claim:
        yield "Claim", f"{claim.statement} ({claim.slug})"
        yield "Said", f"{day_words(claim.said_on)}{_by(claim)}"
    if development:
        yield from _development_rows(development, facts)
    elif alert.kind is AlertKind.NEEDS_VERDICT:
        yield from alert.facts
    elif alert.kind is AlertKind.SETTLED:
        yield "Reported by", facts.get("outlets", "")
    else:
        yield from (("Source", facts.get("source", "")), ("Error", facts.get("error", "")))
    yield "Why", why_words(alert)
    if claim and claim.due and claim.due.latest:
        yield "Due", due_words(claim.due.latest, now.astimezone(UTC).date())


def _by(claim: Claim) -> str:
    return f" by {list_words(claim.asserted_by)}" if claim.asserted_by else ""


def _development_rows(development: Development, facts: dict[str, str]) -> Iterator[tuple[str, str]]:
    outlets = development.outlets or ((facts["outlet"],) if "outlet" in facts else ())
    seen = f" ({seen_words(development)})" if len(outlets) > 1 else ", alone so far"
    yield "Reported by", f"{list_words(outlets)}{seen}" if outlets else ""
    yield "Since", time_words(development.opened_at)
    yield "Link", shown_link(development.link or facts.get("link", ""))


def decisions_on(alert: Alert, development: Development | None) -> Iterator[tuple[str, str]]:
    """What a person can say to it at once: (when to, what to type)."""
    if development and development.review in (ReviewState.UNREVIEWED, ReviewState.SKIPPED):
        yield "If this is right", f"monitor review accept {short_id(development.id)}"
        yield "If it is not", f"monitor review reject {short_id(development.id)} --because wrong-event"
    if alert.kind in OF_A_DAY:
        yield from _decisions_on_reminder(alert)
    if alert.kind is AlertKind.SETTLED:
        yield "To take it back", f"monitor reopen {alert.claim} --because …"


def _decisions_on_reminder(alert: Alert) -> Iterator[tuple[str, str]]:
    facts = dict(alert.facts)
    report = facts.get(ANSWER, "")
    if to_judge := facts.get(TO_JUDGE, ""):
        yield f"{count_words(int(to_judge), 'match', 'matches')} to judge", f"monitor review --claim {alert.claim}"
    if report == Polarity.POSTPONED:
        yield _new_day(alert)
    if report in _OUTCOMES:
        yield "To decide", f"monitor resolve {alert.claim} --as {_OUTCOMES[report]} --because …"
    elif alert.kind is AlertKind.OVERDUE:
        yield "If it happened", f"monitor resolve {alert.claim} --as fulfilled --because …"
        yield "If it did not", f"monitor resolve {alert.claim} --as failed --because …"
    yield "Seen, no reminders", f"monitor ack {alert.claim}"


def _commands(alert: Alert, development: Development | None) -> Iterator[tuple[str, str]]:
    yield from decisions_on(alert, development)
    if development and _is_early(alert, development):
        yield "If it is the event", _settled_by(alert, development, OCCURRED_EARLY)
    if development and development.polarity in _OUTCOMES:
        yield "To settle it", _settled_by(alert, development, development.polarity)
    if development and development.polarity is Polarity.POSTPONED:
        yield _new_day(alert)
    if alert.claim and alert.kind is not AlertKind.SETTLED:
        yield "Not now", f"monitor snooze {alert.claim} 7d"
    if alert.claim:
        yield "All about it", f"monitor claim show {alert.claim}"
    elif alert.kind is AlertKind.NEEDS_VERDICT:
        yield "To decide", "monitor resolve CLAIM --as fulfilled --because …"
        yield "All of them", "monitor"
    else:
        yield "All about it", "monitor feed list"


def _settled_by(alert: Alert, development: Development, report: str) -> str:
    """The verdict that rests on this development, with a reason that holds no word of a stranger."""
    because = f"{count_words(len(development.sources), 'outlet')}: {report}"
    evidence = short_id(development.id)
    return f"monitor resolve {alert.claim} --as {_OUTCOMES[report]} --evidence {evidence} --because '{because}'"


def _new_day(alert: Alert) -> tuple[str, str]:
    return "If it has a new day", f"monitor claim edit {alert.claim} --due DAY"
