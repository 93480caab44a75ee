"""Deciding an appeal, telling the individual, and suspending the restriction meanwhile (policy 1.3, 1.8)."""

from __future__ import annotations

from bot.chat.cards import Card
from bot.chat.events import SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import AlreadyDone
from bot.flows import debrief, individuals
from bot.flows.appeal import opening
from bot.flows.request import FormFlow, Request
from bot.flows.restriction import answers as answered
from bot.flows.sharing.following import follow as keep_cards
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.appeal.parts import Acknowledged, Decision, Outcome, Told
from bot.records.appeal.record import Appeal, State
from bot.records.base import must_be
from bot.records.restriction import appeals, reviews
from bot.records.restriction.afterwards import Ended, Suspension
from bot.records.restriction.parts import Considered, Explained, Review, ReviewOutcome, Telling
from bot.records.restriction.parts import Told as TellingRecorded
from bot.records.restriction.record import Restriction
from bot.records.restriction.record import State as Stage
from bot.records.rights import Act
from bot.views.appeal import forms
from bot.views.appeal import reading as views
from bot.views.context import Context
from bot.views.restriction import fairness as fair

#: Outcomes that the restriction passes through as in a review.
_CHANGES = {Outcome.LIFT: ReviewOutcome.LIFT, Outcome.VARY: ReviewOutcome.VARY}


def opened(about: str | None, person: PersonId, uow: UnitOfWork) -> Appeal:
    """The undecided appeal, for its decider. Raises Forbidden, which reads as not found."""
    record = uow.records.open(about, person, Act.DECIDE, Appeal)
    must_be(record.state, State.RECEIVED, State.ACKNOWLEDGED)
    return record


def against(record: Appeal, uow: UnitOfWork) -> Restriction | None:
    """The restriction appealed against, in its present state. The caller has opened the appeal."""
    return uow.records.get(record.against.restriction, Restriction) if record.against is not None else None


def card(record: Appeal, reader: PersonId, uow: UnitOfWork, page: str = "") -> Card:
    """The appeal as this reader may see it. The caller authorises."""
    draw = views.for_decider if reader == record.handler else views.for_reading
    return draw(record, against(record, uow), Context.of(uow, reader), page=page)


def _shown(record: Appeal, person: PersonId, uow: UnitOfWork) -> Reply:
    return ShowCard(card(record, person, uow))


# -- it arrived --------------------------------------------------------------------------------------------


def _acknowledge_form(request: Request, uow: UnitOfWork) -> Form:
    record = opened(request.about, request.person, uow)
    must_be(record.state, State.RECEIVED)
    return forms.acknowledge(record, request.values, Context.of(uow, request.person))


def _acknowledge(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = opened(event.about, event.person, uow)
    acknowledged = Acknowledged(at=uow.now, by=event.person, on=answers[forms.HEARD_ON])
    done = record.acknowledge(acknowledged, Context.of(uow, event.person).today)
    return _shown(uow.records.save(done, by=event.person, act="acknowledged"), event.person, uow)


# -- the decision ------------------------------------------------------------------------------------------


def _decide_form(request: Request, uow: UnitOfWork) -> Form:
    record = opened(request.about, request.person, uow)
    must_be(record.state, State.ACKNOWLEDGED)
    restriction = against(record, uow)
    individual = individuals.of(restriction.individual, uow) if restriction is not None else None
    return forms.decide(record, restriction, individual, request.values, Context.of(uow, request.person))


def _decide(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Decide the appeal; to lift or vary is a step of the restriction itself, whose manager is told."""
    record = opened(event.about, event.person, uow)
    outcome, restriction = answers[forms.OUTCOME], against(record, uow)
    decision = Decision(
        at=uow.now,
        by=event.person,
        outcome=outcome,
        reasons=answers[forms.REASONS],
        says=answers[forms.SAYS],
        over=restriction is not None and restriction.over,
    )
    saved = uow.records.save(record.decide(decision), by=event.person, act=f"decided_{outcome.value}")
    if restriction is not None and not restriction.over and outcome in _CHANGES:
        _change(saved, restriction, answers, uow)
    return _shown(saved, event.person, uow)


def _change(record: Appeal, restriction: Restriction, answers: Answers, uow: UnitOfWork) -> None:
    """Lift or vary the restriction for the appeal's reasons; the individual's words stay with the appeal."""
    decision = record.decision
    assert decision is not None  # it has just been made
    outcome = _CHANGES[decision.outcome]
    varies, today = outcome is ReviewOutcome.VARY, Context.of(uow, decision.by).today
    review = Review(
        at=decision.at,
        by=decision.by,
        outcome=outcome,
        reasons=decision.reasons,
        since_then="",
        individual_says="",
        adjustments=answers[fair.ADJUSTMENTS],
        lighter_options=decision.reasons if varies else "",
        measures=answered.measures(answers) if varies else (),
        plan=answered.review_plan(answers, uow.policy.suggested_review(today)) if varies else None,
        channel_considered=fair.CHANNEL_CONSIDERED in answers,
        appeal=record.ref,
        told_with_appeal=True,
    )
    touched = fair.touches(review.measures, individuals.of(restriction.individual, uow))
    latest, member = uow.policy.latest_review(today), decision.by in uow.people.management_team()
    changed = reviews.on_appeal(restriction, review, today, latest=latest, touches=touched, member=member)
    saved = uow.records.save(changed, by=decision.by, act=f"{outcome.value}_on_appeal")
    keep_cards(saved, uow)
    if saved.handler is not None:
        uow.outbox.put(saved.handler, "waiting", saved.id)


# -- afterwards --------------------------------------------------------------------------------------------


def _decided(about: str | None, person: PersonId, uow: UnitOfWork) -> Appeal:
    record = uow.records.open(about, person, Act.DECIDE, Appeal)
    must_be(record.state, State.DECIDED)
    return record


def _told_form(request: Request, uow: UnitOfWork) -> Form:
    return forms.told(_decided(request.about, request.person, uow), request.values, Context.of(uow, request.person))


def _told(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Note that the individual was told; a suspended restriction that is upheld applies again (R-1.8-10)."""
    record = _decided(event.about, event.person, uow)
    context = Context.of(uow, event.person)
    not_told = answers[forms.HAVE_BEEN_TOLD] is Telling.NOT_TOLD
    told = Told(
        at=uow.now,
        recorded_by=event.person,
        on=answers.get(forms.TOLD_ON),
        how=answers[forms.TOLD_HOW],
        by=answers[forms.TOLD_BY],
        ombudsman=Considered.YES in answers[forms.HAVE_HEARD],
        review_explained=Explained.REVIEW in answers[forms.HAVE_HEARD],
        not_told_because=answers[forms.NOT_TOLD_BECAUSE] if not_told else "",
    )
    assert record.decision is not None  # as its state says
    zone = context.me.time_zone if context.me else None
    decided_on = uow.policy.calendar.in_zone(zone).day_of(record.decision.at)
    saved = uow.records.save(record.tell(told, context.today, decided_on), by=event.person, act="told")
    restriction = against(saved, uow)
    if restriction is not None and record.decision.outcome is Outcome.UPHOLD and views.suspends(saved, restriction):
        words = "The appeal has been decided: the restriction is upheld."
        heard = told.not_told_because or "With what was decided on the appeal."
        _resumed(saved, restriction, Ended(at=uow.now, by=event.person, reasons=words, heard=heard), uow)
    if restriction is not None and restriction.told_with_appeal:
        _told_of(saved, restriction, told, uow)
    opening.follow(saved, uow)
    return _shown(saved, event.person, uow)


def _told_of(record: Appeal, restriction: Restriction, told: Told, uow: UnitOfWork) -> None:
    """Record with the restriction that the answer to the appeal told the individual, so its manager need not."""
    if restriction.reviews[-1].appeal != record.ref:
        return
    heard = TellingRecorded(
        at=told.at,
        recorded_by=told.recorded_by,
        on=told.on,
        how=told.how,
        by=told.by,
        review_explained=told.review_explained,
        appeal_explained=True,
        not_told_because=told.not_told_because,
    )
    saved = uow.records.save(restriction.told_on_appeal(heard), by=told.recorded_by, act="told")
    keep_cards(saved, uow)
    if restriction.stage is Stage.APPROVED:
        debrief.offer_to(saved.involved, saved.id, uow)
    if saved.handler is not None:
        uow.outbox.put(saved.handler, "told_on_appeal", saved.id)


# -- suspending --------------------------------------------------------------------------------------------


def _to_pause(request: Request, uow: UnitOfWork) -> tuple[Appeal, Restriction]:
    """An undecided appeal and its restriction, for the decider."""
    record = opened(request.about, request.person, uow)
    restriction = against(record, uow)
    if restriction is None:
        raise AlreadyDone("Please say first which restriction it is about.")
    return record, restriction


def _suspend_form(request: Request, uow: UnitOfWork) -> Form:
    record, _ = _to_pause(request, uow)
    return forms.suspend(record, request.values, Context.of(uow, request.person))


def _suspend(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record, restriction = _to_pause(Request.of(event), uow)
    suspension = Suspension(
        at=uow.now,
        by=event.person,
        reasons=answers[forms.WHY_PAUSED],
        heard=answers[forms.HEARS],
        appeal=record.id,
        ref=record.ref,
    )
    saved = uow.records.save(appeals.suspend(restriction, suspension), by=event.person, act="suspended")
    _say_so(saved, uow)
    return _shown(record, event.person, uow)


def _resume_form(request: Request, uow: UnitOfWork) -> Form:
    record, _ = _to_pause(request, uow)
    return forms.resume(record, request.values, Context.of(uow, request.person))


def _resume(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record, restriction = _to_pause(Request.of(event), uow)
    ended = Ended(at=uow.now, by=event.person, reasons=answers[forms.WHY_PAUSED], heard=answers[forms.HEARS])
    _resumed(record, restriction, ended, uow)
    return _shown(record, event.person, uow)


def _resumed(record: Appeal, restriction: Restriction, ended: Ended, uow: UnitOfWork) -> None:
    _say_so(uow.records.save(appeals.resume(restriction, record.id, ended), by=ended.by, act="resumed"), uow)


def _say_so(restriction: Restriction, uow: UnitOfWork) -> None:
    """Tell the restriction's manager and the holders of its cards whether its measures apply."""
    keep_cards(restriction, uow)
    if restriction.handler is not None:
        uow.outbox.put(restriction.handler, "suspension", restriction.id)


FORMS = {
    views.ACKNOWLEDGE: FormFlow(_acknowledge_form, _acknowledge),
    views.DECIDE: FormFlow(_decide_form, _decide),
    views.TOLD: FormFlow(_told_form, _told),
    views.SUSPEND: FormFlow(_suspend_form, _suspend),
    views.RESUME: FormFlow(_resume_form, _resume),
}
