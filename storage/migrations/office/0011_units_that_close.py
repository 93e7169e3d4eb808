"""Units close, and a reporting group no longer knows a year, which nothing ever read (0021)."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up. The default stays: SQLite would make the table anew, and others hold on to it."""
    op.add_column("unit", sa.Column("closes", sa.String(), nullable=False, server_default=""))
    op.drop_column("reporting_group", "year")


def downgrade() -> None:
    """Go down; in which year a group was made is not known any more."""
    op.add_column(
        "reporting_group", sa.Column("year", sa.Integer(), nullable=False, server_default="0")
    )
    op.drop_column("unit", "closes")
