"""Each claim says when it changed, so that a daemon reads again what another one learned, and nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is noted of claims that are there: every reader reads them whole when it starts."""
    op.create_table(
        "claim_changes",
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("claim", name="pk_claim_changes"),
        sa.ForeignKeyConstraint(["claim"], ["claims.slug"], name="fk_claim_changes_claim"),
    )
    op.create_index("ix_claim_changes_version", "claim_changes", ["version"])
