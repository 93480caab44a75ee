"""Finding the restriction appealed against, choosing the decider, and telling those affected (policy 1.8)."""

from __future__ import annotations

import re

from bot.flows import individuals
from bot.people import People, PersonId
from bot.ports import UnitOfWork
from bot.records.appeal.parts import Against
from bot.records.appeal.record import Appeal
from bot.records.assignment import Assigned
from bot.records.base import RecordId
from bot.records.restriction import appeals
from bot.records.restriction.record import Restriction
from bot.records.said import Said, is_sure

#: A restriction's reference, however it was typed: "RS-0007", "rs 7".
_REF = re.compile(rf"\b{Restriction.prefix}[\s-]*0*([0-9]{{1,9}})\b", re.IGNORECASE)

#: More appeals than one restriction ever has.
_MOST = 100


def candidates(typed: str, uow: UnitOfWork) -> tuple[Restriction, ...]:
    """Decided restrictions that these words could mean, newest first.

    By their own reference, or by the words about the individual, as `/check-contact` finds them. In force or over:
    there is no time bar.
    """
    if found := _REF.search(typed):
        called = uow.records.by_ref(Restriction, f"{Restriction.prefix}-{int(found.group(1)):04d}")
        can_be = [called] if called is not None else []
    else:
        alike = individuals.alike(Said.of(typed), uow)
        people = [each for each, by in alike if is_sure(by)] or [each for each, _ in alike]
        can_be = [each for whom in people for each in uow.records.find_all(Restriction, whom.id, limit=_MOST)]
    return tuple(restriction for restriction in can_be if appeals.possible(restriction))


def meant(typed: str, uow: UnitOfWork) -> Restriction | None:
    """The one restriction whose reference is in these words; None if there is none, or more than one.

    Other words lead to nobody until a person has chosen.
    """
    if _REF.search(typed) is None and individuals.known(typed, uow) is None:
        return None
    found = candidates(typed, uow)
    return found[0] if len(found) == 1 else None


def about(restriction: RecordId, uow: UnitOfWork) -> list[Appeal]:
    """The appeals against a restriction, newest first. The caller authorises."""
    return uow.records.find_all(Appeal, restriction, limit=_MOST)


# -- with whom it lies -----------------------------------------------------------------------------------


def who_decides(against: Against | None, uow: UnitOfWork) -> PersonId | None:
    """The chief executive, or the person in the settings if they may not decide; None if nobody is left."""
    return uow.people.who_decides_appeals(against.barred if against is not None else ())


def next_decider(record: Appeal, people: People) -> PersonId | None:
    """The next person who may decide it, other than the present handler."""
    besides = {*record.conflicted(), *record.assigned.before}
    if record.handler is not None:
        besides.add(record.handler)
    return people.who_decides_appeals(besides)


def settled_with(record: Appeal, uow: UnitOfWork, *, by: PersonId | None) -> Appeal:
    """Move an appeal on if its handler may not decide it, and let the new one read the restriction."""
    if record.handler is not None and record.handler in record.conflicted():
        before, to = record.handler, next_decider(record, uow.people)
        record = uow.records.save(record.moved(to, uow.now), by=by, act="moved")
        uow.outbox.put(before, "moved", record.id)
        if to is not None:
            uow.outbox.put(to, "waiting", record.id)
    follow(record, uow)
    return record


# -- what goes along ---------------------------------------------------------------------------------------


def follow(moved: Assigned, uow: UnitOfWork) -> None:
    """Keep a restriction and its appeals in step after one of them changes hands."""
    if isinstance(moved, Appeal) and moved.against is not None:
        open_to(moved.against.restriction, uow)
    if isinstance(moved, Restriction):
        for appeal in about(moved.id, uow):
            if appeal.decision is None and appeal.against != Against.of(moved):
                saved = uow.records.save(appeal.concerns(Against.of(moved)), by=None, act="followed")
                settled_with(saved, uow, by=None)


def open_to(restriction: RecordId, uow: UnitOfWork) -> None:
    """Let the deciders of open appeals read the restriction, and end that right for everybody else."""
    deciders = [appeal.handler for appeal in about(restriction, uow) if appeal.is_open]
    people = tuple(sorted({decider for decider in deciders if decider is not None}))
    found = uow.records.get(restriction, Restriction)
    if found.appeals_with != people:
        uow.records.save(appeals.lie_with(found, people), by=None, act="appealed")


def tell_decider(restriction: Restriction, uow: UnitOfWork) -> None:
    """Tell the people who decided the restriction that an appeal has been made, and no more (model.md §4)."""
    lies_with = (restriction.handler,) if restriction.handler is not None else ()
    for person in dict.fromkeys((*appeals.deciders(restriction), *lies_with)):
        uow.outbox.put(person, "appeal_made", restriction.id)
