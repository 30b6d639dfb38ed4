"""The tables, as SQLModel classes. Columns are named after the fields of the nouns they keep; extra ones are explained.

Enums are kept as their plain string, times as aware UTC, tuples and small dataclasses as JSON text, lengths of time as
seconds. A row is never a noun: `mapping` goes between. What is written here must be written in `migrations` as well; a
test compares the two on both databases.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index, MetaData, String, Table, Text, text
from sqlmodel import AutoString, Field, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from monitor.adapters.sql_store.moment import Moment

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
#: What finds deliveries that are neither sent nor withdrawn by their own small index; dead ones are among them.
OPEN = "state NOT IN ('sent', 'superseded')"

METADATA = MetaData(naming_convention=_NAMES)


class Rows(SQLModel):
    """The base of all tables: one metadata, named constraints (so that migrations can speak of them)."""

    metadata: ClassVar[MetaData] = METADATA


def _index_where(flag: str, *columns: str, holds: bool) -> Index:
    """An index on the rows alone where the flag holds, or does not."""
    sqlite, postgresql = text(f"{flag} = {int(holds)}"), text(flag if holds else f"NOT {flag}")
    return Index(None, *columns, sqlite_where=sqlite, postgresql_where=postgresql)


class FeedRow(Rows, table=True):
    """`host` is the lower-case host of `url`; `leased_until` belongs to the daemon that polls it now, `leased_by`."""

    __tablename__ = "feeds"
    __table_args__ = (_index_where("paused", "next_poll_at", holds=False),)
    id: str = Field(primary_key=True)
    url: str = Field(index=True)
    host: str = Field(index=True)
    outlet: str
    added_at: datetime
    next_poll_at: datetime
    leased_until: datetime | None = Field(index=True)
    title: str
    tags: str = Field(sa_type=Text)
    paused: bool
    health: str
    reason: str | None
    error: str
    etag: bytes | None
    last_modified: bytes | None
    validators_url: str
    body_hash: str
    interval: float
    baseline_done: bool
    last_polled_at: datetime | None
    last_success_at: datetime | None
    last_new_at: datetime | None
    last_match_at: datetime | None
    failures: int
    failing_since: datetime | None
    failure_told: bool
    moved_to: str
    moved_seen: int
    polls: int
    not_modified: int
    gaps: int
    asked_interval: float
    skip_hours: str
    skip_days: str
    leased_by: str = Field(sa_column_kwargs={"server_default": ""})


class HostHoldRow(Rows, table=True):
    """Hosts that asked to be left alone for a while; holds for feeds that are added later, too."""

    __tablename__ = "host_holds"
    host: str = Field(primary_key=True)
    until: datetime


class EntryRow(Rows, table=True):
    """`gone`: its text was let go to save room; a shell stays, so that it is known when its feed brings it again.

    `listed_at` is of shells alone: when its feed was last seen to list it, or when its text went.
    """

    __tablename__ = "entries"
    __table_args__ = (
        _index_where("gone", "first_seen", holds=False),
        _index_where("gone", "feed_id", "listed_at", holds=True),
    )
    id: str = Field(primary_key=True)
    feed_id: str
    outlet: str
    keys: str = Field(sa_type=Text)
    title: str
    summary: str = Field(sa_type=Text)
    link: str
    canonical_link: str
    published: datetime = Field(index=True)
    first_seen: datetime
    author: str
    tags: str = Field(sa_type=Text)
    judged_hash: str
    revision: int
    baseline: bool
    gone: bool
    listed_at: datetime | None


class EntryKeyRow(Rows, table=True):
    """`digest` is the first 16 bytes of BLAKE2b over the key: keys can be long addresses, and are looked up, never read."""

    __tablename__ = "entry_keys"
    __table_args__ = ({"sqlite_with_rowid": False},)
    feed_id: str = Field(primary_key=True)
    digest: bytes = Field(primary_key=True)
    entry_id: str


class TermCountRow(Rows, table=True):
    """In how many counted documents a stem is."""

    __tablename__ = "term_counts"
    __table_args__ = ({"sqlite_with_rowid": False},)
    stem: str = Field(primary_key=True)
    documents: int


class CounterRow(Rows, table=True):
    """`claims-version` and `documents` (that were counted into term_counts)."""

    __tablename__ = "counters"
    name: str = Field(primary_key=True)
    value: int


class ClaimRow(Rows, table=True):
    """Claims are never deleted, so other rows may point at them."""

    __tablename__ = "claims"
    slug: str = Field(primary_key=True)
    statement: str = Field(sa_type=Text)
    said_on: date
    created_at: datetime
    status: str
    outcome: str | None
    quote: str = Field(sa_type=Text)
    quote_start: int | None
    quote_end: int | None
    quote_context: str = Field(sa_type=Text)
    asserted_by: str = Field(sa_type=Text)
    denied_by: str = Field(sa_type=Text)
    silent: str = Field(sa_type=Text)
    modality: str
    due: str | None = Field(sa_type=Text)
    criteria: str = Field(sa_type=Text)
    source: str = Field(sa_type=Text)
    terms: str = Field(sa_type=Text)
    not_terms: str = Field(sa_type=Text)
    tags: str = Field(sa_type=Text)
    targets: str = Field(sa_type=Text)
    confidence: float | None
    watched_until: date | None
    snoozed_until: datetime | None
    acked_at: datetime | None
    auto_after: int


class ClaimChangeRow(Rows, table=True):
    """At which `claims-version` a claim, or what was learned of it, changed last."""

    __tablename__ = "claim_changes"
    claim: str = Field(primary_key=True, foreign_key="claims.slug")
    version: int = Field(index=True)


class DecisionRow(Rows, table=True):
    """Append-only; `seq` keeps the order of rows of one moment."""

    __tablename__ = "decisions"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    claim: str = Field(index=True, foreign_key="claims.slug")
    action: str
    status_before: str | None
    status_after: str
    at: datetime
    by: str
    outcome: str | None
    evidence: str = Field(sa_type=Text)
    because: str = Field(sa_type=Text)
    due_before: str | None = Field(sa_type=Text)
    due_after: str | None = Field(sa_type=Text)
    rules: str


class EvidenceRow(Rows, table=True):
    """Append-only; `seq` keeps the order of rows of one moment."""

    __tablename__ = "evidence"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    claim: str = Field(index=True, foreign_key="claims.slug")
    entry: str = Field(index=True)
    development: str
    stance: str
    polarity: str
    outlet: str
    url: str
    canonical_url: str
    excerpt: str = Field(sa_type=Text)
    published: datetime
    fetched: datetime
    sha256: str
    at: datetime
    by: str
    because: str = Field(sa_type=Text)
    strength: str
    text: str = Field(sa_type=Text)
    amends: str
    diff: str = Field(sa_type=Text)


class LearningRow(Rows, table=True):
    """What is known of one claim."""

    __tablename__ = "learnings"
    claim: str = Field(primary_key=True, foreign_key="claims.slug")
    accepted: int
    rejected: int
    line_shift: float
    term_weights: str = Field(sa_type=Text)
    profile: str = Field(sa_type=Text)
    mass: float
    matched: int
    last_matched: str
    examples: str = Field(sa_type=Text)


class MatchRow(Rows, table=True):
    """One row a pair."""

    __tablename__ = "matches"
    claim: str = Field(primary_key=True, foreign_key="claims.slug")
    entry: str = Field(primary_key=True, index=True)
    score: float
    decision: str
    polarity: str
    said_at: datetime
    polarity_because: str
    signals: str = Field(sa_type=Text)
    why: str = Field(sa_type=Text)
    missing: str = Field(sa_type=Text)
    development: str = Field(index=True)


class DevelopmentRow(Rows, table=True):
    """One event about one claim."""

    __tablename__ = "developments"
    id: str = Field(primary_key=True)
    claim: str = Field(index=True, foreign_key="claims.slug")
    polarity: str
    decision: str
    headline: str
    link: str
    first_entry: str
    opened_at: datetime
    last_at: datetime = Field(index=True)
    seen_at: datetime
    score: float
    entries: int
    outlets: str = Field(sa_type=Text)
    sketch: str = Field(sa_type=Text)
    links: str = Field(sa_type=Text)
    grouped_because: str
    baseline: bool
    review: str
    sources: str = Field(sa_type=Text)
    prints: str = Field(sa_type=Text)


class ReviewRow(Rows, table=True):
    """Append-only; `seq` keeps the order of rows of one moment."""

    __tablename__ = "reviews"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    development: str = Field(index=True)
    claim: str = Field(index=True, foreign_key="claims.slug")
    state: str
    at: datetime
    by: str
    stance: str | None
    reject_reason: str | None
    because: str = Field(sa_type=Text)


class AlertRow(Rows, table=True):
    """`key` is what makes two alerts the same news."""

    __tablename__ = "alerts"
    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    kind: str
    level: str
    created_at: datetime = Field(index=True)
    event_at: datetime
    reason: str
    claim: str = Field(index=True)
    feed: str = Field(index=True)
    development: str
    subject: str
    lines: str = Field(sa_type=Text)
    facts: str = Field(sa_type=Text)


class DeliveryRow(Rows, table=True):
    """The outbox. Its indexes find what a target has before it, and what it got lately."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(None, "target", "created_at", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index(None, "target", "state", "created_at"),
        Index(None, "target", "sent_at"),
    )
    id: str = Field(primary_key=True)
    alert: str = Field(index=True, foreign_key="alerts.id")
    target: str
    state: str
    created_at: datetime
    next_try_at: datetime
    attempts: int
    maybe_repeated: bool
    leased_until: datetime | None
    last_error: str
    sent_at: datetime | None
    set_aside: bool
    bundle: str


class NoteRow(Rows, table=True):
    """Small facts by name."""

    __tablename__ = "notes"
    name: str = Field(primary_key=True)
    text: str = Field(sa_type=Text)


def _table(rows: type[Rows]) -> Table:
    return METADATA.tables[str(rows.__tablename__)]


def _lighten() -> None:
    """SQLModel's own types act for each value that is read or written; that of text does so for MySQL alone."""
    for table in METADATA.tables.values():
        for column in table.columns:
            if isinstance(column.type, AutoString):
                column.type = String()
            elif isinstance(column.type, UTCDateTime):
                column.type = Moment()


_lighten()

FEEDS = _table(FeedRow)
HOST_HOLDS = _table(HostHoldRow)
ENTRIES = _table(EntryRow)
ENTRY_KEYS = _table(EntryKeyRow)
TERM_COUNTS = _table(TermCountRow)
COUNTERS = _table(CounterRow)
CLAIMS = _table(ClaimRow)
CLAIM_CHANGES = _table(ClaimChangeRow)
DECISIONS = _table(DecisionRow)
EVIDENCE = _table(EvidenceRow)
LEARNINGS = _table(LearningRow)
MATCHES = _table(MatchRow)
DEVELOPMENTS = _table(DevelopmentRow)
REVIEWS = _table(ReviewRow)
ALERTS = _table(AlertRow)
DELIVERIES = _table(DeliveryRow)
NOTES = _table(NoteRow)
