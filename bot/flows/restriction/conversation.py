"""Asking for a restriction: suggested by staff, proposed by a manager, and what comes back (policy 1.6, 1.8)."""

from __future__ import annotations

from bot.chat.events import ActionEvent, CommandEvent, SubmitEvent, Values
from bot.chat.forms import Answers, Form
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import Forbidden, Incomplete, NotFound
from bot.flows import individuals, reports
from bot.flows.evidence import named as evidence_named
from bot.flows.follow_ups.restorative import tried
from bot.flows.request import FormFlow, Request
from bot.flows.restriction import answers as answered
from bot.flows.restriction import complaint_process
from bot.flows.restriction import deciding as restriction_deciding
from bot.flows.restriction import looks as restriction_looks
from bot.flows.restriction import review as restriction_review
from bot.flows.sharing.held import held
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import must_be
from bot.records.concerned import Concerned
from bot.records.individual import Individual, reference
from bot.records.report import Report, barred_besides
from bot.records.restriction import proposing
from bot.records.restriction.measures import limit_of
from bot.records.restriction.parts import Case, Fairness
from bot.records.restriction.record import Restriction, State
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.follow_ups.restorative import before_proposing
from bot.views.restriction import fairness as fair
from bot.views.restriction import reading as views
from bot.views.restriction import review as reviews
from bot.views.restriction import steps

# -- suggesting ----------------------------------------------------------------------------------------


def start(event: CommandEvent, uow: UnitOfWork) -> Reply:
    """`/restriction`: the form that fits the person, with what was typed already as the why."""
    if uow.people.is_manager(event.person):
        typed = {"behaviour": event.text} if event.text else {}
        return OpenForm(_propose(Request(person=event.person), typed, uow))
    if not uow.policy.any_staff_may_suggest:
        return ShowCard(views.managers_propose())
    return OpenForm(steps.suggest({"wish": event.text}))


def _suggest_form(request: Request, uow: UnitOfWork) -> Form:
    if not uow.policy.any_staff_may_suggest and not uow.people.is_manager(request.person):
        raise Forbidden
    return steps.suggest(request.values)


def _suggest(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    individual = answered.individual(answers, None, event.person, uow)
    concerned = _concerned(None, answers)
    record = proposing.propose(
        uow.records.begin(Restriction, event.person),
        individual=individual.id if individual else None,
        decider=_who_decides(event.person, concerned, uow),
        suggested=True,
        targets=concerned.targets,
        witnesses=concerned.witnesses,
        wish=answers.text("wish"),
        case=Case(measures=answered.measures(answers)),
    )
    saved = uow.records.add(record, act="suggested")
    reports.proposed(saved.parent, event.person, uow)
    return ShowCard(views.receipt(saved, Context.of(uow, event.person)))


def suggest_from(report: Report, uow: UnitOfWork) -> Restriction:
    """The suggestion ticked in a report: it lies with the report's own manager, unless they are in conflict."""
    reporter, concerned, handler = report.origin.by, report.concerned, report.handler
    barred = {reporter, *concerned.everybody()}
    record = proposing.propose(
        uow.records.begin(Restriction, reporter, parent=report.id),
        individual=report.whom,
        decider=handler if handler and handler not in barred else _who_decides(reporter, concerned, uow),
        suggested=True,
        targets=concerned.targets,
        witnesses=concerned.witnesses,
        not_to=concerned.not_to,
        report_ref=report.ref,
    )
    return uow.records.add(record, act="suggested")


def _concerned(report: Report | None, answers: Answers) -> Concerned:
    """Whom it concerns: those of the report, where there is one, and those named here."""
    known = Concerned() if report is None else report.concerned
    return Concerned(
        targets=tuple(dict.fromkeys((*known.targets, *answers.people("targets")))),
        witnesses=tuple(dict.fromkeys((*known.witnesses, *answers.people("witnesses")))),
        not_to=known.not_to,
    )


def _who_decides(
    by: PersonId,
    concerned: Concerned,
    uow: UnitOfWork,
    barred: tuple[PersonId, ...] = (),
    case: Case | None = None,
) -> PersonId | None:
    """The one manager who decides: nobody who asks for it, and nobody whom it concerns (R-1.8-5).

    With a limit on the use of the complaint process: somebody in the management team (R-1.11-3).
    """
    besides = {by, *concerned.everybody(), *barred}
    if case is not None and limit_of(case.measures) is not None:
        return complaint_process.who_decides(by, besides, uow)
    return uow.people.who_handles(by, day=uow.policy.calendar.today(uow.now), besides=besides)


# -- proposing -----------------------------------------------------------------------------------------


def _report(request: Request, uow: UnitOfWork) -> Report | None:
    """The report that a manager proposes it from, as the one who decides about that report."""
    if not request.about:
        return None
    report = reports.opened(request.about, request.person, Act.DECIDE, uow)
    report.ready_for_action()
    return report


def _propose_form(request: Request, uow: UnitOfWork) -> Form:
    return _propose(request, {}, uow)


def _propose(request: Request, typed: Values, uow: UnitOfWork) -> Form:
    """Step 1: from the report where there is one, from what was begun, from what was typed now."""
    if not uow.people.is_manager(request.person):
        raise Forbidden
    report = _report(request, uow)
    if report is not None and not request.values:
        uow.records.open(report.id, request.person, Act.READ, type(report))
    draft = None if request.values else uow.drafts.find(request.person, steps.PROPOSE, request.about)
    values = {**_known(report, uow), **(draft or {}), **typed, **request.values}
    kept = evidence_named.offered(request.person, uow, request.about)
    form = steps.propose(report, values, begun=draft is not None, kept=kept)
    return form if report is not None else before_proposing(form)


def _known(report: Report | None, uow: UnitOfWork) -> Values:
    if report is None:
        return {}
    individual = individuals.of(report.whom, uow)
    return {"behaviour": report.in_words, "individual": individual.display if individual else ""}


def _keep_proposal(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Step 1 is kept, and step 2 follows; nobody sees it yet."""
    request = Request.of(event)
    if errors := answered.case(answers).missing():
        raise Incomplete(steps.with_errors_in_place(_propose(request, {}, uow), errors))
    report = _report(request, uow)
    besides = barred_besides(report, event.person) if report else ()
    barred = {event.person, *_concerned(report, answers).everybody(), *besides}
    complaint_process.somebody_can(answered.measures(answers), barred, uow)
    uow.drafts.keep(event.person, steps.PROPOSE, event.values, event.about)
    return OpenForm(_propose_fairness_form(Request(person=event.person, about=event.about), uow))


def _first_step(request: Request, uow: UnitOfWork) -> Answers:
    """Step 1 as it was kept. Raises NotFound where nothing was."""
    kept = uow.drafts.find(request.person, steps.PROPOSE, request.about)
    if kept is None:
        raise NotFound
    first = Request(person=request.person, about=request.about, values=kept)
    return _propose(first, {}, uow).read(kept)


def _propose_fairness_form(request: Request, uow: UnitOfWork) -> Form:
    first = _first_step(request, uow)
    report = _report(request, uow)
    named = _named(report, first, uow)
    # A reference typed is no right to read: the needs are for whoever handles a record that points at them.
    reads = report is not None and named is not None and report.whom == named.id
    individual = named if reads else None
    draft = None if request.values else uow.drafts.find(request.person, steps.PROPOSE_FAIRNESS, request.about)
    values = {**fair.fairness_values(Fairness(), individual), **(draft or {}), **request.values}
    recorded = not reads and named is not None and bool(named.needs)
    form = steps.propose_fairness(report, answered.measures(first), individual, values, recorded=recorded)
    return tried(form, named, request.person, uow, reads=reads)


def _named(report: Report | None, first: Answers, uow: UnitOfWork) -> Individual | None:
    """Whom step 1 names: the individual of the report, or the one found by their reference."""
    typed = first.text("individual")
    known = individuals.of(report.whom, uow) if report else None
    if known is not None and typed in ("", known.display):
        return known
    found = reference(typed)
    return uow.records.find(Individual, found) if found else None


def _send_proposal(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Both steps together are the proposal; the proposer's own manager decides."""
    request = Request.of(event)
    report, first = _report(request, uow), _first_step(request, uow)
    known = report.whom if report else None
    individual = answered.individual(first, known, event.person, uow)
    concerned = _concerned(report, first)
    barred = barred_besides(report, event.person) if report else ()
    fairness = answered.fairness(answers)
    if errors := fairness.missing():
        raise Incomplete(errors)
    case = answered.case(first)
    record = proposing.propose(
        uow.records.begin(Restriction, event.person, parent=report.id if report else None),
        individual=individual.id if individual else None,
        decider=_who_decides(event.person, concerned, uow, barred, case),
        suggested=False,
        targets=concerned.targets,
        witnesses=concerned.witnesses,
        not_to=concerned.not_to,
        barred=barred,
        report_ref=report.ref if report else "",
        case=case,
        fairness=fairness,
    )
    saved = uow.records.add(record, act="proposed")
    reports.proposed(saved.parent, event.person, uow)
    evidence_named.rests_on(saved, uow)
    answered.keep_needs(answers, individual, event.person, uow)
    _drop(event.person, event.about, uow)
    return ShowCard(views.receipt(saved, Context.of(uow, event.person)))


def _drop(person: PersonId, about: str | None, uow: UnitOfWork) -> None:
    for form in (steps.PROPOSE, steps.PROPOSE_FAIRNESS):
        uow.drafts.drop(person, form, about)


def _afresh(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Begin a proposal anew: what was begun goes."""
    _drop(event.person, event.about, uow)
    return OpenForm(_propose(Request(person=event.person, about=event.about), {}, uow))


def _keep(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Keep a step half-way: for this person alone, until they take it up again."""
    form, extra = steps.keeps(event.extra)
    if form not in steps.KEPT:
        raise NotFound
    if event.about is not None:
        proposed = form in (steps.PROPOSE, steps.PROPOSE_FAIRNESS)
        kind = type(reports.found(event.about, uow)) if proposed else Restriction
        uow.records.open(event.about, event.person, Act.DECIDE, kind)
    uow.drafts.keep(event.person, form, event.values, event.about)
    return ShowCard(views.kept(form, event.about, extra))


# -- what comes back -----------------------------------------------------------------------------------


def _outcome(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """What became of it, for whoever suggested or proposed it. The view is logged."""
    record = uow.records.open(event.about, event.person, Act.HEAR, Restriction)
    return ShowCard(views.outcome(record, Context.of(uow, event.person), held((record,), event.person, uow)))


def _question(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return OpenForm(_answer_form(Request(person=event.person, about=event.about), uow))


def _answer_form(request: Request, uow: UnitOfWork) -> Form:
    record = _asked_of(request.about, request.person, uow)
    must_be(record.stage, State.MORE_ASKED)
    if not request.values:
        uow.records.open(request.about, request.person, Act.HEAR, Restriction)
    context = Context.of(uow, request.person)
    return reviews.answer(record, request.values, context, extra=restriction_deciding.numbered(request, record))


def _asked_of(about: str | None, person: PersonId, uow: UnitOfWork) -> Restriction:
    """The record, for the one of whom more was asked. Raises Forbidden, which reads as not found."""
    record = uow.records.open(about, person, Act.ANSWER, Restriction)
    if record.questions and record.asked != person:
        raise Forbidden
    return record


def _answer(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _asked_of(event.about, event.person, uow)
    saved = uow.records.save(proposing.answer(record, uow.now, answers.text("answer")), by=event.person, act="answered")
    return ShowCard(views.answered(saved, Context.of(uow, event.person)))


ACTIONS = {
    **restriction_deciding.ACTIONS,
    **restriction_looks.ACTIONS,
    "restriction.outcome": _outcome,
    "restriction.question": _question,
    "restriction.keep": _keep,
    "restriction.afresh": _afresh,
}

FORMS = {
    **restriction_deciding.FORMS,
    **restriction_review.FORMS,
    **restriction_looks.FORMS,
    steps.SUGGEST: FormFlow(_suggest_form, _suggest),
    steps.PROPOSE: FormFlow(_propose_form, _keep_proposal),
    steps.PROPOSE_FAIRNESS: FormFlow(_propose_fairness_form, _send_proposal),
    reviews.ANSWER: FormFlow(_answer_form, _answer),
}
