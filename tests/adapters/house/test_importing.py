"""Many newcomers at once: added in pieces while others write, as one step, and only where nobody has to look first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from adapters.house import importing
from adapters.house.service import Store
from bot.app.platforms import PLATFORMS
from bot.directory import Limit, Plan, ahead, syncing, undo
from bot.directory.notes import Step, last
from bot.directory.plan import Change
from bot.directory.sources import Member, Read
from bot.directory.syncing import Drawn, Outcome
from bot.people import Person, PersonId
from bot.policy import Policy
from storage.runners import Work
from tests.bot.house import House

T = TypeVar("T")
CHAT = PLATFORMS[0]
LIMIT = Limit(percent=10, least=3)
COUNT = 12


@pytest.fixture(autouse=True)
def pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve are many, and five go at a time."""
    monkeypatch.setattr(ahead, "AT_A_TIME", 5)
    monkeypatch.setattr(ahead, "MANY", COUNT)


@pytest.fixture
def house(tmp_path: Path, policy: Policy) -> Iterator[House]:
    """Example people, none of whom the service knows."""
    house = House(tmp_path / "harbour.db", policy)
    yield house
    house.close()


def member(number: int) -> Member:
    """Somebody whose manager comes behind them, but for the last, who has none."""
    manager = f"U0{number + 1:03d}" if number < COUNT - 1 else ""
    return Member(id=f"U0{number:03d}", name=f"First{number} Last{number}", email=f"p{number}@x.org", manager=manager)


def read(members: Sequence[Member]) -> Read:
    """What the service says."""
    return Read(platform=CHAT, members=tuple(members), silent=frozenset({"roles"}), mark="one")


def everybody(house: House) -> list[Person]:
    """The directory."""
    return house.run(lambda uow: list(uow.people))


def by_name(people: Sequence[Person]) -> dict[str, tuple[object, ...]]:
    """Everybody, without the ids that an import draws."""
    names = {person.id: person.name for person in people}
    return {p.name: (p.email, names.get(p.line_manager or PersonId("")), p.ids, p.active, p.given) for p in people}


async def sync(house: House, *, accept: bool = True, store: Store | None = None) -> Drawn:
    """Twelve newcomers, and nobody of those who are here."""
    return await importing.sync("chat", read([*map(member, range(COUNT))]), store or house.store, LIMIT, accept=accept)


async def test_it_comes_to_the_same_as_at_once_and_is_one_step(house: House, tmp_path: Path, policy: Policy) -> None:
    """The people, what is told of it, the mark, and what is taken back."""
    other = House(tmp_path / "other.db", policy)
    at_once = other.run(lambda uow: syncing.sync("chat", read([*map(member, range(COUNT))]), uow, LIMIT, accept=True))
    before = everybody(house)
    drawn = await sync(house)
    assert by_name(everybody(house)) == by_name(everybody(other))
    other.close()
    assert told(drawn.plan) == told(at_once.plan)
    assert house.run(lambda uow: syncing.mark("chat", uow)) == "one"
    steps = house.run(lambda uow: uow.notes.all(Step))
    assert [len(step.changes) for step in steps] == [5, 5, 2, len(at_once.plan.left)]
    assert last(steps) == tuple(steps)
    assert len(house.run(undo).changes) == len(at_once.plan.changes)
    assert (everybody(house), house.run(lambda uow: uow.notes.all(Step))) == (before, [])


def told(plan: Plan) -> tuple[int, ...]:
    """A plan in numbers."""
    return len(plan.added), len(plan.changed), len(plan.left), plan.unchanged, plan.listed


async def test_managers_come_before_those_they_manage(house: House) -> None:
    """Nobody is without their manager meanwhile."""
    await sync(house)
    steps = house.run(lambda uow: uow.notes.all(Step))
    order = [change.after for step in steps[:-1] for change in step.changes]
    place = {person.id: at for at, person in enumerate(order)}
    assert all(place[person.line_manager] < place[person.id] for person in order if person.line_manager)


async def test_what_somebody_has_to_look_at_first_adds_nobody(house: House) -> None:
    """All who are here would leave."""
    before = everybody(house)
    assert (await sync(house, accept=False)).outcome[0] is Outcome.TOO_MUCH
    assert everybody(house) == before


class Interrupted:
    """A store in which somebody's absence comes in before each unit of work from the fourth on."""

    is_shared = False

    def __init__(self, house: House) -> None:
        self._house, self._count = house, 0

    async def arun(self, work: Work[T]) -> T:
        """The work, with what came in before it."""
        self._count += 1
        if self._count >= 4:
            self._house.away(everybody(self._house)[-1].id)
        return await self._house.store.arun(work)


async def test_what_changes_meanwhile_has_the_rest_planned_anew(house: House) -> None:
    """An absence that somebody tells while they are taken in stays; and everybody is there once."""
    drawn = await sync(house, store=Interrupted(house))
    people = everybody(house)
    new = [person for person in people if CHAT.name in person.ids and person.ids[CHAT.name].startswith("U00")]
    assert sorted(person.name for person in new) == sorted(member(number).name for number in range(COUNT))
    assert sum(person.absence is not None for person in new) == 1
    assert len(drawn.plan.added) == COUNT


async def test_a_file_is_taken_in_the_same_way(house: House) -> None:
    """Its rows, with a decision that is kept."""
    rows = house.run(lambda uow: syncing.sketch(read([*map(member, range(COUNT))]), syncing.known(uow))).rows
    before = everybody(house)
    plan, against = await importing.import_rows(rows, house.store, LIMIT)
    assert (len(plan.added), len(against), everybody(house)) == (COUNT, 1, before)
    plan, against = await importing.import_rows(rows, house.store, LIMIT, accept=True)
    assert (len(plan.added), len(against)) == (COUNT, 0)
    assert len(house.run(lambda uow: last(uow.notes.all(Step)))) == 4


def test_whoever_takes_over_what_was_somebodys_is_not_ahead() -> None:
    """An address that is given up in the same plan."""
    new = [Person(id=PersonId(f"n{number}"), email=f"p{number}@x.org", name="New") for number in range(COUNT + 1)]
    here = Person(id=PersonId("here"), email="p0@x.org", name="Here")
    moves = Change(before=here, after=replace(here, email="else@x.org"))
    plan = Plan(changes=(moves, *(Change(before=None, after=each) for each in new)), unchanged=0, listed=1)
    assert [change.after for part in ahead.parts(plan) for change in part] == new[1:]
