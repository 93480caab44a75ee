"""The world of the matrix on a platform: forms that one who may has filled in, sent as they stand by everybody else.

What the one who may sends is carried out and taken back, so that each record stays in its state for the next.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from adapters.playground.people.person import Given, Pending, Person
from adapters.playground.people.screen import Button
from adapters.playground.slack.server import StandIn
from adapters.playground.slack.users import User
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.clock import MovableClock
from adapters.playground.stand_in.patience import LONG
from adapters.playground.teams.members import Member
from adapters.playground.teams.server import TeamsStandIn
from adapters.playground.teams.tenant import Tenant
from bot.chat.events import SubmitEvent, Value
from bot.chat.forms import ChoiceField, ChoicesField, Field, PeopleField
from bot.chat.replies import Reply
from bot.dispatcher import FORMS
from bot.flows.request import Request
from bot.people import PersonId
from bot.policy import Policy
from bot.ports import UnitOfWork
from bot.views.examples.people import NOW
from storage import Store
from storage.runners import Work
from tests.bot.house import NOTHING, House
from tests.bot.matrix.cast import CAST, COLUMNS, STRANGER
from tests.bot.matrix.routes import ACTS, FORM
from tests.bot.matrix.stories import build
from tests.bot.matrix.test_routes import expected
from tests.bot.matrix.trying import MADE_UP, Tries
from tests.bot.matrix.values import EXTRAS, VALUES
from tests.bot.matrix.world import MatrixWorld, Row
from tests.journeys.acts import closed
from tests.journeys.on_slack import OnSlack
from tests.journeys.on_teams import OnTeams
from tests.journeys.sides import Side
from tests.journeys.surroundings import laid
from tests.journeys.world import World

T = TypeVar("T")

#: All but whom the directory does not list; on Slack somebody of the same workspace is that.
PEOPLE = {person.id: person.name for person in CAST} | {PersonId("dougal"): "Dougal Duty", STRANGER: "Temp Orary"}
_MARKS = re.compile(r"[0-9a-f]{12,}|[A-Z]{1,2}\d{8,}|\d{10}\.\d+")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A form about a record in its state: who may send it, and answers that are taken from them."""

    row: Row
    form: str
    extra: str
    values: Mapping[str, Value]
    by: PersonId
    #: To whom else the table gives this.
    shared: frozenset[str]


class _Back(Exception):
    """Carries the outcome of a unit of work out of it, which is rolled back."""

    def __init__(self, done: object) -> None:
        super().__init__()
        self.done = done


class Rehearsing(Store):
    """A store that takes back what is done in it, while it rehearses."""

    rehearses = False
    #: What was answered last.
    answered: Reply | None = None

    async def arun(self, work: Work[T]) -> T:
        """Carry it out, and forget it."""
        if not self.rehearses:
            return await super().arun(work)

        def taken_back(uow: UnitOfWork) -> T:
            done = work(uow)  # type: ignore[arg-type]
            uow.finish()  # type: ignore[attr-defined] # all constraints hold
            raise _Back(done)

        try:
            return await super().arun(taken_back)
        except _Back as back:
            if isinstance(back.done, Reply):
                self.answered = back.done
            return back.done  # type: ignore[return-value] # what the work gave


class Stage(World):
    """The world of the matrix, on one platform."""

    opens = Rehearsing

    @property
    def rehearsal(self) -> Rehearsing:
        """Its store."""
        assert isinstance(self.store, Rehearsing)
        return self.store

    def as_column(self, who: PersonId) -> Person:
        """Somebody of the matrix, in their chat."""
        return self.person(str(who))

    async def filled(self, case: Case) -> Pending:
        """What the one who may would send: the form is opened, and filled in on the screen."""
        person = self.as_column(case.by)
        await closed(person)
        await person.click(_BUTTON, act=f"{FORM}{case.form}", value=f"{case.row.id}|{case.extra}")
        done: set[str] = set()
        while waiting := [q for q in person.modal().questions if q.place.block_id in case.values.keys() - done]:
            name = waiting[0].place.block_id
            done.add(name)
            asked = await self.store.arun(partial(_field, case, name))
            await person.answer(name, _given(asked, case.values[name]))
        return person.pending()

    async def rehearsed(self, case: Case, pending: Pending) -> Reply | None:
        """What the core answers to the one who may; nothing of it is kept."""
        self.rehearsal.rehearses, self.rehearsal.answered = True, None
        try:
            answer = await self.as_column(case.by).deliver(pending)
        finally:
            self.rehearsal.rehearses = False
        assert answer.status == 200, case
        return self.rehearsal.answered

    async def said(self, who: PersonId, pending: Pending) -> str:
        """What somebody reads who sends this; without what tells one showing from the next."""
        answer = await self.as_column(who).deliver(pending)
        assert answer.status == 200, who
        return _MARKS.sub("", self.side().bare(answer.body.decode()))

    def nowhere(self, case: Case, pending: Pending) -> Pending:
        """The same sending about a record that does not exist."""
        return Pending(platform=pending.platform, payload=_pointed(pending.payload, case.row.id, MADE_UP))

    def everything(self) -> object:
        """All that acts and looks change."""
        return self.state(), self.looks()


def _pointed(thing: object, was: str, is_: str) -> dict[str, object]:
    def changed(inner: object) -> object:
        match inner:
            case str():
                return inner.replace(was, is_)
            case list():
                return [changed(each) for each in inner]
            case dict():
                return {key: changed(each) for key, each in inner.items()}
            case _:
                return inner

    found = changed(thing)
    assert isinstance(found, dict)
    return found


_BUTTON = Button(label="", action="home.show", beside="", block_id="b", value="", style="", element={"type": "button"})


def _field(case: Case, name: str, uow: UnitOfWork) -> Field[object]:
    request = Request(person=case.by, about=case.row.id, extra=case.extra, values=case.values)
    return next(asked for asked in FORMS[case.form].draw(request, uow).fields() if asked.id == name)


def _given(asked: Field[object], value: Value) -> Given:
    """The value in the words that stand on the screen."""
    match asked:
        case ChoiceField(options=options):
            return next((each.label for each in options if each.value == value), str(value))
        case ChoicesField(options=options):
            assert isinstance(value, tuple)
            return tuple(each.label for each in options if each.value in value)
        case PeopleField():
            assert isinstance(value, tuple)
            return tuple(PEOPLE[PersonId(each)] for each in value)
        case _:
            assert value is None or isinstance(value, str)
            return value


def cases(world: MatrixWorld, every: int) -> Iterator[Case]:
    """Each form about each kind of record, in a state in which it is taken from somebody; of so many forms one."""
    tries = Tries(world.house.store)
    ways = sorted((kind, route) for kind, acts in ACTS.items() for route in acts if route.startswith(FORM))
    for kind, route in ways[::every]:
        for row in (row for row in world.rows.values() if row.kind == kind):
            columns = expected(row, route)
            found = next(_taken(tries, row, route.removeprefix(FORM), sorted(columns)), None)
            if found is not None:
                yield replace(found, shared=frozenset(COLUMNS[column] for column in columns))
                break


def _taken(tries: Tries, row: Row, form: str, columns: list[str]) -> Iterator[Case]:
    for column in columns:
        person = COLUMNS[column]
        for extra in EXTRAS.get(f"{FORM}{form}", ("",)):
            for values in VALUES[form]:
                event = SubmitEvent(person=person, form=form, about=row.id, extra=extra, values=values)
                tried = tries.of(event)
                if tried.kept and NOTHING not in tried.answer:
                    yield Case(row=row, form=form, extra=extra, values=values, by=person, shared=frozenset())


def _user(handle: PersonId, name: str) -> User:
    email = "" if handle == STRANGER else f"{handle}@example.org"
    return User(id=f"U0{handle.upper()}", name=handle, real_name=name, email=email)


@dataclass(frozen=True, kw_only=True)
class Built:
    """The world of the matrix as a file, and the forms that are tried in it."""

    file: Path
    keys: str = field(repr=False)
    policy: Policy
    cases: Sequence[Case]


def built(folder: Path, policy: Policy, every: int) -> Built:
    """Build it, and find out what is taken from whom, of so many forms of one."""
    house = House(folder / "matrix.db", policy)
    found = list(cases(build(house), every))
    house.close()
    return Built(file=folder / "matrix.db", keys=house.keys, policy=house.policy, cases=found)


@asynccontextmanager
async def staged(folder: Path, world: Built, platform: str) -> AsyncIterator[Stage]:
    """That world at work, where everybody has an account on this platform."""
    async with laid(folder, NOW, platforms=()) as bare, _side(platform, bare.clock) as side:
        shutil.copy(world.file, folder / "harbour.db")
        policy = replace(world.policy, public_url=bare.policy.public_url, platforms=bare.policy.platforms)
        stage = Stage(replace(bare, keys=world.keys, policy=policy, sides={platform: side}))
        try:
            await stage.open()
            yield stage
        finally:
            await stage.close()


@asynccontextmanager
async def _side(platform: str, clock: MovableClock) -> AsyncIterator[Side]:
    if platform == "slack":
        users = [_user(handle, name) for handle, name in PEOPLE.items()]
        async with StandIn(Workspace(users, clock=clock, patience=LONG)) as slack:
            yield OnSlack(slack)
    else:
        members = [Member.called(handle, name, f"{handle}@example.org") for handle, name in PEOPLE.items()]
        async with TeamsStandIn(Tenant(members, clock=clock, patience=LONG)) as teams:
            yield OnTeams(teams)
