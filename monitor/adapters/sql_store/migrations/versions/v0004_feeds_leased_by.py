"""A feed says which daemon polls it, so that one that ends gives its leases back; what is leased is found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leases of before belong to nobody, and run out by themselves."""
    op.add_column("feeds", sa.Column("leased_by", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_feeds_leased_until", "feeds", ["leased_until"])
