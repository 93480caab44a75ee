"""The records, of every kind alike: plain columns for what routes one, a sealed body for the rest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import Protocol, TypeVar

from sqlalchemy import Boolean, bindparam, case, delete, func, insert, null, select, update

from bot.errors import Conflict, Forbidden, NotFound
from bot.people import People, PersonId
from bot.ports import Counted, CountedPage, HistoryEntry, Since, Summary
from bot.records.base import Facts, Origin, Record, RecordId
from bot.records.rights import VIEWS, Act, Part
from storage import clues, columns, lists
from storage.context import StoreContext
from storage.drafts import Drafts
from storage.history import KEPT, Ledger
from storage.ids import new_id
from storage.nudges import NudgeBook
from storage.outbox import Outbox
from storage.session import Raw, Session
from storage.tables import LAST, party, record
from storage.times import moment, stamp

R = TypeVar("R", bound=Record)

_ADD = insert(record)
_UNCHANGED = (record.c.id == bindparam("id"), record.c.version == bindparam("expected"))
_CHANGING = (
    "state", "version", "updated_at", "due", "is_open", "on_management_list", "lookup", "facts", "wrapped_key", "body",
)  # fmt: skip
#: Closing time: of the first closing, whatever is added later; None once it is open again.
_CLOSED = case(
    (bindparam("is_open", type_=Boolean), null()), else_=func.coalesce(record.c.closed_at, bindparam("updated_at"))
)
_SAVE = update(record).where(*_UNCHANGED).values({name: bindparam(name) for name in _CHANGING} | {"closed_at": _CLOSED})
_ERASE = (
    update(record)
    .where(*_UNCHANGED)
    .values(
        {name: bindparam(name) for name in (*_CHANGING, "kind", "created_at", "is_erased")}
        | {"parent": null(), "closed_at": null()}
    )
)

_SEALED = (record.c.id, record.c.kind, record.c.version, record.c.wrapped_key, record.c.body)
_LOAD = select(*_SEALED).where(record.c.id == bindparam("id"))
_CHILDREN = (
    select(*_SEALED)
    .where(record.c.parent == bindparam("parent"), record.c.kind == bindparam("kind"))
    .order_by(record.c.created_at, record.c.id)
)
_FIND = (
    select(*_SEALED)
    .where(record.c.lookup == bindparam("lookup"), record.c.kind == bindparam("kind"))
    .order_by(record.c.created_at.desc(), record.c.id.desc())
    .limit(bindparam("limit"))
)
_BY_REF = select(*_SEALED).where(record.c.ref == bindparam("ref"))

_ADD_PARTY = insert(party)
_PARTIES = select(party.c.person_id, party.c.part, party.c.is_open, party.c.rank).where(
    party.c.record_id == bindparam("record_id")
)
_MOVE_PARTIES = (
    update(party)
    .where(party.c.record_id == bindparam("of"))
    .values(is_open=bindparam("is_open"), rank=bindparam("rank"))
)
_REMOVE_PARTY = delete(party).where(
    party.c.record_id == bindparam("of"),
    party.c.person_id == bindparam("person"),
    party.c.part == bindparam("its_part"),
)
_REMOVE_PARTIES = delete(party).where(party.c.record_id == bindparam("of"))

_FACTS = (
    select(record.c.id, record.c.version, record.c.facts)
    .where(record.c.kind == bindparam("kind"))
    .order_by(record.c.id.desc())
    .limit(bindparam("limit"))
)
_COUNTED = (
    select(
        record.c.id,
        record.c.version,
        record.c.state,
        record.c.created_at,
        record.c.closed_at,
        record.c.due,
        record.c.facts,
    )
    .where(record.c.kind == bindparam("kind"), record.c.id > bindparam("after"))
    .order_by(record.c.id)
    .limit(bindparam("limit"))
)
#: Author of an erased record.
_NOBODY = PersonId("")


class Unit(Protocol):
    """Parts of the unit of work that records use."""

    session: Session
    context: StoreContext
    ledger: Ledger

    @property
    def nudges(self) -> NudgeBook: ...

    @property
    def outbox(self) -> Outbox: ...

    @property
    def drafts(self) -> Drafts: ...

    def erased(self) -> None: ...

    @property
    def now(self) -> datetime: ...

    @property
    def people(self) -> People: ...


class Records:
    """The records, inside one unit of work."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session
        self._context = unit.context

    @property
    def kinds(self) -> Collection[type[Record]]:
        """Every kind of record."""
        return self._context.kinds.records

    # -- keeping ---------------------------------------------------------------------------------

    def begin(self, kind: type[Record], by: PersonId, parent: RecordId | None = None) -> Origin:
        """A fresh origin, with a reference that nothing else has or will have."""
        number = self._context.numbers.next(kind.prefix, self._session)
        return Origin(
            id=RecordId(new_id(stamp(self._unit.now))),
            ref=f"{kind.prefix}-{number:04d}",
            at=self._unit.now,
            by=by,
            policy_version=self._context.policy.version,
            parent=parent,
        )

    def add(self, new: R, *, act: str, unnamed: bool = False) -> R:
        """Keep a new record, with its history entry and its nudges; `unnamed`: the entry does not say who made it."""
        row = self._columns(new)
        self._session.run(_ADD, row | {"closed_at": None if new.is_open else row["updated_at"]})
        theirs = columns.aliases(self._context.vault, new.parties())
        self._add_parties(theirs, row)
        clues.keep(self._session, self._context.vault, new)
        self._log(new, act, None if unnamed else new.origin.by, columns.imprint(row, theirs))
        self._unit.nudges.begin(new)
        return new

    def save(self, changed: R, *, by: PersonId | None, act: str | None) -> R:
        """Keep a changed record. Raises Conflict if it was changed since it was read."""
        saved = changed.changed(version=changed.version + 1)
        row = self._columns(saved)
        if not self._session.run(_SAVE, row | {"expected": changed.version}):
            raise Conflict
        theirs = columns.aliases(self._context.vault, saved.parties())
        self._save_parties(theirs, row)
        clues.keep(self._session, self._context.vault, saved)
        self._log(saved, KEPT if act is None else act, by, columns.imprint(row, theirs))
        self._unit.nudges.replan(saved)
        self._unit.outbox.overtake(saved.id)
        return saved

    def erase(self, shell: R, *, act: str) -> R:
        """Put the shell, of any kind, in place of the record. Raises Conflict if it was changed since."""
        origin = replace(shell.origin, by=_NOBODY, parent=None)
        kept = shell.changed(version=shell.version + 1, origin=origin, inspections=())
        if kept.parties() or kept.lookup is not None or kept.clues() or any(True for _ in kept.nudges()):
            raise ValueError(f"the shell of a record of kind {kept.kind} still tells of somebody")
        row = self._columns(kept, is_erased=True)
        if not self._session.run(_ERASE, row | {"expected": shell.version}):
            raise Conflict
        self._session.run(_REMOVE_PARTIES, {"of": kept.id})
        clues.forget(self._session, kept.id)
        self._log(kept, act, None, columns.imprint(row, ()))
        self._unit.nudges.forget(kept.id)
        self._unit.drafts.forget(kept.id)
        self._unit.outbox.overtake(kept.id)
        self._unit.outbox.forget(kept.id)
        self._unit.erased()
        return kept

    def _log(self, kept: Record, act: str, by: PersonId | None, imprint: str | None = None) -> None:
        self._unit.ledger.add(act, None if kept.anonymous_history else by, kept.id, kept.version, imprint)

    def _columns(self, kept: Record, *, is_erased: bool = False) -> columns.Columns:
        return columns.of(kept, self._context, self._unit.now, is_erased=is_erased)

    def _add_parties(self, theirs: Collection[tuple[str, str]], row: columns.Columns) -> None:
        same = {name: row[name] for name in ("kind", "is_open", "created_at")}
        same |= {"record_id": row["id"], "rank": _rank(row)}
        self._session.run_each(_ADD_PARTY, [same | {"person_id": who, "part": part} for who, part in theirs])

    def _save_parties(self, wanted: set[tuple[str, str]], row: columns.Columns) -> None:
        place = (row["is_open"], _rank(row))
        rows = self._session.all(_PARTIES, {"record_id": row["id"]})
        there = {(who, part) for who, part, _, _ in rows}
        self._session.run_each(
            _REMOVE_PARTY, [{"of": row["id"], "person": who, "its_part": part} for who, part in there - wanted]
        )
        if any((bool(is_open), rank) != place for _, _, is_open, rank in rows):
            self._session.run(_MOVE_PARTIES, {"of": row["id"], "is_open": place[0], "rank": place[1]})
        self._add_parties(wanted - there, row)

    # -- reading ---------------------------------------------------------------------------------

    def open(self, record: str | None, person: PersonId, act: Act, kind: type[R]) -> R:
        """Load, authorise and log the view. Raises NotFound or Forbidden, which read the same."""
        if record is None:
            raise NotFound
        found = self.get(RecordId(record), kind)
        people = self._unit.people
        who = people.get(person)
        if who is None or not self._context.may(who, act, found, people, self.above(found)):
            raise Forbidden
        if act in VIEWS:
            self._log(found, act.value, person)
        return found

    def above(self, found: Record) -> tuple[Record, ...]:
        """Records under which it is kept; none for a root."""
        if not found.under_parent:
            return ()
        return tuple(each for id_ in found.above if (each := self.peek(id_)) is not None)

    def get(self, record: RecordId, kind: type[R]) -> R:
        """Load without authorising: for Harbour's own work. Raises NotFound."""
        found = self.peek(record)
        if not isinstance(found, kind):
            raise NotFound
        return found

    def peek(self, record: RecordId) -> Record | None:
        """Load a record of any kind without authorising; None if there is none."""
        row = self._session.one(_LOAD, {"id": record})
        return self._loaded(row) if row is not None and row[1] in self._context.kinds else None

    def children(self, parent: RecordId, kind: type[R]) -> list[R]:
        """Child records of this kind, oldest first, without authorising."""
        rows = self._session.all(_CHILDREN, {"parent": parent, "kind": kind.kind})
        return [found for row in rows if isinstance(found := self._loaded(row), kind)]

    def find(self, kind: type[R], lookup: str) -> R | None:
        """The newest record of this kind with this outside reference."""
        return next(iter(self.find_all(kind, lookup, limit=1)), None)

    def find_all(self, kind: type[R], lookup: str, limit: int = 20) -> list[R]:
        """The newest records of this kind with this outside reference, newest first, without authorising."""
        wanted = {"lookup": columns.blind(self._context.vault, kind.kind, lookup), "kind": kind.kind, "limit": limit}
        rows = self._session.all(_FIND, wanted)
        return [found for row in rows if isinstance(found := self._loaded(row), kind)]

    def clued(self, kind: type[R], wanted: Collection[str], limit: int = 200) -> list[R]:
        """The newest records of this kind with any of these clues, newest first, without authorising."""
        rows = clues.find(self._session, self._context.vault, kind.kind, wanted, limit)
        return [found for row in rows if isinstance(found := self._loaded(row), kind)]

    def about(self, kinds: Collection[str], lookup: str, limit: int = 50) -> list[Summary]:
        """The records of these kinds with this outside reference, newest first: from plain columns, without opening."""
        return lists.about(
            self._session, {kind: columns.blind(self._context.vault, kind, lookup) for kind in kinds}, limit
        )

    def by_ref(self, kind: type[R], ref: str) -> R | None:
        """The record of this kind with this reference, without authorising."""
        row = self._session.one(_BY_REF, {"ref": ref})
        found = self._loaded(row) if row is not None and row[1] == kind.kind else None
        return found if isinstance(found, kind) else None

    def _loaded(self, row: Raw) -> Record:
        return columns.record(row, self._context)

    # -- lists -----------------------------------------------------------------------------------

    def with_part(
        self, person: PersonId, part: Part, *, open_only: bool = False, kind: str | None = None, limit: int = 11
    ) -> list[Summary]:
        """Records in which the person has this part: due first, then newest."""
        alias = self._context.vault.blind("party", part, person)
        return lists.with_part(self._session, alias, part, open_only=open_only, kind=kind, limit=limit)

    def on_management_list(self, limit: int = 11) -> list[Summary]:
        """Records overdue so long that the management team is told."""
        return lists.on_management_list(self._session, limit)

    def register(self, kinds: Collection[str], *, after: str = "", limit: int = 91) -> list[Summary]:
        """The records of these kinds, newest first, from the one after this id on."""
        return lists.register(self._session, kinds, after, limit)

    def summary(self, record: RecordId) -> Summary | None:
        """The record's plain columns; None if there is none."""
        return lists.one(self._session, record)

    def grown(self, parent: RecordId) -> list[Summary]:
        """Child records of any kind, oldest first."""
        return lists.grown(self._session, parent)

    def closed(self, kind: str, before: datetime, *, after: Since | None = None, limit: int = 200) -> list[Summary]:
        """Records of this kind closed before this moment, earliest first, from a position on."""
        place = (stamp(after.closed_at), str(after.record)) if after is not None else lists.FIRST
        return lists.closed(self._session, kind, stamp(before), place, limit)

    def counted(self, kind: type[Record], before: datetime, *, after: str = "", limit: int = 500) -> CountedPage:
        """Records of this kind made before this moment, in the form for counting, from a position on."""
        rows = self._session.all(_COUNTED, {"kind": kind.kind, "after": after, "limit": limit})
        # Ids are in the order in which they were made; an erased record counts as made on an earlier day.
        early = list(takewhile(lambda row: row[3] < stamp(before), rows))
        is_all = len(early) < limit
        return CountedPage([self._counted(row) for row in early], None if is_all else early[-1][0])

    def _counted(self, row: Raw) -> Counted:
        id_, version, state, created_at, closed_at, due, facts = row
        return Counted(
            state=state,
            created_at=moment(created_at),
            closed_at=None if closed_at is None else moment(closed_at),
            due=None if due is None else moment(due),
            facts=columns.facts(self._context.vault, id_, version, facts),
        )

    def facts(self, kind: type[Record], limit: int = 200) -> list[tuple[RecordId, Facts]]:
        """Non-identifying facts of the newest records of this kind."""
        rows = self._session.all(_FACTS, {"kind": kind.kind, "limit": limit})
        return [(id_, columns.facts(self._context.vault, id_, version, facts)) for id_, version, facts in rows]

    def history(self, record: RecordId) -> list[HistoryEntry]:
        """History of the record, oldest first, views included."""
        return self._unit.ledger.of(record)


def _rank(row: columns.Columns) -> int:
    due: int | None = row["due"]
    return LAST if due is None else due
