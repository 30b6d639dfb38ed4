"""A claim may say after how many sources it is settled by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Claims that are there already are never settled by themselves."""
    op.add_column("claims", sa.Column("auto_after", sa.Integer(), nullable=False, server_default="0"))
