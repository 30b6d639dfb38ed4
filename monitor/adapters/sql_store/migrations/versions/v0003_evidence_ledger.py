"""Evidence keeps the text that was judged, how strong it is, and what a later edit changed in it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NEW = {"strength": "moderate", "text": "", "amends": "", "diff": ""}


def upgrade() -> None:
    """Rows that are there already stay as they are: of moderate strength, without the text."""
    for name, before in _NEW.items():
        kind = sa.Text() if name in ("text", "diff") else sa.String()
        op.add_column("evidence", sa.Column(name, kind, nullable=False, server_default=before))
