"""The matrix of model.md §4, cell by cell: record × what somebody is to it × act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access import MATRIX, Act, may
from bot.people import People, Person, PersonId, Role
from bot.records import RECORDS
from bot.records.assignment import Assigned
from bot.records.base import Record
from bot.records.debrief import Action, Answer, Debrief
from bot.records.restriction import Restriction
from bot.views.examples import people as example
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY, STAFF, TODAY

OWNER = PersonId("owner")
TARGET = PersonId("target")
ANOTHER = PersonId("another manager")
NOBODY = PersonId("nobody in particular")

#: Somebody for each role that is none of the example people's.
ROLES = {role: PersonId(role.value) for role in Role if role not in (Role.MANAGEMENT_TEAM, Role.CHIEF_EXECUTIVE)}

#: What one is to a record: who is that in every record below.
WHO: Mapping[str, PersonId] = {
    "reporter": ISLA,
    "witness": RORY,
    "owner": OWNER,
    "target": TARGET,
    "handler": MORAG,
    "former handler": CALLUM,
    "another manager": ANOTHER,
    "management team": AILSA,
    "chief executive": EWAN,
    "nobody in particular": NOBODY,
    **{role.value: person for role, person in ROLES.items()},
}


def _plain(id_: PersonId, *, roles: frozenset[Role] = frozenset()) -> Person:
    return Person(id=id_, email=f"{id_.replace(' ', '.')}@example.org", name=str(id_), roles=roles)


PEOPLE = People(
    (
        *STAFF,
        _plain(OWNER),
        _plain(TARGET),
        _plain(ANOTHER),
        _plain(NOBODY),
        Person(id=PersonId("below"), email="below@example.org", name="Below", line_manager=ANOTHER),
        *(_plain(person, roles=frozenset({role})) for role, person in ROLES.items()),
    )
)


def _moved(record: Record, *, lies: bool) -> Record:
    """It was with Callum before, and lies with Morag now; or with nobody."""
    assert isinstance(record, Assigned)
    return record.changed(assigned=replace(record.assigned, to=MORAG if lies else None, before=(CALLUM,)))


def _report(*, lies: bool = True) -> Record:
    said = example.report(reengage_on=TODAY + timedelta(days=1), reengage_by=OWNER)
    return _moved(said, lies=lies)


def _restriction(*, lies: bool = True, suggested: bool = True) -> Record:
    record = Restriction(
        origin=example.origin("RS-0001", ISLA),
        individual=None,
        assigned=example.report().assigned,
        suggested=suggested,
        targets=(TARGET,),
        witnesses=(RORY,),
    )
    return _moved(record, lies=lies)


def _debrief(*, lies: bool = True) -> Record:
    offered = Debrief.offer(example.origin("DB-0001", CALLUM), person=ISLA, manager=MORAG)
    action = Action(id="a1", what="A headset", owner=OWNER, due=TODAY)
    said = offered.answered(Answer.YES, ISLA, NOW)
    return _moved(said.changed(actions=(action,)), lies=lies)


def _time_away(*, lies: bool = True) -> Record:
    return _moved(example.time_away(), lies=lies)


def _individual(*, lies: bool = True) -> Record:  # noqa: ARG001 - it lies with nobody
    return example.individual()


RECORD: Mapping[str, Callable[..., Record]] = {
    "ended_contact": _report,
    "restriction": _restriction,
    "debrief": _debrief,
    "time_away": _time_away,
    "individual": _individual,
}

#: Record → what one is to it → what one may do while it lies with its handler. Everything else is refused.
ALLOWED: Mapping[str, Mapping[str, str]] = {
    "ended_contact": {
        "reporter": "read hear answer add",
        "witness": "answer",
        "owner": "answer",
        "handler": "read add decide",
    },
    "restriction": {
        "reporter": "hear answer",
        "handler": "read add decide",
        "management team": "read",
        "chief executive": "read",
        "records_admin": "read",
    },
    "debrief": {
        "reporter": "read hear answer",
        "owner": "hear answer",
        "handler": "read add decide",
    },
    "time_away": {
        "reporter": "read hear",
        "handler": "read add decide",
    },
    "individual": {},
}

CELLS = [(kind, who, act) for kind in RECORD for who in WHO for act in Act]


def _person(who: str) -> Person:
    found = PEOPLE.get(WHO[who])
    assert found is not None
    return found


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize(("kind", "who", "act"), CELLS)
def test_one_may_do_what_the_table_says_and_nothing_else(kind: str, who: str, act: Act) -> None:
    """One cell of the matrix, while the record lies with its handler."""
    expected = act.value in ALLOWED[kind].get(who, "").split()
    assert may(_person(who), act, RECORD[kind](), PEOPLE) is expected


@pytest.mark.parametrize(("kind", "who", "act"), CELLS)
def test_while_nobody_has_it_the_management_team_names_and_its_handler_is_nobody(kind: str, who: str, act: Act) -> None:
    """The same cell while the record lies with nobody."""
    names = act is Act.NAME and who in ("management team", "chief executive") and kind != "individual"
    same = who != "handler" and act.value in ALLOWED[kind].get(who, "").split()
    assert may(_person(who), act, RECORD[kind](lies=False), PEOPLE) is (names or same)


def test_every_kind_of_record_has_its_row() -> None:
    """A new kind starts with everything refused, and with a row here."""
    assert set(RECORDS) == set(MATRIX) == set(ALLOWED)


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("act", Act)
def test_a_proposer_hears_and_answers_like_who_suggested_it(act: Act) -> None:
    """And does not decide."""
    record = _restriction(suggested=False)
    assert may(_person("reporter"), act, record, PEOPLE) is (act in (Act.HEAR, Act.ANSWER))


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("kind", [kind for kind in RECORD if kind != "individual"])
@pytest.mark.parametrize("act", [Act.DECIDE, Act.NAME])
def test_nobody_decides_or_names_in_a_matter_that_concerns_them(kind: str, act: Act) -> None:
    """Not even as the one with whom it lies, nor as the chief executive."""
    for lies in (True, False):
        record = RECORD[kind](lies=lies)
        assert isinstance(record, Assigned)
        for person in record.conflicted():
            own = record.changed(assigned=replace(record.assigned, to=person)) if lies else record
            chief = Person(id=person, email="x@example.org", name="X", roles=frozenset(Role))
            assert may(chief, act, own, People((*STAFF, chief))) is False


@pytest.mark.parametrize("act", [Act.READ, Act.NAME])
@pytest.mark.parametrize("who", ["target", "witness"])
def test_a_role_opens_nothing_that_concerns_oneself(who: str, act: Act) -> None:
    """A member of the management team who was targeted reads no restriction about it."""
    person = replace(_person(who), roles=frozenset(Role))
    for lies in (True, False):
        assert may(person, act, _restriction(lies=lies), People((*STAFF, person))) is False


@pytest.mark.requirement("R-1.8-5")
def test_who_manages_nobody_does_not_decide_though_it_lies_with_them() -> None:
    """A decision needs to be made by a manager."""
    for kind in ("ended_contact", "restriction", "debrief", "time_away"):
        record = RECORD[kind]()
        assert isinstance(record, Assigned)
        theirs = record.changed(assigned=replace(record.assigned, to=NOBODY))
        assert may(_person("nobody in particular"), Act.DECIDE, theirs, PEOPLE) is False
        assert may(_person("nobody in particular"), Act.READ, theirs, PEOPLE) is True


@pytest.mark.parametrize("kind", list(RECORD))
@pytest.mark.parametrize("act", Act)
def test_who_has_left_may_nothing(kind: str, act: Act) -> None:
    """Whatever they were to it."""
    for lies in (True, False):
        for who in WHO:
            assert may(replace(_person(who), active=False), act, RECORD[kind](lies=lies), PEOPLE) is False


@given(roles=st.frozensets(st.sampled_from(Role)), kind=st.sampled_from(sorted(RECORD)), act=st.sampled_from(Act))
def test_no_role_and_no_set_of_roles_browses_what_staff_wrote(roles: frozenset[Role], kind: str, act: Act) -> None:
    """Only restrictions are read through a role; only naming is done through one, while somebody is needed."""
    somebody = _plain(PersonId("somebody"), roles=roles)
    leads = bool(roles & {Role.MANAGEMENT_TEAM, Role.CHIEF_EXECUTIVE})
    reads = kind == "restriction" and act is Act.READ and (leads or Role.RECORDS_ADMIN in roles)
    assert may(somebody, act, RECORD[kind](), People((*STAFF, somebody))) is reads
