"""Nobody is told by a plain column, and what is kept is vouched for with a key.

Needs the keys where there is anything: everything is read as it was sealed, and sealed anew. The
history is read first, and has to hold: its lines stay what they were, who acted is covered, and all
of them stand under the MAC from now on. A head noted before is still a head. Then a line for each
record says how it was found, and a last one ends what was vouched for by nobody.

What it takes from `storage` is that of its day: whoever changes it there copies here what it was.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import Misconfigured
from storage import columns, history
from storage.crypto import INDEX_PLACE, Keyring, Unreadable, Vault
from storage.items import hidden
from storage.times import stamp

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_PAGE = 1_000

Row = dict[str, Any]


class _Guard(NamedTuple):
    """The way past what keeps the history as it is, and what puts it back (0001)."""

    off: tuple[str, ...]
    on: tuple[str, ...]


_GUARDS = {
    "sqlite": _Guard(
        ("DROP TRIGGER history_not_changed", "DROP TRIGGER history_not_removed"),
        (
            """CREATE TRIGGER history_not_changed BEFORE UPDATE ON history
               BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END""",
            """CREATE TRIGGER history_not_removed BEFORE DELETE ON history
               BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END""",
        ),
    ),
    "postgresql": _Guard(
        ("ALTER TABLE history DISABLE TRIGGER history_not_changed",),
        ("ALTER TABLE history ENABLE TRIGGER history_not_changed",),
    ),
}


def upgrade() -> None:
    """Existing rows, if there are any, are carried over: that needs the keys."""
    vault = _vault()
    lines = _lines()
    _begin_tables()
    carried = _carry_over(vault) if vault is not None else []
    _end_tables(_people(vault) if vault is not None else {})
    if vault is not None:
        guard = _GUARDS[op.get_bind().dialect.name]
        _each(guard.off)
        _vouch(vault, lines, carried)
        _each(guard.on)


def _vault() -> Vault | None:
    """The vault, where the database has been used. Raises Misconfigured without its keys."""
    wrapped = op.get_bind().scalar(sa.text("SELECT wrapped_key FROM meta WHERE name = 'index_key'"))
    if wrapped is None:
        return None
    config = op.get_context().config
    keys: Keyring | None = config.attributes.get("keys") if config is not None else None
    try:
        if keys is not None:
            return Vault(keys, keys.unwrap(wrapped, INDEX_PLACE))
    except Unreadable:
        pass
    raise Misconfigured(
        "All that is kept is sealed anew: set HARBOUR_ENCRYPTION_KEYS to the keys of this database, and migrate again."
    )


# -- the tables --------------------------------------------------------------------------------------------


def _begin_tables() -> None:
    no = sa.false()
    op.add_column("record", sa.Column("is_erased", sa.Boolean(), nullable=False, server_default=no))
    op.execute(sa.text("UPDATE record SET is_erased = (created_by = '')"))
    op.add_column("notice", sa.Column("digest", sa.String(), nullable=True))
    op.drop_index("ix_notice_digest", "notice")
    op.add_column("history", sa.Column("imprint", sa.String(), nullable=True))
    op.add_column("head", sa.Column("mac", sa.String(), nullable=False, server_default=""))


def _end_tables(people: dict[str, list[Row]]) -> None:
    op.drop_column("record", "created_by")
    op.drop_column("message", "to_person")
    waits = sa.text("digest IS NOT NULL")
    op.create_index("ix_notice_digest", "notice", ["digest", "due", "id"], sqlite_where=waits, postgresql_where=waits)
    sealed = (("wrapped_key", sa.LargeBinary(), False), ("body", sa.LargeBinary(), False))
    _anew("person", people, ("email", sa.String(), True), *sealed, unique="email")
    _anew("account", people, ("person_id", sa.String(), False))
    _anew(
        "chat",
        people,
        ("person_id", sa.String(), False),
        ("platform", sa.String(), False),
        ("kept_at", sa.BigInteger(), False),
        *sealed,
    )
    op.create_index("ix_account_person_id", "account", ["person_id"])
    op.create_index("ix_chat_person_id", "chat", ["person_id"])
    op.create_index("ix_chat_newest", "chat", ["platform", "kept_at", "id"])


def _anew(
    name: str, rows: dict[str, list[Row]], *others: tuple[str, sa.types.TypeEngine[Any], bool], unique: str = ""
) -> None:
    """The table made again, in the order of its ids and in no other."""
    op.drop_table(name)
    made = op.create_table(
        name,
        sa.Column("id", sa.String(), nullable=False),
        *(sa.Column(column, type_, nullable=nullable) for column, type_, nullable in others),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *([sa.UniqueConstraint(unique, name=f"uq_{name}_{unique}")] if unique else []),
        sqlite_with_rowid=False,
    )
    op.bulk_insert(made, sorted(rows.get(name, ()), key=lambda row: row["id"]))


def _each(statements: tuple[str, ...]) -> None:
    for statement in statements:
        op.execute(statement)


# -- what is in them ---------------------------------------------------------------------------------------


def _carry_over(vault: Vault) -> list[Row]:
    """Everything but people and history, sealed anew. Returns the records as they are now, with who has a part."""
    for name in ("draft", "ticket", "note", "once"):
        _change(name, ["wrapped_key", "body"], partial(_sealed, vault, name))
    _change("message", ["to_person", "wrapped_key", "body"], partial(_message, vault))
    _change("notice", ["to_person", "about", "item", "in_digest", "due", "digest"], partial(_notice, vault))
    _nudges(vault)
    parties = _parties(vault)
    records: list[Row] = []

    def record(row: Row) -> Row:
        version, facts = row["version"], row["facts"]
        facts = json.loads(facts) if isinstance(facts, str) else facts
        covered = json.loads(columns.covered(vault, row["id"], version, facts))
        changed = {"facts": covered, **_sealed(vault, "record", row, version)}
        imprint = columns.imprint(row | changed, parties.get(row["id"], ()))
        records.append({"record_id": row["id"], "version": version, "imprint": imprint})
        return changed

    _change("record", [name for name in (*columns.IMPRINTED, "wrapped_key") if name != "id"], record)
    return records


def _table(name: str, *names: str) -> sa.TableClause:
    typed: dict[str, sa.types.TypeEngine[Any]] = {"facts": sa.JSON()}
    typed |= dict.fromkeys(("is_open", "is_erased", "on_management_list", "in_digest"), sa.Boolean())
    return sa.table(name, *(sa.column(each, typed.get(each, sa.types.NULLTYPE)) for each in names))


def _change(name: str, names: list[str], changed: Callable[[Row], Row]) -> None:
    """Change every row of a table that has an id (or a key), page by page."""
    key = "key" if name == "once" else "id"
    table = _table(name, key, *names)
    for page in _pages(table, key):
        changes = [{"its_key": row[key], **values} for row in page if (values := changed({"id": row[key]} | row))]
        _execute(table.update().where(table.c[key] == sa.bindparam("its_key")), changes)


def _execute(statement: sa.Update | sa.Insert | sa.TextClause, rows: list[Row]) -> None:
    """Carry it out for each row; what is not bound by name is what changes."""
    if not rows:
        return
    if isinstance(statement, sa.Update):
        changing = [name for name in rows[0] if not name.startswith("its_")]
        statement = statement.values({name: sa.bindparam(name) for name in changing})
    op.get_bind().execute(statement, rows)


def _pages(table: sa.TableClause, key: str) -> Iterator[list[Row]]:
    after: Any = ""
    of = table.c[key]
    while found := op.get_bind().execute(sa.select(table).where(of > after).order_by(of).limit(_PAGE)).all():
        yield [dict(row._mapping) for row in found]
        after = found[-1]._mapping[key]


def _all(name: str, *names: str) -> list[Row]:
    return [dict(row._mapping) for row in op.get_bind().execute(sa.select(_table(name, *names)))]


def _opened(vault: Vault, name: str, row: Row) -> bytes:
    """Decrypt a value of the former format, which did not hide its length and fitted any version."""
    key = vault.keys.unwrap(row["wrapped_key"], f"{name}|{row['id']}|wrapped_key".encode())
    try:
        return AESGCM(key).decrypt(row["body"][:12], row["body"][12:], f"{name}|{row['id']}|body".encode())
    except (InvalidTag, ValueError):
        raise Unreadable from None


def _sealed(vault: Vault, name: str, row: Row, version: int | None = None) -> Row:
    if row["body"] is None:
        return {}
    return vault.seal(name, row["id"], _opened(vault, name, row), version)._asdict()


def _message(vault: Vault, row: Row) -> Row:
    text = f"{row['to_person']}\n{_opened(vault, 'message', row).decode()}"
    return vault.seal("message", row["id"], text.encode())._asdict()


def _notice(vault: Vault, row: Row) -> Row:
    waits = row["in_digest"] and row["due"] is not None
    return {
        "to_person": vault.alias(row["to_person"], "notice", row["about"] or ""),
        "item": hidden(vault, row["item"], row["about"]),
        "digest": vault.blind("digest", row["to_person"]) if waits else None,
    }


def _nudges(vault: Vault) -> None:
    rows = [row for row in _all("nudge", "record_id", "item") if row["item"]]
    change = sa.text("UPDATE nudge SET item = :new WHERE record_id = :record_id AND item = :item")
    changes = {(row["record_id"], row["item"]) for row in rows}
    _execute(change, [{"record_id": of, "item": item, "new": hidden(vault, item, of)} for of, item in changes])


def _parties(vault: Vault) -> dict[str, list[tuple[str, str]]]:
    change = sa.text(
        "UPDATE party SET person_id = :new WHERE record_id = :record_id AND person_id = :person_id AND part = :part"
    )
    found: dict[str, list[tuple[str, str]]] = {}
    rows = _all("party", "record_id", "person_id", "part")
    for row in rows:
        row["new"] = vault.blind("party", row["part"], row["person_id"])
        found.setdefault(row["record_id"], []).append((row["new"], row["part"]))
    _execute(change, rows)
    return found


def _people(vault: Vault) -> dict[str, list[Row]]:
    """Everybody, and by what they are known: with names for each purpose of its own."""
    people = [_person(vault, row) for row in _all("person", "id", "position", "email", "wrapped_key", "body")]
    chats = _all("chat", "id", "person_id", "platform", "kept_at", "wrapped_key", "body")
    chats = [
        row | {"person_id": vault.blind("chat of", row["person_id"])} | _sealed(vault, "chat", row) for row in chats
    ]
    accounts = [
        row | {"person_id": vault.blind("account of", row["person_id"])} for row in _all("account", "id", "person_id")
    ]
    return {"person": people, "account": accounts, "chat": chats}


def _person(vault: Vault, row: Row) -> Row:
    id_, text = vault.blind("person", row["id"]), b"%d\n%b" % (row["position"], _opened(vault, "person", row))
    return {"id": id_, "email": row["email"]} | vault.seal("person", id_, text)._asdict()


# -- the history -------------------------------------------------------------------------------------------


def _lines() -> list[Row]:
    """The history as it was, which has to hold. Raises Tampered."""
    names = ("seq", "at", "by_person", "act", "record_id", "version", "hash")
    lines = sorted(_all("history", *names), key=lambda row: row["seq"])
    last = history.GENESIS
    for seq, row in enumerate(lines, start=1):
        if row["seq"] != seq:
            raise history.Tampered(seq, "is missing")
        last, expected = row.pop("hash"), history.plain_digest(last, {k: v for k, v in row.items() if k != "hash"})
        if last != expected:
            raise history.Tampered(seq, "does not fit the one before it")
    (head,) = _all("head", "seq", "hash")
    if (head["seq"], head["hash"]) != (len(lines), last):
        raise history.Tampered(len(lines), "is not the one that the head names")
    return lines


def _vouch(vault: Vault, lines: list[Row], records: list[Row]) -> None:
    """Put all of it under the MAC, and say how each record was found."""
    kept = {row["record_id"] for row in records}
    now = stamp(datetime.now(UTC))
    sealing = [row | {"at": now, "by_person": None, "act": history.SEALED} for row in records]
    sealing.append({"at": now, "by_person": None, "act": history.SEALED, "record_id": None, "version": len(lines)})
    table = _table("history", "seq", "at", "by_person", "act", "record_id", "version", "hash", "imprint")
    last, written = history.GENESIS, []
    for seq, row in enumerate([*lines, *sealing], start=1):
        about = row["record_id"]
        if about is not None and about not in kept:
            about = history.subject_of(vault, about)
        line = row | {"seq": seq, "record_id": about, "by_person": history.cover(vault, row["by_person"])}
        line = {"imprint": None, **line}
        last = history.mac(vault, last, line)
        written.append(line | {"hash": last})
    kept_lines, new_lines = written[: len(lines)], written[len(lines) :]
    _execute(
        table.update().where(table.c.seq == sa.bindparam("its_seq")), [{"its_seq": x["seq"], **x} for x in kept_lines]
    )
    _execute(table.insert(), new_lines)
    head = history.Head(len(lines) + len(sealing), last)
    op.get_bind().execute(_table("head", "seq", "hash", "mac").update().values(**history.head_row(vault, head)))
