"""Several blind indexes by which one individual is found, instead of one."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Known individuals are indexed when the database is next opened: that needs the keys."""
    op.create_table(
        "clue",
        sa.Column("blind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_clue_record_id_record"),
        sa.PrimaryKeyConstraint("blind", "record_id", name="pk_clue"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_clue_record_id", "clue", ["record_id"])
    known = "SELECT 1 FROM record WHERE kind = 'individual'"
    op.execute(sa.text(f"INSERT INTO meta (name) SELECT 'unindexed' WHERE EXISTS ({known})"))
    op.execute(sa.text("UPDATE record SET lookup = NULL WHERE kind = 'individual'"))
