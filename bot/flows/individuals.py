"""Who the individual is: found again by their reference, or met for the first time (model.md §2)."""

from __future__ import annotations

from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.individual import Individual, Relationship, reference


def met(display: str, relationship: Relationship | None, by: PersonId, uow: UnitOfWork) -> Individual | None:
    """The individual whom these words name, or None where nothing was said.

    A reference finds the same individual again; initials never do, for two people may share them.
    """
    if not display:
        return None
    known = reference(display)
    found = uow.records.find(Individual, known) if known else None
    if found is not None:
        return found
    origin = uow.records.begin(Individual, by)
    return uow.records.add(Individual.met(origin, display=display, relationship=relationship), act="met")


def of(individual: RecordId | None, uow: UnitOfWork) -> Individual | None:
    """The individual whom a record points at. The caller has opened that record."""
    return uow.records.get(individual, Individual) if individual else None
