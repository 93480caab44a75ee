"""The conversation about a restorative step: noted, followed up once, shown as tried (policy 1.7)."""

from __future__ import annotations

from bot.access import may
from bot.chat.cards import Item
from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import Forbidden, Incomplete, NotFound, Problem
from bot.flows import hearing, individuals
from bot.flows.follow_ups import opening as follow_ups
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.ended_contact.record import EndedContact
from bot.records.follow_ups import grown
from bot.records.follow_ups.matter import Matter
from bot.records.follow_ups.restorative import RestorativeAction, Result, Step
from bot.records.individual import Individual
from bot.records.restriction.parts import Outcome
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.follow_ups import restorative as views
from bot.views.restriction.steps import PROPOSE

#: Steps about one individual to look for, at most.
_MOST = 50


# -- noting one ----------------------------------------------------------------------------------------


def above(about: str | None, person: PersonId, uow: UnitOfWork) -> EndedContact | Restriction:
    """The report or restriction to which the step belongs, for its decider. Raises NotFound."""
    found = uow.records.open(about, person, Act.DECIDE, Record)
    if isinstance(found, EndedContact | Restriction):
        return found
    raise NotFound


def _opened(
    about: str | None, person: PersonId, uow: UnitOfWork
) -> RestorativeAction | EndedContact | Restriction | None:
    """Record that the step belongs to: a planned step, a report or a restriction. None for the individual alone."""
    if about is None:
        if not uow.people.is_manager(person):
            raise Forbidden
        return None
    found = uow.records.peek(RecordId(about))
    if isinstance(found, RestorativeAction):
        return uow.records.open(about, person, Act.DECIDE, RestorativeAction)
    return above(about, person, uow)


def _note_form(request: Request, uow: UnitOfWork) -> Form:
    found = _opened(request.about, request.person, uow)
    return views.note(request.about, request.values, Context.of(uow, request.person), asks_whom=found is None)


def _first(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Note a step before a proposal, whose draft is kept until `/restriction` opens it again."""
    form = _note_form(Request(person=event.person), uow)
    if any(event.values.values()):
        uow.drafts.keep(event.person, PROPOSE, event.values)
    return OpenForm(form)


def _note(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    found = _opened(event.about, event.person, uow)
    step = Step(
        at=uow.now,
        noted_by=event.person,
        what=answers[views.WHAT],
        on=answers[views.ON],
        by=answers[views.BY][0],
        words=answers[views.WORDS],
    )
    return _shown(keep(found, step, answers[views.WHOM], uow), event.person, uow)


def keep(
    found: RestorativeAction | EndedContact | Restriction | None, step: Step, whom: str, uow: UnitOfWork
) -> RestorativeAction:
    """Note the step with the record to which it belongs."""
    record = found
    if isinstance(record, EndedContact | Restriction):
        record = follow_ups.open_one(RestorativeAction, record, uow, by=step.noted_by)
    elif record is None:
        record = _on_its_own(whom, step.noted_by, uow)
    noted = record.noted(step, Context.of(uow, step.noted_by).today)
    saved = uow.records.save(noted, by=step.noted_by, act="noted")
    hearing.tell(saved, uow)
    return saved


def _on_its_own(whom: str, by: PersonId, uow: UnitOfWork) -> RestorativeAction:
    """Note a step about an individual without a report; for managers."""
    individual = individuals.met(whom, None, by, uow)
    if individual is None:
        raise Incomplete({views.WHOM.id: Problem.MISSING})
    matter = Matter(brought_for=by, individual=individual.id)
    record = grown.open_for(RestorativeAction, uow.records.begin(RestorativeAction, by), matter, manager=by)
    return uow.records.add(record, act="opened")


# -- reading it, and how it went -----------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.READ, RestorativeAction)
    return _shown(record, event.person, uow, page=event.extra)


def _shown(record: RestorativeAction, reader: PersonId, uow: UnitOfWork, page: str = "") -> Reply:
    whom = individuals.of(record.matter.individual, uow)
    return ShowCard(views.card(record, Context.of(uow, reader), whom=whom.display if whom else "", page=page))


def _result_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, RestorativeAction)
    return views.result(record, request.values)


def _result(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, RestorativeAction)
    ended = record.ended(Result(at=uow.now, by=event.person, words=answers[views.WENT]))
    return _shown(uow.records.save(ended, by=event.person, act="ended"), event.person, uow)


# -- what it means for a restriction -------------------------------------------------------------------


def tried(form: Form, individual: Individual | None, reader: PersonId, uow: UnitOfWork, *, reads: bool) -> Form:
    """The form "is it fair", with earlier steps about the same individual in words (R-1.7-1).

    `reads`: True if the reader handles a record about the individual; others see only the steps they may read.
    """
    if individual is None:
        return form
    me, found = uow.people.get(reader), uow.records.find_all(RestorativeAction, individual.id, limit=_MOST)
    theirs = [each for each in found if reads or (me is not None and may(me, Act.READ, each, uow.people))]
    return views.with_tried(form, theirs, Context.of(uow, reader))


def instead(record: Restriction, *, decides: bool) -> tuple[Item, ...]:
    """Suggest a restorative step where a restriction was declined or made lighter."""
    lighter = record.decision is not None and record.decision.outcome is not Outcome.APPROVED
    return views.instead(record.id) if decides and lighter else ()


ACTIONS = {"restorative.open": _open, views.FIRST: _first}

FORMS = {views.NOTE: FormFlow(_note_form, _note), views.RESULT: FormFlow(_result_form, _result)}
