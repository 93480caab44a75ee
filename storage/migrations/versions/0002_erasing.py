"""Erasing of records: drafts know their record, and the newest of a kind are found in order."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drafts from before know nothing of it, and go when their 30 days are over."""
    op.add_column("draft", sa.Column("about", sa.String(), nullable=True))
    given = sa.text("about IS NOT NULL")
    op.create_index("ix_draft_about", "draft", ["about"], sqlite_where=given, postgresql_where=given)
    op.create_index("ix_record_kind", "record", ["kind", "id"])
