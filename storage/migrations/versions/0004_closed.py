"""Closing time of a record, from which its retention counts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A closed record was last changed when it was closed, or later: it is kept a little longer."""
    op.add_column("record", sa.Column("closed_at", sa.BigInteger(), nullable=True))
    op.execute(sa.text("UPDATE record SET closed_at = updated_at WHERE NOT is_open AND created_by <> ''"))
    given = sa.text("closed_at IS NOT NULL")
    columns = ["kind", "closed_at", "id"]
    op.create_index("ix_record_closed", "record", columns, sqlite_where=given, postgresql_where=given)
