"""Identifying the individual: by reference, by a person's confirmation, or as new (model.md §2).

The one rule by which records are about the same individual. A reference of the organisation's form joins them
automatically. Other words never do: if they recur with the same channel, the decider is asked.
"""

from __future__ import annotations

from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.individual import Individual, Relationship
from bot.records.said import By, Said


def met(
    display: str, relationship: Relationship | None, by: PersonId, uow: UnitOfWork, *, unnamed: bool = False
) -> Individual | None:
    """The individual whom these words name, or None where nothing was said. What was written is kept with them.

    `unnamed`: the history does not say who wrote it, as it does not of the record in which they are named.
    """
    if not display:
        return None
    reference = Said.of(display).reference(uow.policy.references)
    if reference is not None:  # or two who write it at once would each meet somebody new
        uow.alone(f"individual {reference}")
    found = known(display, uow)
    if found is None:
        origin = uow.records.begin(Individual, by)
        new = Individual.met(origin, display=display, relationship=relationship)
        return uow.records.add(new, act="met", unnamed=unnamed)
    named = found.named(by, display)
    return found if named == found else uow.records.save(named, by=None if unnamed else by, act="named")


def known(typed: str, uow: UnitOfWork) -> Individual | None:
    """The individual whose reference is in these words, unless the other words contradict it."""
    said, references = Said.of(typed), uow.policy.references
    if said.reference(references) is None:
        return None
    found = (each for each, by in alike(said, uow) if By.REFERENCE in by)
    return next(found, None)


def alike(said: Said, uow: UnitOfWork) -> list[tuple[Individual, frozenset[By]]]:
    """Everybody of whom the same may be said, and by what; the newest first. For Harbour's own work."""
    agreeing = (
        (each, said.agrees(each.said, uow.policy.references)) for each in uow.records.clued(Individual, said.asks())
    )
    return [(each, by) for each, by in agreeing if by]


def is_same(one: str, another: str, uow: UnitOfWork) -> bool:
    """True if one person's words name the same individual twice: word for word, or by a reference."""
    return one.casefold() == another.casefold() or By.REFERENCE in Said.of(one).agrees(
        Said.of(another), uow.policy.references
    )


def of(individual: RecordId | None, uow: UnitOfWork, *, writer: PersonId | None = None) -> Individual | None:
    """The individual whom a record points at. The caller has opened that record.

    `writer`: in the words of somebody who wrote of them, and reads nothing of what others did.
    """
    found = uow.records.get(individual, Individual) if individual else None
    return found.as_written_by(writer) if found is not None and writer is not None else found
