"""Is a development worth telling?"""

from datetime import datetime
from typing import assert_never

from monitor.model.alert import Alert, AlertKind, AlertLevel
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import Development, ReviewState
from monitor.model.feed import Entry
from monitor.model.ids import make_id
from monitor.model.match import OCCURRED_EARLY, Match, MatchDecision, Polarity
from monitor.model.safe import safe

_EDITED = "; the article was edited since it came out"


def development_alert(
    claim: Claim, development: Development, entry: Entry, match: Match, before: Polarity | None, now: datetime
) -> Alert | None:
    """The alert on a development that is new, or that newly became a match; None when there is nothing to tell.

    `before` is the polarity of the claim's last told development (None = nothing was told yet); a turn between good and
    bad news makes it a change of polarity. One development has one key a polarity, so an edit that turns it is told once.
    """
    if why_untold(claim, development):
        return None
    turned = before is not None and _is_turn(before, development.polarity)
    kind = AlertKind.POLARITY_CHANGE if turned else AlertKind.DEVELOPMENT
    key = _first_key(development.id, development.polarity)
    return Alert(
        id=make_id("alert", key),
        key=key,
        kind=kind,
        level=AlertLevel.NOW if turned or match.is_early else polarity_level(development.polarity),
        created_at=now,
        event_at=min(development.opened_at if entry.revision else entry.published, now),
        reason=_reason(before, development.polarity) + (_EDITED if entry.revision else ""),
        claim=claim.slug,
        feed=entry.feed_id,
        development=development.id,
        subject=f"{_what(development, match)}: {safe(development.headline or entry.title, 200)}",
        lines=(safe(development.headline or entry.title, 500),),
        facts=_facts(development, entry, match),
    )


def more_reports_alert(
    claim: Claim, before: Development, after: Development, entry: Entry, now: datetime
) -> Alert | None:
    """For digests: what was told is reported by more outlets now. At 2, 4, 8 … of them, so that it can't become a flood.

    The message counts the outlets anew when it is made, so one that waits for its digest grows until then.
    """
    outlets = len(after.outlets)
    if why_untold(claim, after) or outlets <= max(len(before.outlets), 1) or outlets & (outlets - 1):
        return None
    key = f"more-reports:{after.id}:{after.polarity}:{outlets}"
    return Alert(
        id=make_id("alert", key),
        key=key,
        kind=AlertKind.MORE_REPORTS,
        level=AlertLevel.DIGEST,
        created_at=now,
        event_at=min(entry.published, now),
        reason="more outlets report it",
        claim=claim.slug,
        feed=entry.feed_id,
        development=after.id,
        subject=f"more reports, {after.says}: {safe(after.headline, 200)}",
        lines=(safe(after.headline, 500),),
    )


def first_alert_of(more: Alert) -> str:
    """Id of the alert that told first what this one has more reports of; its polarity is that of the key."""
    return make_id("alert", _first_key(more.development, "".join(more.key.split(":")[2:3])))


def why_untold(claim: Claim, development: Development) -> str:
    """Why this development makes no alert, in words; empty = it does."""
    if claim.status is not ClaimStatus.OPEN:
        return f"the claim is {claim.status}"
    if development.decision is not MatchDecision.MATCH:
        return "below the match line: it waits in review"
    if development.baseline:
        return "met on the first poll of its feed"
    if development.polarity is Polarity.ECHO:
        return "an echo: nothing new"
    if development.review is ReviewState.REJECTED:
        return "rejected in review"
    return ""


def polarity_level(polarity: Polarity) -> AlertLevel:
    """How urgent news of this polarity is."""
    match polarity:
        case Polarity.OCCURRED | Polarity.CANCELLED | Polarity.DENIED | Polarity.POSTPONED | Polarity.FAILED:
            return AlertLevel.NOW
        case Polarity.PROGRESS | Polarity.ECHO:
            return AlertLevel.DIGEST
        case _:
            assert_never(polarity)


def _first_key(development: str, polarity: str) -> str:
    return f"development:{development}:{polarity}"


def _what(development: Development, match: Match) -> str:
    return OCCURRED_EARLY if match.is_early else str(development.polarity)


def _is_turn(before: Polarity, after: Polarity) -> bool:
    return (before.is_good and after.is_bad) or (before.is_bad and after.is_good)


def _reason(before: Polarity | None, after: Polarity) -> str:
    if before is None:
        return "first report"
    if _is_turn(before, after):
        return f"polarity changed: {before} → {after}"
    return "new event" if before is after else f"new event: {before} → {after}"


def _facts(development: Development, entry: Entry, match: Match) -> tuple[tuple[str, str], ...]:
    facts = (
        ("why", safe("; ".join(match.why), 500)),
        ("polarity because", safe(match.polarity_because, 300)),
        ("outlet", safe(entry.outlet, 100)),
        ("link", safe(development.link or entry.link, 2_000)),
    )
    return tuple((label, value) for label, value in facts if value)
