"""Why a wave was started was never asked and never told: its set says why now."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.drop_column("wave", "reason")


def downgrade() -> None:
    """Go down."""
    op.add_column("wave", sa.Column("reason", sa.String(), nullable=False, server_default=""))
