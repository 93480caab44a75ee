"""Newcomers of a large plan, added ahead of the rest of it, some in each unit of work.

Whoever else writes meanwhile waits for some, and not for twenty thousand. Taken back, it is one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from bot.directory.carrying import add
from bot.directory.plan import Change, Known, Plan, traits
from bot.people import PersonId
from bot.ports import UnitOfWork

#: How many are added in one unit of work; and how many there are at least where this is done.
AT_A_TIME = 500
MANY = 1000


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What was done of a plan before the rest of it."""

    #: The step that both are.
    whole: str = field(default_factory=lambda: uuid4().hex)
    changes: tuple[Change, ...] = field(default=(), repr=False)
    #: What is known since.
    known: Known
    #: False where somebody else has changed the directory meanwhile, and the rest has to be planned anew.
    is_all: bool = True

    def before(self, rest: Plan) -> Plan:
        """The whole plan again."""
        changes, count = (*self.changes, *rest.changes), len(self.changes)
        return replace(rest, changes=changes, unchanged=rest.unchanged - count, listed=rest.listed - count)

    def rest(self, plan: Plan) -> Plan | None:
        """What is left of a plan; None where it has to be drawn anew."""
        if not self.is_all:
            return None
        done = {change.after.id for change in self.changes}
        changes = tuple(change for change in plan.changes if change.after.id not in done)
        return replace(plan, changes=changes, unchanged=plan.unchanged + len(done), listed=plan.listed + len(done))


def parts(plan: Plan) -> Sequence[Sequence[Change]]:
    """Newcomers who get nothing of anybody's, managers before those they manage; none where there are few."""
    given_up = {
        trait
        for change in plan.changes
        if change.before
        for trait in {*traits(change.before)} - {*traits(change.after)}
    }
    new = {c.after.id: c for c in plan.added if given_up.isdisjoint(traits(c.after))}
    if len(new) < MANY:
        return ()
    ordered = list(_managers_first(new))
    return [ordered[at : at + AT_A_TIME] for at in range(0, len(ordered), AT_A_TIME)]


def _managers_first(new: Mapping[PersonId, Change]) -> Iterator[Change]:
    seen: set[PersonId] = set()
    for change in new.values():
        line: list[Change] = []
        at: Change | None = change
        while at is not None and at.after.id not in seen:
            seen.add(at.after.id)
            line.append(at)
            manager = at.after.line_manager
            at = new.get(manager) if manager is not None else None
        yield from reversed(line)


def added(part: Sequence[Change], done: Ahead, uow: UnitOfWork) -> Ahead | None:
    """Add some more, if the directory is still as it was known; None: it is not, and nothing was done."""
    if uow.people is not done.known.people:
        return None
    add(part, done.whole, uow)
    return replace(done, changes=(*done.changes, *part), known=replace(done.known, people=uow.people))
