"""Alerts and the outbox: an alert and its deliveries are stored together with what they tell, and sent later."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, FromClause, and_, case, not_, or_, select, text, true, update

from monitor.adapters.sql_store.mapping import ALERT, DELIVERY, storable
from monitor.adapters.sql_store.statements import Verbs, append_new, chunks, find_one, fit, put, take_turn
from monitor.adapters.sql_store.tables import ALERTS, DELIVERIES, OPEN
from monitor.model.alert import Alert, Delivery, DeliveryState
from monitor.model.policy import LONGEST_LEASE
from monitor.ports import OUTBOX

_READY = [DeliveryState.QUEUED, DeliveryState.WAITING, DeliveryState.HELD]
_UNSENT = [*_READY, DeliveryState.SENDING]


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

    def alerts(
        self,
        *,
        claim: str = "",
        feed: str = "",
        kinds: Iterable[str] = (),
        since: datetime | None = None,
        limit: int | None = None,
    ) -> list[Alert]:
        """Those that fit all given words (`since`: created after), oldest first; with a `limit` the newest so many."""
        query = fit(select(ALERTS), ALERTS, {"claim": storable(claim), "feed": storable(feed)})
        if wanted := [str(kind) for kind in kinds]:
            query = query.where(ALERTS.c.kind.in_(wanted))
        if since is not None:
            query = query.where(ALERTS.c.created_at > since)
        newest = query.order_by(ALERTS.c.created_at.desc(), ALERTS.c.id.desc())
        if limit is not None:
            newest = newest.limit(max(limit, 0))
        return [ALERT.noun_of(row) for row in reversed(self.connection.execute(newest).all())]

    def known_alerts(self, ids: Iterable[str]) -> set[str]:
        """Those of these exact ids that there are."""
        found: set[str] = set()
        for some in chunks(map(storable, ids)):
            found.update(self.connection.execute(select(ALERTS.c.id).where(ALERTS.c.id.in_(some))).scalars())
        return found

    def outbox(self, target: str, since: datetime) -> list[tuple[Delivery, Alert]]:
        """What this target has to get, and what it got at or after `since`, in the order they are to arrive."""
        lately = and_(DELIVERIES.c.state == DeliveryState.SENT, DELIVERIES.c.sent_at >= since)
        wanted = and_(DELIVERIES.c.target == storable(target), or_(DELIVERIES.c.state.in_(_UNSENT), lately))
        joined = select(DELIVERIES).join(ALERTS, ALERTS.c.id == DELIVERIES.c.alert).where(wanted)
        ordered = joined.order_by(DELIVERIES.c.created_at, ALERTS.c.event_at, DELIVERIES.c.id)
        told = select(ALERTS).where(ALERTS.c.id.in_(select(DELIVERIES.c.alert).where(wanted)))
        alerts = {row.id: ALERT.noun_of(row) for row in self.connection.execute(told)}
        return [(DELIVERY.noun_of(row), alerts[row.alert]) for row in self.connection.execute(ordered)]

    def waiting_targets(self) -> list[str]:
        """The names of those that have something to get, held or not."""
        query = select(DELIVERIES.c.target).where(text(OPEN), DELIVERIES.c.state.in_(_UNSENT)).distinct()
        return sorted(self.connection.execute(query).scalars())

    def lease_deliveries(self, ids: Sequence[str], now: datetime, lease: timedelta, bundle: str = "") -> list[Delivery]:
        """Take these deliveries of one target, unless another of that target is being sent."""
        take_turn(self.connection, OUTBOX)  # each chooses after it has seen the last one's choice
        if not ids or self._is_busy(ids[0], now):
            return []
        changes = {
            "state": str(DeliveryState.SENDING),
            "attempts": DELIVERIES.c.attempts + 1,
            "maybe_repeated": case(
                (DELIVERIES.c.state == DeliveryState.SENDING, true()), else_=DELIVERIES.c.maybe_repeated
            ),
            "leased_until": now + lease,
            "bundle": bundle,
        }
        leased: dict[str, Delivery] = {}
        for some in chunks(ids):
            free = and_(DELIVERIES.c.id.in_(some), _is_free(DELIVERIES, now))
            statement = update(DELIVERIES).where(free).values(changes).returning(*DELIVERIES.columns)
            leased |= {row.id: DELIVERY.noun_of(row) for row in self.connection.execute(statement)}
        return [leased[each] for each in ids if each in leased]

    def _is_busy(self, delivery_id: str, now: datetime) -> bool:
        """One of the same target is being sent at this moment."""
        target = select(DELIVERIES.c.target).where(DELIVERIES.c.id == delivery_id).scalar_subquery()
        leased = and_(DELIVERIES.c.state == DeliveryState.SENDING, not_(_is_over(DELIVERIES, now)))
        query = select(DELIVERIES.c.id).where(DELIVERIES.c.target == target, leased)
        return self.connection.execute(query.limit(1)).first() is not None

    def save_delivery(self, delivery: Delivery) -> None:
        """Replace by id, and give the lease back."""
        put(self.connection, DELIVERIES, [DELIVERY.values(delivery) | {"leased_until": None}])

    def deliveries(self, *, alert: str = "", open_only: bool = False) -> list[Delivery]:
        """Oldest first; `open_only`: neither sent nor superseded."""
        query = fit(select(DELIVERIES), DELIVERIES, {"alert": storable(alert)})
        if open_only:
            query = query.where(text(OPEN))  # by its index, however much was sent
        rows = self.connection.execute(query.order_by(DELIVERIES.c.created_at, DELIVERIES.c.id))
        return [DELIVERY.noun_of(row) for row in rows]

    def supersede_deliveries(self, claim: str, kinds: Iterable[str], now: datetime, because: str = "") -> int:
        """Withdraw what is not sent of this claim's alerts of these kinds, also what was given up, with the reason.

        One that is being sent at this moment is left alone; one whose sender died is not sent again. Returns how many.
        """
        told = select(ALERTS.c.id).where(ALERTS.c.claim == storable(claim), ALERTS.c.kind.in_([str(k) for k in kinds]))
        unsent = or_(
            DELIVERIES.c.state.in_([*_READY, DeliveryState.DEAD]),
            _lease_ran_out(DELIVERIES, now),
        )
        statement = update(DELIVERIES).where(DELIVERIES.c.alert.in_(told), unsent)
        return self.connection.execute(
            statement.values(state=str(DeliveryState.SUPERSEDED), leased_until=None, last_error=storable(because))
        ).rowcount


def _is_free(rows: FromClause, now: datetime) -> ColumnElement[bool]:
    return or_(rows.c.state.in_(_READY), _lease_ran_out(rows, now))


def _lease_ran_out(rows: FromClause, now: datetime) -> ColumnElement[bool]:
    return and_(rows.c.state == DeliveryState.SENDING, _is_over(rows, now))


def _is_over(rows: FromClause, now: datetime) -> ColumnElement[bool]:
    """Run out, or so long that a clock which ran ahead has given it."""
    until = rows.c.leased_until
    return or_(until.is_(None), until <= now, until > now + LONGEST_LEASE)
