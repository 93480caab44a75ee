"""Asking for a restriction: suggestions by staff, proposals by managers, and the outcome (policy 1.6, 1.8)."""

from __future__ import annotations

from bot.chat.events import ActionEvent, CommandEvent, SubmitEvent, Values
from bot.chat.forms import Answers, Form
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import Forbidden, NotFound, Refused
from bot.flows import individuals, reports
from bot.flows.evidence import named as evidence_named
from bot.flows.follow_ups.restorative import tried
from bot.flows.request import FormFlow, Request
from bot.flows.restriction import answers as answered
from bot.flows.restriction import complaint_process
from bot.flows.restriction import deciding as restriction_deciding
from bot.flows.restriction import looks as restriction_looks
from bot.flows.restriction import review as restriction_review
from bot.flows.restriction.reading import card
from bot.flows.sharing.held import held
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import must_be
from bot.records.concerned import Concerned
from bot.records.individual import Individual
from bot.records.report import Report, barred_besides
from bot.records.restriction import proposing
from bot.records.restriction.measures import limit_of
from bot.records.restriction.parts import Case, Fairness, Outcome
from bot.records.restriction.record import Restriction, State
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.follow_ups.restorative import before_proposing
from bot.views.restriction import fairness as fair
from bot.views.restriction import fields, steps
from bot.views.restriction import reading as views
from bot.views.restriction import review as reviews

#: Shown to a manager who may not make it active at once alone.
NOT_ALONE = (
    "Another manager has to make this active at once: it concerns you, or two managers decide here. Please propose "
    "it, and call them."
)

# -- suggesting ----------------------------------------------------------------------------------------


def start(event: CommandEvent, uow: UnitOfWork) -> Reply:
    """`/restriction`: the form that fits the person, with the words typed after it as the reason."""
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
        wish=answers[steps.WISH],
        case=Case(measures=answered.wished(answers)),
    )
    saved = uow.records.add(record, act="suggested")
    reports.proposed(saved.parent, event.person, uow)
    return ShowCard(views.receipt(saved, Context.of(uow, event.person)))


def suggest_from(report: Report, uow: UnitOfWork) -> Restriction:
    """Make the suggestion ticked in a report; it goes to the report's manager unless they are in conflict."""
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
    """People concerned: those in the report, if there is one, and those named in the form."""
    known = Concerned() if report is None else report.concerned
    return Concerned(
        targets=tuple(dict.fromkeys((*known.targets, *answers[steps.TARGETS]))),
        witnesses=tuple(dict.fromkeys((*known.witnesses, *answers[steps.WITNESSES]))),
        not_to=known.not_to,
    )


def _who_decides(
    by: PersonId,
    concerned: Concerned,
    uow: UnitOfWork,
    barred: tuple[PersonId, ...] = (),
    case: Case | None = None,
) -> PersonId | None:
    """The manager who decides: nobody who asks for it, and nobody whom it concerns (R-1.8-5).

    With a limit on the use of the complaint process: a member of the management team (R-1.11-3).
    """
    besides = {by, *concerned.everybody(), *barred}
    if case is not None and limit_of(case.measures) is not None:
        return complaint_process.who_decides(by, besides, uow)
    return uow.people.who_handles(by, day=uow.policy.calendar.today(uow.now), besides=besides)


# -- proposing -----------------------------------------------------------------------------------------


def _report(request: Request, uow: UnitOfWork) -> Report | None:
    """The report from which a manager proposes it, opened for the decider of that report."""
    if not request.about:
        return None
    report = reports.opened(request.about, request.person, Act.DECIDE, uow)
    report.ready_for_action()
    return report


def _propose_form(request: Request, uow: UnitOfWork) -> Form:
    return _propose(request, {}, uow)


def _propose(request: Request, typed: Values, uow: UnitOfWork) -> Form:
    """Form of a proposal, filled in from the report, the draft and the words just typed."""
    report = _report(request, uow)
    draft = None if request.values else uow.drafts.find(request.person, steps.PROPOSE, request.about)
    desk = _desk(report, {**(draft or {}), **typed}, request, uow)
    whom = _named(report, desk.values, uow)
    recorded = whom is not None and whom != desk.individual and bool(whom.needs)
    decided = restriction_deciding.like_cases(desk.values, uow)
    form = steps.propose(report, desk, begun=draft is not None, decided=decided, recorded=recorded)
    form = tried(form, whom, request.person, uow, reads=desk.individual is not None)
    return form if report is not None else before_proposing(form)


def _desk(report: Report | None, typed: Values, request: Request, uow: UnitOfWork) -> steps.Desk:
    """Facts already known before there is a record; for a manager alone (R-1.8-5)."""
    if not uow.people.is_manager(request.person):
        raise Forbidden
    context = Context.of(uow, request.person)
    # A typed reference gives no right to read: needs are for the handler of a record about the individual.
    individual = individuals.of(report.whom, uow) if report is not None else None
    said = restriction_deciding.known_of(report, request, uow)
    grounds = restriction_deciding.grounded(report, request.person, uow)
    known = {
        **said,
        **fair.fairness_values(Fairness(), individual),
        **fields.review_values(None, context),
        **restriction_deciding.grounds_of(grounds),
        fields.INDIVIDUAL.id: individual.display if individual else "",
    }
    values = {**steps.opened(known), **typed, **request.values}
    return steps.Desk(
        values=values,
        context=context,
        individual=individual,
        account=answered.account(report.ref, "", "") if report is not None else None,
        reported=bool(said.get(fields.BEHAVIOUR.id)),
        grounded=bool(grounds.grounds),
        contractor=restriction_deciding.is_contractor(report, individual, values, request.person, uow),
        kept=evidence_named.offered(request.person, uow, request.about),
        decides=not (uow.policy.two_managers or any(values.get(each.id) == "yes" for each in _GOES_ON)),
    )


#: Questions whose "yes" passes the decision to somebody else.
_GOES_ON = (steps.INVOLVED, fields.ABOUT_COMPLAINTS)


def _named(report: Report | None, values: Values, uow: UnitOfWork) -> Individual | None:
    """The individual in the report, or the one whose reference was typed."""
    typed = values.get(fields.INDIVIDUAL.id)
    known = individuals.of(report.whom, uow) if report else None
    if known is not None and typed in ("", None, known.display):
        return known
    return individuals.known(typed, uow) if isinstance(typed, str) else None


def _begin(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Restriction:
    """Begin the proposal as answered, to be decided by its author or by somebody else (R-1.8-5).

    Somebody else decides if the organisation asks for two managers, about a limit on the use of the complaint process,
    and if the matter concerns the author.
    """
    report, by = _report(Request.of(event), uow), event.person
    individual = answered.individual(answers, report.whom if report else None, by, uow)
    concerned = _concerned(report, answers)
    barred = barred_besides(report, by) if report else ()
    account = answered.account(report.ref, "", "") if report else None
    case = answered.case(
        answers,
        account=account,
        reported=restriction_deciding.reported(report, by, uow),
        known=restriction_deciding.grounded(report, by, uow),
    )
    own = not (
        uow.policy.two_managers
        or answers.yes(steps.INVOLVED)
        or limit_of(case.measures) is not None
        or by in concerned.everybody()
    )
    if event.form == steps.PROPOSE_AT_ONCE and not own:
        raise Refused(NOT_ALONE)
    complaint_process.somebody_can(case.measures, {by, *concerned.everybody(), *barred}, uow)
    record = proposing.propose(
        uow.records.begin(Restriction, by, parent=report.id if report else None),
        individual=individual.id if individual else None,
        decider=by if own else _who_decides(by, concerned, uow, barred, case),
        suggested=False,
        targets=concerned.targets,
        witnesses=concerned.witnesses,
        not_to=concerned.not_to,
        barred=barred,
        report_ref=report.ref if report else "",
        case=case,
        fairness=answered.fairness(answers) if event.form == steps.PROPOSE else None,
    )
    saved = uow.records.add(record, act="proposed")
    reports.proposed(saved.parent, by, uow)
    evidence_named.rests_on(saved, uow)
    answered.keep_needs(answers, individual, by, uow)
    uow.drafts.drop(by, steps.PROPOSE, event.about)
    return saved


def _send_proposal(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Send the proposal; an author who was not involved decides it at the same time, else its decider gets it."""
    saved, by = _begin(event, answers, uow), event.person
    if not saved.own:
        return ShowCard(views.receipt(saved, Context.of(uow, by)))
    touches = fair.touches(saved.case.measures, individuals.of(saved.individual, uow))
    if touches and fair.CHANNEL_CONSIDERED not in answers:
        # The individual's needs are open to them now, to be considered before the decision (R-1.5-2).
        uow.drafts.keep(by, steps.DECISION, event.values, saved.id)
        return OpenForm(restriction_deciding.decision_form(Request(person=by, about=saved.id), uow))
    decision = restriction_deciding.made(answers, Outcome.APPROVED, by, uow)
    return ShowCard(card(restriction_deciding.approved(saved, decision, (), uow), by, uow))


def _at_once_form(request: Request, uow: UnitOfWork) -> Form:
    report = _report(request, uow)
    desk = _desk(report, {}, request, uow)
    return steps.protection(desk, name=steps.PROPOSE_AT_ONCE, about=report.id if report else None)


def _start_at_once(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Make the measures active at once; the decision comes later (model.md §2.3)."""
    saved = _begin(event, answers, uow)
    return ShowCard(card(restriction_deciding.protected(saved, answers, event.person, uow), event.person, uow))


def _afresh(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Begin a proposal again without its draft."""
    uow.drafts.drop(event.person, steps.PROPOSE, event.about)
    return OpenForm(_propose(Request(person=event.person, about=event.about), {}, uow))


def _keep(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Keep the draft of a step for this person alone, until they return to it."""
    form, extra = steps.keeps(event.extra)
    if form not in steps.KEPT:
        raise NotFound
    if event.about is not None:
        kind = type(reports.found(event.about, uow)) if form == steps.PROPOSE else Restriction
        uow.records.open(event.about, event.person, Act.DECIDE, kind)
    uow.drafts.keep(event.person, form, event.values, event.about)
    return ShowCard(views.kept(form, event.about, extra))


# -- what comes back -----------------------------------------------------------------------------------


def _outcome(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the outcome to the person who suggested or proposed the restriction. Logged as a view."""
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
    """The record, for the person asked for more. Raises Forbidden, which reads as not found."""
    record = uow.records.open(about, person, Act.ANSWER, Restriction)
    if record.questions and record.asked != person:
        raise Forbidden
    return record


def _answer(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _asked_of(event.about, event.person, uow)
    said = proposing.answer(record, uow.now, answers[reviews.YOUR_ANSWER])
    saved = uow.records.save(said, by=event.person, act="answered")
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
    steps.PROPOSE: FormFlow(_propose_form, _send_proposal),
    steps.PROPOSE_AT_ONCE: FormFlow(_at_once_form, _start_at_once),
    reviews.ANSWER: FormFlow(_answer_form, _answer),
}
