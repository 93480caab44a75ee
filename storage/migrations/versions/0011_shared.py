"""State shared by several replicas: history lines waiting for their places, and the pace of a platform.

Existing lines keep their places and hashes: a head noted before is still a head. Needs no keys.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables more, and the id of a line that has waited in one of them."""
    op.add_column("history", sa.Column("id", sa.String(), nullable=True))
    op.create_index("ix_history_id", "history", ["id"], unique=True)
    op.create_table(
        "tail",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_person", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("imprint", sa.String(), nullable=True),
        sa.Column("mac", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tail"),
    )
    op.create_table(
        "pace",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kept", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pace"),
    )
