"""Several alerts in one message: a digest, what quiet hours or a snooze held back, the rest of a storm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from monitor.alerting.html import html_link, write_page
from monitor.alerting.letter import SUBJECT, decisions_on, meaning_of, seen_words, topic_of, why_words
from monitor.alerting.notes import way_notes
from monitor.alerting.rules.deadlines import OF_A_DAY
from monitor.alerting.words import count_words, day_words, list_words, time_words
from monitor.model.alert import REMINDERS, Alert, AlertKind, AlertLevel, Delivery
from monitor.model.claim import Claim
from monitor.model.development import Development
from monitor.model.ids import short_id
from monitor.model.links import shown_link
from monitor.model.safe import clip, safe

LONGEST = 20
"""News that are written out; of the rest only the number is told, and the command that lists them."""

OF_SOURCES = frozenset({AlertKind.SOURCE_FAILING, AlertKind.SOURCE_RECOVERED})

Told = tuple[Alert, Delivery, Claim | None, Development | None]
"""One delivery with what it tells of."""


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of news: what, what it means, by whom and when, why it is told, where to read it, what to type."""

    headline: str
    meaning: str = ""
    meta: str = ""
    why: str = ""
    link: str = ""
    commands: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The news on one claim (or of the sources): `more` is how many are not in `lines`."""

    title: str
    lines: tuple[Line, ...]
    more: int
    list_command: str
    show_command: str


@dataclass(frozen=True, slots=True)
class Digest:
    """All parts are safe single lines."""

    subject: str
    headline: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    alert: str


def write_digest(told: Sequence[Told], bundle: str, now: datetime) -> Digest:
    """Lay out several alerts, those on one claim together, as things are now; claims with anything urgent come first."""
    piles: dict[str, list[Told]] = {}
    for one in told:
        piles.setdefault(topic_of(one[0]), []).append(one)
    share = max(LONGEST // len(piles), 1)
    title = _title(told, piles)
    return Digest(
        subject=clip(safe(f"[{_topic(piles)}] {title}"), SUBJECT),
        headline=title[:1].upper() + title[1:],
        notes=tuple(way_notes([(alert, delivery, claim) for alert, delivery, claim, _ in told], now)),
        sections=tuple(_section(pile, share) for pile in sorted(piles.values(), key=_can_wait)),
        alert=f"alert {short_id(bundle or told[0][0].id)}",
    )


def digest_text(digest: Digest) -> str:
    """As plain text, for a screen that is 80 wide or more."""
    blocks = [
        [f"({note})" for note in digest.notes],
        [digest.headline],
        *([section.title, *_text_lines(section)] for section in digest.sections),
        [f"{digest.alert} · claim-monitor"],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def digest_html(digest: Digest) -> str:
    """As a whole HTML document."""
    body = [
        *(f'<p class="note">{escape(note)}</p>' for note in digest.notes),
        f"<h1>{escape(digest.headline)}</h1>",
        *(part for section in digest.sections for part in _html_lines(section)),
        f'<p class="small">{escape(digest.alert)} · claim-monitor</p>',
    ]
    return write_page("\n".join(body))


def _can_wait(pile: list[Told]) -> bool:
    return all(alert.level is not AlertLevel.NOW for alert, _, _, _ in pile)


def _topic(piles: dict[str, list[Told]]) -> str:
    return "digest" if len(piles) > 1 else next(iter(piles))


def _title(told: Sequence[Told], piles: dict[str, list[Told]]) -> str:
    kinds = {alert.kind for alert, _, _, _ in told}
    claims = len({alert.claim for alert, _, _, _ in told if alert.claim})
    if len(piles) == 1:
        news = [each for each in told if each[0].kind not in REMINDERS] or told
        return f"{clip(safe(news[-1][0].subject), 100)}, +{len(told) - 1} more"
    if kinds == {AlertKind.OVERDUE}:
        return f"{count_words(claims, 'claim is', 'claims are')} overdue"
    if kinds == {AlertKind.DUE_SOON}:
        return f"{count_words(claims, 'claim is', 'claims are')} due soon"
    if kinds == {AlertKind.OVERDUE, AlertKind.DUE_SOON}:
        late = len({alert.claim for alert, _, _, _ in told if alert.kind is AlertKind.OVERDUE})
        return f"{count_words(late, 'claim is', 'claims are')} overdue, {claims - late} due soon"
    about = [count_words(claims, "claim")] if claims else []
    if AlertKind.NEEDS_VERDICT in kinds:
        about.append("the week's list")
    if kinds & OF_SOURCES:
        about.append("the sources")
    *firsts, last = about
    what = f"{', '.join(firsts)} and {last}" if firsts else last
    return f"{count_words(len(told), 'reminder' if kinds <= REMINDERS else 'alert')}: {what}"


def _folded(pile: Sequence[Told]) -> list[Told]:
    """An event has one line, with its outlets as they are now, however often its count grew."""
    told = {one[0].development for one in pile if one[0].kind is not AlertKind.MORE_REPORTS}
    last = {one[0].development: one[0].id for one in pile}
    return [
        one
        for one in pile
        if one[0].kind is not AlertKind.MORE_REPORTS
        or (one[0].development not in told and one[0].id == last[one[0].development])
    ]


def _section(pile: Sequence[Told], share: int) -> Section:
    pile = _folded(pile)
    alert, _, claim, _ = pile[0]
    slug = alert.claim
    title = f"{safe(claim.statement, 300)} ({slug})" if claim else slug or topic_of(alert).capitalize()
    if alert.kind is AlertKind.NEEDS_VERDICT:
        facts = [Line(safe(f"{name}: {words}", 250)) for name, words in pile[-1][0].facts]
        return Section(
            "Waiting for a verdict", tuple(facts[:LONGEST]), max(len(facts) - LONGEST, 0), "monitor", "monitor"
        )
    return Section(
        title=title,
        lines=tuple(_line(told, about, development) for told, _, about, development in pile[:share]),
        more=max(len(pile) - share, 0),
        list_command=f"monitor alert list --claim {slug}" if slug else "monitor alert list",
        show_command=f"monitor claim show {slug}" if slug else "monitor feed list",
    )


def _line(alert: Alert, claim: Claim | None, development: Development | None) -> Line:
    if claim and alert.kind in OF_A_DAY:
        return _reminder_line(alert, claim)
    outlets = development.outlets if development else ()
    seen = f"{seen_words(development)}: " if development and len(outlets) > 1 else "reported by "
    seen = seen + list_words(outlets, 3) if outlets else ""
    when = f"since {time_words(development.opened_at)}" if development else time_words(alert.event_at)
    meta = (when, seen, f"alert {short_id(alert.id)}")
    link = development.link if development and development.link else dict(alert.facts).get("link", "")
    return Line(
        headline=clip(safe(alert.subject), 250),
        meaning=meaning_of(alert, development),
        meta=safe(" · ".join(word for word in meta if word), 400),
        why=clip(why_words(alert), 300),
        link=shown_link(link),
        commands=tuple(decisions_on(alert, development)),
    )


def _reminder_line(alert: Alert, claim: Claim) -> Line:
    """The claim stands above it, and when it was sent is no news: the day that it is of is told instead."""
    day = claim.due.latest if claim.due and alert.kind is AlertKind.DUE_SOON else None
    due = f"due {day_words(day)}" if day else ""
    return Line(
        headline=clip(safe(alert.reason), 250),
        meaning=meaning_of(alert, None),
        meta=" · ".join(word for word in (due, f"alert {short_id(alert.id)}") if word),
        commands=tuple(decisions_on(alert, None)),
    )


def _text_lines(section: Section) -> Iterator[str]:
    for line in section.lines:
        yield f"- {line.headline}"
        why = f"why: {line.why}" if line.why else ""
        yield from (f"  {words}" for words in (line.meaning, line.meta, why, line.link) if words)
        yield from (f"  {when + ': ':<20}{command}" for when, command in line.commands)
    if section.more:
        yield f"+{section.more} more: {section.list_command}"
    yield f"All about it: {section.show_command}"


def _html_lines(section: Section) -> Iterator[str]:
    yield f"<h2>{escape(section.title)}</h2>"
    yield "<ul>"
    yield from (f"<li>{'<br>'.join(_html_line(line))}</li>" for line in section.lines)
    yield "</ul>"
    if section.more:
        yield f"<p>+{section.more} more: <code>{escape(section.list_command)}</code></p>"
    yield f"<p>All about it: <code>{escape(section.show_command)}</code></p>"


def _html_line(line: Line) -> Iterator[str]:
    yield f"<b>{escape(line.headline)}</b>"
    if line.meaning:
        yield escape(line.meaning)
    why = f"why: {line.why}" if line.why else ""
    yield from (f'<span class="small">{escape(words)}</span>' for words in (line.meta, why) if words)
    if line.link:
        yield html_link(line.link)
    yield from (
        f'<span class="small">{escape(when)}:</span> <code>{escape(what)}</code>' for when, what in line.commands
    )
