"""Whether an answered question is on its way to everybody; what was answered before stays quiet."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column(
        "open_note",
        sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(sa.text("UPDATE open_note SET told = TRUE WHERE answered_week <> ''"))
    with op.batch_alter_table("open_note") as table:
        table.alter_column("told", server_default=None)


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("open_note") as table:
        table.drop_column("told")
