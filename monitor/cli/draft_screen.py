"""Drafts on the screen, and the questions about them."""

from collections.abc import Callable, Sequence
from datetime import date

import click

from monitor.cli.claim_fields import read_due_words
from monitor.cli.screen import Screen
from monitor.cli.wording import count, joined
from monitor.errors import UsageError
from monitor.model.claim import Article, ClaimDraft, DueWindow
from monitor.usecases.add_claim import AddedClaim
from monitor.usecases.draft_claims import Proposal

_STRONG = 0.6


def draft_record(draft: ClaimDraft) -> dict[str, object]:
    """One draft for a program."""
    due = draft.due
    return {
        "statement": draft.statement,
        "quote": draft.quote,
        "start": draft.start,
        "end": draft.end,
        "asserted_by": draft.asserted_by,
        "modality": draft.modality,
        "due": {"earliest": due.earliest, "latest": due.latest, "text": due.text, "precision": due.precision}
        if due
        else None,
        "score": draft.score,
        "lint": draft.lint,
    }


def show_drafts(screen: Screen, proposals: Sequence[Proposal], article: Article, again: str) -> None:
    """The new ones in full, those watched already by name; `again` is the command line to repeat."""
    new = [it for it in proposals if not it.watched_as]
    if article.published is None:
        screen.say("! No day of publication is known, so no time in it can be dated. Say it: --date 2017-05-02")
    if screen.is_json:
        screen.json([draft_record(it.draft) for it in new])
        return
    watched = [it.watched_as for it in proposals if it.watched_as]
    if not proposals:
        screen.line("No open prediction found. Add one by hand: monitor claim add 'SENTENCE'")
        return
    if article.title or article.outlet:
        day = article.published.isoformat() if article.published else ""
        screen.line("Read: " + " · ".join(word for word in (article.title, article.outlet, day) if word), "dim")
    strong = sum(it.draft.score >= _STRONG for it in new)
    screen.line(f"{count(len(new), 'candidate claim')}, {strong} strong. Nothing saved yet." if new else "Nothing new.")
    for it in new:
        _show_draft(screen, it)
    if watched:
        screen.line()
        screen.line(f"{count(len(watched), 'claim')} watched already: {joined(watched, 12)}.", "dim")
    if new and not screen.is_interactive:
        screen.say(f"Save: {again} --save {new[0].number}")


def _show_draft(screen: Screen, it: Proposal) -> None:
    draft = it.draft
    screen.line()
    for index, line in enumerate(screen.wrapped(draft.statement, 4)):
        screen.line(f"{it.number if not index else '':<4}{line}", "bold")
    words = [f"by {joined(draft.asserted_by, 3)}" if draft.asserted_by else "", draft.modality.value, _due(draft.due)]
    words += [f"silent: {joined(draft.silent, 3)}" if draft.silent else ""]
    words += [f"denied by {joined(draft.denied_by, 3)}" if draft.denied_by else "", f"sure {draft.score:.2f}"]
    screen.line(" · ".join(word for word in words if word), "dim", indent=4)
    for warning in draft.lint:
        screen.line(f"! {warning}", "yellow", indent=4)


def _due(due: DueWindow | None) -> str:
    if due is None or (due.latest is None and due.earliest is None):
        return f"due open (“{due.text}”)" if due and due.text else "no date"
    if due.latest is None:
        return f"due from {due.earliest} (“{due.text}”)"
    first = f"{due.earliest} to " if due.earliest and due.earliest != due.latest else ""
    return f"due {first}{due.latest} (“{due.text}”)"


def tell_saved(screen: Screen, added: Sequence[AddedClaim], known: Sequence[str]) -> None:
    """What was stored and what was there."""
    if screen.is_json:
        screen.json([{"slug": it.claim.slug, "statement": it.claim.statement, "lint": it.lint} for it in added])
        return
    slugs = [it.claim.slug for it in added]
    if added:
        screen.line(f"Saved {count(len(added), 'claim')}: {', '.join(slugs)}.")
        for it in added:
            if it.lint:
                screen.say(f"! {it.claim.slug}: {'; '.join(it.lint)}")
        for slug in slugs:
            screen.say(f"Change: monitor claim edit {slug} --due DAY")
            screen.say(f"Undo: monitor claim drop {slug}")
    if known:
        screen.line(f"{count(len(known), 'claim')} watched already: {joined(known, 12)}.")


def ask_numbers(screen: Screen, read: Callable[[str], list[Proposal]]) -> list[Proposal]:
    """Which to save; Enter or the end of input is none. Asks again after a slip."""
    while True:
        words = _ask("\nSave which? (1,3 · all · Enter for none)")
        if not words:
            return []
        try:
            return [it for it in read(words) if not it.watched_as]
        except UsageError as slip:
            screen.say(str(slip).removeprefix("--save "))


def ask_day(read: Callable[[str], date | None]) -> date | None:
    """When the article appeared; Enter gives up."""
    while True:
        words = _ask("When did the article appear? (2017-05-02; without a day nothing can be saved)")
        if not words:
            return None
        try:
            return read(words)
        except UsageError as slip:
            click.echo(str(slip).removeprefix("--date: "), err=True)


def ask_dues(screen: Screen, chosen: Sequence[Proposal], published: date) -> dict[int, DueWindow | None]:
    """A date for each chosen draft that has none."""
    found: dict[int, DueWindow | None] = {}
    for it in chosen:
        if it.draft.due and it.draft.due.latest:
            continue
        while words := _ask(f"By when, {it.number}? (2017-06-30, 'in July', Enter for no date)"):
            try:
                found[it.number] = read_due_words(words, published)
                break
            except UsageError as slip:
                screen.say(str(slip).removeprefix("--due: "))
    return found


def _ask(question: str) -> str:
    """What was typed; nothing at the end of input."""
    try:
        return input(f"{question} ").strip()
    except EOFError:
        return ""
