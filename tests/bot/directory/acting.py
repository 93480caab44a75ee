"""A source that lists the people of a house, and changes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.directory import Decision, Row, carry_out, planned
from bot.people import People, Person, PersonId
from bot.ports import UnitOfWork
from tests.bot.house import House

Change = Callable[[Row], Row]


def rows(people: People) -> list[Row]:
    """Everybody who is here and listed, as a source would have them."""
    here = [person for person in people if person.active and person.listed]
    return [_row(person, line, people) for line, person in enumerate(here, 2)]


def _row(person: Person, line: int, people: People) -> Row:
    def address(id_: PersonId | None) -> str | None:
        found = people.get(id_)
        return found.email if found is not None and found.active else None

    return Row(
        line=line,
        email=person.email,
        name=person.name,
        line_manager=address(person.line_manager),
        deputies=tuple(email for id_ in person.deputies if (email := address(id_))),
        roles=person.roles,
        time_zone=person.time_zone,
        key=person.key,
    )


def without(listed: Iterable[Row], *gone: PersonId) -> list[Row]:
    """The source without these people, by the first part of their address."""
    return [row for row in listed if row.email.partition("@")[0] not in gone]


def changed(listed: Iterable[Row], who: PersonId, **facts: object) -> list[Row]:
    """The source with something else about somebody."""
    return [
        replace(row, **facts) if row.email == f"{who}@example.org" else row  # type: ignore[arg-type] # by name
        for row in listed
    ]


def loads(house: House, listed: Iterable[Row], *, same: bool | None = None) -> None:
    """The directory is as this source has it; questions are all answered so."""

    def work(uow: UnitOfWork) -> None:
        wanted = list(listed)
        drawn = planned(wanted, uow)
        if same is not None:
            drawn = planned(wanted, uow, [Decision(code=q.code, same=same) for q in drawn.questions])
        carry_out(drawn, uow)

    house.run(work)
