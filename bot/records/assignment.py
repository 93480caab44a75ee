"""Assignment of a matter to one manager at a time, and its moves to the next (1.12.1, R-1.12.1-6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from bot.errors import Forbidden
from bot.nudges import Series
from bot.people import PersonId
from bot.records.base import Record
from bot.records.rights import Part, Parties


@dataclass(frozen=True, kw_only=True)
class Handed:
    """Handover of the matter together with everything else that lay with its manager."""

    at: datetime
    #: In the words of the directory's administrator.
    reason: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """The manager a matter lies with, and those it lay with before."""

    #: None: nobody is left, and the management team is asked to name someone.
    to: PersonId | None
    since: datetime
    #: Former handlers, oldest first; they can no longer read it.
    before: tuple[PersonId, ...] = ()
    #: Number of moves.
    moves: int = 0
    #: Handovers, oldest first.
    handed: tuple[Handed, ...] = ()
    #: The absent manager who gets it back on their return.
    stands_in_for: PersonId | None = None

    def moved(self, to: PersonId | None, at: datetime) -> Assignment:
        """Move it to the next manager."""
        before = (*self.before, self.to) if self.to is not None else self.before
        return replace(
            self, to=to, since=at, before=tuple(dict.fromkeys(before)), moves=self.moves + 1, stands_in_for=None
        )


@dataclass(frozen=True, kw_only=True)
class Assigned(Record):
    """A record that lies with one manager at a time."""

    assigned: Assignment
    #: True once it has waited so long that it is on the management team's list.
    listed: bool = False

    @property
    def brought_by(self) -> PersonId:
        """The person in whose line of management it lies: its author, unless it is for somebody else."""
        return self.origin.by

    @property
    def can_be_passed_on(self) -> bool:
        """True if the manager may pass it on to the next one: by default while it is open."""
        return self.is_open

    @property
    def moves_by_silence(self) -> bool:
        """True if it moves to the next manager after silence, where the settings say so."""
        return True

    def entrusted_to(self, person: PersonId) -> Self:  # noqa: ARG002 - for those that remember it
        """Remember the handler named by the management team, in records that need to."""
        return self

    def moved(self, to: PersonId | None, at: datetime) -> Self:
        """Move it to another manager."""
        return self.changed(assigned=self.assigned.moved(to, at))

    def standing_in_for(self, person: PersonId | None) -> Self:
        """Leave it with the stand-in until this person is back."""
        return self.changed(assigned=replace(self.assigned, stands_in_for=person))

    def put_on_list(self) -> Self:
        """Put it on the management team's list, because it has waited so long."""
        return self.changed(listed=True)

    def only_decided_by(self, by: PersonId) -> None:
        """Refuse a step by anyone but its manager, or by a manager whom it concerns. Raises Forbidden."""
        if by in self.conflicted() or by != self.assigned.to:
            raise Forbidden

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
        """The nudge to the management team while somebody has to be named; a new one for each such occasion."""
        if self.needs_naming:
            item = str(self.assigned.moves)
            yield Series(kind="name_handler", to=None, since=self.assigned.since, item=item, urgent=urgent)

    def waits(
        self, kind: str, since: datetime | date, *, item: str = "", urgent: bool = False, begun: datetime | None = None
    ) -> Series:
        """The nudges to the manager about something that waits for them.

        Reminders count from `since`. It moves on only after its manager has had their own time, which counts from the
        day it reached them or, if later, from when the waiting step was `begun`.
        """
        held = self.assigned.since if begun is None else max(begun, self.assigned.since)
        return Series(
            kind=kind,
            to=self.assigned.to,
            since=since,
            item=item,
            urgent=urgent,
            held_since=held,
            holder=self.assigned.moves,
        )

    @property
    def keeps_its_place(self) -> bool:
        """True if it waits for its manager's return from an absence, instead of moving to a stand-in."""
        return False

    def handlers(self) -> Parties:
        """The manager it lies with and the former ones, with their parts."""
        parties = {(p, Part.FORMER_HANDLER) for p in self.assigned.before if p != self.assigned.to}
        if self.assigned.to is not None:
            parties.add((self.assigned.to, Part.HANDLER))
        return frozenset(parties)

    def must_act(self, *, waits: bool) -> Parties:
        """The manager as the person who must act, if anything `waits`."""
        return frozenset({(self.assigned.to, Part.MUST_ACT)} if waits and self.assigned.to is not None else ())
