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
    """The individual named by these words, found or added; None if nothing was said. The words are kept with them.

    `unnamed`: the history does not say who wrote the words, unlike the record that names the individual.
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
    """Individuals whom these words could mean, with the reason, newest first. For Harbour's own work."""
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
    """The individual at whom a record points. The caller has opened that record.

    `writer`: use the words of this person, who may read nobody else's.
    """
    found = uow.records.get(individual, Individual) if individual else None
    return found.as_written_by(writer) if found is not None and writer is not None else found
