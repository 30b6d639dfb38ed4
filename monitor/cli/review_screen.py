"""How a match looks while it is judged."""

import re
from collections.abc import Sequence
from datetime import datetime

from monitor.cli.screen import Column, Screen, wrap
from monitor.cli.wording import ago, count, due_words, joined
from monitor.model.claim import Claim
from monitor.model.development import ReviewState
from monitor.model.ids import short_id
from monitor.model.match import Match, Polarity
from monitor.model.safe import safe
from monitor.usecases.review_match import ReviewItem, ReviewReport, stance_of

COLUMNS = (
    Column("ID", style="bold"),
    Column("CLAIM"),
    Column("SCORE", right=True),
    Column("SAYS", 2),
    Column("WHEN", 3),
    Column("OUTLETS", 3),
    Column("HEADLINE", stretch=True),
)


def show_list(screen: Screen, items: Sequence[ReviewItem], now: datetime) -> None:
    """All that waits, as a table."""
    screen.table(
        COLUMNS,
        [
            [
                short_id(item.development.id),
                item.claim.slug,
                f"{item.development.score:.2f}",
                item.development.polarity.value,
                ago(item.development.opened_at, now),
                joined(item.development.outlets, 2),
                item.development.headline,
            ]
            for item in items
        ],
    )
    first = short_id(items[0].development.id)
    verbs = f"monitor review accept {first} | reject {first} --because wrong-event"
    screen.say(f"{count(len(items), 'match', 'matches')}. Judge: {verbs}")


def show_item(screen: Screen, item: ReviewItem, place: str, now: datetime) -> None:
    """One development: the claim, what was told, by whom, why it matched, what it would change."""
    development, claim = item.development, item.claim
    copies = f" · +{count(development.entries - 1, 'copy', 'copies')}" if development.entries > 1 else ""
    screen.line(f"{place} {claim.slug}  {development.score:.2f}  {question(development.polarity)}", "bold")
    screen.line(f"{joined(development.outlets)} · {ago(development.opened_at, now)}{copies}", "dim", indent=2)
    screen.line(claim.statement, "dim", indent=2)
    for piece in wrap(f"“{safe(development.headline)}”", screen.width - 2):
        screen_line = mark_words(screen, piece, matched_words(item.matches))
        _echo(screen_line)
    if item.entries and item.entries[0].summary:
        screen.line(safe(item.entries[0].summary, 300), indent=2)
    if item.matches:
        screen.line(f"matched: {'; '.join(item.matches[0].why)}", "dim", indent=2)
    screen.line(_change_words(claim, item), "dim", indent=2)


def _echo(line: str) -> None:
    import click  # noqa: PLC0415

    click.echo(f"  {line}")


def question(polarity: Polarity) -> str:
    """What the matcher thinks it says, as a question."""
    words = {
        Polarity.OCCURRED: "happened?",
        Polarity.PROGRESS: "a step forward?",
        Polarity.POSTPONED: "put off?",
        Polarity.CANCELLED: "called off?",
        Polarity.DENIED: "denied?",
        Polarity.FAILED: "failed?",
        Polarity.ECHO: "only repeated?",
    }
    return words[polarity]


def matched_words(matches: Sequence[Match]) -> frozenset[str]:
    """The stems that the best match saw."""
    return frozenset(word.lower() for match in matches[:1] for signal in match.signals for word in signal.words)


def mark_words(screen: Screen, line: str, stems: frozenset[str]) -> str:
    """The words of a safe line that begin with one of these stems, underlined where there is colour."""
    if not stems or not screen.colour:
        return line
    pattern = "|".join(sorted((re.escape(stem) for stem in stems if stem.isalnum()), key=len, reverse=True))
    if not pattern:
        return line
    return re.sub(
        rf"\b(?:{pattern})\w*", lambda found: screen.paint(found[0], "bold underline"), line, flags=re.IGNORECASE
    )


def tell_report(screen: Screen, report: ReviewReport, *, how_to_undo: bool = True) -> None:
    """What a judgement did, and how to undo it."""
    short = short_id(report.development.id)
    if report.review.state is ReviewState.ACCEPTED:
        stance = report.review.stance.value if report.review.stance else ""
        words = f"{short}: accepted, {stance} ({len(report.evidence)} evidence)"
        undo = f"monitor review reject {short}"
    elif report.review.state is ReviewState.REJECTED:
        reason = report.review.reject_reason.value if report.review.reject_reason else ""
        words, undo = f"{short}: rejected, {reason}", f"monitor review accept {short}"
    else:
        words, undo = f"{short}: {report.review.state.value}", ""
    cancelled = f"; {count(report.cancelled, 'unsent alert')} cancelled" if report.cancelled else ""
    screen.line(f"{report.development.claim} {words}{cancelled}.")
    if learned := learned_words(report):
        screen.line(learned, "dim", indent=2)
    if undo and how_to_undo:
        screen.say(f"Undo: {undo}")


def learned_words(report: ReviewReport) -> str:
    """What the matcher now weighs otherwise, in a line."""
    changed = [f"{safe(stem, 30)} ×{after:.2f}" for stem, _, after in report.changed_words[:5]]
    shift = report.learned_after.line_shift - report.learned_before.line_shift
    if shift:
        changed.append(f"match line {shift:+.3f}")
    return f"learned: {', '.join(changed)}" if changed else ""


def item_record(item: ReviewItem) -> dict[str, object]:
    """One development for a program."""
    best = item.matches[0] if item.matches else None
    return {
        "id": item.development.id,
        "claim": item.claim.slug,
        "statement": item.claim.statement,
        "score": item.development.score,
        "decision": item.development.decision,
        "polarity": item.development.polarity,
        "headline": item.development.headline,
        "link": item.development.link,
        "opened_at": item.development.opened_at,
        "outlets": item.development.outlets,
        "entries": [
            {"id": entry.id, "outlet": entry.outlet, "title": entry.title, "link": entry.link} for entry in item.entries
        ],
        "why": best.why if best else (),
        "stance": stance_of(item.development.polarity),
        "baseline": item.development.baseline,
        "review": item.development.review,
    }


def _change_words(claim: Claim, item: ReviewItem) -> str:
    stance = stance_of(item.development.polarity)
    return f"due {due_words(claim.due)} | accepted, it {stance.value} the claim"
