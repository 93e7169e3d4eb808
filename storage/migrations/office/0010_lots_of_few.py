"""Whether few could be in a lot; of those formed before nobody knows, so they are taken as such."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up. The default stays: SQLite would make the table anew, and its answers hold on to it."""
    op.add_column("lot", sa.Column("few", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    """Go down."""
    op.drop_column("lot", "few")
