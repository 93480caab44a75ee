"""With whom a matter lies: one manager at a time, and how it moves on (1.12.1, R-1.12.1-6)."""

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
    """That it was handed over with all that lay with somebody."""

    at: datetime
    #: In the words of whoever looks after the directory.
    reason: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """The manager with whom a matter lies, and those it has passed by."""

    #: None: nobody is left, and the management team is asked to name someone.
    to: PersonId | None
    since: datetime
    #: Who had it before, oldest first. It has moved: they read it no more.
    before: tuple[PersonId, ...] = ()
    #: How often it has moved.
    moves: int = 0
    #: Each time it was handed over, oldest first.
    handed: tuple[Handed, ...] = ()
    #: Whose it is again once they are back, where it went on because they are away.
    stands_in_for: PersonId | None = None

    def moved(self, to: PersonId | None, at: datetime) -> Assignment:
        """The same matter with the next person."""
        before = (*self.before, self.to) if self.to is not None else self.before
        return replace(
            self, to=to, since=at, before=tuple(dict.fromkeys(before)), moves=self.moves + 1, stands_in_for=None
        )


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
        """True if the manager may let it go to the next one: while anything waits for a manager at all."""
        return self.is_open

    @property
    def moves_by_silence(self) -> bool:
        """True if it goes to the next manager where the settings say so and nothing happens."""
        return True

    def entrusted_to(self, person: PersonId) -> Self:  # noqa: ARG002 - for those that remember it
        """The management team has named who handles it."""
        return self

    def moved(self, to: PersonId | None, at: datetime) -> Self:
        """It lies with somebody else now."""
        return self.changed(assigned=self.assigned.moved(to, at))

    def standing_in_for(self, person: PersonId | None) -> Self:
        """It lies where it lies until this person is back."""
        return self.changed(assigned=replace(self.assigned, stands_in_for=person))

    def put_on_list(self) -> Self:
        """It has waited so long that the management team is told that it waits."""
        return self.changed(listed=True)

    def only_decided_by(self, by: PersonId) -> None:
        """Refuse a step of anybody but its manager, and of a manager whom it concerns. Raises Forbidden."""
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
        """The nudge to the management team, while somebody has to be named; a new one each time it comes to that."""
        if self.needs_naming:
            item = str(self.assigned.moves)
            yield Series(kind="name_handler", to=None, since=self.assigned.since, item=item, urgent=urgent)

    def waits(
        self, kind: str, since: datetime | date, *, item: str = "", urgent: bool = False, begun: datetime | None = None
    ) -> Series:
        """The nudges to the manager for something that waits for them.

        Reminders count from `since`; whoever has it loses it only once they have had their own time:
        since it came to them, or since the step that waits was `begun`.
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
        """The manager with whom it lies, and those it has passed by."""
        parties = {(p, Part.FORMER_HANDLER) for p in self.assigned.before if p != self.assigned.to}
        if self.assigned.to is not None:
            parties.add((self.assigned.to, Part.HANDLER))
        return frozenset(parties)

    def must_act(self, *, waits: bool) -> Parties:
        """The manager, as the one who has to do the next thing, while that is so."""
        return frozenset({(self.assigned.to, Part.MUST_ACT)} if waits and self.assigned.to is not None else ())
