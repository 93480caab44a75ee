"""Carrying out what a plan says, parting who was wrongly joined, and taking the last step back.

Each is one unit of work: the people, where their chats are, what lies with them, the history of it, what they are
told, and a note by which it can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from bot.directory import handing, matters, notes
from bot.directory.matching import Decision
from bot.directory.notes import MARK, Mark, Step
from bot.directory.plan import Change, Plan, plan, traits, without, writes
from bot.directory.rows import Row
from bot.errors import Refused
from bot.flows.sharing import joining
from bot.people import Person, PersonId
from bot.ports import UnitOfWork
from bot.records.rights import Part

#: What somebody is told whose account or address has changed (`bot.courier.letter`).
KNOWN_OTHERWISE = "known_otherwise"


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import changed, in numbers of people."""

    added: int
    changed: int
    unchanged: int
    #: No longer in the source, and no longer at work here.
    left: int


def planned(rows: Sequence[Row], uow: UnitOfWork, more: Iterable[Decision] = ()) -> Plan:
    """What these rows would change, with what was decided before and now; and which matters would move."""
    return with_moves(plan(uow.people, rows, (*uow.notes.all(Decision), *more)), uow)


def with_moves(drawn: Plan, uow: UnitOfWork) -> Plan:
    """A plan for the directory as it is now, with the matters that would move."""
    after = uow.people.besides(change.after for change in drawn.changes)
    unable = matters.unable_now(uow.people, after)
    return replace(drawn, moves=matters.would_move(unable, after, uow))


def import_into(uow: UnitOfWork, rows: Sequence[Row]) -> Imported:
    """Make the directory hold these people, all in the caller's one unit of work. Raises Refused where one has to ask.

    For who has looked at the plan, or needs none.
    """
    drawn = plan(uow.people, rows, uow.notes.all(Decision))
    carry_out(drawn, uow)
    return imported(drawn)


def imported(drawn: Plan) -> Imported:
    """A plan in numbers."""
    return Imported(added=len(drawn.added), changed=len(drawn.changed), unchanged=drawn.unchanged, left=len(drawn.left))


def carry_out(drawn: Plan, uow: UnitOfWork, whole: str = "") -> None:
    """Do what a plan of this unit of work says; or the rest of it, where it is part of a whole step.

    Raises Refused where somebody has to decide first.
    """
    if drawn.questions:
        raise Refused(" ".join(map(str, drawn.questions)))
    if drawn.changes or whole:
        _step(drawn.changes, uow, act="import", whole=whole)


def add(newcomers: Sequence[Change], whole: str, uow: UnitOfWork) -> None:
    """Add people with whom nothing can lie yet, as a part of a step."""
    name = uuid4().hex
    _write(newcomers, uow, name)
    uow.notes.keep(name, Step(name=name, whole=whole, at=uow.now, act="import", changes=tuple(newcomers)))
    uow.notes.drop(Mark, MARK)


def _step(changes: Collection[Change], uow: UnitOfWork, *, act: str, whole: str = "") -> None:
    name, before = uuid4().hex, uow.people
    _write(changes, uow, name)
    unable = matters.unable_now(before, uow.people)
    moved = [each for person in unable for each in matters.moved_on(person, uow)]
    moved += matters.brought_back({change.after.id for change in changes if change.comes_back}, uow)
    joining.bring_in(uow)
    done = Step(name=name, whole=whole, at=uow.now, act=act, changes=tuple(changes), moved=tuple(moved))
    uow.notes.keep(name, done)
    uow.notes.drop(Mark, MARK)


def _write(changes: Collection[Change], uow: UnitOfWork, name: str) -> None:
    for person in writes(changes):
        uow.directory.put(person)
    for change in changes:
        for platform in change.lost:
            uow.chats.forget(change.after.id, platform)
        if act := _act(change):
            uow.directory.noted(change.after.id, act)
        if change.is_known_otherwise:
            uow.outbox.put(change.after.id, KNOWN_OTHERWISE, item=name)


def _act(change: Change) -> str:
    """What the history says of it; nothing of who is new, nor of what does not touch who somebody is."""
    if change.before is None:
        return ""
    if change.leaves:
        return "left"
    if change.comes_back:
        return "came_back"
    return "known_otherwise" if set(traits(change.before)) != set(traits(change.after)) else ""


def as_known_before(person: Person, step: str, uow: UnitOfWork) -> Person:
    """Somebody by the accounts and the address that they had before a step, as somebody whose chat is kept nowhere."""
    found = uow.notes.find(Step, step)
    before = next((c.before for c in found.changes if c.after.id == person.id), None) if found else None
    return replace(before or person, id=PersonId(""), active=True)


# -- taking back ---------------------------------------------------------------------------------------


def undo(uow: UnitOfWork) -> Step:
    """Take the last step back, with the matters that moved, and return it. Raises Refused.

    What has come since stays: an absence, an id that was learnt, a matter that somebody has passed on.
    """
    steps = uow.notes.all(Step)
    if not steps:
        raise Refused("Nothing can be taken back: the directory has not been changed, or long ago.")
    done, before = notes.last(steps), uow.people
    last = replace(done[-1], changes=tuple(change for step in done for change in step.changes))
    changes = _back(last.changes, uow)
    for added in (change.after for change in last.changes if change.before is None):
        if _has_done_nothing(added, uow):
            uow.directory.remove(added.id)
    _write(changes, uow, last.name)
    for step in done:
        uow.notes.drop(Step, step.name)
    uow.notes.drop(Mark, MARK)
    back = [each for moved in reversed(last.moved) for each in matters.returned(moved, uow, quietly=last.between)]
    if back and last.between:
        giver, taker = last.between
        handing.tell(taker, giver, last.name, uow)
    for person in matters.unable_now(before, uow.people):
        matters.moved_on(person, uow)
    joining.bring_in(uow)
    return last


def _back(done: Iterable[Change], uow: UnitOfWork) -> list[Change]:
    """What it takes for people to be as they were, as far as a step has changed them."""
    wanted: dict[PersonId, Person] = {}
    for change in done:
        now = uow.people.get(change.after.id)
        if now is None:
            continue
        if change.before is not None:
            wanted[now.id] = _as_before(change.before, change.after, now)
        elif not _has_done_nothing(change.after, uow):
            wanted[now.id] = replace(now, listed=False, line_manager=None, deputies=(), roles=frozenset())
    given = {trait: c.before.id for c in done if c.before is not None for trait in traits(wanted[c.before.id])}
    return [
        Change(before=now, after=after)
        for id_, person in wanted.items()
        if (now := uow.people.get(id_)) is not None and (after := without(person, given)) != now
    ]


def _as_before(before: Person, after: Person, now: Person) -> Person:
    """Somebody as they are, without what a step has changed of them."""
    names = (
        "email",
        "former",
        "name",
        "line_manager",
        "deputies",
        "roles",
        "key",
        "time_zone",
        "active",
        "listed",
        "given",
    )
    fields = {name: getattr(before, name) for name in names if getattr(now, name) == getattr(after, name)}
    ids = {**now.ids}
    for name in {*before.ids, *after.ids}:
        if now.ids.get(name) == after.ids.get(name):
            ids.pop(name, None)
            ids |= {name: before.ids[name]} if name in before.ids else {}
    return replace(now, **fields, ids=ids)


def _has_done_nothing(added: Person, uow: UnitOfWork) -> bool:
    """True if somebody who was added is a line of the directory alone: nothing was learnt of them, or is theirs."""
    now = uow.people.get(added.id)
    return now == added and not any(uow.records.with_part(added.id, part, limit=1) for part in Part)


# -- parting -------------------------------------------------------------------------------------------


def part(person: Person, uow: UnitOfWork, *, records_stay: bool = True) -> None:
    """Make two people of one who was wrongly taken for another.

    Somebody new gets the accounts, the address and the place; whoever was here before them keeps the records, and
    has left. Or the other way round (`records_stay` False): the records belong to whoever is here now, and what
    the directory noted before the last change of who they are becomes that of somebody new, who has left.
    """
    new = PersonId(uuid4().hex)
    if records_stay:
        leaves = replace(person, email="", ids={}, given=frozenset(), key=None, active=False, roles=frozenset())
        _step(
            [Change(before=person, after=leaves), Change(before=None, after=replace(person, id=new))], uow, act="part"
        )
        return
    former = _former(person, uow)
    stranger = without(replace(former, id=new, active=False), dict.fromkeys(traits(person), person.id))
    _step([Change(before=None, after=stranger)], uow, act="part")


def _former(person: Person, uow: UnitOfWork) -> Person:
    """Who they were before they became known otherwise for the last time. Raises Refused."""
    for step in reversed(uow.notes.all(Step)):
        for change in step.changes:
            if change.after.id == person.id and change.before is not None and _act(change) != "":
                return change.before
    raise Refused("Nothing is noted of somebody else under this person: there is nobody to part them from.")
