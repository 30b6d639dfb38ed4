"""Entries whose text was let go say when their feed last listed them, so that they can go for good one day."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEPT: dict[str, Any] = {"sqlite_where": sa.text("gone = 0"), "postgresql_where": sa.text("NOT gone")}
_GONE: dict[str, Any] = {"sqlite_where": sa.text("gone = 1"), "postgresql_where": sa.text("gone")}


def upgrade() -> None:
    """Nobody noted until now what is listed: it counts as listed when the last news of any feed came."""
    op.add_column("entries", sa.Column("listed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE entries SET listed_at = (SELECT max(first_seen) FROM entries) WHERE gone")
    op.drop_index("ix_entries_first_seen", "entries")
    op.create_index("ix_entries_first_seen", "entries", ["first_seen"], **_KEPT)
    op.create_index("ix_entries_feed_id_listed_at", "entries", ["feed_id", "listed_at"], **_GONE)
