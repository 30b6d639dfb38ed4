"""`monitor claim show`: everything on one claim, as a timeline."""

from collections.abc import Iterator
from datetime import date, datetime

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk
from monitor.cli.screen import Screen
from monitor.cli.status import evidence_words, row_record, states_words
from monitor.cli.wording import ago, count, day_of, due_words, end_of, joined, left_words, moment_words, spark
from monitor.model.alert import Alert, Delivery
from monitor.model.claim import Claim, Decision
from monitor.model.development import Development, ReviewState
from monitor.model.ids import short_id
from monitor.usecases.show_claim import ShownClaim, show_claim

_MARKS = {
    "occurred": "●",
    "progress": "▲",
    "postponed": "◷",
    "cancelled": "✕",
    "denied": "✕",
    "failed": "✕",
    "echo": "·",
}


@command(
    "show",
    "monitor claim show g20-meeting",
    "monitor claim show g20 --why",
    "monitor claim show g20-meeting --as-of 2017-06-15",
)
@click.argument("claim")
@click.option("--as-of", metavar="DAY", help="What was known at the end of that day.")
@click.option("--why", is_flag=True, help="Only the record of decisions and what they rest on.")
@click.pass_obj
def show(settings: Settings, claim: str, as_of: str | None, why: bool) -> None:
    """Everything on one claim: words, states, and the timeline of developments, evidence, decisions and alerts.

    CLAIM is a slug or the beginning of one.
    """
    with open_desk(settings) as (app, screen):
        now = app.now()
        moment = end_of(day_of(as_of, now.date(), "--as-of")) if as_of else None
        shown = show_claim(app.store, claim, app.config.alerts, now, as_of=moment)
    if screen.is_json:
        screen.json(_record(shown))
        return
    if not why:
        _show_head(screen, shown, moment or now)
    _show_timeline(screen, shown, why=why)


def _show_head(screen: Screen, shown: ShownClaim, now: datetime) -> None:
    row, claim = shown.row, shown.row.claim
    screen.line(claim.statement, "bold")
    screen.line()
    screen.fact("claim", claim.slug)
    screen.fact("status", f"{claim.status.value}{f' as {claim.outcome.value}' if claim.outcome else ''}")
    screen.fact("states", states_words(row) if row.states else "")
    screen.fact("urgency", _urgency(shown))
    screen.fact("said", f"{claim.said_on} by {joined(claim.asserted_by) or 'nobody named'} ({claim.modality.value})")
    screen.fact("silent", joined(claim.silent))
    screen.fact("denied by", joined(claim.denied_by))
    screen.fact("due", _due(claim, row.days_left))
    screen.fact("criteria", claim.criteria)
    screen.fact("quote", _quote(claim))
    screen.fact("place", _place(claim))
    screen.fact(
        "source",
        joined(
            [
                word
                for word in (claim.source.outlet, claim.source.title, _day(claim.source.published), claim.source.url)
                if word
            ]
        ),
    )
    screen.fact("terms", joined(claim.terms, 30))
    screen.fact("not", joined(claim.not_terms, 30))
    screen.fact("tags", joined(claim.tags, 30))
    screen.fact("alerts to", joined(claim.targets, 30))
    screen.fact("snoozed", f"until {moment_words(claim.snoozed_until)} UTC" if claim.snoozed_until else "")
    screen.fact("evidence", f"{evidence_words(row)}, last news {ago(row.last_news, now)}  {spark(row.weekly)}")
    screen.fact("learned", _learned(shown))
    screen.line()


def _show_timeline(screen: Screen, shown: ShownClaim, *, why: bool) -> None:
    items = sorted(_items(shown, why=why), key=lambda item: item[0])
    if not items:
        screen.line("Nothing yet.")
    for at, mark, words, more in items:
        screen.line(f"{moment_words(at)}  {mark} {words}")
        for line in more:
            screen.line(line, "dim", indent=20)


def _items(shown: ShownClaim, *, why: bool) -> Iterator[tuple[datetime, str, str, list[str]]]:
    for decision in shown.decisions:
        yield decision.at, "§", _decision_words(decision), [f"because {decision.because}"] if decision.because else []
    for row in shown.evidence:
        yield (
            row.at,
            "+" if row.stance == "supports" else "-" if row.stance == "contradicts" else "·",
            (f"{short_id(row.id)} {row.stance.value}: {row.outlet}, by {row.by}"),
            [row.excerpt, row.url],
        )
    if why:
        return
    for development in shown.developments:
        yield development.opened_at, _MARKS[development.polarity], _development_words(development), [development.link]
    for alert, deliveries in shown.alerts:
        yield alert.created_at, "✉", _alert_words(alert, deliveries), []


def _decision_words(decision: Decision) -> str:
    words = f"{decision.action.value}{f' as {decision.outcome.value}' if decision.outcome else ''}, by {decision.by}"
    if decision.due_before != decision.due_after and decision.due_before is not None:
        words += f"; due {due_words(decision.due_before)} → {due_words(decision.due_after)}"
    if decision.evidence:
        words += f"; on {joined([short_id(it) for it in decision.evidence], 8)}"
    return words


def _development_words(development: Development) -> str:
    told = f" +{count(development.entries - 1, 'copy', 'copies')}" if development.entries > 1 else ""
    review = "" if development.review is ReviewState.UNREVIEWED else f" [{development.review.value}]"
    suggested = "" if development.decision == "match" else " (suggested)"
    return (
        f"{short_id(development.id)} {development.polarity.value} {development.score:.2f}{suggested}{review}: "
        f"{development.headline} ({joined(development.outlets)}{told})"
    )


def _alert_words(alert: Alert, deliveries: tuple[Delivery, ...]) -> str:
    how = joined([f"{delivery.target} {delivery.state.value}" for delivery in deliveries]) or "no target"
    return f"{short_id(alert.id)} told {alert.kind.value}: {how}"


def _urgency(shown: ShownClaim) -> str:
    parts = ", ".join(f"{name} {value:+.2f}" for name, value in shown.row.urgency.parts)
    return f"{shown.row.urgency.score:.2f} ({parts})" if parts else ""


def _learned(shown: ShownClaim) -> str:
    learning = shown.learning
    if not learning.accepted and not learning.rejected:
        return ""
    return f"{learning.accepted} accepted, {learning.rejected} rejected, match line {learning.line_shift:+.2f}"


def _quote(claim: Claim) -> str:
    """The quote between «», with the words around it where they were kept."""
    if not claim.quote or claim.quote not in claim.quote_context:
        return claim.quote and f"«{claim.quote}»"
    before, _, after = claim.quote_context.partition(claim.quote)
    return f"… {before.strip()} «{claim.quote}» {after.strip()} …".replace("…  «", "«").replace("»  …", "»")


def _place(claim: Claim) -> str:
    if claim.quote_start is None or claim.quote_end is None:
        return ""
    return f"characters {claim.quote_start:,} to {claim.quote_end:,} of the article"


def _due(claim: Claim, days_left: int | None) -> str:
    if claim.due is None:
        return "no date"
    words = due_words(claim.due)
    left = left_words(days_left)
    return words + (f" ({left})" if left else "") + (f", “{claim.due.text}”" if claim.due.text else "")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _record(shown: ShownClaim) -> dict[str, object]:
    return {
        **row_record(shown.row),
        "claim": shown.row.claim,
        "developments": shown.developments,
        "reviews": shown.reviews,
        "evidence": shown.evidence,
        "decisions": shown.decisions,
        "alerts": [{"alert": alert, "deliveries": deliveries} for alert, deliveries in shown.alerts],
        "learning": {
            "accepted": shown.learning.accepted,
            "rejected": shown.learning.rejected,
            "line_shift": shown.learning.line_shift,
            "term_weights": dict(shown.learning.term_weights),
        },
    }
