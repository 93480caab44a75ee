"""The conversation about correspondence: acceptable or not, and informing its sender (policy 1.9.2)."""

from __future__ import annotations

from datetime import date

from bot.access import may
from bot.chat.cards import Card
from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import Problem, refuse
from bot.flows import earlier, hearing, individuals, lines, reports, same
from bot.flows.follow_ups import opening as follow_ups
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import not_yet
from bot.records.ended_contact.record import EndedContact
from bot.records.follow_ups.correspondence import CorrespondenceDecision, Decision, Informed
from bot.records.rights import Act
from bot.records.staff_names import names
from bot.views.context import Context
from bot.views.follow_ups import correspondence as views
from bot.views.police.story import Story, story

#: Earlier warnings to look for, at most.
_MOST = 50


def _begin(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Open the decision for a report's manager, whatever they decide should follow from the report."""
    report = uow.records.open(event.about, event.person, Act.DECIDE, EndedContact)
    found = follow_ups.open_one(CorrespondenceDecision, report, uow, by=event.person)
    record = uow.records.open(found.id, event.person, Act.READ, CorrespondenceDecision)
    return ShowCard(card(record, event.person, uow))


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.READ, CorrespondenceDecision)
    return ShowCard(card(record, event.person, uow, page=event.extra))


def card(record: CorrespondenceDecision, reader: PersonId, uow: UnitOfWork, page: str = "") -> Card:
    """The decision as its handler reads it: the report, earlier warnings and the next step."""
    context, report, me = Context.of(uow, reader), reports.above(record, uow), uow.people.get(reader)
    reads = me is not None and may(me, Act.READ, report, uow.people)
    told: Story = story(report, individuals.of(report.whom, uow), context, opens=reads)
    evidence = (
        *lines.of_evidence(record.id, context, uow),
        *(lines.of_evidence(report.id, context, uow) if reads else ()),
    )
    return views.card(
        record,
        context,
        story=told,
        warnings=_warnings(record, uow),
        earlier=earlier.noted(record, record.matter.individual, reader, uow) if record.decision is None else (),
        evidence=evidence,
        propose=follow_ups.proposing(record, reader, uow),
        page=page,
    )


def _warnings(record: CorrespondenceDecision, uow: UnitOfWork) -> tuple[date, ...]:
    """Days of earlier correspondence warnings to the same individual, newest first (R-1.9.2-7)."""
    if record.matter.individual is None:
        return ()
    found = uow.records.find_all(CorrespondenceDecision, record.matter.individual, limit=_MOST)
    return tuple(sorted((e.warned_on for e in found if e.warned_on is not None and e.id != record.id), reverse=True))


# -- deciding ------------------------------------------------------------------------------------------


def _decide_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, CorrespondenceDecision)
    not_yet(record.decision)
    return views.decide(record, request.extra, request.values)


def _decide(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, CorrespondenceDecision)
    decision = Decision(
        at=uow.now,
        by=event.person,
        verdict=answers[views.VERDICT],
        reasons=answers[views.REASONS],
        use=answers[views.USE],
        ground=answers.get(views.GROUND),
        ground_words=answers[views.GROUND_WORDS],
    )
    saved = uow.records.save(record.decide(decision), by=event.person, act="decided")
    hearing.tell(saved, uow)
    return ShowCard(card(saved, event.person, uow))


# -- the sender is informed ----------------------------------------------------------------------------


def _inform_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, CorrespondenceDecision)
    not_yet(record.informed)
    return views.inform(record, request.values, Context.of(uow, request.person))


def _inform(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Record who informed the individual, when and from which account; never who was targeted (R-1.9.2-2)."""
    record = uow.records.open(event.about, event.person, Act.DECIDE, CorrespondenceDecision)
    informed = Informed(
        at=uow.now,
        recorded_by=event.person,
        way=answers[views.WAY],
        on=answers.get(views.ON),
        by=answers.one(views.BY),
        account=answers[views.ACCOUNT],
        not_because=answers[views.NOT_BECAUSE],
    )
    refuse(_not_theirs(record, informed, uow))
    today = Context.of(uow, event.person).today
    saved = uow.records.save(record.inform(informed, today), by=event.person, act="informed")
    hearing.tell(saved, uow)
    return ShowCard(card(saved, event.person, uow))


def _not_theirs(record: CorrespondenceDecision, informed: Informed, uow: UnitOfWork) -> dict[str, Problem]:
    """Problems that only the directory reveals: an informant who is no manager, or a target's own account."""
    problems = {}
    if informed.by is not None and not uow.people.is_manager(informed.by):
        problems[views.BY.id] = Problem.UNFIT
    found = [person for target in record.matter.targets if (person := uow.people.get(target)) is not None]
    account = informed.account.casefold()
    if names(account, (p.name for p in found)) or any(p.email and p.email in account for p in found):
        problems[views.ACCOUNT.id] = Problem.INVOLVED
    return problems


ACTIONS = {views.BEGIN: _begin, "correspondence.open": _open, **same.answers(CorrespondenceDecision, card)}

FORMS = {views.DECIDE: FormFlow(_decide_form, _decide), views.INFORM: FormFlow(_inform_form, _inform)}
