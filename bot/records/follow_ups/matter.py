"""The matter of a manager's follow-up (1.7, 1.9.2, 1.9.3)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.report import Report
from bot.records.restriction.record import Restriction


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Details of the matter, as known when the follow-up was opened."""

    #: The person in whose line of management it lies.
    brought_for: PersonId
    #: The reference of the report or restriction that led to it; empty if none did.
    ref: str = ""
    individual: RecordId | None = None
    #: Staff it was aimed at.
    targets: tuple[PersonId, ...] = ()
    #: People who never decide about it: targets, recipients, witnesses, and managers passed by.
    barred: tuple[PersonId, ...] = ()

    @classmethod
    def of(cls, record: Report | Restriction) -> Matter:
        """Return the matter of a report or a restriction."""
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
