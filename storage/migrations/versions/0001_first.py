"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

#: What no later migration may take away: a line of the history stands as it was written.
APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER history_not_changed BEFORE UPDATE ON history
           BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END""",
        """CREATE TRIGGER history_not_removed BEFORE DELETE ON history
           BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION history_stands() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN RAISE EXCEPTION 'the history is never changed'; END $$""",
        """CREATE TRIGGER history_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON history
           FOR EACH STATEMENT EXECUTE FUNCTION history_stands()""",
    ),
}


def upgrade() -> None:
    """The first tables."""
    _house()
    _records()
    _chat()
    _history()


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _sealed(*, nullable: bool = False) -> tuple[sa.Column[bytes], sa.Column[bytes]]:
    return (
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=nullable),
        sa.Column("body", sa.LargeBinary(), nullable=nullable),
    )


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _index(
    name: str, table: str, *columns: str | sa.TextClause, where: str | None = None, sqlite: str | None = None
) -> None:
    if where is None:
        op.create_index(name, table, columns)
    else:
        op.create_index(name, table, columns, sqlite_where=sa.text(sqlite or where), postgresql_where=sa.text(where))


def _house() -> None:
    meta = op.create_table(
        "meta",
        _text("name"),
        _text("value", nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        _key("meta", "name"),
    )
    op.bulk_insert(meta, [{"name": "directory", "value": "new"}, {"name": "claim", "value": None}])
    op.create_table(
        "person",
        _text("id"),
        _whole("position"),
        _text("email", nullable=True),
        _text("slack_id", nullable=True),
        *_sealed(),
        _key("person", "id"),
        sa.UniqueConstraint("email", name="uq_person_email"),
        sa.UniqueConstraint("slack_id", name="uq_person_slack_id"),
    )


def _records() -> None:
    op.create_table("counter", _text("prefix"), _whole("value"), _key("counter", "prefix"))
    op.create_table(
        "record",
        _text("id"),
        _text("ref"),
        _text("kind"),
        _text("state"),
        _whole("version"),
        _text("parent", nullable=True),
        _time("created_at"),
        _text("created_by"),
        _time("updated_at"),
        _time("due", nullable=True),
        _flag("is_open"),
        _flag("on_management_list"),
        _text("lookup", nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        _text("policy_version"),
        *_sealed(),
        _key("record", "id"),
        sa.UniqueConstraint("ref", name="uq_record_ref"),
    )
    _index("ix_record_children", "record", "parent", "kind", where="parent IS NOT NULL")
    _index("ix_record_lookup", "record", "lookup", where="lookup IS NOT NULL")
    _index("ix_record_management", "record", "due", where="on_management_list", sqlite="on_management_list = 1")
    op.create_table(
        "party",
        _text("record_id"),
        _text("person_id"),
        _text("part"),
        _text("kind"),
        _flag("is_open"),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        _time("created_at"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_party_record_id"),
        _key("party", "record_id", "person_id", "part"),
        sqlite_with_rowid=False,
    )
    in_order = ("person_id", "part", "rank", sa.text("created_at DESC"), sa.text("record_id DESC"), "kind")
    _index("ix_party_all", "party", *in_order)
    _index("ix_party_open", "party", *in_order, where="is_open", sqlite="is_open = 1")
    op.create_table(
        "nudge",
        _text("record_id"),
        _text("kind"),
        _text("item"),
        _text("lane"),
        _whole("occurrence"),
        _time("due", nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_nudge_record_id"),
        _key("nudge", "record_id", "kind", "item", "lane", "occurrence"),
        sqlite_with_rowid=False,
    )
    _index("ix_nudge_due", "nudge", "due", where="due IS NOT NULL")


def _chat() -> None:
    op.create_table("once", _text("key"), _time("at"), *_sealed(nullable=True), _key("once", "key"))
    _index("ix_once_at", "once", "at")
    op.create_table("draft", _text("id"), _time("kept_at"), *_sealed(), _key("draft", "id"))
    _index("ix_draft_kept_at", "draft", "kept_at")
    op.create_table(
        "message",
        _text("id"),
        _text("to_person"),
        _text("platform"),
        _text("fingerprint"),
        _flag("settled"),
        _flag("stale"),
        _time("due", nullable=True),
        _time("sent_at"),
        *_sealed(),
        _key("message", "id"),
    )
    _index("ix_message_due", "message", "due", "id", where="due IS NOT NULL")
    op.create_table(
        "notice",
        _text("id"),
        _text("to_person"),
        _text("view"),
        _text("about", nullable=True),
        _text("kind"),
        _text("item"),
        _text("lane"),
        _whole("occurrence"),
        _flag("urgent"),
        _flag("in_digest"),
        _time("not_before"),
        _whole("attempts"),
        _time("due", nullable=True),
        _flag("overtaken"),
        _text("dropped", nullable=True),
        _text("message_id", nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_notice_message_id"),
        _key("notice", "id"),
    )
    _index("ix_notice_due", "notice", "due", "id", where="due IS NOT NULL")
    _index("ix_notice_digest", "notice", "to_person", "due", "id", where="due IS NOT NULL")
    _index("ix_notice_about", "notice", "about", where="about IS NOT NULL")
    _index("ix_notice_message", "notice", "message_id", where="message_id IS NOT NULL")


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        _time("at"),
        _text("by_person", nullable=True),
        _text("act"),
        _text("record_id", nullable=True),
        _whole("version"),
        _text("hash"),
        _key("history", "seq"),
    )
    _index("ix_history_record", "history", "record_id", "seq")
    head = op.create_table(
        "head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        _text("hash"),
        _key("head", "id"),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": "0" * 64}])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
