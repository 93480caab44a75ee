"""What a manager does about a matter besides the report of it: a decision about correspondence, an action online,
a step to restore the relationship (1.7, 1.9.2, 1.9.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.people import PersonId
from bot.records.assignment import Assigned, Assignment
from bot.records.base import Origin, RecordId
from bot.records.report import Report
from bot.records.restriction.record import Restriction
from bot.records.rights import Parties


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What it is about, as it was known when it was opened."""

    #: In whose line of management it lies.
    brought_for: PersonId
    #: The reference of the report or restriction that it grew out of; empty where it grew out of none.
    ref: str = ""
    individual: RecordId | None = None
    #: Staff whom it was aimed at.
    targets: tuple[PersonId, ...] = ()
    #: Who never decides about it: whom it was aimed at, who received it, who was there, and who was passed by.
    barred: tuple[PersonId, ...] = ()

    @classmethod
    def of(cls, record: Report | Restriction) -> Matter:
        """The matter of a report or a restriction."""
        if isinstance(record, Restriction):
            return cls(
                brought_for=record.brought_by,
                ref=record.ref,
                individual=record.individual,
                targets=record.targets,
                barred=tuple(sorted(record.conflicted())),
            )
        received = () if record.received_by is None else (record.received_by,)
        return cls(
            brought_for=record.brought_by,
            ref=record.ref,
            individual=record.whom,
            targets=record.concerned.targets,
            barred=tuple(sorted({*record.conflicted(), *record.concerned.everybody(), *received})),
        )


@dataclass(frozen=True, kw_only=True)
class Grown(Assigned):
    """A record of something that a manager decides or does about a matter. Nobody whom that concerns does so."""

    matter: Matter

    @classmethod
    def open_for(cls, origin: Origin, matter: Matter, *, manager: PersonId | None) -> Self:
        """Open it. It lies with `manager`, who may decide; None: somebody has to be named."""
        return cls(origin=origin, assigned=Assignment(to=manager, since=origin.at), matter=matter)

    @property
    def untouched(self) -> bool:
        """Whether nothing has been done about it yet: then it goes along with the report that it grew out of."""
        raise NotImplementedError

    @property
    def waits_for_manager(self) -> bool:
        """Whether its manager has to do the next thing now."""
        return self.is_open

    @property
    def brought_by(self) -> PersonId:
        return self.matter.brought_for

    @property
    def lookup(self) -> str | None:
        # What there is about an individual can be found, and not by a name.
        return self.matter.individual

    def parties(self) -> Parties:
        # The reporter hears what comes of it as of the report itself, and has no part here.
        return self.handlers() | self.must_act(waits=self.waits_for_manager)

    def conflicted(self) -> frozenset[PersonId]:
        """Whom it concerns, and who received it (R-1.9.2-6)."""
        return frozenset(self.matter.barred)
