"""The conversation about a request for support: asking, answering, arranging, and whether it still helps (1.12.2)."""

from __future__ import annotations

from bot.access import may
from bot.chat.cards import Button, Item
from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form, PeopleField
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import Incomplete, Problem, Refused
from bot.flows import individuals
from bot.flows.assignment import pass_on, stays
from bot.flows.request import FormFlow, Request
from bot.flows.support_request.asking import FORMS as ASKING
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.rights import Act
from bot.records.support_request.parts import Answer, Look, Outcome
from bot.records.support_request.record import SupportRequest
from bot.views.context import Context
from bot.views.support_request import answering, forms
from bot.views.support_request import reading as views
from bot.views.time_away.dialogs import SHOULD_KNOW

# -- the person's own part ---------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the request to its author or its manager. Logged as a view."""
    record = uow.records.open(event.about, event.person, Act.READ, SupportRequest)
    return _shown(record, event.person, uow, page=event.extra)


def _shown(record: SupportRequest, reader: PersonId, uow: UnitOfWork, page: str = "") -> Reply:
    context = Context.of(uow, reader)
    own = reader == record.origin.by
    individual = individuals.of(record.individual, uow, writer=reader if own else None)
    if own:
        return ShowCard(views.for_asker(record, individual, context, page=page))
    report = _came_with(record, reader, uow)
    return ShowCard(answering.for_manager(record, individual, context, report=report, page=page))


def _came_with(record: SupportRequest, reader: PersonId, uow: UnitOfWork) -> Item | None:
    """Line for the report that it came with, if the reader may read that."""
    report, me = uow.records.peek(record.parent) if record.parent else None, uow.people.get(reader)
    if report is None or me is None or not may(me, Act.READ, report, uow.people):
        return None
    opening = Button(label="Open", action=uow.words[report.kind].opens, about=report.id)
    return Item(f"{report.ref} · the report it came with", opening)


def _own(request: Request, uow: UnitOfWork) -> SupportRequest:
    return uow.records.open(request.about, request.person, Act.ANSWER, SupportRequest)


def _again(request: Request, record: SupportRequest) -> str:
    """The extra of a form: the version, so that the same words sent later are a new act."""
    return request.extra or str(record.version)


def _say_form(request: Request, uow: UnitOfWork) -> Form:
    record = _own(request, uow)
    return forms.say(record, request.values, _again(request, record))


def _say(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _own(Request.of(event), uow)
    waited = record.waits_for_answer
    said = record.say(answers[forms.TEXT], uow.now)
    saved = uow.records.save(said, by=event.person, act="added" if waited else "change_asked")
    if not waited:
        return _shown(saved, event.person, uow)  # the reminder that it waits comes by itself
    if saved.handler is not None and not stays(saved, uow):
        saved = pass_on(saved, uow, by=None, act="stand_in")
    elif saved.handler is not None:
        uow.outbox.put(saved.handler, "waiting", saved.id)
    return _shown(saved, event.person, uow)


def _step_up(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Let the management team look at an answer again, through any member but the one who gave it."""
    record = _own(Request.of(event), uow)
    stepped = record.step_up(uow.now)
    if not uow.people.management_team(stepped.conflicted()):
        raise Refused(views.NOBODY_TO_LOOK_AGAIN)
    saved = uow.records.save(stepped, by=event.person, act="stepped_up")
    if record.handler is not None:
        uow.outbox.put(record.handler, "moved", record.id)
    return _shown(saved, event.person, uow)


def _still(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = _own(Request.of(event), uow)
    saved = uow.records.save(record.still_wanted(uow.now), by=event.person, act="still_wanted")
    if record.look is not None and saved.handler is not None:
        uow.outbox.put(saved.handler, "support_heard", saved.id)
    return _shown(saved, event.person, uow)


def _no_longer(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = _own(Request.of(event), uow)
    saved = uow.records.save(record.no_longer(uow.now), by=event.person, act="ended")
    if record.answers and saved.handler is not None:
        uow.outbox.put(saved.handler, "support_heard", saved.id)
    _tell_covers(record, saved, uow)
    return ShowCard(views.ended(saved, Context.of(uow, event.person)))


# -- the manager's part ------------------------------------------------------------------------------------


def _managed(about: str | None, person: PersonId, uow: UnitOfWork) -> SupportRequest:
    return uow.records.open(about, person, Act.DECIDE, SupportRequest)


def _towards(outcome: Outcome, event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Open the form with this answer chosen. A first look from a message is logged as a view."""
    record = uow.records.open(event.about, event.person, Act.READ, SupportRequest)
    request = Request(person=event.person, about=record.id, values={"outcome": outcome.value})
    return OpenForm(_answer_form(request, uow))


def _approve(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return _towards(Outcome.AGREED, event, uow)


def _in_part(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return _towards(Outcome.AGREED_IN_PART, event, uow)


def _deny(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return _towards(Outcome.NOT_AGREED, event, uow)


def _answer_form(request: Request, uow: UnitOfWork) -> Form:
    record = _managed(request.about, request.person, uow)
    record.to_decide()
    return forms.answer(record, request.values, Context.of(uow, request.person), _again(request, record))


def _answered(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _managed(event.about, event.person, uow)
    outcome = answers[forms.OUTCOME]
    denied = outcome is Outcome.NOT_AGREED
    answer = Answer(
        at=uow.now,
        by=event.person,
        outcome=outcome,
        on=answers.get(forms.ON),
        cover=_picked(forms.COVER, answers, uow),
        in_name_of=_picked(forms.IN_NAME_OF, answers, uow),
        part=answers[forms.PART],
        words=answers[forms.REASONS if denied else SHOULD_KNOW],
    )
    if answer.in_name_of is not None and not uow.people.is_manager(answer.in_name_of):
        raise Incomplete({forms.IN_NAME_OF.id: Problem.UNFIT})
    decided = record.decide(answer, Context.of(uow, event.person).today)
    saved = uow.records.save(decided, by=event.person, act=_ACTS[outcome])
    uow.outbox.put(record.origin.by, "support_answer", record.id)
    _tell_covers(record, saved, uow)
    return _shown(saved, event.person, uow)


_ACTS = {
    Outcome.AGREED: "approved",
    Outcome.AGREED_IN_PART: "approved_in_part",
    Outcome.NOT_AGREED: "not_taken_forward",
}


def _picked(question: PeopleField, answers: Answers, uow: UnitOfWork) -> PersonId | None:
    picked = answers.one(question)
    found = uow.people.get(picked)
    if picked is not None and (found is None or not found.active):
        raise Incomplete({question.id: Problem.LEFT})
    return picked


def _tell_covers(before: SupportRequest, saved: SupportRequest, uow: UnitOfWork) -> None:
    """Tell new cover that it begins and former cover that it has ended; the manager knows already."""
    for person in dict.fromkeys((before.covered_by, saved.covered_by)):
        if person is not None and person != saved.handler and before.covers_from(person) != saved.covers_from(person):
            uow.outbox.put(person, "cover", saved.id)


def _arrange_form(request: Request, uow: UnitOfWork) -> Form:
    record = _managed(request.about, request.person, uow)
    record.to_arrange()
    return forms.arrange(record, request.values, Context.of(uow, request.person), _again(request, record))


def _arranged(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _managed(event.about, event.person, uow)
    answer = Answer(
        at=uow.now,
        by=event.person,
        outcome=Outcome.ARRANGED,
        on=answers.get(forms.ON),
        clock=answers.get(forms.CLOCK),
        words=answers[SHOULD_KNOW],
    )
    arranged = record.arrange(answer, Context.of(uow, event.person).today)
    saved = uow.records.save(arranged, by=event.person, act="arranged")
    uow.outbox.put(record.origin.by, "support_answer", record.id)
    return _shown(saved, event.person, uow)


def _in_place(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = _managed(event.about, event.person, uow)
    saved = uow.records.save(record.put_in_place(uow.now), by=event.person, act="in_place")
    uow.outbox.put(record.origin.by, "support_answer", record.id)
    return _shown(saved, event.person, uow)


def _propose_form(request: Request, uow: UnitOfWork) -> Form:
    record = _managed(request.about, request.person, uow)
    return forms.propose(record, request.values, Context.of(uow, request.person), _again(request, record))


def _proposed(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _managed(event.about, event.person, uow)
    look = Look(at=uow.now, by=event.person, words=answers[forms.LOOK_AT])
    saved = uow.records.save(record.look_again(look), by=event.person, act="proposed_to_look_again")
    uow.outbox.put(record.origin.by, "support_question", record.id)
    return _shown(saved, event.person, uow)


# -- whoever covers ----------------------------------------------------------------------------------------


def _cover(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the person covering the dates and whom to speak to, and nothing of the request (model.md §4)."""
    record = uow.records.open(event.about, event.person, Act.HEAR, SupportRequest)
    return ShowCard(views.for_cover(record, Context.of(uow, event.person)))


ACTIONS = {
    "support_request.open": _open,
    "support_request.approve": _approve,
    "support_request.in_part": _in_part,
    "support_request.deny": _deny,
    "support_request.step_up": _step_up,
    "support_request.in_place": _in_place,
    "support_request.still": _still,
    "support_request.no_longer": _no_longer,
    "support_request.cover": _cover,
}

FORMS = {
    **ASKING,
    views.SAY: FormFlow(_say_form, _say),
    views.ANSWER: FormFlow(_answer_form, _answered),
    views.ARRANGE: FormFlow(_arrange_form, _arranged),
    views.PROPOSE: FormFlow(_propose_form, _proposed),
}
