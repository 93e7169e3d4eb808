"""What staff ask for from a chat, and the console of chats."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "staff_wish",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_wish")),
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("staff_wish")
