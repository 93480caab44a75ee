"""Random histories of a directory: people join, leave, marry, come back; addresses reused, files cut, steps undone.

Whoever answers the questions knows who is who; nothing else does. Each history is its number, the same at every run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from adapters.chat.acquaintance import Profile, found
from bot import names
from bot.access import may
from bot.directory import Decision, Plan, Question, Row, carry_out, plan, planned, undo
from bot.directory.notes import Step
from bot.errors import Refused
from bot.people import Person, PersonId, Role
from bot.platforms import Platform
from bot.policy import Policy
from bot.ports import UnitOfWork
from bot.records.assignment import Assigned
from bot.records.base import RecordId
from bot.records.rights import Act
from tests.bot.house import House
from tests.sizes import size

HISTORIES = size(6, 1000)
STEPS = 14
ONE = Platform(name="one", called="One", removing="")
FIRST = ("Ann", "Bea", "Cal", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivy", "Jon")
LAST = ("Reid", "Bell", "Muir", "Kerr", "Lang", "Shaw")


@dataclass
class Human:
    """A human being, independent of the directory's beliefs about them."""

    name: str
    address: str
    key: str
    account: str
    works_here: bool = True
    leads: bool = False
    #: The address that the platform has, which may be behind the directory's.
    shown: str = ""
    #: All that was ever theirs in the directory.
    persons: set[PersonId] = field(default_factory=set)


class History:
    """One history, drawn from its number."""

    def __init__(self, house: House, number: int) -> None:
        self.house = house
        self.random = Random(number)  # noqa: S311 - a history is its number
        self.has_keys = number % 3 == 0
        self.gives_accounts = number % 3 == 1
        self.humans: list[Human] = []
        #: Who brought a report, and who was there.
        self.brought: dict[str, tuple[Human, tuple[Human, ...]]] = {}
        for leads in (True, True, True, False, False, False):
            self.humans.append(self.somebody(leads=leads))
        self.loads()

    def somebody(self, *, leads: bool = False, address: str = "") -> Human:
        number = len(self.humans)
        name = f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"
        if any(human.address == address and names.same(human.name, name) for human in self.humans):
            name += " Og"  # whom nothing tells from whoever left but a key: shown in the plan as here again
        new = address or f"{name.split(maxsplit=1)[0].casefold()}.{number}@example.org"
        return Human(name=name, address=new, key=f"k{number}", account=f"A{number}", leads=leads, shown=new)

    # -- what the source says --------------------------------------------------------------------------

    def rows(self) -> list[Row]:
        here = [human for human in self.humans if human.works_here]
        leads = [human for human in here if human.leads]
        return [self.row(line, human, leads) for line, human in enumerate(here, 2)]

    def row(self, line: int, human: Human, leads: list[Human]) -> Row:
        top = leads[0] if leads else None
        above = next((lead for lead in leads if lead is not human), None) if human is not top else None
        return Row(
            line=line,
            email=human.address,
            name=human.name,
            line_manager=above.address if above else None,
            deputies=tuple(lead.address for lead in leads[1:] if lead is not human) if human.leads else (),
            roles=frozenset({Role.MANAGEMENT_TEAM}) if human.leads else frozenset(),
            ids={"one": human.account} if self.gives_accounts else {},
            key=human.key if self.has_keys else None,
        )

    def whose(self, person: PersonId) -> Human:
        (human,) = [each for each in self.humans if person in each.persons]
        return human

    def at(self, address: str) -> Human:
        (human,) = [each for each in self.humans if each.works_here and each.address == address]
        return human

    def decided(self, drawn: Plan, rows: list[Row]) -> list[Decision]:
        """Answers of somebody who knows everybody."""
        human = {row.line: self.at(row.email) for row in rows}
        return [self._said(question, human[question.line]) for question in drawn.questions]

    def _said(self, question: Question, human: Human) -> Decision:
        right = [c.column for c in question.candidates if c.person.id in human.persons]
        return Decision(code=question.code, same=bool(right), column=right[0] if right else "")

    def loads(self, rows: list[Row] | None = None) -> None:
        """Import the source, and check that each row is the right person."""
        wanted = self.rows() if rows is None else rows

        def work(uow: UnitOfWork) -> dict[str, PersonId]:
            drawn = planned(wanted, uow, self.decided(plan(uow.people, wanted), wanted))
            carry_out(drawn, uow)
            return {person.email: person.id for person in uow.people if person.active and person.listed}

        known = {id_ for human in self.humans for id_ in human.persons}
        for address, person in self.house.run(work).items():
            human = self.at(address)
            assert person in human.persons or person not in known, "somebody became somebody else"
            human.persons.add(person)
            assert len(human.persons) == 1, "somebody became two people"

    # -- what happens ------------------------------------------------------------------------------------

    def joins(self) -> None:
        """Sometimes under an address that somebody had who has left."""
        left = [human.address for human in self.humans if not human.works_here]
        free = [address for address in left if all(h.address != address for h in self.humans if h.works_here)]
        reused = self.random.choice(free) if free and self.random.random() < 0.6 else ""
        self.humans.append(self.somebody(address=reused))
        self.loads()

    def leaves(self) -> None:
        if len([human for human in self.humans if human.works_here]) > 4:
            self.anybody().works_here = False
        self.loads()

    def comes_back(self) -> None:
        away = [human for human in self.humans if not human.works_here]
        here = {human.address for human in self.humans if human.works_here}
        if away:
            human = self.random.choice(away)
            human.works_here = True
            human.address = f"back.{human.key}@example.org" if human.address in here else human.address
        self.loads()

    def marries(self) -> None:
        """Another name and address; the platform knows the address later, or never."""
        human = self.anybody()
        human.name = f"{human.name.split()[0]} {self.random.choice(LAST)}"
        human.address = f"{human.name.replace(' ', '.').casefold()}.{self.random.randrange(10**6)}@example.org"
        self.loads()

    def is_readdressed(self) -> None:
        human = self.anybody()
        human.shown = human.address

    def has_another_account(self) -> None:
        human = self.anybody()
        human.account = f"B{self.random.randrange(10**6)}"
        self.loads()

    def swap_accounts(self) -> None:
        one, other = self.anybody(), self.anybody()
        if self.gives_accounts and one is not other:
            one.account, other.account = other.account, one.account
        self.loads()

    def is_cut(self) -> None:
        """A file that ends too early, and then the right one, or the step taken back."""
        self.step_and_back(lambda: self.loads(self.rows()[: self.random.randrange(1, 5)]))
        self.loads()

    def is_undone(self) -> None:
        self.step_and_back(lambda: self.loads([replace(row, name=row.name + " X") for row in self.rows()]))

    def step_and_back(self, step: Callable[[], None]) -> None:
        before, steps = self.looked_at(), self.steps()
        step()
        self.holds()
        if self.steps() > steps and self.random.random() < 0.7:
            self.house.run(undo)
            (people, lie), (people_before, lie_before) = self.looked_at(), before
            assert lie == lie_before
            assert {p.id: p for p in people.values() if p != people_before.get(p.id)} == {}
            assert people.keys() == people_before.keys()

    def steps(self) -> int:
        return self.house.run(lambda uow: len(uow.notes.all(Step)))

    def writes(self) -> None:
        """Let somebody write on the platform, from the account they have."""
        human = self.anybody()
        profile = Profile(id=human.account, emails=(human.shown,), names=(human.name,))
        who = self.house.run(lambda uow: found(uow, ONE, profile))
        if who is not None and not isinstance(who, Refused):
            assert who in human.persons, "somebody was let in as somebody else"

    def reports(self) -> None:
        human, there = self.anybody(), tuple({id(h): h for h in (self.anybody(), self.anybody())}.values())
        by = self.person(human)
        others = tuple(self.person(each) for each in there if each is not human)
        if by is not None:
            about = self.house.reports(by, witnesses=tuple(filter(None, others)))
            self.brought[about] = human, tuple(each for each in there if each is not human)

    # -- what always holds ---------------------------------------------------------------------------------

    def holds(self) -> None:
        self.house.run(self._holds)

    def _holds(self, uow: UnitOfWork) -> None:
        people = uow.people
        for about, (reporter, witnesses) in self.brought.items():
            record = uow.records.peek(RecordId(about))
            assert isinstance(record, Assigned)
            handler = record.handler
            if handler is None:
                assert not record.is_open or any(series.kind == "name_handler" for series in record.nudges())
            else:
                found_ = people.get(handler)
                assert found_ is not None
                assert (found_.active, people.is_manager(handler)) == (True, True)
                assert self.whose(handler) not in (reporter, *witnesses), "a conflict of interest was lost"
            for person in people:
                if may(person, Act.READ, record, people):
                    assert person.id in reporter.persons or person.id == handler, "somebody reads what is another's"

    def looked_at(self) -> tuple[dict[PersonId, Person], dict[str, object]]:
        def look(uow: UnitOfWork) -> tuple[dict[PersonId, Person], dict[str, object]]:
            lie: dict[str, object] = {}
            for about in self.brought:
                record = uow.records.peek(RecordId(about))
                assert isinstance(record, Assigned)
                lie[about] = (record.assigned.to, record.assigned.before)
            return {person.id: person for person in uow.people}, lie

        return self.house.run(look)

    def anybody(self) -> Human:
        return self.random.choice([human for human in self.humans if human.works_here])

    def person(self, human: Human) -> PersonId | None:
        return next(iter(human.persons), None)

    def passes(self) -> None:
        steps = (
            self.joins, self.leaves, self.comes_back, self.marries, self.is_readdressed, self.has_another_account,
            self.swap_accounts, self.is_cut, self.is_undone, self.writes, self.writes, self.reports, self.reports,
        )  # fmt: skip
        for _ in range(STEPS):
            self.random.choice(steps)()
            self.holds()


def _emptied(uow: UnitOfWork) -> None:
    for person in uow.people:
        uow.directory.remove(person.id)


def test_nobody_becomes_somebody_else_whatever_happens(tmp_path: Path, policy: Policy) -> None:
    """Nor two people; nobody reads what was another's; no conflict of interest and no matter is lost; undo is exact."""
    for number in range(HISTORIES):
        house = House(tmp_path / f"{number}.db", policy)
        try:
            house.run(_emptied)
            History(house, number).passes()
        except AssertionError as broken:
            raise AssertionError(f"history {number}: {broken}") from broken
        finally:
            house.close()
            (tmp_path / f"{number}.db").unlink()
