"""What is asked all the time is found among what is open alone, however much lies in the store that is over."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_POLLED: dict[str, Any] = {"sqlite_where": sa.text("paused = 0"), "postgresql_where": sa.text("NOT paused")}
_OPEN = "state NOT IN ('sent', 'superseded')"
_UNSETTLED: dict[str, Any] = {"sqlite_where": sa.text(_OPEN), "postgresql_where": sa.text(_OPEN)}

#: Rows of these change, or go, all the time: PostgreSQL is to clean up after two of a hundred, not after twenty.
_BUSY = (
    "feeds",
    "deliveries",
    "entries",
    "entry_keys",
    "term_counts",
    "counters",
    "learnings",
    "developments",
    "notes",
)


def upgrade() -> None:
    """Two indexes over all rows make way for smaller ones; on PostgreSQL busy tables are cleaned more often."""
    op.drop_index("ix_feeds_next_poll_at", "feeds")
    op.create_index("ix_feeds_next_poll_at", "feeds", ["next_poll_at"], **_POLLED)
    op.drop_index("ix_deliveries_state_next_try_at", "deliveries")
    op.create_index("ix_deliveries_target_created_at", "deliveries", ["target", "created_at"], **_UNSETTLED)
    if op.get_bind().dialect.name == "postgresql":
        for table in _BUSY:
            op.execute(
                f"ALTER TABLE {table} SET "
                "(autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)"
            )
