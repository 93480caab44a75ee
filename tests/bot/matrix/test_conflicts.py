"""Nobody decides about a matter that concerns them, by any route; if nobody is left, somebody is named (§3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.access import may
from bot.chat.events import Value
from bot.flows import debrief
from bot.people import PersonId, Role
from bot.policy import Policy
from bot.ports import UnitOfWork
from bot.records.assignment import Assigned
from bot.records.base import RecordId
from bot.records.rights import Act
from bot.views.naming.dialogs import CANNOT
from storage.unit_of_work import UnitOfWork as Stored
from tests.bot.house import NOTHING, House, errors, words
from tests.bot.matrix.cast import (
    ANOTHER,
    CAST,
    CHIEF,
    COLUMNS,
    DEPUTY,
    DUTY,
    FINDER,
    FORMER,
    HANDLER,
    OWNER,
    PROPOSER,
    REPORTER,
    TEAM,
)
from tests.bot.matrix.finding import ROUTES, Finder
from tests.bot.matrix.routes import ACTS
from tests.bot.matrix.stories.restrictions import approve, told_individual
from tests.bot.matrix.table import CONFLICTED, CONFLICTED_IN
from tests.bot.matrix.test_routes import nothing
from tests.bot.matrix.trying import MADE_UP, events
from tests.bot.matrix.values import TODAY
from tests.bot.matrix.world import MatrixWorld, Row, Values
from tests.bot.world import World
from tests.sizes import size

#: Who may decide where Pippa may not: it is her own proposal.
_OTHERWISE = {"rs_proposed": ANOTHER}
#: What a manager does.
DECIDES = frozenset({"decide", "pass on", "propose", "name"})
#: In whose line of management what Isla brings lies, besides the management team.
LINE = (FORMER, HANDLER, DEPUTY, ANOTHER, DUTY)
NAMING = "form:naming.name"


# -- nobody decides about what concerns them -----------------------------------------------------------------


def _lies_with(uow: Stored, row: Row, person: PersonId) -> None:
    """Make them its handler and a member of the management team, which no step would do."""
    record = uow.records.get(row.id, Assigned)
    uow.records.save(record.moved(person, uow.now), by=None, act="moved")
    found = uow.people.get(person)
    assert found is not None
    uow.directory.put(replace(found, roles=found.roles | {Role.MANAGEMENT_TEAM}))


@pytest.mark.requirement("R-1.8-5", "R-1.9.4-4", "R-1.14.3-11")
@pytest.mark.parametrize("kind", sorted(CONFLICTED))
def test_whom_it_concerns_decides_nothing_though_it_lies_with_them(finder: Finder, kind: str) -> None:
    """Every button and form of a manager answers them as if there were no record, and changes nothing."""
    wrong = []
    for row in finder.rows(kind)[: size(4, None)]:
        for column in CONFLICTED_IN.get(row.name, CONFLICTED[kind]).split():
            person = COLUMNS[column]
            for route in (route for route in ROUTES if ACTS[kind].get(route) in DECIDES):
                there, nowhere = events(route, person, row.id), events(route, person, MADE_UP)
                pairs = list(zip(there, nowhere, strict=True))
                first = partial(_lies_with, row=row, person=person)
                tries = finder.tries.each([event for pair in pairs for event in pair], first)
                if any(a.answer != b.answer or a.changed for a, b in zip(tries[::2], tries[1::2], strict=True)):
                    wrong.append(f"{row.name} {route}: {column}")
    nothing(wrong)


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("kind", sorted(CONFLICTED))
def test_somebody_whom_it_does_not_concern_decides_once_it_lies_with_them(finder: Finder, kind: str) -> None:
    """So that the test above refuses the conflict, and not everybody."""
    wrong = []
    for row in finder.rows(kind):
        person = _OTHERWISE.get(row.name, CHIEF if kind == "appeal" else PROPOSER)
        route = next(route for route in ROUTES if ACTS[kind].get(route) == "decide")
        pairs = list(zip(events(route, person, row.id), events(route, person, MADE_UP), strict=True))
        first = partial(_lies_with, row=row, person=person)
        tries = finder.tries.each([event for pair in pairs for event in pair], first)
        answered = any(a.answer != b.answer for a, b in zip(tries[::2], tries[1::2], strict=True))
        # Of what is erased there is nothing left to decide.
        wrong += [f"{row.name} {route}"] if answered is (row.name == "co_erased") else []
    nothing(wrong)


# -- nobody is left --------------------------------------------------------------------------------------------

Make = Callable[[MatrixWorld, PersonId, Values], str]

_REPORT: Values = {"channel": "phone", "reasons": ("distressing",), "note": "Loud.", "aimed_at": "colleague"}
_WISH: Values = {"individual": "HA-4711", "measures": ("time_or_volume",), "wish": "He calls every hour."}
_FOUND: Values = {"place": "facebook", "link": "https://www.example.org/a", "threat": "no"}


def _by_form(kind: str, form: str, answers: Values) -> Make:
    def make(world: MatrixWorld, person: PersonId, more: Values) -> str:
        return world.made(kind, person, form, {**answers, **more})

    return make


def _named(world: MatrixWorld, person: PersonId, more: Values) -> str:
    """One record each where several are named: this person's."""
    before = world.of("named_online")
    people = more.get("named") or ()
    world.sends(FINDER, "named_online.report", {**_FOUND, "named": (person, *people)})
    return min(set(world.of("named_online")) - set(before))


def _threat(world: MatrixWorld, person: PersonId, more: Values) -> str:
    before = world.of("police_decision")
    threat: Values = {"reasons": ("threat",), "threat_against": "colleague"}
    world.sends(person, "ended_contact.report", {**_REPORT, **threat, **more})
    return world.newest("police_decision", before)


def _talk(world: MatrixWorld, person: PersonId, _more: Values) -> str:
    report = world.made("ended_contact", person, "ended_contact.report", _REPORT)
    before = world.of("debrief")
    world.house.run(lambda uow: debrief.offer_to((person,), RecordId(report), uow))
    about = world.newest("debrief", before)
    world.presses(person, "debrief.yes", about)
    return about


def _appeal(world: MatrixWorld, person: PersonId, _more: Values) -> str:
    """Against a restriction that the chief executive has decided, since nobody else was left."""
    about = world.made("restriction", person, "restriction.suggest", _WISH)
    world.sends(TEAM, "naming.name", {"to": (CHIEF,)}, about)
    world.sends(CHIEF, "restriction.decision", approve("rs_x", "HA-4711"), about)
    world.sends(CHIEF, "sharing.decide", {"groups": (), "nobody_because": "Only he meets it."}, about)
    world.sends(CHIEF, "restriction.told", told_individual(), about)
    came: Values = {"channel": "letter", "on": TODAY, "about": world.keep("rs_x", about) and world.rows["rs_x"].ref}
    return world.made("appeal", OWNER, "appeal.record", {**came, "says": "It is not fair."})


def _follows(kind: str, follow_up: str) -> Make:
    """Return a maker of a follow-up that the first in line opens from a report, and then cannot take."""

    def make(world: MatrixWorld, person: PersonId, _more: Values) -> str:
        first = FORMER if person == REPORTER else TEAM
        world.house.put(replace(world.house.person(first), absence=None))
        report = world.made("ended_contact", person, "ended_contact.report", {**_REPORT, "channel": "web_form"})
        if person == CHIEF:
            world.sends(TEAM, "naming.name", {"to": (TEAM,)}, report)
        before = world.of(kind)
        triage: Values = {"categories": ("demands",), "zero_tolerance": "no", "follow_ups": (follow_up,)}
        world.sends(first, "ended_contact.triage", triage, report)
        about = world.newest(kind, before)
        world.presses(first, "pass_on", about)
        return about

    return make


MAKES: Mapping[str, Make] = {
    "ended_contact": _by_form("ended_contact", "ended_contact.report", _REPORT),
    "restriction": _by_form("restriction", "restriction.suggest", _WISH),
    "time_away": _by_form("time_away", "time_away.request", {}),
    "support_request": _by_form("support_request", "support_request.ask", {"help": "other_name", "which": "Roofs"}),
    "contact_outside": _by_form("contact_outside", "outside_contact.raise", {"where": "public_place", "on": TODAY}),
    "named_online": _named,
    "police_decision": _threat,
    "debrief": _talk,
    "appeal": _appeal,
    "correspondence": _follows("correspondence", "correspondence"),
    "online_action": _follows("online_action", "online"),
    "restorative": _follows("restorative", "restorative"),
}
#: Those in which everybody in the line can be concerned, and how.
_CONCERNED: Values = {"targets": (FORMER, HANDLER, DEPUTY), "witnesses": (ANOTHER, DUTY)}
CONCERNS: Mapping[str, Mapping[str, Value]] = {
    "ended_contact": _CONCERNED,
    "restriction": _CONCERNED,
    "police_decision": _CONCERNED,
    "named_online": {"named": LINE},
}


@pytest.fixture
def world(tmp_path: Path, policy: Policy) -> Iterator[World]:
    """The people of the matrix, with Isla in the management team."""
    house = House(tmp_path / "harbour.db", policy)
    for person in CAST:
        house.put(person)
    house.put(replace(house.person(REPORTER), roles=frozenset({Role.MANAGEMENT_TEAM})))
    yield World(house)
    house.close()


def asked_to_name(world: World, about: str) -> set[PersonId]:
    """People asked to name somebody for this."""
    world.settle()
    return {
        told.to
        for told in world.told
        if any(button.action == NAMING and button.about == about for button in told.card.buttons())
    }


def _is_named(world: World, about: str, *, concerned: set[PersonId], to: PersonId) -> None:
    """Nobody whom it concerns names or is named; the named one becomes its handler, is notified and may decide."""
    house = world.house
    for person in sorted(concerned):
        assert NOTHING in words(house.presses(person, NAMING, about))
        assert NOTHING in words(house.sends(person, "naming.name", {"to": (to,)}, about))
        assert errors(house.sends(TEAM, "naming.name", {"to": (person,)}, about)) == {"to": CANNOT}
    before = len(world.told)
    assert "Nothing changed" not in words(house.sends(TEAM, "naming.name", {"to": (to,)}, about))
    world.settle()
    assert to in {told.to for told in world.told[before:]}

    def decides(uow: UnitOfWork) -> list[PersonId]:
        record = uow.records.get(RecordId(about), Assigned)
        return [person.id for person in uow.people if may(person, Act.DECIDE, record, uow.people)]

    assert house.run(decides) == [to]


@pytest.mark.requirement("R-1.8-5", "R-1.12.1-6")
@pytest.mark.parametrize("kind", sorted(MAKES))
def test_where_everybody_in_the_line_is_away_the_management_team_names_one(world: World, kind: str) -> None:
    """All of the team are asked but whom it concerns."""
    world.house.away(*LINE)
    about = MAKES[kind](MatrixWorld(world.house), REPORTER, {})
    decided_before = {CHIEF} if kind == "appeal" else set()
    assert asked_to_name(world, about) == {TEAM, CHIEF} - decided_before
    concerned = {REPORTER} | decided_before | ({FINDER} if kind == "named_online" else set())
    _is_named(world, about, concerned=concerned, to=PROPOSER)


@pytest.mark.requirement("R-1.8-5", "R-1.9.4-4", "R-1.14.3-11")
@pytest.mark.parametrize("kind", sorted(CONCERNS))
def test_where_it_concerns_everybody_in_the_line_the_management_team_names_one(world: World, kind: str) -> None:
    """Targets, witnesses and people named in the same place: none of them becomes its handler."""
    about = MAKES[kind](MatrixWorld(world.house), REPORTER, CONCERNS[kind])
    assert asked_to_name(world, about) == {TEAM, CHIEF}
    _is_named(world, about, concerned={REPORTER, *LINE}, to=PROPOSER)


@pytest.mark.requirement("R-1.8-5", "R-1.14.3-11")
@pytest.mark.parametrize("kind", sorted(MAKES.keys() - {"appeal"}))
def test_where_it_concerns_the_chief_executive_the_rest_of_the_management_team_names_one(
    world: World, kind: str
) -> None:
    """Nobody stands above them here: no chair is set, and no duty manager handles what is about them."""
    about = MAKES[kind](MatrixWorld(world.house), CHIEF, {})
    assert asked_to_name(world, about) == {TEAM, REPORTER}
    _is_named(world, about, concerned={CHIEF}, to=PROPOSER)
