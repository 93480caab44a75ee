"""Examples of the cards and forms of a police decision and of witness statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.events import Values
from bot.chat.forms import Form
from bot.nudges import Lane
from bot.people import PersonId
from bot.records.base import Record
from bot.records.police.record import PoliceDecision
from bot.records.witness import WitnessStatement
from bot.views.context import Context
from bot.views.ended_contact import reading as ended_contact
from bot.views.examples import people
from bot.views.examples.people import CALLUM, EWAN, ISLA, MORAG, RORY
from bot.views.notices.pointer import passed_on
from bot.views.police import forms
from bot.views.police import reading as police
from bot.views.police import samples as records
from bot.views.police.story import Story, story
from bot.views.witness import dialogs as witness


def _context(reader: PersonId) -> Context:
    return people.context(reader)


def _story() -> Story:
    return story(records.report(), people.individual(), _context(MORAG), opens=True)


def _manager(record: PoliceDecision, *statements: WitnessStatement) -> Card:
    return police.for_manager(record, _story(), statements or (records.statement(),), _context(MORAG))


def _staff(record: PoliceDecision, reader: PersonId = ISLA) -> Card:
    return police.for_staff(record, _context(reader))


def _decide(values: Values, record: PoliceDecision) -> Form:
    return forms.decide(record, values, _context(MORAG))


def _message(record: Record, to: PersonId, view: str, kind: str = "") -> Card:
    lane = Lane.HANDLER if kind == "ask_witness" and to == MORAG else Lane.REMIND
    return people.message(record, _context(to), view, kind, lane)


def _on_call(record: PoliceDecision) -> Card:
    return people.message(record, _context(EWAN), kind="decide_police", lane=Lane.ON_CALL)


def _receipt() -> Card:
    return ended_contact.receipt(records.report(), _context(ISLA), police=records.opened())


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "police/receipt of a threat": _receipt,
    "police/reporter's report": lambda: ended_contact.for_reporter(
        records.report(), None, _context(ISLA), police=records.heard()
    ),
    "police/manager, opened": lambda: _manager(records.opened()),
    "police/manager, heard": lambda: _manager(records.heard(), records.given()),
    "police/manager, decided": lambda: _manager(records.decided(), records.declined()),
    "police/manager, told": lambda: _manager(records.told(), records.did_not_see()),
    "police/manager, somebody not asked": lambda: _manager(records.unasked(), records.asked_in_person()),
    "police/manager, everything noted": lambda: _manager(records.referred(), records.given()),
    "police/manager, closed": lambda: _manager(records.closed(), records.no_reply()),
    "police/manager, something new": lambda: _manager(records.reopened(), records.given()),
    "police/management team": lambda: police.for_reading(records.decided(), (records.given(),), _context(EWAN)),
    "police/staff, asked": lambda: _staff(records.opened()),
    "police/staff, heard": lambda: _staff(records.heard()),
    "police/staff, decided": lambda: _staff(records.decided()),
    "police/staff, told": lambda: _staff(records.told()),
    "police/staff, something new": lambda: _staff(records.reopened()),
    "police/called": lambda: police.thanks("id-PD-0003", "id-PD-0004"),
    "police/reference noted": police.noted,
    "police/somebody was there themselves": lambda: passed_on(records.opened()),
    "police/what do you think": lambda: forms.view(records.opened(), {}),
    "police/reference of a call": lambda: forms.call_reference("id-PD-0003", "", {}),
    "police/note what they think": lambda: forms.note_view(records.opened(), CALLUM, {}, _context(MORAG)),
    "police/decide": lambda: _decide({}, records.opened()),
    "police/decide, not to report": lambda: _decide({"outcome": "not_report"}, records.heard()),
    "police/decide, somebody not heard": lambda: _decide({}, records.opened()).with_errors(
        {forms.heard(CALLUM)[1].id: forms.unheard("Callum Boyd")}
    ),
    "police/have told": lambda: forms.tell(records.decided(), {}, _context(MORAG)),
    "police/reference": lambda: forms.reference(records.told(), {}, _context(MORAG)),
    "police/decided, to be told": lambda: _manager(records.to_be_told()),
    "police/the police know": lambda: forms.reference(records.to_be_told(), {}, _context(MORAG)),
    "police/decide, somebody has called": lambda: _decide({}, records.heard()),
    "police/what came of it": lambda: forms.follow_up(records.referred(), {}),
    "police/something is new": lambda: forms.reopen(records.decided(), {}),
    "police/who else was there": lambda: forms.witnesses(records.opened(), {}),
    "police/on call": lambda: police.for_on_call(records.asked_on_call(), _context(EWAN)),
    "police/message, on call": lambda: _on_call(records.asked_on_call()),
    "police/message, on call and taken": lambda: _on_call(records.asked_on_call().moved(EWAN, people.NOW)),
    "police/message, on call and seen to": lambda: _on_call(records.decided()),
    "police/message, a decision": lambda: _message(records.opened(), MORAG, "nudge", "decide_police"),
    "police/message, decided": lambda: _message(records.decided(), MORAG, "nudge", "note_police_answer"),
    "police/message, a reference": lambda: _message(records.told(), MORAG, "nudge", "note_police_answer"),
    "police/message, everything noted": lambda: _message(records.referred(), MORAG, "nudge", "note_police_answer"),
    "police/message, closed": lambda: _message(records.closed(), MORAG, "nudge", "note_police_answer"),
    "police/message, moved": lambda: _message(records.opened(), CALLUM, "nudge", "decide_police"),
    "police/message, a view asked": lambda: _message(records.opened(), ISLA, "police_view"),
    "police/message, a view given": lambda: _message(records.heard(), ISLA, "police_view"),
    "police/message, called": lambda: _message(records.heard(), MORAG, "police_called"),
    "police/message, added": lambda: _message(records.heard(), MORAG, "police_added"),
    "witness/asked": lambda: witness.for_witness(records.statement(), _context(RORY)),
    "witness/given": lambda: witness.for_witness(records.given(), _context(RORY)),
    "witness/declined": lambda: witness.for_witness(records.declined(), _context(RORY)),
    "witness/did not see": lambda: witness.for_witness(records.did_not_see(), _context(RORY)),
    "witness/nobody waits": lambda: witness.for_witness(records.no_reply(), _context(RORY)),
    "witness/manager, given": lambda: witness.for_manager(records.given(), _context(MORAG)),
    "witness/manager, asked in person": lambda: witness.for_manager(records.asked_in_person(), _context(MORAG)),
    "witness/answer": lambda: witness.answer(records.statement(), {}, _context(RORY)),
    "witness/add": lambda: witness.answer(records.given(), {}, _context(RORY)),
    "witness/message": lambda: _message(records.statement(), RORY, "nudge", "ask_witness"),
    "witness/message, given": lambda: _message(records.given(), RORY, "nudge", "ask_witness"),
    "witness/message, nobody waits": lambda: _message(records.no_reply(), RORY, "nudge", "ask_witness"),
    "witness/message, ask in person": lambda: _message(records.statement(), MORAG, "nudge", "ask_witness"),
}
