"""The tables. What stands in plain columns routes a record or counts it; the rest is sealed.

Whoever has the database without its keys learns how many, when, and of which kind; not who. Somebody's
own id stands nowhere in plain: each purpose has names of its own for people, made with a key (a blind
index, or an alias that can be read again), and no row says in which order a list of staff was read.
What a plain name is good for, and no more: the same person in the same part of two records, one
person's lines in one record's notices, one person's row in `person`. A row that waits for somebody to act has a `due`;
when nothing is left to do it is empty, and the partial indexes forget the row: finding what is due
takes as long with a million finished rows as with none.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ColumnElement, Identity, Index, Integer, MetaData, Table, desc, text
from sqlmodel import Field, SQLModel

from storage.times import Utc

#: The rank of a row without a due time: after all that have one.
LAST = 2**63 - 1

#: Names of rows of `meta`: the secret from which the keys of this database come (named after its first use, the
#: blind indexes), what changes with the directory, the row that whoever claims from the outbox holds, when a record
#: was last erased, that there are records without their clues, and when it was last looked whether anything can be
#: written.
INDEX_KEY, DIRECTORY, CLAIM, ERASED, UNINDEXED = "index_key", "directory", "claim", "erased", "unindexed"
HEARTBEAT = "heartbeat"

# A primary key of this type is SQLite's own row number, with no index beside it.
_Number = BigInteger().with_variant(Integer(), "sqlite")


class Row(SQLModel):
    """Base of all tables: one catalogue, with names for constraints that migrations can count on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def _where(name: str, *columns: str | ColumnElement[datetime], where: str, sqlite: str | None = None) -> Index:
    """An index of some of the rows; `sqlite` is the condition as SQLite's queries word it."""
    return Index(name, *columns, sqlite_where=text(sqlite or where), postgresql_where=text(where))


class MetaRow(Row, table=True):
    """Facts about the database itself."""

    __tablename__ = "meta"

    name: str = Field(primary_key=True)
    value: str | None = None
    #: The secret from which the keys of this database come, wrapped by a master key.
    wrapped_key: bytes | None = None


class RecordRow(Row, table=True):
    """A record of any kind."""

    __tablename__ = "record"
    __table_args__ = (
        # Ids are in the order in which they were made: the newest of a kind stand together.
        Index("ix_record_kind", "kind", "id"),
        _where("ix_record_children", "parent", "kind", where="parent IS NOT NULL"),
        _where("ix_record_lookup", "lookup", where="lookup IS NOT NULL"),
        _where("ix_record_closed", "kind", "closed_at", "id", where="closed_at IS NOT NULL"),
        _where("ix_record_management", "due", where="on_management_list", sqlite="on_management_list = 1"),
    )

    id: str = Field(primary_key=True)
    ref: str = Field(unique=True)
    kind: str
    state: str
    version: int
    parent: str | None = None
    created_at: datetime = Field(sa_type=Utc)
    updated_at: datetime = Field(sa_type=Utc)
    due: datetime | None = Field(default=None, sa_type=Utc)
    is_open: bool
    #: Since when it has been closed; empty while it is open, and once it is erased.
    closed_at: datetime | None = Field(default=None, sa_type=Utc)
    on_management_list: bool
    #: The blind index of its outside reference.
    lookup: str | None = None
    #: Facts for the totals, covered: a JSON text.
    facts: str = Field(sa_type=JSON)
    policy_version: str
    wrapped_key: bytes
    body: bytes
    is_erased: bool = False


#: Somebody's list is one stretch of an index: found, filtered by kind and in order already.
_LIST: tuple[str | ColumnElement[datetime], ...] = (
    "person_id",
    "part",
    "rank",
    desc("created_at"),
    desc("record_id"),
    "kind",
)


class PartyRow(Row, table=True):
    """Part of a person in a record, with the columns by which a list is filtered and ordered.

    `person_id` is a blind index of the person and the part: nobody's parts lead to one another.
    """

    __tablename__ = "party"
    __table_args__ = (
        Index("ix_party_all", *_LIST),
        _where("ix_party_open", *_LIST, where="is_open", sqlite="is_open = 1"),
        {"sqlite_with_rowid": False},
    )

    record_id: str = Field(primary_key=True, foreign_key="record.id")
    person_id: str = Field(primary_key=True)
    part: str = Field(primary_key=True)
    kind: str
    is_open: bool
    #: The record's due time as a number, or LAST.
    rank: int = Field(sa_type=BigInteger)
    created_at: datetime = Field(sa_type=Utc)


class ClueRow(Row, table=True):
    """Blind index by which a record can be found; several records may share one."""

    __tablename__ = "clue"
    __table_args__ = ({"sqlite_with_rowid": False},)

    blind: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True, foreign_key="record.id", index=True)


class CounterRow(Row, table=True):
    """The last number of each prefix of references."""

    __tablename__ = "counter"

    prefix: str = Field(primary_key=True)
    value: int


class NudgeRow(Row, table=True):
    """A nudge ahead (with a due time), or one that is done (without)."""

    __tablename__ = "nudge"
    __table_args__ = (
        _where("ix_nudge_due", "due", where="due IS NOT NULL"),
        {"sqlite_with_rowid": False},
    )

    record_id: str = Field(primary_key=True, foreign_key="record.id")
    kind: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    lane: str = Field(primary_key=True)
    occurrence: int = Field(primary_key=True)
    due: datetime | None = Field(default=None, sa_type=Utc)


class MessageRow(Row, table=True):
    """A message that stands in a chat. `due` says when to look at it again, if at all."""

    __tablename__ = "message"
    __table_args__ = (_where("ix_message_due", "due", "id", where="due IS NOT NULL"),)

    id: str = Field(primary_key=True)
    platform: str
    fingerprint: str
    settled: bool
    #: Something it tells of has changed since it was claimed.
    stale: bool
    due: datetime | None = Field(default=None, sa_type=Utc)
    sent_at: datetime = Field(sa_type=Utc)
    #: To whom, and where it stands.
    wrapped_key: bytes
    body: bytes


class NoticeRow(Row, table=True):
    """A notice. It waits while it has a `due`, which is also where its lease ends."""

    __tablename__ = "notice"
    __table_args__ = (
        _where("ix_notice_due", "due", "id", where="due IS NOT NULL"),
        _where("ix_notice_digest", "digest", "due", "id", where="digest IS NOT NULL"),
        _where("ix_notice_about", "about", where="about IS NOT NULL"),
        _where("ix_notice_message", "message_id", where="message_id IS NOT NULL"),
    )

    id: str = Field(primary_key=True)
    #: An alias of theirs for what this record tells them.
    to_person: str
    view: str
    about: str | None = None
    kind: str
    item: str
    lane: str
    occurrence: int
    urgent: bool
    in_digest: bool
    not_before: datetime = Field(sa_type=Utc)
    attempts: int
    due: datetime | None = Field(default=None, sa_type=Utc)
    #: What it tells of has changed since it was claimed.
    overtaken: bool
    #: One word: why it was never sent.
    dropped: str | None = None
    message_id: str | None = Field(default=None, foreign_key="message.id")
    #: While it waits for their digest: a blind index of whose it is.
    digest: str | None = None


class PersonRow(Row, table=True):
    """Somebody who works here; all about them is sealed. Its id is a blind index of theirs."""

    __tablename__ = "person"
    # In the order of the ids, which nobody chose: not in that in which people were listed.
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: str = Field(primary_key=True)
    #: A blind index, so that nobody is there twice.
    email: str | None = Field(default=None, unique=True)
    wrapped_key: bytes
    body: bytes


class AccountRow(Row, table=True):
    """By what a platform knows somebody, so that nobody is there twice. Its id is a blind index of both."""

    __tablename__ = "account"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: str = Field(primary_key=True)
    #: A blind index of whose it is.
    person_id: str = Field(index=True)


class DraftRow(Row, table=True):
    """Unsent form. Its id is a blind index of the person, the form and the record."""

    __tablename__ = "draft"
    __table_args__ = (_where("ix_draft_about", "about", where="about IS NOT NULL"),)

    id: str = Field(primary_key=True)
    #: The blind index of the record that it is about, so that it goes with the record.
    about: str | None = None
    kept_at: datetime = Field(sa_type=Utc, index=True)
    wrapped_key: bytes
    body: bytes


class TicketRow(Row, table=True):
    """A one-time address not used yet, or a browser that has used one. Its id is the hash of their secret."""

    __tablename__ = "ticket"

    id: str = Field(primary_key=True)
    until: datetime = Field(sa_type=Utc, index=True)
    wrapped_key: bytes
    body: bytes


class ChatRow(Row, table=True):
    """Chat of a person on a platform. Its id is a blind index of both."""

    __tablename__ = "chat"
    __table_args__ = (Index("ix_chat_newest", "platform", "kept_at", "id"), {"sqlite_with_rowid": False})

    id: str = Field(primary_key=True)
    #: A blind index of theirs, so that it goes when they have left.
    person_id: str = Field(index=True)
    platform: str
    kept_at: datetime = Field(sa_type=Utc)
    wrapped_key: bytes
    body: bytes


class NoteRow(Row, table=True):
    """A note about the directory. Its id is a blind index of its kind and its name."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_kind_position", "kind", "position"),)

    id: str = Field(primary_key=True)
    kind: str
    #: In the order in which they were first noted.
    position: int
    kept_at: datetime = Field(sa_type=Utc)
    wrapped_key: bytes
    body: bytes


class PaceRow(Row, table=True):
    """Pace of one place on a platform. Its id is a blind index of both."""

    __tablename__ = "pace"

    id: str = Field(primary_key=True)
    #: When messages went there and until when it is to be left alone, covered.
    kept: str
    #: When all of that is of no interest any more, at the next full hour.
    until: datetime = Field(sa_type=Utc)


class OnceRow(Row, table=True):
    """The keys of events that have had their effect, as blind indexes."""

    __tablename__ = "once"

    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Utc, index=True)
    #: The result, sealed; empty where it is empty.
    wrapped_key: bytes | None = None
    body: bytes | None = None


class HistoryRow(Row, table=True):
    """A line of the history: never changed and never removed; triggers see to it."""

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_record", "record_id", "seq"), Index("ix_history_id", "id", unique=True))

    seq: int = Field(primary_key=True, sa_type=_Number, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Utc)
    #: Who acted, covered, or that nobody is named: both look the same.
    by_person: str | None = None
    act: str
    #: An alias, where it is about somebody and no record.
    record_id: str | None = None
    version: int
    hash: str
    #: Of the record as it was kept then, if it was.
    imprint: str | None = None
    #: By which it was known before it had a place, if it waited for one.
    id: str | None = None


class TailRow(Row, table=True):
    """A line that is kept and waits for its place in the history; on PostgreSQL alone, and for a second or so."""

    __tablename__ = "tail"

    id: str = Field(primary_key=True)
    #: In the order in which lines were written: of two about one record, the later has the higher.
    number: int = Field(sa_type=BigInteger, sa_column_args=(Identity(),))
    at: datetime = Field(sa_type=Utc)
    by_person: str
    act: str
    record_id: str | None = None
    version: int
    imprint: str | None = None
    #: Nobody without the keys can make it.
    mac: str


class HeadRow(Row, table=True):
    """The last line of the history: one row, locked by whoever gives lines their places."""

    __tablename__ = "head"

    id: int = Field(primary_key=True)
    seq: int = Field(sa_type=_Number)
    hash: str
    mac: str


def _table(name: str) -> Table:
    return Row.metadata.tables[name]


meta = _table("meta")
record = _table("record")
party = _table("party")
clue = _table("clue")
counter = _table("counter")
nudge = _table("nudge")
message = _table("message")
notice = _table("notice")
person = _table("person")
account = _table("account")
draft = _table("draft")
ticket = _table("ticket")
chat = _table("chat")
note = _table("note")
once = _table("once")
pace = _table("pace")
history = _table("history")
tail = _table("tail")
head = _table("head")
