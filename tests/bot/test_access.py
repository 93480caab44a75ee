"""The matrix of model.md §4, cell by cell: record × part of a person × act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access import may
from bot.errors import Forbidden
from bot.people import People, Person, PersonId, Role
from bot.records.assignment import Assigned
from bot.records.base import Record
from bot.records.evidence import EvidenceItem
from bot.records.rights import Act
from bot.topics import RECORDS
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, STAFF
from tests.bot.one_of_each import (
    FINDER,
    OWNER,
    RECORD,
    TARGET,
    contact_outside,
    named_online,
    police_decision,
    restriction,
)

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
    "finder": FINDER,
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
        _plain(FINDER),
        _plain(ANOTHER),
        _plain(NOBODY),
        Person(id=PersonId("below"), email="below@example.org", name="Below", line_manager=ANOTHER),
        *(_plain(person, roles=frozenset({role})) for role, person in ROLES.items()),
    )
)


#: Record → what one is to it → what one may do while it lies with its handler. Everything else is refused.
ALLOWED: Mapping[str, Mapping[str, str]] = {
    "ended_contact": {
        "reporter": "read hear answer add attach",
        "witness": "answer",
        "owner": "answer",
        "handler": "read add decide attach evidence",
        "records_admin": "inspect retain",
    },
    "restriction": {
        "reporter": "hear answer attach",
        "handler": "read add decide attach evidence",
        "management team": "read affirm",
        "chief executive": "read affirm",
        "records_admin": "read retain",
    },
    "debrief": {
        "reporter": "read hear answer",
        "owner": "hear answer",
        "handler": "read add decide",
    },
    "time_away": {
        "reporter": "read hear",
        "handler": "read add decide",
        "records_admin": "retain",
    },
    "named_online": {
        "target": "read hear answer add attach",
        "handler": "read add decide attach evidence",
        "management team": "summary",
        "chief executive": "summary",
        "records_admin": "inspect retain",
    },
    "police_decision": {
        "reporter": "hear answer called",
        "target": "hear answer called",
        "witness": "called",
        "finder": "called",
        "handler": "read add decide attach evidence called",
        "management team": "read",
        "chief executive": "read",
        "records_admin": "inspect",
    },
    "subject_access": {
        "owner": "read affirm",
        "records_admin": "read release retain",
    },
    "witness_statement": {
        "witness": "read hear answer add",
        "handler": "read",
        "records_admin": "inspect",
    },
    "support_request": {
        "reporter": "read hear answer add",
        "owner": "hear",
        "handler": "read add decide",
        "records_admin": "retain",
    },
    "contact_outside": {
        "reporter": "read hear",
        "handler": "read add decide",
        "records_admin": "inspect retain",
    },
    "correspondence": {
        "handler": "read add decide attach evidence",
        "records_admin": "inspect",
    },
    "online_action": {
        "owner": "answer",
        "handler": "read add decide attach evidence",
        "records_admin": "inspect",
    },
    "restorative": {
        "handler": "read add decide",
        "records_admin": "inspect retain",
    },
    # By itself nothing: see "evidence, with what it belongs to" below.
    "evidence": {},
    "appeal": {
        "reporter": "hear",
        "handler": "read decide",
        "records_admin": "read retain",
    },
    # The card, for those who need it by name or by a role that was chosen; the web monitors were not.
    "sharing": {
        "reporter": "hear answer",
        "target": "hear answer",
        "owner": "hear answer",
        "phone_handler": "hear answer",
        "handler": "read hear decide",
        "management team": "read",
        "chief executive": "read",
        "records_admin": "read",
    },
    "individual": {},
    "erased": {},
    "retention": {},
    "quarter": {"management team": "read", "chief executive": "read", "board": "read"},
}

#: The kinds that lie with nobody, or go along with another: nobody is named for them.
NAMED_FOR_NOBODY = frozenset(
    {"individual", "witness_statement", "evidence", "sharing", "erased", "retention", "quarter", "subject_access"}
)
#: What one is to a record through a role alone.
THROUGH: Mapping[Role, str] = {
    Role.MANAGEMENT_TEAM: "management team",
    Role.CHIEF_EXECUTIVE: "chief executive",
    **{role: role.value for role in ROLES},
}


def _waits_for_a_name(kind: str) -> bool:
    return RECORD[kind](with_somebody=False).needs_naming


def _person(who: str) -> Person:
    found = PEOPLE.get(WHO[who])
    assert found is not None
    return found


def _differing(record: Record, wanted: Mapping[str, set[str]]) -> list[str]:
    """Each cell of a record's row that is not as the table wants it, in words."""
    cells = [(who, act, may(_person(who), act, record, PEOPLE)) for who in WHO for act in Act]
    return [f"{who} {act}: {there}" for who, act, there in cells if there is not (act.value in wanted.get(who, set()))]


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("kind", list(RECORD))
def test_one_may_do_what_the_table_says_and_nothing_else(kind: str) -> None:
    """Each cell of a row of the matrix, while the record lies with its handler."""
    assert _differing(RECORD[kind](), {who: set(acts.split()) for who, acts in ALLOWED[kind].items()}) == []


@pytest.mark.parametrize("kind", list(RECORD))
def test_while_nobody_has_it_the_management_team_names_and_its_handler_is_nobody(kind: str) -> None:
    """The same cells while the record lies with nobody."""
    wanted = {who: set(acts.split()) for who, acts in ALLOWED[kind].items() if who != "handler"}
    if _waits_for_a_name(kind):
        for who in ("management team", "chief executive"):
            wanted[who] = {*wanted.get(who, set()), Act.NAME.value}
    assert _differing(RECORD[kind](with_somebody=False), wanted) == []


def test_every_kind_of_record_has_its_row() -> None:
    """A new kind starts with everything refused, and with a row here."""
    assert set(RECORDS) == set(ALLOWED)


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("act", Act)
def test_a_proposer_hears_and_answers_like_who_suggested_it(act: Act) -> None:
    """And does not decide."""
    record = restriction(suggested=False)
    assert may(_person("reporter"), act, record, PEOPLE) is (act in (Act.HEAR, Act.ANSWER, Act.ATTACH))


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("kind", [kind for kind in RECORD if kind not in NAMED_FOR_NOBODY])
@pytest.mark.parametrize("act", [Act.DECIDE, Act.NAME])
def test_nobody_decides_or_names_in_a_matter_that_concerns_them(kind: str, act: Act) -> None:
    """Not even as the one with whom it lies, nor as the chief executive."""
    for lies in (True, False):
        record = RECORD[kind](with_somebody=lies)
        assert isinstance(record, Assigned)
        for person in record.conflicted():
            own = record.changed(assigned=replace(record.assigned, to=person)) if lies else record
            chief = Person(id=person, email="x@example.org", name="X", roles=frozenset(Role))
            assert may(chief, act, own, People((*STAFF, chief))) is False


@pytest.mark.parametrize("act", [Act.READ, Act.NAME, Act.RETAIN])
@pytest.mark.parametrize("who", ["target", "witness"])
def test_a_role_opens_nothing_that_concerns_oneself(who: str, act: Act) -> None:
    """A member of the management team who was targeted reads no restriction about it."""
    person = replace(_person(who), roles=frozenset(Role))
    for lies in (True, False):
        assert may(person, act, restriction(with_somebody=lies), People((*STAFF, person))) is False


@pytest.mark.requirement("R-1.8-5")
def test_who_manages_nobody_does_not_decide_though_it_lies_with_them() -> None:
    """A decision needs to be made by a manager."""
    for kind in RECORD.keys() - NAMED_FOR_NOBODY:
        record = RECORD[kind]()
        assert isinstance(record, Assigned)
        theirs = record.changed(assigned=replace(record.assigned, to=NOBODY))
        assert may(_person("nobody in particular"), Act.DECIDE, theirs, PEOPLE) is False
        assert may(_person("nobody in particular"), Act.READ, theirs, PEOPLE) is True


@pytest.mark.parametrize("kind", list(RECORD))
def test_who_has_left_may_nothing(kind: str) -> None:
    """In any part of it."""
    for lies in (True, False):
        record = RECORD[kind](with_somebody=lies)
        left = [(who, replace(_person(who), active=False)) for who in WHO]
        assert [(who, act) for who, person in left for act in Act if may(person, act, record, PEOPLE)] == []


@given(roles=st.frozensets(st.sampled_from(Role)), kind=st.sampled_from(sorted(RECORD)), act=st.sampled_from(Act))
def test_a_set_of_roles_gives_what_each_of_them_gives(roles: frozenset[Role], kind: str, act: Act) -> None:
    """And nothing more: content is read through a role only where the table says so."""
    somebody = _plain(PersonId("somebody"), roles=roles)
    expected = any(act.value in ALLOWED[kind].get(THROUGH[role], "").split() for role in roles)
    assert may(somebody, act, RECORD[kind](), People((*STAFF, somebody))) is expected


@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.parametrize("role", Role)
def test_no_role_reads_what_staff_wrote_but_restrictions_and_threats(role: Role) -> None:
    """The records administrator inspects, with a reason; no role reads a report, a talk or a request."""
    somebody = _plain(PersonId("somebody"), roles=frozenset({role}))
    people = People((*STAFF, somebody))
    # Totals are nobody's words.
    reads = {kind for kind in RECORD if kind != "quarter" and may(somebody, Act.READ, RECORD[kind](), people)}
    inspects = {kind for kind in RECORD if may(somebody, Act.INSPECT, RECORD[kind](), people)}
    leads = role in (Role.MANAGEMENT_TEAM, Role.CHIEF_EXECUTIVE)
    keeps = role is Role.RECORDS_ADMIN
    both = {"restriction", "sharing"}
    assert reads == (both | {"police_decision"} if leads else both | {"appeal", "subject_access"} if keeps else set())
    assert inspects == (KEPT if keeps else set())


# -- appeals -----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7")
@pytest.mark.parametrize("act", Act)
def test_whoever_decides_an_appeal_reads_the_restriction_and_what_it_rests_on(act: Act) -> None:
    """While it lies with them; they do not decide about the restriction as its own manager does."""
    record = restriction()
    appealed = record.changed(appeals_with=(ANOTHER,))
    assert may(_person("another manager"), act, appealed, PEOPLE) is (act in (Act.READ, Act.EVIDENCE))
    assert may(_person("another manager"), act, record, PEOPLE) is False


@pytest.mark.requirement("R-1.8-7")
def test_an_appeal_is_decided_by_nobody_who_is_neither_set_nor_named_for_it() -> None:
    """A manager with whom it came to lie in any other way decides nothing."""
    record = RECORD["appeal"]()
    assert isinstance(record, Assigned)
    theirs = record.changed(assigned=replace(record.assigned, to=ANOTHER))
    assert may(_person("another manager"), Act.DECIDE, theirs, PEOPLE) is False
    chiefs = record.changed(assigned=replace(record.assigned, to=EWAN))
    assert may(_person("chief executive"), Act.DECIDE, chiefs, PEOPLE) is True


# -- what opens to a role later, or to somebody later ----------------------------------------------------

#: What whoever keeps the records may come to read, with a reason.
KEPT = {"ended_contact", "named_online", "police_decision", "witness_statement", "contact_outside"} | {
    "correspondence",
    "online_action",
    "restorative",
}


def _acts(who: str, record: Record) -> set[str]:
    return {act.value for act in Act if may(_person(who), act, record, PEOPLE)}


@pytest.mark.requirement("R-1.14.3-7")
@pytest.mark.requirement("R-1.14.3-9")
@pytest.mark.parametrize("who", ["management team", "chief executive"])
def test_the_management_team_hears_of_a_named_colleague_once_it_is_shared(who: str) -> None:
    """Before that nothing, and never the record itself."""
    assert _acts(who, named_online(shared=False)) == set()
    assert _acts(who, named_online()) == {"summary"}


@pytest.mark.requirement("R-1.14.3-4")
def test_who_is_named_has_no_part_before_they_have_been_told() -> None:
    """A person tells them, and not Harbour; nor do they ever decide."""
    assert _acts("target", named_online(told=False, shared=False)) == set()
    assert TARGET in named_online(told=False, shared=False).conflicted()


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.requirement("R-1.14.3-7")
def test_who_found_it_reads_no_more_of_it_through_any_role() -> None:
    """Not even as a manager who leads, or who keeps the records."""
    finder = replace(_person("finder"), roles=frozenset(Role))
    for lies in (True, False):
        assert {
            act for act in Act if may(finder, act, named_online(with_somebody=lies), People((*STAFF, finder)))
        } == set()


@pytest.mark.requirement("R-1.14.3-7")
@pytest.mark.parametrize("kind", sorted(KEPT))
def test_whoever_keeps_the_records_inspects_nothing_that_concerns_them(kind: str) -> None:
    """Reporter, target, witness, finder: the role opens none of it."""
    record = RECORD[kind]()
    for person in record.conflicted():
        keeper = Person(id=person, email="x@example.org", name="X", roles=frozenset({Role.RECORDS_ADMIN}))
        assert may(keeper, Act.INSPECT, record, People((*STAFF, keeper))) is False


def test_the_management_team_reads_of_a_threat_where_it_is_zero_tolerance() -> None:
    """The chief executive in any case."""
    record = police_decision(zero_tolerance=False)
    assert _acts("management team", record) == set()
    assert _acts("chief executive", record) == {"read"}


@pytest.mark.requirement("R-1.10.4-2")
def test_what_is_raised_about_a_contact_outside_is_between_two_people() -> None:
    """The records administrator reads it only once it is recorded."""
    assert _acts("records_admin", contact_outside(recorded=False)) == set()
    assert _acts("records_admin", contact_outside()) == {"inspect", "retain"}


# -- evidence, with what it belongs to -------------------------------------------------------------------

#: What it belongs to → who may do what with it. Everything else is refused.
EVIDENCE_OF: Mapping[str, Mapping[str, str]] = {
    kind: {"handler": "read decide", "records_admin": "inspect"}
    for kind in ("ended_contact", "named_online", "restriction", "police_decision", "correspondence", "online_action")
}


def _evidence_acts(who: str, parent: Record, item: Record | None = None, *besides: Record) -> set[str]:
    kept = item or RECORD["evidence"]()
    return {act.value for act in Act if may(_person(who), act, kept, PEOPLE, (parent, *besides))}


@pytest.mark.requirement("R-1.14.1-3")
@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.parametrize("kind", list(EVIDENCE_OF))
@pytest.mark.parametrize("who", list(WHO))
def test_evidence_is_looked_at_by_who_handles_what_it_belongs_to(kind: str, who: str) -> None:
    """Not by who reported it, who was there, who is concerned or who leads; to keep the records, for a reason."""
    assert _evidence_acts(who, RECORD[kind]()) == set(EVIDENCE_OF[kind].get(who, "").split())


@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.parametrize("kind", list(EVIDENCE_OF))
def test_while_what_it_belongs_to_lies_with_nobody_nobody_looks(kind: str) -> None:
    """Its former handler has it no more."""
    looks = {who for who in WHO if "read" in _evidence_acts(who, RECORD[kind](with_somebody=False))}
    assert looks == set()


@pytest.mark.requirement("R-1.14.1-6")
def test_who_is_concerned_looks_where_the_manager_lets_them() -> None:
    """And does nothing else with it (model.md §4, note 3)."""
    report, item = RECORD["ended_contact"](), RECORD["evidence"]()
    assert isinstance(item, EvidenceItem)
    assert _evidence_acts("reporter", report, item.lets(ISLA, report)) == {"read"}
    with pytest.raises(Forbidden):
        item.lets(RORY, report)


@pytest.mark.requirement("R-1.8-6")
def test_whoever_decides_a_restriction_that_rests_on_it_may_look() -> None:
    """And may neither withdraw it nor let somebody else look."""
    report = RECORD["ended_contact"](with_somebody=False)
    assert _evidence_acts("handler", report, None, restriction()) == {"read"}
    assert _evidence_acts("reporter", report, None, restriction()) == set()


@pytest.mark.requirement("R-1.14.1-6")
def test_whoever_keeps_the_records_looks_at_nothing_that_concerns_them() -> None:
    """The role opens no evidence in a matter of one's own."""
    report = RECORD["ended_contact"]()
    for person in report.conflicted():
        keeper = Person(id=person, email="x@example.org", name="X", roles=frozenset({Role.RECORDS_ADMIN}))
        people = People((*STAFF, keeper))
        assert may(keeper, Act.INSPECT, RECORD["evidence"](), people, (report,)) is False


# -- where it concerns the whole management team ----------------------------------------------------------


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("kind", [kind for kind in RECORD if kind not in NAMED_FOR_NOBODY])
def test_whoever_stands_in_for_the_team_names_and_nothing_else(kind: str) -> None:
    """The chair, where nobody is left in the team; not while somebody is, and not for what nobody is named for."""
    record, chair = RECORD[kind](with_somebody=False), Person(id=PersonId("chair"), email="chair@example.org", name="C")
    teamless = [replace(person, roles=frozenset()) for person in STAFF]
    for staff, alone in ((teamless, True), (STAFF, False)):
        people = People((*staff, chair), chair_email=chair.email)
        expected = {Act.NAME} if alone and record.needs_naming else set()
        assert expected == {act for act in Act if may(chair, act, record, people)}
