"""With whom a matter lies: one manager at a time, and how it moves on (1.12.1, R-1.12.1-6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from bot.nudges import Series
from bot.people import PersonId
from bot.records.base import Part, Parties, Record


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """The manager with whom a matter lies, and those it has passed by."""

    #: None: nobody is left, and the management team is asked to name someone.
    to: PersonId | None
    since: datetime
    #: Who had it before, oldest first. It has moved: they read it no more.
    before: tuple[PersonId, ...] = ()

    def moved(self, to: PersonId | None, at: datetime) -> Assignment:
        """The same matter with the next person."""
        before = (*self.before, self.to) if self.to is not None else self.before
        return replace(self, to=to, since=at, before=tuple(dict.fromkeys(before)))


@dataclass(frozen=True, kw_only=True)
class Assigned(Record):
    """A record that lies with one manager at a time."""

    assigned: Assignment
    #: True once it has waited so long that the management team is told that it waits.
    listed: bool = False

    @property
    def brought_by(self) -> PersonId:
        """In whose line of management it lies: whoever brought it, unless it is for somebody else."""
        return self.origin.by

    @property
    def can_be_passed_on(self) -> bool:
        """Whether the manager may let it go to the next one: while anything waits for a manager at all."""
        return self.is_open

    def moved(self, to: PersonId | None, at: datetime) -> Self:
        """It lies with somebody else now."""
        return self.changed(assigned=self.assigned.moved(to, at))

    def put_on_list(self) -> Self:
        """It has waited so long that the management team is told that it waits."""
        return self.changed(listed=True)

    @property
    def handler(self) -> PersonId | None:
        return self.assigned.to

    @property
    def needs_naming(self) -> bool:
        return self.is_open and self.assigned.to is None

    @property
    def on_management_list(self) -> bool:
        return self.is_open and (self.listed or self.needs_naming)

    def naming(self, *, urgent: bool = False) -> Iterator[Series]:
        """The nudge to the management team, while somebody has to be named; a new one each time it comes to that."""
        if self.needs_naming:
            item = str(len(self.assigned.before))
            yield Series(kind="NAME", to=None, since=self.assigned.since, item=item, urgent=urgent)

    def handlers(self) -> Parties:
        """The manager with whom it lies, and those it has passed by."""
        parties = {(p, Part.FORMER_HANDLER) for p in self.assigned.before if p != self.assigned.to}
        if self.assigned.to is not None:
            parties.add((self.assigned.to, Part.HANDLER))
        return frozenset(parties)

    def must_act(self, *, waits: bool) -> Parties:
        """The manager, as the one who has to do the next thing, while that is so."""
        return frozenset({(self.assigned.to, Part.MUST_ACT)} if waits and self.assigned.to is not None else ())
