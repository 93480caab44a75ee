"""A record and its descendants: retention, people concerned, and erasure (model.md §8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.people import PersonId
from bot.ports import Summary, UnitOfWork
from bot.records.appeal.record import Appeal
from bot.records.base import Record, RecordId
from bot.records.erased import Erased
from bot.records.individual import Individual
from bot.records.keeping.retention import RetentionList
from bot.records.restriction.record import Restriction

#: A record and its descendants, each with its register line.
Members = tuple[tuple[Summary, Record], ...]


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A record with no parent whose retention ends, and its descendants."""

    root: Record
    #: Descendants at any depth.
    grown: tuple[Record, ...]
    #: Day until which all of it is kept.
    until: date

    @property
    def barred(self) -> frozenset[PersonId]:
        """People with a conflict of interest in any of its records."""
        return frozenset(person for record in (self.root, *self.grown) for person in record.conflicted())

    @property
    def is_held(self) -> bool:
        """True if it is under a legal hold."""
        return self.root.keeping is not None and self.root.keeping.hold

    def is_asked_about(self, uow: UnitOfWork) -> bool:
        """True if a decision about it is due today."""
        return self.until <= uow.policy.asked_about(uow.policy.calendar.today(uow.now))

    def is_listed(self, uow: UnitOfWork) -> bool:
        """True if it belongs on the list: a decision is due, or a legal hold may have ended."""
        return self.is_held or self.is_asked_about(uow)


def newest(uow: UnitOfWork) -> RetentionList | None:
    """The list of this month, or the latest before it."""
    found = uow.records.register((RetentionList.kind,), limit=1)
    return uow.records.get(found[0].id, RetentionList) if found else None


def _end(summary: Summary, row: str, uow: UnitOfWork) -> date | None:
    """Day until which this record alone is kept; None if it has none of its own."""
    if summary.closed_at is None:
        return None
    return uow.policy.kept_until(row, uow.policy.calendar.day_of(summary.closed_at))


def of(root: Record, uow: UnitOfWork) -> Tree | None:
    """The tree of a record; None if it is not a root, has no end, or is still open."""
    summary = uow.records.summary(root.id)
    return judged(members(summary, uow), uow) if summary is not None else None


def members(summary: Summary, uow: UnitOfWork) -> Members:
    """A root record and its descendants; empty for any other record."""
    root = uow.records.peek(summary.id)
    if root is None or not root.stands_alone() or root.parent is not None or _goes_with_another(root, uow):
        return ()
    return ((summary, root), *grown(root, uow))


def around(record: Record, uow: UnitOfWork) -> Members:
    """The whole matter of a record: what it grew out of, and all that grew, parents first."""
    top = record
    while (above := _above(top, uow)) is not None:
        top = above
    summary = uow.records.summary(top.id)
    return () if summary is None else ((summary, top), *grown(top, uow))


def _above(record: Record, uow: UnitOfWork) -> Record | None:
    against = record.lookup if isinstance(record, Appeal) else None
    led_to = record.parent or (RecordId(against) if against is not None else None)
    return uow.records.peek(led_to) if led_to is not None else None


def judged(members: Members, uow: UnitOfWork) -> Tree | None:
    """The tree of these records; None if it has no end or is still open."""
    if not members or not all(record.at_rest for _, record in members):
        return None
    days = []
    for summary, record in members:
        day = _end(summary, record.period, uow)
        if day is None and summary.closed_at is not None and record.period in uow.policy.retention:
            return None  # its period is 0: nobody is ever asked
        days += [day for day in (day, record.keeping.until if record.keeping else None) if day is not None]
    root, grown = members[0][1], tuple(record for _, record in members[1:])
    return Tree(root=root, grown=grown, until=max(days)) if days else None


def grown(parent: Record, uow: UnitOfWork) -> Iterator[tuple[Summary, Record]]:
    """Descendants of a record, parents first, including appeals, which are not its children."""
    for summary in (*uow.records.grown(parent.id), *_appeals(parent, uow)):
        record = uow.records.peek(summary.id)
        if record is not None:
            yield summary, record
            yield from grown(record, uow)


def _appeals(record: Record, uow: UnitOfWork) -> list[Summary]:
    return uow.records.about((Appeal.kind,), record.id) if isinstance(record, Restriction) else []


def _goes_with_another(root: Record, uow: UnitOfWork) -> bool:
    """True for an appeal whose restriction still exists."""
    against = root.lookup if isinstance(root, Appeal) else None
    return against is not None and isinstance(uow.records.peek(RecordId(against)), Restriction)


# -- erasing -----------------------------------------------------------------------------------------------


def erase(tree: Tree, uow: UnitOfWork) -> tuple[str, ...]:
    """Replace each record, and each individual at whom nothing points any more, by a shell. Returns the references.

    A file of evidence cannot be read from then on: its key was in the record. Files in the store without a record are
    swept away within the day.
    """
    gone = [*reversed(tree.grown), tree.root]
    individuals = {RecordId(each.lookup) for each in gone if each.points_at_individual and each.lookup is not None}
    pointing = [kind.kind for kind in uow.records.kinds if kind.points_at_individual]
    for record in gone:
        uow.records.erase(Erased.of(record), act="erased")
    refs = [record.ref for record in reversed(gone)]
    for individual in sorted(individuals):
        found = uow.records.peek(individual)
        if isinstance(found, Individual) and not uow.records.about(pointing, individual, limit=1):
            uow.records.erase(Erased.of(found), act="erased")
            refs.append(found.ref)
    return tuple(refs)
