"""The options that say what a claim is, for `claim add` and `claim edit`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import click

from monitor.claims.dates import read_window
from monitor.claims.verdict import auto_words, read_auto
from monitor.cli.complete import complete_targets
from monitor.cli.wording import day_of
from monitor.errors import UsageError
from monitor.model.claim import Claim, DueWindow, Modality, Precision
from monitor.model.safe import safe

_LISTS = ("asserted_by", "denied_by", "silent", "terms", "not_terms", "tags", "targets")


def claim_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add them all."""
    for option in reversed(
        [
            click.option(
                "--due", metavar="DAY", help="When it is to happen, at the latest: 2017-06-30, 2017-06, 7d, 'in July'."
            ),
            click.option("--by", "asserted_by", multiple=True, metavar="WHO", help="Who says so. Repeatable."),
            click.option("--denied-by", multiple=True, metavar="WHO", help="Who says the contrary. Repeatable."),
            click.option("--silent", multiple=True, metavar="WHO", help="Whose account leaves it out. Repeatable."),
            click.option("--modality", type=click.Choice([it.value for it in Modality]), help="How firmly."),
            click.option("--criteria", metavar="TEXT", help="What would count as fulfilled, and what not."),
            click.option("--quote", metavar="TEXT", help="The words of the source."),
            click.option("--term", "terms", multiple=True, metavar="WORDS", help="Words to look for. Repeatable."),
            click.option(
                "--not-term", "not_terms", multiple=True, metavar="WORDS", help="Words that rule an entry out."
            ),
            click.option("--tag", "tags", multiple=True, help="A tag. Repeatable."),
            click.option(
                "--target",
                "targets",
                multiple=True,
                metavar="NAME",
                help="Tell only these targets. Repeatable.",
                shell_complete=complete_targets,
            ),
            click.option("--confidence", metavar="0..1", help="How likely you hold it; none to take it back."),
            click.option("--auto", metavar="RULE", help="Settle it by itself: 'after 2 sources'. Default: never."),
            click.option("--watch-until", metavar="DAY", help="Look for news until that day, or none."),
        ]
    ):
        command = option(command)
    return command


def read_fields(given: Mapping[str, Any], said_on: date) -> dict[str, Any]:
    """The fields of a Claim that were given; a list given as one empty word is emptied. Raises UsageError."""
    fields = {name: value for name, value in given.items() if value not in (None, ())}
    if "due" in fields:
        fields["due"] = read_due_words(fields["due"], said_on)
    if "watch_until" in fields:
        words = fields.pop("watch_until")
        fields["watched_until"] = None if _is_none(words) else day_of(words, said_on, "--watch-until")
    if "confidence" in fields:
        fields["confidence"] = _read_confidence(fields["confidence"])
    if "auto" in fields:
        fields["auto_after"] = _read_auto(fields.pop("auto"))
    if "modality" in fields:
        fields["modality"] = Modality(fields["modality"])
    for name in _LISTS:
        if name in fields:
            fields[name] = tuple(word for word in fields[name] if word.strip())
    return fields


def read_due_words(words: str, said_on: date) -> DueWindow | None:
    """A day, or words of a time as an article has them; `none` for no date. Raises UsageError.

    A bare day is the last one on which it may happen; `on 30 June` is that day and no other.
    """
    if _is_none(words):
        return None
    window = read_window(words, said_on)
    if window is not None and (window.latest or window.earliest):
        bare = window.earliest == window.latest and not words.strip().lower().startswith("on ")
        return replace(window, earliest=None) if bare else window
    day = day_of(words, said_on, "--due", "2017-06-30, 2017-06, fri, 7d, 'in July', 'by the end of the year'")
    return DueWindow(latest=day, text=words, precision=Precision.DAY)


def write_fields(claim: Claim, names: Collection[str]) -> list[str]:
    """The options that give these fields the values that they have in `claim`; what `read_fields` reads."""
    words: list[str] = []
    for name, (flag, write) in _FLAGS.items():
        if name in names:
            values = [_write_due(claim)] if name == "due" else write(getattr(claim, name))
            for value in values:
                words += [flag, safe(value)]
    return words


def _is_none(words: str) -> bool:
    return words.strip().lower() in ("none", "")


def _read_confidence(words: str) -> float | None:
    if _is_none(words):
        return None
    try:
        value = float(words)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise UsageError("--confidence: write a number from 0 to 1, or none")
    return value


def _one(value: object) -> list[str]:
    return ["none" if value is None else str(value)]


def _all(values: Sequence[str]) -> list[str]:
    return list(values) or [""]


def _write_due(claim: Claim) -> str:
    """The words of the due window, where they are read as that window again; else its days."""
    due = claim.due
    if due is None or not (due.earliest or due.latest):
        return "none"
    return due.text if _says(due.text, due, claim.said_on) else _days(due)


def _days(due: DueWindow) -> str:
    if due.latest is None:
        return f"not before {due.earliest}"
    if due.earliest is None:
        return str(due.latest)
    return f"on {due.latest}" if due.earliest == due.latest else f"{due.earliest} to {due.latest}"


def _says(words: str, due: DueWindow, said_on: date) -> bool:
    try:
        found = read_due_words(words, said_on)
    except UsageError:
        return False
    return found is not None and (found.earliest, found.latest) == (due.earliest, due.latest)


#: Field of a claim -> the option that sets it, and how its value is said.
_FLAGS: dict[str, tuple[str, Callable[[Any], list[str]]]] = {
    "statement": ("--statement", _one),
    "said_on": ("--said-on", _one),
    "due": ("--due", _one),
    "asserted_by": ("--by", _all),
    "denied_by": ("--denied-by", _all),
    "silent": ("--silent", _all),
    "modality": ("--modality", _one),
    "criteria": ("--criteria", _one),
    "quote": ("--quote", _one),
    "terms": ("--term", _all),
    "not_terms": ("--not-term", _all),
    "tags": ("--tag", _all),
    "targets": ("--target", _all),
    "confidence": ("--confidence", _one),
    "watched_until": ("--watch-until", _one),
    "auto_after": ("--auto", lambda after: [auto_words(after)]),
}


def _read_auto(words: str) -> int:
    found = read_auto(words)
    if found is None:
        raise UsageError("--auto: write 'after 2 sources' (so many independent ones), or never")
    return found


def refuse_unknown_targets(given: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Raises UsageError for a target that is not in the config."""
    if unknown := [name for name in given if name not in known]:
        raise UsageError(f"--target: there is no {unknown[0]!r} in the config; it has: {', '.join(known) or 'none'}")
