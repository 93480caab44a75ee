"""Asking for support: the help wanted, its manager, and requests already under way (1.12.2, 1.12.3)."""

from __future__ import annotations

from bot.chat.events import SubmitEvent, Values
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.flows import individuals, reports
from bot.flows.passed_by import passed_by
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.individual import Individual
from bot.records.report import Report
from bot.records.rights import Act, Part
from bot.records.support_request.parts import Help, Wanted
from bot.records.support_request.record import SupportRequest
from bot.views.context import Context
from bot.views.support_request import forms
from bot.views.support_request import reading as views
from bot.views.time_away.dialogs import SUITS

#: Open requests searched for the same one: more than anybody has.
_MOST_OPEN = 100


def _report(request: Request, uow: UnitOfWork) -> Report | None:
    """The report that the request comes with, for somebody with a part in it."""
    return reports.opened(request.about, request.person, Act.ANSWER, uow) if request.about else None


def ask_form(request: Request, uow: UnitOfWork) -> Form:
    """Form asking which help is wanted, with the individual filled in from the person's own report."""
    report = _report(request, uow)
    known = _own_individual(report, request.person, uow)
    values: Values = {**({forms.WITH_WHOM.id: known.display} if known else {}), **request.values}
    return forms.ask(values, about=request.about, extra=request.extra)


def _own_individual(report: Report | None, person: PersonId, uow: UnitOfWork) -> Individual | None:
    """The individual in the person's own report; reports by others are theirs to tell."""
    if report is None or report.origin.by != person or report.whom is None:
        return None
    return individuals.of(report.whom, uow, writer=person)


def asked(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Make the request, once; one already under way is shown instead."""
    report = _report(Request.of(event), uow)
    wanted, who = _wanted(answers), answers[forms.WITH_WHOM]
    context = Context.of(uow, event.person)
    same = _on_its_way(event.person, wanted, who, uow)
    if same is not None:
        return ShowCard(views.receipt(same, context, already=True))
    not_to = _not_to(wanted.help, report, event.person, uow)
    manager = uow.people.who_handles(
        event.person, day=uow.policy.calendar.today(uow.now), besides={event.person, *not_to}
    )
    individual = _individual(who, report, event.person, uow)
    # An hour off has no parent, which would give away its purpose (R-1.12.2-6).
    parent = report.id if report is not None and wanted.help is not Help.HOUR else None
    record = SupportRequest.ask(
        uow.records.begin(SupportRequest, event.person, parent),
        manager=manager,
        wanted=wanted,
        individual=individual.id if individual else None,
        not_to=not_to,
    )
    return ShowCard(views.receipt(uow.records.add(record, act="asked"), context))


def _wanted(answers: Answers) -> Wanted:
    what = answers[forms.HELP]
    return Wanted(
        help=what,
        which=answers[forms.WHICH],
        when=answers[SUITS],
        grounds=answers[forms.GROUNDS],
        words=answers[forms.WORDS],
    )


def _not_to(what: Help, report: Report | None, person: PersonId, uow: UnitOfWork) -> tuple[PersonId, ...]:
    """Managers to avoid: the one kept out of the report, and the asker's own for a talk with another manager."""
    me = uow.people.get(person)
    passed = passed_by(report.id, person, uow) if report is not None else None
    own = me.line_manager if me is not None and what is Help.TALK else None
    return tuple(dict.fromkeys(each for each in (passed, own) if each is not None))


def _individual(who: str, report: Report | None, person: PersonId, uow: UnitOfWork) -> Individual | None:
    """The individual of their own report, if it is the same one; else the one whom the words name."""
    known = _own_individual(report, person, uow)
    if known is not None and individuals.is_same(known.display, who, uow):
        return known
    return individuals.met(who, None, person, uow)


def _on_its_way(person: PersonId, wanted: Wanted, who: str, uow: UnitOfWork) -> SupportRequest | None:
    """An open request of the same kind about the same individual or case, if there is one."""
    found = uow.records.with_part(person, Part.REPORTER, open_only=True, kind=SupportRequest.kind, limit=_MOST_OPEN)
    requests = (uow.records.get(row.id, SupportRequest) for row in found)
    return next((each for each in requests if _is_same(each, wanted, who, uow)), None)


def _is_same(record: SupportRequest, wanted: Wanted, who: str, uow: UnitOfWork) -> bool:
    if record.wanted.help is not wanted.help:
        return False
    individual = individuals.of(record.individual, uow, writer=record.origin.by)
    return individuals.is_same(record.wanted.which, wanted.which, uow) and (
        individual is None or individuals.is_same(individual.display, who, uow)
    )


FORMS = {views.ASK: FormFlow(ask_form, asked)}
