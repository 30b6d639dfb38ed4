"""`monitor claim show`: everything on one claim, as a timeline."""

from datetime import date, datetime, timedelta

import click

from monitor.claims.verdict import auto_words
from monitor.cli.claim_timeline import show_record, show_timeline
from monitor.cli.command import Settings, command
from monitor.cli.complete import complete_claims
from monitor.cli.desk import open_desk
from monitor.cli.screen import Screen, plain
from monitor.cli.status import parts_words, row_record, states_words
from monitor.cli.wording import (
    ago,
    count,
    day_of,
    due_words,
    end_of,
    joined,
    left_words,
    moment_words,
    resolve_command,
    spark,
)
from monitor.model.claim import Claim, earlier_dues
from monitor.reporting.facts import is_news
from monitor.usecases.read_status import WEEKS, ClaimRow
from monitor.usecases.show_claim import ShownClaim, show_claim

#: Of the picture of a whole life.
_MOST_BARS = 30


@command(
    "show",
    "monitor claim show g20-meeting",
    "monitor claim show g20 --why",
    "monitor claim show g20-meeting --as-of 2017-06-15",
)
@click.argument("claim", shell_complete=complete_claims)
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
    if moment:
        screen.say(f"As it was known at the end of {moment:%Y-%m-%d}, UTC.")
        if moment < shown.row.claim.created_at:
            screen.say(f"It was not watched yet: only since {moment_words(shown.row.claim.created_at)}.")
    if why:
        show_record(screen, shown)
        return
    _show_head(screen, shown, moment or now)
    show_timeline(screen, shown)


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
    screen.fact(*_earlier_dues(shown))
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
    screen.fact("auto", f"settled by itself {auto_words(claim.auto_after)}" if claim.auto_after else "")
    screen.fact("evidence", f"{_evidence(row)}; last news {ago(row.last_news, now)}")
    screen.fact("reports", _reports(shown))
    screen.fact("looked at", _looked_at(shown))
    if row.suggestion:
        screen.fact("suggested", row.suggestion.words)
        screen.command(resolve_command(claim.slug, row.suggestion), indent=14)
    screen.fact("learned", _learned(shown))
    screen.line()


def _urgency(shown: ShownClaim) -> str:
    parts = parts_words(shown.row)
    return f"{shown.row.urgency.score:.2f} ({parts})" if parts else ""


def _learned(shown: ShownClaim) -> str:
    learning = shown.learning
    if not learning.accepted and not learning.rejected:
        return ""
    return f"{learning.accepted} accepted, {learning.rejected} rejected, match line {learning.line_shift:+.2f}"


def _evidence(row: ClaimRow) -> str:
    """Independent sources of what a person accepted, and of all that counts."""
    judged = f"{count(row.supports, 'independent source')} for, {row.contradicts} against"
    told = f"{row.sources} told of it in all"
    told += f", {count(row.outlets, 'outlet')} carried it" if row.outlets > row.sources else ""
    waiting = f"; {row.reviews} to review" if row.reviews else ""
    return f"{judged}; {told}{waiting}"


def _reports(shown: ShownClaim) -> str:
    """The small picture, with what it shows: the last weeks; the weeks in which it was told of when that is long ago."""
    weekly = shown.row.weekly
    if any(weekly):
        return f"{spark(weekly)} a week, over the last {WEEKS} weeks; the highest is {max(weekly)}"
    news = [it for it in shown.developments if is_news(it)]
    if not news:
        return ""
    first, last = min(it.opened_at for it in news), max(it.last_at for it in news)
    step = timedelta(weeks=1 + (last - first) // timedelta(weeks=_MOST_BARS))
    bars = [0] * (1 + (last - first) // step)
    for it in news:
        bars[(it.last_at - first) // step] += it.entries
    each = "a week" if step == timedelta(weeks=1) else f"in {step // timedelta(weeks=1)} weeks"
    return f"{spark(bars)} {each}, {first:%Y-%m-%d} to {last:%Y-%m-%d}; the highest is {max(bars)}"


def _looked_at(shown: ShownClaim) -> str:
    """The proof of silence: nothing was found, and this is how much was read for it."""
    found = count(len(shown.developments), "development")
    feeds = f" from {shown.healthy_feeds}/{shown.all_feeds} healthy feeds" if shown.all_feeds else ""
    unasked = f" ({shown.unasked_feeds} not asked yet)" if shown.unasked_feeds else ""
    return f"{found} in {count(shown.looked_at, 'item')}{feeds}{unasked} since the claim is watched"


def _earlier_dues(shown: ShownClaim) -> tuple[str, str]:
    """Every due date it ever had, the first promise first, and whether that makes it late."""
    earlier, due = earlier_dues(shown.decisions), shown.row.claim.due
    if not earlier:
        return "moved", ""
    ever = " → ".join(map(due_words, [*earlier, due]))
    first, last = earlier[0].latest, due.latest if due else None
    if first is None or last is None or last <= first:
        return "moved", ever
    return "postponed", f"{ever}; first promised for {due_words(earlier[0])}"


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
    return (
        words + (f" ({left})" if left else "") + (f", “{claim.due.text}”" if claim.due.text not in ("", words) else "")
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _record(shown: ShownClaim) -> dict[str, object]:
    return {
        **row_record(shown.row),
        "claim": shown.row.claim,
        "developments": [
            {name: value for name, value in plain(it).items() if name != "prints"} for it in shown.developments
        ],
        "reviews": shown.reviews,
        "evidence": [
            {**plain(row), "stands": row.id not in shown.fallen, "fallen_because": shown.fallen.get(row.id, "")}
            for row in shown.evidence
        ],
        "decisions": shown.decisions,
        "earlier_due": earlier_dues(shown.decisions),
        "looked_at": {"entries": shown.looked_at, "healthy_feeds": shown.healthy_feeds, "feeds": shown.all_feeds},
        "alerts": [{"alert": alert, "deliveries": deliveries} for alert, deliveries in shown.alerts],
        "learning": {
            "accepted": shown.learning.accepted,
            "rejected": shown.learning.rejected,
            "line_shift": shown.learning.line_shift,
            "term_weights": dict(shown.learning.term_weights),
        },
    }
