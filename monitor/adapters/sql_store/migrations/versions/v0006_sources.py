"""Developments tell who has words of their own from who only prints them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty in rows that are there already: all who carry them count as sources, as they did until now."""
    for name in ("sources", "prints"):
        op.add_column("developments", sa.Column(name, sa.Text(), nullable=False, server_default="[]"))
