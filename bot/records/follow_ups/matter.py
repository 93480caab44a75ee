"""The matter that a manager does something about, besides the report of it (1.7, 1.9.2, 1.9.3)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.report import Report
from bot.records.restriction.record import Restriction


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
