"""Whether few could be in a lot; of those formed before nobody knows, so they are taken as such."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("lot", sa.Column("few", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("lot") as table:
        table.alter_column("few", server_default=None)


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("lot") as table:
        table.drop_column("few")
