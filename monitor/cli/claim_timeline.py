"""What happened to one claim, line by line; and the record of its decisions with what they rest on."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from monitor.cli.screen import Screen
from monitor.cli.wording import carriers, count, due_words, joined, moment_words
from monitor.model.alert import Alert, Delivery, DeliveryState
from monitor.model.claim import Decision, DecisionAction
from monitor.model.development import Development, Evidence, Review, ReviewState, Stance
from monitor.model.ids import short_id
from monitor.usecases.show_claim import ShownClaim

MARKS = {
    "occurred": "●",
    "progress": "▲",
    "postponed": "◷",
    "cancelled": "✕",
    "denied": "✕",
    "failed": "✕",
    "echo": "·",
}
_LEGEND = {
    "●": "occurred",
    "▲": "progress",
    "◷": "postponed",
    "✕": "cancelled, denied, failed",
    "·": "nothing new",
    "+": "evidence for",
    "-": "evidence against",
    "§": "decision",
    "✉": "alert",
}
_HOW = {DecisionAction.REOPENED: "from"}
_SIGNS = {Stance.SUPPORTS: "+", Stance.CONTRADICTS: "-", Stance.MENTIONS: "·"}


class Line(NamedTuple):
    """One thing that happened, with what stands under it."""

    at: datetime
    mark: str
    words: str
    more: list[str]


def show_timeline(screen: Screen, shown: ShownClaim) -> None:
    """Everything in the order it happened."""
    items = sorted(_items(shown), key=lambda item: item.at)
    if not items:
        screen.line("Nothing yet.")
        return
    screen.line("TIMELINE, in UTC", "dim")
    for line in items:
        screen.entry(f"{moment_words(line.at)}  {line.mark} ", line.words)
        for more in line.more:
            screen.line(more, "dim", indent=20)
    shown_marks = [f"{mark} {meaning}" for mark, meaning in _LEGEND.items() if mark in {line.mark for line in items}]
    screen.line()
    screen.line("   ".join(shown_marks), "dim")


def show_record(screen: Screen, shown: ShownClaim) -> None:
    """Why the claim stands as it does: decisions with their evidence, then the ledger, then the judgements."""
    screen.line(f"DECISIONS on {shown.row.claim.slug}", "dim")
    for decision in shown.decisions:
        screen.entry(f"{moment_words(decision.at)}  § ", f"{decision_words(decision)} (rules {decision.rules})")
        for line in [*_because(decision), *_grounds(shown, decision)]:
            screen.line(line, indent=20)
    if not shown.decisions:
        screen.line("None yet.")
    _show_rows(screen, "EVIDENCE", (evidence_line(row, shown) for row in shown.evidence))
    _show_rows(screen, "JUDGEMENTS", (_review_line(row, shown) for row in shown.reviews))


def _show_rows(screen: Screen, title: str, rows: Iterable[Line]) -> None:
    lines = list(rows)
    if not lines:
        return
    screen.line()
    screen.line(f"{title} ({count(len(lines), 'row')}; rows are only ever added)", "dim")
    for line in lines:
        screen.entry(f"{moment_words(line.at)}  {line.mark} ", line.words)
        for more in line.more:
            screen.line(more, "dim", indent=8)


def _grounds(shown: ShownClaim, decision: Decision) -> list[str]:
    rows = {row.id: row for row in shown.evidence}
    told = {it.id: it for it in shown.developments}
    if decision.action is DecisionAction.RESOLVED and not decision.evidence:
        return ["on no evidence that was named"]
    lines = []
    for each in decision.evidence:
        if each in rows:
            row = rows[each]
            lines.append(f"on {short_id(each)} {row.stance.value}, {row.strength.value}: {row.outlet}: {row.excerpt}")
        elif each in told:
            lines.append(f"on {development_words(told[each])}")
        else:
            lines.append(f"on {short_id(each)}")
    return lines


def _items(shown: ShownClaim) -> Iterator[Line]:
    for decision in shown.decisions:
        yield Line(decision.at, "§", decision_words(decision), _because(decision))
    for row in shown.evidence:
        yield evidence_line(row, shown)._replace(more=[row.diff or row.excerpt, row.url])
    for development in shown.developments:
        mark = MARKS[development.polarity]
        yield Line(development.opened_at, mark, development_words(development), [development.link])
    for alert, deliveries in shown.alerts:
        yield Line(alert.created_at, "✉", _alert_words(alert, deliveries), [])


def evidence_line(row: Evidence, shown: ShownClaim) -> Line:
    """One row of the ledger, in full."""
    fallen = shown.fallen.get(row.id, "")
    stands = f" [{fallen}]" if fallen else ""
    edited = f" edit of {short_id(row.amends)}" if row.amends else ""
    words = f"{short_id(row.id)}{edited} {row.stance.value}, {row.strength.value}: {row.outlet}, by {row.by}{stands}"
    more = [f"changed: {row.diff}"] if row.diff else []
    more += [row.excerpt, row.url]
    more += [f"canonical {row.canonical_url}"] if row.canonical_url not in ("", row.url) else []
    more.append(f"published {moment_words(row.published)}, fetched {moment_words(row.fetched)}")
    more.append(f"sha256 {row.sha256}")
    more += [f"because {row.because}"] if row.because and not row.amends else []
    return Line(row.at, _SIGNS[row.stance], words, more)


def _review_line(review: Review, shown: ShownClaim) -> Line:
    told = {it.id: it.headline for it in shown.developments}
    how = review.stance or review.reject_reason
    words = f"{short_id(review.development)} {review.state.value}{f', {how.value}' if how else ''}, by {review.by}"
    headline = told.get(review.development, "")
    because = f" ({review.because})" if review.because else ""
    return Line(review.at, "?", f"{words}{because}", [headline] if headline else [])


def _because(decision: Decision) -> list[str]:
    """Why, as a line of its own; what a snooze has there is until when, which is told already."""
    told = decision.action is DecisionAction.SNOOZED
    return [f"because {decision.because}"] if decision.because and not told else []


def decision_words(decision: Decision) -> str:
    """What was done, by whom, on what."""
    how = f" {_HOW.get(decision.action, 'as')} {decision.outcome.value}" if decision.outcome else ""
    until = f" {decision.because}" if decision.action is DecisionAction.SNOOZED else ""
    words = f"{decision.action.value}{until or how}, by {decision.by}"
    if decision.due_before != decision.due_after and decision.due_before is not None:
        words += f"; due {due_words(decision.due_before)} → {due_words(decision.due_after)}"
    if decision.evidence:
        words += f"; on {joined([short_id(it) for it in decision.evidence], 8)}"
    return words


def development_words(development: Development) -> str:
    """What was told, by whom, how sure it is."""
    review = "" if development.review is ReviewState.UNREVIEWED else f" [{development.review.value}]"
    suggested = "" if development.decision == "match" else " (suggested)"
    return (
        f"{short_id(development.id)} {development.says} {development.score:.2f}{suggested}{review}: "
        f"{development.headline} ({carriers(development)})"
    )


def _alert_words(alert: Alert, deliveries: tuple[Delivery, ...]) -> str:
    if deliveries and all(it.state is DeliveryState.SUPERSEDED for it in deliveries):
        return f"{short_id(alert.id)} {alert.kind.value} withdrawn: {joined([it.target for it in deliveries])}"
    how = joined([f"{delivery.target} {delivery.state.value}" for delivery in deliveries]) or "no target"
    return f"{short_id(alert.id)} told {alert.kind.value}: {how}"
