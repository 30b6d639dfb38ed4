"""The demo's last page: outlets, claims, what was told and what ought to have been, and where the mails lie."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from shlex import quote

from monitor.app import App
from monitor.demo.archive import OUTLETS, Item, load_expected
from monitor.demo.mailbox import Mailbox
from monitor.demo.servers import FeedServer
from monitor.demo.told import Outcome, Told, read_told, text_of, was_told_right, weigh_told
from monitor.model.claim import Claim, ClaimState
from monitor.model.match import MatchDecision
from monitor.model.safe import safe
from monitor.ports import Transaction
from monitor.usecases.read_status import gather_facts, make_row

#: The name of the store in the demo's folder.
STORE = "monitor.db"

Row = tuple[str, ...]


def summary_lines(
    app: App, server: FeedServer, mailbox: Mailbox, items: Sequence[Item], now: datetime
) -> Iterator[str]:
    """Every line of the page."""
    mails = mailbox.mails()
    told = [one for mail in mails if (one := read_told(mail, items))]
    outcome = weigh_told(told, load_expected())
    yield from ("", "OUTLETS", *_table(_outlet_rows(server, items)))
    with app.store.read() as tx:
        yield from ("", "CLAIMS", *_table(_claim_rows(tx, app, now)))
        waiting = len(tx.deliveries(open_only=True))
    yield from ("", "EVENTS", *_table(_event_rows(outcome)))
    yield from (f"not wanted: [{one.claim}] {one.polarity}: {safe(one.headline)}" for one in outcome.others)
    first = next((mail for mail in mails if read_told(mail, items)), None)
    if first is not None:
        yield from ("", "THE FIRST OF THE MAILS", *(f"  | {safe(line)}" for line in text_of(first).splitlines()))
    yield from ("", f"Look around: monitor --store {quote(str(mailbox.folder.parent / STORE))} claim list", "")
    yield from (_verdict(outcome, len(mails), waiting), f"The mails lie in {mailbox.folder}")


def states_of(tx: Transaction, app: App, claim: Claim, now: datetime) -> tuple[ClaimState, ...]:
    """The claim's computed states as of `now`."""
    facts = gather_facts(tx.developments(claim=claim.slug), tx.feeds())
    return make_row(claim, facts, tx.reviews(claim=claim.slug), app.config.alerts, now).states


def _outlet_rows(server: FeedServer, items: Sequence[Item]) -> Iterator[Row]:
    yield ("outlet", "feed", "saves by", "reports", "200", "304", "failed")
    carried = Counter(item.feed for item in items)
    for outlet in OUTLETS:
        count = server.count(outlet)
        failed = sum(times for status, times in count.items() if status >= 400)
        yield (
            outlet.name,
            outlet.syntax,
            outlet.courtesy,
            str(carried[outlet.name]),
            str(count[200]),
            str(count[304]),
            f"{failed} ({outlet.outage.status})" if outlet.outage else str(failed),
        )


def _claim_rows(tx: Transaction, app: App, now: datetime) -> Iterator[Row]:
    yield ("claim", "states", "events told", "in review", "due")
    for claim in tx.claims():
        developments = tx.developments(claim=claim.slug)
        due = claim.due.latest if claim.due else None
        yield (
            claim.slug,
            ", ".join(states_of(tx, app, claim, now)) or "-",
            str(sum(alert.development != "" for alert in tx.alerts(claim=claim.slug))),
            str(sum(it.decision is MatchDecision.SUGGEST for it in developments)),
            due.isoformat() if due else "-",
        )


def _event_rows(outcome: Outcome) -> Iterator[Row]:
    yield ("", "day", "claim", "mailed as", "event")
    for event, told in outcome.hits:
        mark = "ok" if was_told_right(event, told) else "!!"
        yield (mark, event.day.isoformat(), event.claim, _words(told), event.what)


def _words(told: Sequence[Told]) -> str:
    return ", ".join(one.polarity for one in told) or "nothing"


def _verdict(outcome: Outcome, mails: int, waiting: int) -> str:
    right = sum(was_told_right(event, told) for event, told in outcome.hits)
    return (
        f"{right} of {len(outcome.hits)} events told once and rightly, {len(outcome.others)} not wanted; "
        f"{mails} mails in all, {waiting} waiting"
    )


def _table(rows: Iterator[Row]) -> Iterator[str]:
    lines = list(rows)
    widths = [max(len(row[column]) for row in lines) for column in range(len(lines[0]))]
    for row in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
