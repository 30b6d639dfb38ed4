"""Alerts and the outbox: an alert and its deliveries are stored together with what they tell, and sent later."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import CTE, ColumnElement, FromClause, and_, case, exists, not_, or_, select, text, true, update

from monitor.adapters.sql_store.mapping import ALERT, DELIVERY, storable
from monitor.adapters.sql_store.statements import Verbs, append_new, find_one, fit, put
from monitor.adapters.sql_store.tables import ALERTS, DELIVERIES
from monitor.model.alert import Alert, Delivery, DeliveryState

#: A delivery that failed this often no longer keeps the younger ones of its target waiting.
PATIENCE = 3

#: Any number does, if it is always the same: who holds it gives out deliveries.
_OUTBOX_LOCK = 0x6F7574626F78


class AlertVerbs(Verbs):
    """`ports.AlertTable` on SQL."""

    def add_alert(self, alert: Alert, deliveries: Sequence[Delivery]) -> bool:
        """Store both, unless an alert with this key exists: then nothing is stored and the answer is False."""
        if not append_new(self.connection, ALERTS, ALERT.values(alert)):
            return False
        put(self.connection, DELIVERIES, [DELIVERY.values(delivery) for delivery in deliveries])
        return True

    def alert(self, alert_id: str) -> Alert | None:
        """By exact id or unique prefix (4 digits and more)."""
        row = find_one(self.connection, select(ALERTS), ALERTS.c.id, storable(alert_id))
        return None if row is None else ALERT.noun_of(row)

    def alerts(self, *, claim: str = "", feed: str = "", limit: int = 1_000) -> list[Alert]:
        """The newest `limit`, oldest first."""
        query = fit(select(ALERTS), ALERTS, {"claim": storable(claim), "feed": storable(feed)})
        newest = query.order_by(ALERTS.c.created_at.desc(), ALERTS.c.id.desc()).limit(max(limit, 0))
        return [ALERT.noun_of(row) for row in reversed(self.connection.execute(newest).all())]

    def lease_deliveries(self, now: datetime, count: int, lease: timedelta) -> list[Delivery]:
        """Take up to `count` that are to be tried now, at most one a target, never past an older one in its way.

        In the way are: an older one that is due; an older one that failed fewer than `PATIENCE` times and waits; and
        any that is leased. One that is queued for later (a digest) is in nobody's way.
        """
        self._lock_outbox()
        chosen = _chosen(now, count)
        was_begun = DELIVERIES.c.state == DeliveryState.SENDING
        statement = (
            update(DELIVERIES)
            .where(DELIVERIES.c.id.in_(select(chosen.c.id)))
            .values(
                state=str(DeliveryState.SENDING),
                attempts=DELIVERIES.c.attempts + 1,
                maybe_repeated=case((was_begun, true()), else_=DELIVERIES.c.maybe_repeated),
                leased_until=now + lease,
            )
            .returning(*DELIVERIES.columns)
        )
        leased = [DELIVERY.noun_of(row) for row in self.connection.execute(statement)]
        return sorted(leased, key=lambda delivery: (delivery.created_at, delivery.id))

    def _lock_outbox(self) -> None:
        """On PostgreSQL: one at a time chooses, each seeing the last one's choice, so no target is leased twice."""
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _OUTBOX_LOCK})

    def save_delivery(self, delivery: Delivery) -> None:
        """Replace by id, and give the lease back."""
        put(self.connection, DELIVERIES, [DELIVERY.values(delivery) | {"leased_until": None}])

    def deliveries(self, *, alert: str = "", open_only: bool = False) -> list[Delivery]:
        """Oldest first; `open_only`: neither sent nor superseded."""
        query = fit(select(DELIVERIES), DELIVERIES, {"alert": storable(alert)})
        if open_only:
            closed = [str(DeliveryState.SENT), str(DeliveryState.SUPERSEDED)]
            query = query.where(DELIVERIES.c.state.not_in(closed))
        rows = self.connection.execute(query.order_by(DELIVERIES.c.created_at, DELIVERIES.c.id))
        return [DELIVERY.noun_of(row) for row in rows]

    def supersede_deliveries(self, claim: str, kinds: Iterable[str], now: datetime) -> int:
        """Withdraw what is not sent yet of this claim's alerts of these kinds. Returns how many.

        One that is being sent at this moment is left alone; one whose sender died is not sent again.
        """
        told = select(ALERTS.c.id).where(ALERTS.c.claim == storable(claim), ALERTS.c.kind.in_([str(k) for k in kinds]))
        unsent = or_(
            DELIVERIES.c.state.in_([DeliveryState.QUEUED, DeliveryState.WAITING, DeliveryState.HELD]),
            _lease_ran_out(DELIVERIES, now),
        )
        statement = update(DELIVERIES).where(DELIVERIES.c.alert.in_(told), unsent)
        return self.connection.execute(
            statement.values(state=str(DeliveryState.SUPERSEDED), leased_until=None)
        ).rowcount


def _chosen(now: datetime, count: int) -> CTE:
    other = DELIVERIES.alias("other")
    in_the_way = and_(other.c.target == DELIVERIES.c.target, _stands_in_the_way(other, now))
    return (
        select(DELIVERIES.c.id)
        .where(_is_due(DELIVERIES, now), not_(exists().where(in_the_way)))
        .order_by(DELIVERIES.c.created_at, DELIVERIES.c.id)
        .limit(max(count, 0))
        .with_for_update(skip_locked=True, of=DELIVERIES)
        .cte("chosen")
    )


def _stands_in_the_way(other: FromClause, now: datetime) -> ColumnElement[bool]:
    mine = DELIVERIES.c
    older = or_(other.c.created_at < mine.created_at, and_(other.c.created_at == mine.created_at, other.c.id < mine.id))
    patient = and_(other.c.state == DeliveryState.WAITING, other.c.attempts < PATIENCE)
    leased = and_(other.c.state == DeliveryState.SENDING, other.c.leased_until > now, other.c.id != mine.id)
    return or_(leased, and_(older, or_(_is_due(other, now), patient)))


def _is_due(rows: FromClause, now: datetime) -> ColumnElement[bool]:
    ready = rows.c.state.in_([DeliveryState.QUEUED, DeliveryState.WAITING])
    return or_(and_(ready, rows.c.next_try_at <= now), _lease_ran_out(rows, now))


def _lease_ran_out(rows: FromClause, now: datetime) -> ColumnElement[bool]:
    over = or_(rows.c.leased_until.is_(None), rows.c.leased_until <= now)
    return and_(rows.c.state == DeliveryState.SENDING, over)
