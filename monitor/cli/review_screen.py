"""How a match looks while it is judged."""

import re
from collections.abc import Sequence
from datetime import datetime

import click

from monitor.claims.verdict import Suggestion
from monitor.cli.screen import Column, Screen, wrap
from monitor.cli.wording import ago, count, due_words, has_copies, joined, resolve_command
from monitor.model.development import Development, ReviewState, Stance, stance_of
from monitor.model.ids import short_id
from monitor.model.match import Match, Polarity
from monitor.model.safe import safe
from monitor.usecases.review_match import ReviewItem, ReviewReport
from monitor.usecases.undo_review import UndoReport

COLUMNS = (
    Column("ID", whole=True, style="bold"),
    Column("CLAIM", whole=True),
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
                item.development.says,
                ago(item.development.opened_at, now),
                joined(item.development.outlets, 2),
                item.development.headline,
            ]
            for item in items
        ],
    )
    first = short_id(items[0].development.id)
    screen.say(f"{count(len(items), 'match', 'matches')}. One after the other: monitor review")
    screen.say(f"One by command: monitor review accept {first}")
    screen.say(f"            or: monitor review reject {first} --because wrong-event")


def show_item(screen: Screen, item: ReviewItem, place: str, now: datetime) -> None:
    """One development: the claim, what was told, by whom, why it matched, what it would change."""
    development, claim = item.development, item.claim
    screen.line(f"{place} {claim.slug}  {development.score:.2f}  {question(development)}", "bold")
    due = f" (due {due_words(claim.due)})" if claim.due else ""
    screen.line(f"claim: {claim.statement}{due}", "dim", indent=2)
    title, outlet, when, summary = _told(item)
    stems = matched_words(item.matches)
    _show_marked(screen, f"“{safe(title)}”", stems)
    screen.line(f"{outlet} · {ago(when, now)}{_copies(item)}", "dim", indent=2)
    if summary:
        _show_marked(screen, safe(summary, 300), stems)
    if item.matches:
        screen.line(f"matched: {'; '.join(item.matches[0].why)}", "dim", indent=2)
    else:
        screen.line("its article was edited since, and does not say this any more", "yellow", indent=2)
    screen.line(_change_words(item), "dim", indent=2)


def _told(item: ReviewItem) -> tuple[str, str, datetime, str]:
    """Title, outlet, time and summary of the one entry that matched best; of the development when its text was let go."""
    if item.entries:
        best = item.entries[0]
        return best.title, best.outlet, best.published, best.summary
    return item.development.headline, joined(item.development.outlets), item.development.opened_at, ""


def _copies(item: ReviewItem) -> str:
    """Who else tells it."""
    more = item.development.entries - 1
    if more < 1:
        return ""
    own = item.entries[0].outlet if item.entries else ""
    others = [outlet for outlet in item.development.outlets if outlet != own]
    what = count(more, "copy", "copies") if len(item.development.sources) < 2 else count(more, "report")
    told = f" · {count(len(item.development.sources), 'independent source')}" if has_copies(item.development) else ""
    return f" · +{what}{f' ({joined(others)})' if others else ''}{told}"


def question(development: Development) -> str:
    """What the matcher thinks it says, as a question."""
    if development.is_early:
        return "happened before its time?"
    words = {
        Polarity.OCCURRED: "happened?",
        Polarity.PROGRESS: "a step forward?",
        Polarity.POSTPONED: "put off?",
        Polarity.CANCELLED: "called off?",
        Polarity.DENIED: "denied?",
        Polarity.FAILED: "failed?",
        Polarity.ECHO: "only repeated?",
    }
    return words[development.polarity]


def matched_words(matches: Sequence[Match]) -> frozenset[str]:
    """The stems that the best match saw."""
    return frozenset(word.lower() for match in matches[:1] for signal in match.signals for word in signal.words)


def _show_marked(screen: Screen, text: str, stems: frozenset[str]) -> None:
    """A safe text with the words marked that matched, within the width."""
    width = screen.width - 2
    if screen.colour:  # colour takes no room, so it comes last
        pieces = [mark_words(screen, piece, stems) for piece in wrap(text, width)]
    else:
        pieces = wrap(mark_words(screen, text, stems), width)
    for piece in pieces:
        click.echo(f"  {piece}")


def mark_words(screen: Screen, line: str, stems: frozenset[str]) -> str:
    """The words of a safe line that begin with one of these stems: underlined, or *starred* where there is no colour."""
    pattern = "|".join(sorted((re.escape(stem) for stem in stems if stem.isalnum()), key=len, reverse=True))
    if not pattern:
        return line
    words = re.compile(rf"\b(?:{pattern})\w*", re.IGNORECASE)
    if not screen.colour:
        return words.sub(r"*\g<0>*", line)
    return words.sub(lambda found: screen.paint(found[0], "bold underline"), line)


def tell_report(screen: Screen, report: ReviewReport, *, how_to_undo: bool = True) -> None:
    """What a judgement did, and how to undo it."""
    short = short_id(report.development.id)
    if report.review.state is ReviewState.ACCEPTED:
        stance = report.review.stance.value if report.review.stance else ""
        rows = count(len(report.evidence), "row", "rows")
        words = f"{short}: accepted, {stance} the claim ({rows} of evidence)"
    elif report.review.state is ReviewState.REJECTED:
        reason = report.review.reject_reason.value if report.review.reject_reason else ""
        words = f"{short}: rejected, {reason}"
    else:
        words = f"{short}: {report.review.state.value}"
    cancelled = f"; {count(report.cancelled, 'unsent alert')} cancelled" if report.cancelled else ""
    screen.line(f"{report.development.claim} {words}{_replaced(report)}{cancelled}{_released(report.released)}.")
    if learned := learned_words(report):
        screen.line(learned, "dim", indent=2)
    if report.suggestion and report.review.state is ReviewState.ACCEPTED:
        tell_suggestion(screen, report.development.claim, report.suggestion)
    if report.review.state is ReviewState.ACCEPTED and report.development.polarity is Polarity.POSTPONED:
        screen.line(f"if it has a new day: monitor claim edit {report.development.claim} --due DAY", "dim", indent=2)
    if report.review.state is ReviewState.ACCEPTED and report.development.is_early:
        verdict = f"--as fulfilled --evidence {short} --because '{report.development.says}'"
        screen.line("if it is the event:", "dim", indent=2)
        screen.command(f"monitor resolve {report.development.claim} {verdict}", indent=4)
    if how_to_undo:
        screen.say(f"Undo: monitor review undo {short}")


def _replaced(report: ReviewReport) -> str:
    """Whose word this one takes the place of: in two sittings at once nobody else would tell."""
    old = report.instead_of
    if old is None:
        return ""
    stands = old.stance or old.reject_reason
    how = f"{old.state.value}{f', {stands.value}' if stands else ''}"
    lost = old.state is ReviewState.ACCEPTED and report.review.state is not ReviewState.ACCEPTED
    return f"; it was {how}, by {safe(old.by, 40)}{'; its evidence counts no more' if lost else ''}"


def tell_undo(screen: Screen, report: UndoReport) -> None:
    """What was taken back, and how it stands now."""
    stands = report.review.stance or report.review.reject_reason
    how = f"{report.review.state.value}{f', {stands.value}' if stands else ''}"
    words = f"{short_id(report.development.id)}: {report.undone.state.value} undone, {how} as before"
    rest = "" if report.unlearned else "; what was learned from it stays, for something else was learned since"
    screen.line(f"{report.development.claim} {words}{_released(report.released)}{rest}.")


def _released(number: int) -> str:
    return f"; {count(number, 'alert')} on the way again" if number else ""


def tell_suggestion(screen: Screen, slug: str, suggestion: Suggestion) -> None:
    """The verdict that sources speak for, and the command that gives it."""
    screen.line(f"{slug}: {suggestion.words}", "bold", indent=2)
    screen.command(resolve_command(slug, suggestion), indent=4)


def learned_words(report: ReviewReport) -> str:
    """What the matcher now does otherwise for this claim, in a line; words are stems."""
    changed = report.changed_words
    more = [safe(stem, 30) for stem, before, after in changed if after > before]
    less = [safe(stem, 30) for stem, before, after in changed if after < before]
    said = [f"counts more: {joined(more, 5)}"] if more else []
    said += [f"counts less: {joined(less, 5)}"] if less else []
    shift = report.learned_after.line_shift - report.learned_before.line_shift
    if shift:
        said.append(f"matches {'less' if shift > 0 else 'more'} easily ({shift:+.3f})")
    if not said and report.learned_after != report.learned_before:
        said.append("one more example of what it is" if report.evidence else "one more example of what it is not")
    return f"learned for {report.development.claim}: {'; '.join(said)}" if said else ""


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
        "sources": item.development.sources,
        "entries": [
            {"id": entry.id, "outlet": entry.outlet, "title": entry.title, "link": entry.link} for entry in item.entries
        ],
        "why": best.why if best else (),
        "stance": stance_of(item.development.polarity),
        "baseline": item.development.baseline,
        "review": item.development.review,
    }


def _change_words(item: ReviewItem) -> str:
    """What accepting it as the polarity says would do."""
    stance = stance_of(item.development.polarity)
    told = frozenset(item.development.sources)
    if stance is Stance.MENTIONS:
        return "accepted, it only mentions the claim"
    known = item.sources_for if stance is Stance.SUPPORTS else item.sources_against
    side = "for" if stance is Stance.SUPPORTS else "against"
    change = f"{len(known)} → {count(len(known | told), 'independent source')} {side}"
    return f"accepted, it {stance.value} the claim: {change}"
