"""Questions that the panel puts into common rounds."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "panel_question",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("scale", sa.String(), nullable=False),
        sa.Column("fi", sa.String(), nullable=False),
        sa.Column("sv", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_question")),
    )
    op.add_column("wave", sa.Column("panel", sa.String(), nullable=False, server_default=""))
    op.add_column("wave", sa.Column("yielded", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Go down."""
    op.drop_column("wave", "yielded")
    op.drop_column("wave", "panel")
    op.drop_table("panel_question")
