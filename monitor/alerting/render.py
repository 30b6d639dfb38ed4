"""The message of an alert: a subject, a plain body, and our own HTML. No word of a stranger is ever used as markup."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.alerting.digest import digest_html, digest_text, write_digest
from monitor.alerting.html import write_html
from monitor.alerting.letter import Letter, write_letter
from monitor.alerting.picture import draw_timeline
from monitor.alerting.rules import counted_anew
from monitor.alerting.slack import digest_slack, letter_slack
from monitor.model.alert import Alert, AlertKind, Delivery, Message
from monitor.model.claim import Claim
from monitor.model.development import Development


@dataclass(frozen=True, slots=True)
class Part:
    """One delivery with what it tells of."""

    alert: Alert
    delivery: Delivery
    claim: Claim | None = None
    development: Development | None = None
    history: tuple[Development, ...] = ()


def render_letter(parts: Sequence[Part], bundle: str, now: datetime) -> Message:
    """One message for one delivery or several, the oldest first. A `bundle` is the id that the receiver knows it by."""
    parts = [replace(part, alert=counted_anew(part.alert, part.claim, now)) for part in parts]
    first = parts[0]
    if len(parts) == 1:
        message = render_message(first.alert, first.delivery, first.claim, first.development, now, first.history)
        return replace(message, alert_id=bundle or message.alert_id)
    digest = write_digest([(it.alert, it.delivery, it.claim, it.development) for it in parts], bundle, now)
    threads = {thread_of(part.alert) for part in parts}
    return Message(
        alert_id=bundle or first.alert.id,
        thread=threads.pop() if len(threads) == 1 else "digest",
        title=digest.subject,
        body=digest_text(digest),
        html=digest_html(digest),
        covers=tuple(part.alert.id for part in parts),
        slack=digest_slack(digest),
    )


def render_message(
    alert: Alert,
    delivery: Delivery,
    claim: Claim | None,
    development: Development | None,
    now: datetime,
    history: Sequence[Development] = (),
) -> Message:
    """What goes to the target. The subject has at most 150 characters; `thread` is the same for all alerts of a claim."""
    letter = write_letter(alert, delivery, claim, development, now, history)
    return Message(
        alert_id=alert.id,
        thread=thread_of(alert),
        title=letter.subject,
        body=write_text(letter),
        html=write_html(letter),
        covers=(alert.id,),
        picture=draw_timeline(letter.timeline) if letter.timeline else b"",
        slack=letter_slack(letter),
    )


def thread_of(alert: Alert) -> str:
    """One thread a claim, one a source: `claim.SLUG`, `feed.ID`; `verdicts`, `network`."""
    if alert.kind is AlertKind.NEEDS_VERDICT:
        return "verdicts"
    if alert.claim:
        return f"claim.{alert.claim}"
    return f"feed.{alert.feed}" if alert.feed else "network"


def write_text(letter: Letter) -> str:
    """The letter as plain text, for a screen that is 80 wide or more."""
    blocks = [
        [f"({note})" for note in letter.notes],
        [letter.headline, letter.meaning],
        [f"{label + ': ':<13}{value}" for label, value in letter.rows],
        [f"{when + ': ':<21}{command}" for when, command in letter.commands],
        [f"{letter.alert} · claim-monitor"],
    ]
    return "\n\n".join("\n".join(line for line in lines if line) for lines in blocks if lines) + "\n"
