"""The conversation about a police decision: views, calls to the police, witnesses (policy 1.9.4, 1.9.3)."""

from __future__ import annotations

from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import Incomplete, NotFound, Problem, Refused
from bot.flows import debrief, known, reports
from bot.flows.assignment import hand_to, pass_on, stays
from bot.flows.police.card import card
from bot.flows.police.deciding import FORMS as DECIDING
from bot.flows.police.deciding import kept, noted_by_manager
from bot.flows.police.opening import ask_view, ask_witnesses
from bot.flows.request import FormFlow, Request
from bot.flows.seen import has_seen
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.police.record import PoliceDecision
from bot.records.rights import Act
from bot.records.witness import WitnessStatement
from bot.views.context import Context
from bot.views.notices.pointer import passed_on
from bot.views.police import forms
from bot.views.police import reading as views

#: More decisions than one call is ever noted in.
_MOST_CALLS = 20

# -- reading -------------------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the decision to its manager, a role or the staff concerned. Logged as a view."""
    found = uow.records.peek(RecordId(event.about)) if event.about else None
    if isinstance(found, PoliceDecision) and event.person in found.may_take:
        offered = uow.records.open(event.about, event.person, Act.TAKE, PoliceDecision)
        return ShowCard(views.for_on_call(offered, Context.of(uow, event.person)))
    concerned = isinstance(found, PoliceDecision) and event.person in found.can_be_asked
    act = Act.HEAR if concerned else Act.READ
    record = uow.records.open(event.about, event.person, act, PoliceDecision)
    return ShowCard(card(record, event.person, uow, page=event.extra))


def _take(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Hand the decision to the manager on call who takes it; the one before them is told."""
    record = uow.records.open(event.about, event.person, Act.TAKE, PoliceDecision)
    taken = hand_to(record, event.person, uow, by=event.person, act="taken")
    return ShowCard(card(taken, event.person, uow))


# -- what staff say --------------------------------------------------------------------------------------


def _view_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.ANSWER, PoliceDecision)
    return forms.view(record, request.values)


def _view(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Add somebody's view, in words or not at all, to what they said before."""
    record = uow.records.open(event.about, event.person, Act.ANSWER, PoliceDecision)
    said = record.said(answers[forms.INSTEAD], answers[forms.IN_WORDS], event.person, uow.now)
    saved = uow.records.save(said, by=event.person, act="said")
    if saved.handler is not None:
        uow.outbox.put(saved.handler, "police_added", saved.id, item=str(saved.version))
    return ShowCard(card(saved, event.person, uow))


def _called(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Note a call to the police: at once, never refused, and with the same answer whatever is on record."""
    for record in _opened_for_call(event.about, event.extra, event.person, uow):
        _note_call(record, event.person, "", uow)
    return ShowCard(views.thanks(event.about or "", event.extra))


def _opened_for_call(about: str | None, extra: str, person: PersonId, uow: UnitOfWork) -> list[PoliceDecision]:
    ids = dict.fromkeys(each for each in (about or "", *extra.split(",")) if each)
    if not 0 < len(ids) <= _MOST_CALLS:
        raise NotFound
    return [uow.records.open(each, person, Act.CALLED, PoliceDecision) for each in ids]


def _note_call(record: PoliceDecision, by: PersonId, reference: str, uow: UnitOfWork) -> None:
    before = _last_call(record, by, uow)
    saved = uow.records.save(record.called(by, uow.now, reference), by=by, act="called")
    if saved.handler is None or saved.handler == by:
        return
    if before is not None and not has_seen(saved.handler, saved.id, before, uow):
        return  # the message about that call is unread still: one of them is enough
    view = "police_added" if reference and before is not None else "police_called"
    uow.outbox.put(saved.handler, view, saved.id, item=str(saved.version), urgent=view == "police_called")


def _last_call(record: PoliceDecision, by: PersonId, uow: UnitOfWork) -> int | None:
    """Version in which this person noted a call before; None if they have not."""
    noted = [entry.version for entry in uow.records.history(record.id) if (entry.by, entry.act) == (by, "called")]
    return max(noted, default=None)


def _call_form(request: Request, uow: UnitOfWork) -> Form:
    _opened_for_call(request.about, request.extra, request.person, uow)
    return forms.call_reference(request.about, request.extra, request.values)


def _call(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    for record in _opened_for_call(event.about, event.extra, event.person, uow):
        _note_call(record, event.person, answers[forms.CALL_REFERENCE], uow)
    return ShowCard(views.noted())


# -- hearing them --------------------------------------------------------------------------------------


def _ask(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Ask a threatened colleague for their view, once a person has told them of the threat."""
    record = uow.records.open(event.about, event.person, Act.DECIDE, PoliceDecision)
    person = PersonId(event.extra)
    if person not in record.threatened:
        raise NotFound
    if person not in record.can_be_asked:
        if not reports.above(record, uow).may_be_asked(person):
            raise Refused(forms.TELL_FIRST)
        record = uow.records.save(record.knows(person), by=event.person, act="asked_view")
        ask_view(record, person, uow)
        known.by_decision(record, uow)
    return ShowCard(card(record, event.person, uow))


def _note_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, PoliceDecision)
    if request.extra not in record.staff:
        raise NotFound
    return forms.note_view(record, PersonId(request.extra), request.values, Context.of(uow, request.person))


def _note(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, PoliceDecision)
    person = PersonId(event.extra)
    noted, errors = noted_by_manager(record, (person,), answers, event.person, uow)
    if not errors and noted == record:
        errors = {forms.heard(person)[1].id: Problem.MISSING}
    if errors:
        raise Incomplete(errors)
    saved = uow.records.save(noted, by=event.person, act="noted_view")
    known.by_decision(saved, uow)
    return ShowCard(card(saved, event.person, uow))


# -- witnesses -------------------------------------------------------------------------------------------


def _witnesses_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, PoliceDecision)
    return forms.witnesses(record, request.values)


def _witnesses(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Ask each further witness separately; a manager among them no longer decides."""
    record = uow.records.open(event.about, event.person, Act.DECIDE, PoliceDecision)
    people = answers[forms.PEOPLE]
    if record.reporter in people:
        raise Incomplete({forms.PEOPLE.id: Problem.BOTH})
    report = reports.above(record, uow)
    if not all(report.may_be_asked(person) for person in record.threatened):
        raise Incomplete({forms.PEOPLE.id: Problem.NOT_YET})
    if not all(report.may_be_asked(person) for person in people):
        raise Incomplete({forms.PEOPLE.id: Problem.UNFIT})
    named = uow.records.save(record.witnessed_by(people), by=event.person, act="witnesses_named")
    saved = ask_witnesses(named, uow)
    if saved.zero_tolerance:
        debrief.offer_to(people, report.id, uow)
    if not stays(saved, uow):
        pass_on(saved, uow, by=event.person, act="was_there")
        return ShowCard(passed_on(saved))
    return ShowCard(card(saved, event.person, uow))


def _in_person(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Note that the manager has asked a witness in person."""
    record = uow.records.open(event.about, event.person, Act.DECIDE, PoliceDecision)
    witness = PersonId(event.extra)
    if witness not in record.witnesses:
        raise NotFound
    statements = uow.records.children(record.id, WitnessStatement)
    statement = next((s for s in statements if s.witness == witness), None)
    if statement is not None:
        asked = statement.was_asked_in_person(event.person, uow.now)
        uow.records.save(asked, by=event.person, act="asked_in_person")
    saved = kept(record.has_asked(witness), uow, by=event.person, act="asked_in_person")
    return ShowCard(card(saved, event.person, uow))


def _close(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, PoliceDecision)
    saved = kept(record.closed(uow.now), uow, by=event.person, act="closed")
    return ShowCard(card(saved, event.person, uow))


ACTIONS = {
    "police.open": _open,
    "police.take": _take,
    "police.called": _called,
    "police.ask": _ask,
    "police.in_person": _in_person,
    "police.close": _close,
}

FORMS = {
    views.VIEW: FormFlow(_view_form, _view),
    views.CALL: FormFlow(_call_form, _call),
    views.NOTE: FormFlow(_note_form, _note),
    views.WITNESSES: FormFlow(_witnesses_form, _witnesses),
    **DECIDING,
}
