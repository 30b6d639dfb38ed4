"""`monitor`: the page for the morning."""

from datetime import datetime

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import glance_desk
from monitor.cli.screen import Column, Screen
from monitor.cli.watch import watch_lines, watch_record
from monitor.cli.wording import ago, count, due_words, joined, left_words, resolve_command, spark
from monitor.errors import ExitCode
from monitor.feeds.health import state_words
from monitor.model.pace import TargetHealth
from monitor.model.safe import mask_url
from monitor.usecases.read_status import ClaimRow, OutboxReport, SourceReport, StatusPage, read_status
from monitor.usecases.read_vitals import read_vitals

#: More of them would push the page off the screen.
SHOWN_SUGGESTIONS = 3
SHOWN_HOLDS = 3
#: How wide `SOURCES`, `ALERTS` and such are, with the room behind them.
_LABEL = 9

#: From so many columns on a list names every state of a claim.
ALL_STATES = 140

CLAIM_COLUMNS = (
    Column("CLAIM", whole=True, style="bold"),
    Column("STATUS"),
    Column("DUE", 2),
    Column("IN", right=True),
    Column("EVIDENCE", 2),
    Column("8 WEEKS", 3),
    Column("LAST NEWS", 3),
    Column("SAYS", stretch=True),
)


@command("status", "monitor", "monitor status --json", "monitor --plain | less")
@click.pass_obj
def status(settings: Settings) -> int:
    """What needs you, the claims by urgency, how the sources are, and proof that somebody looked.

    The exit code is 4 when a source, a target or a delivery is failing, when nobody keeps the watch any more, or when the
    clock can't be right.
    """
    with glance_desk(settings) as (look, screen):
        page = read_status(look.store, look.config.alerts, look.now)
        vitals = read_vitals(look.store, [target.name for target in look.config.targets], look.now)
        failing = page.is_failing or bool(vitals.broken) or vitals.is_behind or not vitals.is_well
        if screen.is_json:
            screen.json(status_record(page) | {"failing": failing, "watch": watch_record(vitals)})
        else:
            show_page(screen, page)
            for line, style in watch_lines(vitals):
                show_labelled(screen, line, style)
    return ExitCode.PARTIAL if failing else ExitCode.DONE


def show_page(screen: Screen, page: StatusPage) -> None:
    """The page as text."""
    needs = needs_words(page)
    screen.line(f"NEEDS YOU  {' · '.join(needs)}" if needs else "Nothing needs you.", "bold" if needs else "")
    screen.line()
    if page.claims:
        show_claims(screen, page.claims, page.now)
    else:
        screen.line("No open claim. Find some: monitor claim draft ARTICLE")
    for row in page.suggested[:SHOWN_SUGGESTIONS]:
        show_suggestion(screen, row)
    if len(page.suggested) > SHOWN_SUGGESTIONS:
        screen.line(f"         and {len(page.suggested) - SHOWN_SUGGESTIONS} more, see monitor status --json")
    screen.line()
    for line, style in source_lines(page.sources, page.now):
        show_labelled(screen, line, style)
    for line in outbox_lines(page.outbox, page.now):
        show_labelled(screen, line)


def show_suggestion(screen: Screen, row: ClaimRow) -> None:
    """A verdict that the sources speak for."""
    if row.suggestion:
        screen.line()
        screen.entry("SETTLE   ", f"{row.claim.slug}: {row.suggestion.words}", 9)
        screen.command(resolve_command(row.claim.slug, row.suggestion), indent=9)


def show_claims(screen: Screen, rows: tuple[ClaimRow, ...], now: datetime) -> None:
    """Claims as a table; every state where there is room for it, else the most telling one."""
    screen.table(CLAIM_COLUMNS, [_cells(row, now, whole=screen.width >= ALL_STATES) for row in rows])
    if screen.explains and any(evidence_words(row) != "-" for row in rows):
        screen.line("EVIDENCE, independent sources: n+ for, n- against, n src in all; n? to review", "dim")


def show_urgency(screen: Screen, rows: tuple[ClaimRow, ...]) -> None:
    """One line a claim: how urgent it is, and what makes it so."""
    width = max(len(row.claim.slug) for row in rows)
    for row in rows:
        head = f"{row.claim.slug:{width}}  {row.urgency.score:.2f}  "
        screen.entry(head, parts_words(row) or "nothing presses", min(len(head), screen.width // 2))


def parts_words(row: ClaimRow) -> str:
    """`overdue +0.40, unreviewed +0.10`."""
    return ", ".join(f"{name} {value:+.2f}" for name, value in row.urgency.parts)


def needs_words(page: StatusPage) -> list[str]:
    """What a person has to do, the gravest first."""
    said = [
        (page.overdue, f"{page.overdue} overdue"),
        (len(page.suggested), f"{len(page.suggested)} to settle"),
        (page.reviews, f"{count(page.reviews, 'match', 'matches')} to review"),
        (len(page.outbox.dead), f"{count(len(page.outbox.dead), 'delivery', 'deliveries')} given up"),
        (len(page.sources.troubled), f"{count(len(page.sources.troubled), 'source')} failing"),
    ]
    return [words for number, words in said if number]


def show_labelled(screen: Screen, line: str, style: str = "") -> None:
    """`LABEL    words`, wrapped under the words."""
    screen.entry(line[:_LABEL], line[_LABEL:], _LABEL, style)


def source_lines(sources: SourceReport, now: datetime) -> list[tuple[str, str]]:
    """How the sources are, with the proof of silence: how much was looked at."""
    if not sources.watched:
        return [("SOURCES  none. Add one: monitor feed add https://…", "")]
    if sources.network_down_since is not None:
        down = ago(sources.network_down_since, now)
        return [(f"SOURCES  no network: none of {sources.watched} can be reached (since {down})", "red")]
    looked = f"{count(sources.matches_today, 'match', 'matches')} in {count(sources.entries_today, 'item')} today"
    polled = ago(sources.last_polled_at, now)
    # Who was not asked yet is in no trouble, but proves no silence either.
    unasked = f", {sources.never_polled} not asked yet" if sources.never_polled else ""
    well = f"{sources.healthy - sources.never_polled}/{sources.watched} healthy{unasked}"
    lines = [(f"SOURCES  {well} · {looked} · last poll {polled}", "")]
    if sources.never_polled == sources.watched:
        lines = [(f"SOURCES  {sources.watched}, none polled yet. Start: monitor run", "")]
    for feed in sources.troubled:
        since = f", {ago(feed.failing_since, now)}" if feed.failing_since else ""
        lines.append((f"         {feed.outlet} {state_words(feed)}{since} ({mask_url(feed.url)})", "red"))
    return lines


def outbox_lines(outbox: OutboxReport, now: datetime) -> list[str]:
    """What is on its way."""
    down = dict(outbox.down)
    lines = [_down_line(outbox, name, health, now) for name, health in outbox.down]
    if waiting := [delivery for delivery in outbox.waiting if delivery.target not in down]:
        first = min(waiting, key=lambda delivery: delivery.next_try_at)
        why = f" ({first.target}: {first.last_error})" if first.last_error else ""
        words = count(len(waiting), "delivery", "deliveries")
        lines.append(f"ALERTS   {words} waiting, next try {ago(first.next_try_at, now)}{why}")
    if aside := sum(delivery.set_aside for delivery in outbox.waiting):
        lines.append(f"ALERTS   {aside} set aside, as what is in it fails. Which: monitor alert list --failed")
    lines += [f"ALERTS   {number} held: {because or 'for later'}" for because, number in outbox.holds[:SHOWN_HOLDS]]
    if rest := sum(number for _, number in outbox.holds[SHOWN_HOLDS:]):
        lines.append(f"ALERTS   {rest} more held, see monitor alert list")
    if outbox.dead:
        names = joined(sorted({delivery.target for delivery in outbox.dead}), 3)
        lines.append(f"ALERTS   {len(outbox.dead)} given up ({names}). Why: monitor alert list --failed")
        lines.append("         Try again: monitor alert retry --all")
    return lines


def _down_line(outbox: OutboxReport, name: str, health: TargetHealth, now: datetime) -> str:
    waiting = sum(delivery.target == name for delivery in outbox.waiting)
    wait = f"{count(waiting, 'delivery waits', 'deliveries wait')} for {name}"
    tries = f"{count(health.failures, 'try', 'tries')} failed since {ago(health.since, now)}"
    why = health.error.replace(f"target {name}: ", "")
    return f"ALERTS   {wait}: {tries} ({why}); the next is {ago(health.hold_until, now)}"


def row_record(row: ClaimRow) -> dict[str, object]:
    """One claim for a program."""
    claim = row.claim
    return {
        "slug": claim.slug,
        "statement": claim.statement,
        "status": claim.status,
        "outcome": claim.outcome,
        "states": row.states,
        "urgency": row.urgency.score,
        "urgency_parts": dict(row.urgency.parts),
        "said_on": claim.said_on,
        "due": claim.due,
        "days_left": row.days_left,
        "supports": row.supports,
        "contradicts": row.contradicts,
        "sources": row.sources,
        "outlets": row.outlets,
        "reviews": row.reviews,
        "last_news": row.last_news,
        "weekly": row.weekly,
        "suggestion": suggestion_record(row),
        "tags": claim.tags,
        "asserted_by": claim.asserted_by,
        "denied_by": claim.denied_by,
        "silent": claim.silent,
        "snoozed_until": claim.snoozed_until,
    }


def status_record(page: StatusPage) -> dict[str, object]:
    """The page for a program."""
    sources = page.sources
    return {
        "at": page.now,
        "failing": page.is_failing,
        "needs": {"reviews": page.reviews, "overdue": page.overdue, "settle": len(page.suggested)},
        "claims": [row_record(row) for row in page.claims],
        "closed": page.closed,
        "sources": {
            "watched": sources.watched,
            "healthy": sources.healthy,
            "never_polled": sources.never_polled,
            "troubled": [
                {
                    "id": feed.id,
                    "outlet": feed.outlet,
                    "url": mask_url(feed.url),
                    "health": feed.health,
                    "reason": feed.reason,
                }
                for feed in sources.troubled
            ],
            "entries_today": sources.entries_today,
            "matches_today": sources.matches_today,
            "last_polled_at": sources.last_polled_at,
            "next_poll_at": sources.next_poll_at,
            "network_down_since": sources.network_down_since,
        },
        "deliveries": {
            "waiting": len(page.outbox.waiting),
            "held": page.outbox.held,
            "dead": len(page.outbox.dead),
            "holds": [{"because": because, "deliveries": number} for because, number in page.outbox.holds],
            "targets_down": [
                {
                    "target": name,
                    "since": health.since,
                    "failures": health.failures,
                    "next_try_at": health.hold_until,
                    "error": health.error,
                }
                for name, health in page.outbox.down
            ],
        },
    }


def suggestion_record(row: ClaimRow) -> dict[str, object] | None:
    """The verdict that the sources speak for, and the command that gives it."""
    found = row.suggestion
    if found is None:
        return None
    return {
        "outcome": found.outcome,
        "words": found.words,
        "outlets": found.outlets,
        "developments": found.developments,
        "command": resolve_command(row.claim.slug, found),
    }


def evidence_words(row: ClaimRow) -> str:
    """`3+ 1- 4 src`."""
    words = [f"{row.supports}+"] if row.supports else []
    words += [f"{row.contradicts}-"] if row.contradicts else []
    words += [f"{row.sources} src"] if row.sources else []
    words += [f"{row.reviews}?"] if row.reviews else []
    return " ".join(words) or "-"


def states_words(row: ClaimRow) -> str:
    """Every computed state, the most telling first; else what became of it."""
    states = [state.value for state in row.states]
    return joined([row.word, *(state for state in states if state != row.word)], 9)


def _cells(row: ClaimRow, now: datetime, *, whole: bool) -> list[str]:
    return [
        row.claim.slug,
        states_words(row) if whole else row.word,
        due_words(row.claim.due),
        left_words(row.days_left),
        evidence_words(row),
        spark(row.weekly),
        ago(row.last_news, now) if row.last_news else "never",
        row.claim.statement,
    ]
