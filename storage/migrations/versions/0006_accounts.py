"""Accounts of people on platforms: one table for all of them, instead of a column for each."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_COLUMNS = ("slack_id", "teams_id")


def upgrade() -> None:
    """The blind indexes go over as they are."""
    account = op.create_table(
        "account",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
    )
    op.create_index("ix_account_person_id", "account", ["person_id"])
    person = sa.table("person", sa.column("id"), *map(sa.column, _COLUMNS))
    for name in _COLUMNS:
        known = sa.select(person.c[name], person.c.id).where(person.c[name].is_not(None))
        op.execute(sa.insert(account).from_select(["id", "person_id"], known))
    op.drop_index("ix_person_teams_id", "person")
    with op.batch_alter_table("person") as batch:
        for name in _COLUMNS:
            batch.drop_column(name)
