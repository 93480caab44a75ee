from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat.cards import Card
from bot.chat.events import Value
from bot.people import PersonId
from bot.ports import Notice, UnitOfWork
from bot.records.base import RecordId
from bot.records.debrief import Debrief
from bot.records.ended_contact.parts import Reason
from bot.records.ended_contact.record import EndedContact
from bot.records.ended_contact.record import State as Report
from bot.records.police.parts import Decision, Opinion, Outcome
from bot.records.police.record import PoliceDecision, State
from bot.views.context import Context
from bot.views.examples import people as example
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY
from bot.views.police import notices
from bot.views.police.words import NORMALLY
from tests.bot.flows.police.acts import NOT_REPORT, REPORT, decides, decision, lies_with, says, statements, threat
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, card, errors, fields, form, labels, words

TRIAGE: dict[str, Value] = {
    "categories": ("violence",),
    "zero_tolerance": "no",
    "not_zero_because": "It was withdrawn at once.",
    "follow_ups": ("restriction",),
    "action": "Being looked at.",
}
OTHERS = (RORY, CALLUM, AILSA, DOUGAL, STRANGER, BOARD)


# -- opening ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.4-1")
@pytest.mark.requirement("R-1.9.4-2")
@pytest.mark.requirement("R-1.9.3-5")
@pytest.mark.parametrize(
    "channel", ["phone", "in_person_office", "letter", "email", "our_social_media", "other_online"]
)
@pytest.mark.parametrize("against", [None, "me", "someone_else", "organisation"])
def test_any_threat_opens_one_decision_with_the_reports_own_manager(
    house: House, channel: str, against: str | None
) -> None:
    """By whatever channel and against whomever; online is no weaker path."""
    about, police = threat(house, ISLA, channel=channel, threat_against=against)
    found = decision(house, police)
    assert (found.handler, found.parent, found.state) == (MORAG, about, State.OPENED)
    house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "follow_ups": ("police",)}, about)
    assert len(house.children(about, PoliceDecision)) == 1


@pytest.mark.requirement("R-1.9.4-1")
def test_a_managers_triage_opens_one_without_a_threat(house: House) -> None:
    """And the report waits for it."""
    about = house.reports(ISLA)
    assert house.children(about, PoliceDecision) == []
    house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "follow_ups": ("police",)}, about)
    (found,) = house.children(about, PoliceDecision)
    assert (found.origin.by, found.brought_by, found.handler) == (MORAG, ISLA, MORAG)
    assert house.record(about, EndedContact).waits_for_police is True


@pytest.mark.requirement("R-1.9.4-1")
def test_every_screen_says_first_to_call_999(house: House) -> None:
    """Cards and forms of everybody concerned; to report is preset."""
    _, police = threat(house, ISLA, witnesses=(RORY,))
    account = statements(house, police)[RORY].id
    screens = [
        house.presses(MORAG, "police.open", police),
        house.presses(ISLA, "police.open", police),
        house.presses(ISLA, "form:police.view", police),
        house.presses(MORAG, "form:police.decide", police),
        house.presses(MORAG, "form:police.witnesses", police),
        house.presses(MORAG, "form:police.note_view", police, ISLA),
        house.presses(ISLA, "police.called", police),
        house.presses(ISLA, "form:police.call_reference", police),
        house.presses(RORY, "witness.open", account),
        house.presses(RORY, "form:witness.answer", account),
    ]
    assert form(screens[3]).values["outcome"] == "report"
    firsts = {words(screen).split("\n")[1] for screen in screens}
    assert firsts == {"If anyone is in danger, call 999 first."}


@pytest.mark.requirement("R-1.9.4-4")
@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, MORAG),
        ({"threat_against": "colleague", "targets": (MORAG,)}, CALLUM),
        ({"witnesses": (MORAG,)}, CALLUM),
        ({"threat_against": "colleague", "targets": (MORAG,), "witnesses": (CALLUM,)}, AILSA),
        ({"report_to": "other"}, CALLUM),
        ({"witnesses": (MORAG, CALLUM, AILSA, DOUGAL)}, None),
    ],
)
def test_it_lies_with_a_manager_whom_it_does_not_concern(
    house: House, answers: dict[str, Value], expected: PersonId | None
) -> None:
    """Not with one who was threatened, was there, or was passed by; if nobody is left, one is named."""
    _, police = threat(house, ISLA, **answers)
    found = decision(house, police)
    assert (found.handler, found.needs_naming) == (expected, expected is None)


@pytest.mark.requirement("R-1.9.4-4")
def test_a_threat_to_the_chief_executive_is_decided_by_somebody_else(house: House) -> None:
    """By whoever the management team names, which they do not join in."""
    _, police = threat(house, EWAN)
    assert decision(house, police).handler is None
    assert words(house.presses(EWAN, "form:naming.name", police)) == f"Nothing changed\n{NOTHING}"
    house.sends(AILSA, "naming.name", {"to": AILSA}, police)
    assert decision(house, police).handler == AILSA


# -- who decides -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.4-4")
@pytest.mark.parametrize("values", [REPORT, NOT_REPORT])
@pytest.mark.parametrize("person", [ISLA, *OTHERS, EWAN])
def test_nobody_but_its_manager_decides_by_any_route(house: House, person: PersonId, values: dict[str, Value]) -> None:
    """Button, form, forged form: the same answer as for what does not exist."""
    _, police = threat(house, ISLA, witnesses=(RORY,), threat_against="colleague", targets=(CALLUM,))
    says(house, ISLA, police)
    assert words(house.presses(person, "form:police.decide", police)) == f"Nothing changed\n{NOTHING}"
    assert words(decides(house, person, police, values)) == f"Nothing changed\n{NOTHING}"
    assert decision(house, police).decision is None


@pytest.mark.requirement("R-1.9.4-4")
def test_a_manager_who_is_threatened_decides_not_even_if_it_lay_with_them(house: House) -> None:
    """Even if a record names them as its handler: recipient, threatened and witness are refused at the form itself."""
    _, police = threat(house, ISLA, threat_against="colleague", targets=(CALLUM,), witnesses=(AILSA,))
    says(house, ISLA, police)
    for person in (CALLUM, AILSA, ISLA):
        lies_with(house, police, person)
        assert words(decides(house, person, police, NOT_REPORT)) == f"Nothing changed\n{NOTHING}"
    assert decision(house, police).decision is None


@pytest.mark.requirement("R-1.9.4-4")
def test_a_manager_who_turns_out_to_have_been_there_decides_no_longer(house: House) -> None:
    """It moves to the next one, with what witnesses say."""
    _, police = threat(house, ISLA, witnesses=(RORY,))
    reply = house.sends(MORAG, "police.witnesses", {"people": (MORAG,)}, police)
    assert "It has moved to the next person" in words(reply)
    assert decision(house, police).handler == CALLUM
    assert {s.handler for s in statements(house, police).values()} == {CALLUM}


# -- views -------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.4-6")
def test_the_reporter_is_asked_privately_and_adds_as_they_like(house: House) -> None:
    """On the receipt, in a message, and on their own report."""
    about, police = threat(house, ISLA)
    assert (ISLA, "police_view", police) in house.notices()
    for place in (house.presses(ISLA, "ended_contact.open", about), house.presses(ISLA, "police.open", police)):
        assert button(place, "Say what you think").about == police
    says(house, ISLA, police, "I am afraid of him.")
    house.sends(ISLA, "police.view", {"instead": "rather_not"}, police)
    assert [v.opinion for v in decision(house, police).views] == [Opinion.WORDS, Opinion.RATHER_NOT]
    assert "I am afraid of him." in words(house.presses(ISLA, "police.open", police))
    assert "I am afraid of him." in words(house.presses(MORAG, "police.open", police))
    both: dict[str, Value] = {"words": "Yes", "instead": "rather_not"}
    assert set(errors(house.sends(ISLA, "police.view", both, police))) == {"instead"}
    assert set(errors(house.sends(ISLA, "police.view", {}, police))) == {"words"}


@pytest.mark.requirement("R-1.9.4-6")
def test_a_threatened_colleague_hears_of_it_from_a_person_first(house: House) -> None:
    """Nothing reaches them, and they can open nothing, until the manager says that they know."""
    _, police = threat(house, ISLA, threat_against="colleague", targets=(RORY,))
    assert {to for to, view, _ in house.notices() if view == "police_view"} == {ISLA}
    assert words(house.presses(RORY, "police.open", police)) == f"Nothing changed\n{NOTHING}"
    ask = button(house.presses(MORAG, "police.open", police), "They know; ask them")
    house.presses(MORAG, ask.action, ask.about, ask.extra)
    assert (RORY, "police_view", police) in house.notices()
    says(house, RORY, police, "Leave it, please.")
    assert "Leave it, please." not in words(house.presses(ISLA, "police.open", police))
    for person in (RORY, ISLA, CALLUM):
        assert words(house.presses(person, "police.ask", police, RORY)) == f"Nothing changed\n{NOTHING}"
    assert words(house.presses(MORAG, "police.ask", police, AILSA)) == f"Nothing changed\n{NOTHING}"


def test_all_that_is_missing_of_a_decision_comes_back_at_once(house: House) -> None:
    """The views, the effect on others and the reasons are asked for together, not one after the other."""
    _, police = threat(house, ISLA)
    reply = house.sends(MORAG, "police.decide", {"outcome": "not_report"}, police)
    assert set(errors(reply)) == {f"view-{ISLA}", "impact", "reasons_not"}


@pytest.mark.requirement("R-1.9.4-1")
@pytest.mark.requirement("R-1.9.4-5")
def test_it_is_decided_at_once_and_the_police_are_told_afterwards(house: House) -> None:
    """The reason for the normal answer stands there; that they know, how and when is noted once they do."""
    _, police = threat(house, ISLA)
    says(house, ISLA, police)
    begun = form(house.presses(MORAG, "form:police.decide", police)).values
    decided = house.sends(MORAG, "police.decide", {**begun, "impact": "None so far."}, police)
    assert "please report it to the police" in words(decided)
    assert decision(house, police).decision == Decision(
        at=NOW, by=MORAG, outcome=Outcome.REPORT, impact="None so far.", reasons=NORMALLY
    )
    house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police)
    assert "It is to be reported to the police." in words(house.presses(ISLA, "police.open", police))
    known = button(house.presses(MORAG, "police.open", police), "The police know")
    assert fields(house.presses(MORAG, known.action, known.about)) == ["how", "on", "none"]
    card(house.sends(MORAG, "police.reference", {"how": "101", "on": "2026-11-24", "none": "none"}, police))
    assert "The police have been told." in words(house.presses(ISLA, "police.open", police))


def test_the_reason_for_reporting_it_is_none_for_not_reporting_it(house: House) -> None:
    """Even if it was in the form before, redrawn or not."""
    _, police = threat(house, ISLA)
    says(house, ISLA, police)
    begun = {**form(house.presses(MORAG, "form:police.decide", police)).values, "outcome": "not_report", "impact": "x"}
    refused = house.sends(MORAG, "police.decide", begun, police)
    assert set(errors(refused)) == {"reasons_not"}


def test_what_whoever_called_has_noted_is_filled_in(house: House) -> None:
    """The fact that the police know, the day, and their reference."""
    _, police = threat(house, ISLA)
    house.presses(ISLA, "police.called", police)
    house.sends(ISLA, "police.call_reference", {"reference": "PS-0815"}, police)
    known = form(house.presses(MORAG, "form:police.decide", police)).values
    assert (known["outcome"], known["on"], known["reference"]) == ("already", "2026-11-24", "PS-0815")


@pytest.mark.requirement("R-1.9.4-5")
def test_who_has_called_already_is_not_asked_to_call_again(house: House) -> None:
    """The known call is in the form, the reference can follow, and the remaining steps read alike."""
    _, police = threat(house, ISLA)
    assert "threat or violence" in words(house.presses(MORAG, "police.open", police))
    says(house, ISLA, police)
    begun = form(house.presses(MORAG, "form:police.decide", police)).values
    card(house.sends(MORAG, "police.decide", {**begun, "impact": "None so far."}, police))
    house.presses(ISLA, "police.called", police)
    shown = words(house.presses(MORAG, "police.open", police))
    assert ("has called the police" in shown, "please report it" in shown) == (True, False)
    known = form(house.presses(MORAG, "form:police.reference", police)).values
    assert (known["on"], known["none"]) == ("2026-11-24", "later")
    card(house.sends(MORAG, "police.reference", {**known, "how": "101"}, police))
    assert (decision(house, police).references, decision(house, police).waits_for_reference) == ((), True)
    house.sends(ISLA, "police.call_reference", {"reference": "PS-0815"}, police)
    again = form(house.presses(MORAG, "form:police.reference", police)).values
    assert (again["none"], again["reference"]) == ("given", "PS-0815")
    card(house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police))
    card(house.sends(MORAG, "police.reference", again, police))
    message = house.run(lambda uow: _message(uow, police))
    assert "Please note what is left, and close it." in words(message)


def _message(uow: UnitOfWork, police: str) -> Card:
    notice = Notice(id="1", to=MORAG, view="waiting", about=RecordId(police), not_before=NOW)
    return notices.for_decider(notice, uow.records.get(RecordId(police), PoliceDecision), Context.of(uow, MORAG))


@pytest.mark.requirement("R-1.9.4-6")
@pytest.mark.parametrize("values", [REPORT, NOT_REPORT])
def test_a_decision_without_somebodys_view_comes_back_with_their_name(house: House, values: dict[str, Value]) -> None:
    """Beside the field for it, and nothing typed is lost."""
    _, police = threat(house, ISLA, threat_against="colleague", targets=(RORY,))
    reply = decides(house, MORAG, police, values)
    assert errors(reply) == {
        f"view-{ISLA}": "Isla Fraser has not been heard: please note what they think.",
        f"view-{RORY}": "Rory Muir has not been heard: please note what they think.",
    }
    assert form(reply).values["impact"] == values["impact"]
    noted: dict[str, Value] = {**values, f"view-{ISLA}": "She is afraid.", f"instead-{RORY}": "rather_not"}
    decides(house, MORAG, police, noted)
    found = decision(house, police)
    assert found.decision is not None
    assert [(v.of, v.by, v.opinion) for v in found.views] == [
        (ISLA, MORAG, Opinion.WORDS),
        (RORY, MORAG, Opinion.RATHER_NOT),
    ]


@pytest.mark.requirement("R-1.9.4-7")
@pytest.mark.parametrize(
    ("values", "missing"),
    [(REPORT, "impact"), (REPORT, "reasons"), (NOT_REPORT, "impact"), (NOT_REPORT, "reasons_not")],
)
def test_impact_and_reasons_have_each_their_own_field(house: House, values: dict[str, Value], missing: str) -> None:
    """The one is not an answer to the other."""
    _, police = threat(house, ISLA)
    says(house, ISLA, police)
    assert set(errors(decides(house, MORAG, police, {**values, missing: " "}))) == {missing}
    assert decision(house, police).decision is None


def test_what_somebody_said_can_be_noted_at_any_time(house: House) -> None:
    """Beside what stands there; why somebody could not be asked needs words."""
    _, police = threat(house, ISLA)
    field = f"view-{ISLA}"
    house.sends(MORAG, "police.note_view", {field: "She said yes."}, police, ISLA)
    house.sends(MORAG, "police.note_view", {field: "And again."}, police, ISLA)
    assert [v.words for v in decision(house, police).views] == ["She said yes.", "And again."]
    instead = f"instead-{ISLA}"
    assert set(errors(house.sends(MORAG, "police.note_view", {}, police, ISLA))) == {field}
    assert set(errors(house.sends(MORAG, "police.note_view", {instead: "could_not_ask"}, police, ISLA))) == {field}
    both: dict[str, Value] = {field: "Yes", instead: "rather_not"}
    assert set(errors(house.sends(MORAG, "police.note_view", both, police, ISLA))) == {instead}
    assert words(house.presses(MORAG, "form:police.note_view", police, AILSA)) == f"Nothing changed\n{NOTHING}"


@pytest.mark.requirement("R-1.9.4-6")
def test_somebody_who_is_away_can_stay_unasked_with_the_reason(house: House) -> None:
    """Also where it is decided not to report; somebody at work cannot."""
    _, police = threat(house, ISLA)
    values: dict[str, Value] = {**NOT_REPORT, f"view-{ISLA}": "She is on leave.", f"instead-{ISLA}": "could_not_ask"}
    assert set(errors(decides(house, MORAG, police, values))) == {f"view-{ISLA}"}
    house.away(ISLA)
    decides(house, MORAG, police, values)
    assert decision(house, police).state is State.DECIDED


# -- the decision, and afterwards ----------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.4-5")
def test_a_report_with_a_threat_does_not_close_before_the_decision(house: House) -> None:
    """Though it is talked about, decided and told; its manager reads what is missing."""
    about, police = threat(house, ISLA)
    house.sends(MORAG, "ended_contact.talked", {"happened": "talked", "on": "2026-11-24"}, about)
    house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "follow_ups": ("restorative",), "words": "We act."}, about)
    house.sends(MORAG, "ended_contact.outcome", {"words": "We act."}, about)
    assert house.record(about, EndedContact).state is Report.TOLD
    assert "once the police decision below is made" in words(house.presses(MORAG, "ended_contact.open", about))
    says(house, ISLA, police)
    decides(house, MORAG, police)
    assert house.record(about, EndedContact).state is Report.CLOSED


@pytest.mark.requirement("R-1.9.4-5")
@pytest.mark.parametrize("step", ["talked", "outcome"])
def test_a_threat_that_was_reported_before_there_were_decisions_gets_its_own(house: House, step: str) -> None:
    """With the manager's next step: it would never close otherwise."""

    def reported(uow: UnitOfWork) -> str:
        record = example.report(reasons=(Reason.THREAT,)).triaged(example.triage())
        return uow.records.add(replace(record, origin=uow.records.begin(EndedContact, ISLA)), act="submitted").id

    about = house.run(reported)
    assert house.children(about, PoliceDecision) == []
    house.sends(MORAG, f"ended_contact.{step}", {"happened": "talked", "on": "2026-11-24", "words": "We act."}, about)
    assert [d.handler for d in house.children(about, PoliceDecision)] == [MORAG]


@pytest.mark.requirement("R-1.9.4-5")
def test_the_decision_is_recorded_and_each_step_after_it(house: House) -> None:
    """Decision, reasons, time, reference; told by a person; closed when nothing is left."""
    _, police = threat(house, ISLA)
    says(house, ISLA, police)
    reply = decides(house, MORAG, police)
    found = decision(house, police).decision
    assert found is not None
    assert (found.by, found.outcome, found.reasons) == (MORAG, Outcome.REPORT, "It was meant.")
    assert "The police have been told" not in words(house.presses(ISLA, "police.open", police))
    assert "please tell Isla Fraser yourself" in words(reply)
    house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police)
    assert "The police have been told." in words(house.presses(ISLA, "police.open", police))
    assert "the police's reference" in words(house.presses(MORAG, "police.open", police))
    assert "It cannot be closed yet" in words(house.presses(MORAG, "police.close", police))
    for wrong in ({}, {"reference": "PS-1", "none": "none"}):
        assert set(errors(house.sends(MORAG, "police.reference", wrong, police))) == {"reference"}
    house.sends(MORAG, "police.reference", {"reference": "PS-1"}, police)
    house.sends(MORAG, "police.follow_up", {"words": "He was spoken to."}, police)
    closed = house.presses(MORAG, "police.close", police)
    assert "He was spoken to." in words(closed)
    assert decision(house, police).state is State.CLOSED


def test_a_reference_can_come_with_the_decision(house: House) -> None:
    """Nothing is asked twice; and a second decision is refused."""
    _, police = threat(house, ISLA)
    says(house, ISLA, police)
    decides(house, MORAG, police, {**REPORT, "outcome": "already", "reference": "PS-1"})
    assert decision(house, police).waits_for_reference is False
    assert "already been decided" in words(decides(house, MORAG, police))
    assert "already been decided" in words(house.presses(MORAG, "form:police.decide", police))


@pytest.mark.requirement("R-1.9.4-3")
def test_not_to_report_is_recorded_with_its_reasons_and_asks_no_day(house: House) -> None:
    """The form says when it can be right; it closes once it is told."""
    _, police = threat(house, ISLA)
    says(house, ISLA, police)
    drawn = house.presses(MORAG, "form:police.decide", police)
    assert {"on", "how"} <= set(fields(drawn))
    decides(house, MORAG, police, NOT_REPORT)
    house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police)
    assert decision(house, police).state is State.CLOSED
    assert "You can call them yourself at any time." in words(house.presses(ISLA, "police.open", police))


@pytest.mark.requirement("R-1.9.4-5")
def test_something_new_opens_a_decision_not_to_report_again(house: House) -> None:
    """Also once it is closed; the report waits again where it is open, and the old decision is still read."""
    about, police = threat(house, ISLA)
    says(house, ISLA, police)
    decides(house, MORAG, police, NOT_REPORT)
    house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police)
    assert house.record(about, EndedContact).waits_for_police is False
    reply = house.sends(MORAG, "police.reopen", {"news": "He called again."}, police)
    assert "clearly flippant" in words(reply)
    assert house.record(about, EndedContact).waits_for_police is True
    decides(house, MORAG, police)
    assert [e.decision.outcome for e in decision(house, police).earlier] == [Outcome.NOT_REPORT]
    assert "There is no decision here" in words(house.sends(MORAG, "police.reopen", {"news": "New."}, police))


# -- "I have called the police" -------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.4-4")
@pytest.mark.parametrize("person", [ISLA, RORY, MORAG])
@pytest.mark.parametrize("stands", ["opened", "decided", "closed"])
def test_anybody_concerned_says_that_they_called_and_hears_the_same(
    house: House, person: PersonId, stands: str
) -> None:
    """Reporter, witness, manager; before and after the decision, and once it is closed."""
    _, police = threat(house, ISLA, witnesses=(RORY,))
    first = words(house.presses(person, "police.called", police))
    if stands != "opened":
        says(house, ISLA, police)
        decides(house, MORAG, police, NOT_REPORT)
    if stands == "closed":
        house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police)
        assert decision(house, police).state is State.CLOSED
    house.notices()
    assert words(house.presses(person, "police.called", police)) == first
    house.sends(person, "police.call_reference", {"reference": "PS-7"}, police)
    assert [(c.by, c.reference) for c in decision(house, police).calls] == [
        (person, ""),
        (person, ""),
        (person, "PS-7"),
    ]
    told = [(to, view) for to, view, _ in house.notices() if view in ("police_called", "police_added")]
    # While the message about the first call is unread, there is no other; the reference comes with the second.
    assert told == ([] if person == MORAG or stands == "opened" else [(MORAG, "police_called")])
    assert "PS-7" in words(house.presses(MORAG, "police.open", police))


@pytest.mark.parametrize("person", [CALLUM, STRANGER, BOARD, DOUGAL])
def test_who_has_no_part_in_it_notes_no_call(house: House, person: PersonId) -> None:
    """The same answer as for what does not exist; nor does one of several decisions let them."""
    _, police = threat(house, ISLA)
    _, own = threat(house, RORY)
    assert words(house.presses(person, "police.called", police)) == f"Nothing changed\n{NOTHING}"
    assert words(house.presses(person, "form:police.call_reference", police)) == f"Nothing changed\n{NOTHING}"
    assert words(house.presses(RORY, "police.called", own, police)) == f"Nothing changed\n{NOTHING}"
    assert (decision(house, police).calls, decision(house, own).calls) == ((), ())


# -- who reads it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("zero", "reads"), [("no", False), ("yes", True)])
def test_the_management_team_reads_it_if_it_is_zero_tolerance(house: House, zero: str, reads: bool) -> None:
    """Nothing of the report, and nothing to press; the chief executive in any case."""
    about, police = threat(house, ISLA)
    says(house, ISLA, police, "I am afraid.")
    house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "zero_tolerance": zero}, about)
    assert ("I am afraid." in words(house.presses(AILSA, "police.open", police))) is reads
    read = house.presses(EWAN, "police.open", police)
    assert "I am afraid." in words(read)
    assert "Shouted about the repair." not in words(read)
    assert labels(read) == []


@pytest.mark.requirement("R-1.9.4-6")
def test_the_next_manager_reads_what_happened_and_nobody_tells_it_again(house: House) -> None:
    """With the report's own words; the former one reads it no more."""
    _, police = threat(house, ISLA, witnesses=(RORY,))
    house.presses(MORAG, "pass_on", police)
    assert "Shouted about the repair." in words(house.presses(CALLUM, "police.open", police))
    assert words(house.presses(MORAG, "police.open", police)) == f"Nothing changed\n{NOTHING}"


def test_it_goes_along_when_the_report_moves(house: House) -> None:
    """While it is undecided, and lay with the same manager."""
    about, police = threat(house, ISLA, witnesses=(RORY,))
    house.presses(MORAG, "pass_on", about)
    assert decision(house, police).handler == CALLUM
    assert statements(house, police)[RORY].handler == CALLUM
    _, decided = second = threat(house, ISLA)
    says(house, ISLA, decided)
    decides(house, MORAG, decided)
    house.presses(MORAG, "pass_on", second[0])
    assert decision(house, decided).handler == MORAG


@pytest.mark.requirement("R-1.12.2-1")
def test_who_comes_to_be_named_later_is_offered_a_conversation_as_well(house: House) -> None:
    """After zero tolerance, and before it."""
    about, police = threat(house, ISLA)
    house.sends(MORAG, "police.witnesses", {"people": (RORY,)}, police)
    house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "zero_tolerance": "yes"}, about)
    house.sends(MORAG, "police.witnesses", {"people": (CALLUM,)}, police)
    assert [d.person for d in house.children(about, Debrief)] == [ISLA, RORY, CALLUM]
