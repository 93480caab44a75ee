"""The conversation about a debrief, offered to everyone involved, each by their own manager (policy 1.12.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import Forbidden, Incomplete, NotFound, Problem
from bot.flows.assignment import next_handler
from bot.flows.passed_by import passed_by
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.debrief import Action, Answer, Debrief
from bot.records.report import Report
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.debrief import dialogs as views

#: Time for an agreed action without a date of its own.
_SOON = timedelta(weeks=2)

# -- offering ----------------------------------------------------------------------------------------


def offer_to(people: Iterable[PersonId], parent: RecordId, uow: UnitOfWork) -> None:
    """Offer each of them a conversation with their own manager, once per person and incident (R-1.12.2-1).

    `parent` is the report, or the restriction opened from it: both are the same incident. Leavers are skipped, and so
    are those who must first hear of it from a person (R-1.14.3-4; see `bot.flows.known`).
    """
    report = _incident(parent, uow)
    asked = {debrief.person for debrief in _offered(report, uow)}
    about = uow.records.peek(parent)
    for person in dict.fromkeys(people):
        found = uow.people.get(person)
        if person in asked or found is None or not found.active or not _may_hear(person, report, uow):
            continue
        by = about.handler if about is not None and about.handler else person
        not_to = passed_by(report, person, uow)
        besides = {person, *(() if not_to is None else (not_to,))}
        manager = uow.people.who_handles(person, day=uow.policy.calendar.today(uow.now), besides=besides)
        offer = Debrief.offer(uow.records.begin(Debrief, by, parent), person=person, manager=manager, not_to=not_to)
        uow.records.add(offer, act="offered")


def _incident(parent: RecordId, uow: UnitOfWork) -> RecordId:
    """The report from which a restriction was opened, if there is one; else the record itself."""
    found = uow.records.peek(parent)
    return found.parent if isinstance(found, Restriction) and found.parent else parent


def _may_hear(person: PersonId, incident: RecordId, uow: UnitOfWork) -> bool:
    found = uow.records.peek(incident)
    return not isinstance(found, Report) or found.may_hear(person)


def _offered(report: RecordId, uow: UnitOfWork) -> list[Debrief]:
    restrictions = uow.records.children(report, Restriction)
    places = (report, *(restriction.id for restriction in restrictions))
    return [debrief for place in places for debrief in uow.records.children(place, Debrief)]


# -- answering -----------------------------------------------------------------------------------------


def _yes(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return _answered(event, Answer.YES, uow)


def _later(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return _answered(event, Answer.LATER, uow)


def _no_thanks(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return _answered(event, Answer.NO_THANKS, uow)


def _answered(event: ActionEvent, answer: Answer, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.ANSWER, Debrief)
    answered = record.answered(answer, event.person, uow.now)
    if answered.needs_naming:
        # It was offered when no manager was left; perhaps somebody is back.
        answered = answered.moved(next_handler(answered, uow), uow.now)
    saved = uow.records.save(answered, by=event.person, act="answered")
    return ShowCard(views.for_person(saved, Context.of(uow, event.person)))


# -- reading -------------------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.READ, Debrief)
    return _shown(record, event.person, uow, page=event.extra)


def _shown(record: Debrief, reader: PersonId, uow: UnitOfWork, page: str = "") -> Reply:
    context = Context.of(uow, reader)
    if reader == record.person:
        return ShowCard(views.for_person(record, context, page))
    return ShowCard(views.for_manager(record, context, page))


# -- the manager's part ----------------------------------------------------------------------------------


def _book_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, Debrief)
    return views.book(record, request.values, Context.of(uow, request.person))


def _book(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, Debrief)
    booked = record.booked(answers[views.BOOKED_ON], Context.of(uow, event.person).today)
    saved = uow.records.save(booked, by=event.person, act="booked")
    uow.outbox.put(record.person, "booked", record.id)
    return _shown(saved, event.person, uow)


def _held_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, Debrief)
    return views.held(record, request.values, Context.of(uow, request.person))


def _held(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, Debrief)
    agreed = _agreed_in(answers, record, uow)
    talked = record.held(answers[views.HELD_ON], agreed, Context.of(uow, event.person).today)
    return _shown(uow.records.save(talked, by=event.person, act="held"), event.person, uow)


def _agree_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, Debrief)
    return views.agree(record, request.values, Context.of(uow, request.person))


def _agree(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, Debrief)
    agreed = record.agreed(_agreed_in(answers, record, uow), Context.of(uow, event.person).today)
    return _shown(uow.records.save(agreed, by=event.person, act="agreed"), event.person, uow)


def _agreed_in(answers: Answers, record: Debrief, uow: UnitOfWork) -> tuple[Action, ...]:
    """The action agreed, with its owner and date; empty if there was none."""
    what, owner, due = answers[views.WHAT], answers.one(views.OWNER), answers.get(views.DUE)
    if not what and due is None:
        return ()
    problems = {} if what else {views.WHAT.id: Problem.MISSING}
    found = uow.people.get(owner)
    if owner is None:
        problems[views.OWNER.id] = Problem.MISSING
    elif found is None or not found.active:
        problems[views.OWNER.id] = Problem.LEFT
    if problems or owner is None:
        raise Incomplete(problems)
    due = due or uow.policy.calendar.today(uow.now) + _SOON
    return (Action(id=f"a{len(record.actions) + 1}", what=what, owner=owner, due=due),)


# -- agreed actions ----------------------------------------------------------------------------------------


def _action(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show an agreed action: to the two who agreed it with all the others, to its owner alone."""
    record = _opened(event.about, event.person, uow, hears=Act.HEAR, reads=Act.READ)
    return _shown_action(record, _own(record, event.extra, event.person), event.person, uow)


def _action_done(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = _opened(event.about, event.person, uow, hears=Act.ANSWER, reads=Act.DECIDE)
    done = record.done(_own(record, event.extra, event.person).id, event.person, uow.now)
    saved = uow.records.save(done, by=event.person, act="action_done")
    return _shown_action(saved, saved.action(event.extra), event.person, uow)


def _drop_form(request: Request, uow: UnitOfWork) -> Form:
    record = _opened(request.about, request.person, uow, hears=Act.ANSWER, reads=Act.DECIDE)
    action = _own(record, request.extra, request.person)
    return views.drop(record, action, request.values, Context.of(uow, request.person))


def _drop(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _opened(event.about, event.person, uow, hears=Act.ANSWER, reads=Act.DECIDE)
    action = _own(record, event.extra, event.person)
    dropped = record.dropped(action.id, event.person, uow.now, answers[views.DROPPED_BECAUSE])
    saved = uow.records.save(dropped, by=event.person, act="action_dropped")
    return _shown_action(saved, saved.action(action.id), event.person, uow)


def _opened(about: str | None, person: PersonId, uow: UnitOfWork, *, hears: Act, reads: Act) -> Debrief:
    """The debrief, opened under its manager's right or that of the others involved."""
    found = uow.records.peek(RecordId(about)) if about else None
    if found is None:
        raise NotFound
    return uow.records.open(about, person, reads if found.handler == person else hears, Debrief)


def _own(record: Debrief, action: str, person: PersonId) -> Action:
    """The action, if this person owns it or is one of the two who agreed it. Raises Forbidden."""
    found = record.action(action)
    if person not in (record.person, record.handler, found.owner):
        raise Forbidden
    return found


def _shown_action(record: Debrief, action: Action, reader: PersonId, uow: UnitOfWork) -> Reply:
    if reader in (record.person, record.handler):
        return _shown(record, reader, uow)
    return ShowCard(views.for_owner(record, action, Context.of(uow, reader)))


ACTIONS = {
    "debrief.yes": _yes,
    "debrief.later": _later,
    "debrief.no_thanks": _no_thanks,
    "debrief.open": _open,
    "debrief.action": _action,
    "debrief.action_done": _action_done,
}

FORMS = {
    views.BOOK: FormFlow(_book_form, _book),
    views.HELD: FormFlow(_held_form, _held),
    views.AGREE: FormFlow(_agree_form, _agree),
    views.DROP: FormFlow(_drop_form, _drop),
}
