"""`monitor alert list/show/retry/drop`: the outbox."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk
from monitor.cli.screen import WIDE, Column
from monitor.cli.status import outbox_lines, show_labelled
from monitor.cli.wording import ago, count, joined, moment_words
from monitor.errors import NotFoundError, UsageError
from monitor.model.alert import Delivery, DeliveryState
from monitor.model.ids import short_id
from monitor.model.links import shown_link
from monitor.usecases.read_status import read_outbox
from monitor.usecases.retry_alerts import drop_alert, find_alerts, retry_alerts

COLUMNS = (
    Column("ID", whole=True, style="bold"),
    Column("WHEN", 2),
    Column("KIND"),
    Column("CLAIM", whole=True),
    Column("DELIVERIES"),
    Column("SUBJECT", 2, stretch=True),
)


@command("list", "monitor alert list", "monitor alert list --claim g20-meeting", "monitor alert list --failed --json")
@click.option("--claim", default="", metavar="CLAIM", help="Only alerts of this claim.")
@click.option("--failed", is_flag=True, help="Only those with a delivery that failed or was given up.")
@click.option("--limit", default=50, show_default=True, help="The newest so many; 0: all.")
@click.pass_obj
def list_(settings: Settings, claim: str, failed: bool, limit: int) -> None:
    """Alerts and how their deliveries stand, the newest last."""
    with open_desk(settings) as (app, screen):
        known = find_alerts(app.store, claim=claim, failed=failed, limit=limit + 1 if limit > 0 else 0)
        found = known[-limit:] if limit > 0 else known
        if screen.is_json:
            screen.json([{"alert": it.alert, "deliveries": it.deliveries} for it in found])
            return
        now = app.now()
        rows = [
            [
                short_id(it.alert.id),
                ago(it.alert.created_at, now),
                it.alert.kind.value,
                it.alert.claim or "-",
                _deliveries_words(it.deliveries, now, names=screen.width >= WIDE),
                it.alert.subject,
            ]
            for it in found
        ]
        if len(known) > len(found):
            screen.say(f"Only the newest {limit}; all of them: add --limit 0")
        screen.table(COLUMNS, rows)
        for line in outbox_lines(read_outbox(app.store), now):
            show_labelled(screen, line, "dim")


@command("show", "monitor alert show 3fa2b1c0")
@click.argument("alert")
@click.pass_obj
def show(settings: Settings, alert: str) -> None:
    """One alert: its words, why it was raised, and every delivery."""
    with open_desk(settings) as (app, screen):
        with app.store.read() as tx:
            found = tx.alert(alert.lower())
            if found is None:
                raise NotFoundError(f"there is no alert {alert[:40]!r}; `monitor alert list` shows them")
            deliveries = tx.deliveries(alert=found.id)
        if screen.is_json:
            screen.json({"alert": found, "deliveries": deliveries})
            return
        screen.line(found.subject, "bold")
        for line in found.lines:
            if line not in found.subject:
                screen.line(line, indent=2)
        screen.line()
        screen.fact("alert", f"{short_id(found.id)}, {found.kind.value}, {moment_words(found.created_at)} UTC")
        screen.fact("because", found.reason)
        screen.fact("claim", found.claim)
        screen.fact("development", short_id(found.development) if found.development else "")
        facts = dict(found.facts)
        screen.fact("why", facts.get("why", ""))
        screen.fact("outlet", facts.get("outlet", ""))
        screen.fact("link", shown_link(facts.get("link", "")))
        for delivery in _by_target(deliveries):
            screen.fact("delivery", _delivery_words(delivery))


@command("retry", "monitor alert retry 3fa2b1c0", "monitor alert retry --all")
@click.argument("alert", default="")
@click.option("--all", "every", is_flag=True, help="Every delivery that was given up or waits.")
@click.pass_obj
def retry(settings: Settings, alert: str, every: bool) -> None:
    """Try again, now, what was given up or waits for its next try. Nothing is sent twice.

    What would be stale is withdrawn instead: the claim is settled since, the reminder was acked or its due day moved.
    """
    if bool(alert) == every:
        raise UsageError("name an alert, or say --all; see `monitor alert list --failed`")
    with open_desk(settings) as (app, screen):
        done = retry_alerts(app.store, alert.lower(), app.now())
        if screen.is_json:
            ids = {"retried": done.again, "withdrawn": done.withdrawn}
            screen.json({name: [delivery.id for delivery in rows] for name, rows in ids.items()})
            return
        for line in _withdrawn_lines(done.withdrawn):
            screen.line(line)
        if done.again:
            screen.line(f"{count(len(done.again), 'delivery', 'deliveries')} due now.")
            screen.say("The daemon sends them; without one: monitor run --once")
        if done.again or done.withdrawn:
            return
        screen.line("Nothing to try again: only what was given up or waits for its next try is.")
        for found in find_alerts(app.store, alert=alert.lower()) if alert else ():
            for delivery in found.deliveries:
                screen.line(_delivery_words(delivery), indent=2)
            screen.say(_next_step(found.deliveries, found.alert.claim))


@command("drop", "monitor alert drop 3fa2b1c0")
@click.argument("alert")
@click.pass_obj
def drop(settings: Settings, alert: str) -> None:
    """Withdraw what was not sent of one alert, also what was given up. It stays on the record."""
    with open_desk(settings) as (app, screen):
        gone = drop_alert(app.store, alert.lower(), app.now())
        if screen.is_json:
            screen.json({"dropped": [delivery.id for delivery in gone]})
            return
        screen.line(f"{count(len(gone), 'delivery', 'deliveries')} withdrawn.")


def _deliveries_words(deliveries: Sequence[Delivery], now: datetime, *, names: bool) -> str:
    """Each target and how it stands; where there is no room for `names`, how many stand how: 2 sent, 1 held."""
    if names or len(deliveries) < 2:
        return joined([_state_words(each, now) for each in _by_target(deliveries)], 3) or "no target"
    counts = Counter(_state_word(delivery) for delivery in deliveries)
    return ", ".join(f"{many} {state}" for state, many in counts.most_common())


def _withdrawn_lines(gone: Sequence[Delivery]) -> list[str]:
    """2 deliveries withdrawn, not sent: the claim was settled or dropped."""
    whys = Counter(delivery.last_error.removeprefix("withdrawn: ") for delivery in gone)
    return [f"{count(many, 'delivery', 'deliveries')} withdrawn, not sent: {why}" for why, many in whys.items()]


def _next_step(deliveries: Sequence[Delivery], claim: str) -> str:
    states = {delivery.state for delivery in deliveries}
    if DeliveryState.HELD in states:
        return f"What is held goes by itself; a snooze ends with: monitor snooze {claim or 'CLAIM'} --end"
    if states <= {DeliveryState.SENT}:
        names = " ".join(delivery.target for delivery in deliveries)
        return f"What was sent is not sent again. Did it not arrive? Try: monitor target test {names}"
    return "What is queued or being sent goes by itself; what was withdrawn stays so."


def _by_target(deliveries: Sequence[Delivery]) -> list[Delivery]:
    return sorted(deliveries, key=lambda delivery: delivery.target)


def _state_words(delivery: Delivery, now: datetime) -> str:
    words = f"{delivery.target} {_state_word(delivery)}"
    later = delivery.state in (DeliveryState.WAITING, DeliveryState.HELD) and delivery.next_try_at > now
    return f"{words} ({ago(delivery.next_try_at, now)})" if later else words


def _state_word(delivery: Delivery) -> str:
    return "set aside" if _is_set_aside(delivery) else delivery.state.value


def _is_set_aside(delivery: Delivery) -> bool:
    return delivery.set_aside and delivery.state is DeliveryState.WAITING


def _delivery_words(delivery: Delivery) -> str:
    aside = ", set aside so that it keeps no other waiting" if _is_set_aside(delivery) else ""
    words = f"{delivery.target}: {delivery.state.value}{aside}, {count(delivery.attempts, 'try', 'tries')}"
    if delivery.state is DeliveryState.WAITING:
        words += f", next {moment_words(delivery.next_try_at)} UTC"
    if delivery.state is DeliveryState.HELD:
        words += f" until {moment_words(delivery.next_try_at)} UTC"
    if delivery.sent_at:
        words += f", {moment_words(delivery.sent_at)} UTC"
    why = delivery.last_error.removeprefix("held: ").removeprefix("withdrawn: ")
    return words + (f": {why}" if why and not delivery.sent_at else "")
