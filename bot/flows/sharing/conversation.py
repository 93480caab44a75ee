"""Deciding who needs to know of a restriction, and the card for them (policy 1.14.1, 1.14.2)."""

from __future__ import annotations

from bot.access import may
from bot.chat.events import ActionEvent, SubmitEvent, Values
from bot.chat.forms import Answers, Form
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import AlreadyDone, Incomplete, NotFound, Problem
from bot.flows import hearing, individuals
from bot.flows.request import FormFlow, Request
from bot.flows.sharing.following import follow
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.ended_contact.record import EndedContact
from bot.records.individual import Individual
from bot.records.report import Report
from bot.records.restriction import sharing as restriction_sharing
from bot.records.restriction.measures import Channel
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.records.sharing import behaviour
from bot.records.sharing.alert_card import AlertCard, Names, PassTo
from bot.records.sharing.record import ROLE_OF, Grant, Group, Plan, SharingDecision
from bot.views.context import Context
from bot.views.sharing import alert_card
from bot.views.sharing import dialogs as views

# -- deciding --------------------------------------------------------------------------------------------


def _to_share(request: Request, uow: UnitOfWork) -> Restriction:
    """The restriction, for its handler, while there is something to share. A first look is logged."""
    record = uow.records.open(request.about, request.person, Act.DECIDE, Restriction)
    if not record.change or (record.over and not record.sharing_due):
        raise AlreadyDone("There is nothing here that anybody needs to know. Nothing changed.")
    if not request.values:
        uow.records.open(record.id, request.person, Act.READ, Restriction)
    return record


def _before(restriction: Restriction, uow: UnitOfWork) -> Plan | None:
    """The previous plan for sharing, to be confirmed or changed."""
    if restriction.sharing is None:
        return None
    return uow.records.get(restriction.sharing.decision, SharingDecision).plan


def _decide_form(request: Request, uow: UnitOfWork) -> Form:
    record = _to_share(request, uow)
    before, context = _before(record, uow), Context.of(uow, request.person)
    draft = None if request.values or record.over else uow.drafts.find(request.person, views.DECIDE, record.id)
    values = {**views.known(record, before, _told_of(record, uow), context), **(draft or {}), **request.values}
    return views.decide(record, before, values, extra=request.extra or f".{record.version}")


def _told_of(record: Restriction, uow: UnitOfWork) -> frozenset[Channel]:
    """Channels on which the behaviour occurred, from the restriction's report; empty without one."""
    report = uow.records.peek(record.parent) if record.parent is not None else None
    return behaviour.where(report) if isinstance(report, Report) else frozenset()


def _decide(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Keep a decision without a card at once; otherwise show the card first, as it will be read."""
    record = _to_share(Request.of(event), uow)
    plan = _plan(answers, record, uow)
    if errors := _wrong(plan, record, uow):
        raise Incomplete(errors)
    if plan.card is None:
        return _kept(plan, record, event.person, uow)
    uow.drafts.keep(event.person, views.DECIDE, event.values, record.id)
    return OpenForm(_confirm_form(Request(person=event.person, about=record.id), uow))


def _confirm_form(request: Request, uow: UnitOfWork) -> Form:
    """Form with the card as it will be read, from the draft of the previous step."""
    record = _to_share(request, uow)
    plan = _drafted(request, record, uow)
    individual = individuals.of(record.individual, uow)
    context = Context.of(uow, request.person)
    return views.confirm(record, plan, individual, context, extra=request.extra or f".{record.version}")


def _drafted(request: Request, record: Restriction, uow: UnitOfWork) -> Plan:
    """The plan kept from the previous step. Raises NotFound if there is none."""
    kept: Values | None = uow.drafts.find(request.person, views.DECIDE, record.id)
    if kept is None:
        raise NotFound
    first = Request(person=request.person, about=record.id, values=kept)
    plan = _plan(_decide_form(first, uow).read(kept), record, uow)
    if plan.card is None:
        raise NotFound
    return plan


def _share(event: SubmitEvent, _answers: Answers, uow: UnitOfWork) -> Reply:
    request = Request.of(event)
    record = _to_share(request, uow)
    plan = _drafted(request, record, uow)
    if errors := _wrong(plan, record, uow):
        # Something has changed since the previous step: ask there again.
        first = _decide_form(Request(person=event.person, about=record.id), uow)
        return OpenForm(first.with_errors(errors))
    return _kept(plan, record, event.person, uow)


def _kept(plan: Plan, record: Restriction, by: PersonId, uow: UnitOfWork) -> Reply:
    """Keep the decision, send the card to those who need it, and withdraw the previous one."""
    decision = SharingDecision.decide(
        uow.records.begin(SharingDecision, by, parent=record.id),
        plan,
        restriction_ref=record.ref,
        barred=record.conflicted(),
        names=_names(record, uow),
        over=record.over,
    )
    had = _have_heard(record, uow)
    saved = uow.records.add(decision, act="decided")
    shared = restriction_sharing.shared(
        record, saved.id, plan.change, with_somebody=bool(saved.asked) and not record.over
    )
    restriction = uow.records.save(shared.once_shared(uow.now), by=by, act="shared" if plan.grants else "not_shared")
    uow.drafts.drop(by, views.DECIDE, record.id)
    follow(restriction, uow)
    if saved.over:
        for person in saved.hears:
            if person not in had:
                uow.outbox.put(person, "card", saved.id)
    return ShowCard(views.decided(saved, restriction))


def _have_heard(record: Restriction, uow: UnitOfWork) -> frozenset[PersonId]:
    """People who learn of the end of the restriction without this decision, some through an earlier card."""
    had = (p for d in uow.records.children(record.id, SharingDecision) for p in d.hears)
    return hearing.who_hears(record, uow) | frozenset(had)


# -- what was answered -------------------------------------------------------------------------------------


def _plan(answers: Answers, record: Restriction, uow: UnitOfWork) -> Plan:
    groups = answers[views.WHO_NEEDS_IT]
    grants = [grant for group in groups for grant in _grants(group, answers, record, uow)]
    pass_to = answers.get(views.GOES_TO)
    person = answers.one(views.GOES_TO_PERSON) if pass_to is PassTo.PERSON else None
    card = AlertCard(
        instruction=answers[views.INSTRUCTION] or views.instruction(record), pass_to=pass_to, person=person
    )
    return Plan(
        change=record.change,
        grants=tuple(grants),
        card=card if grants and not record.over else None,
        nobody_because=answers[views.NOBODY_BECAUSE],
        not_with=answers[views.NOT_WITH],
        more=answers[views.MORE],
        agency=answers.get(views.TOLD_OUTSIDE),
        agency_why=answers[views.AGENCY_WHY],
    )


def _grants(group: Group, answers: Answers, record: Restriction, uow: UnitOfWork) -> list[Grant]:
    if group is not Group.PEOPLE:
        people = uow.people.holding(ROLE_OF[group]) if group in ROLE_OF else _involved(record, uow)
        return [Grant(group=group, why=answers[views.why(group)] or views.USUALLY[group], people=people)]
    picked = [
        Grant(group=group, why=answers[views.why(f"people_{n}")], people=answers[views.people(n)]) for n in views.PICKED
    ]
    first, *others = picked
    return [first, *(grant for grant in others if grant.people or grant.why)]


def _involved(record: Restriction, uow: UnitOfWork) -> tuple[PersonId, ...]:
    """People who may encounter the behaviour again: the reporter, the one who asked, targets and witnesses."""
    report = uow.records.peek(record.parent) if record.parent is not None else None
    reporter = (report.origin.by,) if isinstance(report, EndedContact) else ()
    return tuple(dict.fromkeys((record.origin.by, *reporter, *record.targets, *record.witnesses)))


def _wrong(plan: Plan, record: Restriction, uow: UnitOfWork) -> dict[str, str]:
    """Errors in the plan; for a name on the card, with the name to leave out."""
    names = _names(record, uow)
    errors: dict[str, str] = {**plan.missing(names, record.conflicted(), over=record.over)}
    if plan.card is not None and errors.get(views.INSTRUCTION.id) is Problem.NAMES:
        errors[views.INSTRUCTION.id] = views.leave_out(names.in_text(plan.card.instruction))
    return errors


def _names(record: Restriction, uow: UnitOfWork) -> Names:
    """Names that must not be on the card (R-1.14.1-8, R-1.8-4)."""
    involved = tuple(found.name for p in sorted(record.conflicted()) if (found := uow.people.get(p)) is not None)
    withheld = tuple(sorted({person.name for person in uow.people})) if record.withholds_names else None
    return Names(involved=involved, withheld=withheld)


# -- whether it has arrived ----------------------------------------------------------------------------------


def seen_to(restriction: Restriction, uow: UnitOfWork) -> Restriction:
    """The restriction, with delivery noted once its card has reached everybody it can (R-1.14.2-1)."""
    sharing = restriction.sharing
    if sharing is None or sharing.delivered:
        return restriction
    decision = uow.records.get(sharing.decision, SharingDecision)
    on_its_way = set(decision.unread) - uow.outbox.recipients_done(decision.id)
    return restriction if on_its_way else restriction_sharing.delivered(restriction)


# -- reading it ----------------------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show all of it to those who may read it, and the card to those who need it. Logged as a view."""
    me, found = uow.people.get(event.person), uow.records.peek(RecordId(event.about)) if event.about else None
    reads = me is not None and isinstance(found, SharingDecision) and may(me, Act.READ, found, uow.people)
    record = uow.records.open(event.about, event.person, Act.READ if reads else Act.HEAR, SharingDecision)
    restriction, individual = about(record, uow)
    context = Context.of(uow, event.person)
    if not reads:
        return ShowCard(alert_card.for_recipient(record, restriction, individual, context))
    decides = me is not None and may(me, Act.DECIDE, restriction, uow.people)
    return ShowCard(views.for_manager(record, restriction, individual, context, decides=decides))


def about(record: SharingDecision, uow: UnitOfWork) -> tuple[Restriction, Individual | None]:
    """The restriction behind the decision, and its individual. The caller has opened the decision."""
    assert record.parent is not None  # each belongs to a restriction
    restriction = uow.records.get(record.parent, Restriction)
    return restriction, individuals.of(restriction.individual, uow)


def _read(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Note that somebody says they have read the card."""
    record = uow.records.open(event.about, event.person, Act.ANSWER, SharingDecision)
    saved = uow.records.save(record.read(event.person, uow.now), by=event.person, act="card_read")
    return ShowCard(alert_card.have_read(saved))


ACTIONS = {views.OPEN: _open, alert_card.READ: _read}

FORMS = {
    views.DECIDE: FormFlow(_decide_form, _decide),
    views.CONFIRM: FormFlow(_confirm_form, _share),
}
