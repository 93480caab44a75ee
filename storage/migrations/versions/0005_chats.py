"""Chats of people on each platform; and one person at most for an Entra object id."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The blind index of an Entra object id is made when its person is next kept: it needs the keys."""
    op.create_table(
        "chat",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chat"),
    )
    op.create_index("ix_chat_person_id", "chat", ["person_id"])
    op.create_index("ix_chat_newest", "chat", ["platform", "kept_at", "id"])
    op.add_column("person", sa.Column("teams_id", sa.String(), nullable=True))
    op.create_index("ix_person_teams_id", "person", ["teams_id"], unique=True)
