"""People concerned by a report: carried over to a suggestion and a formal proposal, and never asked to decide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat.events import ReshapeEvent, Value
from bot.people import PersonId
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.records.police.record import PoliceDecision
from bot.records.restriction.record import Restriction
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.flows.restriction.test_conversation import PROPOSE
from tests.bot.house import NOTHING, House, card, fields, words

AT_MORAG: dict[str, Value] = {
    "reasons": ("threat",),
    "threat_against": "colleague",
    "aimed_at": "colleague",
    "targets": (MORAG,),
    "individual": "T-4711",
}
FOLLOWED_BY_A_RESTRICTION: dict[str, Value] = {
    "categories": ("violence",),
    "zero_tolerance": "yes",
    "action": "The door is locked.",
    "follow_ups": ("restriction",),
    "words": "Thank you.",
}


def suggestion(house: House, report: str) -> Restriction:
    """Restriction that was suggested with the report, or proposed from it."""
    (found,) = house.children(report, Restriction)
    return found


def proposed(house: House, report: str, by: PersonId, **more: Value) -> Restriction:
    """The restriction that the manager proposes from the report."""
    card(house.sends(by, "ended_contact.triage", FOLLOWED_BY_A_RESTRICTION, report))
    house.sets(two_managers=True)
    card(house.sends(by, "restriction.propose", {**PROPOSE, **more}, report))
    return suggestion(house, report)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, False),
        ({"aimed_at": "me"}, False),
        ({"aimed_at": "colleague"}, True),
        ({"threat_against": "colleague"}, False),
        ({"reasons": ("threat",), "threat_against": "me"}, False),
        ({"reasons": ("threat",), "threat_against": "colleague"}, True),
        ({"reasons": ("threat",), "threat_against": "colleague", "aimed_at": "colleague"}, True),
    ],
)
def test_which_colleague_is_asked_once_where_it_matters(house: House, answers: dict[str, Value], asked: bool) -> None:
    """Only if it was aimed at a colleague or a colleague was threatened."""
    event = ReshapeEvent(person=ISLA, form="ended_contact.report", values=answers)
    assert fields(house.handle(event)).count("targets") == asked


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.requirement("R-1.12.1-6")
def test_whom_it_was_aimed_at_never_handles_it(house: House) -> None:
    """Isla's own manager was threatened: the next in line has the report and the suggestion, and she reads neither."""
    about = house.reports(ISLA, **AT_MORAG, wishes=("restrict",))
    report, restriction = house.record(about, EndedContact), suggestion(house, about)
    assert (report.handler, restriction.handler) == (CALLUM, CALLUM)
    assert {MORAG, ISLA} <= report.conflicted() & restriction.conflicted()
    assert NOTHING in words(house.presses(MORAG, "ended_contact.open", about))
    assert "Which colleague: Morag Reid" in words(house.presses(CALLUM, "ended_contact.open", about))


def test_whom_it_was_aimed_at_is_no_longer_so_when_the_answer_goes(house: House) -> None:
    """A colleague picked before the answer was changed is not kept; nor is the reporter as their own colleague."""
    about = house.reports(ISLA, **{**AT_MORAG, "reasons": ("abusive",), "aimed_at": "me"})
    assert house.record(about, EndedContact).account.targets == ()
    about = house.reports(ISLA, **{**AT_MORAG, "targets": (ISLA, RORY)})
    assert house.record(about, EndedContact).account.targets == (RORY,)


@pytest.mark.requirement("R-1.12.2-1")
def test_whom_it_was_aimed_at_is_offered_support_and_a_conversation(house: House) -> None:
    """As somebody involved, though not there: once a person has told them of the threat. They read nothing of it."""
    about = house.reports(ISLA, **AT_MORAG, witnesses=(RORY,))
    assert house.record(about, EndedContact).involved == (ISLA, MORAG, RORY)
    assert (MORAG, Part.AFFECTED) in house.record(about, EndedContact).parties()
    card(house.sends(CALLUM, "ended_contact.triage", FOLLOWED_BY_A_RESTRICTION, about))
    assert {debrief.person for debrief in house.children(about, Debrief)} == {ISLA, RORY}
    card(house.presses(CALLUM, "police.ask", house.children(about, PoliceDecision)[0].id, MORAG))
    assert {debrief.person for debrief in house.children(about, Debrief)} == {ISLA, MORAG, RORY}


@pytest.mark.requirement("R-1.8-5")
def test_a_manager_passed_by_decides_no_proposal_from_the_report(house: House) -> None:
    """Callum's own manager is the one whom Isla passed by: somebody else decides what he proposes."""
    house.put(replace(house.person(CALLUM), line_manager=MORAG))
    about = house.reports(ISLA, report_to="other")
    restriction = proposed(house, about, CALLUM)
    assert restriction.not_to == MORAG
    assert MORAG in restriction.conflicted()
    assert restriction.handler not in (None, MORAG, CALLUM)
    assert NOTHING in words(house.presses(MORAG, "restriction.open", restriction.id))


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("wishes", [("restrict",), ()])
def test_both_routes_carry_the_same_people(house: House, wishes: tuple[str, ...]) -> None:
    """Suggested with the report or proposed from it: the same targets, witnesses and manager passed by."""
    answers: dict[str, Value] = {**AT_MORAG, "witnesses": (RORY,), "report_to": "other", "targets": (EWAN,)}
    about = house.reports(ISLA, **answers, wishes=wishes)
    handler = house.record(about, EndedContact).handler
    assert handler is not None
    restriction = suggestion(house, about) if wishes else proposed(house, about, handler)
    assert (restriction.targets, restriction.witnesses, restriction.not_to) == ((EWAN,), (ISLA, RORY), MORAG)


@pytest.mark.requirement("R-1.8-5")
def test_who_is_named_in_a_proposal_is_added_to_those_of_the_report(house: House) -> None:
    """The manager who would decide was aimed at as well: named here, she does not."""
    about = house.reports(RORY, witnesses=(ISLA,))
    manager = house.record(about, EndedContact).handler
    assert manager is not None
    assert {"targets", "witnesses"} <= set(fields(house.presses(manager, "form:restriction.propose", about)))
    restriction = proposed(house, about, manager, targets=(AILSA,), witnesses=(EWAN,))
    assert (restriction.targets, restriction.witnesses) == ((RORY, AILSA), (ISLA, EWAN))
    assert restriction.handler not in (AILSA, EWAN, RORY, ISLA, manager)
