"""The first schema."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORD = sa.String()
TEXT = sa.Text()
TIME = sa.DateTime(timezone=True)
DAY = sa.Date()
COUNT = sa.Integer()
NUMBER = sa.Float()
FLAG = sa.Boolean()
RAW = sa.LargeBinary()


def upgrade() -> None:
    """Make every table."""
    _make_feeds()
    _make_host_holds()
    _make_entries()
    _make_entry_keys()
    _make_term_counts()
    _make_counters()
    _make_claims()
    _make_decisions()
    _make_evidence()
    _make_learnings()
    _make_matches()
    _make_developments()
    _make_reviews()
    _make_alerts()
    _make_deliveries()
    _make_notes()


def _must(name: str, kind: TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _may(name: str, kind: TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _unique(table: str, column: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(column, name=f"uq_{table}_{column}")


def _points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def _make_feeds() -> None:
    op.create_table(
        "feeds",
        _must("id", WORD),
        _must("url", WORD),
        _must("host", WORD),
        _must("outlet", WORD),
        _must("added_at", TIME),
        _must("next_poll_at", TIME),
        _may("leased_until", TIME),
        _must("title", WORD),
        _must("tags", TEXT),
        _must("paused", FLAG),
        _must("health", WORD),
        _may("reason", WORD),
        _must("error", WORD),
        _may("etag", RAW),
        _may("last_modified", RAW),
        _must("validators_url", WORD),
        _must("body_hash", WORD),
        _must("interval", NUMBER),
        _must("baseline_done", FLAG),
        _may("last_polled_at", TIME),
        _may("last_success_at", TIME),
        _may("last_new_at", TIME),
        _may("last_match_at", TIME),
        _must("failures", COUNT),
        _may("failing_since", TIME),
        _must("failure_told", FLAG),
        _must("moved_to", WORD),
        _must("moved_seen", COUNT),
        _must("polls", COUNT),
        _must("not_modified", COUNT),
        _must("gaps", COUNT),
        _must("asked_interval", NUMBER),
        _must("skip_hours", WORD),
        _must("skip_days", WORD),
        _key("feeds", "id"),
    )
    _index("feeds", "host")
    _index("feeds", "next_poll_at")
    _index("feeds", "url")


def _make_host_holds() -> None:
    op.create_table("host_holds", _must("host", WORD), _must("until", TIME), _key("host_holds", "host"))


def _make_entries() -> None:
    op.create_table(
        "entries",
        _must("id", WORD),
        _must("feed_id", WORD),
        _must("outlet", WORD),
        _must("keys", TEXT),
        _must("title", WORD),
        _must("summary", TEXT),
        _must("link", WORD),
        _must("canonical_link", WORD),
        _must("published", TIME),
        _must("first_seen", TIME),
        _must("author", WORD),
        _must("tags", TEXT),
        _must("judged_hash", WORD),
        _must("revision", COUNT),
        _must("baseline", FLAG),
        _must("gone", FLAG),
        _key("entries", "id"),
    )
    _index("entries", "first_seen")
    _index("entries", "published")


def _make_entry_keys() -> None:
    op.create_table(
        "entry_keys",
        _must("feed_id", WORD),
        _must("digest", RAW),
        _must("entry_id", WORD),
        _key("entry_keys", "feed_id", "digest"),
        sqlite_with_rowid=False,
    )


def _make_term_counts() -> None:
    op.create_table(
        "term_counts",
        _must("stem", WORD),
        _must("documents", COUNT),
        _key("term_counts", "stem"),
        sqlite_with_rowid=False,
    )


def _make_counters() -> None:
    op.create_table("counters", _must("name", WORD), _must("value", COUNT), _key("counters", "name"))


def _make_claims() -> None:
    op.create_table(
        "claims",
        _must("slug", WORD),
        _must("statement", TEXT),
        _must("said_on", DAY),
        _must("created_at", TIME),
        _must("status", WORD),
        _may("outcome", WORD),
        _must("quote", TEXT),
        _may("quote_start", COUNT),
        _may("quote_end", COUNT),
        _must("quote_context", TEXT),
        _must("asserted_by", TEXT),
        _must("denied_by", TEXT),
        _must("silent", TEXT),
        _must("modality", WORD),
        _may("due", TEXT),
        _must("criteria", TEXT),
        _must("source", TEXT),
        _must("terms", TEXT),
        _must("not_terms", TEXT),
        _must("tags", TEXT),
        _must("targets", TEXT),
        _may("confidence", NUMBER),
        _may("watched_until", DAY),
        _may("snoozed_until", TIME),
        _may("acked_at", TIME),
        _key("claims", "slug"),
    )


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        _must("seq", COUNT),
        _must("id", WORD),
        _must("claim", WORD),
        _must("action", WORD),
        _may("status_before", WORD),
        _must("status_after", WORD),
        _must("at", TIME),
        _must("by", WORD),
        _may("outcome", WORD),
        _must("evidence", TEXT),
        _must("because", TEXT),
        _may("due_before", TEXT),
        _may("due_after", TEXT),
        _must("rules", WORD),
        _key("decisions", "seq"),
        _unique("decisions", "id"),
        _points("decisions", "claim", "claims.slug"),
    )
    _index("decisions", "claim")


def _make_evidence() -> None:
    op.create_table(
        "evidence",
        _must("seq", COUNT),
        _must("id", WORD),
        _must("claim", WORD),
        _must("entry", WORD),
        _must("development", WORD),
        _must("stance", WORD),
        _must("polarity", WORD),
        _must("outlet", WORD),
        _must("url", WORD),
        _must("canonical_url", WORD),
        _must("excerpt", TEXT),
        _must("published", TIME),
        _must("fetched", TIME),
        _must("sha256", WORD),
        _must("at", TIME),
        _must("by", WORD),
        _must("because", TEXT),
        _key("evidence", "seq"),
        _points("evidence", "claim", "claims.slug"),
        _unique("evidence", "id"),
    )
    _index("evidence", "claim")
    _index("evidence", "entry")


def _make_learnings() -> None:
    op.create_table(
        "learnings",
        _must("claim", WORD),
        _must("accepted", COUNT),
        _must("rejected", COUNT),
        _must("line_shift", NUMBER),
        _must("term_weights", TEXT),
        _must("profile", TEXT),
        _must("mass", NUMBER),
        _must("matched", COUNT),
        _must("last_matched", WORD),
        _must("examples", TEXT),
        _key("learnings", "claim"),
        _points("learnings", "claim", "claims.slug"),
    )


def _make_matches() -> None:
    op.create_table(
        "matches",
        _must("claim", WORD),
        _must("entry", WORD),
        _must("score", NUMBER),
        _must("decision", WORD),
        _must("polarity", WORD),
        _must("said_at", TIME),
        _must("polarity_because", WORD),
        _must("signals", TEXT),
        _must("why", TEXT),
        _must("missing", TEXT),
        _must("development", WORD),
        _key("matches", "claim", "entry"),
        _points("matches", "claim", "claims.slug"),
    )
    _index("matches", "development")
    _index("matches", "entry")


def _make_developments() -> None:
    op.create_table(
        "developments",
        _must("id", WORD),
        _must("claim", WORD),
        _must("polarity", WORD),
        _must("decision", WORD),
        _must("headline", WORD),
        _must("link", WORD),
        _must("first_entry", WORD),
        _must("opened_at", TIME),
        _must("last_at", TIME),
        _must("seen_at", TIME),
        _must("score", NUMBER),
        _must("entries", COUNT),
        _must("outlets", TEXT),
        _must("sketch", TEXT),
        _must("links", TEXT),
        _must("grouped_because", WORD),
        _must("baseline", FLAG),
        _must("review", WORD),
        _key("developments", "id"),
        _points("developments", "claim", "claims.slug"),
    )
    _index("developments", "claim")
    _index("developments", "last_at")


def _make_reviews() -> None:
    op.create_table(
        "reviews",
        _must("seq", COUNT),
        _must("id", WORD),
        _must("development", WORD),
        _must("claim", WORD),
        _must("state", WORD),
        _must("at", TIME),
        _must("by", WORD),
        _may("stance", WORD),
        _may("reject_reason", WORD),
        _must("because", TEXT),
        _key("reviews", "seq"),
        _points("reviews", "claim", "claims.slug"),
        _unique("reviews", "id"),
    )
    _index("reviews", "claim")
    _index("reviews", "development")


def _make_alerts() -> None:
    op.create_table(
        "alerts",
        _must("id", WORD),
        _must("key", WORD),
        _must("kind", WORD),
        _must("level", WORD),
        _must("created_at", TIME),
        _must("event_at", TIME),
        _must("reason", WORD),
        _must("claim", WORD),
        _must("feed", WORD),
        _must("development", WORD),
        _must("subject", WORD),
        _must("lines", TEXT),
        _must("facts", TEXT),
        _key("alerts", "id"),
        _unique("alerts", "key"),
    )
    _index("alerts", "claim")
    _index("alerts", "created_at")
    _index("alerts", "feed")


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        _must("id", WORD),
        _must("alert", WORD),
        _must("target", WORD),
        _must("state", WORD),
        _must("created_at", TIME),
        _must("next_try_at", TIME),
        _must("attempts", COUNT),
        _must("maybe_repeated", FLAG),
        _may("leased_until", TIME),
        _must("last_error", WORD),
        _may("sent_at", TIME),
        _must("set_aside", FLAG),
        _must("bundle", WORD),
        _key("deliveries", "id"),
        _points("deliveries", "alert", "alerts.id"),
    )
    _index("deliveries", "alert")
    _index("deliveries", "state", "next_try_at")
    _index("deliveries", "target", "state", "created_at")
    _index("deliveries", "target", "sent_at")


def _make_notes() -> None:
    op.create_table("notes", _must("name", WORD), _must("text", TEXT), _key("notes", "name"))
