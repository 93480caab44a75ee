"""A limit on the use of the complaint process by every route: asked, refused, named, decided (policy 1.11)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.access import may
from bot.chat.events import ReshapeEvent, Value
from bot.courier import nudging
from bot.errors import Problem
from bot.flows.following import follow
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.ended_contact.record import EndedContact
from bot.records.restriction.measures import MeasureType, limit_of
from bot.records.restriction.parts import Outcome
from bot.records.restriction.record import Restriction, State
from bot.records.rights import Act, Part
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, TODAY
from bot.views.naming.dialogs import CANNOT, TEAM_ONLY
from bot.views.restriction.fields import ABOUT_COMPLAINTS, MEASURES
from tests.bot.flows.appeal.acts import acknowledged, appealed
from tests.bot.flows.restriction.test_conversation import (
    APPROVE,
    AT_ONCE,
    CONTINUE,
    DENY,
    EVERYBODY,
    LATER,
    LIGHTER,
    TOLD,
    VARY,
    WISH,
    active,
    of,
    proposed,
    reported,
    stage,
    suggested,
)
from tests.bot.flows.restriction.test_conversation import NOBODY as NOBODY_ELSE
from tests.bot.house import NOTHING, House, card, errors, fields, form, labels, words
from tests.bot.world import World

LIMIT: dict[str, Value] = {
    "more": ("complaints",),
    "about_complaints": "yes",
    "detail_complaint_process": "One complaint about the fence at a time",
    "exceptional": "Each one held a threat to a child.",
}
LIMITED: dict[str, Value] = {**APPROVE, **LIMIT}
ANSWERS = ("approve", "lighter", "deny", "ask", "protect")
FORMS: dict[str, dict[str, Value]] = {
    "restriction.decision": LIMITED,
    "restriction.not_forward": DENY,
    "restriction.protection": AT_ONCE,
}


def limited(house: House) -> str:
    """Morag puts a limit into Isla's suggestion: it is with Ailsa, her own manager, who is in the team."""
    about = suggested(house)
    card(house.sends(MORAG, "restriction.decision", LIMITED, about))
    return about


def without_own(house: House) -> str:
    """The same, where her own manager is not in the team: one of it is to be named."""
    house.put(replace(house.person(MORAG), line_manager=CALLUM))
    return limited(house)


def approved(house: House) -> str:
    """Ailsa has approved it."""
    about = limited(house)
    card(house.sends(AILSA, "restriction.decision", LIMITED, about))
    return about


def in_force(house: House) -> str:
    """A restriction in force: approved, and the individual has been told."""
    about = approved(house)
    card(house.sends(AILSA, "sharing.decide", NOBODY_ELSE, about))
    card(house.sends(AILSA, "restriction.told", TOLD, about))
    return about


def handler(house: House, about: str) -> PersonId | None:
    """Its handler."""
    return house.record(about, Restriction).handler


# -- behind its own question -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.11-2")
@pytest.mark.parametrize("step", ["restriction.suggest", "restriction.propose", "restriction.decision"])
def test_it_is_no_measure_that_can_be_ticked(house: House, step: str) -> None:
    """Neither offered nor taken where a form is forged; staff who suggest something are not asked about it."""
    about = suggested(house) if step == "restriction.decision" else None
    values: dict[str, Value] = WISH if step == "restriction.suggest" else {**APPROVE, "more": ("complaints",)}
    values = {**values, "involved": "no"}
    opened = form(house.presses(MORAG, f"form:{step}", about))
    ticks = next(f for f in opened.fields() if f.id == "measures")
    assert "complaint_process" not in repr(ticks)
    assert set(errors(house.sends(MORAG, step, {**values, "measures": ("complaint_process",)}, about))) == {"measures"}
    more = ReshapeEvent(person=MORAG, form=step, about=about, values={"more": ("complaints",)})
    assert ("about_complaints" in fields(house.handle(more))) is (step != "restriction.suggest")


@pytest.mark.requirement("R-1.11-2")
def test_its_question_says_no_until_somebody_says_yes(house: House) -> None:
    """Then it asks for the circumstances, in words."""
    about = suggested(house)
    opened = form(house.presses(MORAG, "restriction.approve", about))
    assert opened.values["about_complaints"] == "no"
    assert "exceptional" not in {f.id for f in opened.fields()}
    bare: dict[str, Value] = {**APPROVE, "more": ("complaints",), "about_complaints": "yes"}
    assert set(errors(house.sends(MORAG, "restriction.decision", bare, about))) == {
        "exceptional",
        "detail_complaint_process",
    }
    assert (handler(house, about), limit_of(house.record(about, Restriction).case.measures)) == (MORAG, None)


def test_it_needs_no_other_measure(house: House) -> None:
    """It may be the only one."""
    about = suggested(house)
    alone: dict[str, Value] = {**LIMITED, "measures": ()}
    card(house.sends(MORAG, "restriction.decision", alone, about))
    assert [m.type for m in house.record(about, Restriction).case.measures] == [MeasureType.COMPLAINT_PROCESS]
    assert "Make it active at once, for safety" not in labels(house.presses(AILSA, "restriction.open", about))


@pytest.mark.requirement("R-1.3-2")
def test_an_open_complaint_stays_open(house: House) -> None:
    """The form says so, and nothing is approved where that was not thought of; what is open can be named."""
    about = limited(house)
    assert "no open complaint is closed, paused or hidden" in words(house.presses(AILSA, "restriction.approve", about))
    said: dict[str, Value] = {**LIMITED, "more": ("complaints", "ours"), "complaint_words": "It goes on with Callum."}
    without: dict[str, Value] = {**LIMITED, "thought_of": ("impact", "staffing", "urgent")}
    assert set(errors(house.sends(AILSA, "restriction.decision", without, about))) == {"thought_of"}
    card(house.sends(AILSA, "restriction.decision", said, about))
    assert house.record(about, Restriction).fairness.complaint_words == "It goes on with Callum."


# -- to the management team ------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.11-3")
def test_it_moves_to_the_managers_own_manager_in_the_team(house: House) -> None:
    """The new decision maker is notified; the first manager can follow it, and reads the outcome."""
    about = suggested(house)
    reply = house.sends(MORAG, "restriction.decision", LIMITED, about)
    assert "Ailsa Grant can see this privately, and decides. You will hear what comes of it" in words(reply)
    assert handler(house, about) == AILSA
    assert (AILSA, "waiting", about) in house.notices()
    card(house.sends(AILSA, "restriction.decision", LIMITED, about))
    assert {(to, view) for to, view, _ in house.notices() if view == "restriction_outcome"} == {
        (ISLA, "restriction_outcome"),
        (MORAG, "restriction_outcome"),
    }
    assert "Approved." in words(house.presses(MORAG, "restriction.outcome", about))


@pytest.mark.requirement("R-1.11-3")
def test_else_the_team_names_one_of_its_own(house: House) -> None:
    """Nobody outside it, and not the one who proposed it; nobody in conflict names anybody."""
    about = without_own(house)
    assert handler(house, about) is None
    house.run(nudging.nudge)
    assert {to for to, _, what in house.notices() if what == about} >= {AILSA, EWAN}
    assert "for one of the management team alone" in words(house.presses(EWAN, "form:naming.name", about))
    for person, sentence in ((CALLUM, TEAM_ONLY), (MORAG, CANNOT)):
        assert errors(house.sends(EWAN, "naming.name", {"to": (person,)}, about)) == {"to": sentence}
    for person in (MORAG, CALLUM, ISLA, RORY):
        assert NOTHING in words(house.sends(person, "naming.name", {"to": (AILSA,)}, about))
    card(house.sends(EWAN, "naming.name", {"to": (EWAN,)}, about))
    assert handler(house, about) == EWAN


@pytest.mark.requirement("R-1.11-3")
def test_a_member_of_the_team_does_not_decide_what_they_propose(house: House) -> None:
    """Neither by adding it to a suggestion, nor in a formal proposal."""
    about = suggested(house, targets=(MORAG, CALLUM))
    assert handler(house, about) == AILSA
    card(house.sends(AILSA, "restriction.decision", LIMITED, about))
    assert handler(house, about) == EWAN
    for act in ANSWERS:
        assert NOTHING in words(house.presses(AILSA, f"restriction.{act}", about))
    card(house.sends(AILSA, "restriction.propose", {**LIMITED, "individual": "T-4712", "involved": "no"}))
    assert handler(house, of(house, AILSA, Part.PROPOSER)[-1]) == EWAN


@pytest.mark.requirement("R-1.11-3")
def test_a_formal_proposal_goes_the_same_way(house: House) -> None:
    """To the own manager in the team, or to whom the team names."""
    assert handler(house, proposed(house, **LIMIT)) == AILSA
    house.put(replace(house.person(MORAG), line_manager=CALLUM))
    assert handler(house, proposed(house, **{**LIMIT, "individual": "T-4712"})) is None
    assert handler(house, proposed(house, individual="T-4713")) == CALLUM


@pytest.mark.requirement("R-1.11-3")
def test_who_is_concerned_is_not_the_one(house: House) -> None:
    """A target or somebody absent is passed over; without anybody left, it has to be left out."""
    about = suggested(house, targets=(ISLA, AILSA))
    card(house.sends(MORAG, "restriction.decision", LIMITED, about))
    assert handler(house, about) is None
    house.away(AILSA)
    assert handler(house, proposed(house, **LIMIT)) is None
    nobody = suggested(house, targets=(AILSA, EWAN))
    assert errors(house.sends(MORAG, "restriction.decision", LIMITED, nobody)) == {
        "about_complaints": ABOUT_COMPLAINTS.says(Problem.UNFIT)
    }
    formal = house.sends(MORAG, "restriction.propose", {**LIMITED, "involved": "no", "witnesses": (AILSA, EWAN)})
    assert errors(formal) == {"about_complaints": ABOUT_COMPLAINTS.says(Problem.UNFIT)}


# -- refused to everybody else ---------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.11-3")
@pytest.mark.parametrize("named", [False, True])
def test_nobody_else_decides_by_any_route(house: House, named: bool) -> None:
    """Pressed, replayed, forged, passed on: the answer is that of a record which does not exist."""
    about = without_own(house)
    if named:
        card(house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about))
    before = house.record(about, Restriction)
    for person in EVERYBODY:
        if person == before.handler:
            continue
        for act in ANSWERS:
            assert NOTHING in words(house.presses(person, f"restriction.{act}", about)), (person, act)
        for name, values in FORMS.items():
            assert NOTHING in words(house.presses(person, f"form:{name}", about)), (person, name)
            assert NOTHING in words(house.sends(person, name, values, about, "approve.1")), (person, name)
        assert NOTHING in words(house.presses(person, "pass_on", about)), person
    assert house.record(about, Restriction) == before


@pytest.mark.requirement("R-1.11-3")
def test_a_manager_with_whom_it_lies_by_any_accident_decides_nothing(house: House) -> None:
    """Even so: the record itself says whose it is."""
    about = without_own(house)
    house.run(
        lambda uow: uow.records.save(
            uow.records.get(RecordId(about), Restriction).moved(CALLUM, uow.now), by=None, act="accident"
        )
    )
    assert handler(house, about) == CALLUM
    for act in ANSWERS:
        assert NOTHING in words(house.presses(CALLUM, f"restriction.{act}", about))
    assert NOTHING in words(house.sends(CALLUM, "restriction.decision", APPROVE, about))
    house.run(nudging.nudge)
    assert handler(house, about) is None


@pytest.mark.requirement("R-1.11-3")
def test_it_is_passed_on_to_nobody_but_whom_the_team_names(house: House) -> None:
    """Also where it has waited too long, and where the one who has it leaves the team."""
    about = limited(house)
    assert "The management team has been asked who can take it." in words(house.presses(AILSA, "pass_on", about))
    world = World(house)
    world.settle()
    gone = [words(told.card) for told in world.told if told.to == AILSA]
    assert any("not with you any more. The management team has been asked who can take it." in each for each in gone)
    assert not any("has moved" in each for each in gone)  # it has moved to nobody yet
    assert handler(house, about) is None
    card(house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about))
    house.put(replace(house.person(AILSA), roles=frozenset()))
    assert NOTHING in words(house.presses(AILSA, "restriction.approve", about))


@pytest.mark.requirement("R-1.11-3")
def test_it_does_not_go_along_with_its_report(house: House) -> None:
    """To a manager outside the team."""
    about = reported(house)
    house.put(replace(house.person(MORAG), line_manager=CALLUM))
    card(house.sends(MORAG, "restriction.decision", LIMITED, about))
    assert handler(house, about) is None
    parent = house.record(about, Restriction).parent
    house.presses(MORAG, "pass_on", parent)
    assert (house.record(parent, EndedContact).handler, handler(house, about)) == (CALLUM, None)
    house.run(lambda uow: follow(uow.records.get(RecordId(str(parent)), EndedContact), uow))
    assert handler(house, about) is None


# -- added later -----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.11-3")
def test_after_more_was_asked_it_moves_as_well(house: House) -> None:
    """And whoever was asked still answers; whom it is asked of later is who put it in."""
    about = suggested(house)
    card(house.sends(MORAG, "restriction.asking", {"question": "On one day?"}, about))
    card(house.sends(MORAG, "restriction.decision", LIMITED, about))
    assert (handler(house, about), stage(house, about)) == (AILSA, State.MORE_ASKED)
    assert NOTHING in words(house.sends(MORAG, "restriction.answer", {"answer": "Yes."}, about))
    card(house.sends(ISLA, "restriction.answer", {"answer": "Yes."}, about))
    card(house.sends(AILSA, "restriction.asking", {"question": "What is exceptional?"}, about))
    assert NOTHING in words(house.presses(ISLA, "restriction.question", about))
    assert NOTHING in words(house.sends(ISLA, "restriction.answer", {"answer": "No idea."}, about))
    card(house.sends(MORAG, "restriction.answer", {"answer": "The threat."}, about))
    assert house.record(about, Restriction).questions[-1].answer == "The threat."


@pytest.mark.requirement("R-1.11-3")
def test_no_decision_and_no_review_adds_it(house: House) -> None:
    """The question is not there, and a forged answer to it counts for nothing."""
    about = suggested(house)
    forged: dict[str, Value] = {**LIGHTER, **LIMIT}
    assert set(errors(house.sends(MORAG, "restriction.decision", forged, about, "lighter.0"))) == {"measures"}
    assert limit_of(house.record(about, Restriction).case.measures) is None
    other = active(house)
    card(house.sends(MORAG, "restriction.review", {**VARY, **LIMIT}, other))
    assert limit_of(house.record(other, Restriction).case.measures) is None
    assert house.record(other, Restriction).for_management_team is False


@pytest.mark.requirement("R-1.11-3")
def test_no_appeal_adds_it(house: House) -> None:
    """Not for any person who decides the appeal."""
    about = active(house)
    appeal = acknowledged(house)
    card(house.sends(EWAN, "appeal.decide", {**VARY, **LIMIT}, appeal))
    record = house.record(about, Restriction)
    assert (bool(record.reviews[-1].appeal), limit_of(record.case.measures)) == (True, None)


@pytest.mark.requirement("R-1.11-3")
def test_on_appeal_nobody_outside_the_team_changes_it(house: House) -> None:
    """For a decision of the chief executive, somebody is named for the appeal: they can keep it or end it."""
    about = without_own(house)
    card(house.sends(EWAN, "naming.name", {"to": (EWAN,)}, about))
    card(house.sends(EWAN, "restriction.decision", LIMITED, about))
    card(house.sends(EWAN, "sharing.decide", NOBODY_ELSE, about))
    card(house.sends(EWAN, "restriction.told", TOLD, about))
    appeal = appealed(house)
    card(house.sends(AILSA, "naming.name", {"to": (CALLUM,)}, appeal))
    card(house.sends(CALLUM, "appeal.acknowledge", {"on": TODAY.isoformat()}, appeal))
    stricter: dict[str, Value] = {**VARY, **LIMIT, "detail_complaint_process": "None at all"}
    assert errors(house.sends(CALLUM, "appeal.decide", stricter, appeal)) == {"measures": MEASURES.says(Problem.UNFIT)}
    card(house.sends(CALLUM, "appeal.decide", {**VARY, **LIMIT}, appeal))
    left = limit_of(house.record(about, Restriction).case.measures)
    assert left is not None
    assert left.detail == LIMIT["detail_complaint_process"]


@pytest.mark.requirement("R-1.11-3")
def test_it_is_reviewed_in_the_team_and_can_be_kept_or_ended(house: House) -> None:
    """By the one who decided; whoever proposed it takes no part."""
    about = in_force(house)
    opened = form(house.presses(AILSA, "form:restriction.review", about))
    assert opened.values["exceptional"] == LIMIT["exceptional"]
    for person in (MORAG, CALLUM, EWAN):
        assert NOTHING in words(house.sends(person, "restriction.review", CONTINUE, about))
    ended: dict[str, Value] = {**VARY, "about_complaints": "no"}
    card(house.sends(AILSA, "restriction.review", ended, about))
    record = house.record(about, Restriction)
    assert (limit_of(record.case.measures), record.for_management_team) == (None, True)


def test_a_lighter_limit_is_a_lighter_measure(house: House) -> None:
    """The member of the team who decides may make it so."""
    about = limited(house)
    milder: dict[str, Value] = {**LIMITED, "measures": (), "detail_complaint_process": "Two at a time"}
    card(house.sends(AILSA, "restriction.decision", milder, about, "lighter.0"))
    record = house.record(about, Restriction)
    assert record.decision is not None
    assert (record.decision.outcome, [m.detail for m in record.case.measures]) == (Outcome.LIGHTER, ["Two at a time"])


def test_the_team_reads_what_it_decides(house: House) -> None:
    """The circumstances, who proposed it, and the section of the policy."""
    text = words(house.presses(AILSA, "restriction.open", limited(house)))
    assert "A limit on the use of the complaint process: One complaint about the fence at a time" in text
    assert "Each one held a threat to a child." in text
    assert "The limit was proposed by: Morag Reid" in text
    assert "1.11" in text


@pytest.mark.requirement("R-1.11-3")
def test_only_one_person_decides(house: House) -> None:
    """The one with whom it lies."""
    about = limited(house)

    def deciding(uow: UnitOfWork) -> list[PersonId]:
        record = uow.records.get(RecordId(about), Restriction)
        return [p.id for p in uow.people if may(p, Act.DECIDE, record, uow.people)]

    assert house.run(deciding) == [AILSA]
    assert LATER.isoformat() == APPROVE["review_on"]
